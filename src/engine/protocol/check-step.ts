import { checkGuards } from './check-guard.ts'
import { checkQuestions } from './check-question.ts'
import type { Checking } from './checking.ts'
import type { Step } from './pathway-parts.ts'
import { faultOfRelation } from './relation.ts'
import type { Who } from './sentences/sentence.ts'

/** Checks one step: who may record it and at which stage, what it asks and needs, and where it leads. */
export function checkStep(checking: Checking, step: Step): void {
  checkAt(checking, step)
  checkBy(checking, step)
  checkOutcomes(checking, step)
  checkForms(checking, step)
  if (!checking.formsOf.has(step.id)) checkQuestions(checking, ['steps', step.id, 'asks'], checking.ownOf(step), [step])
  checkRecalled(checking, step)
  checkGuards(checking, step)
}

function checkRecalled(checking: Checking, { id: step, recalls }: Step): void {
  const known = checking.protocol.steps.flatMap(({ asks }) => asks.map(({ id }) => id))
  recalls.forEach((question, i) => {
    if (known.includes(question)) return
    checking.unknown(['steps', step, 'recalls', i], 'question', question, known, ['forms', 'steps'])
  })
}

function checkAt(checking: Checking, { id, at }: Step): void {
  if (at.kind !== 'stages') return
  const path = ['steps', id, 'at']
  at.stages.forEach((stage, i) => {
    const here = at.stages.length > 1 ? [...path, i] : path
    checking.stage(here, stage)
    if (checking.protocol.stages.get(stage)?.ends === true) {
      checking.fault(here, `the pathway has ended at "${stage}"`, 'Name a stage that does not end.')
    }
  })
}

/** Who may record it. What it is recorded about is told by the duties that it meets. */
function checkBy(checking: Checking, step: Step): void {
  const path = ['steps', step.id, 'by']
  const meets = checking.protocol.duties.filter(({ metBy }) => metBy.kind === 'step' && metBy.step === step.id)
  for (const who of step.by.anyOf) {
    checking.role(path, who)
    if (who.kind === 'that-agency' || who.kind === 'that-person' || who.kind === 'whoever-recorded-it') {
      if (checking.unread.any || meets.some(({ forEach }) => faultOfRelation(checking, who, forEach) === undefined))
        continue
      const message = 'no duty that this step meets tells who that is'
      checking.fault(path, message, 'Let it meet such a duty, or name a role, or a relation to the case.')
    }
  }
  if (checking.unread.any) return
  const reasons = step.by.anyOf.map((who) => whyNobody(checking, step, who))
  const [first] = reasons
  if (first !== undefined && reasons.every((reason) => reason !== undefined)) {
    checking.fault(path, `nobody may ever record it: ${first}`, 'Name a role.')
  }
}

/** Why a relation has nobody at its other end in this protocol, whatever happens. */
function whyNobody({ protocol, runs }: Checking, { at }: Step, who: Who): string | undefined {
  switch (who.kind) {
    case 'raiser':
    case 'raisers-own':
      if (at.kind === 'start' && who.kind === 'raiser') return 'there is no raiser before a pathway is open'
      return runs && !protocol.steps.some((step) => step.at.kind === 'start')
        ? 'no step opens a pathway, so that nobody ever raises one'
        : undefined
    case 'each-agency-with-flag':
      return runs && protocol.flags.length === 0 ? 'no flag is raised in this protocol' : undefined
    case 'chair-of-last-meeting':
      return runs && protocol.meetings.length === 0 ? 'no meeting is held in this protocol' : undefined
    default:
      return undefined
  }
}

function checkOutcomes(checking: Checking, step: Step): void {
  const { id, at, outcomes, chooses } = step
  const path = ['steps', id, 'to']
  for (const outcome of outcomes) {
    const here = chooses ? [...path, outcome.id] : path
    if (chooses) checking.notReserved(here, outcome.id)
    if (outcome.to !== null) checking.stage(checking.deeper(here, 'to'), outcome.to)
    if (outcome.to === null && at.kind === 'start') {
      checking.faultAtKey(here, 'the pathway that it opens would stand nowhere', 'Say "to" which stage it leads.')
    }
  }
  if (outcomes.length === 0 && at.kind === 'start') {
    const remedy = 'Say "to" which stage it leads.'
    checking.faultAtKey(['steps', id], `the pathway that "${id}" opens would stand nowhere`, remedy)
  }
}

function checkForms(checking: Checking, { id, asks }: Step): void {
  const names = checking.formsOf.get(id) ?? []
  const { forms } = checking.protocol
  names.forEach((form, i) => {
    const path = checking.deeper(['steps', id, 'asks'], i)
    checking.usedForms.add(form)
    if (!forms.has(form)) checking.unknown(path, 'form', form, forms.keys(), ['forms'])
  })
  const ids = asks.map((question) => question.id)
  const twice = ids.find((question, i) => ids.indexOf(question) < i)
  if (twice !== undefined) {
    const message = `"${twice}" is asked twice by the forms of this step`
    checking.faultAtKey(['steps', id, 'asks'], message, 'Ask it in one of them.')
  }
}

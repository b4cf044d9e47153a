import { checkWhere } from './check-parts.ts'
import type { Checking } from './checking.ts'
import type { Level, Register, Versions } from './followed.ts'
import type { Question, Step } from './pathway-parts.ts'
import type { Path } from './place.ts'

// Checks what is followed from record to record: that something records it, and that all that it looks at can be there.

export function checkVersions(checking: Checking, { id, forms, partsBy, adoptedBy }: Versions): void {
  const path = ['versions', id]
  const { protocol } = checking
  forms.forEach((form, i) => {
    const at = checking.deeper([...path, 'of'], i)
    if (!protocol.forms.has(form)) checking.unknown(at, 'form', form, protocol.forms.keys(), ['forms'])
  })
  if (partsBy !== null) checkAgencyStep(checking, [...path, 'parts by'], partsBy)
  if (adoptedBy === null) return
  const at = [...path, 'adopted by']
  if (adoptedBy.step === '') {
    checking.fault(at, 'it names no step', 'Write the step with which an agency adopts it.')
    return
  }
  checkAgencyStep(checking, at, adoptedBy.step)
  const { where, step } = adoptedBy
  checkWhere(checking, at, {
    of: { kind: 'named', name: step, from: 1, or: [] },
    where: where === null ? null : { ...where, includes: false },
  })
}

/** Which agency speaks is told by the duty that it answers. */
function checkAgencyStep(checking: Checking, path: Path, name: string): void {
  checking.step(path, name)
  const step = checking.protocol.steps.find(({ id }) => id === name)
  if (step === undefined || step.by.anyOf.some(({ kind }) => kind === 'that-agency')) return
  checking.fault(path, `"${name}" is not recorded by each agency for itself`, 'Let it be recorded by "that agency".')
}

export function checkLevel(checking: Checking, { id, scale, toldBy }: Level): void {
  const path = ['levels', id]
  const asked = questionsOf(checking.protocol.steps)
  scale.forEach((level, i) => {
    if (scale.indexOf(level) < i) {
      checking.fault([...path, 'scale', i], `"${level}" stands in it twice`, 'Name each level once.')
    }
  })
  toldBy.forEach((name, i) => {
    const at = [...path, 'told by', i]
    const question = asked.find((each) => each.id === name)
    if (question === undefined) {
      if (!checking.unread.any) checking.unknown(at, 'question', name, new Set(asked.map((each) => each.id)), [])
      return
    }
    const missing = scale.find((level) => !question.options.has(level))
    if (question.type === 'choice' && missing === undefined) return
    const message =
      question.type === 'choice'
        ? `"${name}" cannot be answered with "${missing}"`
        : `the answer to "${name}" is of type "${question.type}", which is no level`
    checking.fault(
      at,
      message,
      'Name a question of "type: choice" that has every level of the scale among its options.',
    )
  })
}

export function checkRegister(checking: Checking, { id, holds }: Register): void {
  const path = ['registers', id, 'holds']
  if (checking.protocol.subject !== 'series of meetings') {
    const message = 'a register stands apart from every child, and this protocol is not about a series of meetings'
    checking.faultAtKey(['registers', id], message, 'Write it in the protocol of the series.')
  }
  for (const step of holds.keys()) checking.step([...path, step], step)
}

/** What is proposed from a register must stand in one; what is told of a child needs a child. */
export function checkProposed(checking: Checking): void {
  const { steps, forms, registers, subject } = checking.protocol
  const held = new Set(registers.flatMap(({ holds }) => [...holds.keys()]))
  const check = (path: Path, question: Question): void => {
    question.proposed.forEach((each, i) => {
      const at = [...path, question.id, 'proposed', i]
      const isDay = each.kind === 'of-child' && each.what === 'the birth'
      const isEarlier = each.kind === 'earlier' && (question.type === 'choice' || question.type === 'choices')
      if (!isEarlier && question.type !== (isDay ? 'day' : 'words')) {
        const message = `an answer of type "${question.type}" is not proposed as ${isDay ? 'a day' : 'text'}`
        const remedy = `Ask for ${isDay ? 'a "day"' : '"words"'}, or take "proposed" away.`
        checking.faultAtKey([...path, question.id, 'proposed'], message, remedy)
      }
      if (each.kind === 'register' && !held.has(each.step)) {
        checking.unknown(at, 'step of a register', each.step, held, ['registers'])
      }
      if (each.kind === 'of-child' && subject === 'series of meetings') {
        checking.fault(
          at,
          'a series of meetings is about no child',
          'Name "cases of" a protocol, or "register of" a step.',
        )
      }
    })
  }
  for (const [form, questions] of forms) for (const each of questions) check(['forms', form], each)
  for (const step of steps) {
    const { id } = step
    if (!checking.formsOf.has(id)) for (const each of checking.ownOf(step)) check(['steps', id, 'asks'], each)
  }
}

function questionsOf(steps: readonly Step[]): readonly Question[] {
  return steps.flatMap(({ asks }) => asks)
}

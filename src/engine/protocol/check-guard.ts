import { checkAnswer } from './check-question.ts'
import { checkTogether } from './check-together.ts'
import type { Checking } from './checking.ts'
import type { Guard, Step } from './pathway-parts.ts'
import type { Path } from './place.ts'

/** Checks that what a step needs can hold at all. */
export function checkGuards(checking: Checking, step: Step): void {
  const path = ['steps', step.id, 'needs']
  step.needs.forEach((guard, i) => {
    checkGuard(checking, [...path, i], step, guard)
  })
  checkTogether(checking, step)
}

function checkGuard(checking: Checking, path: Path, step: Step, guard: Guard): void {
  switch (guard.kind) {
    case 'earlier':
      return checkEarlier(checking, [...path, 'earlier'], step, guard)
    case 'another-person': {
      const at = [...path, 'another person than']
      checking.step(at, guard.step)
      return checkBefore(checking, at, step, guard.step)
    }
    case 'answer': {
      const at = [...path, 'answer']
      const question = step.asks.find(({ id }) => id === guard.question)
      const known = step.asks.map(({ id }) => id)
      const groups = ['forms']
      if (question === undefined) checking.unknown(at, 'question of this step', guard.question, known, groups)
      else checkAnswer(checking, at, question, guard.is)
      if (guard.with === null) return
      if (guard.with === guard.question) {
        checking.fault([...at, 'with'], 'a question cannot be answered with itself', 'Name another question.')
      } else if (!known.includes(guard.with)) {
        checking.unknown([...at, 'with'], 'question of this step', guard.with, known, groups)
      }
      return
    }
    case 'not-themselves': {
      const at = [...path, 'not themselves in']
      const question = step.asks.find(({ id }) => id === guard.question)
      const known = step.asks.map(({ id }) => id)
      if (question === undefined) return checking.unknown(at, 'question of this step', guard.question, known, ['forms'])
      if (question.type === 'person' || question.type === 'people') return
      return checking.fault(
        at,
        `"${question.id}" asks for no people`,
        'Name a question of "type: person" or "type: people".',
      )
    }
    case 'agency-named': {
      const at = [...path, 'agency named']
      checking.role([...at, 'of'], { kind: 'role', role: guard.role })
      const question = step.asks.find(({ id }) => id === guard.question)
      const known = step.asks.map(({ id }) => id)
      if (question === undefined) {
        return checking.unknown([...at, 'in'], 'question of this step', guard.question, known, ['forms'])
      }
      if ([question, ...question.parts].some(({ type }) => type === 'agencies')) return
      const remedy = 'Name a question of "type: agencies", or of "type: items" with such a part.'
      return checking.fault([...at, 'in'], `"${question.id}" asks for no agencies`, remedy)
    }
    case 'present':
      return checkPresent(checking, [...path, 'present'], step, guard)
    case 'met': {
      const at = [...path, 'met']
      checking.duty(at, guard.duty)
      const duty = checking.protocol.duties.find(({ id }) => id === guard.duty)
      if (duty?.metBy.kind === 'step' && duty.metBy.step === step.id) {
        const remedy = 'Let another step meet the duty, or take the guard away.'
        checking.fault(at, `"${guard.duty}" is met by this very step, which it keeps from being recorded`, remedy)
      }
      return
    }
    case 'overdue':
      return checking.duty([...path, 'overdue'], guard.duty)
    case 'on-plan':
      return
    case 'trigger-met': {
      const known = checking.protocol.triggers.map(({ id }) => id)
      if (known.includes(guard.trigger)) return
      return checking.unknown([...path, 'trigger met'], 'trigger', guard.trigger, known, ['triggers'])
    }
    case 'sitting':
      for (const meeting of guard.meetings) checking.meeting([...path, 'sitting'], meeting)
      return
    case 'not-before':
    case 'not-after': {
      const at = [...path, guard.kind === 'not-before' ? 'not before' : 'not after']
      checking.step([...at, 'step'], guard.step)
      checkBefore(checking, [...at, 'step'], step, guard.step)
      return checkDayAsked(checking, [...at, 'question'], guard)
    }
    case 'either':
      guard.guards.forEach((each, i) => {
        checkGuard(checking, [...path, 'either', i], step, each)
      })
      return
    default:
      return guard satisfies never
  }
}

/** A day can be looked up only where one was asked. */
function checkDayAsked(
  checking: Checking,
  path: Path,
  { step: name, question: id }: Extract<Guard, { kind: 'not-before' | 'not-after' }>,
): void {
  const asks = checking.protocol.steps.find((each) => each.id === name)?.asks
  if (asks === undefined) return
  const question = asks.find((each) => each.id === id)
  const known = asks.map((each) => each.id)
  if (question === undefined) checking.unknown(path, `question of "${name}"`, id, known, ['forms'])
  else if (question.type !== 'day' && question.type !== 'moment') {
    checking.fault(path, `"${id}" asks for no day`, 'Name a question of "type: day" or "type: moment".')
  }
}

function checkEarlier(
  checking: Checking,
  path: Path,
  step: Step,
  { step: name, outcome, since }: Extract<Guard, { kind: 'earlier' }>,
): void {
  checking.step(path, name)
  const earlier = checking.protocol.steps.find(({ id }) => id === name)
  if (outcome !== null && earlier !== undefined) {
    const known = earlier.outcomes.map(({ id }) => id)
    if (!known.includes(outcome)) checking.unknown([...path, 'outcome'], `outcome of "${name}"`, outcome, known, [])
  }
  if (since !== null) checking.stage([...path, 'since'], since)
  checkBefore(checking, path, step, name)
}

function checkBefore(checking: Checking, path: Path, step: Step, earlier: string): void {
  if (earlier === step.id) {
    checking.fault(path, 'this step can never have been recorded before its first time', 'Name another step.')
  } else if (step.at.kind === 'start' && checking.steps.has(earlier)) {
    const message = 'nothing can have been recorded before the step that opens a pathway'
    checking.fault(path, message, 'Take the guard away, or let another step open the pathway.')
  }
}

function checkPresent(
  checking: Checking,
  path: Path,
  { asks }: Step,
  { meeting: name, question }: Extract<Guard, { kind: 'present' }>,
): void {
  checking.meeting(path, name)
  const { meetings } = checking.protocol
  const meeting = meetings.find(({ id }) => id === name)
  if (meeting === undefined) return
  if (meeting.needs.length + meeting.always.length === 0) {
    checking.fault(path, `the meeting "${name}" needs nobody`, `Say under meetings / ${name} whom it "needs".`)
    return
  }
  // An attendance of a meeting that is not there is told of at its question.
  const isMisnamed = asks.some(({ type, from }) => type === 'attendance' && !meetings.some(({ id }) => id === from))
  if (question === '' && !isMisnamed && !checking.unread.groups.has('forms')) {
    const remedy = `Ask a question of "type: attendance" with "from: ${name}".`
    checking.fault(path, `this step does not ask who was there at "${name}"`, remedy)
  }
}

import type { Checking } from './checking.ts'
import type { Question, Step, When } from './pathway-parts.ts'
import type { Path } from './place.ts'
import { ALWAYS_TOLD, OUTCOME } from './unasked.ts'

/** Questions whose answer is one of a few that are known beforehand. */
const CHOSEN = ['choice', 'choices']

/** Types whose answer is chosen from people, agencies or posts. */
const FROM_SOMEWHERE = ['person', 'people', 'agencies', 'attendance']

/** What anybody may choose from without a list of its own. */
const CORE_GROUP = 'core-group'

/** Checks the questions of a step, or of a form with the steps that use it. */
export function checkQuestions(
  checking: Checking,
  path: Path,
  questions: readonly Question[],
  steps: readonly Step[],
): void {
  questions.forEach((question, i) => {
    const at = [...path, question.id]
    checkOne(checking, at, question)
    checkAsked(checking, at, question, steps)
    checkWhens(checking, at, question, questions.slice(0, i), questions, steps)
    question.parts.forEach((part, k) => {
      const within = [...at, 'parts', part.id]
      checkOne(checking, within, part)
      checkWhens(checking, within, part, question.parts.slice(0, k), question.parts, [])
    })
  })
}

function checkOne(checking: Checking, path: Path, question: Question): void {
  const { type, options, parts, from, each } = question
  checking.notReserved(path, question.id)
  if (ALWAYS_TOLD.includes(question.id)) {
    checking.faultAtKey(path, `"${question.id}" is asked of every step by itself`, 'Choose another name.')
  }
  for (const option of options.keys()) checking.notReserved([...path, 'options', option], option)
  if (CHOSEN.includes(type) && options.size < 2) {
    const remedy = 'Write two "options" or more, or ask for "yes or no".'
    checking.faultAtKey(path, `there is nothing to choose from in "${question.id}"`, remedy)
  } else if (!CHOSEN.includes(type) && options.size > 0) {
    const remedy = 'Write "type: choice" or "type: choices", or take the options away.'
    checking.faultAtKey([...path, 'options'], `an answer of type "${type}" is not chosen from options`, remedy)
  }
  if (type === 'items' && parts.length === 0) {
    checking.faultAtKey(path, `nothing is asked of each item of "${question.id}"`, 'Write its questions under "parts".')
  } else if (type !== 'items' && parts.length > 0) {
    const message = `an answer of type "${type}" has no parts`
    checking.faultAtKey([...path, 'parts'], message, 'Write "type: items", or take the parts away.')
  }
  if (each !== null && type !== 'person' && type !== 'people') {
    const message = `an answer of type "${type}" names no person`
    checking.faultAtKey([...path, 'each'], message, 'Write "type: people", or take "each" away.')
  }
  if (question.tells !== null && type !== 'words' && type !== 'items') {
    const message = `an answer of type "${type}" does not say who disagreed, and why`
    checking.faultAtKey([...path, 'tells'], message, 'Ask for "words" or "items", or take "tells" away.')
  }
  if (question.plans !== null) {
    checking.meeting([...path, 'plans'], question.plans)
    if (type !== 'day' && type !== 'moment') {
      const message = `an answer of type "${type}" is no day for which a sitting could be planned`
      checking.faultAtKey([...path, 'plans'], message, 'Ask for a "day" or a "moment", or take "plans" away.')
    }
  }
  question.seriousIncident.forEach((is, i) => {
    const known = type === 'yes or no' ? ['yes', 'no'] : [...options.keys()]
    if (!known.includes(is)) checking.unknown([...path, 'serious incident', i], 'answer', is, known, [])
  })
  checkFrom(checking, path, type, from)
  if (from === CORE_GROUP && each !== null && (type === 'person' || type === 'people')) {
    const message = 'everybody of the core group is tied to the case, so that nobody can be chosen'
    checking.faultAtKey([...path, 'each'], message, 'Choose from a pool, or take "each" away.')
  }
}

function checkFrom(checking: Checking, path: Path, type: Question['type'], from: string | null): void {
  const at = [...path, 'from']
  if (type === 'attendance') {
    if (from === null) {
      checking.faultAtKey(path, 'nobody knows whose attendance is asked', 'Write "from:" and the name of a meeting.')
      return
    }
    checking.meeting(at, from)
    const meeting = checking.protocol.meetings.find(({ id }) => id === from)
    if (
      meeting !== undefined &&
      [meeting.always, meeting.needs, meeting.invites, meeting.considers].flat().length === 0
    ) {
      const remedy = `Say under meetings / ${from} whom it "needs", "invites" or "considers".`
      checking.fault(at, `nobody belongs to the meeting "${from}", so that no answer can be given`, remedy)
    }
    return
  }
  if (from === null) return
  if (!FROM_SOMEWHERE.includes(type)) {
    checking.faultAtKey(at, `an answer of type "${type}" is not chosen from anybody`, 'Take "from" away.')
    return
  }
  checking.usedPools.add(from)
  const { pools } = checking.protocol
  if (from !== CORE_GROUP && !pools.has(from) && !checking.steps.has(from)) {
    checking.unknown(at, 'pool', from, [...pools.keys(), CORE_GROUP, ...checking.steps], ['pools', 'steps'])
  }
}

/** Somebody who may record the step must be among those who are asked. */
function checkAsked(checking: Checking, path: Path, { id, of }: Question, steps: readonly Step[]): void {
  for (const role of of ?? []) checking.role([...path, 'of'], { kind: 'role', role })
  if (of === null || steps.length === 0 || of.some((role) => !checking.protocol.roles.has(role))) return
  if (steps.some((step) => rolesOf(step).some((role) => role === undefined || of.includes(role)))) return
  const remedy = 'Name a role under "of" that the step has under "by".'
  checking.faultAtKey([...path, 'of'], `nobody who may record this step is asked "${id}"`, remedy)
}

/** The roles in which a step may be recorded; undefined for a relation that may be held in any. */
function rolesOf({ by }: Step): readonly (string | undefined)[] {
  return by.anyOf.map((who) => ('role' in who ? who.role : undefined))
}

function checkWhens(
  checking: Checking,
  path: Path,
  question: Question,
  before: readonly Question[],
  all: readonly Question[],
  steps: readonly Step[],
): void {
  const { shown, needed } = question
  checkWhen(checking, [...path, 'shown'], shown, question, before, all, steps)
  checkWhen(checking, [...path, 'needed'], needed, question, before, all, steps)
  if (shown.kind !== 'answer' || needed.kind !== 'answer') return
  const other = all.find(({ id }) => id === shown.question)
  if (shown.question === needed.question && shown.is !== needed.is && other?.type !== 'choices') {
    const message = `it is needed when ${needed.question} is ${needed.is}, and only shown when it is ${shown.is}`
    checking.fault([...path, 'needed'], message, 'Show it whenever it is needed.')
  }
}

function checkWhen(
  checking: Checking,
  path: Path,
  when: When,
  { id, of }: Question,
  before: readonly Question[],
  all: readonly Question[],
  steps: readonly Step[],
): void {
  if (when.kind === 'too-late') return checkLate(checking, path, when, id, before, all)
  if (when.kind !== 'answer') return
  if (when.question === OUTCOME) return checkOutcome(checking, path, when.is, steps)
  const other = all.find((each) => each.id === when.question)
  if (other === undefined) {
    checking.unknown(
      path,
      'question here',
      when.question,
      before.map((each) => each.id),
      [],
    )
    return
  }
  if (!before.includes(other)) {
    const message = `"${other.id}" is asked only ${other.id === id ? 'here' : 'later'}`
    checking.fault(path, message, `Ask "${other.id}" before "${id}".`)
    return
  }
  checkAnswer(checking, path, other, when.is)
  if (of !== null && other.of !== null && !of.some((role) => other.of?.includes(role))) {
    const message = `whoever is asked "${id}" is never asked "${other.id}"`
    checking.fault(path, message, 'Ask both of the same roles.')
  }
}

/** Something must be owed that could be late, and the day that is looked at must be asked before. */
function checkLate(
  checking: Checking,
  path: Path,
  { question: name, steps }: Extract<When, { readonly kind: 'too-late' }>,
  id: string,
  before: readonly Question[],
  all: readonly Question[],
): void {
  for (const step of steps) {
    checking.step(path, step)
    const isMet = checking.protocol.duties.some(({ metBy }) => metBy.kind === 'step' && metBy.step === step)
    if (checking.steps.has(step) && !isMet && !checking.unread.any) {
      checking.fault(path, `nothing is owed that "${step}" meets`, 'Name a step that a duty is "met by".')
    }
  }
  if (name === null) return
  const other = all.find((each) => each.id === name)
  if (other === undefined) {
    const known = before.map((each) => each.id)
    checking.unknown(path, 'question here', name, known, [])
  } else if (!before.includes(other)) {
    const message = `"${name}" is asked only ${name === id ? 'here' : 'later'}`
    checking.fault(path, message, `Ask "${name}" before "${id}".`)
  } else if (other.type !== 'day' && other.type !== 'moment') {
    checking.fault(path, `"${name}" asks for no day`, 'Name a question of "type: day" or "type: moment".')
  }
}

/** Every step that asks it must be able to end so; what is asked of each item of a list looks at that item alone. */
function checkOutcome(checking: Checking, path: Path, is: string, steps: readonly Step[]): void {
  if (steps.length === 0 && !checking.unread.any) {
    checking.fault(path, 'no step has an outcome that could be meant here', 'Name a question that is asked before.')
  }
  for (const { id, outcomes, chooses } of steps) {
    const known = chooses ? outcomes.map((outcome) => outcome.id) : []
    if (!known.includes(is)) checking.unknown(path, `outcome of "${id}"`, is, known, [])
  }
}

/** Whether a question can be answered so. */
export function checkAnswer(checking: Checking, path: Path, question: Question, is: string): void {
  const known = answersOf(question)
  if (known === undefined) {
    const message = `the answer to "${question.id}" is of type "${question.type}", of which no single one can be looked for`
    checking.fault(path, message, 'Look at a question of type "yes or no", "choice" or "choices".')
  } else if (!known.includes(is)) {
    checking.unknown(path, `answer to "${question.id}" that is`, is, known, [])
  }
}

/** The answers that can be given, where they are known beforehand. */
function answersOf({ type, options, parts }: Question): readonly string[] | undefined {
  if (type === 'yes or no') return ['yes', 'no']
  if (CHOSEN.includes(type)) return [...options.keys()]
  return parts.length > 0 ? parts.flatMap((part) => answersOf(part) ?? []) : undefined
}

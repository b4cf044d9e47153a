import { checkAnswer } from './check-question.ts'
import type { Checking } from './checking.ts'
import type { DocumentPart, Flag, Grant, Meeting, Notice, Question, Step } from './pathway-parts.ts'
import type { Path } from './place.ts'
import { faultOfRelation } from './relation.ts'
import type { Each, Who } from './sentences/sentence.ts'
import { ALWAYS_TOLD, eachSource, OUTCOME } from './unasked.ts'

// Notices, flags, meetings, documents and grants: every name known, and each of them able to come about.

const LISTS: readonly Question['type'][] = ['items', 'people', 'agencies', 'siblings', 'choices', 'attendance']

export function checkNotice(checking: Checking, notice: Notice): void {
  const path = ['notices', notice.id]
  checkSender(checking, [...path, 'for each'], notice.forEach, 'a notice')
  notice.to.forEach(({ anyOf }, i) => {
    for (const who of anyOf) {
      const at = [...path, 'to', i]
      checking.role(at, who)
      const found = faultOfRelation(checking, who, notice.forEach)
      if (found !== undefined) checking.fault(at, found.message, found.remedy)
    }
  })
}

export function checkFlag(checking: Checking, flag: Flag): void {
  const path = ['flags', flag.id]
  const { of } = flag.forEach
  checkSender(checking, [...path, 'for each'], flag.forEach, 'a flag')
  for (const stage of flag.while) checking.stage([...path, 'while'], stage)
  checkLife(checking, [...path, 'placed by'], flag.placedBy)
  checkLife(checking, [...path, 'removed by'], flag.removedBy)
  checkCarried(checking, path, flag)
  if (of.kind !== 'item') return
  const question = questionOf(checking, of.step, of.question)
  if (question !== undefined && ![question, ...question.parts].some(({ type }) => type === 'agencies')) {
    const message = `"${of.question}" names no agencies that could place a flag`
    checking.fault([...path, 'for each'], message, 'Ask for agencies there.')
  }
}

/** Which agency a step speaks for is told by the duty that it answers, owed for each agency with a flag. */
function checkLife(checking: Checking, path: Path, step: string | null): void {
  if (step === null) return
  checking.step(path, step)
  const { duties } = checking.protocol
  const answers = duties.some(({ forEach, metBy }) => {
    return forEach?.of.kind === 'agency-with-flag' && metBy.kind === 'step' && metBy.step === step
  })
  if (answers || !checking.steps.has(step) || checking.unread.groups.has('duties')) return
  const message = `"${step}" meets no duty that each agency with a flag has, so that it does not say whose flag it is`
  checking.fault(path, message, 'Name the step that meets such a duty, or add the duty.')
}

/** What an agency that carries it is told beside it: its own number, when it is looked at again, what to do when they meet. */
function checkCarried(checking: Checking, path: Path, { placedBy, reference, reviewedBy, whenSeen }: Flag): void {
  const { steps } = checking.protocol
  const placing = steps.find(({ id }) => id === placedBy)
  const isAsked = placing?.asks.some(({ id, type }) => id === reference && type === 'words') === true
  const isRead = (placedBy === null || placing !== undefined) && !checking.unread.groups.has('forms')
  if (reference !== null && !isAsked && isRead) {
    const message = `"${reference}" is asked in words by no step that places the flag`
    checking.fault([...path, 'reference'], message, 'Name a question for words of the step under `placed by`.')
  }
  if (reviewedBy !== null) checking.duty([...path, 'reviewed by'], reviewedBy)
  if (whenSeen === null) return
  checking.step([...path, 'when seen'], whenSeen)
  const step = steps.find(({ id }) => id === whenSeen)
  if (step === undefined || step.by.anyOf.some(({ kind }) => kind === 'each-agency-with-flag')) return
  const message = `"${whenSeen}" is not recorded by each agency with a flag`
  checking.fault([...path, 'when seen'], message, 'Name a step that is `by: each agency with a flag`.')
}

/** A step recorded, a stage entered or an item of an answer: nothing else sends a notice or raises a flag. */
function checkSender(checking: Checking, path: Path, forEach: Each, what: string): void {
  const { of } = forEach
  switch (of.kind) {
    case 'named':
      for (const name of [of.name, ...of.or]) checking.step(path, name)
      break
    case 'entering':
      checking.stage(path, of.stage)
      break
    case 'item':
      checkItem(checking, path, of)
      break
    default:
      checking.fault(
        path,
        `${what} follows a step or the entering of a stage`,
        'Name a step, or "entering" and a stage.',
      )
      return
  }
  checkWhere(checking, path, forEach)
}

/** Each item of a list that a step asks for. */
export function checkItem(checking: Checking, path: Path, of: Extract<Each['of'], { kind: 'item' }>): void {
  checking.step(path, of.step)
  const step = checking.protocol.steps.find(({ id }) => id === of.step)
  if (step === undefined) return
  const question = step.asks.find(({ id }) => id === of.question)
  if (question === undefined) {
    const known = step.asks.filter(({ type }) => LISTS.includes(type)).map(({ id }) => id)
    checking.unknown(path, `question of "${step.id}" that is`, of.question, known, ['forms'])
  } else if (!LISTS.includes(question.type)) {
    const message = `"${of.question}" is answered once, and has no items`
    checking.fault(path, message, `Ask for a list there: ${LISTS.join(', ')}.`)
  }
}

/** Whether the answer that "where" looks at can be given. */
export function checkWhere(checking: Checking, path: Path, { of, where }: Each): void {
  if (where === null || checking.unread.any) return
  const steps = stepsOf(checking, of)
  if (where.question === OUTCOME) {
    const outcomes = steps.flatMap((step) => step.outcomes.map(({ id }) => id))
    if (!outcomes.includes(where.is)) checking.unknown(path, 'outcome there', where.is, new Set(outcomes), [])
    return
  }
  const asked = steps.flatMap(({ asks }) => asks.flatMap((each) => [each, ...each.parts]))
  const question = asked.find(({ id }) => id === where.question)
  if (question === undefined) {
    checking.unknown(path, 'question there', where.question, new Set(asked.map(({ id }) => id)), [])
  } else {
    checkAnswer(checking, path, question, where.is)
  }
}

/** The steps whose answers "where" may look at: the one that is named, those that lead to a stage, else any. */
function stepsOf({ protocol }: Checking, of: Each['of']): readonly Step[] {
  const { steps } = protocol
  const named = of.kind === 'named' ? [of.name, ...of.or] : of.kind === 'item' ? [of.step] : []
  const found = steps.filter(({ id }) => named.includes(id))
  if (found.length > 0) return found
  if (of.kind === 'entering') return steps.filter(({ outcomes }) => outcomes.some(({ to }) => to === of.stage))
  return steps
}

function questionOf({ protocol }: Checking, step: string, question: string): Question | undefined {
  return protocol.steps.find(({ id }) => id === step)?.asks.find(({ id }) => id === question)
}

export function checkMeeting(checking: Checking, meeting: Meeting): void {
  const path = ['meetings', meeting.id]
  for (const who of meeting.chair) {
    checking.role([...path, 'by'], who)
    const found = who.kind === 'chair-of-last-meeting' ? undefined : faultOfRelation(checking, who, null)
    if (found !== undefined) checking.fault([...path, 'by'], found.message, 'Name the role of who chairs it.')
  }
  checkChosenIn(checking, path, meeting)
  const seen = new Map<string, string>()
  for (const key of ['always', 'needs', 'invites', 'considers'] as const) {
    meeting[key].forEach((role, i) => {
      const at = [...path, key, i]
      checking.role(at, { kind: 'role', role })
      const before = seen.get(role)
      if (before !== undefined) {
        checking.fault(at, `"${role}" stands under "${before}" already`, 'Name each post once.')
      }
      seen.set(role, key)
    })
  }
}

/** Each post that may come for one case is a role of the protocol, and is chosen in some step. */
function checkChosenIn(checking: Checking, path: Path, { chosenIn }: Meeting): void {
  const asked = checking.protocol.steps.flatMap(({ asks }) => asks)
  chosenIn.forEach((id, i) => {
    const at = [...path, 'invites chosen in', i]
    const question = asked.find((each) => each.id === id)
    if (question === undefined) {
      if (!checking.unread.any) checking.unknown(at, 'question', id, new Set(asked.map((each) => each.id)), ['forms'])
    } else if (question.type !== 'choices') {
      checking.fault(at, `"${id}" is not answered with several of its options`, 'Ask there for "choices".')
    }
    for (const role of question?.options.keys() ?? []) checking.role(at, { kind: 'role', role })
  })
}

export function checkDocument(checking: Checking, document: DocumentPart): void {
  const path = ['documents', document.id]
  for (const stage of document.while) checking.stage([...path, 'while'], stage)
  checkMakers(checking, path, document)
  const { protocol } = checking
  const asked = new Set(
    protocol.steps.flatMap(({ asks }) => asks.flatMap((each) => [each, ...each.parts])).map((q) => q.id),
  )
  document.headings.forEach(({ from }, i) => {
    from.forEach((name, k) => {
      const at = [...path, 'headings', i, 'from', k]
      if (name.startsWith('entering ')) {
        checking.stage(at, name.slice('entering '.length))
        return
      }
      const every = eachSource(name)
      if (every !== null && document.while.length > 0) {
        const message = '"each" asks for several records, and a list has one line for each case'
        checking.fault(at, message, `Write "${every}" for the latest.`)
      }
      if (ALWAYS_TOLD.includes(name) || checking.unread.any) return
      if (!asked.has(every ?? name)) checking.unknown(at, 'question', every ?? name, asked, ['steps', 'forms'])
    })
  })
}

function checkMakers(checking: Checking, path: Path, { madeBy, while: stages }: DocumentPart): void {
  const { protocol, steps } = checking
  const at = [...path, 'by']
  const meetings = protocol.meetings.map(({ id }) => id)
  if (madeBy === null) {
    if (stages.length > 0) return
    checking.fault(path, 'nothing makes it', 'Write "by" and the step or the meeting that does.')
    return
  }
  const { of } = madeBy
  if (of.kind !== 'named' || of.from !== 1) {
    checking.fault(at, 'a document is made by a step or a meeting', 'Name the step or the meeting that makes it.')
    return
  }
  for (const name of [of.name, ...of.or]) {
    if (!steps.has(name) && !meetings.includes(name)) {
      checking.unknown(at, 'step or meeting', name, [...steps, ...meetings], ['steps', 'meetings'])
    } else if (steps.has(name) && meetings.includes(name)) {
      checking.fault(at, `"${name}" is the name of a step and of a meeting`, 'Rename one of the two.')
    }
    checking.usedSteps.add(name)
  }
  checkWhere(checking, at, madeBy)
}

/** Relations to a single record, which do not last as long as a case is seen. */
const NOT_TO_SEE: readonly Who['kind'][] = ['that-agency', 'that-person', 'whoever-recorded-it', 'anyone-independent']

export function checkGrant(checking: Checking, { id, who, while: stages }: Grant): void {
  const path = ['sees', id]
  who.forEach((each, i) => {
    const at = [...path, 'who', i]
    checking.role(at, each)
    if (!NOT_TO_SEE.includes(each.kind)) return
    checking.fault(at, 'who may see a case must be told by a role or a relation to it', 'Name a role.')
  })
  for (const stage of stages) checking.stage([...path, 'while'], stage)
}

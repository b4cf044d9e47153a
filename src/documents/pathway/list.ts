import { type Day, parseDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { sayDay } from '../../engine/calendar/words.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import type { AnswerValue } from '../../engine/pathway/entry.ts'
import { answerIs } from '../../engine/pathway/state.ts'
import type { EntryView, PathwayDuty } from '../../engine/pathway/view.ts'
import type { DocumentPart, Question } from '../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { type Proposed, proposeOfChild } from '../followed/proposals.ts'
import { capital } from '../scan/words.ts'
import { sayAnswers } from './answers.ts'
import { inOrderOfNeed } from './duties.ts'
import type { Shown } from './shown.ts'
import { titlesOf } from './titles.ts'

/** What stands under one source of a heading for one case: the answer to a question, or when a stage was entered. */
export interface ListPart {
  readonly source: string
  /** What was asked; '' for a stage. */
  readonly asked: string
  /** Null where nothing is known. */
  readonly says: string | null
  /** Where the record knows it from, where nobody answered it; null for what was answered. */
  readonly from: string | null
  /** The day that it says, where it is one. */
  readonly day: Day | null
  readonly isMissing: boolean
}

/** What stands under one heading of a list for one case; null where nothing is known. */
export interface ListCell {
  readonly title: string
  readonly parts: readonly ListPart[]
  /** All of it in one text, each answer after its question where there are several of them. */
  readonly says: string | null
  /** Whether something that belongs under it is not known, which is itself told. */
  readonly isMissing: boolean
}

/** One case on a list. */
export interface ListRow {
  readonly shown: Shown
  /** When it came on the list; leaving one of its stages for another of them does not count. */
  readonly since: Instant
  readonly cells: readonly ListCell[]
  /** Open and overdue duties, the most pressing first. */
  readonly owed: readonly PathwayDuty[]
}

/** How many cases gave which answer, in words. */
export interface ListCount {
  readonly title: string
  readonly answers: ReadonlyMap<string, number>
}

/** WOK-01, WOK-05, WOK-06, WOK-11: every case on a list, as it stood at a moment. */
export interface List {
  readonly document: DocumentPart
  readonly protocol: Protocol
  readonly rows: readonly ListRow[]
  /** Cases on the list that a condition left out. */
  readonly filtered: number
  /** Cases that are not on the list at all. */
  readonly elsewhere: readonly Shown[]
  readonly counts: readonly ListCount[]
}

/** "category is category-a": which cases of the list are wanted. */
export interface Wanted {
  readonly question: string
  readonly is: string
  readonly not: boolean
}

/** The list that a protocol keeps over its cases; undefined where it keeps none. */
export function listOf({ documents }: Protocol): DocumentPart | undefined {
  return documents.find((document) => document.while.length > 0)
}

/** The list over these cases, the longest on it first. */
export function listCases(
  document: DocumentPart,
  protocol: Protocol,
  cases: readonly Shown[],
  wanted: readonly Wanted[],
): List {
  const rows: ListRow[] = []
  const elsewhere: Shown[] = []
  let filtered = 0
  for (const shown of cases) {
    const since = sinceOf(document, shown)
    if (since === null) elsewhere.push(shown)
    else if (wanted.every(({ question, is, not }) => answerIs(latest(question, shown)?.value, is) !== not)) {
      rows.push({ shown, since, cells: cellsOf(document, since, shown), owed: owedIn(shown) })
    } else filtered++
  }
  rows.sort((a, b) => a.since - b.since)
  return { document, protocol, rows, filtered, elsewhere, counts: countsOf(document, protocol, rows) }
}

/** The titles of the headings under which something is missing for a case. */
export function missingIn({ cells }: ListRow): readonly string[] {
  return cells.filter(({ isMissing }) => isMissing).map(({ title }) => title)
}

function sinceOf({ while: stages }: DocumentPart, { view }: Shown): Instant | null {
  if (view.stage === null || !stages.includes(view.stage.id)) return null
  const entered = counted(view.entries).findLast(({ from, to }) => {
    return to !== null && stages.includes(to) && (from === null || !stages.includes(from))
  })
  return entered?.entry.happened ?? view.since
}

function cellsOf({ headings, while: stages }: DocumentPart, since: Instant, shown: Shown): readonly ListCell[] {
  return headings.map(({ title, from }) => {
    const parts = from.map((source) => partOf(source, stages, since, shown))
    const known = parts.flatMap((part) => {
      const { asked } = part
      const says = sayWithSource(part)
      return says === null ? [] : [parts.length === 1 || asked === '' ? says : `${asked} ${says}`]
    })
    const says = known.length === 0 ? null : known.join('; ')
    return { title, parts, says, isMissing: parts.some((part) => part.isMissing) }
  })
}

function partOf(source: string, stages: readonly string[], since: Instant, shown: Shown): ListPart {
  if (source.startsWith('entering ')) {
    const day = dayOfEntering(source, stages, since, shown)
    return { source, asked: '', says: day === null ? null : sayDay(day), from: null, day, isMissing: day === null }
  }
  const question = questionOf(source, shown.protocol)
  const answer = latest(source, shown)
  const known = answer === null && question !== undefined ? knownOf(question, shown) : null
  const value = answer?.value ?? known?.answer
  const day = question?.type === 'day' && typeof value === 'string' ? parseDay(value) : undefined
  return {
    source,
    asked: question?.title ?? '',
    says: answer?.says ?? known?.lines.join('\n') ?? null,
    from: known?.source ?? null,
    day: day ?? null,
    isMissing: answer === null && known === null && isAlwaysAsked(question),
  }
}

/** What the record itself tells as the whole answer to a question that nobody has answered, where the protocol proposes it. */
function knownOf({ proposed }: Question, { history, view, asOf, child = UNNAMED }: Shown): Proposed | null {
  const [proposal, ...more] = proposed
  if (proposal?.kind !== 'of-child' || more.length > 0 || proposal.what === 'earlier versions elsewhere') return null
  const told = proposeOfChild(proposal.what, { child, facts: history.facts, view, today: dayOf(asOf) })
  return told.answer === undefined ? null : told
}

const UNNAMED = { name: null, identifier: null }

/** "12 May 2014 [From the files of the case system]": what nobody answered says where it is from. */
export function sayWithSource({ says, from }: Pick<ListPart, 'says' | 'from'>): string | null {
  return says === null || from === null ? says : `${says} [From ${from}]`
}

/** What is asked only after some answers is not missing where it was not asked. */
function isAlwaysAsked(question: Question | undefined): boolean {
  const kind = question?.shown.kind
  return kind !== 'answer' && kind !== 'too-late'
}

/** On which day the stage of "entering STAGE" was entered; for a stage of the list itself, since when the case is on it. */
function dayOfEntering(source: string, stages: readonly string[], since: Instant, shown: Shown): Day | null {
  const stage = source.slice('entering '.length)
  if (stages.includes(stage)) return dayOf(since)
  const entered = counted(shown.view.entries).findLast(({ to }) => to === stage)
  return entered === undefined ? null : dayOf(entered.entry.happened)
}

/**
 * What the latest record of those that ask a question says of it, in words. Where that record was not asked it, nothing
 * stands: an earlier answer may hold no more.
 */
function latest(question: string, shown: Shown): { readonly value: AnswerValue; readonly says: string } | null {
  const titles = titlesOf(shown.protocol)
  const asking = latestAsking(question, shown)
  if (asking === undefined) return null
  const { answers, step } = asking.entry
  const value = Object.hasOwn(answers, question) ? answers[question] : undefined
  if (value === undefined) return null
  const said = sayAnswers(answers, titles.stepOf(step), titles).find((each) => each.question === question)?.says
  return said === undefined || said === '' ? null : { value, says: typeof value === 'boolean' ? capital(said) : said }
}

/** The latest record that counts of those whose step asks a question; undefined where there is none. */
export function latestAsking(
  question: string,
  { protocol, view }: Pick<Shown, 'protocol' | 'view'>,
): EntryView | undefined {
  const { stepOf } = titlesOf(protocol)
  return counted(view.entries).findLast(
    ({ entry }) => stepOf(entry.step)?.asks.some(({ id }) => id === question) === true,
  )
}

function counted(entries: readonly EntryView[]): readonly EntryView[] {
  return entries.filter(({ supersededBy, ignored }) => supersededBy === null && ignored === null)
}

function owedIn({ view }: Shown): readonly PathwayDuty[] {
  const open = view.duties.filter(({ standing: { kind } }) => kind === 'open' || kind === 'overdue')
  return inOrderOfNeed(open)
}

/** Of each question with a fixed set of answers, how many cases gave which: Category A, Category B, or both. */
function countsOf({ headings }: DocumentPart, protocol: Protocol, rows: readonly ListRow[]): readonly ListCount[] {
  return headings
    .flatMap(({ from }) => from)
    .flatMap((id): readonly ListCount[] => {
      const question = questionOf(id, protocol)
      if (question === undefined || !isCountable(question)) return []
      const answers = new Map<string, number>()
      for (const { shown } of rows) {
        const says = latest(id, shown)?.says ?? 'not known'
        answers.set(says, (answers.get(says) ?? 0) + 1)
      }
      return [{ title: question.title, answers }]
    })
}

export function questionOf(id: string, { steps }: Protocol): Question | undefined {
  return steps.flatMap(({ asks }) => asks).find((question) => question.id === id)
}

function isCountable({ type }: Question): boolean {
  return type === 'choice' || type === 'choices' || type === 'yes or no'
}

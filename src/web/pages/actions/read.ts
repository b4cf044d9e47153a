import { wordsIn } from '../../../documents/pathway/duty-title.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import type { Answers } from '../../../engine/pathway/entry.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import { type AgreedAsked, type AgreedRow, agreedPage } from '../../../record/pathways/agreed.ts'
import { LONGEST_PAGE, type Page } from '../../../record/pathways/pages.ts'
import { type StandingAnswers, standingAnswers } from '../../../record/pathways/standing-answers.ts'
import { type Roster, rosterOf } from '../../../record/people/roster.ts'
import type { Bound } from '../../../record/transaction.ts'
import { type SaidAnswer, sayAnswers, textOf } from '../../recording/model/said.ts'
import { namesToRead } from '../../recording/reading.ts'

/** Something that was agreed, in the words of whoever agreed it, and of whoever did it. */
export interface Action extends AgreedRow {
  readonly protocol: Protocol
  /** What is to be done. */
  readonly what: string
  /** What its protocol calls it; '' where that is what is to be done. */
  readonly called: string
  readonly who: readonly { readonly person: string; readonly name: string; readonly agency: string }[]
  /** The title of the agency, or of the role, by which it is owed where nobody is named. */
  readonly as: string
  /** The meeting, or the step, at which it was agreed. */
  readonly at: string
  /** Who did not agree, and why; '' where nobody said so. */
  readonly dissent: string
  readonly done: {
    readonly on: Day
    readonly by: string
    readonly says: readonly string[]
    /** The entry that says it; null where a file tells it, or this person may not read it. */
    readonly entry: string | null
  } | null
  /** The step that says what came of it; null where none does, or it is not for this person. */
  readonly act: string | null
}

/** A page of what was agreed, with its words, its evidence and who disagreed. */
export async function readActions(bound: Bound, asked: AgreedAsked): Promise<Page<Action, number>> {
  const { tx, principal, store, scopes } = bound
  const page = await agreedPage(bound, asked)
  const entries = page.rows.flatMap(({ pathway, entry, metIn }) => [
    { pathway, entry },
    ...(metIn === null ? [] : [{ pathway, entry: metIn }]),
  ])
  const said = await standingAnswers(bound, entries)
  const roster = await rosterOf(bound)
  const rows: Action[] = []
  for (const row of page.rows) {
    const { protocol } = await store.shelf.rules({ tx, authority: principal.authority, ...row })
    const of = (entry: string | null) => said.find((each) => each.pathway === row.pathway && each.of === entry)
    rows.push(
      actionOf(row, { protocol, roster, agreed: of(row.entry), met: of(row.metIn), scopes, today: bound.today }),
    )
  }
  return { rows, next: page.next }
}

/** As many as one file holds. */
const MOST_IN_FILE = 5_000

/** All of it, page after page, for a file; null where there is more than one holds. */
export async function allActions(
  bound: Bound,
  asked: Omit<AgreedAsked, 'after' | 'most'>,
): Promise<readonly Action[] | null> {
  const rows: Action[] = []
  for (let after: number | null = null; rows.length <= MOST_IN_FILE; ) {
    const page: Page<Action, number> = await readActions(bound, { ...asked, after, most: LONGEST_PAGE })
    rows.push(...page.rows)
    if (page.next === null) return rows
    after = page.next
  }
  return null
}

interface ReadFrom {
  readonly protocol: Protocol
  readonly roster: Roster
  readonly agreed: StandingAnswers | undefined
  readonly met: StandingAnswers | undefined
  readonly scopes: readonly string[]
  readonly today: Day
}

function actionOf(row: AgreedRow, { protocol, roster, agreed, met, scopes, today }: ReadFrom): Action {
  const duty = protocol.duties.find(({ id }) => id === row.duty)
  const step = protocol.steps.find(({ id }) => id === row.step)
  const around = namesToRead(protocol, roster, today)
  const said = (of: StandingAnswers | undefined): readonly SaidAnswer[] => {
    const asks = protocol.steps.find(({ id }) => id === of?.step)?.asks ?? []
    return of === undefined ? [] : sayAnswers(asks, of.answers, around)
  }
  const own = wordsOf(row, protocol, agreed?.answers ?? {})
  const title = duty === undefined ? (step?.title ?? row.step) : duty.title
  const dissenting = new Set((step?.asks ?? []).filter(({ tells }) => tells === 'dissent').map(({ id }) => id))
  const who = row.owners.map((person) => {
    const { name, agency } = roster.persons.get(person) ?? { name: 'Somebody who has left', agency: '' }
    return { person, name, agency }
  })
  const meeting = protocol.meetings.find(({ id }) => id === row.meetings[0])?.title
  const isDone = row.state === 'done' && row.metOn !== null
  const does = duty?.metBy.kind === 'step' ? duty.metBy.step : null
  return {
    ...row,
    protocol,
    what: own === '' ? title : own,
    called: own === '' ? '' : title,
    who,
    as:
      row.agency !== null && who.length === 0
        ? (roster.agencies.get(row.agency) ?? row.agency)
        : row.role === null
          ? ''
          : (protocol.roles.get(row.role) ?? row.role),
    at: meeting ?? step?.title ?? '',
    dissent: said(agreed)
      .filter(({ question }) => dissenting.has(question))
      .map((each) => textOf(each.said))
      .join('\n'),
    done:
      isDone && row.metOn !== null
        ? { on: row.metOn, by: nameOf(met?.by ?? null, roster), says: saysOf(said(met)), entry: met?.entry ?? null }
        : null,
    act: does !== null && isOpen(row) && mayTake(does, row, protocol, scopes) ? does : null,
  }
}

function isOpen({ state }: AgreedRow): boolean {
  return state === 'owed' || state === 'overdue'
}

function saysOf(said: readonly SaidAnswer[]): readonly string[] {
  return said.map((each) => `${each.title} ${textOf(each.said)}`)
}

function nameOf(person: string | null, { persons }: Roster): string {
  return person === null ? '' : (persons.get(person)?.name ?? 'Somebody who has left')
}

/** What was agreed in its own words: of one of a list the item's, of a recommendation the record's; '' for what a decision entails. */
function wordsOf({ kind, question, item, step: id }: AgreedRow, protocol: Protocol, answers: Answers): string {
  const step = protocol.steps.find((each) => each.id === id)
  if (kind === 'follow-up') return ''
  if (question === null || item === null) return textIn(answers, wordsIn(step?.asks)?.id)
  const items = answers[question]
  const own: unknown = Array.isArray(items) ? items[item - 1] : undefined
  const parts = step?.asks.find((each) => each.id === question)?.parts
  return typeof own === 'object' && own !== null ? textIn(own as Answers, wordsIn(parts)?.id) : ''
}

function textIn(answers: Answers, question: string | undefined): string {
  const value = question !== undefined && Object.hasOwn(answers, question) ? answers[question] : ''
  return typeof value === 'string' ? value : ''
}

/** Whether somebody owes it, or holds a role in which its step may be recorded; the step's own page judges the rest. */
function mayTake(step: string, { owners }: AgreedRow, { steps }: Protocol, scopes: readonly string[]): boolean {
  const own = new Set(scopes)
  if (owners.some((person) => own.has(`person:${person}`))) return true
  const by = steps.find(({ id }) => id === step)?.by.anyOf ?? []
  return by.some((who) => who.kind === 'role' && own.has(`role:${who.role}`))
}

import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { AgreedKind } from '../../engine/pathway/agreed.ts'
import { noteList } from '../audit/audit.ts'
import { CHILD_NAME } from '../database/names.ts'
import type { Bound } from '../transaction.ts'
import { itsPathwayAndChild, lengthOf, type Page, pageOf } from './pages.ts'

/** How something that was agreed stands on a day. What nobody has to say of is owed until its day and overdue after it. */
export type AgreedState = 'owed' | 'overdue' | 'done' | 'withdrawn'

/** `open`: owed or overdue. `carried`: open, though its meeting has sat again since. */
export const ASKED_STATES = ['open', 'overdue', 'carried', 'done', 'withdrawn'] as const
export type AskedState = (typeof ASKED_STATES)[number]

/** By what it is put in order: what is due first, or what was agreed last. */
export const AGREED_ORDERS = ['due', 'agreed'] as const
export type AgreedOrder = (typeof AGREED_ORDERS)[number]

/** Whose: of everybody; their own, with those whom they stand in for; of their team and the teams they manage; or of a person. */
export type OfWhom = 'everybody' | 'own' | 'team' | { readonly person: string }

export interface AgreedAsked {
  readonly whose: OfWhom
  readonly agency: string | null
  readonly state: AskedState | null
  readonly kind: AgreedKind | null
  /** What was agreed by these steps of a protocol; null for any. */
  readonly from: { readonly protocol: string; readonly steps: readonly string[] } | null
  readonly order: AgreedOrder
  /** The day at whose end it is looked at; today is now. */
  readonly on: Day
  /** The number with which the page before ended. */
  readonly after: number | null
  readonly most: number
}

/** Something that was agreed to be done, without its words. */
export interface AgreedRow {
  readonly number: number
  readonly pathway: string
  readonly caseId: string
  readonly childName: string | null
  readonly protocolHash: Buffer
  readonly calendarHash: Buffer
  readonly agreedId: string
  readonly kind: AgreedKind
  readonly entry: string
  readonly step: string
  readonly meetings: readonly string[]
  readonly question: string | null
  readonly item: number | null
  readonly duty: string | null
  readonly owners: readonly string[]
  readonly agency: string | null
  readonly role: string | null
  readonly agreedOn: Day
  readonly due: Day | null
  readonly dueAt: Instant | null
  readonly state: AgreedState
  readonly metOn: Day | null
  readonly metIn: string | null
  readonly lapsedOn: Day | null
  /** The last sitting of its meeting that it was carried over from; null for none. */
  readonly carriedFrom: Day | null
  /** The next sitting of its meeting, that day's included; null where none is planned. */
  readonly carriedTo: Day | null
}

/** What was agreed, of what this person may see, a page at a time. Reading it is noted, with the cases shown. */
export async function agreedPage(bound: Bound, asked: AgreedAsked): Promise<Page<AgreedRow, number>> {
  const { tx, principal } = bound
  const { agency, state, kind, from, order, after } = asked
  const length = lengthOf(asked.most)
  const on = formatDay(asked.on)
  const owners = await ownersOf(bound, asked.whose)
  const { rows } = await sql<AgreedRow>`
    select a.number, a.pathway_id as pathway, a.case_id as "caseId", ${CHILD_NAME} as "childName", p.protocol_hash as "protocolHash",
      p.calendar_hash as "calendarHash", a.agreed_id as "agreedId", a.kind, a.entry_id as entry, a.step, a.meetings, a.question,
      a.item, a.duty, a.owners, a.agency, a.role, a.agreed_on as "agreedOn", a.due_day as due, a.due_at as "dueAt",
      sightline.agreed_state(a, ${on}::date) as state, a.met_on as "metOn", a.met_in as "metIn", a.lapsed_on as "lapsedOn",
      sightline.agreed_carried(a, ${on}::date) as "carriedFrom", (
        select min(s.sits_on) from sightline.sittings s
        where s.authority = a.authority and s.meeting = any (a.meetings) and s.cancelled_because is null
          and s.sits_on >= ${on}::date) as "carriedTo"
    from sightline.agreed_page(${on}::date, ${owners}::uuid[], ${agency}, ${state}, ${kind}, ${from?.protocol ?? null},
      ${from === null ? null : [...from.steps]}::text[], ${order}, ${after}::bigint, ${length + 1}) page
    cross join lateral (
      select g.* from sightline.agreed g where g.authority = ${principal.authority} and g.number = page.number offset 0
    ) a
    ${itsPathwayAndChild('a')}
    order by page.place`.execute(tx)
  const page = pageOf(rows, length, ({ number }) => number)
  const event = { action: 'list-agreed', object: { kind: 'list', id: null }, asked: { ...asked, most: length } }
  await noteList(
    bound,
    event,
    page.rows.map(({ caseId }) => caseId),
  )
  return page
}

/** The persons whose it is; null for everybody's. */
async function ownersOf({ tx, principal, scopes }: Bound, whose: OfWhom): Promise<readonly string[] | null> {
  if (whose === 'everybody') return null
  if (typeof whose === 'object') return [whose.person]
  const named = (kind: string): string[] =>
    scopes.filter((scope) => scope.startsWith(kind)).map((scope) => scope.slice(kind.length))
  if (whose === 'own') return named('person:')
  const { rows } = await sql<{ person: string }>`
    select person_id as person from sightline.persons
    where authority = ${principal.authority} and team = any (${[...named('team:'), ...named('managers:')]}::text[])`.execute(
    tx,
  )
  return rows.map(({ person }) => person)
}

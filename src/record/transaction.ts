import { sql } from 'kysely'
import { type Day, formatDay } from '../engine/calendar/day.ts'
import { type Instant, LONDON, wallTimeOf } from '../engine/calendar/instant.ts'
import { noteIfKnown } from './audit/audit.ts'
import type { Bound, Principal, Store } from './bound.ts'
import { type Asking, inTransaction } from './database/database.ts'
import { identifierOr, isAuthority } from './database/identifier.ts'
import { RecordUnavailable, unavailable } from './database/unavailable.ts'

export type { Bound, Identifiers, Principal, Store } from './bound.ts'

/**
 * The account is closed or not yet open, the agency's link is not active, or there is no such person: the three are told alike.
 * That the person came is noted where there is one.
 */
export interface NotActive {
  readonly kind: 'not-active'
}

/**
 * Runs work in one transaction in the name of a principal. Everything that it did stands when it ends, or nothing.
 * @param moment now, which the shell read from its clock
 * @returns what the work gives, or that the principal is not active, for whom nothing was run
 * @throws RecordUnavailable where the database cannot be asked, or went away meanwhile; and where the moment lies more than a day
 * ahead of the database's own clock, unless the authority was invented: what was recorded then would stand before all that comes
 */
export async function within<T>(
  store: Store,
  claimed: Principal,
  moment: Instant,
  work: (bound: Bound) => Promise<T>,
): Promise<T | NotActive> {
  // A name that none can bear is asked for like any other, as nobody's.
  const { authority, person } = claimed
  const principal = { authority: isAuthority(authority) ? authority : '', person: identifierOr(person) }
  const running = inTransaction(store.database, async (tx) => {
    const today = wallTimeOf(moment, LONDON).day
    const scopes = await bind(tx, principal, moment, today)
    const bound = { tx, store, principal, scopes: scopes ?? [], moment, today } as Bound
    if (scopes !== null) return work(bound)
    await noteIfKnown(bound, NOT_LET_IN)
    return { kind: 'not-active' } as const
  })
  return running.catch((error: unknown) => {
    throw unavailable(error) ?? error
  })
}

const NOT_LET_IN = {
  action: 'enter',
  object: { kind: 'authority', id: null },
  caseId: null,
  decision: 'refused',
  accessPath: null,
  compartments: [],
  payload: { refusal: 'not-active' },
} as const

/** The scopes of the one service of a program that acts by itself, which sees what it works on. */
export const SERVICE = '{service}'

/**
 * Runs a part of a person's transaction with the program's own eyes: judging a step needs everything that was recorded, also
 * what this person may not read. What it gives must not leave the record but through what the person may see. Of what is asked
 * beside it without waiting, whatever reads for the person must have been sent before: all that comes after sees everything.
 */
export async function unbound<T>(bound: Bound, work: () => Promise<T>): Promise<T> {
  setScopes(bound.tx, SERVICE)
  const result = await work()
  // Had the work thrown, the transaction would end here: nothing is asked of it again.
  setScopes(bound.tx, literal(bound.scopes))
  return result
}

/**
 * Runs a part of a person's transaction with another's eyes, so that they see what the other would: nothing may be noted in it, and
 * what it gives must not leave the record but through what they themselves may see. Whoever is not active sees nothing.
 */
export async function withEyesOf<T>(bound: Bound, person: string, work: () => Promise<T>): Promise<T> {
  const { tx, principal, today, scopes } = bound
  await sql`
    select set_config('sightline.scopes', coalesce(
        sightline.scopes_of(${principal.authority}, ${person}, ${formatDay(today)})::text, ''), true),
      set_config('sightline.person', ${person}, true)`.execute(tx)
  const result = await work()
  await sql`
    select set_config('sightline.person', ${principal.person}, true),
      set_config('sightline.scopes', ${literal(scopes)}, true)`.execute(tx)
  return result
}

async function bind(
  tx: Asking,
  { authority, person }: Principal,
  moment: Instant,
  today: Day,
): Promise<readonly string[] | null> {
  const at = new Date(moment).toISOString()
  const { rows } = await sql<{ scopes: string[] | null; ahead: boolean }>`
    with scopes as materialized (select sightline.scopes_of(${authority}, ${person}, ${formatDay(today)}) as held)
    select
      held as scopes,
      case when ${at}::timestamptz > clock_timestamp() + interval '1 day' then not exists (
        select from sightline.authorities_kept() k where k.authority = ${authority} and k.demonstration
      ) else false end as ahead,
      set_config('sightline.authority', ${authority}, true),
      set_config('sightline.person', ${person}, true),
      set_config('sightline.moment', ${at}, true),
      set_config('sightline.today', ${formatDay(today)}, true),
      set_config('sightline.scopes', coalesce(held::text, ''), true)
    from scopes`.execute(tx)
  if (rows[0]?.ahead === true) throw new RecordUnavailable('clock-ahead')
  return rows[0]?.scopes ?? null
}

/** Holds for every question that is asked after it, which is why nobody waits for it; where it fails, they are refused. */
function setScopes(tx: Asking, scopes: string): void {
  sql`select set_config('sightline.scopes', ${scopes}, true)`.execute(tx).catch(() => undefined)
}

/** A list of texts as PostgreSQL writes one. */
function literal(scopes: readonly string[]): string {
  return `{${scopes.map((each) => `"${each.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`
}

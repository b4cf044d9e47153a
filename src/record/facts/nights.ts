import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { type Bound, type NotActive, type Principal, type Store, within } from '../transaction.ts'
import { type Done, type Noticed, watch } from './noticed.ts'

/**
 * A night whose children were all looked at before, or one that lies behind such a night: a clock went back. One that the
 * database's own clock says is more than a day ahead was of a clock that was wrong, and counts for an invented authority alone.
 */
export interface WatchedAlready {
  readonly kind: 'watched-already'
  readonly night: Day
}

/**
 * Looks at every child of an authority once for each day of civil time, however often it is asked to. What it notices is kept
 * with the day as it goes on; one that was killed is gone on with by the next that asks, and what it had done is done.
 */
export async function watchOfTheNight(
  store: Store,
  service: Principal,
  moment: Instant,
): Promise<Noticed | WatchedAlready | NotActive> {
  const begun = await within(store, service, moment, (bound) => begin(bound))
  if (begun.kind !== 'begun') return begun
  const noticed = await watch(store, service, moment, (bound, done) => add(bound, begun.night, done))
  if (noticed.kind !== 'noticed') return noticed
  const ended = await within(store, service, moment, (bound) => end(bound, begun.night, noticed))
  return ended ?? noticed
}

interface Begun {
  readonly kind: 'begun'
  readonly night: Day
}

async function begin({ tx, principal, today, moment }: Bound): Promise<Begun | WatchedAlready> {
  const { authority } = principal
  const { rows } = await sql<{ night: Day }>`
    select n.night from sightline.nights n
    where n.authority = ${authority} and n.night >= ${formatDay(today)}::date and n.ended is not null
      and (n.night <= (clock_timestamp() at time zone 'Europe/London')::date + 1 or exists (
        select from sightline.authorities a where a.authority = n.authority and a.demonstration))
    order by n.night desc limit 1`.execute(tx)
  const [done] = rows
  if (done !== undefined) return { kind: 'watched-already', night: done.night }
  await sql`
    insert into sightline.nights (authority, night, begun)
    values (${authority}, ${formatDay(today)}::date, ${new Date(moment)})
    on conflict do nothing`.execute(tx)
  return { kind: 'begun', night: today }
}

async function add({ tx, principal }: Bound, night: Day, { opened, prompted, noted, newCases }: Done): Promise<void> {
  await sql`
    update sightline.nights set opened = opened + ${opened}::integer, prompted = prompted + ${prompted}::integer,
      noted = noted + ${noted}::integer, new_cases = new_cases + ${newCases}::integer
    where authority = ${principal.authority} and night = ${formatDay(night)}::date`.execute(tx)
}

/** What is counted of all children, and not of those with something to do, is what the last look found. */
async function end(
  { tx, principal, moment }: Bound,
  night: Day,
  { children, withoutCase, unknownNames }: Noticed,
): Promise<null> {
  await sql`
    update sightline.nights set ended = coalesce(ended, ${new Date(moment)}), children = ${children},
      without_case = ${withoutCase}, unknown_names = ${unknownNames}::text[]
    where authority = ${principal.authority} and night = ${formatDay(night)}::date`.execute(tx)
  return null
}

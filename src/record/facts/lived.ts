import { sql } from 'kysely'
import type { Day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { LIFE_EVENTS, type RecordedLifeEvent } from '../../engine/facts/life-event.ts'
import type { Bound } from '../transaction.ts'

interface Row {
  readonly child_id: string
  readonly id: string
  readonly kind: string
  readonly on: Day
  readonly recorded: Instant
  readonly takenBack: Instant | null
}

/**
 * What people recorded of children's lives, by the child under whom each is told. Read with the program's own eyes (`unbound`),
 * as the rest of what a pathway rests on.
 * @param group the children, each with those under whom it is told
 */
export async function livedBy(
  { tx, principal }: Bound,
  group: ReadonlyMap<string, readonly string[]>,
): Promise<ReadonlyMap<string, readonly RecordedLifeEvent[]>> {
  const { rows } = await sql<Row>`
    select e.child_id, e.event_id as id, e.kind, e.happened as "on", e.recorded, e.taken_back as "takenBack"
    from sightline.life_events e
    where e.authority = ${principal.authority} and e.child_id = any (${[...group.keys()]}::uuid[])
    order by e.recorded, e.event_id`.execute(tx)
  const lived = new Map<string, RecordedLifeEvent[]>()
  for (const { child_id: child, kind: written, ...event } of rows) {
    // A word that a later program wrote means nothing to this one.
    const kind = LIFE_EVENTS.find((each) => each === written)
    if (kind === undefined) continue
    for (const under of group.get(child) ?? []) lived.set(under, [...(lived.get(under) ?? []), { ...event, kind }])
  }
  return lived
}

import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { View } from '../../engine/pathway/view.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { noteList } from '../audit/audit.ts'
import { type Bound, unbound } from '../transaction.ts'
import { workedOut } from './course.ts'
import { load } from './load.ts'
import type { Locked } from './locking.ts'

/** As many as are worked out for one report: a bound on what one request may cost. */
const MOST = 500

/**
 * Every pathway of a protocol that was open between two days, whoever may read it: for counts alone, of which few are not told.
 * That they were counted is noted. Whoever shows anything of one of them breaks the promise with which this is given.
 */
export async function casesToCount(
  bound: Bound,
  asked: { readonly protocol: string; readonly from: Day; readonly until: Day },
): Promise<{
  readonly cases: readonly { readonly protocol: Protocol; readonly view: View }[]
  readonly more: boolean
}> {
  const { protocol, from, until } = asked
  const found = await unbound(bound, async () => {
    const { tx, principal, moment } = bound
    const { rows } = await sql<Locked>`
      select p.pathway_id as pathway, p.case_id as "caseId", c.child_id as "childId", p.version, p.protocol,
        p.protocol_hash as "protocolHash", p.calendar_hash as "calendarHash"
      from sightline.pathways p
      join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
      where p.authority = ${principal.authority} and p.protocol = ${protocol}
        and p.opened < ${formatDay(until)}::date + 1 and (p.ended is null or p.ended >= ${formatDay(from)}::date)
      order by p.opened, p.pathway_id
      limit ${MOST + 1}`.execute(tx)
    const cases: { protocol: Protocol; view: View }[] = []
    for (const row of rows.slice(0, MOST)) {
      const { view, rules } = workedOut(await load(bound, row), { asOf: moment, knownAt: moment })
      cases.push({ protocol: rules.protocol, view })
    }
    return { cases, more: rows.length > MOST }
  })
  const event = { action: 'count-cases', object: { kind: 'list', id: null }, asked: { protocol, from, until } }
  await noteList(bound, event, [])
  return found
}

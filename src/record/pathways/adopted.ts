import { sql } from 'kysely'
import type { Bound } from '../transaction.ts'
import type { Rules } from './shelf.ts'

/** The protocols that open pathways today, by their titles. */
export async function adoptedProtocols({ tx, principal, store }: Bound): Promise<readonly Rules[]> {
  const { authority } = principal
  const { rows } = await sql<{ protocol_hash: Buffer; calendar_hash: Buffer }>`
    select distinct on (protocol) protocol_hash, calendar_hash
    from sightline.adoptions
    where authority = ${authority} and adopted <= sightline.moment()
    order by protocol, adopted desc`.execute(tx)
  const rules: Rules[] = []
  for (const { protocol_hash: protocolHash, calendar_hash: calendarHash } of rows) {
    rules.push(await store.shelf.rules({ tx, authority, protocolHash, calendarHash }))
  }
  return rules.toSorted((a, b) => a.protocol.title.localeCompare(b.protocol.title, 'en-GB'))
}

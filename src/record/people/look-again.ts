import { sql } from 'kysely'
import type { Bound } from '../bound.ts'

/**
 * Has open pathways worked out anew, soon and by the queue, because who there is has changed: call it inside `unbound`.
 * @param cases null for all of the authority
 */
export async function lookAgainAt({ tx, principal, moment }: Bound, cases: readonly string[] | null): Promise<void> {
  const asked = cases === null ? sql`true` : sql`p.case_id = any (${cases}::uuid[])`
  await sql`
    with again as (
      update sightline.pathways p set stale = true
      where p.authority = ${principal.authority} and ${asked} and p.ended is null
      returning p.authority, p.pathway_id
    )
    select sightline.look_at_later(authority, pathway_id, ${new Date(moment)}::timestamptz) from again`.execute(tx)
}

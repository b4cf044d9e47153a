import { sql } from 'kysely'
import type { Bound } from '../bound.ts'

/**
 * The roles in which whoever asks is a case's own worker today, or stands in for one.
 * @param caseId null for any case that they have part in
 */
export async function ownRoles({ tx, principal }: Bound, caseId: string | null): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ role: string }>`
    select distinct h.role
    from sightline.case_holdings h
    where h.authority = ${principal.authority}
      and (h.person_id = ${principal.person} or exists (
        select from sightline.deputies d
        where d.authority = h.authority and d.person_id = ${principal.person} and d.for_person_id = h.person_id
          and (d.role is null or d.role = h.role) and d.since <= sightline.today() and d.until > sightline.today()))
      and (${caseId}::uuid is null or h.case_id = ${caseId}::uuid)
      and h.since <= sightline.today() and (h.until is null or h.until > sightline.today())`.execute(tx)
  return new Set(rows.map(({ role }) => role))
}

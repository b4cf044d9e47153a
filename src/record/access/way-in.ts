import { sql } from 'kysely'
import type { Bound } from '../transaction.ts'
import type { Action } from './rule.ts'

/**
 * By which way in the person comes to a case, or to one pathway of it: the source of the scope, "service" or "break-glass";
 * null where there is none. The same statement runs where there is no such case.
 */
export async function wayIn(
  { tx, principal }: Bound,
  action: Action,
  caseId: string | null,
  pathway: string | null,
): Promise<string | null> {
  const { rows } = await sql<{ way: string | null }>`
    select sightline.way_in(${principal.authority}, ${caseId}::uuid, ${pathway}::uuid, ${action}) as way`.execute(tx)
  return rows[0]?.way ?? null
}

const OFFICER = 'role:privacy-officer'

/**
 * By which way the person watches over a case: they manage it, or they are a privacy officer who is not excluded from it, which
 * beats their office as well; null where they do not.
 */
export async function wayToWatch(bound: Bound, caseId: string | null): Promise<string | null> {
  const { tx, principal, scopes } = bound
  const { rows } = await sql<{ excluded: boolean }>`
    select sightline.excluded(${principal.authority}, ${caseId}::uuid, ${scopes}::text[]) as excluded`.execute(tx)
  const manage = await wayIn(bound, 'manage', caseId, null)
  return manage ?? (scopes.includes(OFFICER) && rows[0]?.excluded === false ? OFFICER : null)
}

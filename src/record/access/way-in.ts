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

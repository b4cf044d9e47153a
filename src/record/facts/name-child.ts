import { sql } from 'kysely'
import { wayIn } from '../access/way-in.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import type { Bound } from '../transaction.ts'

/**
 * Says what a case's child is called: statutory files hold no names. Whoever manages the case may. Gives false, and notes it,
 * where they may not.
 */
export async function nameChild(
  bound: Bound,
  { caseId: asked, name }: { readonly caseId: string; readonly name: string },
): Promise<boolean> {
  const { tx, principal } = bound
  const caseId = identifierOr(asked)
  const way = await wayIn(bound, 'manage', caseId, null)
  const event = { action: 'name-child', object: { kind: 'case', id: caseId }, caseId, compartments: [] }
  if (way === null) {
    await note(bound, { ...event, decision: 'refused', accessPath: null, payload: {} })
    return false
  }
  await sql`
    update sightline.children k set name = ${name}
    from sightline.cases c
    where c.authority = ${principal.authority} and c.case_id = ${caseId} and k.authority = c.authority
      and k.child_id = c.child_id`.execute(tx)
  await note(bound, { ...event, decision: 'allowed', accessPath: way, payload: { name } })
  return true
}

import { sql } from 'kysely'
import { wayIn } from '../access/way-in.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import type { Bound } from '../transaction.ts'

/**
 * Says what a case's child is called: statutory files hold no names. Whoever manages the case may.
 * A refusal is noted.
 */
export async function nameChild(
  bound: Bound,
  { caseId: asked, name }: { readonly caseId: string; readonly name: string },
): Promise<{ readonly kind: 'named' } | { readonly kind: 'not-found' } | NotKept> {
  const { tx, principal } = bound
  const caseId = identifierOr(asked)
  const way = await wayIn(bound, 'manage', caseId, null)
  const event = { action: 'name-child', object: { kind: 'case', id: caseId }, caseId, compartments: [] }
  const refusal = way === null ? ({ kind: 'not-found' } as const) : notKept({ name })
  if (refusal !== null) {
    await note(bound, { ...event, decision: 'refused', accessPath: way, payload: { refusal } })
    return refusal
  }
  await sql`
    update sightline.children k set name = ${name}
    from sightline.cases c
    where c.authority = ${principal.authority} and c.case_id = ${caseId} and k.authority = c.authority
      and k.child_id = c.child_id`.execute(tx)
  await note(bound, { ...event, decision: 'allowed', accessPath: way, payload: { name } })
  return { kind: 'named' }
}

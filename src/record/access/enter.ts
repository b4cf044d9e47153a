import { sql } from 'kysely'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type Bound, unbound } from '../transaction.ts'
import type { Action } from './rule.ts'
import { wayIn } from './way-in.ts'

/** What a page or form is about: a case, or one pathway of it. */
export interface Entered {
  readonly kind: 'case' | 'pathway'
  readonly id: string
  readonly action: Action
  /** What is noted where the person may not: the event of the page. */
  readonly event: string
}

/**
 * Whether the person may come to a case or a pathway at all, asked at the door before anything is read. That they may not is
 * noted; the same is asked of the database where there is no such thing. What is read inside is noted by itself.
 */
export async function mayEnter(bound: Bound, { kind, id: asked, action, event }: Entered): Promise<boolean> {
  const id = identifierOr(asked)
  const caseId = kind === 'case' ? id : await unbound(bound, () => caseOf(bound, id))
  const way = await wayIn(bound, action, caseId, kind === 'case' ? null : id)
  if (way !== null) return true
  await note(bound, {
    action: event,
    object: { kind, id },
    caseId,
    decision: 'refused',
    accessPath: null,
    compartments: [],
    payload: { action },
  })
  return false
}

/**
 * Whether the person may know of a case at all, be it by one pathway of it. That they may not is noted, and what is then read is
 * noted by itself.
 */
export async function mayKnow(bound: Bound, asked: string, event: string): Promise<boolean> {
  const caseId = identifierOr(asked)
  const { rows } = await sql<{ knows: boolean | null }>`
    select sightline.knows(${bound.principal.authority}, ${caseId}::uuid) as knows`.execute(bound.tx)
  if (rows[0]?.knows === true) return true
  await note(bound, {
    action: event,
    object: { kind: 'case', id: caseId },
    caseId,
    decision: 'refused',
    accessPath: null,
    compartments: [],
    payload: { action: 'know' },
  })
  return false
}

/** The case of a pathway; null where there is none such. Call it inside `unbound`. */
export async function caseOf({ tx, principal }: Bound, pathway: string): Promise<string | null> {
  const { rows } = await sql<{ caseId: string }>`
    select p.case_id as "caseId" from sightline.pathways p
    where p.authority = ${principal.authority} and p.pathway_id = ${pathway}`.execute(tx)
  return rows[0]?.caseId ?? null
}

/** Whether the person holds one of these roles today; that they do not is noted as a refusal of the event. */
export async function mayAs(bound: Bound, roles: readonly string[], event: string): Promise<boolean> {
  if (roles.some((role) => bound.scopes.includes(`role:${role}`))) return true
  await note(bound, {
    action: event,
    object: { kind: 'authority', id: null },
    caseId: null,
    decision: 'refused',
    accessPath: null,
    compartments: [],
    payload: { roles },
  })
  return false
}

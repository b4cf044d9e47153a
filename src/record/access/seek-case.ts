import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { note, noteList } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { keepable } from '../database/json.ts'
import { type Bound, unbound } from '../transaction.ts'
import { caseOf } from './enter.ts'
import { wayIn } from './way-in.ts'

/** Whom somebody means: by the authority's identifier, or by the whole name with the day of birth. A part of either finds nobody. */
export type Sought = { readonly identifier: string } | { readonly name: string; readonly born: Day }

/** A case that is kept of whom they mean, and nothing of what is in it. */
export interface SoughtCase {
  readonly caseId: string
  /** Whom to ask, where the case is restricted; null otherwise. */
  readonly contact: string | null
  /** Whether they see the whole of it without breaking any glass. */
  readonly sees: boolean
}

interface Row {
  readonly caseId: string
  readonly contact: string | null
}

/**
 * Whether a case is kept of a child whom somebody knows from elsewhere, so that they may ask for it or break the glass. A sealed
 * case, and one that they are excluded from, is not there. It is noted whom they sought, and what they were told of.
 */
export async function seekCases(bound: Bound, sought: Sought): Promise<readonly SoughtCase[]> {
  const { tx, principal, scopes } = bound
  const { authority } = principal
  const meant =
    'identifier' in sought
      ? sql`k.identifier = ${keepable(sought.identifier).trim()}`
      : sql`lower(k.name) = lower(${keepable(sought.name).trim()}) and k.born = ${formatDay(sought.born)}::date`
  const { rows } = await unbound(bound, () =>
    sql<Row>`
      select distinct c.case_id as "caseId", case when c.sensitivity = 'restricted' then c.contact end as contact
      from sightline.children k
      join sightline.cases c on c.authority = k.authority and c.child_id = coalesce(k.merged_into, k.child_id)
      where k.authority = ${authority} and ${meant} and c.sensitivity <> 'sealed'
        and not sightline.excluded(c.authority, c.case_id, ${scopes}::text[])
      order by c.case_id limit 5`.execute(tx),
  )
  const found: SoughtCase[] = []
  for (const row of rows) found.push({ ...row, sees: (await wayIn(bound, 'read', row.caseId, null)) !== null })
  const asked = 'identifier' in sought ? sought : { name: sought.name, born: formatDay(sought.born) }
  await noteList(
    bound,
    { action: 'seek-case', object: { kind: 'list', id: null }, asked },
    rows.map(({ caseId }) => caseId),
  )
  return found
}

/**
 * The same of the case of a pathway, for somebody who has come by the pathway's address; null as well for whoever knows of the
 * case, to whom it is one that is not there.
 */
export async function contactOfPathway(bound: Bound, asked: string): Promise<Contact | null> {
  const caseId = await unbound(bound, () => caseOf(bound, identifierOr(asked)))
  const { rows } = await sql<{ knows: boolean | null }>`
    select sightline.knows(${bound.principal.authority}, ${caseId}::uuid) as knows`.execute(bound.tx)
  const contact = rows[0]?.knows === true ? null : await contactOf(bound, caseId ?? '')
  return contact === null || caseId === null ? null : { caseId, contact }
}

/** A restricted case, and whom to ask about it. */
export interface Contact {
  readonly caseId: string
  readonly contact: string
}

/**
 * Whom to ask about a restricted case, for somebody who has no way into it; null where it is not restricted, sealed, not there,
 * or this person is excluded from it: the four are told alike. That they were told is noted.
 */
export async function contactOf(bound: Bound, asked: string): Promise<string | null> {
  const caseId = identifierOr(asked)
  const { tx, principal, scopes } = bound
  const { rows } = await unbound(bound, () =>
    sql<{ contact: string }>`
      select c.contact from sightline.cases c
      where c.authority = ${principal.authority} and c.case_id = ${caseId} and c.sensitivity = 'restricted'
        and not sightline.excluded(c.authority, c.case_id, ${scopes}::text[])`.execute(tx),
  )
  const contact = rows[0]?.contact ?? null
  if (contact === null) return null
  await note(bound, {
    action: 'ask-whom-to-ask',
    object: { kind: 'case', id: caseId },
    caseId,
    decision: 'allowed',
    accessPath: null,
    compartments: [],
    payload: {},
  })
  return contact
}

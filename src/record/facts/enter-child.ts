import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { keepCaseScopes } from '../access/case-scopes.ts'
import { isBlank } from '../access/managing.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import { CHILD_NAME } from '../database/names.ts'
import { type Bound, unbound } from '../transaction.ts'
import { leadAgencyOf } from './cases.ts'

/** A child who is in no file, as somebody enters them. */
export interface EnteredChild {
  /** The form's own, and the child's from then on: sent twice, they are entered once. */
  readonly child: string
  readonly name: string
  readonly born: Day | null
  /** The authority's own identifier, where it is known. */
  readonly identifier: string | null
  /** In which of their roles whoever enters the child works with them. */
  readonly role: string
  /** The team that leads the case; null for the authority's council as a whole. */
  readonly team: string | null
}

export type ChildEntered =
  | { readonly kind: 'entered'; readonly caseId: string }
  | { readonly kind: 'no-name' }
  /** This person does not hold the role today. */
  | { readonly kind: 'role-not-held' }
  | { readonly kind: 'unknown-team' }
  /** The authority has no council that could lead the case. */
  | { readonly kind: 'no-council' }
  | NotKept

/**
 * Enters a child with a case, in which whoever enters them works with the child from today. Children who may be the same are
 * asked about, and whoever keeps the record decides: nobody is told here of a child whom they may not know of.
 */
export async function enterChild(bound: Bound, entered: EnteredChild): Promise<ChildEntered> {
  const { tx, principal, scopes, moment, today, store } = bound
  const { authority, person } = principal
  const child = identifierOr(entered.child)
  const { name, born, identifier, role, team } = entered
  const event = { action: 'enter-child', object: { kind: 'child', id: child }, compartments: [] }
  const refused = async <Refusal extends ChildEntered>(refusal: Refusal): Promise<Refusal> => {
    await note(bound, { ...event, caseId: null, decision: 'refused', accessPath: null, payload: { refusal } })
    return refusal
  }
  if (isBlank(name)) return refused({ kind: 'no-name' })
  const unkept = notKept({ name, identifier, role, team })
  if (unkept !== null) return refused(unkept)
  if (!scopes.includes(`role:${role}`)) return refused({ kind: 'role-not-held' })
  const made = await unbound(bound, async () => {
    const lead = team === null ? await leadAgencyOf(bound) : await teamNamed(bound, team)
    if (lead === null) return { kind: team === null ? 'no-council' : 'unknown-team' } as const
    const { rows: before } = await sql<{ case_id: string }>`
      select c.case_id from sightline.children k
      join sightline.cases c on c.authority = k.authority and c.child_id = k.child_id
      where k.authority = ${authority} and k.child_id = ${child} and k.entered_by = ${person}`.execute(tx)
    if (before[0] !== undefined) return { kind: 'entered', caseId: before[0].case_id, alike: 0 } as const
    const caseId = store.ids.random()
    await sql`
      insert into sightline.children (authority, child_id, identifier, name, born, entered, entered_by)
      values (
        ${authority}, ${child}, ${identifier}, ${name}, ${born === null ? null : formatDay(born)}::date,
        ${new Date(moment)}, ${person})`.execute(tx)
    await sql`
      insert into sightline.cases (authority, case_id, subject, child_id, lead_agency, lead_team)
      values (${authority}, ${caseId}, 'child', ${child}, ${lead.agency}, ${lead.team})`.execute(tx)
    await sql`
      insert into sightline.case_holdings (authority, case_id, holding_id, person_id, role, since)
      values (${authority}, ${caseId}, ${store.ids.random()}, ${person}, ${role}, ${formatDay(today)}::date)`.execute(
      tx,
    )
    await keepCaseScopes(bound, [caseId])
    return { kind: 'entered', caseId, alike: await askOfAlike(bound, { ...entered, child }) } as const
  })
  if (made.kind !== 'entered') return refused(made)
  const { caseId, alike } = made
  const payload = { name, identifier, born, role, team, alike }
  await note(bound, { ...event, caseId, decision: 'allowed', accessPath: `role:${role}`, payload })
  return { kind: 'entered', caseId }
}

async function teamNamed({ tx, principal }: Bound, team: string) {
  const { rows } = await sql<{ agency: string; team: string }>`
    select agency, team from sightline.teams where authority = ${principal.authority} and team = ${team}`.execute(tx)
  return rows[0] ?? null
}

/** More than so many who were born on one day tell nothing. */
const MOST_ALIKE = 5

/** Asks about children of the same identifier, or of the same birth date who are called alike or whose name nobody knows. */
async function askOfAlike(
  { tx, principal, store }: Bound,
  { child, name, born, identifier }: EnteredChild,
): Promise<number> {
  const { rows } = await sql<{ child_id: string }>`
    select k.child_id from sightline.children k
    where k.authority = ${principal.authority} and k.child_id <> ${child} and k.merged_into is null
      and (
        k.identifier is not null and k.identifier = ${identifier}
        or k.born = ${born === null ? null : formatDay(born)}::date and (k.name is null or lower(k.name) = lower(${name})))
    order by k.identifier = ${identifier} desc nulls last, k.name is null, k.child_id limit ${MOST_ALIKE}`.execute(tx)
  for (const { child_id: candidate } of rows) {
    await sql`
      insert into sightline.doubtful_matches (authority, match_id, import_id, identifier, child_id, candidate_id, why)
      values (
        ${principal.authority}, ${store.ids.random()}, null, ${identifier ?? ''}, ${child}, ${candidate},
        'entered-by-hand')`.execute(tx)
  }
  return rows.length
}

/** The child of a case in which somebody means to record: null where there is none in which they may. */
export async function childToRaise(
  bound: Bound,
  asked: string,
): Promise<{ readonly caseId: string; readonly name: string | null } | null> {
  const caseId = identifierOr(asked)
  const { rows } = await sql<{ name: string | null; way: string | null }>`
    select ${CHILD_NAME} as name, sightline.way_in(c.authority, c.case_id, null, 'record') as way
    from sightline.cases c
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    where c.authority = ${bound.principal.authority} and c.case_id = ${caseId}`.execute(bound.tx)
  const way = rows[0]?.way ?? null
  await note(bound, {
    action: 'look-to-open',
    object: { kind: 'case', id: caseId },
    caseId,
    decision: way === null ? 'refused' : 'allowed',
    accessPath: way,
    compartments: [],
    payload: {},
  })
  return way === null ? null : { caseId, name: rows[0]?.name ?? null }
}

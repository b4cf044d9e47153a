import { sql } from 'kysely'
import { addDays, type Day, formatDay } from '../../engine/calendar/day.ts'
import { note, noteList } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { CHILD_NAME } from '../database/names.ts'
import { type Bound, unbound } from '../transaction.ts'
import type { Action, Compartment } from './rule.ts'
import { wayIn } from './way-in.ts'

/** A membership, as who manages the case sees it. */
export interface MemberRow {
  readonly member: string
  /** Null where it is a team. */
  readonly person: string | null
  /** The person's name or the team's title. */
  readonly name: string
  readonly agency: string
  readonly caseRole: string
  readonly actions: readonly Action[]
  readonly compartments: readonly Compartment[]
  readonly since: Day
  readonly until: Day | null
  readonly grantedBy: string | null
  readonly reason: string
  readonly basis: string
}

/** Who may know of a case and why, for whoever manages it. */
export interface CaseAccess {
  readonly caseId: string
  readonly childId: string | null
  readonly childName: string | null
  readonly version: number
  readonly sensitivity: 'standard' | 'restricted' | 'sealed'
  readonly contact: string | null
  /** Null where nobody ever set it. */
  readonly because: string | null
  readonly set: Day | null
  readonly setBy: string | null
  readonly reviewOn: Day | null
  readonly members: readonly MemberRow[]
}

type Row = Omit<CaseAccess, 'members'>

/** How much of a case may be known to whom, and whom its managers let in; null to who does not manage it, as of no case. */
export async function caseAccess(bound: Bound, asked: string): Promise<CaseAccess | null> {
  const caseId = identifierOr(asked)
  const { tx, principal } = bound
  const { authority } = principal
  const way = await wayIn(bound, 'manage', caseId, null)
  const { rows } = await sql<Row>`
    select c.case_id as "caseId", c.child_id as "childId", ${CHILD_NAME} as "childName", c.version, c.sensitivity, c.contact,
      c.sensitivity_because as because, c.sensitivity_set as set, p.name as "setBy", c.sensitivity_review_on as "reviewOn"
    from sightline.cases c
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    left join sightline.persons p on p.authority = c.authority and p.person_id = c.sensitivity_set_by
    where c.authority = ${authority} and c.case_id = ${caseId}`.execute(tx)
  const { rows: members } = await sql<MemberRow>`
    select m.member_id as member, m.person_id as person, coalesce(p.name, t.title) as name, a.title as agency,
      m.case_role as "caseRole", m.actions, m.compartments, m.since, m.until, g.name as "grantedBy", m.reason, m.basis
    from sightline.case_members m
    left join sightline.persons p on p.authority = m.authority and p.person_id = m.person_id
    left join sightline.teams t on t.authority = m.authority and t.team = m.team
    join sightline.agencies a on a.authority = m.authority and a.agency = coalesce(p.agency, t.agency)
    left join sightline.persons g on g.authority = m.authority and g.person_id = m.granted_by
    where m.authority = ${authority} and m.case_id = ${caseId}
      and (m.until is null or m.until > greatest(m.since, sightline.today()))
    order by 3, m.member_id`.execute(tx)
  const [row] = way === null ? [] : rows
  await note(bound, {
    action: 'read-case-access',
    object: { kind: 'case', id: caseId },
    caseId,
    decision: row === undefined ? 'refused' : 'allowed',
    accessPath: row === undefined ? null : way,
    compartments: [],
    payload: {},
  })
  return row === undefined ? null : { ...row, members }
}

/** Something of a case that somebody has to look at again. */
export interface AccessReview {
  readonly caseId: string
  readonly childName: string | null
  /** A restriction or seal, an exclusion, one that waits to be lifted by a second person, a grant that ends, or whereabouts. */
  readonly kind: 'sensitivity' | 'exclusion' | 'lifting' | 'grant' | 'withheld'
  readonly on: Day
}

const MOST = 200

/** What of the cases that this person manages is looked at again within so many days, or should have been: soonest first. */
export async function accessReviews(bound: Bound, days: number): Promise<readonly AccessReview[]> {
  const { tx, principal, today } = bound
  const { authority } = principal
  const by = formatDay(addDays(today, days))
  // What is due is found first, with the program's own eyes, so that only of that it is asked who may see it.
  const due = await unbound(bound, () => dueIn(bound, by))
  const { rows } = await sql<AccessReview>`
    select due.case_id as "caseId", ${CHILD_NAME} as "childName", due.kind, due."on"
    from jsonb_to_recordset(${JSON.stringify(due)}::jsonb) as due (case_id uuid, kind text, "on" date)
    join sightline.cases c on c.authority = ${authority} and c.case_id = due.case_id
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    where sightline.sees(${authority}, due.case_id, null, 'manage') is not null
    order by due."on", due.case_id, due.kind
    limit ${MOST}`.execute(tx)
  await noteList(
    bound,
    { action: 'list-access-reviews', object: { kind: 'list', id: null }, asked: { days } },
    rows.map(({ caseId }) => caseId),
  )
  return rows
}

async function dueIn({ tx, principal, scopes }: Bound, by: string): Promise<readonly object[]> {
  const { authority } = principal
  const { rows } = await sql<object>`
    with managed as (
      select distinct c.case_id, c.child_id, c.sensitivity_review_on
      from sightline.case_scopes s
      join sightline.cases c on c.authority = s.authority and c.case_id = s.case_id
      where s.authority = ${authority} and s.scope = any (${scopes}::text[]) and 'manage' = any (s.actions)
    ), due as (
      select case_id, 'sensitivity' as kind, sensitivity_review_on as "on" from managed
      where sensitivity_review_on is not null
      union all
      select m.case_id, case when e.lift_asked is null then 'exclusion' else 'lifting' end,
        coalesce(e.lift_asked::date, e.review_on)
      from sightline.exclusions e
      join managed m on e.case_id = m.case_id or e.child_id = m.child_id
      where e.authority = ${authority} and e.lifted is null and (e.until is null or e.until > sightline.today())
        and (e.lift_asked is not null or e.review_on is not null)
      union all
      select m.case_id, 'grant', g.until
      from managed m
      join sightline.case_members g on g.authority = ${authority} and g.case_id = m.case_id
        and g.until > sightline.today()
      union all
      select m.case_id, 'withheld', w.review_on
      from managed m
      join sightline.whereabouts w on w.authority = ${authority} and w.ended is null
        and (w.case_id = m.case_id or w.child_id = m.child_id)
    )
    select case_id, kind, "on"::text as "on" from due where due."on" <= ${by}::date
    order by due."on", case_id, kind
    limit ${2 * MOST}`.execute(tx)
  return rows
}

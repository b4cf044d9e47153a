import { sql } from 'kysely'
import type { Holding, People } from '../../engine/pathway/people.ts'
import type { Bound } from '../transaction.ts'

/** The person that an import's own name for somebody stands for; see "persons" of docs/reference/people.md. */
interface CaseOf {
  readonly caseId: string
  readonly childId: string | null
}

/**
 * Who there is, as one case needs it. Read with the program's own eyes (`unbound`): who owes a duty does not hang on who
 * looks.
 */
export async function peopleOf({ tx, principal, today }: Bound, { caseId, childId }: CaseOf): Promise<People> {
  const { authority } = principal
  const { rows } = await sql<{ people: People }>`
    select json_build_object(
      'persons', (
        select coalesce(json_agg(json_build_object('id', p.person_id, 'agency', p.agency, 'manager', p.manager_id)), '[]')
        from sightline.persons p
        where p.authority = ${authority} and not p.service
      ),
      'holdings', (
        select coalesce(json_agg(json_build_object(
          'person', h.person_id, 'role', h.role, 'from', h.since - date '1970-01-01', 'until', h.until - date '1970-01-01'
        ) order by h.since, h.holding_id), '[]')
        from sightline.role_holdings h
        where h.authority = ${authority}
      ),
      'own', (
        select coalesce(json_agg(json_build_object(
          'person', h.person_id, 'role', h.role, 'from', h.since - date '1970-01-01', 'until', h.until - date '1970-01-01'
        ) order by h.since, h.holding_id), '[]')
        from sightline.case_holdings h
        where h.authority = ${authority} and h.case_id = ${caseId}
      ),
      'pools', (
        select coalesce(json_object_agg(pool, members), '{}')
        from (
          select m.pool, json_agg(m.person_id order by m.since, m.person_id) as members
          from sightline.pool_members m
          where m.authority = ${authority} and m.since <= sightline.today()
            and (m.until is null or m.until > sightline.today())
          group by m.pool
        ) pools
      ),
      'sittings', (
        select coalesce(json_agg(json_build_object(
          'meeting', s.meeting, 'id', s.sitting_id, 'on', s.sits_on - date '1970-01-01'
        ) order by s.sits_on, s.meeting), '[]')
        from sightline.sittings s
        where s.authority = ${authority} and s.cancelled_because is null
      ),
      'agencies', (
        select coalesce(json_agg(distinct p.agency), '[]')
        from sightline.case_members m
        join sightline.persons p on p.authority = m.authority and p.person_id = m.person_id
        where m.authority = ${authority} and m.case_id = ${caseId}
          and m.since <= sightline.today() and (m.until is null or m.until > sightline.today())
      ),
      'siblings', (
        select coalesce(json_agg(distinct o.child_id), '[]')
        from sightline.reports r
        join sightline.reports o on o.authority = r.authority
          and o.report #>> '{child,family}' = r.report #>> '{child,family}'
          and o.report #>> '{child,family}' <> '' and o.child_id <> r.child_id
        where r.authority = ${authority} and r.child_id = ${childId}
      )
    ) as people`.execute(tx)
  const people = rows[0]?.people
  if (people === undefined) throw new Error('the database gave no answer')
  return { ...people, coreGroup: membersOfCoreGroup(people.own, today) }
}

function membersOfCoreGroup(own: readonly Holding[], today: number): readonly string[] {
  const members = own.filter(({ role, from, until }) => {
    return role === 'core-group' && from <= today && (until === null || until > today)
  })
  return [...new Set(members.map(({ person }) => person))]
}

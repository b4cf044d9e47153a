import { sql } from 'kysely'
import type { Holding, People } from '../../engine/pathway/people.ts'
import type { Bound } from '../transaction.ts'

/** The case that people are looked at from. */
interface CaseOf {
  readonly caseId: string
  readonly childId: string | null
}

/** Holdings as the engine takes them, days as whole numbers. */
const HOLDINGS = sql`coalesce(json_agg(json_build_object(
  'person', h.person_id, 'role', h.role, 'agency', h.agency, 'from', h.since - date '1970-01-01', 'until', h.until - date '1970-01-01'
) order by h.since, h.holding_id, h.person_id), '[]')`

/**
 * Who there is, as one case needs it. Read with the program's own eyes (`unbound`): who owes a duty does not hang on who
 * looks.
 */
export async function peopleOf({ tx, principal, today }: Bound, { caseId, childId }: CaseOf): Promise<People> {
  const { authority } = principal
  // A role that somebody holds for one of several councils is theirs in the cases that it leads, and in no other's.
  const counts = sql`(h.agency is null or not exists (
    select from sightline.agencies a
    join sightline.cases c on c.authority = a.authority and c.case_id = ${caseId}
    where a.authority = h.authority and a.agency = h.agency and a.kind = 'council' and c.lead_agency <> a.agency))`
  const { rows } = await sql<{ people: People }>`
    with there as materialized (
      -- Whoever's agency has ended is there no more than whoever has left.
      select p.person_id, p.agency, p.manager_id, least(p.until, a.until) as until
      from sightline.persons p
      join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
      where p.authority = ${authority} and not p.service
    ), held as materialized (
      -- A role is held for as long as whoever holds it is there, and the agency that it is of.
      select h.holding_id, h.person_id, h.role, h.agency, h.since, least(h.until, p.until, a.until) as until
      from sightline.role_holdings h
      join there p on p.person_id = h.person_id
      left join sightline.agencies a on a.authority = h.authority and a.agency = h.agency
      where h.authority = ${authority} and ${counts}
    ), kept as materialized (
      -- Those of this case first: most cases keep nobody out, and then nobody's agencies need asking for.
      select e.who, e.since, e.until
      from sightline.exclusions e
      where e.authority = ${authority} and e.lifted is null
        and (e.case_id = ${caseId} or e.child_id is not null and sightline.concerns(e.authority, ${caseId}::uuid, e.child_id))
    ), kept_out as (
      select p.person_id, k.since, k.until
      from kept k
      join sightline.persons p on p.authority = ${authority} and not p.service
        and (k.who in ('person:' || p.person_id, 'team:' || p.team)
          or k.who like 'agency:%' and k.who = any (sightline.agency_scopes(p.authority, p.person_id, sightline.today())))
    ), own as (
      select h.holding_id, h.person_id, h.role, h.since, least(h.until, p.until) as until
      from sightline.case_holdings h
      left join there p on p.person_id = h.person_id
      where h.authority = ${authority} and h.case_id = ${caseId}
    )
    select json_build_object(
      'persons', (
        select coalesce(json_agg(json_build_object(
          'id', p.person_id, 'agency', p.agency, 'manager', p.manager_id, 'until', p.until - date '1970-01-01')), '[]')
        from there p
      ),
      'holdings', (
        select ${HOLDINGS}
        from (
          select h.holding_id, h.person_id, h.role, h.agency, h.since, h.until
          from held h
          union all
          -- Whoever stands in for somebody holds what they hold, for whom they hold it and for as long.
          select h.holding_id, d.person_id, h.role, coalesce(h.agency, p.agency), greatest(h.since, d.since),
            least(h.until, d.until)
          from held h
          join there p on p.person_id = h.person_id
          join sightline.deputies d on d.authority = ${authority} and d.for_person_id = h.person_id
            and (d.role is null or d.role = h.role)
          where greatest(h.since, d.since) < least(h.until, d.until)
        ) h
      ),
      'own', (
        select ${HOLDINGS}
        from (
          select h.holding_id, h.person_id, h.role, null as agency, h.since, h.until
          from own h
          union all
          select h.holding_id, d.person_id, h.role, null, greatest(h.since, d.since), least(h.until, d.until)
          from own h
          join sightline.deputies d on d.authority = ${authority} and d.for_person_id = h.person_id
            and (d.role is null or d.role = h.role)
          where greatest(h.since, d.since) < least(h.until, d.until)
        ) h
      ),
      'excluded', (
        select coalesce(json_agg(json_build_object(
          'person', x.person_id, 'from', x.since - date '1970-01-01', 'until', x.until - date '1970-01-01')), '[]')
        from (
          select k.person_id, k.since, k.until from kept_out k
          union all
          -- Whoever stands in for somebody in everything sees as much of it as they do.
          select d.person_id, greatest(k.since, d.since), least(k.until, d.until)
          from kept_out k
          join sightline.deputies d on d.authority = ${authority} and d.for_person_id = k.person_id and d.role is null
          where greatest(k.since, d.since) < least(k.until, d.until)
        ) x
      ),
      'pools', (
        select coalesce(json_object_agg(pool, members), '{}')
        from (
          select m.pool, json_agg(m.person_id order by m.since, m.person_id) as members
          from (
            select p.pool, each.person_id, min(p.since) as since
            from sightline.pool_members p
            cross join lateral (
              select p.person_id
              union all
              -- Whoever stands in for a member in everything stands in for them here.
              select d.person_id from sightline.deputies d
              where d.authority = p.authority and d.for_person_id = p.person_id and d.role is null
                and d.since <= sightline.today() and d.until > sightline.today()
            ) each
            where p.authority = ${authority} and p.since <= sightline.today()
              and (p.until is null or p.until > sightline.today())
            group by p.pool, each.person_id
          ) m
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
      -- Whoever leads the case, works on it or was let in brings their agency.
      'agencies', (
        select coalesce(json_agg(distinct agency), '[]')
        from (
          select c.lead_agency as agency
          from sightline.cases c
          where c.authority = ${authority} and c.case_id = ${caseId}
          union all
          select p.agency
          from sightline.case_holdings h
          join sightline.persons p on p.authority = h.authority and p.person_id = h.person_id
          where h.authority = ${authority} and h.case_id = ${caseId}
            and h.since <= sightline.today() and (h.until is null or h.until > sightline.today())
          union all
          select coalesce(p.agency, t.agency)
          from sightline.case_members m
          left join sightline.persons p on p.authority = m.authority and p.person_id = m.person_id
          left join sightline.teams t on t.authority = m.authority and t.team = m.team
          where m.authority = ${authority} and m.case_id = ${caseId}
            and m.since <= sightline.today() and (m.until is null or m.until > sightline.today())
        ) parts
      ),
      'ended', (
        select coalesce(json_agg(json_build_object(
          'agency', a.agency, 'on', a.until - date '1970-01-01', 'successor', a.successor,
          'falls', case when a.falls_to is not null
            then json_build_object('role', a.falls_to, 'agency', c.lead_agency) end)), '[]')
        from sightline.agencies a
        join sightline.cases c on c.authority = a.authority and c.case_id = ${caseId}
        where a.authority = ${authority} and a.until is not null
      ),
      'siblings', (
        select coalesce(json_agg(distinct o.child_id), '[]')
        from sightline.reports r
        join sightline.reports o on o.authority = r.authority
          and o.family = r.family and o.family <> '' and o.child_id <> r.child_id
        where r.authority = ${authority} and r.child_id = ${childId}
      )
    ) as people`.execute(tx)
  const people = rows[0]?.people
  if (people === undefined) throw new Error('the database gave no answer')
  const coreGroup = membersOfCoreGroup(people.own, today)
  // To be of the core group is a tie of its own, and no work that is allocated.
  return { ...people, own: people.own.filter(({ role }) => role !== CORE_GROUP), coreGroup }
}

const CORE_GROUP = 'core-group'

function membersOfCoreGroup(own: readonly Holding[], today: number): readonly string[] {
  const members = own.filter(({ role, from, until }) => {
    return role === CORE_GROUP && from <= today && (until === null || until > today)
  })
  return [...new Set(members.map(({ person }) => person))]
}

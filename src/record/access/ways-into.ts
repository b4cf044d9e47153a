import { sql } from 'kysely'
import type { Day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { note } from '../audit/audit.ts'
import { type Bound, unbound } from '../transaction.ts'
import type { Action } from './rule.ts'
import { wayIn } from './way-in.ts'

/** Somebody, or a team, that may see a case today, and by what. */
export interface WayInto {
  /** Null where it is a team or its managers. */
  readonly name: string | null
  readonly agency: string | null
  /** The team's title; null where it is a person. */
  readonly team: string | null
  /**
   * `lead`: managers of the team that leads it. `own`: one of the case's own workers. `member`: let in by who manages it.
   * `protocol`: the protocol of a pathway names them, or they owe something in it. `glass`: broke the glass.
   */
  readonly by: 'lead' | 'own' | 'member' | 'protocol' | 'glass'
  /** The role of the case's own worker or member; null for the others. */
  readonly role: string | null
  /** The protocol of the one pathway that they may see; null where it is the whole case. */
  readonly protocolHash: Buffer | null
  readonly calendarHash: Buffer | null
  readonly actions: readonly Action[]
  readonly until: Day | null
  /** When the broken glass closes; null for the others. */
  readonly closes: Instant | null
}

/**
 * Who may see a case today, for whoever may see all of it: read from every way in, but for those that are closed by an exclusion
 * or a seal, and without saying that they are. Null for everybody else. It is noted as a reading of the case.
 */
export async function waysInto(bound: Bound, caseId: string): Promise<readonly WayInto[] | null> {
  const way = await wayIn(bound, 'read', caseId, null)
  await note(bound, {
    action: 'list-who-may-see',
    object: { kind: 'case', id: caseId },
    caseId,
    decision: way === null ? 'refused' : 'allowed',
    accessPath: way,
    compartments: [],
    payload: {},
  })
  if (way === null) return null
  const pathways = await seenIn(bound, caseId)
  return unbound(bound, () => read(bound, caseId, pathways))
}

/** The pathways of a case that whoever asks may see: of another, who else may is not told either. */
async function seenIn({ tx, principal }: Bound, caseId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ pathway: string }>`
    select p.pathway_id as pathway from sightline.pathways p
    where p.authority = ${principal.authority} and p.case_id = ${caseId}`.execute(tx)
  return rows.map(({ pathway }) => pathway)
}

async function read(
  { tx, principal }: Bound,
  caseId: string,
  pathways: readonly string[],
): Promise<readonly WayInto[]> {
  const { authority } = principal
  const { rows } = await sql<WayInto>`
    with way as (
      select case split_part(s.source, ':', 1)
          when 'lead' then 'lead' when 'own' then 'own' when 'member' then 'member' else 'protocol' end as by,
        s.scope, s.source, s.pathway_id, s.actions, s.until, null::timestamptz as closes, k.sensitivity, s.named
      from sightline.case_scopes s
      join sightline.cases k on k.authority = s.authority and k.case_id = s.case_id
      where s.authority = ${authority} and s.case_id = ${caseId} and 'read' = any (s.actions) and s.scope <> 'service'
        and (s.pathway_id is null or s.pathway_id = any (${pathways}::uuid[]))
        and s.since <= sightline.today() and (s.until is null or s.until > sightline.today())
        and (k.sensitivity <> 'sealed' or s.named and s.scope like 'person:%')
      union all
      select 'glass', 'person:' || b.person_id, '', null, '{read}', null, b.expires, k.sensitivity, false
      from sightline.break_glass b
      join sightline.cases k on k.authority = b.authority and k.case_id = b.case_id and k.sensitivity <> 'sealed'
      where b.authority = ${authority} and b.case_id = ${caseId}
        and b.opened <= sightline.moment() and b.expires > sightline.moment()
    )
    select distinct p.name, coalesce(a.title, b.title) as agency, t.title as team, w.by,
      coalesce(h.role, m.case_role) as role, q.protocol_hash as "protocolHash", q.calendar_hash as "calendarHash",
      w.actions, w.until, w.closes
    from way w
    left join sightline.persons p on p.authority = ${authority}
      and p.since <= sightline.today() and (p.until is null or p.until > sightline.today())
      and (w.scope = 'person:' || p.person_id or (
        (w.scope = any (sightline.agency_scopes(p.authority, p.person_id, sightline.today())) or exists (
          select from sightline.role_holdings r
          where r.authority = p.authority and r.person_id = p.person_id and w.scope = 'role:' || r.role
            and r.since <= sightline.today() and (r.until is null or r.until > sightline.today())))
        -- Who has a way of their own from the same source is told of by it.
        and not exists (
          select from sightline.case_scopes o
          where o.authority = p.authority and o.case_id = ${caseId} and o.source = w.source
            and o.scope = 'person:' || p.person_id)))
    left join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
    left join sightline.teams t on t.authority = ${authority} and w.scope in ('managers:' || t.team, 'team:' || t.team)
    left join sightline.agencies b on b.authority = t.authority and b.agency = t.agency
    left join sightline.case_holdings h on h.authority = ${authority} and w.source = 'own:' || h.holding_id
    left join sightline.case_members m on m.authority = ${authority} and w.source = 'member:' || m.member_id
    left join sightline.pathways q on q.authority = ${authority} and q.pathway_id = w.pathway_id
    where (p.person_id is not null or t.team is not null)
      and not sightline.excluded(${authority}, ${caseId}, array_remove(array[
        w.scope, 'person:' || p.person_id, 'team:' || coalesce(t.team, p.team), 'agency:' || t.agency], null)
        || case when p.person_id is null then '{}'
          else sightline.agency_scopes(p.authority, p.person_id, sightline.today()) end)
    order by p.name nulls first, t.title`.execute(tx)
  return rows
}

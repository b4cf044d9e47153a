import { sql } from 'kysely'
import type { Day } from '../../engine/calendar/day.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { AS_NAMES } from '../database/names.ts'
import { type Bound, unbound } from '../transaction.ts'
import { refusalOf, stillTheirs } from './changes.ts'
import { type Takers, takersOf } from './taking-over.ts'

/** Somebody whom a manager answers for, and how much is theirs; of which cases is not said. */
export interface TeamMember {
  readonly person: string
  readonly name: string
  readonly team: string | null
  readonly cases: number
  /** How many of these no team leads, so that nobody manages them. */
  readonly unled: number
  readonly owed: number
  readonly away: { readonly since: Day; readonly until: Day; readonly cover: string | null } | null
  /** Whether they have left. */
  readonly left: boolean
}

/** The people below somebody in the line, who have left only where something is still theirs. */
export async function teamOf(bound: Bound): Promise<readonly TeamMember[]> {
  const { tx, principal } = bound
  const { authority, person } = principal
  const { rows } = await unbound(bound, () =>
    sql<TeamMember>`
      with recursive line as (
        select p.person_id from sightline.persons p where p.authority = ${authority} and p.manager_id = ${person}
        union
        select p.person_id from sightline.persons p join line on p.manager_id = line.person_id
        where p.authority = ${authority}
      ), counted as (
        select p.person_id as person, p.name, t.title as team, p.until is not null and p.until <= sightline.today() as "left",
          (select count(distinct h.case_id)::int from sightline.case_holdings h
           where h.authority = p.authority and h.person_id = p.person_id
             and (h.until is null or h.until > sightline.today())) as cases,
          (select count(distinct h.case_id)::int from sightline.case_holdings h
           join sightline.cases c on c.authority = h.authority and c.case_id = h.case_id and c.lead_team is null
           where h.authority = p.authority and h.person_id = p.person_id and h.since <= sightline.today()
             and (h.until is null or h.until > sightline.today())) as unled,
          (select count(*)::int from sightline.owed o
           where o.authority = p.authority and o.person_id = p.person_id) as owed,
          (select json_build_object('since', l.since - date '1970-01-01', 'until', l.until - date '1970-01-01',
             'cover', (select c.name from sightline.deputies d
               join sightline.persons c on c.authority = d.authority and c.person_id = d.person_id
               where d.authority = l.authority and d.deputy_id = l.leave_id))
           from sightline.leave l
           where l.authority = p.authority and l.person_id = p.person_id and l.until > sightline.today()
           order by l.since limit 1) as away
        from line
        join sightline.persons p on p.authority = ${authority} and p.person_id = line.person_id and not p.service
        left join sightline.teams t on t.authority = p.authority and t.team = p.team
      )
      select * from counted c where not c."left" or c.cases > 0 or c.owed > 0
      order by c.name ${AS_NAMES}, c.person limit 500`.execute(tx),
  )
  await note(bound, {
    action: 'list-team',
    object: { kind: 'list', id: null },
    caseId: null,
    decision: 'allowed',
    accessPath: null,
    compartments: [],
    payload: { people: rows.length },
  })
  return rows
}

/** What is somebody's own, before it is handed over: how much, and not of whom. */
export interface Caseload {
  readonly person: string
  readonly name: string
  readonly cases: number
  readonly owed: number
  /** Roles of the authority that nobody else holds. */
  readonly roles: readonly string[]
  /** Who may take over what is theirs in cases. */
  readonly over: Takers
}

/**
 * What would be handed over, for who may do that: who keeps the list of people, and the person's managers; null to everybody
 * else, as of nobody.
 * @param only the case; null for all of them
 */
export async function caseloadOf(bound: Bound, asked: string, only: string | null): Promise<Caseload | null> {
  const person = identifierOr(asked)
  const { tx, principal } = bound
  const refusal = await refusalOf(bound, person, person)
  const { rows } = await sql<{ name: string }>`
    select name from sightline.persons where authority = ${principal.authority} and person_id = ${person}`.execute(tx)
  const name = refusal === null ? rows[0]?.name : undefined
  const within = only === null ? null : identifierOr(only)
  const theirs = await unbound(bound, () => stillTheirs(bound, person, within))
  const over = await unbound(bound, () => takersOf(bound, person, within))
  await note(bound, {
    action: 'look-to-hand-over',
    object: { kind: 'person', id: person },
    caseId: null,
    decision: name === undefined ? 'refused' : 'allowed',
    accessPath: null,
    compartments: [],
    payload: { only, ...theirs },
  })
  return name === undefined ? null : { person, name, ...theirs, over }
}

import { sql } from 'kysely'
import { keepCaseScopes } from '../access/case-scopes.ts'
import { isBlank } from '../access/managing.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { notKept } from '../database/keepable.ts'
import { AS_NAMES } from '../database/names.ts'
import { type Bound, unbound } from '../transaction.ts'
import { type Changed, type NotChanged, refusalOf } from './changes.ts'
import { lookAgainAt } from './look-again.ts'

/** A team that somebody may say leads a case: one that they manage; any, for whoever keeps the list of people. */
export interface LeadingTeam {
  readonly team: string
  readonly title: string
}

/** A person's cases that no team leads: how many, and of whom is not said. */
export interface Unled {
  readonly name: string
  readonly cases: number
  readonly teams: readonly LeadingTeam[]
}

/** What was given to a team, and what stays without one: sealed, of another agency, or closed to whoever gives it. */
export interface Led {
  readonly cases: number
  readonly left: number
}

/** What a person's managers, and whoever keeps the list, may give a team; null to everybody else, as of nobody. */
export async function unledOf(bound: Bound, asked: string): Promise<Unled | null> {
  const { tx, principal, scopes } = bound
  const person = identifierOr(asked)
  const { authority } = principal
  const refusal = await refusalOf(bound, person, person)
  const found = await unbound(bound, async () => {
    const { rows } = await sql<{ name: string; cases: number }>`
      select p.name, (select count(*)::int from (${unled(bound, person)}) u) as cases
      from sightline.persons p where p.authority = ${authority} and p.person_id = ${person}`.execute(tx)
    return rows[0]
  })
  const { rows: teams } = await sql<LeadingTeam>`
    select t.team, t.title from sightline.teams t
    where t.authority = ${authority} and (${scopes.includes('role:administrator')} or 'managers:' || t.team = any (${scopes}::text[]))
    order by t.title ${AS_NAMES}, t.team`.execute(tx)
  const allowed = refusal === null && found !== undefined
  await noted(bound, 'look-for-unled', person, allowed, { cases: found?.cases ?? 0 })
  return allowed ? { ...found, teams } : null
}

/**
 * Says which team leads those of a person's cases that none leads: its managers see and manage them from then on, and what they
 * owe stands on their lists.
 */
export async function giveTeam(
  bound: Bound,
  asked: { readonly of: string; readonly team: string; readonly because: string },
): Promise<Changed<Led>> {
  const { tx, principal, scopes } = bound
  const { authority } = principal
  const person = identifierOr(asked.of)
  const { team, because } = asked
  const refuse = async (refusal: NotChanged) => {
    await noted(bound, 'give-team', person, false, { refusal })
    return { ok: false, refusal } as const
  }
  const unkept = notKept({ team, because })
  if (unkept !== null) return refuse(unkept)
  if (isBlank(because)) return refuse({ kind: 'no-reason' })
  const refusal = await refusalOf(bound, person, person)
  if (refusal !== null) return refuse(refusal)
  if (!scopes.includes('role:administrator') && !scopes.includes(`managers:${team}`))
    return refuse({ kind: 'not-allowed' })
  const value = await unbound(bound, async () => {
    const { rows } = await sql<{ caseId: string; given: boolean }>`
      with unled as (${unled(bound, person)}), given as (
        update sightline.cases c set lead_team = t.team, version = c.version + 1
        from unled u, sightline.teams t
        where c.authority = ${authority} and c.case_id = u.case_id and t.authority = c.authority and t.team = ${team}
          and t.agency = c.lead_agency and c.sensitivity <> 'sealed'
          and not sightline.excluded(c.authority, c.case_id, ${scopes}::text[])
        returning c.case_id
      )
      select u.case_id as "caseId", g.case_id is not null as given from unled u left join given g on g.case_id = u.case_id`.execute(
      tx,
    )
    const given = rows.filter((row) => row.given).map(({ caseId }) => caseId)
    await keepCaseScopes(bound, given)
    await lookAgainAt(bound, given)
    return { cases: given, left: rows.length - given.length }
  })
  await noted(bound, 'give-team', person, true, { team, because, ...value })
  return { ok: true, value: { cases: value.cases.length, left: value.left } }
}

/** The cases of which somebody is an own worker today and that no team leads. */
function unled({ principal }: Bound, person: string) {
  return sql`
    select distinct h.case_id from sightline.case_holdings h
    join sightline.cases c on c.authority = h.authority and c.case_id = h.case_id and c.lead_team is null
    where h.authority = ${principal.authority} and h.person_id = ${person}
      and h.since <= sightline.today() and (h.until is null or h.until > sightline.today())`
}

async function noted(bound: Bound, action: string, person: string, allowed: boolean, payload: object): Promise<void> {
  await note(bound, {
    action,
    object: { kind: 'person', id: person },
    caseId: null,
    decision: allowed ? 'allowed' : 'refused',
    accessPath: null,
    compartments: [],
    payload,
  })
}

import { sql } from 'kysely'
import { keepCaseScopes } from '../../../src/record/access/case-scopes.ts'
import type { NotActive } from '../../../src/record/transaction.ts'
import { type Bound, type Store, unbound, within } from '../../../src/record/transaction.ts'
import { AUTHORITY, addCase, layOut, moment, record, type Scene } from '../authority.ts'
import { nextId, type TestDatabase } from '../database.ts'

/** The invented authority with a team in it: Wyn works in it, Tam and Sal manage it, Quin and Ash watch over privacy. */
export interface Team extends Scene {
  readonly database: TestDatabase
}

export const WHEN = '2026-11-20T10:00:00Z'

export async function layOutTeam(database: TestDatabase): Promise<Team> {
  const { root, store } = database
  const scene = await layOut(root, store)
  await root.query(`insert into sightline.teams values ($1, 'north', 'council', 'North')`, [AUTHORITY])
  await root.query(`update sightline.persons set team = 'north' where person_id = $1`, [scene.person('Wyn')])
  for (const [name, role, team] of [
    ['Tam', 'team-manager', 'north'],
    ['Sal', 'service-manager', 'north'],
    ['Quin', 'privacy-officer', null],
    ['Ash', 'privacy-officer', null],
  ]) {
    await root.query(
      `insert into sightline.role_holdings (authority, holding_id, person_id, role, team, since)
       values ($1, $2, $3, $4, $5, '2020-01-01')`,
      [AUTHORITY, nextId(), scene.person(name ?? ''), role, team],
    )
  }
  return { ...scene, database }
}

/** A list of all the open pathways that somebody may see, by the first page of it. */
export const LISTING = {
  protocol: 'cases-of-most-concern',
  stage: null,
  order: 'due',
  stages: [],
  after: null,
  most: 200,
} as const

/** Runs something in somebody's name, and says no more of who is not active than that they are not. */
export function as<T>(
  team: Scene,
  name: string,
  work: (bound: Bound) => Promise<T>,
  when = WHEN,
  store: Store = team.store,
): Promise<T | NotActive> {
  return within(store, { authority: AUTHORITY, person: team.person(name) }, moment(when), work)
}

/** As `as`, of somebody who is active. */
export async function by<T>(team: Scene, name: string, work: (bound: Bound) => Promise<T>, when = WHEN): Promise<T> {
  const outcome = await as(team, name, async (bound) => ({ given: await work(bound) }), when)
  if ('given' in outcome) return outcome.given
  throw new Error(`${name} is not active`)
}

/** A case that the team leads: its manager and its social worker have their ways in, and nobody else. */
export async function ledCase(team: Team): Promise<string> {
  const caseId = await addCase(team, { 'social-worker': 'Wyn', 'team-manager': 'Tam' })
  await team.root.query(`update sightline.cases set lead_team = 'north' where case_id = $1`, [caseId])
  await by(team, 'service', (bound) => unbound(bound, () => keepCaseScopes(bound, [caseId])))
  return caseId
}

/** A pathway of such a case, just raised: the team manager owes the next step. */
export async function raisedIn(team: Team, caseId: string): Promise<string> {
  const pathway = nextId()
  const answers = { circumstances: 'An invented worry', 'not-reducing': 'An invented reason' }
  const step = { step: 'raise-the-child', role: 'social-worker', answers }
  const recorded = await record(
    team,
    'Wyn',
    { opens: { protocol: 'cases-of-most-concern', caseId, pathway } },
    step,
    WHEN,
  )
  if ('ok' in recorded && recorded.ok) return pathway
  throw new Error(JSON.stringify(recorded))
}

/** Whether somebody may do something with a whole case. */
export async function may(team: Scene, name: string, caseId: string, action = 'read', when = WHEN): Promise<boolean> {
  return by(
    team,
    name,
    async ({ tx }) => {
      const { rows } = await sql<{ sees: boolean }>`
        select sightline.sees(${AUTHORITY}, ${caseId}::uuid, null, ${action}) is not null as sees`.execute(tx)
      return rows[0]?.sees === true
    },
    when,
  )
}

export async function versionOf({ root }: Scene, caseId: string): Promise<number> {
  const { rows } = await root.query('select version from sightline.cases where case_id = $1', [caseId])
  return rows[0].version
}

/** What was noted of a case last, of one action. */
export async function lastNoted(
  { root }: Scene,
  action: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { rows } = await root.query(
    `select e.decision, e.access_path as way, e.case_id as "caseId", p.payload
     from sightline.audit_envelopes e left join sightline.audit_payloads p using (authority, envelope_id)
     where e.action = $1 order by e.at desc, e.envelope_id desc limit 1`,
    [action],
  )
  return rows[0]
}

import type { Answers } from '../../src/engine/pathway/entry.ts'
import { keepCaseScopes } from '../../src/record/access/case-scopes.ts'
import { unbound } from '../../src/record/transaction.ts'
import { by, type Team } from '../record/access/team.ts'
import { AUTHORITY, addCase, adopt, record } from '../record/authority.ts'
import { nextId } from '../record/database.ts'
import { PLAN, REFERRAL, REVIEW } from '../walks/buckinghamshire/given.ts'

// Flags as a panel asks for them: of the police and the hospital, for a child whose worker is Wyn. The panel sits on 20 November.

const ROLES: readonly (readonly [string, string])[] = [
  ['Dot', 'panel-chair'],
  ['Quin', 'business-unit'],
]

/** Adopts the protocol, gives out the panel's roles and plans its sittings. */
export async function layOutFlags({ root, person }: Team): Promise<void> {
  await adopt(root, 'complex-cases', 'buckinghamshire', person('Quin'))
  for (const [name, role] of ROLES) {
    await root.query(
      `insert into sightline.role_holdings (authority, holding_id, person_id, role, since) values ($1, $2, $3, $4, '2020-01-01')`,
      [AUTHORITY, nextId(), person(name), role],
    )
  }
  await root.query(
    `insert into sightline.sittings (authority, meeting, sitting_id, sits_on)
     select $1, 'panel', gen_random_uuid(), day from unnest(array[date '2026-11-20', date '2026-12-18']) day`,
    [AUTHORITY],
  )
}

type Partners = 'held' | 'filled'

/** The posts that nobody holds here are filled with words that say why. */
const satOf = ({ person }: Team, partners: Partners): Answers => {
  const filled = (name: string) => ({ is: 'present', who: person(name), instead: 'Invented' })
  return {
    sat: {
      'panel-social-care': filled('Dot'),
      'panel-police': partners === 'held' ? 'present' : filled('Otto'),
      'panel-health': partners === 'held' ? 'present' : filled('Nan'),
      'panel-education': filled('Rae'),
      'panel-youth-offending': filled('Quin'),
      'panel-legal': 'not involved',
      'social-worker': 'present',
      'team-manager': 'present',
      'area-manager': 'not involved',
    },
  }
}

export interface Flagged {
  readonly caseId: string
  readonly pathway: string
  /** How many steps are recorded. */
  readonly version: number
}

/**
 * A child of this name on the panel, with a flag asked of each of these agencies on 20 November 2026 at 09:01.
 * @param partners whether the posts of the police and the hospital are held by Otto and Nan
 */
export async function flaggedChild(
  team: Team,
  name: string,
  agencies: readonly string[],
  partners: Partners = 'filled',
): Promise<Flagged> {
  const caseId = await addCase(team, { 'social-worker': 'Wyn', 'team-manager': 'Tam' })
  await team.root.query(`update sightline.cases set lead_team = 'north' where case_id = $1`, [caseId])
  await team.root.query(
    `update sightline.children set name = $1 where child_id = (select child_id from sightline.cases where case_id = $2)`,
    [name, caseId],
  )
  await by(team, 'service', (bound) => unbound(bound, () => keepCaseScopes(bound, [caseId])))
  // Agencies are asked that are part of the case: somebody of them is on it, who may see nothing of it by that.
  for (const person of ['Otto', 'Nan']) {
    await team.root.query(
      `insert into sightline.case_members (authority, case_id, member_id, person_id, case_role, actions, compartments, since,
         reason, basis)
       values ($1, $2, gen_random_uuid(), $3, 'partner', '{}', '{}', '2026-01-01', 'Invented', 'Invented')`,
      [AUTHORITY, caseId, team.person(person)],
    )
  }
  const pathway = nextId()
  const opens = { opens: { protocol: 'complex-cases', caseId, pathway } }
  await recorded(team, 'Wyn', opens, 'social-worker', 'refer-to-the-panel', REFERRAL, '2026-11-20T09:00:00Z')
  const agreed: Answers = {
    ...satOf(team, partners),
    ...PLAN,
    accountable: team.person('Sal'),
    contacts: [{ 'in-contact': ['hospital'], nature: 'The school nurse, weekly.' }],
    agencies: agencies.map((agency) => ({ which: [agency], attended: true })),
  }
  const plan = 'agree-shared-plan'
  await recorded(team, 'Dot', { pathway, version: 1 }, 'panel-chair', plan, agreed, '2026-11-20T09:01:00Z')
  return { caseId, pathway, version: 2 }
}

/** An agency says what is in place. */
export async function placed(
  team: Team,
  name: string,
  role: string,
  of: Flagged,
  more: Answers = {},
): Promise<Flagged> {
  const answers = { 'placed-as': 'flag', responsible: 'The duty sergeant', 'own-reference': 'POL/26/0042', ...more }
  return after(team, name, role, of, 'confirm-placed', answers)
}

/** The panel lets the case go, so that every flag is to be taken off. */
export async function letGo(team: Team, of: Flagged): Promise<Flagged> {
  return after(team, 'Dot', 'panel-chair', of, 'review-the-case', { ...satOf(team, 'filled'), ...REVIEW }, 'remove')
}

async function after(
  team: Team,
  name: string,
  role: string,
  { version, ...of }: Flagged,
  step: string,
  answers: Answers,
  outcome?: string,
): Promise<Flagged> {
  const when = `2026-11-20T09:${String(version + 10)}:00Z`
  await recorded(team, name, { pathway: of.pathway, version }, role, step, answers, when, outcome)
  return { ...of, version: version + 1 }
}

async function recorded(
  team: Team,
  name: string,
  on: Parameters<typeof record>[2],
  role: string,
  step: string,
  answers: Answers,
  when: string,
  outcome?: string,
): Promise<void> {
  const made = await record(
    team,
    name,
    on,
    { step, role, answers, ...(outcome === undefined ? {} : { outcome }) },
    when,
  )
  if (!('ok' in made && made.ok)) throw new Error(JSON.stringify(made))
}

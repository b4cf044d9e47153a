import { createHash } from 'node:crypto'
import { keepCaseScopes } from '../../../src/record/access/case-scopes.ts'
import type { Action } from '../../../src/record/access/rule.ts'
import { unbound } from '../../../src/record/transaction.ts'
import type { Route } from '../../../src/web/route.ts'
import { by, layOutTeam, type Team } from '../../record/access/team.ts'
import { AUTHORITY } from '../../record/authority.ts'
import { nextId, type TestDatabase } from '../../record/database.ts'
import { onTheList } from '../on-the-list.ts'

// What somebody may be to a case, laid out as the record would hold it; and, written by hand and not worked out by the program,
// what each lets them do. Every route is asked of every one of them.

const NOTHING: readonly Action[] = []
const READ: readonly Action[] = ['read']
const RECORD: readonly Action[] = ['read', 'record']
const MANAGE: readonly Action[] = ['read', 'record', 'manage']

interface Relation {
  readonly title: string
  /** What it lets somebody do with the whole case. */
  readonly case: readonly Action[]
  /** And with its one pathway, which stands on the list. */
  readonly pathway: readonly Action[]
  /** Whether what a protocol shows to their role is shown to them. */
  readonly shown: boolean
}

/** Whom each is: of a case like any other, but where the title says otherwise. */
export const RELATIONS = {
  'own-worker': { title: 'the case’s own worker', case: RECORD, pathway: RECORD, shown: true },
  'stands-in': { title: 'stands in for the own worker', case: RECORD, pathway: RECORD, shown: true },
  'manager-in-line': { title: 'manages somebody of the lead team', case: MANAGE, pathway: MANAGE, shown: true },
  'other-team': { title: 'works in another team', case: NOTHING, pathway: NOTHING, shown: true },
  // Its protocol keeps it within the agency that leads.
  'shared-with': { title: 'another agency, shared with', case: READ, pathway: NOTHING, shown: true },
  'one-paper': { title: 'another agency, one paper shared', case: NOTHING, pathway: NOTHING, shown: true },
  'owes-a-duty': { title: 'owes a duty of the pathway', case: NOTHING, pathway: RECORD, shown: true },
  'broke-the-glass': { title: 'broke the glass', case: READ, pathway: READ, shown: true },
  excluded: { title: 'own worker, excluded', case: NOTHING, pathway: NOTHING, shown: false },
  'sits-for-excluded': {
    title: 'own worker who sits for an excluded agency',
    case: NOTHING,
    pathway: NOTHING,
    shown: false,
  },
  'excluded-behind-glass': { title: 'excluded, broke the glass', case: NOTHING, pathway: NOTHING, shown: false },
  'restricted-other': { title: 'another team, restricted case', case: NOTHING, pathway: NOTHING, shown: true },
  'restricted-own': { title: 'own worker, restricted case', case: RECORD, pathway: RECORD, shown: true },
  'sealed-own': { title: 'own worker, sealed case', case: NOTHING, pathway: NOTHING, shown: false },
  'sealed-named': { title: 'named member, sealed case', case: RECORD, pathway: RECORD, shown: false },
  'sealed-behind-glass': { title: 'sealed case, broke the glass', case: NOTHING, pathway: NOTHING, shown: false },
  'other-authority': { title: 'another authority', case: NOTHING, pathway: NOTHING, shown: false },
  left: { title: 'own worker who has left', case: NOTHING, pathway: NOTHING, shown: false },
} as const satisfies Readonly<Record<string, Relation>>

export type RelationName = keyof typeof RELATIONS
export const RELATION_NAMES = Object.keys(RELATIONS) as readonly RelationName[]

/** Roles to whose holders the pathway's protocol shows what stands on its list, and offers a step there: read in its text. */
const SHOWN_TO = ['director', 'assistant-director', 'service-manager']

/** Roles that are tried with every relation, beside those that routes name. */
const ROLES = ['social-worker', 'team-manager', 'service-manager', 'director', 'privacy-officer', 'administrator']

/** Every role that bears on a route: those above, and those that any route asks for. */
export function rolesFor(routes: readonly Route[]): readonly string[] {
  const asked = routes.flatMap(({ permission }) => (permission.kind === 'holds' ? [...permission.roles] : []))
  return [...new Set([...ROLES, ...asked])]
}

/** What a route's door says: the handler is asked, or which problem is shown instead. */
export type AtTheDoor = 'in' | 'not-found' | 'not-yours' | 'not-active'

/** What the door of a route must say to somebody of a role and a relation. */
export function expectedAt({ permission }: Pick<Route, 'permission'>, role: string, name: RelationName): AtTheDoor {
  const relation: Relation = RELATIONS[name]
  if (permission.kind === 'anybody') return 'in'
  if (name === 'left') return 'not-active'
  if (permission.kind === 'signed-in') return 'in'
  if (permission.kind === 'holds') return permission.roles.includes(role) ? 'in' : 'not-yours'
  const seesPathway: readonly Action[] = relation.shown && SHOWN_TO.includes(role) ? RECORD : relation.pathway
  if (permission.kind === 'knows') {
    return [...relation.case, ...seesPathway].includes('read') ? 'in' : 'not-found'
  }
  const actions: readonly string[] = permission.of === 'case' ? relation.case : seesPathway
  return actions.includes(permission.action) ? 'in' : 'not-found'
}

/** A child with a case and one pathway, every text of which holds the mark. */
export interface MarkedCase {
  readonly mark: string
  readonly caseId: string
  readonly pathway: string
}

/** Somebody who is signed in. */
export interface Principal {
  readonly person: string
  readonly role: string
  readonly relation: RelationName
  /** What their browser holds. */
  readonly token: string
}

export interface EveryWorld {
  readonly team: Team
  readonly cases: Readonly<Record<'standard' | 'restricted' | 'sealed', MarkedCase>>
  readonly principals: readonly Principal[]
}

/** Lays out three cases that stand on the list, and somebody of each role in each relation. */
export async function layOutEvery(
  database: TestDatabase,
  roles: readonly string[],
  relations: readonly RelationName[] = RELATION_NAMES,
): Promise<EveryWorld> {
  const team = await layOutTeam(database)
  const { root } = team
  await root.query(`insert into sightline.teams values ($1, 'south', 'council', 'South')`, [AUTHORITY])
  await root.query(`insert into sightline.authorities values ('elsewhere', 'Another that does not exist', true)`)
  await root.query(
    `insert into sightline.agencies (authority, agency, title, kind, since)
     values ('elsewhere', 'council', 'council', 'council', '2020-01-01')`,
  )
  const who = relations.flatMap((relation) => roles.map((role) => ({ relation, role })))
  // What a protocol shows to a role it shows to those who hold it when something is recorded.
  const principals: Principal[] = []
  for (const { relation, role } of who) principals.push(await addPrincipal(root, role, relation))
  const cases = {
    standard: await markedCase(team, 'Kmarkstandard'),
    restricted: await markedCase(team, 'Kmarkrestricted'),
    sealed: await markedCase(team, 'Kmarksealed'),
  }
  // Whom broken glass alerts is worked out on the transaction's day.
  await root.query(`select set_config('sightline.today', '2026-11-20', false)`)
  for (const principal of principals) await relate(team, cases, principal)
  await root.query(`update sightline.cases set sensitivity = 'restricted' where case_id = $1`, [
    cases.restricted.caseId,
  ])
  await root.query(`update sightline.cases set sensitivity = 'sealed' where case_id = $1`, [cases.sealed.caseId])
  await by(team, 'service', (bound) => unbound(bound, () => keepCaseScopes(bound, null)))
  return { team, cases, principals }
}

/** Which of the cases a relation is to. */
export function caseOf(relation: RelationName, cases: EveryWorld['cases']): MarkedCase {
  if (relation.startsWith('sealed')) return cases.sealed
  return relation.startsWith('restricted') ? cases.restricted : cases.standard
}

async function markedCase(team: Team, mark: string): Promise<MarkedCase> {
  const pathway = await onTheList(team, `${mark}name Invented`, `${mark}words`)
  const { rows } = await team.root.query(
    `update sightline.children k set identifier = $2
     from sightline.pathways p join sightline.cases c using (authority, case_id)
     where p.pathway_id = $1 and k.child_id = c.child_id returning c.case_id as id`,
    [pathway, `${mark}identifier`],
  )
  return { mark, caseId: rows[0].id, pathway }
}

/** Puts a row into a table of an authority, where it is not there by another reason. */
function adder(root: Team['root'], authority: string) {
  return (table: string, values: Readonly<Record<string, unknown>>) => {
    const whole = { authority, ...values }
    const places = Object.keys(whole).map((_name, at) => `$${at + 1}`)
    const statement = `insert into sightline.${table} (${Object.keys(whole).join()}) values (${places.join()}) on conflict do nothing`
    return root.query(statement, Object.values(whole))
  }
}

const SINCE = '2020-01-01'

/** Somebody of a role, signed in, who is nothing yet to any case. */
async function addPrincipal(root: Team['root'], role: string, relation: RelationName): Promise<Principal> {
  const [person, token] = [nextId(), createHash('sha256').update(nextId()).digest('base64url')]
  const authority = relation === 'other-authority' ? 'elsewhere' : AUTHORITY
  const add = adder(root, authority)
  const ofPolice = relation === 'shared-with' || relation === 'one-paper'
  await add('persons', {
    person_id: person,
    pseudonym: nextId(),
    name: `Invented ${role}, ${relation}`,
    agency: ofPolice ? 'police' : 'council',
    team: ofPolice || relation === 'other-authority' ? null : 'south',
    since: SINCE,
  })
  await add('role_holdings', { holding_id: nextId(), person_id: person, role, since: SINCE })
  await add('sessions', {
    token_hash: createHash('sha256').update(token).digest(),
    person_id: person,
    how: 'demonstration',
    began: '2026-11-20T09:59:00Z',
    fresh_since: '2026-11-20T09:59:00Z',
    idle_until: '2026-11-21T09:00:00Z',
    ends: '2026-11-21T09:00:00Z',
  })
  return { person, role, relation, token }
}

/** Makes somebody what they are to their case. */
async function relate(team: Team, cases: EveryWorld['cases'], { person, relation }: Principal): Promise<void> {
  const { root } = team
  const add = adder(root, AUTHORITY)
  const since = SINCE
  const { caseId, pathway } = caseOf(relation, cases)
  const own = () =>
    add('case_holdings', { case_id: caseId, holding_id: nextId(), person_id: person, role: 'social-worker', since })
  const member = (actions: string, compartments = '{shared}') =>
    add('case_members', {
      case_id: caseId,
      member_id: nextId(),
      person_id: person,
      case_role: 'invented',
      actions,
      compartments,
      since,
      reason: 'Invented',
      basis: 'Invented',
    })
  const breakGlass = () =>
    add('break_glass', {
      break_glass_id: nextId(),
      case_id: caseId,
      person_id: person,
      reason_code: 'invented',
      reason: 'Invented',
      opened: '2026-11-20T09:45:00Z',
      expires: '2026-11-20T12:45:00Z',
    })
  const exclude = (who = `person:${person}`) =>
    add('exclusions', {
      exclusion_id: nextId(),
      case_id: caseId,
      who,
      reason: 'Invented',
      since,
      set_by: team.person('Tam'),
    })
  switch (relation) {
    case 'own-worker':
    case 'restricted-own':
    case 'sealed-own':
      await own()
      break
    case 'stands-in':
      await add('deputies', {
        deputy_id: nextId(),
        for_person_id: team.person('Wyn'),
        person_id: person,
        since,
        until: '2027-01-01',
        reason: 'Invented',
      })
      break
    case 'manager-in-line':
      await add('persons', {
        person_id: nextId(),
        pseudonym: nextId(),
        name: 'Somebody whom they manage',
        agency: 'council',
        team: 'north',
        manager_id: person,
        since,
      })
      break
    case 'shared-with':
      await member('{read}')
      break
    case 'one-paper': {
      const share = nextId()
      await add('shares', {
        share_id: share,
        case_id: caseId,
        pathway_id: pathway,
        person_id: person,
        title: 'Invented',
        content: 'Invented',
        taken_out: '{}',
        basis: 'public-task',
        purpose: 'Invented',
        shared_by: team.person('Tam'),
        shared: '2026-11-20T09:00:00Z',
        until: '2027-01-01',
      })
      await add('case_scopes', {
        scope: `person:${person}`,
        case_id: caseId,
        source: `share:${share}`,
        pathway_id: pathway,
        actions: '{}',
        compartments: '{}',
        named: false,
        since,
        until: '2027-01-01',
      })
      break
    }
    case 'owes-a-duty':
      await add('case_scopes', {
        scope: `person:${person}`,
        case_id: caseId,
        source: `owes:${pathway}`,
        pathway_id: pathway,
        actions: '{read,record}',
        compartments: '{shared}',
        named: false,
        since,
      })
      break
    case 'broke-the-glass':
    case 'sealed-behind-glass':
      await breakGlass()
      break
    case 'excluded':
      await own()
      await exclude()
      break
    case 'sits-for-excluded':
      await own()
      await add('role_holdings', {
        holding_id: nextId(),
        person_id: person,
        role: 'invented',
        agency: 'hospital',
        since,
      })
      await exclude('agency:hospital')
      break
    case 'excluded-behind-glass':
      await breakGlass()
      await exclude()
      break
    case 'sealed-named':
      await member('{read,record}', '{shared,agency-private}')
      break
    case 'left':
      await own()
      await root.query(`update sightline.persons set until = '2026-11-20' where person_id = $1`, [person])
      break
    case 'other-team':
    case 'restricted-other':
    case 'other-authority':
      break
    default:
      relation satisfies never
  }
}

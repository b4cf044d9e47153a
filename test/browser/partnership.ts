// A partnership for a journey, laid out as an authority does it: agencies, people with roles, the protocols that it has adopted, and
// children whose cases have their own workers. Everybody in it is invented.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../scripts/step.ts'
import { importFiles } from '../../src/cases/import/import-files.ts'
import { day } from '../../src/engine/calendar/day.ts'
import { keepCaseScopes } from '../../src/record/access/case-scopes.ts'
import { keepSeries } from '../../src/record/meetings/series.ts'
import { keepPeople } from '../../src/record/people/keep-people.ts'
import { setUpAuthority } from '../../src/record/people/set-up.ts'
import { type Principal, unbound, within } from '../../src/record/transaction.ts'
import { AUTHORITY, addCase, adopt, moment, type Scene } from '../record/authority.ts'
import { nextId, type TestDatabase } from '../record/database.ts'

const SINCE = '2020-01-01'

/** Who there is, and by which protocols they work. */
export interface Cast {
  readonly protocols: readonly string[]
  /** Each person's name, agency and roles. */
  readonly people: readonly (readonly [name: string, agency: string, ...roles: readonly string[]])[]
  /** Each person's own line manager. */
  readonly managers?: Readonly<Record<string, string>>
  readonly pools?: Readonly<Record<string, readonly string[]>>
}

/** A partnership that is laid out, and the program that acts by itself in it. */
export interface Partnership extends Scene {
  readonly service: Principal
}

export async function layOutPartnership({ root, store }: TestDatabase, cast: Cast, when: string): Promise<Partnership> {
  const named = { authority: AUTHORITY, title: 'Nowhere', demonstration: true, since: day(SINCE) }
  const made = await setUpAuthority(store, named)
  if (!made.ok) throw new Error(JSON.stringify(made.refusal))
  const { service } = made
  for (const protocol of cast.protocols) await adopt(root, protocol, registerOf(protocol), service.person)
  await within(store, service, moment(when), async (bound) => {
    await keepPeople(bound, listOf(cast))
    await keepSeries(bound)
  })
  const { rows } = await root.query('select name, person_id as id from sightline.persons')
  const ids = new Map<string, string>(rows.map(({ name, id }) => [name, id]))
  const person = (name: string): string => {
    const id = ids.get(name)
    if (id === undefined) throw new Error(`nobody is called ${name}`)
    return id
  }
  return { root, store, service, person }
}

/** The register of clauses that a protocol names. */
function registerOf(protocol: string): string {
  const text = readFileSync(join(ROOT, 'protocols', `${protocol}.yaml`), 'utf8')
  const [, register] = /^ {2}clauses: (\S+)$/m.exec(text) ?? []
  if (register === undefined) throw new Error(`${protocol} names no register of clauses`)
  return register
}

function listOf({ people, managers, pools }: Cast): Parameters<typeof keepPeople>[1] {
  const always = { since: SINCE, until: null }
  return {
    councils: [],
    agencies: [...new Set(['council', ...people.map(([, agency]) => agency)])].map((agency) => {
      const kind = agency === 'council' ? 'council' : 'other'
      return { agency, title: `Invented ${agency}`, kind, council: null, ...always }
    }),
    teams: [],
    people: people.map(([name, agency]) => {
      return { staff_id: name, name, agency, team: null, manager: managers?.[name] ?? null, email: null, ...always }
    }),
    roles: people.flatMap(([name, , ...roles]) =>
      roles.map((role) => ({ staff_id: name, role, agency: null, team: null, ...always })),
    ),
    pools: Object.entries(pools ?? {}).flatMap(([pool, members]) =>
      members.map((name) => ({ pool, staff_id: name, ...always })),
    ),
    sittings: [],
    signIns: [],
  }
}

/**
 * A child of this name: whose own workers are these, by role, and in whose case these others were let in. Files call the child by
 * the identifier that is given back.
 */
export async function addChild(
  partnership: Partnership,
  name: string,
  own: readonly (readonly [role: string, name: string])[],
  letIn: readonly string[] = [],
): Promise<string> {
  const { root, store, service, person } = partnership
  const caseId = await addCase(partnership, {})
  const identifier = `T${caseId.slice(-6)}`
  await root.query(
    `update sightline.children set name = $1, identifier = $2
     where child_id = (select child_id from sightline.cases where case_id = $3)`,
    [name, identifier, caseId],
  )
  for (const [role, worker] of own) {
    await root.query(
      `insert into sightline.case_holdings (authority, case_id, holding_id, person_id, role, since)
       values ($1, $2, $3, $4, $5, $6)`,
      [AUTHORITY, caseId, nextId(), person(worker), role, SINCE],
    )
  }
  for (const member of letIn) {
    await root.query(
      `insert into sightline.case_members (authority, case_id, member_id, person_id, case_role, actions, compartments, since,
         reason, basis)
       values ($1, $2, $3, $4, 'partner', '{read,record}', '{shared}', $5, 'Works with the child.', 'A public task.')`,
      [AUTHORITY, caseId, nextId(), person(member), SINCE],
    )
  }
  await within(store, service, moment(`${SINCE}T09:00:00Z`), (bound) =>
    unbound(bound, () => keepCaseScopes(bound, [caseId])),
  )
  return identifier
}

/** Brings in files under the program's own name, and adopts what they tell. */
export async function bringIn({ store, service }: Partnership, files: readonly string[], when: string): Promise<void> {
  const taken = await importFiles({ store, principal: service, now: () => moment(when), files })
  if (taken.kind !== 'imported') throw new Error(JSON.stringify(taken))
}

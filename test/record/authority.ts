import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'
import { parse } from 'yaml'
import { ROOT } from '../../scripts/step.ts'
import { type Instant, parseInstant } from '../../src/engine/calendar/instant.ts'
import type { Answers } from '../../src/engine/pathway/entry.ts'
import { type Recorded, recordStep, type Submission } from '../../src/record/pathways/record-step.ts'
import { type KeptText, kept, keptProtocol } from '../../src/record/pathways/shelf.ts'
import { type NotActive, type Store, within } from '../../src/record/transaction.ts'
import { nextId } from './database.ts'

// An authority that was invented for the tests of the record, laid out by the superuser as an import would leave it.

export const AUTHORITY = 'nowhere'
const SINCE = '2020-01-01'

/** A moment, from "2026-11-20T10:00:00Z". */
export function moment(text: string): Instant {
  const read = parseInstant(text)
  if (read === undefined) throw new Error(`${text} is no moment`)
  return read
}

/** Which kind of case it is, as whoever puts one on the list says. */
export const CATEGORIES: Answers = {
  category: ['category-b'],
  'risks-to-the-organisation': ['media-attention'],
  'outside-the-home': false,
  'usual-methods-fail': false,
}

/** What the tests know of it by heart. */
export interface Scene {
  readonly root: Client
  readonly store: Store
  /** Identifiers of persons by their first names. */
  readonly person: (name: string) => string
}

const PERSONS: readonly { readonly name: string; readonly agency: string; readonly roles: readonly string[] }[] = [
  { name: 'Wyn', agency: 'council', roles: ['social-worker', 'childrens-services-practitioner'] },
  { name: 'Tam', agency: 'council', roles: ['team-manager'] },
  { name: 'Rae', agency: 'council', roles: ['reviewing-officer', 'conference-chair'] },
  { name: 'Sal', agency: 'council', roles: ['service-manager'] },
  { name: 'Ash', agency: 'council', roles: ['assistant-director'] },
  { name: 'Dot', agency: 'council', roles: ['director'] },
  { name: 'Quin', agency: 'council', roles: ['quality-assurance'] },
  { name: 'Ade', agency: 'council', roles: ['administrator'] },
  { name: 'Teo', agency: 'council', roles: ['team-manager'] },
  { name: 'Otto', agency: 'police', roles: ['police-officer'] },
  { name: 'Nan', agency: 'hospital', roles: ['health-visitor'] },
]

/** Lays out the authority: agencies, people with roles, and the protocols that it has adopted. */
export async function layOut(root: Client, store: Store): Promise<Scene> {
  await root.query(`insert into sightline.authorities values ($1, 'An authority that does not exist', true)`, [
    AUTHORITY,
  ])
  for (const [agency, kind] of [
    ['council', 'council'],
    ['police', 'police'],
    ['hospital', 'health'],
  ]) {
    await root.query(
      'insert into sightline.agencies (authority, agency, title, kind, since) values ($1, $2, $2, $3, $4)',
      [AUTHORITY, agency, kind, SINCE],
    )
  }
  const ids = new Map<string, string>()
  for (const { name, agency, roles } of PERSONS) ids.set(name, await addPerson(root, name, agency, roles))
  ids.set('service', await addPerson(root, 'Sightline', 'council', [], true))
  const person = (name: string): string => {
    const id = ids.get(name)
    if (id === undefined) throw new Error(`nobody is called ${name}`)
    return id
  }
  await adopt(root, 'cases-of-most-concern', 'wokingham', person('Quin'))
  await adopt(root, 'challenging-cases', 'cwm-taf', person('Quin'))
  return { root, store, person }
}

async function addPerson(
  root: Client,
  name: string,
  agency: string,
  roles: readonly string[],
  service = false,
): Promise<string> {
  const id = nextId()
  await root.query(
    'insert into sightline.persons (authority, person_id, pseudonym, name, agency, service, since) values ($1, $2, $3, $4, $5, $6, $7)',
    [AUTHORITY, id, nextId(), name, agency, service, SINCE],
  )
  for (const role of roles) {
    await root.query(
      'insert into sightline.role_holdings (authority, holding_id, person_id, role, since) values ($1, $2, $3, $4, $5)',
      [AUTHORITY, nextId(), id, role, SINCE],
    )
  }
  return id
}

/** Gives somebody one more role, which they hold for an agency. */
export async function holdsFor({ root, person }: Scene, name: string, role: string, agency: string): Promise<void> {
  await root.query(
    `insert into sightline.role_holdings (authority, holding_id, person_id, role, agency, since)
     values ($1, $2, $3, $4, $5, $6)`,
    [AUTHORITY, nextId(), person(name), role, agency, SINCE],
  )
}

/** A protocol that comes along, with all that it is read with. */
export function textsOf(protocol: string, register: string): KeptText {
  const registers = [register, 'practice'].map((name) =>
    parse(readFileSync(join(ROOT, 'protocols', 'clauses', `${name}.yaml`), 'utf8')),
  )
  const text = readFileSync(join(ROOT, 'protocols', `${protocol}.yaml`), 'utf8')
  const { uses = [] }: { uses?: readonly string[] } = parse(text)
  const parts = Object.fromEntries(
    uses.map((part) => [part, readFileSync(join(ROOT, 'protocols', 'parts', `${part}.yaml`), 'utf8')]),
  )
  const clauses = Object.fromEntries(registers.map(({ clauses: name, entries }) => [name, entries]))
  return keptProtocol({ protocol: text, parts, clauses })
}

export async function adopt(root: Client, protocol: string, register: string, by: string): Promise<void> {
  const rules = textsOf(protocol, register)
  const calendar = kept(readFileSync(join(ROOT, 'data', 'calendars', 'england-and-wales.json'), 'utf8'))
  for (const [kind, { hash, text: words }] of [
    ['protocol', rules],
    ['calendar', calendar],
  ] as const) {
    await root.query('insert into sightline.texts values ($1, $2, $3, $4, $5, $6) on conflict do nothing', [
      AUTHORITY,
      hash,
      kind,
      protocol,
      words,
      SINCE,
    ])
  }
  await root.query('insert into sightline.adoptions values ($1, $2, $3, $4, $5, $6)', [
    AUTHORITY,
    protocol,
    SINCE,
    rules.hash,
    calendar.hash,
    by,
  ])
}

/** A child with a case: its own workers as named, each of whom may read and record. */
export async function addCase({ root, person }: Scene, workers: Readonly<Record<string, string>>): Promise<string> {
  const child = nextId()
  const caseId = nextId()
  await root.query('insert into sightline.children (authority, child_id, identifier, name) values ($1, $2, $3, $4)', [
    AUTHORITY,
    child,
    `C-${child.slice(0, 8)}`,
    'Plainly Invented',
  ])
  await root.query(
    `insert into sightline.cases (authority, case_id, subject, child_id, lead_agency) values ($1, $2, 'child', $3, 'council')`,
    [AUTHORITY, caseId, child],
  )
  await root.query(
    `insert into sightline.case_scopes (authority, scope, case_id, source, actions, compartments, named, since)
     values ($1, 'service', $2, 'service', '{read,record,manage}',
       '{shared,agency-private,legal-privileged,informant,police-sensitive,health-sensitive}', true, $3)`,
    [AUTHORITY, caseId, SINCE],
  )
  for (const [role, name] of Object.entries(workers)) await addWorker({ root, person }, caseId, role, name)
  return caseId
}

/** Somebody works on a case: they may read and record in it. */
export async function addWorker(
  { root, person }: Pick<Scene, 'root' | 'person'>,
  caseId: string,
  role: string,
  name: string,
): Promise<void> {
  const holding = nextId()
  await root.query(
    'insert into sightline.case_holdings (authority, case_id, holding_id, person_id, role, since) values ($1, $2, $3, $4, $5, $6)',
    [AUTHORITY, caseId, holding, person(name), role, SINCE],
  )
  await root.query(
    `insert into sightline.case_scopes (authority, scope, case_id, source, actions, compartments, named, since)
       values ($1, $2, $3, $4, '{read,record}', '{shared}', false, $5)`,
    [AUTHORITY, `person:${person(name)}`, caseId, `own:${holding}`, SINCE],
  )
}

/** Somebody records a step. */
export function record(
  { store, person }: Scene,
  name: string,
  on: Submission['on'],
  step: { readonly step: string; readonly role: string; readonly answers?: Answers; readonly outcome?: string },
  when: string,
  key: string = nextId(),
): Promise<Recorded | NotActive> {
  const now = moment(when)
  const command = {
    step: step.step,
    outcome: step.outcome ?? null,
    role: step.role,
    happened: now,
    answers: step.answers ?? {},
    about: null,
    supersedes: null,
    because: null,
  }
  return within(store, { authority: AUTHORITY, person: person(name) }, now, (bound) =>
    recordStep(bound, { key, on, command }),
  )
}

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Finding, Report } from '../../intake/finding.ts'
import { comparePeople, type PeopleCompared } from '../../record/people/compare-people.ts'
import { keepPeople, type PeopleKept, type PeopleList } from '../../record/people/keep-people.ts'
import type { Bound } from '../../record/transaction.ts'
import { type PeopleTables, readTable, TABLES, type TableName, type TableRow } from './people-files.ts'

/** What became of a folder of lists: kept whole, or, where anything of it cannot be taken, not at all. */
export type TakenPeople = PeopleKept | { readonly ok: false; readonly findings: readonly Finding[] }

/** The files of a folder that say who there is: councils.csv, agencies.csv, teams.csv, people.csv, roles.csv, pools.csv, sittings.csv, sign-ins.csv. */
async function readPeople(folder: string, report: Report): Promise<PeopleTables> {
  const read = <T extends TableName>(table: T): Promise<readonly TableRow<T>[]> => {
    const file = join(folder, `${table}.csv`)
    return existsSync(file) ? readTable(table, file, report) : Promise.resolve([])
  }
  const tables: PeopleTables = {
    councils: await read('councils'),
    agencies: await read('agencies'),
    teams: await read('teams'),
    people: await read('people'),
    roles: await read('roles'),
    pools: await read('pools'),
    sittings: await read('sittings'),
    'sign-ins': await read('sign-ins'),
  }
  checkNames(folder, tables, report)
  return tables
}

const KINDS = ['council', 'police', 'health', 'education', 'youth-justice', 'probation', 'voluntary', 'other']

/** Every name that one table takes from another is there, and none is given twice. */
function checkNames(folder: string, tables: PeopleTables, report: Report): void {
  const councils = new Set(tables.councils.map(({ council }) => council))
  const agencies = new Set(tables.agencies.map(({ agency }) => agency))
  const teams = new Set(tables.teams.map(({ team }) => team))
  const staff = new Set(tables.people.map(({ staff_id: id }) => id))
  const tell = (table: TableName, line: number, message: string, remedy: string): void => {
    const file = join(folder, `${table}.csv`)
    report({ weight: 'refused', file, line, child: null, rule: `people-${table}`, message, remedy })
  }
  const needs = (
    table: TableName,
    line: number,
    name: string | null,
    known: ReadonlySet<string>,
    of: TableName,
  ): void => {
    if (name === null || known.has(name)) return
    tell(table, line, `${of}.csv holds no "${name}"`, `Correct the name, or add it to ${of}.csv.`)
  }
  const once = (table: TableName, rows: readonly { readonly line: number }[], nameOf: (i: number) => string): void => {
    const seen = new Map<string, number>()
    for (const [i, { line }] of rows.entries()) {
      const first = seen.get(nameOf(i))
      if (first === undefined) seen.set(nameOf(i), line)
      else tell(table, line, `it is the same as line ${first}`, 'Take one of the two out.')
    }
  }
  once('agencies', tables.agencies, (i) => tables.agencies[i]?.agency ?? '')
  once('teams', tables.teams, (i) => tables.teams[i]?.team ?? '')
  once('people', tables.people, (i) => tables.people[i]?.staff_id ?? '')
  once('councils', tables.councils, (i) => tables.councils[i]?.council ?? '')
  for (const { line, agency, council, kind, until, successor, falls_to: falls } of tables.agencies) {
    needs('agencies', line, council, councils, 'councils')
    needs('agencies', line, successor, agencies, 'agencies')
    const passes = [successor, falls].filter((each) => each !== null)
    if (successor === agency || passes.length > 1 || (passes.length > 0 && until === null)) {
      tell(
        'agencies',
        line,
        'who takes its place is not clear',
        'Give its last day, and one of "successor" and "falls_to".',
      )
    }
    if (!KINDS.includes(kind)) tell('agencies', line, `no kind "${kind}" is known`, `Write one of ${KINDS.join(', ')}.`)
  }
  for (const { line, agency } of tables.teams) needs('teams', line, agency, agencies, 'agencies')
  for (const { line, agency, team, manager, staff_id: id } of tables.people) {
    needs('people', line, agency, agencies, 'agencies')
    needs('people', line, team, teams, 'teams')
    needs('people', line, manager, staff, 'people')
    if (manager === id) tell('people', line, 'they are their own manager', 'Name another, or leave it empty.')
  }
  for (const { line, agency, team, staff_id: id } of tables.roles) {
    needs('roles', line, id, staff, 'people')
    needs('roles', line, agency, agencies, 'agencies')
    needs('roles', line, team, teams, 'teams')
  }
  for (const { line, staff_id: id } of tables.pools) needs('pools', line, id, staff, 'people')
  once('sign-ins', tables['sign-ins'], (i) => identityOf(tables['sign-ins'][i]))
  for (const { line, staff_id: id, issuer } of tables['sign-ins']) {
    needs('sign-ins', line, id, staff, 'people')
    if (!/^https?:\/\/./.test(issuer)) {
      tell('sign-ins', line, '"issuer" is no address', 'Write it as the file of providers has it: https://...')
    }
  }
}

function identityOf(row: TableRow<'sign-ins'> | undefined): string {
  return row === undefined ? '' : JSON.stringify([row.issuer, row.subject])
}

/** Reads a folder of lists; what is wrong with any of it stands beside. */
async function readFolder(folder: string): Promise<{ list: PeopleList; findings: readonly Finding[]; sound: boolean }> {
  const findings: Finding[] = []
  const tables = await readPeople(folder, (finding) => findings.push(finding))
  const listed = Object.keys(TABLES) as TableName[]
  if (findings.length === 0 && listed.every((table) => tables[table].length === 0)) {
    const files = listed.map((table) => `${table}.csv`).join(', ')
    const remedy = `Put at least one of ${files} into it.`
    findings.push({
      weight: 'refused',
      file: folder,
      line: null,
      child: null,
      rule: 'people-none',
      message: 'it holds no list of people',
      remedy,
    })
  }
  const sound = !findings.some(({ weight }) => weight === 'refused')
  return { list: { ...tables, signIns: tables['sign-ins'] }, findings, sound }
}

/** Reads a folder of lists and brings the record to what they say, where all of it can be taken. */
export async function takePeople(bound: Bound, folder: string): Promise<TakenPeople> {
  const { list, findings, sound } = await readFolder(folder)
  return sound ? keepPeople(bound, list) : { ok: false, findings }
}

/** A file as a browser sent it. */
export interface SentTable {
  /** As the sender's computer calls it: "people.csv". */
  readonly name: string
  readonly content: Buffer
}

/** What files that were sent would change; what is wrong with them; or, where they were taken, what was kept. */
export type SentPeople =
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  | { readonly kind: 'compared'; readonly compared: PeopleCompared; readonly taken: boolean }
  | { readonly kind: 'not-allowed' }

/**
 * Reads lists of people that were sent, and says what they would change, or takes them. They are taken where nothing is left to
 * nobody by it, and whoever sends them gives themselves nothing.
 */
export async function sentPeople(
  bound: Bound,
  files: readonly SentTable[],
  doing: 'look' | 'take',
): Promise<SentPeople> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-people-'))
  try {
    const unknown = files.filter(({ name }) => tableOf(name) === null)
    for (const { name, content } of files) {
      const table = tableOf(name)
      if (table !== null) writeFileSync(join(folder, `${table}.csv`), content, { mode: 0o600 })
    }
    const { list, findings } = await readFolder(folder)
    const all = [...unknown.map(({ name }) => notKnown(name)), ...missing(files), ...findings]
    if (all.length > 0) {
      return { kind: 'findings', findings: all.map((each) => ({ ...each, file: basename(each.file) })) }
    }
    const compared = await comparePeople(bound, list)
    if (compared === null) return { kind: 'not-allowed' }
    const takes = doing === 'take' && compared.orphaned.length === 0 && !compared.own
    const kept = takes ? await keepPeople(bound, list) : null
    return { kind: 'compared', compared, taken: kept?.ok === true }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function tableOf(name: string): TableName | null {
  const found = (Object.keys(TABLES) as TableName[]).find((table) => `${table}.csv` === name.toLowerCase())
  return found ?? null
}

function notKnown(file: string): Finding {
  const message = 'no list of people is called so'
  const remedy = `Name it after what it holds: ${Object.keys(TABLES).join(', ')}, with .csv after it.`
  return { weight: 'refused', file, line: null, child: null, rule: 'people-unknown', message, remedy }
}

/** Roles become those of the list: without it, all would be taken away. */
function missing(files: readonly SentTable[]): readonly Finding[] {
  const needed: readonly TableName[] = ['agencies', 'people', 'roles']
  return needed
    .filter((table) => !files.some(({ name }) => tableOf(name) === table))
    .map((table) => {
      const message = 'it is missing'
      const remedy = 'Send the agencies, the people and their roles together: roles become those of the list.'
      const rule = `people-${table}`
      return { weight: 'refused', file: `${table}.csv`, line: null, child: null, rule, message, remedy }
    })
}

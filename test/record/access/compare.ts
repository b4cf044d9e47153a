import { sql } from 'kysely'
import type { Client } from 'pg'
import { day } from '../../../src/engine/calendar/day.ts'
import { keepCaseScopes } from '../../../src/record/access/case-scopes.ts'
import { exclusionsOf } from '../../../src/record/access/exclusions.ts'
import { type Action, compartmentsOpen, type Guarded, shareOpen } from '../../../src/record/access/rule.ts'
import { type ListedPathway, listedPathways } from '../../../src/record/pathways/listed.ts'
import { type OwedCursor, type OwedRow, owedBy } from '../../../src/record/pathways/lists.ts'
import type { Page } from '../../../src/record/pathways/pages.ts'
import { readPathway } from '../../../src/record/pathways/read-pathway.ts'
import { recordStep } from '../../../src/record/pathways/record-step.ts'
import { type Bound, type Store, unbound, within } from '../../../src/record/transaction.ts'
import { askerOf, daysOf, guardedOf, scopesOf } from './expected.ts'
import { lay, PROTOCOLS } from './lay.ts'
import { LISTING } from './team.ts'
import { type DrawnPerson, drawWorld, type World } from './world.ts'

/** How many tuples of person, case or pathway, and action were held against each other; and where they differ. */
export interface Compared {
  readonly tuples: number
  readonly rows: number
  readonly differences: readonly string[]
}

/** Lays a world out, with the ways in that its memberships, workers and lead teams give. */
export async function layWorld(root: Client, store: Store, seed: number): Promise<World> {
  const world = drawWorld(seed, `drawn-${seed < 0 ? `m${-seed}` : seed}`)
  await lay(root, world)
  await keepScopes(root, store, world)
  return world
}

/** Lays a world out and asks for every tuple of it: the rule, the functions of the record, and the rows that policies show. */
export async function compareWorld(root: Client, store: Store, seed: number): Promise<Compared> {
  const world = await layWorld(root, store, seed)
  const differences: string[] = []
  let rows = 0
  let tuples = 0
  for (const person of world.persons) {
    const compared = await comparePerson(store, world, person)
    rows += compared.rows
    tuples += compared.tuples
    differences.push(...compared.differences.map((each) => `seed ${seed}, ${person.id}: ${each}`))
  }
  return { tuples, rows, differences }
}

/** Under the program's own name, whose account is opened for as long as it takes where the world has closed it. */
async function keepScopes(root: Client, store: Store, world: World): Promise<void> {
  const [service] = world.persons
  if (service === undefined) throw new Error('the program itself is nobody here')
  const { authority, moment } = world
  const opened = `update sightline.%T set since = '2020-01-01', until = null where authority = $1`
  const was = [
    ['persons', 'person_id', service.id, service],
    ['agencies', 'agency', service.agency, world.agencies.find(({ agency }) => agency === service.agency)],
  ] as const
  for (const [table, column, id] of was) {
    await root.query(`${opened.replace('%T', table)} and ${column} = $2`, [authority, id])
  }
  await within(store, { authority, person: service.id }, moment, (bound) => keepCaseScopes(bound, null))
  for (const [table, column, id, kept] of was) {
    await root.query(`update sightline.${table} set since = $3, until = $4 where authority = $1 and ${column} = $2`, [
      authority,
      id,
      kept?.since,
      kept?.until,
    ])
  }
}

async function comparePerson(store: Store, world: World, person: DrawnPerson): Promise<Compared> {
  const asker = askerOf(world, person)
  const guarded = new Map(world.cases.map((each) => [each.id, guardedOf(world, each)]))
  const rule: Rule = (caseId, pathway, action) => {
    const found = guarded.get(caseId)
    return found === undefined ? null : compartmentsOpen(asker, action, pathway, found)
  }
  // Whom an open way for everybody would not let in either is excluded.
  const isExcluded = (caseId: string): boolean => {
    const found = guarded.get(caseId)
    if (found === undefined || asker.scopes === null) return false
    const ways = asker.scopes.map((scope) => ({ scope, ...WIDE_OPEN }))
    return compartmentsOpen(asker, 'read', null, { ...found, sensitivity: 'standard', ways }) === null
  }
  const differences: string[] = []
  const expect = (what: string, found: unknown, wanted: unknown): void => {
    const [left, right] = [JSON.stringify(found), JSON.stringify(wanted)]
    if (left !== right) differences.push(`${what}: ${left}, by the rule ${right}`.slice(0, LONGEST))
  }
  let tuples = 0
  let rows = 0
  const scopes = scopesOf(world, person)
  const principal = { authority: world.authority, person: person.id }
  const outcome = await within(store, principal, world.moment, async (bound) => {
    expect('scopes', [...bound.scopes].sort(), scopes === null ? 'not active' : [...scopes].sort())
    tuples += await compareTuples(bound, world, rule, expect)
    rows += await compareRows(bound, world, { person, rule, guarded, isExcluded }, expect)
    await compareFunctions(bound, world, person, rule, expect)
    return 'done'
  })
  if (outcome !== 'done') expect('active', false, scopes !== null)
  // Whoever is not active is asked nothing, and gets nothing for every tuple.
  return {
    tuples: tuples === 0 ? (world.cases.length + world.pathways.length) * ACTIONS.length : tuples,
    rows,
    differences,
  }
}

const WIDE_OPEN = {
  actions: ['read'],
  compartments: ['shared'],
  pathway: null,
  named: true,
  own: false,
  since: day('2000-01-01'),
  until: null,
} as const

/** Characters of a difference that are shown. */
const LONGEST = 400

type Rule = (caseId: string, pathway: string | null, action: Action) => readonly string[] | null
type Expect = (what: string, found: unknown, wanted: unknown) => void
const ACTIONS: readonly Action[] = ['read', 'record', 'manage']

async function compareTuples(bound: Bound, world: World, rule: Rule, expect: Expect): Promise<number> {
  const subjects = [
    ...world.cases.map(({ id }) => ({ case: id, pathway: null })),
    ...world.pathways.map(({ id, caseId }) => ({ case: caseId, pathway: id })),
  ]
  const asked = subjects.flatMap((subject) => ACTIONS.map((action) => ({ ...subject, action })))
  const { rows } = await sql<{ sees: readonly string[] | null; way: string | null }>`
    select sightline.sees(${world.authority}, "case", pathway, action) as sees,
      sightline.way_in(${world.authority}, "case", pathway, action) as way
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a ("case" uuid, pathway uuid, action text)`.execute(
    bound.tx,
  )
  asked.forEach((tuple, index) => {
    const wanted = rule(tuple.case, tuple.pathway, tuple.action)
    const what = `${tuple.action} ${tuple.case} ${tuple.pathway}`
    expect(`sees ${what}`, rows[index]?.sees ?? null, wanted)
    expect(`way ${what}`, rows[index]?.way === null, wanted === null)
  })
  return asked.length
}

/** Tables whose rows show themselves to whoever may read the pathway that they are of. */
const OF_PATHWAYS = [
  'pathways',
  'entries',
  'disposals',
  'duties',
  'owed',
  'notices',
  'told',
  'flags',
  'obligations',
  'agreed',
]

interface Looking {
  readonly person: DrawnPerson
  readonly rule: Rule
  readonly guarded: ReadonlyMap<string, Guarded>
  readonly isExcluded: (caseId: string) => boolean
}

async function compareRows(bound: Bound, world: World, looking: Looking, expect: Expect): Promise<number> {
  const { rule, person, guarded } = looking
  const { scopes } = bound
  const isService = scopes.includes('service')
  // An exclusion beats the office.
  const watches = (caseId: string) =>
    isService || (scopes.includes('role:privacy-officer') && !looking.isExcluded(caseId))
  const reads = (caseId: string, pathway: string | null) => rule(caseId, pathway, 'read') !== null
  const manages = (caseId: string) => rule(caseId, null, 'manage') !== null
  const knows = (caseId: string) =>
    reads(caseId, null) ||
    world.granted.some(
      (each) =>
        each.caseId === caseId && each.pathway !== null && scopes.includes(each.scope) && reads(caseId, each.pathway),
    )
  const whole = world.cases.filter(({ id }) => reads(id, null)).map(({ id }) => id)
  const known = world.cases.filter(({ id }) => knows(id))
  const owned = (child: string) => known.some((each) => each.child === child)
  const managed = (child: string) =>
    world.cases.some((each) => manages(each.id) && isAboutChild(world, looking, each.id, child))
  const pathways = world.pathways.filter(({ id, caseId }) => reads(caseId, id))
  const raised = firstOfEachCase(world)
  const wanted = new Map<string, readonly string[]>(OF_PATHWAYS.map((table) => [table, pathways.map(({ id }) => id)]))
  wanted.set(
    'entries',
    pathways.filter(({ id }) => raised.has(id)).map(({ id }) => id),
  )
  wanted.set(
    'owed',
    pathways.filter(({ ended }) => !ended).map(({ id }) => id),
  )
  wanted.set(
    'answers',
    pathways
      .filter(({ id }) => raised.has(id))
      .flatMap(({ id, caseId }) =>
        ['shared', 'police-sensitive', 'legal-privileged']
          .filter((each) => rule(caseId, id, 'read')?.includes(each))
          .map((each) => `${id} ${each}`),
      ),
  )
  wanted.set(
    'cases',
    known.map(({ id }) => id),
  )
  wanted.set(
    'children',
    world.children.filter(({ id }) => isService || owned(id)).map(({ id }) => id),
  )
  wanted.set(
    'reports',
    world.children
      .filter(({ id }) => isService || world.cases.some((each) => each.child === id && reads(each.id, null)))
      .map(({ id }) => id),
  )
  wanted.set(
    'case_members',
    world.members.filter((each) => whole.includes(each.caseId)).map(({ id }) => id),
  )
  wanted.set(
    'case_holdings',
    world.holdings.filter((each) => whole.includes(each.caseId)).map(({ id }) => id),
  )
  wanted.set(
    'noticed',
    pathways.filter((each) => whole.includes(each.caseId)).map(({ caseId }) => caseId),
  )
  wanted.set(
    'exclusions',
    world.exclusions
      .filter((each) => isService || (each.caseId === null ? managed(each.child ?? '') : manages(each.caseId)))
      .map(({ id }) => id),
  )
  wanted.set(
    'break_glass',
    world.glass
      .filter((each) => watches(each.caseId) || each.person === person.id || manages(each.caseId))
      .map(({ id }) => id),
  )
  // The world is laid out so that the first who did not break the glass was alerted.
  const isAlerted = (breaker: string) => world.persons.find(({ id }) => id !== breaker)?.id === person.id
  wanted.set(
    'glass_alerts',
    world.glass
      .filter((each) => isService || (isAlerted(each.person) && !looking.isExcluded(each.caseId)))
      .map(({ id }) => id),
  )
  wanted.set(
    'case_scopes granted',
    world.granted
      .filter((each) => isService || (scopes.includes(each.scope) && knows(each.caseId)))
      .map(({ source }) => source),
  )
  const asker = askerOf(world, person)
  const isOpen = (each: World['shares'][number]): boolean => {
    const found = guarded.get(each.caseId)
    return found !== undefined && shareOpen(asker, { ...daysOf(each), person: each.person }, found)
  }
  wanted.set(
    'shares',
    world.shares
      .filter((each) => isService || rule(each.caseId, each.pathway, 'manage') !== null || isOpen(each))
      .map(({ id }) => id),
  )
  wanted.set(
    'whereabouts',
    world.withheld
      .filter((each) => isService || manages(each.caseId) || (each.child !== null && managed(each.child)))
      .map(({ id }) => id),
  )
  // Who knows of a case knows what is withheld in it, of the case itself or of a child whom it is about.
  wanted.set(
    'withheld',
    known.flatMap(({ id }) =>
      world.withheld
        .filter(({ caseId, child }) => caseId === id || (child !== null && isAboutChild(world, looking, id, child)))
        .map(() => id),
    ),
  )
  const visible = await visibleRows(bound, world)
  let count = 0
  for (const [table, keys] of wanted) {
    count += keys.length
    expect(`rows of ${table}`, visible.get(table) ?? [], [...keys].sort())
  }
  return count
}

function isAboutChild(world: World, { guarded }: Looking, caseId: string, child: string): boolean {
  const probe = {
    ...world,
    exclusions: [{ id: '', caseId: null, child, who: '', lift: 'not-asked', since: '2000-01-01', until: null }],
  } as World
  const found = world.cases.find(({ id }) => id === caseId)
  return guarded.has(caseId) && found !== undefined && guardedOf(probe, found).exclusions.length > 0
}

function firstOfEachCase(world: World): ReadonlySet<string> {
  const first = new Map<string, string>()
  for (const { id, caseId } of world.pathways) if (!first.has(caseId)) first.set(caseId, id)
  return new Set(first.values())
}

async function visibleRows({ tx }: Bound, world: World): Promise<ReadonlyMap<string, readonly string[]>> {
  const keys: [string, string][] = [
    ...OF_PATHWAYS.map((table): [string, string] => [table, 'pathway_id::text']),
    ['answers', `pathway_id || ' ' || compartment`],
    ['cases', 'case_id::text'],
    ['children', 'child_id::text'],
    ['reports', 'child_id::text'],
    ['case_members', 'member_id::text'],
    ['case_holdings', 'holding_id::text'],
    ['noticed', 'case_id::text'],
    ['exclusions', 'exclusion_id::text'],
    ['break_glass', 'break_glass_id::text'],
    ['glass_alerts', 'break_glass_id::text'],
    ['shares', 'share_id::text'],
    ['whereabouts', 'withholding_id::text'],
  ]
  // No authority is named: what policies leave out is what they leave out.
  const all = keys.map(([table, key]) => `select '${table}' as of, ${key} as key from sightline.${table}`)
  const granted = `select 'case_scopes granted', source from sightline.case_scopes where source ~ '^(sees|owes|raised|share):'`
  const asked = world.cases.map(({ id }) => `'${id}'::uuid`).join(', ')
  const withheld = `select 'withheld', w.case_id::text from sightline.withheld_in(sightline.authority(), array[${asked}]) w`
  const { rows } = await sql<{ of: string; keys: readonly string[] }>`
    select of, array_agg(key order by key collate "C") as keys
    from (${sql.raw([...all, granted, withheld].join(' union all '))}) each group by of`.execute(tx)
  return new Map(rows.map(({ of, keys: found }) => [of, found]))
}

async function compareFunctions(
  bound: Bound,
  world: World,
  person: DrawnPerson,
  rule: Rule,
  expect: Expect,
): Promise<void> {
  const open = world.pathways.filter(({ ended }) => !ended)
  const seen = open.filter(({ id, caseId }) => rule(caseId, id, 'read') !== null)
  const inOrder = bound.scopes.includes('service') ? [] : seen.sort(byDue).map(({ id }) => id)
  const listed: string[] = []
  for (const protocol of PROTOCOLS) {
    const asked = { ...LISTING, protocol, most: 3 }
    const rows = await whole<ListedPathway, string>((after) => listedPathways(bound, { ...asked, after }))
    const ids = rows.map(({ pathway }) => pathway)
    expect(
      `listed of ${protocol}`,
      ids,
      inOrder.filter((id) => ids.includes(id)),
    )
    listed.push(...ids)
  }
  expect('listed', listed.sort(), [...inOrder].sort())
  const covered = bound.scopes.filter((scope) => scope.startsWith('person:')).map((scope) => scope.slice(7))
  const owes = await whole<OwedRow, OwedCursor>((after) => owedBy(bound, { whose: 'own', after, most: 3 }))
  const owed = seen.filter(({ owedBy: by }) => by !== null && covered.includes(by))
  expect('owed', owes.map(({ pathway }) => pathway).sort(), owed.map(({ id }) => id).sort())
  const asking = { asOf: world.moment, knownAt: world.moment }
  for (const { id, caseId } of world.pathways) {
    const read = await readPathway(bound, id, asking)
    const wanted = rule(caseId, id, 'read')
    expect(`reads ${id}`, read?.compartments ?? null, wanted)
    const answered = read?.view.entries.flatMap(({ entry }) => Object.keys(entry.answers)).sort() ?? []
    const shown = ['legal-privileged', 'police-sensitive', 'shared'].filter((each) => wanted?.includes(each))
    if (read !== null && read.view.entries.length > 0)
      expect(
        `answers of ${id}`,
        answered,
        shown.map((each) => `of-${each}`),
      )
    // A version that nobody saw: whoever may record is told so, and nothing is written.
    const recorded = await recordStep(bound, { key: id, on: { pathway: id, version: 99 }, command: NOTHING })
    expect(
      `records ${id}`,
      recorded.ok || recorded.refusal.kind,
      rule(caseId, id, 'record') === null ? 'not-found' : 'changed-meanwhile',
    )
  }
  for (const { id } of world.cases) {
    expect(`manages ${id}`, (await exclusionsOf(bound, id)) !== null, rule(id, null, 'manage') !== null)
  }
  // A transaction that looked with the program's own eyes has its person's eyes again.
  const before = await visibleRows(bound, world)
  await unbound(bound, () => visibleRows(bound, world))
  expect(`eyes of ${person.id}`, [...(await visibleRows(bound, world))], [...before])
}

const NOTHING = {
  step: 'none',
  outcome: null,
  role: 'none',
  happened: 0,
  answers: {},
  about: null,
  supersedes: null,
  because: null,
} as unknown as Parameters<typeof recordStep>[1]['command']

function byDue(a: World['pathways'][number], b: World['pathways'][number]): number {
  const [left, right] = [a, b].map(({ nextDue, id }) => `${nextDue ?? 'infinity'} ${id}`)
  return (left ?? '') < (right ?? '') ? -1 : 1
}

async function whole<Row, Cursor>(page: (after: Cursor | null) => Promise<Page<Row, Cursor>>): Promise<readonly Row[]> {
  const rows: Row[] = []
  let after: Cursor | null = null
  do {
    const next: Page<Row, Cursor> = await page(after)
    rows.push(...next.rows)
    after = next.next
  } while (after !== null)
  return rows
}

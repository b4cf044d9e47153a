// An authority of a walk's own, laid out through the record as one is: people from a list, a protocol adopted, files imported, a
// case with its own workers and those who were let in. Everybody in it is invented.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Day, day, formatDay } from '../../src/engine/calendar/day.ts'
import type { Instant } from '../../src/engine/calendar/instant.ts'
import type { History, Source } from '../../src/engine/facts/fact.ts'
import { dayOf } from '../../src/engine/pathway/days.ts'
import { census, dataset, given } from '../../src/engine/watch/given.test-data.ts'
import { openLibrary, type Shelved } from '../../src/intake/library.ts'
import { grantMembership } from '../../src/record/access/membership.ts'
import { casesFor } from '../../src/record/facts/cases.ts'
import { compareImport } from '../../src/record/facts/compare.ts'
import { enterWorkers } from '../../src/record/facts/enter-workers.ts'
import { beginImport } from '../../src/record/facts/imports.ts'
import { knownChildren } from '../../src/record/facts/matching.ts'
import { keepReports } from '../../src/record/facts/reports.ts'
import { takeImport } from '../../src/record/facts/take.ts'
import { undoImport } from '../../src/record/facts/undo.ts'
import { adopt } from '../../src/record/pathways/adopt.ts'
import { handOver } from '../../src/record/people/changes.ts'
import { keepPeople, type PeopleList } from '../../src/record/people/keep-people.ts'
import { peopleOf } from '../../src/record/people/people.ts'
import { rosterOf } from '../../src/record/people/roster.ts'
import { setUpAuthority } from '../../src/record/people/set-up.ts'
import { type Bound, type Principal, type Store, unbound, within } from '../../src/record/transaction.ts'
import type { Cast } from '../walks/scene.ts'
import type { PeopleChange, Script } from './script.ts'

const SINCE = '2020-01-01'
const LIBRARY = openLibrary()

/** Who holds it manages the team that leads the case. No protocol knows of it. */
export const TEAM_POST = 'manager-of-north'

/** Who keeps the lists and the files, and who manages the case: neither has a part in any walk. */
const KEEPER = 'keeper of the lists'
const MANAGER = 'manager of the north'

/**
 * Whom a protocol lets act before anything of it shows them the child: who raises or lists one that is not their own. They come
 * to it by standing above the team that leads the case.
 */
const ABOVE: ReadonlySet<string> = new Set(['wanda', 'pat', 'carol', 'tom', 'quentin', 'ada', 'dora', 'zoe', 'max'])

/** The child whom every walk is about, as files name it. */
const CHILD = 'CHILD-1'

/** Where files tell nothing of the child. */
export const NOTHING_KNOWN = given(census('2026-03-31'), { facts: [] }).history(0)

type Role = PeopleList['roles'][number]

/** Everything that a place needs to be found again by another program. */
export interface Found {
  readonly service: Principal
  readonly caseId: string
  readonly child: string
}

/** One authority in the record, and what its lists say. */
export class Place {
  readonly store: Store
  readonly authority: string
  readonly #cast: Cast
  readonly #rules: Shelved
  readonly #roles: Role[] = []
  readonly #sittings: { readonly meeting: string; readonly date: string }[] = []
  #found: Found | null = null
  #persons: ReadonlyMap<string, string> = new Map()
  #names: ReadonlyMap<string, string> = new Map()
  #facts: { readonly importId: string } | null = null

  constructor(store: Store, authority: string, { protocol, cast }: Pick<Script, 'protocol' | 'cast'>) {
    this.store = store
    this.authority = authority
    this.#cast = cast
    this.#rules = shelved(protocol)
    for (const [person, role] of Object.entries({ ...cast.own, ...cast.others })) this.#roles.push(held(person, role))
    this.#roles.push(
      held(KEEPER, 'administrator'),
      held(KEEPER, 'record-keeper'),
      ...[MANAGER, ...this.everybody.filter((each) => this.#isAbove(each))].map((each) => {
        return held(each, TEAM_POST, 'north')
      }),
    )
  }

  /** What is about no child is for whoever holds a role in it. */
  #isAbove(person: string): boolean {
    return ABOVE.has(person) || this.#rules.protocol.subject === 'series of meetings'
  }

  get found(): Found {
    if (this.#found === null) throw new Error('the place is not laid out')
    return this.#found
  }

  /** The case, as the program acts on it by itself. */
  get service(): Principal {
    return this.found.service
  }

  person(name: string): string {
    const id = this.#persons.get(name)
    if (id === undefined) throw new Error(`nobody is called ${name}`)
    return id
  }

  /** Everybody who has a part in the walk. */
  get everybody(): readonly string[] {
    return [...new Set(this.#roles.map(({ staff_id: name }) => name))].filter((name) => !isBeside(name))
  }

  /** What identifiers of the record stand for in the walk. */
  get names(): ReadonlyMap<string, string> {
    return this.#names
  }

  principal(name: string): Principal {
    return { authority: this.authority, person: this.person(name) }
  }

  /** Lays it out as it is when the walk begins. */
  async layOut(before: readonly PeopleChange[], facts: History, now: Instant): Promise<void> {
    const { store, authority } = this
    const made = await setUpAuthority(store, { authority, title: authority, demonstration: true, since: day(SINCE) })
    if (!made.ok) throw new Error(JSON.stringify(made.refusal))
    const { service } = made
    const own = new Map(Object.entries(this.#cast.own))
    const alsoOwn: (readonly [string, string])[] = []
    const siblings: string[] = []
    for (const change of before) {
      if (change.kind === 'leaves-open') {
        for (const [person, role] of own) if (role === change.role) own.delete(person)
      } else if (change.kind === 'also-own') alsoOwn.push([change.person, change.role])
      else if (change.kind === 'siblings') siblings.push(...change.ids)
      else this.#list(change, now)
    }
    await this.as(service, now, async (bound) => {
      await keepPeople(bound, this.#people())
      const { protocol, written } = this.#rules
      const { calendar, ...texts } = written
      await adopt(bound, { protocol: protocol.id, texts, calendar })
      const { persons } = await rosterOf(bound)
      this.#persons = new Map([...persons].map(([id, { name }]) => [name, id]))
    })
    await this.#import(service, facts, siblings, now)
    const { child, caseId } = await this.as(service, now, async (bound) => {
      const { rows } = await sql<{ child_id: string }>`
        select child_id from sightline.children where authority = ${authority} and identifier = ${CHILD}`.execute(
        bound.tx,
      )
      const [row] = rows
      if (row === undefined) throw new Error('the child was not made')
      const lead = { agency: 'council', team: 'north' }
      const { caseOf } = await casesFor(bound, [{ child: row.child_id, caseId: null, lead }])
      return { child: row.child_id, caseId: caseOf.get(row.child_id) ?? '' }
    })
    this.#found = { service, caseId, child }
    const workers = [...own, ...alsoOwn, ...(this.#cast.coreGroup ?? []).map((each) => [each, 'core-group'] as const)]
    await this.as(this.principal(MANAGER), now, (bound) => this.#enter(bound, workers))
    for (const name of this.#members(own)) await this.#letIn(name, now)
    await this.refresh(now)
  }

  /** One person of each agency that is part of the case though nobody of it works on it. */
  #members(own: ReadonlyMap<string, string>): readonly string[] {
    const { agencies, strangers, coreGroup } = this.#cast
    const there = new Set(['council', ...(strangers ?? [])])
    for (const person of [...own.keys(), ...(coreGroup ?? [])]) there.add(agencies[person] ?? 'council')
    const first = new Map(Object.entries(agencies).map(([person, agency]) => [agency, person]))
    return [...first].flatMap(([agency, person]) => (there.has(agency) ? [] : [person]))
  }

  async #letIn(name: string, now: Instant): Promise<void> {
    const { caseId } = this.found
    await this.as(this.principal(MANAGER), now, async (bound) => {
      const { rows } = await sql<{ version: number }>`
        select version from sightline.cases where authority = ${this.authority} and case_id = ${caseId}`.execute(
        bound.tx,
      )
      const granted = await grantMembership(bound, {
        caseId,
        version: rows[0]?.version ?? 0,
        to: { person: this.person(name) },
        caseRole: 'partner',
        actions: ['read', 'record'],
        compartments: ['shared'],
        since: dayOf(now),
        until: null,
        reason: 'Their agency works with the child.',
        basis: 'A public task.',
      })
      if (!granted.ok) throw new Error(`${name}: ${JSON.stringify(granted.refusal)}`)
    })
  }

  /** Runs work in somebody's name. */
  async as<T>(principal: Principal, now: Instant, work: (bound: Bound) => Promise<T>): Promise<T> {
    const done = await within(this.store, principal, now, async (bound) => ({ given: await work(bound) }))
    if ('given' in done) return done.given
    throw new Error('somebody in the walk is not active')
  }

  /** Somebody comes, goes or hands over, as of now. */
  async change(change: PeopleChange, now: Instant): Promise<void> {
    const keeper = this.principal(KEEPER)
    switch (change.kind) {
      case 'acts':
      case 'sitting':
      case 'leaves': {
        this.#list(change, now)
        await this.as(keeper, now, (bound) => keepPeople(bound, this.#people()))
        if (change.kind === 'leaves') await this.#endOwn(change.person, change.role, now)
        break
      }
      case 'also-own':
        await this.as(this.principal(MANAGER), now, (bound) => this.#enter(bound, [[change.person, change.role]]))
        break
      case 'hands-over': {
        const { from, to, role } = change
        this.#list({ kind: 'leaves', person: from, role }, now)
        await this.as(keeper, now, async (bound) => {
          await keepPeople(bound, this.#people())
          const handed = await handOver(bound, {
            from: this.person(from),
            to: this.person(to),
            only: this.found.caseId,
            because: 'They left.',
          })
          if (!handed.ok) throw new Error(JSON.stringify(handed.refusal))
        })
        break
      }
      case 'leaves-open':
        await this.#endOwn(null, change.role, now)
        break
      case 'siblings':
        throw new Error('brothers and sisters are known when a walk begins')
      default:
        change satisfies never
    }
    await this.refresh(now)
  }

  #list(change: PeopleChange, now: Instant): void {
    switch (change.kind) {
      case 'acts':
        this.#roles.push(held(change.person, change.role))
        return
      case 'sitting':
        this.#sittings.push({ meeting: change.meeting, date: change.on })
        return
      case 'leaves':
        for (const [at, each] of this.#roles.entries()) {
          if (each.staff_id === change.person && each.role === change.role) {
            this.#roles[at] = { ...each, until: formatDay(dayOf(now)) }
          }
        }
        return
      default:
        throw new Error(`${change.kind} is on no list`)
    }
  }

  /** What imports alone do: a case's own worker is so no more, and nobody follows. */
  async #endOwn(person: string | null, role: string, now: Instant): Promise<void> {
    const { caseId, service } = this.found
    const until = person === null ? SINCE : formatDay(dayOf(now))
    const who = person === null ? null : this.person(person)
    await this.as(service, now, async (bound) => {
      await sql`
        update sightline.case_holdings set until = ${until}::date
        where authority = ${this.authority} and case_id = ${caseId} and role = ${role}
          and (${who}::uuid is null or person_id = ${who}::uuid)`.execute(bound.tx)
      await keepPeople(bound, this.#people())
    })
  }

  async #enter(bound: Bound, workers: readonly (readonly [person: string, role: string])[]): Promise<void> {
    const { caseId } = this.found
    const given = workers.map(([person, role]) => ({ person: this.person(person), role, since: day(SINCE) }))
    if (!(await enterWorkers(bound, { caseId, workers: given }))) throw new Error('workers may not be entered')
  }

  #people(): PeopleList {
    const { agencies, managers, pools } = this.#cast
    const names = [...new Set(this.#roles.map(({ staff_id }) => staff_id))]
    return {
      councils: [],
      agencies: [...new Set(['council', ...Object.values(agencies)])].map((agency) => {
        const kind = agency === 'council' ? 'council' : 'other'
        return { agency, title: agency, kind, council: null, since: SINCE, until: null }
      }),
      teams: [{ team: 'north', title: 'North', agency: 'council' }],
      people: names.map((name) => ({
        staff_id: name,
        name,
        agency: agencies[name] ?? 'council',
        team: null,
        manager: managers?.[name] ?? null,
        email: null,
        since: SINCE,
        until: null,
      })),
      roles: this.#roles,
      pools: Object.entries(pools ?? {}).flatMap(([pool, members]) =>
        members.map((staff_id) => ({ pool, staff_id, since: SINCE, until: null })),
      ),
      sittings: this.#sittings,
      signIns: [],
    }
  }

  /** What files say from now on, in place of what they said before. */
  async setFacts(history: History, now: Instant): Promise<void> {
    const keeper = this.principal(KEEPER)
    const before = this.#facts
    if (before !== null) {
      const undone = await this.as(keeper, now, (bound) => {
        return undoImport(bound, before.importId, { because: 'It was another child.', said: [] })
      })
      if (undone.kind === 'others-depend') {
        await this.as(keeper, now, (bound) => {
          const said = undone.pathways.map(({ pathway }) => pathway)
          return undoImport(bound, before.importId, { because: 'It was another child.', said })
        })
      }
    }
    await this.#import(keeper, history, [], now)
  }

  async #import(principal: Principal, history: History, siblings: readonly string[], now: Instant): Promise<void> {
    const source = sourceOf(history)
    const child = { ...history.child, id: CHILD, family: siblings.length > 0 ? 'FAMILY' : history.child.family }
    const said = [
      { child, sources: [{ source: 0, facts: history.facts }] },
      ...siblings.map((id) => ({ child: { ...child, id }, sources: [{ source: 0, facts: [] }] })),
    ]
    const contentHash = createHash('sha256')
      .update(JSON.stringify([source, said, now]))
      .digest()
    const importId = await this.as(principal, now, async (bound) => {
      const begun = await beginImport(bound, { contentHash, files: source.files })
      if (begun.kind !== 'begun') throw new Error(JSON.stringify(begun))
      const known = await knownChildren(bound, begun.importId, new Set(said.map((each) => each.child.id)))
      const kept = await keepReports(bound, { importId: begun.importId, from: begun.children }, said, known)
      if (kept !== null) throw new Error(JSON.stringify(kept))
      await compareImport(bound, begun.importId, { sources: [source], children: said.length })
      const taken = await takeImport(bound, begun.importId, null)
      if (taken.kind !== 'taken') throw new Error(JSON.stringify(taken))
      return begun.importId
    })
    this.#facts = { importId }
  }

  /** Learns what identifiers stand for, as far as people, sittings and children go. */
  async refresh(now: Instant): Promise<void> {
    const { service, caseId, child } = this.found
    await this.as(service, now, async (bound) => {
      const { rows: children } = await sql<{ id: string; identifier: string }>`
        select child_id as id, identifier from sightline.children where authority = ${this.authority}`.execute(bound.tx)
      const people = await unbound(bound, () => peopleOf(bound, { caseId, childId: child }))
      this.#names = new Map([
        ...[...this.#persons].map(([name, id]) => [id, name] as const),
        ...people.sittings.map(({ id, meeting, on }) => [id, `${meeting} ${formatDay(on)}`] as const),
        ...children.map(({ id, identifier }) => [id, identifier] as const),
      ])
    })
  }
}

function shelved(protocol: string): Shelved {
  const found = LIBRARY.protocols.find((each) => each.protocol.id === protocol)
  if (found === undefined) throw new Error(`no protocol is called ${protocol}`)
  return found
}

function isBeside(name: string): boolean {
  return name === KEEPER || name === MANAGER
}

function held(person: string, role: string, team: string | null = null): Role {
  return { staff_id: person, role, agency: null, team, since: SINCE, until: null }
}

/** The source that a walk's history was read from. */
function sourceOf({ coverage }: History): Source {
  const [first] = coverage
  if (first === undefined) throw new Error('the history covers nothing')
  const until: Day = first.until
  return first.from === null ? dataset(formatDay(until)) : census(formatDay(until))
}

// An authority of a walk's own, laid out through the record as one is: people from a list, a protocol adopted, files imported, a
// case with its own workers and those who were let in. Everybody in it is invented.
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { day, formatDay } from '../../src/engine/calendar/day.ts'
import type { Instant } from '../../src/engine/calendar/instant.ts'
import { dayOf } from '../../src/engine/pathway/days.ts'
import { type Library, openLibrary, type Shelved } from '../../src/intake/library.ts'
import { grantMembership } from '../../src/record/access/membership.ts'
import { RecordUnavailable } from '../../src/record/database/unavailable.ts'
import { casesFor } from '../../src/record/facts/cases.ts'
import { enterWorkers } from '../../src/record/facts/enter-workers.ts'
import { dependingOn, undoImport } from '../../src/record/facts/undo.ts'
import { adopt } from '../../src/record/pathways/adopt.ts'
import { handOver } from '../../src/record/people/changes.ts'
import { keepPeople } from '../../src/record/people/keep-people.ts'
import { peopleOf } from '../../src/record/people/people.ts'
import { rosterOf } from '../../src/record/people/roster.ts'
import { setUpAuthority } from '../../src/record/people/set-up.ts'
import { type Bound, type Principal, type Store, unbound, within } from '../../src/record/transaction.ts'
import type { Cast } from '../walks/scene.ts'
import { CHILD, importOf, type Told } from './files.ts'
import { isListed, KEEPER, Lists, MANAGER, SINCE } from './lists.ts'
import type { PeopleChange, Script } from './script.ts'

/** How often and how soon what the database did not answer is asked again. */
const MOST_TIMES = 3_000
const ASKED_AGAIN_MS = 20

/**
 * Whom a protocol lets act before anything of it shows them the child: who raises or lists one that is not their own. They come
 * to it by standing above the team that leads the case. By the protocols in whose walks they do.
 */
const ABOVE: Readonly<Record<string, readonly string[]>> = {
  'cases-of-most-concern': ['wanda', 'pat', 'carol', 'tom', 'quentin', 'ada', 'dora', 'zoe', 'max'],
  'challenging-cases': ['wanda', 'pat', 'carol', 'tom', 'quentin', 'ada', 'dora', 'zoe', 'max'],
  'open-case': ['wanda', 'addy', 'pat'],
  'open-to-commissioned-service': ['wanda'],
  'open-to-therapy': ['cedric'],
  'practice-concern-about-partner': ['wyn', 'tom'],
  'plans-that-drift': ['rex'],
  'disagreement-within': ['lil', 'pam'],
  'complex-cases': ['paul'],
}

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
  readonly #lists: Lists
  #found: Found | null = null
  #persons: ReadonlyMap<string, string> = new Map()
  #names: ReadonlyMap<string, string> = new Map()
  #importId: string | null = null

  constructor(store: Store, authority: string, { protocol, cast }: Pick<Script, 'protocol' | 'cast'>) {
    this.store = store
    this.authority = authority
    this.#cast = cast
    this.#rules = shelved(protocol)
    // What is about no child is for whoever holds a role in it.
    const isForAll = this.#rules.protocol.subject === 'series of meetings'
    this.#lists = new Lists(cast, (person) => isForAll || ABOVE[protocol]?.includes(person) === true)
  }

  get found(): Found {
    if (this.#found === null) throw new Error('the place is not laid out')
    return this.#found
  }

  /** The import of which the record knows what it knows of the child. */
  get importId(): string | null {
    return this.#importId
  }

  /** The program, as it acts by itself. */
  get service(): Principal {
    return this.found.service
  }

  person(name: string): string {
    const id = this.#persons.get(name)
    if (id === undefined) throw new Error(`nobody is called ${name}`)
    return id
  }

  /** What identifiers of the record stand for in the walk. */
  get names(): ReadonlyMap<string, string> {
    return this.#names
  }

  principal(name: string): Principal {
    return { authority: this.authority, person: this.person(name) }
  }

  /** Lays it out as it is when the walk begins. */
  async layOut(before: readonly PeopleChange[], facts: Told, now: Instant): Promise<void> {
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
      else if (isListed(change)) this.#lists.change(change, now)
      else throw new Error('nobody hands over before anything is there')
    }
    await this.as(service, now, async (bound) => {
      await keepPeople(bound, this.#lists.people)
      const { protocol, written } = this.#rules
      const { calendar, ...texts } = written
      await adopt(bound, { protocol: protocol.id, texts, calendar })
      await this.#meet(bound)
    })
    this.#importId = await this.as(service, now, (bound) => importOf(bound, facts, siblings))
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
    const first = new Map<string, string>()
    for (const [person, agency] of Object.entries(agencies)) if (!first.has(agency)) first.set(agency, person)
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
    const done = await this.answered(() => {
      return within(this.store, principal, now, async (bound) => ({ given: await work(bound) }))
    })
    if ('given' in done) return done.given
    throw new Error('somebody in the walk is not active')
  }

  /** Asks again where the database went away before it answered, as a person would send a form again. */
  async answered<T>(ask: () => Promise<T>): Promise<T> {
    for (let times = 1; ; times += 1) {
      try {
        return await ask()
      } catch (error) {
        if (!(error instanceof RecordUnavailable) || times === MOST_TIMES) throw error
        await wait(ASKED_AGAIN_MS)
      }
    }
  }

  /** Finds again what another program has laid out and changed since. */
  async findAgain(
    found: Found,
    importId: string | null,
    changes: readonly { readonly change: PeopleChange; readonly now: Instant }[],
    now: Instant,
  ): Promise<void> {
    this.#found = found
    this.#importId = importId
    for (const { change, now: then } of changes) {
      if (change.kind === 'hands-over')
        this.#lists.change({ kind: 'leaves', person: change.from, role: change.role }, then)
      else if (isListed(change)) this.#lists.change(change, then)
    }
    await this.as(found.service, now, (bound) => this.#meet(bound))
    await this.refresh(now)
  }

  async #meet(bound: Bound): Promise<void> {
    const { persons } = await rosterOf(bound)
    this.#persons = new Map([...persons].map(([id, { name }]) => [name, id]))
  }

  /** Somebody comes, goes or hands over, as of now. */
  async change(change: PeopleChange, now: Instant): Promise<void> {
    const keeper = this.principal(KEEPER)
    switch (change.kind) {
      case 'acts':
      case 'sitting':
      case 'leaves': {
        this.#lists.change(change, now)
        await this.as(keeper, now, (bound) => keepPeople(bound, this.#lists.people))
        if (change.kind === 'leaves') await this.#endOwn(change.person, change.role, now)
        break
      }
      case 'also-own':
        await this.as(this.principal(MANAGER), now, (bound) => this.#enter(bound, [[change.person, change.role]]))
        break
      case 'hands-over': {
        const { from, to, role } = change
        this.#lists.change({ kind: 'leaves', person: from, role }, now)
        await this.as(keeper, now, async (bound) => {
          await keepPeople(bound, this.#lists.people)
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
      await keepPeople(bound, this.#lists.people)
    })
  }

  async #enter(bound: Bound, workers: readonly (readonly [person: string, role: string])[]): Promise<void> {
    const { caseId } = this.found
    const given = workers.map(([person, role]) => ({ person: this.person(person), role, since: day(SINCE) }))
    const entered = await enterWorkers(bound, { caseId, workers: given })
    if (entered.kind !== 'entered') throw new Error(`workers may not be entered: ${JSON.stringify(entered)}`)
  }

  /** What files say from now on, in place of what they said before. */
  async setFacts(facts: Told, now: Instant): Promise<void> {
    const keeper = this.principal(KEEPER)
    const before = this.#importId
    if (before !== null) {
      await this.as(keeper, now, async (bound) => {
        const depending = await dependingOn(bound, before)
        // Sent again after a kill, it is undone already.
        if (depending.kind !== 'depending') return
        const said = depending.pathways.map(({ pathway }) => pathway)
        await undoImport(bound, before, { because: 'It was told wrongly.', said })
      })
    }
    this.#importId = await this.as(keeper, now, (bound) => importOf(bound, facts, []))
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

let library: Library | undefined

function shelved(protocol: string): Shelved {
  library ??= openLibrary()
  const found = library.protocols.find((each) => each.protocol.id === protocol)
  if (found === undefined) throw new Error(`no protocol is called ${protocol}`)
  return found
}

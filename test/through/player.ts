// Plays a walk through the record: each step by the person who takes it, in their own name and at its own time, what the engine
// refuses tried as well; and after each holds what the record gives against what the engine makes of the walk by itself.
import { sql } from 'kysely'
import type { Instant } from '../../src/engine/calendar/instant.ts'
import type { AnswerValue } from '../../src/engine/pathway/entry.ts'
import type { Command, Decision, View } from '../../src/engine/pathway/view.ts'
import { watch } from '../../src/record/facts/noticed.ts'
import { beforeOpening } from '../../src/record/pathways/before-recording.ts'
import { owedBy } from '../../src/record/pathways/lists.ts'
import { readNotice, unreadNotices } from '../../src/record/pathways/notices.ts'
import { readPathway } from '../../src/record/pathways/read-pathway.ts'
import { rebuildPathway } from '../../src/record/pathways/rebuild.ts'
import { type Recorded, recordStep, type Submission } from '../../src/record/pathways/record-step.ts'
import { tryStep } from '../../src/record/pathways/try-step.ts'
import { sweep } from '../../src/record/time/sweep.ts'
import type { Bound, Store } from '../../src/record/transaction.ts'
import { at } from '../walks/scene.ts'
import { NOTHING_KNOWN, Place } from './place.ts'
import type { Happened, PeopleChange, Script } from './script.ts'
import { differencesOf, type Names, refusalsOf, shownOf } from './shown.ts'

/** How much was played, and what was not as the engine says. */
export interface Played {
  steps: number
  refusals: number
  unseen: number
  tries: number
  views: number
  lists: number
  notices: number
  readonly persons: Set<string>
  readonly differences: string[]
}

export function nothingPlayed(): Played {
  return {
    steps: 0,
    refusals: 0,
    unseen: 0,
    tries: 0,
    views: 0,
    lists: 0,
    notices: 0,
    persons: new Set(),
    differences: [],
  }
}

/** When a walk begins that does not say when. */
const BEGINS = at('2026-03-02 09:00')

export class Player {
  readonly place: Place
  readonly #script: Script
  readonly #played: Played
  readonly #entries = new Map<string, string>()
  #now: Instant = BEGINS
  #pathway: string | null = null
  #version = 0
  /** A pathway that is only to be opened, in the words of the one that asks for it. */
  #opens = ''
  #waiting: Happened | null = null
  /** What each owed when they last looked, and how many notices each has read. */
  readonly #owed = new Map<string, string>()
  readonly #read = new Map<string, number>()

  constructor(store: Store, authority: string, script: Script, played: Played) {
    this.place = new Place(store, authority, script)
    this.#script = script
    this.#played = played
  }

  /** Plays all of it. */
  async play(): Promise<void> {
    const { happens } = this.#script
    const first = happens.findIndex(({ kind }) => kind === 'tries' || kind === 'records' || kind === 'starts')
    await this.begin(happens.slice(0, Math.max(0, first)))
    for (const each of happens.slice(Math.max(0, first))) await this.happen(each)
    await this.#flush()
  }

  /** Lays out what is given before anybody does anything. */
  async begin(before: readonly Happened[]): Promise<void> {
    const changes: PeopleChange[] = []
    let facts = NOTHING_KNOWN
    for (const each of before) {
      if (each.kind === 'facts') facts = each.history
      else if (each.kind === 'time') this.#now = each.now
      else if (each.kind !== 'tries' && each.kind !== 'records' && each.kind !== 'starts') changes.push(each)
    }
    await this.place.layOut(changes, facts, this.#now)
    this.#opens = this.place.store.ids.random()
  }

  async happen(each: Happened): Promise<void> {
    switch (each.kind) {
      case 'facts':
        this.#waiting = each
        return
      case 'time':
        this.#now = each.now
        await this.#flush()
        await this.#looks(each.view)
        return
      case 'tries':
        await this.#flush()
        await this.#tries(each.command, each.decision)
        return
      case 'records':
        await this.#flush()
        await this.#records(each.command, each.view)
        return
      case 'starts':
        await this.#flush()
        await this.#starts(each.view)
        return
      default:
        await this.place.change(each, this.#now)
    }
  }

  /** Files are read at the time at which they are first looked at. */
  async #flush(): Promise<void> {
    const facts = this.#waiting
    this.#waiting = null
    if (facts?.kind === 'facts') await this.place.setFacts(facts.history, this.#now)
  }

  get #names(): Names {
    return new Map([...this.place.names, ...this.#entries])
  }

  #on(): Submission['on'] {
    if (this.#pathway !== null) return { pathway: this.#pathway, version: this.#version }
    return { opens: { protocol: this.#script.protocol, caseId: this.place.found.caseId, pathway: this.#opens } }
  }

  #submission(command: Command): Submission {
    const { by: _by, ...rest } = command
    const back = new Map([...this.#names].map(([id, name]) => [name, id]))
    const known = (value: AnswerValue): AnswerValue => {
      if (typeof value === 'string') return back.get(value) ?? value
      if (Array.isArray(value)) return value.map(known) as AnswerValue
      if (typeof value !== 'object') return value
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, known(each)]))
    }
    const { about, supersedes } = command
    return {
      key: this.place.store.ids.random(),
      on: this.#on(),
      command: {
        ...rest,
        answers: Object.fromEntries(Object.entries(command.answers).map(([name, value]) => [name, known(value)])),
        about: about === null ? null : this.#inRecord(about, back),
        supersedes: supersedes === null ? null : (back.get(supersedes) ?? supersedes),
      },
    }
  }

  /** A duty's identity as the record has it: what it is owed for stands in it, an entry, a person or a sitting. */
  #inRecord(about: string, back: ReadonlyMap<string, string>): string {
    return [...back]
      .toSorted(([a], [b]) => b.length - a.length)
      .reduce((text, [name, id]) => text.replaceAll(new RegExp(`(?<=:)${name}(?=[:/]|$)`, 'g'), id), about)
  }

  async #tries(command: Command, decision: Decision): Promise<void> {
    const what = `${command.by} tries ${command.step}`
    const principal = this.place.principal(command.by)
    const submission = this.#submission(command)
    if (decision.ok) {
      const tried = await this.place.as(principal, this.#now, (bound) => tryStep(bound, submission))
      if (tried.ok) this.#played.tries += 1
      else if (tried.refusal.kind === 'not-found') this.#played.unseen += 1
      else this.#differs(what, [`the engine allows it, the record says ${JSON.stringify(tried.refusal)}`])
      if (!tried.ok && tried.refusal.kind === 'not-found') this.#differs(what, ['allowed by the engine, and no way in'])
      return
    }
    const recorded = await this.place.as(principal, this.#now, (bound) => recordStep(bound, submission))
    if (recorded.ok) return this.#differs(what, ['the engine refuses it, the record keeps it'])
    const { refusal } = recorded
    if (refusal.kind === 'not-found') this.#played.unseen += 1
    else if (refusal.kind === 'refused') {
      this.#played.refusals += 1
      const wanted = { refusals: refusalsOf(decision.refusals, new Map()) }
      this.#differs(what, differencesOf(wanted, { refusals: refusalsOf(refusal.refusals, this.#names) }))
    } else this.#differs(what, [`the engine refuses it, the record says ${JSON.stringify(refusal)}`])
  }

  async #records(command: Command, view: View): Promise<void> {
    const what = `${command.by} records ${command.step ?? 'nothing in its place'}`
    const principal = this.place.principal(command.by)
    const submission = this.#submission(command)
    const recorded: Recorded = await this.place.as(principal, this.#now, (bound) => recordStep(bound, submission))
    if (!recorded.ok) throw new Error(`${what}: ${JSON.stringify(recorded.refusal)}`)
    if (!('version' in recorded)) throw new Error(`${what}: it was recorded before`)
    this.#played.steps += 1
    this.#played.persons.add(command.by)
    this.#pathway = recorded.pathway
    this.#version = recorded.version
    const entry = view.entries.find(({ entry: { id } }) => !this.#isKnown(id) && id.startsWith('entry-'))
    if (entry !== undefined) this.#entries.set(recorded.entry, entry.entry.id)
    await this.#compare(what, view)
    await this.#lists(what, view)
  }

  #isKnown(name: string): boolean {
    return [...this.#entries.values()].includes(name)
  }

  async #starts(view: View): Promise<void> {
    const { store, service, found } = this.place
    const noticed = await watch(store, service, this.#now)
    if (noticed.kind !== 'noticed') throw new Error('the program is not active')
    const owned = await this.place.as(service, this.#now, (bound) => runningOf(bound, found.caseId))
    if (owned === null) return this.#differs('the program looks at the files', ['nothing was opened'])
    this.#pathway = owned.pathway
    this.#version = owned.version
    await this.#compare('the program looks at the files', view)
    await this.#lists('the program looks at the files', view)
  }

  /** Time has passed: the record is swept, and everything is as it is by then. */
  async #looks(view: View): Promise<void> {
    const { store, service } = this.place
    const swept = await sweep(store, service, this.#now)
    if ('kind' in swept) throw new Error('the program is not active')
    await this.#compare(`at ${new Date(this.#now).toISOString()}`, view)
    await this.#lists(`at ${new Date(this.#now).toISOString()}`, view)
  }

  /** The view, whole, as the program reads it, and the read model as it is kept. */
  async #compare(what: string, view: View): Promise<void> {
    this.#played.views += 1
    const wanted = shownOf(view, new Map())
    const { service, found } = this.place
    const pathway = this.#pathway
    if (pathway === null) {
      const opens = { protocol: this.#script.protocol, caseId: found.caseId, pathway: this.#opens }
      const looked = await this.place.as(service, this.#now, (bound) => beforeOpening(bound, opens))
      if (looked === null || 'kind' in looked)
        return this.#differs(what, [`nothing is shown: ${JSON.stringify(looked)}`])
      return this.#differs(what, differencesOf(wanted, shownOf(looked.view, this.#names)))
    }
    const asking = { asOf: this.#now, knownAt: this.#now }
    const read = await this.place.as(service, this.#now, (bound) => readPathway(bound, pathway, asking))
    if (read === null) return this.#differs(what, ['the pathway is not there'])
    this.#differs(what, differencesOf(wanted, shownOf(read.view, this.#names)))
    const rebuilt = await this.place.as(service, this.#now, (bound) => rebuildPathway(bound, pathway, false))
    if (rebuilt === null || rebuilt.different.length > 0) this.#differs(what, [`rebuild: ${rebuilt?.different.join()}`])
  }

  /** What everybody who owes something, or was told something, finds on their own first page. */
  async #lists(what: string, view: View): Promise<void> {
    const pathway = this.#pathway
    if (pathway === null) return
    const { place } = this
    const isOver = view.stage?.ends === true
    // A trigger that is met after an end opens a pathway of its own, which owes what the ended one tells of, and more.
    if (isOver) await watch(place.store, place.service, this.#now)
    const open = view.duties.filter(({ standing }) => standing.kind === 'open' || standing.kind === 'overdue')
    const told = new Map<string, number>()
    for (const { to } of view.notices) for (const person of to) told.set(person, (told.get(person) ?? 0) + 1)
    const owes = new Map<string, string[]>()
    for (const { id, duty, due, owedBy: persons } of open) {
      const one = `${isOver ? duty.id : id} ${'day' in due ? due.day : null}`
      for (const name of persons) owes.set(name, [...(owes.get(name) ?? []), one])
    }
    for (const name of new Set([...owes.keys(), ...this.#owed.keys()])) {
      const wanted = (owes.get(name) ?? []).sort()
      // Whoever owes the same as when they last looked would find the same.
      if (!isOver && wanted.join() === (this.#owed.get(name) ?? '')) continue
      this.#owed.set(name, wanted.join())
      const { rows } = await place.as(place.principal(name), this.#now, (bound) => {
        return owedBy(bound, { whose: 'own', after: null, most: 200 })
      })
      const found = rows.map(({ duty, dutyId, due }) => `${isOver ? duty : this.#inWalk(dutyId)} ${due}`).sort()
      this.#played.lists += 1
      if (isOver ? wanted.some((each) => !found.includes(each)) : found.join() !== wanted.join()) {
        this.#differs(what, [`${name} owes ${wanted.join()}, and is shown ${found.join()}`])
      }
    }
    for (const [name, count] of told) {
      const unread = count - (this.#read.get(name) ?? 0)
      if (unread === 0) continue
      const all = await place.as(place.principal(name), this.#now, async (bound) => {
        const { rows, withheld } = await unreadNotices(bound, 200)
        for (const { noticeId } of rows) await readNotice(bound, { pathway, noticeId })
        return { shown: rows.length, withheld }
      })
      this.#played.notices += all.shown
      this.#read.set(name, (this.#read.get(name) ?? 0) + all.shown)
      if (all.shown + all.withheld !== unread) {
        this.#differs(what, [`${name} was told ${unread} new things, and is shown ${all.shown} and ${all.withheld}`])
      }
    }
  }

  #inWalk(text: string): string {
    return [...this.#names].reduce((words, [id, name]) => words.replaceAll(id, name), text)
  }

  #differs(what: string, differences: readonly string[]): void {
    for (const each of differences) this.#played.differences.push(`${this.#script.title}: ${what}: ${each}`)
  }
}

/** The pathway of a case, as the program finds it. */
async function runningOf(bound: Bound, caseId: string): Promise<{ pathway: string; version: number } | null> {
  const { rows } = await sql<{ pathway: string; version: number }>`
    select pathway_id as pathway, version from sightline.pathways
    where authority = ${bound.principal.authority} and case_id = ${caseId}`.execute(bound.tx)
  return rows[0] ?? null
}

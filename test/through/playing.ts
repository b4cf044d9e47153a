// Plays what is done in a walk through the record: each step by the person who takes it, in their own name and at its own time. It
// can be stopped anywhere and gone on with by another program, which sends again what it had no answer to.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Instant } from '../../src/engine/calendar/instant.ts'
import type { AnswerValue } from '../../src/engine/pathway/entry.ts'
import type { Command } from '../../src/engine/pathway/view.ts'
import { watch } from '../../src/record/facts/noticed.ts'
import { recordStep, type Submission } from '../../src/record/pathways/record-step.ts'
import { sweep } from '../../src/record/time/sweep.ts'
import type { Bound, Store } from '../../src/record/transaction.ts'
import { at } from '../walks/scene.ts'
import { NOTHING_KNOWN, type Told } from './files.ts'
import { type Found, Place } from './place.ts'
import { readAll } from './reading.ts'
import type { Deed, PeopleChange, Script } from './script.ts'
import type { Names } from './shown.ts'

/** How far it has come: everything that another program needs to go on. */
export interface Came {
  readonly done: number
  readonly found: Found
  readonly importId: string | null
  readonly pathway: string | null
  readonly version: number
  /** Identifiers of entries, each with what the walk calls it. */
  readonly entries: readonly (readonly [id: string, name: string])[]
}

/** When a walk begins that does not say when. */
const BEGINS = at('2026-03-02 09:00')

export class Playing {
  readonly place: Place
  readonly script: Script
  protected readonly entries = new Map<string, string>()
  protected now: Instant = BEGINS
  protected pathway: string | null = null
  #version = 0
  #done = 0
  /** Files that are read when they are first looked at. */
  #waiting: Extract<Deed, { kind: 'facts' }> | null = null

  constructor(store: Store, authority: string, script: Script) {
    this.place = new Place(store, authority, script)
    this.script = script
  }

  get came(): Came {
    const { found, importId } = this.place
    const { pathway } = this
    return { done: this.#done, found, importId, pathway, version: this.#version, entries: [...this.entries] }
  }

  get moment(): Instant {
    return this.now
  }

  get isOver(): boolean {
    return this.#done >= this.script.deeds.length
  }

  /** Lays out what is given before anybody does anything. */
  async begin(): Promise<void> {
    const { deeds } = this.script
    const first = deeds.findIndex(({ kind }) => kind === 'records' || kind === 'starts')
    await this.beginAt(Math.max(0, first))
  }

  protected async beginAt(first: number): Promise<void> {
    const changes: PeopleChange[] = []
    let facts: Told = { history: NOTHING_KNOWN, family: [] }
    for (const deed of this.script.deeds.slice(0, first)) {
      if (deed.kind === 'facts') facts = deed
      else if (deed.kind === 'time') this.now = deed.now
      else if (deed.kind !== 'records' && deed.kind !== 'starts') changes.push(deed)
    }
    await this.place.layOut(changes, facts, this.now)
    this.#done = first
  }

  /** Goes on from where another came to. */
  async goOnFrom({ done, found, importId, pathway, version, entries }: Came): Promise<void> {
    const changes: { readonly change: PeopleChange; readonly now: Instant }[] = []
    for (const deed of this.script.deeds.slice(0, done)) {
      if (deed.kind === 'facts') this.#waiting = deed
      else if (deed.kind === 'time' || deed.kind === 'records' || deed.kind === 'starts') this.#waiting = null
      else changes.push({ change: deed, now: this.now })
      if (deed.kind === 'time') this.now = deed.now
    }
    await this.place.findAgain(found, importId, changes, this.now)
    this.#done = done
    this.pathway = pathway
    this.#version = version
    for (const [id, name] of entries) this.entries.set(id, name)
  }

  /** Does the next thing. What was acknowledged is in `came` from then on. */
  async goOn(): Promise<void> {
    const deed = this.script.deeds[this.#done]
    if (deed === undefined) return
    await this.#does(deed)
    this.#done += 1
  }

  async #does(deed: Deed): Promise<void> {
    switch (deed.kind) {
      case 'facts':
        this.#waiting = deed
        return
      case 'time': {
        this.now = deed.now
        await this.flush()
        const { store, service } = this.place
        const swept = await this.place.answered(() => sweep(store, service, this.now))
        if ('kind' in swept) throw new Error('the program is not active')
        return
      }
      case 'records':
        await this.flush()
        return this.#records(deed.command, deed.entry)
      case 'starts':
        await this.flush()
        return this.#starts()
      default:
        await this.place.change(deed, this.now)
    }
  }

  protected async flush(): Promise<void> {
    const facts = this.#waiting
    if (facts !== null) await this.place.setFacts(facts, this.now)
    this.#waiting = null
  }

  async #records(command: Command, name: string): Promise<void> {
    const principal = this.place.principal(command.by)
    const submission = this.submission(command, this.#done)
    const recorded = await this.place.as(principal, this.now, (bound) => recordStep(bound, submission))
    if (!recorded.ok) throw new Error(`${command.by} records ${command.step}: ${JSON.stringify(recorded.refusal)}`)
    this.pathway = recorded.pathway
    // What was recorded before this program came does not say at which version.
    this.#version = 'version' in recorded ? recorded.version : await this.#versionOf(recorded.pathway)
    this.entries.set(recorded.entry, name)
    await this.recorded(command)
  }

  /** Whoever recorded reads what they were told meanwhile. */
  protected async recorded({ by }: Command): Promise<void> {
    await this.place.as(this.place.principal(by), this.now, readAll)
  }

  async #versionOf(pathway: string): Promise<number> {
    return this.place.as(this.place.service, this.now, async (bound) => {
      const { rows } = await sql<{ version: number }>`
        select version from sightline.pathways
        where authority = ${this.place.authority} and pathway_id = ${pathway}`.execute(bound.tx)
      return rows[0]?.version ?? 0
    })
  }

  async #starts(): Promise<void> {
    const { store, service, found } = this.place
    const noticed = await this.place.answered(() => watch(store, service, this.now))
    if (noticed.kind !== 'noticed') throw new Error('the program is not active')
    const running = await this.place.as(service, this.now, (bound) => runningOf(bound, found.caseId))
    if (running === null) throw new Error('the program looked at the files, and nothing was opened')
    this.pathway = running.pathway
    this.#version = running.version
  }

  /** What every identifier of the record is called in the walk. */
  get names(): Names {
    return new Map([...this.place.names, ...this.entries])
  }

  protected get opening(): { readonly protocol: string; readonly caseId: string; readonly pathway: string } {
    const { caseId } = this.place.found
    return { protocol: this.script.protocol, caseId, pathway: this.#identifier('opens') }
  }

  /** The form that somebody sends, as it left them: the same for the same deed, whichever program sends it. */
  protected submission(command: Command, form: number | string): Submission {
    const { by: _by, about, supersedes, ...rest } = command
    const back = new Map([...this.names].map(([id, name]) => [name, id]))
    const known = (value: AnswerValue): AnswerValue => {
      if (typeof value === 'string') return back.get(value) ?? value
      if (Array.isArray(value)) return value.map(known) as AnswerValue
      if (typeof value !== 'object') return value
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, known(each)]))
    }
    const answers = Object.entries(command.answers).map(([name, value]) => [name, known(value)])
    return {
      key: this.#identifier(`${form}`),
      on: this.pathway === null ? { opens: this.opening } : { pathway: this.pathway, version: this.#version },
      command: {
        ...rest,
        answers: Object.fromEntries(answers),
        about: about === null ? null : inRecord(about, back),
        supersedes: supersedes === null ? null : (back.get(supersedes) ?? supersedes),
      },
    }
  }

  #identifier(of: string): string {
    const hex = createHash('sha256').update(`${this.place.authority} ${of}`).digest('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  }
}

/** A duty's identity as the record has it: what it is owed for stands in it, an entry, a person or a sitting. */
function inRecord(about: string, back: ReadonlyMap<string, string>): string {
  return [...back]
    .toSorted(([a], [b]) => b.length - a.length)
    .reduce((text, [name, id]) => text.replaceAll(new RegExp(`(?<=[:/])${name}(?=[:/]|$)`, 'g'), id), about)
}

/** The pathway of a case, as the program finds it. */
async function runningOf(bound: Bound, caseId: string): Promise<{ pathway: string; version: number } | null> {
  const { rows } = await sql<{ pathway: string; version: number }>`
    select pathway_id as pathway, version from sightline.pathways
    where authority = ${bound.principal.authority} and case_id = ${caseId}`.execute(bound.tx)
  return rows[0] ?? null
}

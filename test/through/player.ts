// Plays a walk through the record with everything that is tried in it, and after each deed holds what the record gives against
// what the engine makes of the walk by itself.

import { calledFor } from '../../src/engine/pathway/called.ts'
import { dayOf } from '../../src/engine/pathway/days.ts'
import type { Command, Decision, NoticeView, View } from '../../src/engine/pathway/view.ts'
import { watch } from '../../src/record/facts/noticed.ts'
import { beforeOpening } from '../../src/record/pathways/before-recording.ts'
import { owedBy } from '../../src/record/pathways/lists.ts'
import { readPathway } from '../../src/record/pathways/read-pathway.ts'
import { rebuildPathway } from '../../src/record/pathways/rebuild.ts'
import { recordStep } from '../../src/record/pathways/record-step.ts'
import { tryStep } from '../../src/record/pathways/try-step.ts'
import type { Store } from '../../src/record/transaction.ts'
import { Playing } from './playing.ts'
import { readAll } from './reading.ts'
import { type Deed, deedsOf, type Whole } from './script.ts'
import { differencesOf, refusalsOf, shownOf } from './shown.ts'

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

export class Player extends Playing {
  readonly #whole: Whole
  readonly #played: Played
  /** What each owed when they last looked, and how many notices each has read. */
  readonly #owed = new Map<string, string>()
  readonly #read = new Map<string, number>()
  #tried = 0

  constructor(store: Store, authority: string, whole: Whole, played: Played) {
    super(store, authority, deedsOf(whole))
    this.#whole = whole
    this.#played = played
  }

  /** Plays all of it. */
  async play(): Promise<void> {
    const { happens } = this.#whole
    const first = happens.findIndex((each) => each.kind === 'tried' || isActed(each.deed))
    await this.beginAt(Math.max(0, first))
    for (const each of happens.slice(Math.max(0, first))) {
      if (each.kind === 'tried') {
        await this.flush()
        await this.#tries(each.command, each.decision)
        continue
      }
      const { deed, view } = each
      await this.goOn()
      if (view !== null) await this.#looks(whatIs(deed), view)
    }
  }

  protected override async recorded({ by }: Command): Promise<void> {
    this.#played.steps += 1
    this.#played.persons.add(by)
  }

  async #tries(command: Command, decision: Decision): Promise<void> {
    this.#tried += 1
    const what = `${command.by} tries ${command.step}`
    const principal = this.place.principal(command.by)
    const submission = this.submission(command, `tried ${this.#tried}`)
    if (decision.ok) {
      const tried = await this.place.as(principal, this.now, (bound) => tryStep(bound, submission))
      if (tried.ok) this.#played.tries += 1
      else this.#differs(what, [`the engine allows it, the record says ${JSON.stringify(tried.refusal)}`])
      return
    }
    const recorded = await this.place.as(principal, this.now, (bound) => recordStep(bound, submission))
    if (recorded.ok) return this.#differs(what, ['the engine refuses it, the record keeps it'])
    const { refusal } = recorded
    if (refusal.kind === 'not-found') this.#played.unseen += 1
    else if (refusal.kind === 'refused') {
      this.#played.refusals += 1
      const wanted = { refusals: refusalsOf(decision.refusals, new Map()) }
      this.#differs(what, differencesOf(wanted, { refusals: refusalsOf(refusal.refusals, this.names) }))
    } else this.#differs(what, [`the engine refuses it, the record says ${JSON.stringify(refusal)}`])
  }

  async #looks(what: string, view: View): Promise<void> {
    this.#played.views += 1
    if (this.pathway === null) return this.#looksBefore(what, view)
    await this.#compare(what, view, this.pathway)
    await this.#lists(what, view)
    await this.#reads(what, view)
  }

  /** Nothing is open yet: what somebody sees who is about to open it. */
  async #looksBefore(what: string, view: View): Promise<void> {
    const { service } = this.place
    const looked = await this.place.as(service, this.now, (bound) => beforeOpening(bound, this.opening))
    const isShown = looked !== null && !('kind' in looked)
    if (!isShown) return this.#differs(what, [`nothing is shown: ${JSON.stringify(looked)}`])
    this.#differs(what, differencesOf(shownOf(view, new Map()), shownOf(looked.view, this.names)))
  }

  /** The view, whole, as the program reads it, and the read model as it is kept. */
  async #compare(what: string, view: View, pathway: string): Promise<void> {
    const { service } = this.place
    const asking = { asOf: this.now, knownAt: this.now }
    const read = await this.place.as(service, this.now, (bound) => readPathway(bound, pathway, asking))
    if (read === null) return this.#differs(what, ['the pathway is not there'])
    this.#differs(what, differencesOf(shownOf(view, new Map()), shownOf(read.view, this.names)))
    const rebuilt = await this.place.as(service, this.now, (bound) => rebuildPathway(bound, pathway, false))
    if (rebuilt === null || rebuilt.different.length > 0) this.#differs(what, [`rebuild: ${rebuilt?.different.join()}`])
  }

  /** What everybody who owes something finds on their own first page. */
  async #lists(what: string, view: View): Promise<void> {
    const { place } = this
    const isOver = view.stage?.ends === true
    // A trigger that is met after an end opens a pathway of its own, which owes what the ended one tells of, and more.
    if (isOver) await watch(place.store, place.service, this.now)
    const owes = new Map<string, string[]>()
    for (const { id, duty, due, owedBy: persons, standing } of view.duties) {
      if (standing.kind !== 'open' && standing.kind !== 'overdue') continue
      const one = `${isOver ? duty.id : id} ${'day' in due ? due.day : null}`
      for (const name of persons) owes.set(name, [...(owes.get(name) ?? []), one])
    }
    for (const name of new Set([...owes.keys(), ...this.#owed.keys()])) {
      const wanted = (owes.get(name) ?? []).sort()
      // Whoever owes the same as when they last looked would find the same.
      if (!isOver && wanted.join() === (this.#owed.get(name) ?? '')) continue
      this.#owed.set(name, wanted.join())
      const { rows } = await place.as(place.principal(name), this.now, (bound) => {
        return owedBy(bound, { whose: 'own', after: null, most: 200 })
      })
      const found = rows.map(({ duty, dutyId, due }) => `${isOver ? duty : this.#inWalk(dutyId)} ${due}`).sort()
      this.#played.lists += 1
      if (isOver ? wanted.some((each) => !found.includes(each)) : found.join() !== wanted.join()) {
        this.#differs(what, [`${name} owes ${wanted.join()}, and is shown ${found.join()}`])
      }
    }
  }

  /** Whoever was told something reads it. */
  async #reads(what: string, view: View): Promise<void> {
    const told = new Map<string, number>()
    const over = new Map<string, number>()
    for (const notice of view.notices) {
      const isOver = this.#isOver(notice, view)
      for (const person of notice.to) {
        told.set(person, (told.get(person) ?? 0) + 1)
        if (isOver) over.set(person, (over.get(person) ?? 0) + 1)
      }
    }
    for (const [name, count] of told) {
      const unread = count - (this.#read.get(name) ?? 0)
      if (unread === 0) continue
      const { shown, withheld } = await this.place.as(this.place.principal(name), this.now, readAll)
      this.#played.notices += shown
      this.#read.set(name, count - withheld)
      const missed = unread - shown - withheld
      // Whoever had not looked until the day of a meeting has no call to it to read any more.
      if (missed < 0 || missed > (over.get(name) ?? 0)) {
        this.#differs(what, [`${name} was told ${unread} new things, and is shown ${shown} and ${withheld}`])
      }
    }
  }

  /** Whether a notice called people together for a day that has passed since. */
  #isOver(notice: NoticeView, view: View): boolean {
    const day = calledFor(notice, view, this.#whole.shipped)
    return day !== null && day < dayOf(this.now) && dayOf(notice.at) <= day
  }

  #inWalk(text: string): string {
    return [...this.names].reduce((words, [id, name]) => words.replaceAll(id, name), text)
  }

  #differs(what: string, differences: readonly string[]): void {
    for (const each of differences) this.#played.differences.push(`${this.#whole.title}: ${what}: ${each}`)
  }
}

function isActed({ kind }: Deed): boolean {
  return kind === 'records' || kind === 'starts'
}

function whatIs(deed: Deed): string {
  if (deed.kind === 'records') return `${deed.command.by} records ${deed.command.step ?? 'nothing in its place'}`
  return deed.kind === 'time' ? `at ${new Date(deed.now).toISOString()}` : 'the program looks at the files'
}

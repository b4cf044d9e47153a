// What stands behind the words of a walk: the people, the sittings, the files, the entries, and the time on the clock.
import assert from 'node:assert/strict'
import type { WorkingCalendar } from '../../src/engine/calendar/calendar.ts'
import { day } from '../../src/engine/calendar/day.ts'
import { type Instant, instantAt, LONDON } from '../../src/engine/calendar/instant.ts'
import type { History } from '../../src/engine/facts/fact.ts'
import type { LifeEventKind, RecordedLifeEvent } from '../../src/engine/facts/life-event.ts'
import { dayOf, endOf } from '../../src/engine/pathway/days.ts'
import { decide } from '../../src/engine/pathway/decide.ts'
import type { Answers, Entry } from '../../src/engine/pathway/entry.ts'
import { evaluate } from '../../src/engine/pathway/evaluate.ts'
import type { Holding, People } from '../../src/engine/pathway/people.ts'
import type { Command, Decision, Effect, PathwayDuty, View } from '../../src/engine/pathway/view.ts'
import type { Protocol } from '../../src/engine/protocol/protocol.ts'

/** Who takes part, by first name. `own`: the child's and the case's own; `others` hold their role for somebody else. */
export interface Cast {
  readonly agencies: Readonly<Record<string, string>>
  /** Agencies that have no part in the case. */
  readonly strangers?: readonly string[]
  readonly own: Readonly<Record<string, string>>
  readonly others: Readonly<Record<string, string>>
  readonly pools?: Readonly<Record<string, readonly string[]>>
  readonly coreGroup?: readonly string[]
  /** Each person's own line manager. */
  readonly managers?: Readonly<Record<string, string>>
}

/** "2026-03-02 10:00" by the clock on the wall in London; "2026-03-02 untold" where nobody told the hour. */
export function at(when: string): Instant {
  const [date = '', time = '12:00'] = when.split(' ')
  if (time === 'untold') return endOf(day(date))
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const found = instantAt({ day: day(date), hour, minute }, LONDON)
  if (!found.ok) throw new Error(`${when}: ${found.refusal.kind}`)
  return found.value
}

export class Scene {
  readonly protocol: Protocol
  readonly #calendar: WorkingCalendar
  readonly #roles = new Map<string, string>()
  readonly #left = new Map<string, ReturnType<typeof day>>()
  readonly #holdings: (readonly [person: string, role: string])[] = []
  readonly #alsoOwn: (readonly [person: string, role: string])[] = []
  readonly #handedOver: Holding[] = []
  readonly #sittings: { readonly meeting: string; readonly id: string; readonly on: ReturnType<typeof day> }[] = []
  readonly #entries: Entry[] = []
  #siblings: readonly string[] = []
  #lifeEvents: readonly RecordedLifeEvent[] = []
  #effects: readonly Effect[] = []
  #cast: Cast
  #facts: History
  #family: readonly History[] | null = null
  #now: Instant = at('2026-03-02 09:00')
  #view: View | null = null

  constructor(protocol: Protocol, calendar: WorkingCalendar, cast: Cast, facts: History) {
    this.protocol = protocol
    this.#calendar = calendar
    this.#cast = cast
    this.#facts = facts
    for (const [person, role] of Object.entries({ ...cast.own, ...cast.others })) this.#hold(person, role)
  }

  get everybody(): readonly string[] {
    return [...this.#roles.keys()]
  }

  /** Whether somebody acts in this role now. */
  isActing(person: string, role: string): boolean {
    return this.#roles.get(person) === role
  }

  /** What followed from what was recorded last. */
  get effects(): readonly Effect[] {
    return this.#effects
  }

  /** Worked out once until something happens: a story asks it many things of one moment. */
  get view(): View {
    this.#view ??= this.ask(evaluate)
    return this.#view
  }

  protected get now(): Instant {
    return this.#now
  }

  /** What the engine says of it now, or so many days later. */
  ask<T>(of: (...given: Parameters<typeof evaluate>) => T, later = 0): T {
    const moment = (this.#now + later * 86_400_000) as Instant
    const asking = { asOf: moment, knownAt: moment }
    return of(this.protocol, this.#history(), this.#people(), this.#calendar, asking)
  }

  duties(id: string): readonly PathwayDuty[] {
    return this.view.duties.filter(({ duty }) => duty.id === id)
  }

  /** @param family what the files tell of the other children of the family, where they tell of families */
  setFacts(facts: History, family: readonly History[] | null): void {
    this.#view = null
    this.#facts = facts
    this.#family = family
  }

  /** Somebody records today that this changed in the child's life. */
  lives(kind: LifeEventKind): void {
    this.#view = null
    const event = {
      id: String(this.#lifeEvents.length),
      kind,
      on: dayOf(this.#now),
      recorded: this.#now,
      takenBack: null,
    }
    this.#lifeEvents = [...this.#lifeEvents, event]
  }

  takesBack(kind: LifeEventKind): void {
    this.#view = null
    this.#lifeEvents = this.#lifeEvents.map((each) => (each.kind === kind ? { ...each, takenBack: this.#now } : each))
  }

  setNow(when: string): void {
    this.#view = null
    this.#now = at(when)
  }

  acts(person: string, role: string): void {
    this.#hold(person, role)
  }

  #hold(person: string, role: string): void {
    this.#view = null
    this.#roles.set(person, role)
    this.#holdings.push([person, role])
  }

  alsoOwn(person: string, role: string): void {
    this.#view = null
    this.#alsoOwn.push([person, role])
  }

  leavesOpen(role: string): void {
    this.#view = null
    const own = Object.fromEntries(Object.entries(this.#cast.own).filter(([, held]) => held !== role))
    this.#cast = { ...this.#cast, own }
  }

  hasSiblings(ids: readonly string[]): void {
    this.#view = null
    this.#siblings = ids
  }

  leaves(person: string, role: string): void {
    this.#view = null
    this.#left.set(`${person} ${role}`, dayOf(this.#now))
  }

  handsOver(from: string, to: string, role: string): void {
    this.#view = null
    this.leaves(from, role)
    this.#handedOver.push({ person: to, role, from: dayOf(this.#now), until: null })
  }

  plans(meeting: string, on: string): void {
    this.#view = null
    this.#sittings.push({ meeting, id: `${meeting} ${on}`, on: day(on) })
  }

  /** Takes in what was decided; a refusal fails the walk. */
  takes(decision: Decision, what: string): void {
    assert.ok(decision.ok, decision.ok ? '' : `${what}: ${JSON.stringify(decision.refusals)}`)
    this.#view = null
    this.#entries.push(...decision.starts, decision.entry)
    this.#effects = decision.effects
  }

  opensByItself(trigger: string, met: string): void {
    this.adds({
      id: this.#nextId(),
      step: null,
      outcome: null,
      by: 'sightline',
      role: 'sightline',
      happened: this.#now,
      recorded: this.#now,
      answers: {},
      about: null,
      supersedes: null,
      because: null,
      trigger: { id: trigger, met },
    })
  }

  protected adds(entry: Entry): void {
    this.#view = null
    this.#entries.push(entry)
  }

  decide(person: string, step: string, answers: Answers, outcome: string | null, own: Partial<Command> = {}): Decision {
    const command = this.commandOf(person, step, answers, outcome, own)
    return decide(this.protocol, this.#history(), this.#people(), this.#calendar, command, {
      now: this.#now,
      newId: this.#nextId(),
    })
  }

  protected commandOf(
    person: string,
    step: string,
    answers: Answers,
    outcome: string | null,
    own: Partial<Command>,
  ): Command {
    const role = this.#roles.get(person)
    if (role === undefined) throw new Error(`nobody is called ${person}`)
    return {
      step,
      outcome,
      by: person,
      role,
      happened: this.#now,
      answers,
      about: null,
      supersedes: null,
      because: null,
      ...own,
    }
  }

  #nextId(): string {
    return `entry-${String(this.#entries.length + 1).padStart(3, '0')}`
  }

  #history() {
    const { family } = { family: this.#family }
    const facts = { ...this.#facts, lifeEvents: this.#lifeEvents }
    return { facts, entries: this.#entries, ...(family === null ? {} : { family }) }
  }

  #people(): People {
    const from = day('2020-01-01')
    const holding = ([person, role]: readonly [string, string]) => {
      return { person, role, from, until: this.#left.get(`${person} ${role}`) ?? null }
    }
    return {
      persons: [...this.#roles.keys()].map((id) => ({
        id,
        agency: this.#cast.agencies[id] ?? 'council',
        manager: this.#cast.managers?.[id] ?? null,
      })),
      holdings: this.#holdings.map(holding),
      own: [...[...Object.entries(this.#cast.own), ...this.#alsoOwn].map(holding), ...this.#handedOver],
      coreGroup: this.#cast.coreGroup ?? [],
      siblings: this.#siblings,
      agencies: [...new Set(['council', ...Object.values(this.#cast.agencies)])].filter((agency) => {
        return this.#cast.strangers?.includes(agency) !== true
      }),
      pools: this.#cast.pools ?? {},
      sittings: this.#sittings,
    }
  }
}

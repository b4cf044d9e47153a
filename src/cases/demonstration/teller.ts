import type { WorkingCalendar } from '../../engine/calendar/calendar.ts'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { formatInstant, type Instant, instantAt, LONDON } from '../../engine/calendar/instant.ts'
import { shift } from '../../engine/calendar/span.ts'
import type { Answers } from '../../engine/pathway/entry.ts'
import { enterWorkers } from '../../record/facts/enter-workers.ts'
import { type Recorded, recordStep } from '../../record/pathways/record-step.ts'
import { type Bound, type Principal, type Store, within } from '../../record/transaction.ts'

/** The time that stories are told in: so many working days before today. */
export class Past {
  readonly #today: Day
  readonly #calendar: WorkingCalendar

  constructor(today: Day, calendar: WorkingCalendar) {
    this.#today = today
    this.#calendar = calendar
  }

  /** A working day: 1 is the last before today; a negative number is one that is still to come. */
  day(ago: number): Day {
    const span = { count: Math.abs(ago), unit: 'working day' } as const
    const found = shift(this.#today, span, ago < 0 ? 'after' : 'before', this.#calendar)
    if (found.ok) return found.value
    throw new RangeError(
      `the calendar of working days does not reach ${ago} working days from ${formatDay(this.#today)}`,
    )
  }

  /** A moment of such a day: "10:30". */
  moment(ago: number, time: string): Instant {
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    const found = instantAt({ day: this.day(ago), hour, minute }, LONDON)
    if (found.ok) return found.value
    throw new RangeError(`${time} is no time of that day`)
  }

  /** As answers hold a day and a moment. */
  dayText(ago: number): string {
    return formatDay(this.day(ago))
  }

  momentText(ago: number, time: string): string {
    return formatInstant(this.moment(ago, time), LONDON)
  }
}

/** Something that somebody recorded: who, in which role, how long ago. */
export interface Told {
  readonly by: string
  readonly as: string
  readonly step: string
  readonly outcome?: string
  readonly answers?: Answers
  readonly ago: number
  readonly time?: string
}

/** A pathway that a story goes on in. */
export interface Running {
  readonly caseId: string
  readonly pathway: string
  readonly version: number
}

/** What a story cannot be told by is a fault of the story. */
class StoryRefused extends Error {}

/** Records what invented people did, each in their own name and at their own time, by the rules that hold for everybody. */
export class Teller {
  readonly past: Past
  readonly #store: Store
  readonly authority: string
  readonly #persons: ReadonlyMap<string, string>

  constructor(store: Store, authority: string, persons: ReadonlyMap<string, string>, past: Past) {
    this.#store = store
    this.authority = authority
    this.#persons = persons
    this.past = past
  }

  /** The identifier of somebody. */
  person(name: string): string {
    const found = this.#persons.get(name)
    if (found === undefined) throw new StoryRefused(`nobody is called ${name}`)
    return found
  }

  async within<T>(principal: Principal, moment: Instant, work: (bound: Bound) => Promise<T>): Promise<T> {
    const done = await within(this.#store, principal, moment, async (bound) => ({ given: await work(bound) }))
    if ('given' in done) return done.given
    throw new StoryRefused('somebody in it is not active')
  }

  /** Opens a pathway of a case. */
  async opens(protocol: string, caseId: string, told: Told): Promise<Running> {
    const pathway = this.#store.ids.random()
    const recorded = await this.#record({ opens: { protocol, caseId, pathway } }, told)
    if (recorded.ok && 'version' in recorded) return { caseId, pathway, version: recorded.version }
    throw new StoryRefused(`${told.step} by ${told.by} was refused: ${JSON.stringify(recorded)}`)
  }

  /** Goes on in a pathway, one thing after another. */
  async tells(running: Running, ...all: readonly Told[]): Promise<Running> {
    let { version } = running
    for (const told of all) {
      const recorded = await this.#record({ pathway: running.pathway, version }, told)
      if (!recorded.ok || !('version' in recorded)) {
        throw new StoryRefused(`${told.step} by ${told.by} was refused: ${JSON.stringify(recorded)}`)
      }
      version = recorded.version
    }
    return { ...running, version }
  }

  /** Somebody who manages a case enters others as its own, so many working days ago. */
  async enters(
    by: string,
    caseId: string,
    others: readonly (readonly [person: string, role: string])[],
    ago: number,
  ): Promise<void> {
    const principal = { authority: this.authority, person: this.person(by) }
    const workers = others.map(([name, role]) => ({ person: this.person(name), role, since: this.past.day(ago) }))
    const done = await this.within(principal, this.past.moment(ago, '08:30'), (bound) =>
      enterWorkers(bound, { caseId, workers }),
    )
    if (done.kind !== 'entered') throw new StoryRefused(`${by} entered nobody: ${done.kind}`)
  }

  #record(on: Parameters<typeof recordStep>[1]['on'], told: Told): Promise<Recorded> {
    const happened = this.past.moment(told.ago, told.time ?? '10:00')
    const command = {
      step: told.step,
      outcome: told.outcome ?? null,
      role: told.as,
      happened,
      answers: told.answers ?? {},
      about: null,
      supersedes: null,
      because: null,
    }
    const principal = { authority: this.authority, person: this.person(told.by) }
    return this.within(principal, happened, (bound) =>
      recordStep(bound, { key: this.#store.ids.random(), on, command }),
    )
  }
}

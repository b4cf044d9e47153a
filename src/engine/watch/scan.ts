import type { WorkingCalendar } from '../calendar/calendar.ts'
import type { Day } from '../calendar/day.ts'
import type { Cohort } from '../facts/cohort.ts'
import type { Fact } from '../facts/fact.ts'
import type { Duty, Protocol, Trigger } from '../protocol/protocol.ts'
import { type DutyStanding, type Owed, type OwedOf, owedUnder, type Undated } from './duties.ts'
import { dayOfOccasion, isForFamily, type Occasion, occasionsOf, type Standing, standingOf } from './occasions.ts'
import { dutiesOfFiles, inOrderOfNeed } from './order.ts'
import { othersOf, type Told, tell } from './told.ts'
import type { Gap } from './truth.ts'

/** What is asked of a cohort. */
export interface Question {
  readonly asOf: Day
  /** The last day that is looked ahead to. */
  readonly until: Day
  /** Leaves out what became known only later. */
  readonly knownAt?: Day
}

/** One protocol with the calendar that its working days are counted by. */
export interface Watched {
  readonly protocol: Protocol
  readonly calendar: WorkingCalendar
}

export interface OccasionRow {
  readonly protocol: Protocol
  readonly child: number
  readonly occasion: Occasion
  readonly standing: Standing
}

export interface DutyRow {
  readonly protocol: Protocol
  readonly child: number
  readonly owed: Owed
  /** Who works with the child, as the newest involvement tells; '' where no source does. */
  readonly team: string
}

export interface UndatedRow {
  readonly protocol: Protocol
  readonly child: number
  readonly undated: Undated
}

/** How often each trigger of a protocol stands how, listed below or not. */
export interface TriggerTally {
  readonly trigger: Trigger
  readonly counts: Readonly<Record<Standing, number>>
  /** Children of whom nothing in the sources bears on it, and what would answer it. */
  readonly unanswered: number
  readonly wouldTell: readonly Gap[]
}

export interface DutyTally {
  readonly duty: Duty
  readonly counts: Readonly<Record<DutyStanding['kind'], number>>
}

export interface Tally extends Watched {
  readonly triggers: readonly TriggerTally[]
  readonly duties: readonly DutyTally[]
}

export interface Scan {
  readonly question: Question
  readonly tallies: readonly Tally[]
  /** Met, suspected, or to come until the last day asked for. */
  readonly occasions: readonly OccasionRow[]
  /** Open until the last day asked for, overdue, and the latest of those of which no file tells whether they were met. */
  readonly duties: readonly DutyRow[]
  readonly undated: readonly UndatedRow[]
}

/** Asks several protocols of every child of a cohort. */
export function scan(watched: readonly Watched[], cohort: Cohort, question: Question): Scan {
  const scanner = new Scanner(watched, cohort, question)
  for (let child = 0; child < cohort.size; child++) scanner.ask(child)
  return scanner.result()
}

class Scanner {
  readonly #watched: readonly Watched[]
  readonly #cohort: Cohort
  readonly #question: Question
  readonly #tallies: MutableTally[]
  readonly #occasions: OccasionRow[] = []
  readonly #duties: DutyRow[] = []
  readonly #undated: UndatedRow[] = []

  constructor(watched: readonly Watched[], cohort: Cohort, question: Question) {
    this.#watched = watched
    this.#cohort = cohort
    this.#question = question
    this.#tallies = watched.map((each) => new MutableTally(each))
  }

  ask(child: number): void {
    const { asOf, knownAt } = this.#question
    const told = tell(this.#cohort.history(child, knownAt), asOf)
    const family = this.#cohort.child(child).family
    const others = lazily(() => othersOf(this.#cohort, child, asOf, knownAt))
    const first = family === '' || this.#cohort.family(family)[0] === child
    this.#watched.forEach((each, i) => {
      const tally = this.#tallies[i]
      if (tally !== undefined) this.#askProtocol(each, tally, child, told, others, first)
    })
  }

  result(): Scan {
    return {
      question: this.#question,
      tallies: this.#tallies,
      occasions: this.#occasions,
      duties: this.#duties,
      undated: this.#undated,
    }
  }

  #askProtocol(
    { protocol, calendar }: Watched,
    tally: MutableTally,
    child: number,
    told: Told,
    others: () => readonly Told[] | null,
    firstOfFamily: boolean,
  ): void {
    const { asOf, until } = this.#question
    const occasions = new Map<string, readonly Occasion[]>()
    protocol.triggers.forEach((trigger, i) => {
      if (isForFamily(trigger) && !firstOfFamily) return
      const found = occasionsOf(trigger, told, others())
      occasions.set(trigger.id, found.occasions)
      tally.addTrigger(i, found.unanswered)
      for (const occasion of found.occasions) {
        const standing = standingOf(occasion, asOf)
        const soon = standing === 'met' || standing === 'may-be-met' || dayOfOccasion(occasion) <= until
        if (!soon) continue
        tally.countTrigger(i, standing)
        if (standing !== 'over') this.#occasions.push({ protocol, child, occasion, standing })
      }
    })
    const earlier = new Map<string, OwedOf>()
    for (const duty of tally.dutiesInOrder) {
      const found = owedUnder(duty, { told, calendar, until, occasions, earlier })
      earlier.set(duty.id, found)
      for (const owed of found.owed) tally.countDuty(owed, until)
      for (const undated of found.undated) this.#undated.push({ protocol, child, undated })
    }
    for (const found of earlier.values()) {
      for (const owed of listedDuties(found.owed, until)) {
        if (!isStoodInFor(owed, earlier)) this.#duties.push({ protocol, child, owed, team: teamOf(told) })
      }
    }
  }
}

/** What a person needs to see: what is to come, what is late, and the latest that the files leave open. */
function listedDuties(owed: readonly Owed[], until: Day): readonly Owed[] {
  const latestUnknown = new Map<Fact | null, Owed>()
  for (const each of owed) if (each.standing.kind === 'not-known') latestUnknown.set(each.anchor, each)
  return owed.filter((each) => {
    switch (each.standing.kind) {
      case 'open':
        return each.due <= until
      case 'overdue':
        return true
      case 'not-known':
        return latestUnknown.get(each.anchor) === each && goesOn(each)
      case 'met':
      case 'lapsed':
        return false
      default:
        return each.standing satisfies never
    }
  })
}

/**
 * Whether another duty, owed for the same thing, takes the place of this one once it is met. Only that one is listed: a
 * person is shown what to do, not what they need not do if they do it. Both are counted.
 */
function isStoodInFor({ duty, anchor, number }: Owed, all: ReadonlyMap<string, OwedOf>): boolean {
  if (duty.lapses?.kind !== 'duty-met') return false
  return (all.get(duty.lapses.duty)?.owed ?? []).some((other) => other.anchor === anchor && other.number === number)
}

/** A trigger that is not over goes on even where what it was met for has ended: an enquiry ends before its conference. */
function goesOn({ anchor, occasion }: Owed): boolean {
  return occasion !== null || anchor === null || anchor.until === null
}

/** How sources call the worker who holds the case; reviewing officers and others are involved beside them. */
const ALLOCATED = /allocated|social worker|case ?worker/i

/** The team of the child's allocated worker; where no source names one, of whoever came last and is still involved. */
function teamOf(told: Told): string {
  const involved = told.facts('involvement').filter(({ until, team }) => until === null && team !== '')
  return (involved.findLast(({ role }) => ALLOCATED.test(role)) ?? involved.at(-1))?.team ?? ''
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Counts for one protocol while the children go by. */
class MutableTally implements Tally {
  readonly protocol: Protocol
  readonly calendar: WorkingCalendar
  readonly triggers: {
    readonly trigger: Trigger
    readonly counts: Record<Standing, number>
    unanswered: number
    wouldTell: Gap[]
  }[]
  readonly duties: { readonly duty: Duty; readonly counts: Record<DutyStanding['kind'], number> }[]
  readonly dutiesInOrder: readonly Duty[]

  constructor({ protocol, calendar }: Watched) {
    this.protocol = protocol
    this.calendar = calendar
    this.triggers = protocol.triggers.map((trigger) => ({
      trigger,
      counts: { met: 0, 'may-be-met': 0, 'to-come': 0, 'may-come': 0, over: 0 },
      unanswered: 0,
      wouldTell: [],
    }))
    const duties = dutiesOfFiles(protocol)
    this.dutiesInOrder = inOrderOfNeed(duties)
    this.duties = duties.map((duty) => ({
      duty,
      counts: { met: 0, open: 0, overdue: 0, 'not-known': 0, lapsed: 0 },
    }))
  }

  addTrigger(index: number, unanswered: readonly Gap[]): void {
    const tally = this.triggers[index]
    if (tally === undefined || unanswered.length === 0) return
    tally.unanswered += 1
    for (const gap of unanswered) {
      if (!tally.wouldTell.some((known) => isLike(known, gap))) tally.wouldTell.push(gap)
    }
  }

  countTrigger(index: number, standing: Standing): void {
    const tally = this.triggers[index]
    if (tally !== undefined) tally.counts[standing] += 1
  }

  countDuty({ duty, standing, due }: Owed, until: Day): void {
    const tally = this.duties.find((each) => each.duty === duty)
    if (tally === undefined || (standing.kind === 'open' && due > until)) return
    tally.counts[standing.kind] += 1
  }
}

/** Whether two gaps would be answered by the same thing. */
function isLike(a: Gap, b: Gap): boolean {
  return a.kind === b.kind && aboutOf(a) === aboutOf(b)
}

function aboutOf(gap: Gap): string {
  if (gap.kind === 'person') return gap.question
  return 'facts' in gap ? gap.facts : ''
}

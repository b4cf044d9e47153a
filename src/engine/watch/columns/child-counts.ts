import type { Countable } from '../../protocol/condition.ts'
import type { CountWithin } from '../../protocol/sentences/sentence.ts'
import { LONG_AGO } from '../counting.ts'
import { BEGINNING, type DaySet, END } from '../day-set.ts'
import { NONE } from './fact-columns.ts'
import { later } from './reach.ts'
import type { ToldRows } from './told-columns.ts'
import type { TruthColumns } from './truth-columns.ts'
import { firstWithin, type Workshop } from './workshop.ts'

// Events of a child within a window that slides, by the same rules as ../counting.ts.

/** What is counted of facts that columns hold: assessments are not among them. */
type Counted = Exclude<Countable, 'assessments-without-service'>

export function isInColumns(what: Countable): what is Counted {
  return what !== 'assessments-without-service'
}

const KINDS = {
  referrals: 'referral',
  're-openings': 'referral',
  'child-in-need-plans': 'child-in-need-plan',
  placements: 'placement',
} as const satisfies Record<Counted, string>

function counted(what: Counted, within: CountWithin, shop: Workshop): TruthColumns {
  const { block } = shop
  const facts = shop.told(KINDS[what])
  const untold = shop.untold(KINDS[what])
  const { profile, born } = block.columns
  const { length } = shop.rows('child').from
  const sure = { from: new Int32Array(length), until: new Int32Array(length) }
  const possible = { from: new Int32Array(length), until: new Int32Array(length) }
  const [surely, perhaps] = [new Window(within), new Window(within)]
  shop.steps.push(() => {
    for (let i = 0; i < block.count; i++) {
      const child = block.first + i
      const birth = born[child] ?? NONE
      // An expected birth is in no column.
      if (untold !== undefined && birth === NONE) block.undecided[i] = 1
      const silent = untold?.[profile[child] ?? 0]
      const since = birth === NONE ? LONG_AGO : birth
      const firstSilent = firstWithin(silent, since, block.asOf + 1)
      const [first, end] = [facts.starts[i] ?? 0, facts.starts[i + 1] ?? 0]
      surely.begin()
      perhaps.begin()
      for (let row = first; row < end; row++) {
        const on = facts.from[row] ?? END
        const isSure = what !== 're-openings' || wasClosedBefore(facts, first, end, row)
        if (isSure) surely.add(on)
        if (isSure || firstSilent < on) perhaps.add(on)
      }
      const goesOn = surely.until > block.asOf
      sure.from[i] = goesOn ? surely.from : END
      sure.until[i] = goesOn ? surely.until : END
      // Of other days than the one asked nobody asks what is possible.
      const lastSilent = lastWithin(silent, since, block.asOf)
      const mayHold =
        (perhaps.from <= block.asOf && block.asOf < perhaps.until) ||
        (lastSilent !== END && later(lastSilent, within.window) >= block.asOf)
      possible.from[i] = mayHold ? BEGINNING : (sure.from[i] ?? END)
      possible.until[i] = mayHold ? END : (sure.until[i] ?? END)
    }
  })
  return { sure, suspected: sure, possible }
}

/** Whether a case was closed by the day on which another began. */
function wasClosedBefore({ from, until }: ToldRows, first: number, end: number, row: number): boolean {
  for (let other = first; other < end; other++) {
    const closed = until[other] ?? END
    if (other !== row && closed < END && closed <= (from[row] ?? END)) return true
  }
  return false
}

/** The last day of a set from a day up to and on another; `END` where there is none. */
function lastWithin(set: DaySet | undefined, from: number, to: number): number {
  if (set === undefined) return END
  for (let i = set.length - 2; i >= 0; i -= 2) {
    const last = Math.min((set[i + 1] ?? END) - 1, to)
    if (last >= (set[i] ?? END) && last >= from) return last
  }
  return END
}

/** The last spell of days on which enough events lie within the window; they are given in their order. */
class Window {
  from = END
  until = BEGINNING
  readonly #within: CountWithin
  /** The days of the latest events, as many as are asked for. */
  #latest: number[] = []

  constructor(within: CountWithin) {
    this.#within = within
  }

  begin(): void {
    this.from = END
    this.until = BEGINNING
    this.#latest = []
  }

  add(on: number): void {
    const { count, window } = this.#within
    this.#latest.push(on)
    const first = this.#latest[this.#latest.length - count]
    if (first === undefined) return
    const until = later(first, window) + 1
    if (until <= on) return
    if (on > this.until) this.from = on
    this.until = Math.max(this.until, until)
  }
}

export const childCounts = { counted }

import { MULTIPLE_CATEGORIES } from '../../facts/codes.ts'
import type { Threshold } from '../../protocol/sentences/sentence.ts'
import { END } from '../day-set.ts'
import { type CohortColumns, type ColumnKind, categoryNumber, NONE } from './fact-columns.ts'
import type { ToldPlans } from './plan-rows.ts'
import { reaching } from './reach.ts'
import type { SpellColumn, TruthColumns } from './truth-columns.ts'
import { exact, firstWithin, type Workshop } from './workshop.ts'

// Conditions about protection plans, by the same rules as ../plans.ts and ../conditions.ts.

const KIND = 'protection-plan'

/** CWM-06: the third review conference counts on the day it is held, if the child is still on the register after it. */
function reviews(count: number, shop: Workshop): TruthColumns {
  const rows = shop.plans()
  const sure = shop.spells(KIND)
  shop.steps.push(() => {
    for (let row = 0; row < rows.count; row++) {
      const nth = (rows.firstReview[row] ?? 0) + count - 1
      sure.from[row] = nth < (rows.lastReview[row] ?? 0) ? (rows.reviews[nth] ?? END) : END
    }
  })
  return withUntoldReviews(sure, shop, (row) => (rows.from[row] ?? 0) + 1) ?? exact(sure)
}

/** A review counts for a month of the plan from a day on; the plan must go on after it. */
function reviewAfter(threshold: Threshold, shop: Workshop): TruthColumns {
  const rows = shop.plans()
  const after = new Int32Array(rows.from.length)
  shop.steps.push(reaching(threshold, rows, shop.block.columns.facts[KIND], after))
  const sure = shop.spells(KIND)
  shop.steps.push(() => {
    for (let row = 0; row < rows.count; row++) {
      const from = after[row] ?? END
      const last = rows.lastReview[row] ?? 0
      let review = rows.firstReview[row] ?? 0
      while (review < last && (rows.reviews[review] ?? END) < from) review += 1
      sure.from[row] = review < last ? (rows.reviews[review] ?? END) : END
    }
  })
  return withUntoldReviews(sure, shop, (row) => Math.max(after[row] ?? 0, (rows.from[row] ?? 0) + 1)) ?? exact(sure)
}

/** A review that no source tells of may have been the one, if it lies before the one that is seen. */
function withUntoldReviews(
  seen: SpellColumn,
  shop: Workshop,
  notBefore: (row: number) => number,
): TruthColumns | undefined {
  const untold = shop.untold('review')
  if (untold === undefined) return undefined
  const { block } = shop
  const { profile } = block.columns
  const rows = shop.plans()
  const suspected = shop.spells(KIND)
  shop.steps.push(() => {
    for (let row = 0; row < rows.count; row++) {
      const silent = firstWithin(untold[profile[rows.child[row] ?? 0] ?? 0], notBefore(row), block.asOf + 1)
      suspected.from[row] = Math.min(seen.from[row] ?? END, silent)
    }
  })
  return { sure: seen, suspected, possible: suspected }
}

/** Which days a category holds on. No source gives the day of a change, so one that changed is sure or gone from then on. */
function category(code: string, shop: Workshop): TruthColumns {
  const { block } = shop
  const rows = shop.plans()
  const { initial } = block.columns.plans
  const wanted = categoryNumber(code)
  const multiple = categoryNumber(MULTIPLE_CATEGORIES)
  const sure = shop.spells(KIND)
  const suspected = { from: new Int32Array(rows.from.length), until: new Int32Array(rows.from.length) }
  shop.steps.push(() => {
    for (let row = 0; row < rows.count; row++) {
      const from = rows.from[row] ?? 0
      const first = initial[rows.place[row] ?? 0]
      const latest = rows.latest[row]
      const known = rows.knownFrom[row] ?? NONE
      const seen = known === NONE ? block.asOf : known
      const isLatest = latest === wanted
      const isSurelyFrom = first === wanted || seen < from ? from : seen
      sure.from[row] = isLatest ? isSurelyFrom : END
      const goesOn = isLatest || latest === multiple
      const wasOnce = first === wanted || first === multiple
      suspected.from[row] = goesOn || wasOnce ? from : END
      suspected.until[row] = goesOn ? END : seen
    }
  })
  return { sure, suspected, possible: suspected }
}

function plansOfChild(count: number, shop: Workshop): TruthColumns {
  const { block } = shop
  const rows = shop.plans()
  const untold = shop.untold(KIND)
  if (untold === undefined) {
    const column = shop.spells(KIND)
    shop.steps.push(() => {
      for (let row = 0; row < rows.count; row++) {
        const isNth = (rows.nth[row] ?? 0) >= count
        column.from[row] = isNth ? (rows.from[row] ?? END) : END
      }
    })
    return exact(column)
  }
  const counting = new Counting(rows.all, block.columns, untold)
  const truth = counted(KIND, shop)
  shop.steps.push(() => {
    for (let row = 0; row < rows.count; row++) {
      const child = rows.child[row] ?? 0
      const told = rows.told[row] ?? 0
      counting.before(child, rows.all.starts[child - block.first] ?? 0, told)
      counting.stated(told)
      truth.write(row, rows.from[row] ?? 0, counting.least + 1, counting.most + 1, count)
    }
  })
  return truth
}

function earlierPlans(count: number, kind: ColumnKind, shop: Workshop): TruthColumns {
  const { block } = shop
  const plans = shop.plans().all
  const rows = shop.rows(kind)
  const counting = new Counting(plans, block.columns, shop.untold(KIND))
  const truth = counted(kind, shop)
  shop.steps.push(() => {
    for (let row = 0; row < rows.count; row++) {
      const child = rows.child[row] ?? 0
      const i = child - block.first
      const from = rows.from[row] ?? 0
      const first = plans.starts[i] ?? 0
      let end = first
      while (end < (plans.starts[i + 1] ?? 0) && (plans.from[end] ?? 0) < from) end += 1
      counting.before(child, first, end)
      truth.write(row, from, counting.least, counting.most, count)
    }
  })
  return truth
}

/** How many plans a child had, between two bounds, by the rules of `plansBefore` and `withStated` in ../plans.ts. */
class Counting {
  least = 0
  most = 0
  readonly #plans: ToldPlans
  readonly #columns: CohortColumns
  /** 1 for a profile of coverage that does not tell of every plan; undefined where all do. */
  readonly #silent: Uint8Array | undefined

  constructor(plans: ToldPlans, columns: CohortColumns, untold: readonly (readonly number[])[] | undefined) {
    this.#plans = plans
    this.#columns = columns
    this.#silent = untold && Uint8Array.from(untold, (set) => (set.length > 0 ? 1 : 0))
  }

  /** Counts the plans of a child from the row `first` up to, and not, the row `end`. */
  before(child: number, first: number, end: number): void {
    const seen = end - first
    this.least = seen
    this.most = seen
    if (this.#silent === undefined) return
    if (this.#silent[this.#columns.profile[child] ?? 0] === 0) return
    this.most = END
    if (seen === 0) return
    // What the source states of the last earlier plan, and that plan itself.
    this.least = seen - 1
    this.stated(end - 1)
    this.least += 1
    if (this.most < END) this.most += 1
  }

  /** Narrows the count by what the source states of the plan before which it is counted. */
  stated(row: number): void {
    const place = this.#plans.place[row] ?? 0
    const stated = this.#columns.plans.stated[place] ?? NONE
    if (stated === NONE || this.least === this.most) return
    const surely = this.#columns.plans.mayCountThis[place] === 1 && stated > 0 ? stated - 1 : stated
    this.most = Math.max(this.least, stated)
    this.least = Math.max(this.least, surely)
  }
}

/** Columns for a number known between two bounds that reaches another or does not. */
function counted(
  kind: ColumnKind,
  shop: Workshop,
): TruthColumns & { readonly write: (row: number, from: number, least: number, most: number, wanted: number) => void } {
  const [sure, suspected, possible] = [shop.spells(kind), shop.spells(kind), shop.spells(kind)]
  return {
    sure,
    suspected,
    possible,
    write: (row, from, least, most, wanted) => {
      sure.from[row] = least >= wanted ? from : END
      // A number with an upper bound was stated by a source; one without is the sources' silence.
      suspected.from[row] = least >= wanted || (most >= wanted && most < END) ? from : END
      possible.from[row] = most >= wanted ? from : END
    },
  }
}

export const planConditions = { reviews, reviewAfter, category, plansOfChild, earlierPlans }

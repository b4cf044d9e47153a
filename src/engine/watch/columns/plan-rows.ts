import { BEGINNING, END } from '../day-set.ts'
import { BLOCK, type Block, emptyRows, endOfChildhood, mostIn, type Rows } from './told-columns.ts'

/** All plans as they stood, those that follow one another without a gap as one. */
export interface ToldPlans {
  /** For each child of the block, where its rows begin, and one more. */
  readonly starts: Int32Array
  readonly from: Int32Array
  /** The place of the first of several plans that are one. */
  readonly place: Int32Array
  /** The plan's number among those of its child, by which a review may name it; 0 for several plans that are one. */
  readonly key: Int32Array
}

/** The plans that were going on on the day asked: one of a child at most, and its last. */
export interface PlanRows extends Rows {
  readonly all: ToldPlans
  /** The row of the plan in `all`. */
  readonly told: Int32Array
  /** Which of the child's plans it is, as far as the sources show. */
  readonly nth: Int32Array
  /** What the last of several plans that are one says of itself. */
  readonly latest: Uint8Array
  readonly knownFrom: Int32Array
  /** Where each plan's reviews begin in `reviews`, and where they end. */
  readonly firstReview: Int32Array
  readonly lastReview: Int32Array
  /** The days of the review conferences, plan by plan, each day once. */
  readonly reviews: Int32Array
}

/** The plans and reviews as they stood on the day asked, by the rules of `tell` in ../told.ts and `reviewsOf` in ../plans.ts. */
export function planRows(block: Block): { readonly rows: PlanRows; readonly tell: () => void } {
  const capacity = mostIn(block.columns, 'protection-plan')
  const all: ToldPlans = {
    starts: new Int32Array(BLOCK + 1),
    from: new Int32Array(capacity),
    place: new Int32Array(capacity),
    key: new Int32Array(capacity),
  }
  const rows: PlanRows = {
    ...emptyRows(BLOCK),
    all,
    told: new Int32Array(BLOCK),
    nth: new Int32Array(BLOCK),
    latest: new Uint8Array(BLOCK),
    knownFrom: new Int32Array(BLOCK),
    firstReview: new Int32Array(BLOCK),
    lastReview: new Int32Array(BLOCK),
    reviews: new Int32Array(mostIn(block.columns, 'review')),
  }
  const tell = (): void => {
    rows.count = tellPlans(block, all, rows)
    gatherReviews(block, rows)
  }
  return { rows, tell }
}

function tellPlans({ columns, first, count, asOf }: Block, all: ToldPlans, rows: PlanRows): number {
  const { starts, from: begins, until: ends } = columns.facts['protection-plan']
  const { died, adult } = columns
  const { key: keys, latest, knownFrom } = columns.plans
  const { starts: rowStarts, place: places, from: froms, key } = all
  let row = 0
  let open = 0
  for (let i = 0; i < count; i++) {
    const own = row
    const child = first + i
    const last = starts[child + 1] ?? 0
    const end = endOfChildhood(died[child] ?? END, adult[child] ?? END, asOf)
    let before = BEGINNING
    let newest = 0
    for (let place = starts[child] ?? 0; place < last; place++) {
      const from = begins[place] ?? 0
      if (from > asOf) break
      const ended = ends[place] ?? END
      const stood = ended > asOf ? END : ended
      const until = stood < end ? stood : end
      // A plan that ends on its first day is none.
      if (until <= from) continue
      newest = place
      if (before < from) {
        places[row] = place
        froms[row] = from
        key[row] = keys[place] ?? 0
        row += 1
        before = until
      } else {
        key[row - 1] = 0
        if (until > before) before = until
      }
    }
    rowStarts[i + 1] = row
    if (before !== END) continue
    rows.child[open] = child
    rows.told[open] = row - 1
    rows.nth[open] = row - own
    rows.from[open] = froms[row - 1] ?? 0
    rows.place[open] = places[row - 1] ?? 0
    rows.latest[open] = latest[newest] ?? 0
    rows.knownFrom[open] = knownFrom[newest] ?? 0
    open += 1
  }
  return open
}

function gatherReviews({ columns, first, asOf }: Block, rows: PlanRows): void {
  const { starts, from: held } = columns.facts.review
  const { reviewOf } = columns
  const { all, count, child, told, from: froms, firstReview, lastReview, reviews } = rows
  let review = 0
  for (let row = 0; row < count; row++) {
    const i = (child[row] ?? 0) - first
    const firstPlan = all.starts[i] ?? 0
    const lastPlan = all.starts[i + 1] ?? 0
    const own = all.key[told[row] ?? 0] ?? 0
    const lastHeld = starts[first + i + 1] ?? 0
    // A plan that goes on is of a living child.
    let latest = froms[row] ?? 0
    firstReview[row] = review
    for (let each = starts[first + i] ?? 0; each < lastHeld; each++) {
      const on = held[each] ?? 0
      if (on > asOf) break
      // A day counts once; the days stand in order.
      if (on <= latest) continue
      const named = reviewOf[each] ?? 0
      if (named !== own && isOfAnother(named, all.key, firstPlan, lastPlan)) continue
      reviews[review] = on
      review += 1
      latest = on
    }
    lastReview[row] = review
  }
}

/** Whether a review names a plan of the child: 0 names none. */
function isOfAnother(named: number, key: Int32Array, first: number, last: number): boolean {
  if (named === 0) return false
  for (let row = first; row < last; row++) if (key[row] === named) return true
  return false
}

import type { CohortColumns } from '../../src/engine/watch/columns/fact-columns.ts'
import { categoryNumber } from '../../src/engine/watch/columns/fact-columns.ts'
import { correspondingDay } from '../../src/engine/watch/columns/month-table.ts'
import { END } from '../../src/engine/watch/day-set.ts'

// The five triggers written by hand over the same typed arrays, child by child in one loop, for sources that tell of every day.

/** The kinds of values, as columns number them. */
const SUSPECTED = 2
const SURE = 3

export interface Days {
  readonly kind: Uint8Array
  readonly day: Int32Array
}

const MOST_PLANS = 64

export function byHand(columns: CohortColumns, asOf: number): readonly Days[] {
  const { size, died, adult } = columns
  const plans = columns.facts['protection-plan']
  const reviews = columns.facts.review
  const { initial, latest: latests, knownFrom, key: keys } = columns.plans
  const { reviewOf } = columns
  const neglect = categoryNumber('NEG')
  const multiple = categoryNumber('MUL')
  const answers = Array.from({ length: 5 }, () => ({ kind: new Uint8Array(size), day: new Int32Array(size).fill(END) }))
  const [notEnding, neglected, fifteen, twentyOne, third] = answers
  if (!notEnding || !neglected || !fifteen || !twentyOne || !third) return answers

  const from = new Int32Array(MOST_PLANS)
  const until = new Int32Array(MOST_PLANS)
  const place = new Int32Array(MOST_PLANS)
  const latest = new Int32Array(MOST_PLANS)
  const known = new Int32Array(MOST_PLANS)
  const key = new Int32Array(MOST_PLANS)

  const surely = ({ kind, day }: Days, child: number, on: number): void => {
    if (on < (day[child] ?? END) || (on === day[child] && kind[child] === SUSPECTED)) {
      day[child] = on
      kind[child] = SURE
    }
  }

  for (let child = 0; child < size; child++) {
    const childhood = Math.min(died[child] ?? END, adult[child] ?? END)
    const end = childhood <= asOf ? childhood : END
    const death = (died[child] ?? END) <= asOf ? (died[child] ?? END) : END
    let count = 0
    for (let at = plans.starts[child] ?? 0; at < (plans.starts[child + 1] ?? 0); at++) {
      const began = plans.from[at] ?? END
      if (began > asOf) break
      let ended = plans.until[at] ?? END
      if (ended > asOf) ended = END
      if (ended > end) ended = end
      if (ended <= began) continue
      const last = count - 1
      if (count > 0 && (until[last] ?? 0) >= began) {
        if (ended > (until[last] ?? 0)) until[last] = ended
        key[last] = 0
        latest[last] = latests[at] ?? 0
        known[last] = knownFrom[at] ?? asOf
        continue
      }
      from[count] = began
      until[count] = ended
      place[count] = at
      latest[count] = latests[at] ?? 0
      known[count] = knownFrom[at] ?? asOf
      key[count] = keys[at] ?? 0
      count += 1
    }
    for (let plan = 0; plan < count; plan++) {
      const over = until[plan] ?? 0
      if (over <= asOf) continue
      const began = from[plan] ?? 0
      const at = place[plan] ?? 0
      const own = key[plan] ?? 0
      const month = plans.month[at] ?? 0
      const date = plans.date[at] ?? 0
      const after12 = correspondingDay(month, date, 12)
      const after18 = correspondingDay(month, date, 18)
      let days15 = correspondingDay(month, date, 15)
      let days21 = correspondingDay(month, date, 21)
      const more18 = after18 + 1
      let not = days15

      let held = 0
      let before = began
      for (let each = reviews.starts[child] ?? 0; each < (reviews.starts[child + 1] ?? 0); each++) {
        const on = reviews.from[each] ?? END
        if (on > asOf) break
        if (on <= before || on > death) continue
        const of = reviewOf[each] ?? 0
        if (of === 0 || of !== own) {
          if (on > over) continue
          let other = false
          for (let each = 0; of !== 0 && each < count; each++) if (key[each] === of) other = true
          if (other) continue
        }
        before = on
        held += 1
        if (held === 3 && on < not) not = on
        if (on >= after12 && on < days15) days15 = on
        if (on >= after18 && on < days21) days21 = on
      }
      if (not < over) surely(notEnding, child, not)
      if (days15 < over) surely(fifteen, child, days15)
      if (days21 < over) surely(twentyOne, child, days21)
      if (plan >= 2) surely(third, child, began)

      const seen = known[plan] ?? asOf
      const first = initial[at] ?? 0
      const now = latest[plan] ?? 0
      if (more18 >= over) continue
      if (now === neglect) {
        surely(neglected, child, first === neglect ? more18 : Math.max(more18, seen))
      } else if (now === multiple || ((first === neglect || first === multiple) && more18 < seen)) {
        if (now !== multiple && Math.min(over, seen) <= asOf) continue
        if (more18 < (neglected.day[child] ?? END)) {
          neglected.day[child] = more18
          neglected.kind[child] = SUSPECTED
        }
      }
    }
  }
  return answers
}

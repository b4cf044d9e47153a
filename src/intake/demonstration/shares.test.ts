import assert from 'node:assert/strict'
import { test } from 'node:test'
import { windowOf } from './authority.ts'
import { AS_OF, authority } from './given.test-data.ts'
import { type Measured, measure } from './measured.test-data.ts'

/** England in the year to 31 March 2025: the figures that docs/reference/demonstration.md lists with their sources. */
const IN_NEED = 402_400
const OPEN_BY_LENGTH = [31.5, 25.5, 26.3, 14.4, 2.3]
const ENDED_BY_LENGTH = [15.9, 11.0, 43.5, 25.2, 4.4]
const LENGTHS = ['up to 3 months', '3 to 6 months', '6 to 12 months', '1 to 2 years', 'over 2 years']

interface Share {
  readonly what: string
  readonly published: number
  readonly generated: number
  /** How far the two may lie apart, in the same unit. */
  readonly within: number
}

function percent(part: number, whole: number): number {
  return (100 * part) / whole
}

function shares(sum: Measured): Share[] {
  const ended = sum.endedByLength.reduce((total, count) => total + count, 0)
  const perInNeed = (what: string, national: number, count: number, within: number): Share => ({
    what: `${what}, for each 100 children in need`,
    published: percent(national, IN_NEED),
    generated: percent(count, sum.inNeed),
    within,
  })
  const share = (what: string, published: number, generated: number, within: number): Share => ({
    what: `${what}, %`,
    published,
    generated,
    within,
  })
  return [
    perInNeed('on a plan', 49_420, sum.onPlan, 0.8),
    perInNeed('looked after', 81_770, sum.lookedAfter, 1),
    perInNeed('referrals in the year', 632_830, sum.referrals, 5),
    perInNeed('plans started in the year', 61_840, sum.plansStarted, 1),
    perInNeed('initial conferences in the year', 72_100, sum.conferences, 1.3),
    share('referrals within 12 months of an earlier one', 22.6, percent(sum.rereferrals, sum.referrals), 2),
    share('plans started that are second or later', 24.5, percent(sum.secondOrLater, sum.plansStarted), 2.5),
    share('conferences within 15 working days', 81.4, percent(sum.conferencesInTime, sum.conferences), 2.5),
    share('reviews on time (an assumption)', 90, percent(sum.reviewsOnTime, sum.reviews), 2),
    share('plans for neglect (about half)', 50, percent(sum.neglect, sum.onPlan), 4),
    share('plans for emotional abuse (about a third)', 33.3, percent(sum.emotional, sum.onPlan), 4),
    ...LENGTHS.map((length, i) =>
      share(`open plans, ${length}`, OPEN_BY_LENGTH[i] ?? 0, percent(sum.openByLength[i] ?? 0, sum.onPlan), 3.5),
    ),
    ...LENGTHS.map((length, i) =>
      share(`plans ended, ${length}`, ENDED_BY_LENGTH[i] ?? 0, percent(sum.endedByLength[i] ?? 0, ended), 4.5),
    ),
  ]
}

test('an authority of 20,000 children in need has the published shares', (context) => {
  const sum = measure(authority(20_000, 1), windowOf(AS_OF))
  assert.equal(sum.inNeed, 20_000)
  const all = shares(sum)
  for (const { what, published, generated, within } of all) {
    context.diagnostic(
      `${what}: published ${published.toFixed(1)}, generated ${generated.toFixed(1)}, within ${within}`,
    )
  }
  const far = all.filter(({ published, generated, within }) => Math.abs(published - generated) > within)
  assert.deepEqual(far, [])
})

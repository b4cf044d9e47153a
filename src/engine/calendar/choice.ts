/** Something with a place in time: a `Count`, an `HourCount`, an event, another `Choice`. Null: it has no day yet. */
export interface Placed {
  readonly result: number | null
}

/** How one of several days was taken, with the derivation of each. */
export interface Choice<T extends Placed> {
  readonly rule: 'earliest' | 'latest'
  readonly of: readonly T[]
  /** Those that fall on the result: several where they fall together. */
  readonly taken: readonly T[]
  readonly result: T['result']
}

/**
 * The earliest of several, "whichever comes first". What has no day yet comes after every day, so it is taken only where
 * nothing has one.
 */
export function earliestOf<T extends Placed>(first: T, ...others: readonly T[]): Choice<T> {
  return choose('earliest', first, others)
}

/** The latest of several. One that has no day yet leaves the whole without a day. */
export function latestOf<T extends Placed>(first: T, ...others: readonly T[]): Choice<T> {
  return choose('latest', first, others)
}

function choose<T extends Placed>(rule: Choice<T>['rule'], first: T, others: readonly T[]): Choice<T> {
  const of = [first, ...others]
  const sign = rule === 'earliest' ? 1 : -1
  const chosen = of.reduce((best, each) => (sign * (placeOf(each) - placeOf(best)) < 0 ? each : best))
  return { rule, of, taken: of.filter((each) => each.result === chosen.result), result: chosen.result }
}

function placeOf({ result }: Placed): number {
  return result ?? Number.MAX_VALUE
}

/** How many requests are taken from one browser or one address in a minute. */
export interface Limits {
  readonly aMinute: number
}

const MINUTE_MS = 60_000
/** More askers than this in one minute are forgotten together: nothing may grow without end. */
const MOST_ASKERS = 100_000

/** Counts requests in whole minutes; gives whether one more is taken. */
export function counter({ aMinute }: Limits): (asker: string, now: number) => boolean {
  let minute = 0
  let counts = new Map<string, number>()
  return (asker, now) => {
    const current = Math.floor(now / MINUTE_MS)
    if (current !== minute || counts.size > MOST_ASKERS) {
      minute = current
      counts = new Map()
    }
    const count = (counts.get(asker) ?? 0) + 1
    counts.set(asker, count)
    return count <= aMinute
  }
}

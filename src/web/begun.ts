import type { Instant } from '../engine/calendar/instant.ts'

// What began in a browser before anybody signed in and must end in the same one. It lasts ten minutes, is taken once, and is
// kept in memory alone: after a restart people begin again. A browser has few at a time and all of them together a limit, so
// that nobody fills the memory by beginning; the oldest go first.

const LASTS_MS = 10 * 60_000
const MOST_OF_ONE = 5
const MOST = 10_000

interface Kept<T> {
  readonly browser: string
  readonly until: Instant
  readonly what: T
}

/** What began, by browser and key. */
export class Begun<T> {
  /** Oldest first. */
  readonly #kept = new Map<string, Kept<T>>()
  /** The keys of each browser, oldest first. */
  readonly #keys = new Map<string, readonly string[]>()

  keep(browser: string, key: string, moment: Instant, what: T): void {
    this.#drop(key)
    for (const [old, { until }] of this.#kept) {
      if (until > moment && this.#kept.size < MOST) break
      this.#drop(old)
    }
    const own = this.#keys.get(browser) ?? []
    const [oldest] = own
    if (oldest !== undefined && own.length >= MOST_OF_ONE) this.#drop(oldest)
    this.#kept.set(key, { browser, until: (moment + LASTS_MS) as Instant, what })
    this.#keys.set(browser, [...(this.#keys.get(browser) ?? []), key])
  }

  /** What began under a key, which is then gone; null where nothing did, in another browser, too long ago, or it was taken. */
  take(browser: string, key: string, moment: Instant): T | null {
    const found = this.look(browser, key, moment)
    if (found !== null) this.#drop(key)
    return found
  }

  /** As `take`, and it stays. */
  look(browser: string, key: string, moment: Instant): T | null {
    const found = this.#kept.get(key)
    if (found === undefined || found.browser !== browser || found.until <= moment) return null
    return found.what
  }

  #drop(key: string): void {
    const found = this.#kept.get(key)
    if (found === undefined) return
    this.#kept.delete(key)
    const left = (this.#keys.get(found.browser) ?? []).filter((each) => each !== key)
    if (left.length > 0) this.#keys.set(found.browser, left)
    else this.#keys.delete(found.browser)
  }
}

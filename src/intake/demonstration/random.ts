/**
 * Random numbers of our own, so that a seed gives the same authority on every machine and in every release of the runtime.
 *
 * The generator is sfc32 (Doty-Humphrey, "Small Fast Counting", from PractRand): three words of state and a counter, 32-bit
 * additions, shifts and exclusive-ors only. Its words are the seed and the stream's number, scrambled as splitmix32 does it,
 * so that neighbouring streams are unlike. No logarithm, power or sine is used anywhere: their last digit may differ between
 * machines.
 */
export class Stream {
  #a: number
  #b: number
  #c: number
  #counter = 1

  /** `seed` is a whole number from 0 to 2^53 - 1; `stream` tells streams of one seed apart. */
  constructor(seed: number, stream: number) {
    const high = Math.floor(seed / 0x1_0000_0000)
    this.#a = scramble(seed | 0)
    this.#b = scramble(this.#a ^ high)
    this.#c = scramble(this.#b ^ stream)
    this.#a ^= scramble(this.#c)
    // The first outputs still show the seed; PractRand's own seeding drops as many.
    for (let i = 0; i < 12; i++) this.next()
  }

  /** A whole number from 0 to 2^32 - 1. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** A whole number from 0 to `count` - 1; `count` is at most 2^21, so that the product stays exact. */
  below(count: number): number {
    return Math.floor((this.next() * count) / 0x1_0000_0000)
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  /** True in `parts` of ten thousand cases. */
  chance(parts: number): boolean {
    return this.below(10_000) < parts
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0]
  }

  /** One of a table's values, each as often as its weight says. Weights are whole numbers. */
  weighted<T>(table: Weighted<T>): T {
    let left = this.below(table.reduce((sum, [, weight]) => sum + weight, 0))
    for (const [value, weight] of table) {
      left -= weight
      if (left < 0) return value
    }
    return table[0][0]
  }

  /**
   * A whole number spread by quantiles: `points` are the least value, those at equal shares of the cases, and the greatest.
   * [0, 5, 30] gives 0 to 5 in one half of the cases and 5 to 30 in the other, evenly within each.
   */
  spread(points: readonly number[]): number {
    const at = this.below((points.length - 1) * 1_024)
    const low = points[at >> 10] ?? 0
    const high = points[(at >> 10) + 1] ?? low
    return low + Math.floor(((high - low + 1) * (at & 1_023)) / 1_024)
  }
}

export type Weighted<T> = readonly [readonly [T, number], ...(readonly [T, number])[]]

/** The finaliser of splitmix32: every bit of the word given sways every bit of the word returned. */
function scramble(given: number): number {
  let word = (given + 0x9e37_79b9) | 0
  word = Math.imul(word ^ (word >>> 16), 0x21f0_aaad)
  word = Math.imul(word ^ (word >>> 15), 0x735a_2d97)
  return word ^ (word >>> 15)
}

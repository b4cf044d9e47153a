import { Column } from './columns.ts'

/** Stands before a character that is not ASCII; the bits of its code follow in three parts of seven, as a narrow column holds them. */
const WIDE = 0x7f
const PART = 7
const FIRST_SLOTS = 1 << 10

/**
 * Identifiers kept once each and known by number, from 0 in the order in which they were met. They stand one behind the
 * other in one column and are found by their hash: in less than half the memory of a map of strings, and nothing
 * for the garbage collector to look through, be it a million of them.
 */
export class Identifiers {
  readonly #text = new Column()
  /** Where each identifier ends in the text: it begins where the one before it ends. */
  readonly #ends = new Column()
  readonly #hashes = new Column()
  #size = 0
  /** An identifier stands in the first slot from its hash on that was free, as its number and one; a free slot holds 0. */
  #slots = new Int32Array(FIRST_SLOTS)

  get size(): number {
    return this.#size
  }

  find(identifier: string): number | undefined {
    const number = (this.#slots[this.#slotOf(identifier, hashOf(identifier))] ?? 0) - 1
    return number < 0 ? undefined : number
  }

  /** The number of an identifier, made if need be. */
  numberOf(identifier: string): number {
    const hash = hashOf(identifier)
    const slot = this.#slotOf(identifier, hash)
    const known = (this.#slots[slot] ?? 0) - 1
    if (known >= 0) return known
    const number = this.#size
    this.#ends.set(number, this.#write(identifier, this.#end(number - 1)))
    this.#hashes.set(number, hash)
    this.#slots[slot] = number + 1
    this.#size += 1
    if (this.#size * 4 > this.#slots.length * 3) this.#spread()
    return number
  }

  /** The identifier of a number; undefined where there is none. */
  text(number: number): string | undefined {
    if (!(number >= 0 && number < this.#size)) return undefined
    const units: number[] = []
    const end = this.#end(number)
    for (let at = this.#end(number - 1); at < end; at++) {
      let unit = this.#text.get(at)
      if (unit === WIDE) {
        unit = 0
        for (const last = at + 3; at < last; ) unit = (unit << PART) | this.#text.get(++at)
      }
      units.push(unit)
    }
    return String.fromCharCode(...units)
  }

  /** Writes an identifier from a place in the text on, and gives where it ends. */
  #write(identifier: string, from: number): number {
    let at = from
    for (let i = 0; i < identifier.length; i++) {
      const unit = identifier.charCodeAt(i)
      if (unit < WIDE) {
        this.#text.set(at++, unit)
        continue
      }
      this.#text.set(at++, WIDE)
      this.#text.set(at++, unit >> (2 * PART))
      this.#text.set(at++, (unit >> PART) & WIDE)
      this.#text.set(at++, unit & WIDE)
    }
    return at
  }

  /** The slot in which an identifier stands, or is to stand. */
  #slotOf(identifier: string, hash: number): number {
    const last = this.#slots.length - 1
    let slot = hash & last
    for (let number = (this.#slots[slot] ?? 0) - 1; number >= 0; number = (this.#slots[slot] ?? 0) - 1) {
      if (this.#hashes.get(number) === hash && this.text(number) === identifier) break
      slot = (slot + 1) & last
    }
    return slot
  }

  /** Twice as many slots, so that a quarter of them at least is always free. */
  #spread(): void {
    const slots = new Int32Array(this.#slots.length * 2)
    const last = slots.length - 1
    for (let number = 0; number < this.#size; number++) {
      let slot = this.#hashes.get(number) & last
      while (slots[slot] !== 0) slot = (slot + 1) & last
      slots[slot] = number + 1
    }
    this.#slots = slots
  }

  #end(number: number): number {
    return number < 0 ? 0 : this.#ends.get(number)
  }
}

/** FNV-1a over the characters; its last bits are poor, so those above are mixed in. */
function hashOf(identifier: string): number {
  let hash = 0
  for (let i = 0; i < identifier.length; i++) hash = Math.imul(hash ^ identifier.charCodeAt(i), 0x01000193)
  return hash ^ (hash >>> 15)
}

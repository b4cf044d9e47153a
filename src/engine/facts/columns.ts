const BLOCK_BITS = 15
const BLOCK = 1 << BLOCK_BITS

/**
 * A growing column of numbers in typed arrays of 32,768 each. One array that grows would for a moment be there twice: with
 * blocks, reading a 190 MB census peaked at 230 MB and not at 278. Where nothing but 0 has been kept there is no block.
 */
export class Column<A extends Uint8Array | Uint32Array | Int32Array> {
  readonly #blocks: (A | undefined)[] = []
  readonly #make: (length: number) => A

  constructor(make: (length: number) => A) {
    this.#make = make
  }

  /** Keeps a number. One that the column cannot hold whole would come back as another, so it is a bug and throws. */
  set(index: number, value: number): void {
    let block = this.#blocks[index >> BLOCK_BITS]
    if (block === undefined) {
      if (value === 0) return
      block = this.#makeBlock(index >> BLOCK_BITS)
    }
    block[index & (BLOCK - 1)] = value
    if (block[index & (BLOCK - 1)] !== value) {
      throw new RangeError(`${value} does not fit into a column of whole numbers`)
    }
  }

  #makeBlock(place: number): A {
    while (this.#blocks.length < place) this.#blocks.push(undefined)
    const block = this.#make(BLOCK)
    this.#blocks[place] = block
    return block
  }

  get(index: number): number {
    return this.#blocks[index >> BLOCK_BITS]?.[index & (BLOCK - 1)] ?? 0
  }
}

export const bytes = (length: number): Uint8Array => new Uint8Array(length)
export const naturals = (length: number): Uint32Array => new Uint32Array(length)
export const integers = (length: number): Int32Array => new Int32Array(length)

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

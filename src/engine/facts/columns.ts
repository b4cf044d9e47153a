/** A growing column of numbers in a typed array. It grows by half, so that a large cohort wastes little. */
export class Column<A extends Uint8Array | Uint32Array | Int32Array> {
  #array: A
  readonly #make: (length: number) => A

  constructor(make: (length: number) => A, capacity = 1024) {
    this.#make = make
    this.#array = make(capacity)
  }

  /** Keeps a number. One that the column cannot hold whole would come back as another, so it is a bug and throws. */
  set(index: number, value: number): void {
    if (index >= this.#array.length) {
      const grown = this.#make(Math.max(index + 1, Math.ceil(this.#array.length * 1.5)))
      grown.set(this.#array)
      this.#array = grown
    }
    this.#array[index] = value
    if (this.#array[index] !== value) throw new RangeError(`${value} does not fit into a column of whole numbers`)
  }

  get(index: number): number {
    return this.#array[index] ?? 0
  }
}

export const bytes = (length: number): Uint8Array => new Uint8Array(length)
export const naturals = (length: number): Uint32Array => new Uint32Array(length)
export const integers = (length: number): Int32Array => new Int32Array(length)

/** Strings kept once each and named by number; number 0 is the empty string. */
export class Words {
  readonly #numbers = new Map<string, number>([['', 0]])
  readonly #words: string[] = ['']

  number(word: string): number {
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

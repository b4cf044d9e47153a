import { type FileHandle, open } from 'node:fs/promises'

/** Bytes to write at once: larger pieces are no faster, and twenty files' worth is little memory. */
const PIECE = 1 << 17

/**
 * A text file that is written piece by piece. `add` only gathers; whoever adds much calls `settle` when the file is full,
 * which does not return before the disk has taken what was gathered.
 */
export class OutFile {
  readonly path: string
  readonly #handle: FileHandle
  // Text is put into bytes as it comes: gathered as strings it took a third longer, most of it in the garbage collector.
  #gathered = Buffer.allocUnsafe(PIECE * 2)
  #length = 0
  #bytes = 0

  private constructor(path: string, handle: FileHandle) {
    this.path = path
    this.#handle = handle
  }

  static async create(path: string): Promise<OutFile> {
    return new OutFile(path, await open(path, 'w'))
  }

  /** How many bytes have been written so far. */
  get bytes(): number {
    return this.#bytes
  }

  get isFull(): boolean {
    return this.#length >= PIECE
  }

  add(text: string): void {
    // A character takes three bytes at most, and a pair of surrogates four.
    if (this.#length + text.length * 3 > this.#gathered.length) {
      const larger = Buffer.allocUnsafe((this.#length + text.length * 3) * 2)
      this.#gathered.copy(larger, 0, 0, this.#length)
      this.#gathered = larger
    }
    this.#length += this.#gathered.write(text, this.#length)
  }

  async settle(): Promise<void> {
    for (let from = 0; from < this.#length; ) {
      const { bytesWritten } = await this.#handle.write(this.#gathered, from, this.#length - from)
      from += bytesWritten
    }
    this.#bytes += this.#length
    this.#length = 0
  }

  async close(): Promise<void> {
    try {
      await this.settle()
    } finally {
      await this.#handle.close()
    }
  }
}

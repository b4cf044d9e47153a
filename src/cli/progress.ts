import { basename } from 'node:path'
import { printable } from '../documents/scan/layout.ts'
import type { Terminal } from './terminal.ts'

/** Short work needs no progress shown. */
const QUIET_MILLISECONDS = 1_000
const BETWEEN_MILLISECONDS = 200

/** Shows on the standard error how far long work has come. Only where a person watches: a log is not filled with it. */
export class Progress {
  readonly #terminal: Terminal
  #last: number
  #shown = false

  constructor(terminal: Terminal) {
    this.#terminal = terminal
    this.#last = terminal.elapsed() + QUIET_MILLISECONDS - BETWEEN_MILLISECONDS
  }

  readonly reading = (file: string, bytesRead: number, bytesInAll: number): void => {
    const share = bytesInAll === 0 ? 100 : Math.floor((bytesRead / bytesInAll) * 100)
    this.#show(`Reading ${printable(basename(file))}: ${share}%`)
  }

  /** Takes the line away again. */
  done(): void {
    if (this.#shown) this.#terminal.err('\r\u001b[K')
    this.#shown = false
  }

  #show(text: string): void {
    if (!this.#terminal.watched) return
    const now = this.#terminal.elapsed()
    if (now - this.#last < BETWEEN_MILLISECONDS) return
    this.#last = now
    this.#shown = true
    this.#terminal.err(`\r\u001b[K${text.slice(0, this.#terminal.columns - 1)}`)
  }
}

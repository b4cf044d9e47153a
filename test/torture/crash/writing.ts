import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Line } from './line.ts'

/** What every writer together was told is kept: identifiers of entries with the keys that they were sent under. */
export type Acknowledged = Map<string, string>

/** A writer that runs, and what it has said so far. */
export class Writing {
  readonly #child: ChildProcess
  readonly #acknowledged: Acknowledged
  readonly #ended: Promise<unknown>
  /** Every writer's faults: what it was refused, or that it ended by itself. */
  readonly #faults: string[]
  #isKilled = false
  #told: () => void = () => undefined

  constructor(args: readonly string[], acknowledged: Acknowledged, faults: string[]) {
    this.#acknowledged = acknowledged
    this.#faults = faults
    const child = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    this.#ended = once(child, 'close')
    createInterface({ input: child.stdout }).on('line', (line) => this.#hear(line))
    let words = ''
    child.stderr.on('data', (chunk) => {
      words += chunk
    })
    child.on('close', (status) => {
      if (!this.#isKilled && status !== 0) faults.push(`a writer ended by itself: ${words.slice(0, 500)}`)
      this.#told()
    })
  }

  #hear(text: string): void {
    const line: Line = JSON.parse(text)
    if (line.kind === 'acknowledged') this.#acknowledged.set(line.entry, line.key)
    if (line.kind === 'refused') this.#faults.push(line.says)
    this.#told()
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** Waits until so many more were acknowledged; false where the writer ends first. */
  async untilAcknowledged(more: number): Promise<boolean> {
    const wanted = this.#acknowledged.size + more
    while (this.#acknowledged.size < wanted) {
      if (!this.isRunning) return false
      await new Promise<void>((resolve) => {
        this.#told = resolve
      })
    }
    return true
  }

  async kill(): Promise<void> {
    this.#isKilled = true
    this.#child.kill('SIGKILL')
    await this.#ended
  }
}

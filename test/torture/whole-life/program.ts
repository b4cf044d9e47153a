import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Life, Told } from './life.ts'

/** A program that goes on with lives, and how far it has said that each has come. */
export class Program {
  readonly #child: ChildProcess
  readonly #ended: Promise<unknown>
  readonly #lives: Map<string, Life>
  #count = 0
  #isKilled = false
  #words = ''
  #told: () => void = () => undefined

  /** @param lives by their authorities: what is heard of each is put there */
  constructor(data: string, file: string, lives: Map<string, Life>) {
    this.#lives = lives
    writeFileSync(
      file,
      JSON.stringify([...lives.values()].filter(({ script, came }) => came.done < script.deeds.length)),
    )
    const child = spawn(process.execPath, [join(import.meta.dirname, 'telling.ts'), data, file], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    this.#ended = once(child, 'close')
    createInterface({ input: child.stdout }).on('line', (line) => this.#hear(line))
    child.stderr.on('data', (chunk) => {
      this.#words += chunk
    })
    child.on('close', () => this.#told())
  }

  #hear(line: string): void {
    const { authority, came }: Told = JSON.parse(line)
    const life = this.#lives.get(authority)
    if (life !== undefined) this.#lives.set(authority, { ...life, came })
    this.#count += 1
    this.#told()
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** Why it ended by itself before everything was done; null where it did not. */
  get fault(): string | null {
    return this.#isKilled || this.isRunning || this.#child.exitCode === 0 ? null : this.#words.slice(0, 500)
  }

  /** Waits until it has said so much more, or has ended. */
  async untilHeard(more: number): Promise<void> {
    const wanted = this.#count + more
    while (this.#count < wanted && this.isRunning) {
      await new Promise<void>((resolve) => {
        this.#told = resolve
      })
    }
    // What it said before it ended is still on its way.
    if (!this.isRunning) await this.#ended
  }

  async kill(): Promise<void> {
    this.#isKilled = true
    this.#child.kill('SIGKILL')
    await this.#ended
  }
}

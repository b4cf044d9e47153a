import { Worker } from 'node:worker_threads'
import type { PoolConfig } from 'pg'
import type { Progress } from '../../cases/import/desk.ts'
import type { Said, Started } from './task.ts'

/** How much memory a thread may take: past it what it does fails, and everything else goes on. */
const MOST_MEGABYTES = 4_096

/** Threads that read files and compare them. One that has nothing to do waits for the next task. */
export class Threads {
  readonly #database: PoolConfig
  readonly #all = new Set<Worker>()
  #idle: Worker | null = null

  constructor(database: PoolConfig) {
    this.#database = database
  }

  /** Gives what a thread says at its end; null where it was ended by `close`. @throws what the thread failed with */
  run(started: Started, onProgress: (progress: Progress) => void = () => undefined): Promise<Said | null> {
    const thread = this.#idle ?? this.#begin()
    this.#idle = null
    thread.ref()
    return new Promise((resolve, reject) => {
      const settle = (give: () => void): void => {
        thread.off('message', hear)
        thread.off('error', fail)
        thread.off('exit', end)
        give()
      }
      const hear = (said: Said): void => {
        if (said.kind === 'progress') return onProgress(said.progress)
        settle(() => {
          this.#rest(thread)
          resolve(said)
        })
      }
      const fail = (error: unknown): void => settle(() => reject(error))
      const end = (): void => settle(() => resolve(null))
      thread.on('message', hear)
      thread.on('error', fail)
      thread.on('exit', end)
      thread.postMessage(started)
    })
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((thread) => thread.terminate()))
  }

  #begin(): Worker {
    const thread = new Worker(new URL('./work-in-thread.ts', import.meta.url), {
      workerData: this.#database,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    })
    this.#all.add(thread)
    thread.once('exit', () => {
      this.#all.delete(thread)
      if (this.#idle === thread) this.#idle = null
    })
    // One that fails while nobody waits for it has nobody to tell.
    thread.on('error', () => undefined)
    return thread
  }

  /** One waits; more than one are ended. */
  #rest(thread: Worker): void {
    if (this.#idle !== null) {
      void thread.terminate()
      return
    }
    this.#idle = thread
    thread.unref()
  }
}

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Answered, Sent } from './sender.ts'

/** Several processes that record what they are sent. */
export interface Senders {
  /** Sends the same, or what conflicts, to as many processes at once; gives what each answered. */
  readonly atOnce: (sent: readonly Omit<Sent, 'number'>[]) => Promise<readonly Answered[]>
  readonly end: () => Promise<void>
}

/** Starts them on a database, each with its own pool of connections. */
export async function startSenders(host: string, database: string, count: number): Promise<Senders> {
  const waiting = new Map<number, (answered: Answered) => void>()
  const processes: ChildProcess[] = []
  for (let i = 0; i < count; i++) {
    // The parent's arguments to Node, such as "--test", are not the child's.
    const child = fork(join(import.meta.dirname, 'sender.ts'), [host, database, String(i + 1)], { execArgv: [] })
    await once(child, 'message')
    child.on('message', (answered: Answered) => {
      const { number } = answered
      waiting.get(number)?.(answered)
      waiting.delete(number)
    })
    processes.push(child)
  }
  let number = 0
  return {
    atOnce: (sent) => {
      const first = number % processes.length
      return Promise.all(
        sent.map((each, i) => {
          number += 1
          const mine = number
          return new Promise<Answered>((resolve) => {
            waiting.set(mine, resolve)
            processes[(first + i) % processes.length]?.send({ ...each, number: mine })
          })
        }),
      )
    },
    end: async () => {
      for (const child of processes) {
        child.send('end')
        await once(child, 'exit')
      }
    },
  }
}

/** Whether two were being recorded at one time. */
export function overlapped([a, b]: readonly Answered[]): boolean {
  return a !== undefined && b !== undefined && a.began < b.ended && b.began < a.ended
}

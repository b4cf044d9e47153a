import { join } from 'node:path'
import { workersIn } from '../../../src/record/embedded/processes.ts'

/** Who is killed, in turn: with SIGKILL, so that nothing of it can say goodbye. */
export const VICTIMS = [
  'the whole server',
  'the program',
  'the server alone',
  'one session',
  'the server and the program',
] as const

/** A program that can be killed. */
interface Killed {
  readonly kill: () => Promise<void>
}

/** Kills one of them; gives when a program that was killed has ended. */
export async function killOne(victim: (typeof VICTIMS)[number], data: string, program: Killed): Promise<void> {
  const workers = workersIn(join(data, 'cluster'))
  // The server itself was there before all of its others.
  const [first] = workers
  const last = workers.at(-1)
  const killAll = (pids: readonly (number | undefined)[]): void => {
    for (const pid of pids) if (pid !== undefined) killNow(pid)
  }
  switch (victim) {
    case 'the whole server':
      return killAll(workers)
    case 'the server alone':
      return killAll([first])
    case 'one session':
      return killAll([last])
    case 'the program':
      return program.kill()
    case 'the server and the program':
      killAll(workers)
      return program.kill()
    default:
      return victim satisfies never
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended with another of them.
  }
}

import { day } from '../engine/calendar/day.ts'
import { run } from './run.ts'

/** What a command said, and how it ended. */
export interface Said {
  readonly status: number
  readonly out: string
  readonly err: string
}

/** Runs a command as on a day, at a terminal of a hundred columns that nobody watches. */
export async function sightlineOn(today: string, ...args: readonly string[]): Promise<Said> {
  let [out, err] = ['', '']
  const status = await run(args, {
    out: (text) => {
      out += text
      return Promise.resolve(true)
    },
    err: (text) => {
      err += text
    },
    watched: false,
    columns: 100,
    today: day(today),
    elapsed: () => 0,
  })
  return { status, out, err }
}

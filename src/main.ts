// The one place that knows the outside world: arguments, streams, the clock and the exit status.
import { run } from './cli/run.ts'
import type { Terminal } from './cli/terminal.ts'
import { day } from './engine/calendar/day.ts'

const terminal: Terminal = {
  out: (text) =>
    new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => {
        if (error === null || error === undefined) resolve(true)
        else if ('code' in error && error.code === 'EPIPE') resolve(false)
        else reject(error)
      })
    }),
  err: (text) => void process.stderr.write(text),
  watched: process.stderr.isTTY === true,
  columns: process.stdout.columns ?? 100,
  today: day(Temporal.Now.plainDateISO('Europe/London').toString()),
  elapsed: () => performance.now(),
}

// A reader that stops early, such as `head`, is no fault.
process.stdout.on('error', (error) => {
  if (!('code' in error && error.code === 'EPIPE')) throw error
})

process.exitCode = await run(process.argv.slice(2), terminal)

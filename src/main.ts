// The one place that knows the outside world: arguments, streams, the clock and the exit status.
import { notWritten } from './cli/output.ts'
import { run } from './cli/run.ts'
import type { Shells } from './cli/shells.ts'
import type { Terminal } from './cli/terminal.ts'
import { day } from './engine/calendar/day.ts'

const terminal: Terminal = {
  out: (text) =>
    new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => {
        if (error === null || error === undefined) resolve(true)
        else if ('code' in error && error.code === 'EPIPE') resolve(false)
        else reject(notWritten('The standard output', error))
      })
    }),
  err: (text) => void process.stderr.write(text),
  watched: process.stderr.isTTY === true,
  columns: process.stdout.columns ?? 100,
  today: day(Temporal.Now.plainDateISO('Europe/London').toString()),
  elapsed: () => performance.now(),
}

const shells: Shells = {
  // Few commands need these, which take as long to load as all the rest.
  startWorker: async (working) => {
    const { startWorker } = await import('./jobs/worker.ts')
    return startWorker(working)
  },
  serve: async (given) => {
    const { serveDemonstration } = await import('./web/serve.ts')
    return serveDemonstration(given)
  },
  serveAuthority: async (given) => {
    const { serveAuthority } = await import('./web/serve-authority.ts')
    return serveAuthority(given)
  },
  openDesk: async (given) => {
    const { openDesk } = await import('./jobs/imports/desk.ts')
    return openDesk(given)
  },
}

// Whoever writes is told of a fault by `out`; that nobody reads the other messages is none.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)

/** sysexits.h EX_SOFTWARE. Apart from every status that a user's own files or commands can bring about. */
const EXIT_OUR_FAULT = 70

try {
  process.exitCode = await run(process.argv.slice(2), terminal, shells)
} catch (error) {
  const trace = process.env.SIGHTLINE_TRACE === undefined ? '' : `${error instanceof Error ? error.stack : error}\n`
  terminal.err(
    `Sightline itself has failed: ${error instanceof Error ? error.message : String(error)}\n${trace}` +
      'This is a fault of the program, not of your files. Please report it, with what SIGHTLINE_TRACE=1 adds to this message.\n',
  )
  process.exitCode = EXIT_OUR_FAULT
}

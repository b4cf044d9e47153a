// npm test: the checks, then every *.test.ts under src and test; both run to their end, and either can fail the whole.
// The files are dealt to a few processes, each of which asks for one when it has done with another (scripts/lane.ts): the
// processors are at work until the end, and no table says how long each file takes.
// "npm test -- src/engine" runs only the tests of a folder or file, without the checks.
// PROPERTY_SEED, PROPERTY_PATH and PROPERTY_RUNS replay a property that failed (CONTRIBUTING.md).
import { spawn, spawnSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { needDevelopmentPackages, ROOT } from './step.ts'

/** Wrong usage, as the program's own commands say it. */
const EXIT_USAGE = 2

/** One more than there are processors: a test that waits for a database or a browser leaves its own to another. */
const LANES = availableParallelism() + 1

/** A nursery larger than by default: much of the time went to moving young objects that so many tests keep alive. */
const NODE = [
  '--max-semi-space-size=32',
  ...['--import', './scripts/parents.ts'],
  ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
  ...['--test-reporter=./scripts/failed-tests.ts', '--test-reporter-destination=stdout'],
]

function testsIn(place: string): string[] {
  const found = statSync(join(ROOT, place), { throwIfNoEntry: false })
  if (found?.isFile()) return [place]
  return globSync(`${place}/**/*.test.ts`, { cwd: ROOT }).sort()
}

/** What takes long comes first, so that the last to end does so soon after the others. */
function inTurn(files: readonly string[]): string[] {
  const turn = (file: string): number => LONG.findIndex((start) => file.startsWith(start))
  return [...files].sort((a, b) => turn(a) - turn(b))
}

const LONG = ['test/browser/', 'test/record/', 'test/web/', 'test/', '']

interface Lane {
  /** Its exit code, once all that it said stands on standard output. */
  readonly code: Promise<number>
  /** Prints what it said, and from now on what it says. */
  readonly show: () => void
}

const said = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('next') }),
  z.object({ kind: z.literal('failed'), test: z.string() }),
])

/** Starts a process that runs what is left, file after file. */
function runLane(left: string[], failed: string[]): Lane {
  const child = spawn(process.execPath, [...NODE, ...PRELOAD, 'scripts/lane.ts'], {
    cwd: ROOT,
    stdio: ['inherit', 'pipe', 'pipe', 'ipc'],
  })
  const kept: Buffer[] = []
  let shown = false
  const take = (chunk: Buffer): void => {
    if (shown) process.stdout.write(chunk)
    else kept.push(chunk)
  }
  child.stdout?.on('data', take)
  child.stderr?.on('data', take)
  let running: string | undefined
  child.on('message', (message) => {
    const told = said.parse(message)
    if (told.kind === 'failed') {
      failed.push(told.test)
      return
    }
    running = left.shift()
    child.send(running ?? { kind: 'none' })
  })
  return {
    code: new Promise((done) => {
      child.once('close', (code) => {
        if (running !== undefined) failed.push(`${running}: its process ended before it did`)
        done(code ?? 1)
      })
    }),
    show: () => {
      shown = true
      for (const chunk of kept.splice(0)) process.stdout.write(chunk)
    },
  }
}

const asWritten = process.env.PROPERTY_SEED === undefined && process.env.PROPERTY_RUNS === undefined
const PRELOAD = asWritten ? [] : ['--import', './scripts/properties.ts']

needDevelopmentPackages()
const wanted = process.argv.slice(2)
const tests = new Set<string>()
for (const place of wanted.length > 0 ? wanted : ['src', 'test']) {
  const found = testsIn(place)
  if (found.length === 0) {
    process.stderr.write(`There is no test in ${place}. Name a folder or a file, such as "npm test -- src/engine".\n`)
    process.exit(EXIT_USAGE)
  }
  for (const file of found) tests.add(file)
}

const checked =
  wanted.length > 0
    ? 0
    : (spawnSync(process.execPath, ['scripts/check.ts'], { cwd: ROOT, stdio: 'inherit' }).status ?? 1)
const left = inTurn([...tests])
const failed: string[] = []
const lanes = Array.from({ length: Math.min(left.length, LANES) }, () => runLane(left, failed))
let code = 0
for (const lane of lanes) {
  lane.show()
  code = (await lane.code) || code
}
failed.push(...left.map((file) => `${file}: not run`))
if (failed.length > 0) process.stdout.write(`\nFailed, each told of above:\n  ${failed.join('\n  ')}\n`)
if (checked !== 0) process.stdout.write('\nThe checks failed: see above the tests, or run "npm run check".\n')
process.exitCode = code || Math.min(failed.length, 1) || checked

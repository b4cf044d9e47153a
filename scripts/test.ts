// npm test: the checks, then every *.test.ts under src and test; both run to their end, and either can fail the whole.
// The tests that want a database or a browser run beside those that only reckon, so that two cores are at work.
// "npm test -- src/engine" runs only the tests of a folder or file, without the checks.
// PROPERTY_SEED, PROPERTY_PATH and PROPERTY_RUNS replay a property that failed (CONTRIBUTING.md).
import { spawn, spawnSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { needDevelopmentPackages, ROOT } from './step.ts'

/** Wrong usage, as the program's own commands say it. */
const EXIT_USAGE = 2

function testsIn(place: string): string[] {
  const found = statSync(join(ROOT, place), { throwIfNoEntry: false })
  if (found?.isFile()) return [place]
  return globSync(`${place}/**/*.test.ts`, { cwd: ROOT }).sort()
}

/** Tests that wait for a database or a browser more than they reckon; those of drawings and the report need no database. */
const WAITING = /^test\/(?:browser\/(?!drawing|report)|record|web)/

/** A nursery larger than by default: much of the time went to moving young objects that so many tests keep alive. */
const NODE = ['--max-semi-space-size=32', '--test', '--test-isolation=none']

/** Runs tests in one process; its exit code, once all that it said stands on standard output. */
function runTests(files: readonly string[]): { readonly code: Promise<number>; readonly show: () => void } {
  const child = spawn(process.execPath, [...NODE, ...PRELOAD, ...files], {
    cwd: ROOT,
    stdio: ['inherit', 'pipe', 'pipe'],
  })
  const kept: Buffer[] = []
  let shown = false
  const take = (chunk: Buffer): void => {
    if (shown) process.stdout.write(chunk)
    else kept.push(chunk)
  }
  child.stdout.on('data', take)
  child.stderr.on('data', take)
  return {
    code: new Promise((done) => child.once('close', (code) => done(code ?? 1))),
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
const halves = [[...tests].filter((file) => !WAITING.test(file)), [...tests].filter((file) => WAITING.test(file))]
const running = halves.filter((files) => files.length > 0).map(runTests)
let failed = 0
for (const { code, show } of running) {
  show()
  failed = (await code) || failed
}
if (failed !== 0 && running.length > 1)
  process.stdout.write('\nThere are two lists of results above; a test failed in one of them.\n')
if (checked !== 0) process.stdout.write('\nThe checks failed: see above the tests, or run "npm run check".\n')
process.exitCode = failed || checked

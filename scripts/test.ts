// npm test: the checks, then every *.test.ts under src and test; both run to their end, and either can fail the whole.
// "npm test -- src/engine" runs only the tests of a folder or file, without the checks.
// PROPERTY_SEED, PROPERTY_PATH and PROPERTY_RUNS replay a property that failed (CONTRIBUTING.md).
import { spawnSync } from 'node:child_process'
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

function run(args: readonly string[]): number {
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' })
  return status ?? 1
}

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

const checked = wanted.length > 0 ? 0 : run(['scripts/check.ts'])
const asWritten = process.env.PROPERTY_SEED === undefined && process.env.PROPERTY_RUNS === undefined
const preload = asWritten ? [] : ['--import', './scripts/properties.ts']
const tested = run(['--test', '--test-isolation=none', ...preload, ...tests])
if (checked !== 0) process.stdout.write('\nThe checks failed: see above the tests, or run "npm run check".\n')
process.exitCode = tested === 0 ? checked : tested

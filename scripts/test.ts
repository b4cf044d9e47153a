// npm test: the checks, then every *.test.ts under src and test. "npm test -- src/engine" runs the tests below a folder,
// or of a file, without the checks.
import { spawnSync } from 'node:child_process'
import { ROOT } from './step.ts'

const wanted = process.argv.slice(2)
const tests = wanted.length > 0 ? wanted.map((path) => (path.endsWith('.ts') ? path : `${path}/**/*.test.ts`)) : []

if (wanted.length === 0) {
  const check = spawnSync(process.execPath, ['scripts/check.ts'], { cwd: ROOT, stdio: 'inherit' })
  if (check.status !== 0) process.exit(check.status ?? 1)
}
const run = spawnSync(
  process.execPath,
  ['--test', '--test-isolation=none', ...(tests.length > 0 ? tests : ['src/**/*.test.ts', 'test/**/*.test.ts'])],
  { cwd: ROOT, stdio: 'inherit' },
)
process.exitCode = run.status ?? 1

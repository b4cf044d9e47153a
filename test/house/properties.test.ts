// The way to replay a property that CONTRIBUTING.md tells.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { ROOT } from '../../scripts/step.ts'

const PROPERTY = `import fc from 'fast-check'
const seen = []
const small = fc.property(fc.integer(), (n) => { seen.push(n); return n < 1000 })
const { seed, counterexamplePath, numRuns } = fc.check(small)
process.stdout.write(JSON.stringify({ seed, path: counterexamplePath, runs: numRuns, first: seen[0] }))
`

interface Run {
  readonly seed: number
  readonly path: string
  readonly runs: number
  readonly first: number
}

function run(wanted: Readonly<Record<string, string>>): { status: number | null; stderr: string; stdout: string } {
  const args = ['--import', './scripts/properties.ts', '--input-type=module', '--eval', PROPERTY]
  return spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...wanted } })
}

test('a seed and a path run the very case that failed, at once', () => {
  const failed: Run = JSON.parse(run({}).stdout)
  const wanted = { PROPERTY_SEED: String(failed.seed), PROPERTY_PATH: failed.path }
  const again: Run = JSON.parse(run(wanted).stdout)
  assert.equal(again.seed, failed.seed)
  assert.equal(again.runs, 1)
  assert.equal(again.first, 1000)
})

test('a seed that is no number is refused with what to write', () => {
  const { status, stderr } = run({ PROPERTY_SEED: 'lucky' })
  assert.equal(status, 2)
  assert.match(stderr, /PROPERTY_SEED is "lucky"; it must be a whole number/)
})

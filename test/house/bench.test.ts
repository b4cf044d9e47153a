// The benchmarks: what the page tells of can be run again, and what they are measured against stays apart.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { comparisonNames } from '../../bench/measure/names.ts'
import { namesOn } from '../../bench/measure/page.ts'
import { ROOT } from '../../scripts/step.ts'

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const names = comparisonNames(join(ROOT, 'bench'))

test('every comparison that docs/benchmarks.md tells of can be run, and it tells of every one', () => {
  assert.deepEqual(namesOn(read('docs/benchmarks.md')), names)
})

test('every comparison keeps to the contract', () => {
  assert.ok(names.includes('working-days'))
  for (const name of names) assert.match(read(`bench/${name}.ts`), /^export const comparison: Comparison = \{$/m, name)
})

test('what bench is measured against is no dependency, is exact, and its lockfile names no place it came from', () => {
  const Versions = z.record(z.string(), z.string())
  const bench = z.strictObject({
    name: z.string(),
    version: z.string(),
    private: z.literal(true),
    description: z.string(),
    type: z.literal('module'),
    dependencies: Versions,
  })
  const { dependencies } = bench.parse(JSON.parse(read('bench/package.json')))
  const root = z.object({ dependencies: Versions, devDependencies: Versions }).parse(JSON.parse(read('package.json')))
  for (const [name, version] of Object.entries(dependencies)) {
    assert.match(version, /^\d+\.\d+\.\d+$/, name)
    assert.ok(!(name in root.dependencies) && !(name in root.devDependencies), name)
  }
  const lock = z
    .object({ packages: z.record(z.string(), z.looseObject({})) })
    .parse(JSON.parse(read('bench/package-lock.json')))
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '') continue
    assert.match(String(entry['integrity']), /^sha512-/, path)
    assert.equal(entry['resolved'], undefined, path)
    assert.equal(entry['hasInstallScript'], undefined, path)
  }
})

// The benchmarks: what the page tells of can be run again, and what they are measured against stays apart.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { isMet, type Row, ratioOf } from '../../bench/comparison.ts'
import { comparisonNames } from '../../bench/measure/names.ts'
import { kept, namesOn, type Ran, written } from '../../bench/measure/page.ts'
import { type Contender, sideBySide } from '../../bench/measure/rounds.ts'
import { ROOT } from '../../scripts/step.ts'
import { openLibrary } from '../../src/intake/library.ts'

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const names = comparisonNames(join(ROOT, 'bench'))

test('every comparison that docs/benchmarks.md tells of can be run, and it tells of every one', () => {
  assert.deepEqual(namesOn(read('docs/benchmarks.md')), names)
})

test('every comparison keeps to the contract', () => {
  assert.ok(names.includes('working-days'))
  for (const name of names) assert.match(read(`bench/${name}.ts`), /^export const comparison: Comparison = \{$/m, name)
})

test('the protocol that pathways are measured with is one that can still be opened', () => {
  const [shelved] = openLibrary([join(ROOT, 'bench/pathway/protocol.yaml')]).protocols
  assert.equal(shelved?.protocol.id, 'challenging-cases')
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

const cost = (median: number): Row['ours'] => ({ name: 'one', unit: 'ns', median, least: median, most: median })

test('a bar is met at its very edge, and missed beyond it', () => {
  const rows = ([ours, peer]: readonly [number, number], bar: Row['bar']): Row => ({
    what: 'a call',
    ours: cost(ours),
    peer: cost(peer),
    bar,
  })
  assert.equal(ratioOf(rows([2, 100], { kind: 'times as fast', atLeast: 50 })), 50)
  assert.equal(isMet(rows([2, 100], { kind: 'times as fast', atLeast: 50 })), true)
  assert.equal(isMet(rows([2, 99], { kind: 'times as fast', atLeast: 50 })), false)
  assert.equal(ratioOf(rows([10, 2], { kind: 'times the cost', atMost: 5 })), 5)
  assert.equal(isMet(rows([10, 2], { kind: 'times the cost', atMost: 5 })), true)
  assert.equal(isMet(rows([11, 2], { kind: 'times the cost', atMost: 5 })), false)
  assert.equal(isMet({ what: 'memory', ours: cost(300), bar: { kind: 'cost', atMost: 300 } }), true)
  assert.equal(isMet({ what: 'memory', ours: cost(301), bar: { kind: 'cost', atMost: 300 } }), false)
  assert.equal(ratioOf({ what: 'memory', ours: cost(301), bar: { kind: 'cost', atMost: 300 } }), undefined)
})

test('a comparison run alone changes its own part of the page, and one that is gone leaves it', () => {
  const circumstances = { cores: 2, node: '26.0.0', date: '2026-11-22' }
  const ran = (title: string): Ran => ({
    comparison: { title, data: 'Invented.', run: () => Promise.resolve([]) },
    rows: [
      { what: title, ours: cost(3), peer: cost(2), bar: { kind: 'times as fast', atLeast: 50 }, ifMissed: 'it waits' },
    ],
  })
  const page = (before: string, name: string, title: string): string =>
    written(before, new Map([[name, ran(title)]]), circumstances)
  const both = page(page('', 'walks', 'Walking.'), 'days', 'Counting.')
  assert.deepEqual(namesOn(both), ['days', 'walks'])
  const again = page(both, 'days', 'Counting again.')
  assert.deepEqual(namesOn(again), ['days', 'walks'])
  assert.match(again, /Counting again\..*Walking\./s)
  assert.doesNotMatch(again, /Counting\./)
  assert.match(again, /0\.667 times as fast.*MISSED: it waits/)
  assert.equal(page(again, 'days', 'Counting again.'), again)
  assert.deepEqual(namesOn(kept(again, ['walks'])), ['walks'])
})

test('contenders whose answers differ are not compared, nor one that works out less as it goes on', async () => {
  const contender = (
    name: string,
    answer: number,
    work: () => number = () => answer,
  ): Contender<readonly number[]> => ({
    name,
    answers: () => [answer],
    units: 1,
    work,
  })
  const rounds = { rounds: 1, uncounted: 1 }
  const [one, two] = await sideBySide([contender('one', 7), contender('two', 7)], rounds)
  assert.deepEqual([one?.name, two?.name], ['one', 'two'])
  await assert.rejects(sideBySide([contender('one', 7), contender('two', 8)], rounds), /two answers otherwise than one/)
  let left = 7
  const tiring = contender('tiring', 7, () => left--)
  await assert.rejects(sideBySide([tiring], rounds), /tiring worked out another sum than before/)
})

// The protocols and registers that come with Sightline: each is read whole, and says no more than it can stand for.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { ROOT } from '../../scripts/step.ts'
import type { Condition } from '../../src/engine/protocol/condition.ts'
import { keyOf } from '../../src/engine/protocol/condition.ts'
import { CONDITION_KEYS, readCondition } from '../../src/engine/protocol/condition-keys.ts'
import { rolesOfSeveralTitles } from '../../src/engine/protocol/roles-in-several.ts'
import { parseBy, parseDue, parseEach, parseLapses, parseOwedBy } from '../../src/engine/protocol/sentences/parse.ts'
import { printBy, printDue, printEach, printLapses, printOwedBy } from '../../src/engine/protocol/sentences/print.ts'
import type { Read } from '../../src/engine/protocol/sentences/reader.ts'
import { openLibrary } from '../../src/intake/library.ts'

/** How many clauses each source has, counted in the documents themselves. */
const CLAUSES: Readonly<Record<string, readonly [prefix: string, count: number]>> = {
  buckinghamshire: ['BUC', 28],
  'cwm-taf': ['CWM', 36],
  'open-case': ['OPN', 17],
  practice: ['PRA', 18],
  warwickshire: ['WAR', 28],
  wokingham: ['WOK', 28],
}

function read(path: string): Readonly<Record<string, unknown>> {
  return parse(readFileSync(join(ROOT, path), 'utf8'))
}

test('every protocol is read without a fault', () => {
  const { protocols } = openLibrary()
  assert.equal(protocols.length, globSync('protocols/*.yaml', { cwd: ROOT }).length)
  assert.ok(protocols.length >= 6)
})

test('every role is called the same in all of them, so that who holds it holds one office', () => {
  assert.deepEqual(rolesOfSeveralTitles(openLibrary().protocols.map(({ protocol }) => protocol)), [])
})

test('every clause of every source has its entry, in order, short and with its place', () => {
  const files = globSync('protocols/clauses/*.yaml', { cwd: ROOT }).sort()
  assert.deepEqual(
    files.map((file) => basename(file, '.yaml')),
    Object.keys(CLAUSES),
  )
  for (const file of files) {
    const [prefix, count] = CLAUSES[basename(file, '.yaml')] ?? ['', 0]
    const register = read(file)
    assert.equal(register['clauses'], basename(file, '.yaml'))
    assert.equal(register['prefix'], prefix)
    const entries = Object.entries(register['entries'] ?? {})
    assert.deepEqual(
      entries.map(([id]) => id),
      Array.from({ length: count }, (_, i) => `${prefix}-${String(i + 1).padStart(2, '0')}`),
    )
    for (const [id, { place, says }] of entries) {
      assert.ok(place.length > 0 && place.length <= 60, `${id}: ${place}`)
      assert.ok(says.length <= 150 && /^[A-Z].*\.$/.test(says), `${id}: ${says}`)
    }
  }
})

test('every sentence of the protocols is written as the grammar writes it', () => {
  const canonical: Readonly<Record<string, (text: string) => string>> = {
    due: (text) => again(text, parseDue, printDue),
    'for each': (text) => again(text, parseEach, printEach),
    'owed by': (text) => again(text, parseOwedBy, printOwedBy),
    by: (text) => again(text, parseBy, printBy),
    lapses: (text) => again(text, parseLapses, printLapses),
  }
  let seen = 0
  for (const file of globSync('protocols/*.yaml', { cwd: ROOT })) {
    for (const group of ['triggers', 'duties', 'steps']) {
      for (const item of Object.values(read(file)[group] ?? {})) {
        for (const [key, rule] of Object.entries(canonical)) {
          const text: unknown = item[key]
          if (typeof text !== 'string') continue
          assert.equal(rule(text), text, file)
          seen += 1
        }
      }
    }
  }
  assert.ok(seen > 50, `only ${seen} sentences were found`)
})

function again<T>(text: string, rule: (text: string) => Read<T>, print: (value: T) => string): string {
  const found = rule(text)
  return found.ok ? print(found.value) : found.fault.message
}

test('every condition is read from the key under which it is written', () => {
  const written: Readonly<Record<string, unknown>> = {
    'earliest of': [{ 'open to social care': 'yes' }, { 'open to social care': 'yes' }],
    'all of': [{ 'open to social care': 'yes' }, { 'open to social care': 'yes' }],
    not: { 'open to social care': 'yes' },
    'another child of the family': { 'open to social care': 'yes' },
    'lasting for': '15 months',
    'latest category': 'neglect',
    'legal status': 'interim care order',
    placed: 'with parents',
    'factors identified': 'gangs',
    'only a person can tell': 'Is it so, as far as anybody knows?',
  }
  for (const [key, { schema }] of Object.entries(CONDITION_KEYS)) {
    const value =
      written[key] ?? [3, 'yes', '3 within 24 months', '12 months'].find((each) => schema.safeParse(each).success)
    assert.ok(schema.safeParse(value).success, key)
    const condition: Condition = readCondition({ [key]: value })
    assert.equal(keyOf(condition), key)
  }
})

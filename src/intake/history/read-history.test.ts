import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { day } from '../../engine/calendar/day.ts'
import { parseInstant } from '../../engine/calendar/instant.ts'
import type { HistoryFault } from './fault.ts'
import { readCommand, readHistory, readJsonFile } from './read-history.ts'

/** A small history; `change` replaces what it names. */
function history(change: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    format: 'sightline-history',
    formatVersion: 1,
    child: { id: 'INVENTED-1' },
    facts: [{ kind: 'protection-plan', from: '2025-07-28', initialCategory: 'NEG' }],
    coverage: [{ facts: 'all', until: '2026-12-31' }],
    people: { persons: [{ id: 'ann', agency: 'council' }] },
    entries: [entry()],
    ...change,
  })
}

function entry(change: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { id: 'e1', step: 'ask', by: 'ann', role: 'worker', happened: '2026-03-02T10:00:00Z', ...change }
}

function faultsOf(text: string): readonly HistoryFault[] {
  const read = readHistory(text)
  assert.ok(!read.ok, 'no fault was found')
  for (const { message, remedy } of read.faults)
    assert.ok(message !== '' && /[.?]$/.test(remedy), `${message}: ${remedy}`)
  return read.faults
}

/** The ways to the faults of a history. */
function placesOf(change: Readonly<Record<string, unknown>>): readonly string[] {
  return faultsOf(history(change)).map(({ path }) => path)
}

describe('a history', () => {
  it('is read with what may be left out filled in', () => {
    const read = readHistory(history())
    assert.ok(read.ok)
    const { history: given, people } = read.value
    const [plan] = given.facts.facts
    assert.ok(plan?.kind === 'protection-plan')
    assert.equal(plan.from, day('2025-07-28'))
    assert.equal(plan.until, null)
    assert.equal(plan.latestCategory, 'NEG')
    assert.equal(given.facts.coverage.length, 11)
    assert.deepEqual(people.holdings, [])
    const [first] = given.entries
    assert.equal(first?.recorded, parseInstant('2026-03-02T10:00:00Z'))
    assert.equal(first?.outcome, null)
    assert.deepEqual(first?.answers, {})
  })

  it('keeps facts in the order of their days, and a review on one day', () => {
    const facts = [
      { kind: 'review', from: '2026-01-05' },
      { kind: 'referral', from: '2025-01-05' },
    ]
    const read = readHistory(history({ facts }))
    assert.ok(read.ok)
    const found = read.value.history.facts.facts.map(({ kind, from, until, origin }) => [
      kind,
      until === from,
      origin.line,
    ])
    assert.deepEqual(found, [
      ['referral', false, 2],
      ['review', true, 1],
    ])
  })

  it('begins with the format and its version', () => {
    assert.deepEqual(placesOf({ format: 'sightline-scan' }), ['format'])
    assert.deepEqual(placesOf({ formatVersion: 2 }), ['formatVersion'])
    assert.deepEqual(
      faultsOf('null').map(({ path }) => path),
      [''],
    )
    assert.deepEqual(
      faultsOf('[]').map(({ path }) => path),
      [''],
    )
  })

  it('has no key that is not known, and tells which was meant', () => {
    const [fault] = faultsOf(history({ entrys: [] }))
    assert.equal(fault?.path, 'entrys')
    assert.match(fault?.remedy ?? '', /entries/)
    assert.deepEqual(placesOf({ entries: [entry({ steps: 'ask' })] }), ['entries[0].steps'])
  })

  it('names every fault at once, each with its place', () => {
    const facts = [
      { kind: 'plan', from: '2025-07-28' },
      { kind: 'review', from: '2026-02-30' },
      { kind: 'legal-status', from: '2026-01-01' },
    ]
    const entries = [entry({ happened: '2026-03-02', by: 5, answers: [] })]
    assert.deepEqual(placesOf({ facts, entries }).toSorted(), [
      'entries[0].answers',
      'entries[0].by',
      'entries[0].happened',
      'facts[0].kind',
      'facts[1].from',
      'facts[2].code',
    ])
  })

  it('names runs that came before, each with when it was opened and ended', () => {
    const run = { opened: '2025-08-01T09:00:00+01:00', ended: '2025-09-01T09:00:00+01:00' }
    const read = readHistory(history({ earlierRuns: [run] }))
    assert.ok(read.ok)
    assert.deepEqual(read.value.history.earlierRuns, [
      { opened: parseInstant(run.opened), ended: parseInstant(run.ended) },
    ])
    const without = readHistory(history())
    assert.ok(without.ok)
    assert.deepEqual(without.value.history.earlierRuns, [])
    const places = (...earlierRuns: readonly unknown[]): readonly string[] => placesOf({ earlierRuns })
    for (const wrong of [null, 'once', {}, 1]) assert.deepEqual(placesOf({ earlierRuns: wrong }), ['earlierRuns'])
    for (const wrong of [null, 'once', 1, []]) assert.deepEqual(places(run, wrong), ['earlierRuns[1]'])
    assert.deepEqual(places({ opened: run.opened }), ['earlierRuns[0].ended'])
    assert.deepEqual(places({ ...run, ended: null }), ['earlierRuns[0].ended'])
    for (const opened of ['2025-08-01', '2025-08-01T09:00:00', '2025-02-30T09:00:00Z', 20_250_801, '']) {
      assert.deepEqual(places({ ...run, opened }), ['earlierRuns[0].opened'], String(opened))
    }
    assert.deepEqual(places({ opened: run.ended, ended: run.opened }), ['earlierRuns[0].ended'])
    assert.deepEqual(places({ ...run, step: 'ask' }), ['earlierRuns[0].step'])
    const [meant] = faultsOf(history({ earlierRuns: [{ ...run, endd: run.ended }] }))
    assert.match(meant?.remedy ?? '', /"ended"/)
    // The first entry happens at 10:00 on 2 March 2026.
    assert.deepEqual(places({ ...run, ended: '2026-03-02T10:00:01Z' }), ['earlierRuns[0].ended'])
    assert.ok(readHistory(history({ earlierRuns: [{ ...run, ended: '2026-03-02T10:00:00Z' }] })).ok)
    assert.deepEqual(placesOf({ earlierRuns: Array.from({ length: 101 }, () => run) }), ['earlierRuns'])
  })

  it('takes days and moments as they are written, and nothing like them', () => {
    for (const from of ['2026-2-3', '2026-13-01', '03/02/2026', '2026-03-02T10:00:00Z', 20_260_302, null, '']) {
      assert.deepEqual(placesOf({ facts: [{ kind: 'review', from }] }), ['facts[0].from'], String(from))
    }
    for (const happened of ['2026-03-02', '2026-03-02T10:00:00', '2026-03-02T25:00:00Z', 0, null]) {
      assert.deepEqual(placesOf({ entries: [entry({ happened })] }), ['entries[0].happened'], String(happened))
    }
  })

  it('refuses what its parts say against one another', () => {
    assert.deepEqual(placesOf({ entries: [entry(), entry()] }), ['entries[1].id'])
    assert.deepEqual(placesOf({ entries: [entry({ recorded: '2026-03-01T10:00:00Z' })] }), ['entries[0].happened'])
    assert.deepEqual(placesOf({ entries: [entry({ by: 'anne' })] }), ['entries[0].by'])
    assert.deepEqual(placesOf({ facts: [{ kind: 'referral', from: '2026-01-02', until: '2026-01-01' }] }), [
      'facts[0].until',
    ])
    const persons = [
      { id: 'ann', agency: 'council', manager: 'bob' },
      { id: 'ann', agency: 'school' },
    ]
    const holdings = [{ person: 'cat', role: 'worker', from: '2026-01-02', until: '2026-01-02' }]
    assert.deepEqual(
      placesOf({ people: { persons, holdings, coreGroup: ['dan'], pools: { chairs: ['eve'] } } }).toSorted(),
      [
        'people.coreGroup[0]',
        'people.holdings[0].person',
        'people.holdings[0].until',
        'people.persons[0].manager',
        'people.persons[1].id',
        'people.pools.chairs[0]',
      ],
    )
  })

  it('has in each entry a step, a trigger or what it takes back', () => {
    assert.deepEqual(placesOf({ entries: [entry({ step: null })] }), ['entries[0].step'])
    const trigger = { id: 'met', met: '2026-03-02' }
    assert.deepEqual(placesOf({ entries: [entry({ trigger })] }), ['entries[0].trigger'])
    assert.deepEqual(placesOf({ entries: [entry(), entry({ id: 'e2', supersedes: 'e1' })] }), ['entries[1].because'])
    assert.ok(readHistory(history({ entries: [{ id: 'e1', happened: '2026-03-02T10:00:00Z', trigger }] })).ok)
  })

  it('takes answers of every form, and none that is empty', () => {
    const answers = {
      a: 'x',
      b: 1.5,
      c: false,
      d: ['x', 'y'],
      e: { post: 'present' },
      f: [{ owner: 'ann', done: true }],
      g: [],
    }
    const read = readHistory(history({ entries: [entry({ answers })] }))
    assert.ok(read.ok)
    assert.deepEqual(read.value.history.entries[0]?.answers, answers)
    assert.deepEqual(placesOf({ entries: [entry({ answers: { a: null } })] }), ['entries[0].answers.a'])
    assert.deepEqual(placesOf({ entries: [entry({ answers: { a: [1, 2] } })] }), ['entries[0].answers.a'])
  })

  it('is bounded in everything', () => {
    const many = Array.from({ length: 10_001 }, (_, i) => entry({ id: `e${i}` }))
    assert.deepEqual(placesOf({ entries: many }), ['entries'])
    assert.deepEqual(placesOf({ child: { id: 'x'.repeat(201) } }), ['child.id'])
    assert.deepEqual(placesOf({ entries: [entry({ answers: { a: 'x'.repeat(100_001) } })] }), ['entries[0].answers.a'])
  })

  it('never throws, whatever one value is replaced by', () => {
    const whole: unknown = JSON.parse(history())
    const strange = [null, 0, -1, '', 'x', true, [], {}, [[]], { a: { a: 1 } }, '\u202e\u0000']
    for (const path of waysInto(whole)) {
      for (const value of strange) {
        const read = readHistory(JSON.stringify(replaced(whole, path, value)))
        if (!read.ok) assert.ok(read.faults.length > 0)
      }
    }
  })
})

describe('a command', () => {
  it('is read like an entry', () => {
    const command = {
      format: 'sightline-command',
      formatVersion: 1,
      step: 'ask',
      by: 'ann',
      role: 'worker',
      happened: '2026-03-02T10:00:00Z',
    }
    const read = readCommand(JSON.stringify(command))
    assert.ok(read.ok)
    assert.equal(read.value.step, 'ask')
    const { by: _, ...without } = command
    const bad = readCommand(JSON.stringify({ ...command, id: 'e1' }))
    assert.ok(!bad.ok)
    assert.deepEqual(
      bad.faults.map(({ path }) => path),
      ['id'],
    )
    const unsigned = readCommand(JSON.stringify(without))
    assert.ok(!unsigned.ok)
    assert.deepEqual(
      unsigned.faults.map(({ path }) => path),
      ['by'],
    )
  })
})

describe('a file', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sightline-history-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  function messageOf(path: string): string {
    const read = readJsonFile(path)
    assert.ok(!read.ok)
    return read.faults[0]?.message ?? ''
  }

  it('is read with or without a byte order mark', () => {
    const path = join(folder, 'a.json')
    writeFileSync(path, `\uFEFF${history()}`)
    const read = readJsonFile(path)
    assert.ok(read.ok)
    assert.ok(readHistory(read.value).ok)
    assert.equal(readFileSync(path).length, Buffer.byteLength(history()) + 3)
  })

  it('is refused where it is none, too large or in another encoding', () => {
    assert.match(messageOf(join(folder, 'none.json')), /no such file/)
    assert.match(messageOf(folder), /folder/)
    const large = join(folder, 'large.json')
    writeFileSync(large, '')
    truncateSync(large, 50 * 1_048_576)
    assert.match(messageOf(large), /50 MB/)
    const other = join(folder, 'other.json')
    writeFileSync(other, Buffer.from(history(), 'utf16le'))
    writeFileSync(other, Buffer.from([0xff, 0xfe, 0x7b, 0]))
    assert.match(messageOf(other), /UTF-8/)
  })

  it('is not waited for where it is a pipe', {
    skip: process.platform === 'win32' && 'there are no such pipes',
  }, () => {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    assert.match(messageOf(pipe), /pipe/)
  })
})

/** The way to every value in a tree. */
function waysInto(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  const keys: readonly (string | number)[] = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value)
  return [path, ...keys.flatMap((key) => waysInto((value as Record<string | number, unknown>)[key], [...path, key]))]
}

function replaced(value: unknown, path: readonly (string | number)[], by: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return by
  if (Array.isArray(value)) return value.map((each, i) => (i === key ? replaced(each, rest, by) : each))
  const object = value as Record<string, unknown>
  return { ...object, [key]: replaced(object[key], rest, by) }
}

// The file as a whole: the sample is accepted, many faults are named in one run, and no file at all makes the reader stumble.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Fault, MOST_FAULTS, sayFault } from '../../src/engine/protocol/fault.ts'
import { readProtocol } from '../../src/engine/protocol/read.ts'
import { RUNNING, RUNNING_SURROUNDINGS } from './running-sample.ts'
import { marked, SAMPLE, SURROUNDINGS, sampleWith } from './sample.ts'
import { BY_DIRECTOR, DUTY, oneMoreDuty } from './seeds.ts'

function faultsOf(text: string): readonly Fault[] {
  const read = readProtocol(text, text.includes('uses: [advice]') ? RUNNING_SURROUNDINGS : SURROUNDINGS)
  return read.ok ? [] : read.faults
}

test('the sample is accepted, and says what it says', () => {
  const read = readProtocol(SAMPLE, SURROUNDINGS)
  assert.ok(read.ok, read.ok ? '' : read.faults.map(({ message }) => message).join('; '))
  const { protocol } = read
  assert.equal(protocol.version, '1.10')
  assert.equal(protocol.source.reviewDue, '2021-01-31')
  assert.deepEqual(
    [...protocol.triggers, ...protocol.duties, ...protocol.steps].map(({ id }) => id),
    ['long-plan', 'many-referrals', 'hold-meeting', 'visit-each-month', 'record-meeting', 'record-visit'],
  )
  const [hold, visit] = protocol.duties
  assert.deepEqual(hold?.ifOverdue, { tell: [{ kind: 'role', role: 'director' }], after: null })
  assert.equal(visit?.ifOverdue, protocol.ifOverdue, 'what a duty does not say, the protocol says')
})

test('the sample is accepted with the line ends of another system, and with a mark of its byte order', () => {
  assert.ok(readProtocol(SAMPLE.replaceAll('\n', '\r\n'), SURROUNDINGS).ok)
  assert.ok(readProtocol(`\uFEFF${SAMPLE}`, SURROUNDINGS).ok)
})

for (const [what, piece, instead] of [
  ['a review due in the month of issue', 'review due: 2021-01-31', 'review due: 2020-01'],
  ['no review due', 'review due: 2021-01-31', 'review due: none given'],
  [
    'a duty for each agency that a step named',
    DUTY,
    oneMoreDuty(
      'owed by: that agency',
      'for each: item of agencies in record-meeting',
      'due: 2 working days after it',
      'met by: record-visit',
    ),
  ],
  [
    'a duty for each of a duty, counted from its trigger',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'for each: hold-meeting from the second', 'due: 1 day after the trigger being noticed'),
  ],
  [
    'a duty counted from what its trigger is about',
    DUTY,
    oneMoreDuty(
      ...BY_DIRECTOR,
      'for each: long-plan',
      'due: the earlier of by its end and by its first review conference',
    ),
  ],
  [
    'a duty that lapses with another for the same',
    DUTY,
    oneMoreDuty(
      ...BY_DIRECTOR,
      'for each: long-plan',
      'due: by its start',
      'lapses: when hold-meeting is met for the same review',
    ),
  ],
  [
    'a duty of an answer',
    DUTY,
    oneMoreDuty(...BY_DIRECTOR, 'for each: record-visit where seen is no', 'due: 24 hours after it'),
  ],
] as const) {
  test(`${what} is accepted`, () => assert.deepEqual(faultsOf(sampleWith(piece, instead)), []))
}

test('a stage may have the name of a role, since no sentence takes one for the other', () => {
  assert.deepEqual(faultsOf(SAMPLE.replaceAll('listed', 'director')), [])
})

for (const [thing, faults] of [
  ['protection plan', 0],
  ['placement', 1],
] as const) {
  test(`a duty for each protection plan lapses with one for each ${thing}: ${faults} faults`, () => {
    const other = oneMoreDuty(...BY_DIRECTOR, 'for each: protection plan', 'due: by its start').replace(DUTY, '')
    const one = oneMoreDuty(
      ...BY_DIRECTOR,
      `for each: ${thing}`,
      'due: by its start',
      'lapses: when extra is met for the same review',
    )
    const text = sampleWith(DUTY, `${other}${one.replace('  extra:', '  another:')}`)
    assert.equal(faultsOf(text).length, faults, JSON.stringify(faultsOf(text)))
  })
}

test('a fault is told once, however often its sentence says it', () => {
  const faults = faultsOf(sampleWith('while: listed', 'while: nowhere or nowhere'))
  assert.equal(faults.filter(({ message }) => message.includes('nowhere')).length, 1)
})

test('duties that wait for each other are each told so, and what hangs on them is not blamed', () => {
  const first = oneMoreDuty(...BY_DIRECTOR, 'for each: second', 'due: by the trigger being met')
  const second = oneMoreDuty(...BY_DIRECTOR, 'for each: extra', 'due: by its end').replace('extra:', 'second:')
  const faults = faultsOf(
    sampleWith(DUTY, `${first.replace(DUTY, '')}${second.trimStart()}`.replace('second:', '  second:')),
  )
  assert.deepEqual(
    faults.map(({ message }) => message),
    ['"extra" waits for itself by way of "second"', '"second" waits for itself by way of "extra"'],
  )
})

test('a fault tells its place as the headings one would look under', () => {
  const [fault] = faultsOf(sampleWith('held: 3', 'held: 0'))
  assert.equal(fault?.place, 'triggers / long-plan / met / earliest of / 2 / all of / 1 / review conferences held')
})

test('faults of the form, of sentences and of names are all named in one run, by line', () => {
  const wrong: readonly (readonly [piece: string, instead: string])[] = [
    ["version: '1.10'", 'version: 1.10'],
    ['issued: 2020-01', 'issued: 2020-13'],
    ['calendar: every-weekday', 'calendar: every-weekdya'],
    ['reading: The document', 'readings: The document'],
    ['lasting for: 15 months', 'lasting for: 15 month'],
    ['[SAM-02]\n    for each: child', '[SAM-09]\n    for each: child'],
    ['owed by: team-manager', 'owed by: team-manger'],
    ['met by: record-meeting', 'met by: record-meting'],
    ['due: 1 month after', 'due: 1 month aftr'],
    ['by: team-manager', 'bye: team-manager'],
    ['if overdue: tell team-manager', 'if overdue: tel team-manager'],
  ]
  const text = wrong.reduce((so, [piece, instead]) => so.replace(piece, instead), SAMPLE)
  const faults = faultsOf(text)
  const expected = wrong.map(([, instead]) => text.slice(0, text.indexOf(instead)).split('\n').length)
  assert.deepEqual(
    faults.map(({ line }) => line),
    expected.toSorted((a, b) => a - b),
    faults.map(({ line, message }) => `${line}: ${message}`).join('\n'),
  )
})

for (const [what, text] of [
  ['an empty file', ''],
  ['spaces and comments', '  \n# nothing here\n'],
  ['a null', '~\n'],
  ['a list', '- protocol: sample\n'],
  ['a text', 'protocol'],
  ['a number', '42'],
] as const) {
  test(`${what} is no protocol`, () => {
    const [fault, ...others] = faultsOf(text)
    assert.deepEqual([fault?.line, fault?.column, others], [1, 1, []])
    assert.match(fault?.message ?? '', /empty|not a protocol/)
    assert.match(fault?.remedy ?? '', /protocol: name/)
  })
}

test('a huge file is refused before it is read', () => {
  const [fault, ...others] = faultsOf(`${SAMPLE}#${'x'.repeat(500_000)}`)
  assert.match(fault?.message ?? '', /characters/)
  assert.deepEqual(others, [])
})

const numbered = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('')

for (const [what, text] of [
  ['unknown keys', `${SAMPLE}${numbered(9_000, (i) => `k${i}: 1\n`)}`],
  ['keys that stand twice', `${SAMPLE}${numbered(4_000, (i) => `k${i}: 1\n`).repeat(2)}`],
  ['names that are none', SAMPLE.replace('roles:\n', `roles:\n${numbered(9_000, (i) => `  R${i}: x\n`)}`)],
  ['roles that nobody asks for', SAMPLE.replace('roles:\n', `roles:\n${numbered(9_000, (i) => `  r${i}: x\n`)}`)],
  ['clauses that are none', SAMPLE.replace('cites: [', `cites: [${'1, '.repeat(9_000)}`)],
  ['tabs', `a:\n${'\tb: 1\n'.repeat(9_000)}`],
  ['anchors', numbered(9_000, (i) => `k${i}: &a${i} 1\n`)],
] as const) {
  test(`thousands of ${what} are told up to the five hundredth`, () => {
    const faults = faultsOf(text)
    assert.equal(faults.length, MOST_FAULTS + 1)
    assert.match(faults.at(-1)?.message ?? '', /not told/)
  })
}

test('a file of more parts than any protocol has is refused', () => {
  const [fault, ...others] = faultsOf(SAMPLE.replace('cites: [', `cites: [${'1,'.repeat(230_000)}`))
  assert.match(fault?.message ?? '', /keys and values/)
  assert.deepEqual(others, [])
})

test('a fault is told without the whole of what it quotes', () => {
  const [fault] = faultsOf(SAMPLE.replace('subject: child', `subject: ${'x'.repeat(100_000)}`))
  assert.ok(fault !== undefined)
  const said = sayFault('sample.yaml', fault)
  assert.ok(said.length < 700, said)
  assert.match(said, /^sample\.yaml:\d+:\d+ \(subject\): "x+\.\.\.\. Write one of: child/)
})

test('aliases that multiply are refused before they are followed', () => {
  const levels = Array.from({ length: 30 }, (_, i) =>
    i === 0
      ? 'l0: &l0 [x, x]'
      : `l${i}: &l${i} [${Array(9)
          .fill(`*l${i - 1}`)
          .join(', ')}]`,
  )
  const faults = faultsOf(`${SAMPLE}${levels.join('\n')}\n`)
  assert.equal(faults.filter(({ message }) => message.includes('alias')).length, 29 * 9)
})

for (const [what, text] of [
  ['lists', `stages: ${'['.repeat(100_000)}`],
  ['closed lists', `stages: ${'['.repeat(60)}${']'.repeat(60)}`],
  ['groups', `stages: ${'{ a: '.repeat(20_000)}`],
  ['indented lists', `stages:\n  ${'- '.repeat(20_000)}a`],
  ['conditions', `met: ${'{ not: '.repeat(300)}{ open to social care: yes }${' }'.repeat(300)}`],
] as const) {
  test(`${what} nested without end are refused, and nothing falls over`, () => {
    const faults = faultsOf(text)
    assert.equal(faults.length, 1)
    assert.match(faults[0]?.message ?? '', /nested more than 40 deep/)
  })
}

/** Each fault lies inside the file, says something, and they come by line. */
function wellPlaced(text: string): void {
  const faults = faultsOf(text)
  const lines = text.split('\n')
  let last = 0
  for (const { line, column, message, remedy } of faults) {
    assert.ok(
      line >= Math.max(1, last) && line <= lines.length,
      `line ${line} of ${lines.length} after ${last}: ${message}`,
    )
    assert.ok(
      column >= 1 && column <= (lines[line - 1]?.length ?? 0) + 1,
      `column ${column} of line ${line}: ${message}`,
    )
    assert.notEqual(message, '')
    assert.notEqual(remedy, '')
    assert.doesNotMatch(`${message} ${remedy}`, /undefined|\[object|Invalid [a-z]|Too small|Too big|NaN/)
    last = line
  }
}

const line = fc.nat({ max: RUNNING.split('\n').length - 1 })
const change = fc.oneof(
  fc.record({ kind: fc.constant('without'), at: line }),
  fc.record({ kind: fc.constant('twice'), at: line }),
  fc.record({ kind: fc.constant('swapped'), at: line, with: line }),
  fc.record({ kind: fc.constant('indented'), at: line, by: fc.constantFrom('', ' ', '  ', '    ', '\t') }),
  fc.record({
    kind: fc.constant('value'),
    at: line,
    value: fc.constantFrom('', '7', '[]', '{}', 'x', "''", '*a', '&a b', '|'),
  }),
  fc.record({
    kind: fc.constant('letter'),
    at: line,
    column: fc.nat({ max: 40 }),
    put: fc.oneof(
      fc.constantFrom('', ':', '"', "'", '[', '{', '#', '-', '\t', '\r', '%', '!', ','),
      fc.string({ unit: 'grapheme' }),
    ),
  }),
)
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

function changed(lines: readonly string[], each: Change): readonly string[] {
  const { at } = each
  const old = lines[at] ?? ''
  switch (each.kind) {
    case 'without':
      return lines.toSpliced(at, 1)
    case 'twice':
      return lines.toSpliced(at, 0, old)
    case 'swapped':
      return lines.with(Math.min(at, lines.length - 1), lines[each.with] ?? '')
    case 'indented':
      return lines.toSpliced(at, 1, `${each.by}${old.trimStart()}`)
    case 'value':
      return lines.toSpliced(at, 1, old.replace(/:.*$/, `: ${each.value}`))
    case 'letter':
      return lines.toSpliced(at, 1, `${old.slice(0, each.column)}${each.put}${old.slice(each.column + 1)}`)
    default:
      return each satisfies never
  }
}

for (const [which, text] of [
  ['that is watched', SAMPLE],
  ['that is run', RUNNING],
] as const) {
  test(`the sample ${which}, changed at random, is read or refused, and never falls over`, () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        wellPlaced(changes.reduce<readonly string[]>(changed, text.split('\n')).join('\n'))
      }),
      { numRuns: 200 },
    )
  })
}

test('any text at all is read or refused, and never falls over', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200, unit: 'binary' }), wellPlaced), { numRuns: 300 })
})

test('the mark of a place is counted as an editor counts', () => {
  assert.deepEqual(marked('a\nb«c'), { text: 'a\nbc', line: 2, column: 2 })
})

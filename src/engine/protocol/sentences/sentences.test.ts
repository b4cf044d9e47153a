import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import * as parse from './parse.ts'
import * as print from './print.ts'
import type { Read } from './reader.ts'
import {
  type Asked,
  CIVIL_UNITS,
  type CountWithin,
  type Due,
  type Each,
  FACT_THINGS,
  type Happening,
  type Held,
  type IfOverdue,
  type Lapses,
  type Length,
  type Moment,
  type OwedBy,
  RESERVED_WORDS,
  type Threshold,
  type While,
  type Who,
} from './sentence.ts'

/** Both directions of one rule, with what is written in either. */
interface Rule {
  readonly name: string
  readonly read: (text: string) => Read<unknown>
  readonly again: (text: string) => string | undefined
  readonly canonical: readonly string[]
}

function rule<T>(
  name: string,
  read: (text: string) => Read<T>,
  printed: (value: T) => string,
  canonical: readonly string[],
): Rule {
  const again = (text: string): string | undefined => {
    const found = read(text)
    return found.ok ? printed(found.value) : undefined
  }
  return { name, read, again, canonical }
}

const RULES: readonly Rule[] = [
  rule('threshold', parse.parseThreshold, print.printThreshold, [
    '15 months',
    'more than 18 months',
    '1 year',
    '6 weeks',
  ]),
  rule('countWithin', parse.parseCountWithin, print.printCountWithin, ['3 within 24 months', '1 within 1 day']),
  rule('due', parse.parseDue, print.printDue, [
    'by it',
    'by its conference',
    'by its second review conference',
    'by record-strategy',
    'by the earlier of its end and leaving listed',
    'the same working day as it',
    'at the next smt',
    'at the next core-group or conference, whichever is first',
    '10 working days after it',
    '1 working day before its start',
    '24 hours after it',
    '10 working days after the later of the trigger being met and the trigger being noticed',
    'the earlier of 6 weeks after entering tier-1-plan and by its end',
    'the later of at the next panel and the same working day as hold-event',
    '3 months after its start, then every 6 months',
    '1 month after entering listed, and again after each review-at-smt',
    '1 month after entering listed, and again 2 months after each review-at-smt',
    'by it, and again 1 week after each visit',
    '5 working days before entering closed, and again before each review',
    '5 working days before entering closed, and again 5 working days after each review',
  ]),
  rule('each', parse.parseEach, print.printEach, [
    ...FACT_THINGS,
    'hold-tier-1',
    'hold-review-conference from the second',
    'hold-tier-1 or hold-tier-2',
    'hold-tier-1 or hold-tier-2 where plan-changed is yes',
    'entering listed',
    'sitting of smt',
    'agency with a flag',
    'agency with a flag where present is no',
    'sibling',
    'recipient of form-sent',
    'item of agencies in agree-plan',
    'review-at-smt where oversight-needed is yes',
    'complete-form where risks includes other',
    'review-at-smt from the tenth where oversight-needed is yes',
  ]),
  rule('whileSentence', parse.parseWhile, print.printWhile, ['listed', 'tier-1-plan or tier-2-plan or tier-3']),
  rule('owedBy', parse.parseOwedBy, print.printOwedBy, [
    'team-manager',
    "the child's conference-chair",
    "the case's social-worker, else team-manager",
    "the raiser's own safeguarding-lead",
    'every holder of service-manager',
    'the raiser',
    'whoever recorded it',
    'that agency',
    'that agency with a tie to the case',
    'that person',
    'those chosen in choose-facilitators',
    'each agency with a flag',
    'the chair of the last meeting',
    'anyone independent of the case',
  ]),
  rule('by', parse.parseBy, print.printBy, [
    'team-manager',
    'director or assistant-director',
    "the child's conference-chair or the child's reviewing-officer",
    'anyone independent of the case',
  ]),
  rule('lapses', parse.parseLapses, print.printLapses, [
    'when the plan ends',
    'when leaving listed',
    'when withdraw-request is recorded',
    'when enhanced-risk-analysis is met',
    'when enhanced-risk-analysis is met for the same review',
  ]),
  rule('ifOverdue', parse.parseIfOverdue, print.printIfOverdue, [
    'tell director',
    "tell the case's social-worker, else team-manager",
    'tell director after 5 working days',
    'tell director, else chief-executive after 1 hour',
  ]),
  rule('shown', parse.parseShown, print.printShown, [
    'when agreed is no',
    'when risks includes other',
    'when it is too late for hold-it',
    'when held-on is too late for hold-it or see-it',
  ]),
  rule('needed', parse.parseNeeded, print.printShown, ['yes', 'no', 'when agreed is no']),
  rule('held', parse.parseHeld, print.printHeld, ['when called', 'every 1 month', 'every 6 months']),
]

for (const { name, again, canonical } of RULES) {
  for (const text of canonical) {
    test(`${name}: "${text}" is printed as it was written`, () => assert.equal(again(text), text))
  }
}

test('what may be written in two ways is printed in one', () => {
  const due = RULES.find(({ name }) => name === 'due')
  const each = RULES.find(({ name }) => name === 'each')
  assert.equal(
    due?.again('1 month after entering listed, and again 1 month after each visit'),
    '1 month after entering listed, and again after each visit',
  )
  assert.equal(due?.again('  10   working days\n  after it '), '10 working days after it')
  assert.equal(each?.again('hold-tier-1 from the first'), 'hold-tier-1')
})

const RESERVED: ReadonlySet<string> = new Set(RESERVED_WORDS)

/** Every word of the canonical sentences above, since those are the likeliest to be taken for something else. */
const WORDS = [...new Set(RULES.flatMap(({ canonical }) => canonical.flatMap((text) => text.split(/[\s,]+/))))]

const name = fc
  .oneof(
    fc.stringMatching(/^[a-z][a-z0-9]{0,5}(?:-[a-z0-9]{1,5}){0,2}$/),
    fc.constantFrom(...WORDS.filter((word) => /^[a-z][a-z0-9-]*$/.test(word))),
  )
  .filter((text) => !RESERVED.has(text))
const count = fc.integer({ min: 1, max: 9_999 })
const civilUnit = fc.constantFrom(...CIVIL_UNITS)
const civilLength = fc.record({ count, unit: civilUnit })
const length: fc.Arbitrary<Length> = fc.record({
  count,
  unit: fc.oneof(civilUnit, fc.constantFrom('working day' as const, 'hour' as const)),
})
const stage = name
const { moment } = fc.letrec<{ happening: Happening; moment: Moment }>((tie) => ({
  happening: fc.oneof(
    { maxDepth: 3 },
    fc.record({
      kind: fc.constantFrom(
        'it',
        'its-start',
        'its-end',
        'its-day',
        'its-conference',
        'trigger-met',
        'trigger-noticed',
      ),
    }),
    fc.record({ kind: fc.constant('its-review'), ordinal: fc.integer({ min: 1, max: 10 }) }),
    fc.record({ kind: fc.constantFrom('entering', 'leaving'), stage }),
    fc.record({ kind: fc.constantFrom('each', 'named'), name }),
    fc.record({
      kind: fc.constantFrom('earlier-of', 'later-of'),
      parts: fc.tuple(tie('happening'), tie('happening')),
    }),
  ),
  moment: fc.oneof(
    { maxDepth: 3 },
    fc.record({ kind: fc.constantFrom('by', 'same-working-day'), event: tie('happening') }),
    fc.record({
      kind: fc.constant('shifted'),
      length,
      direction: fc.constantFrom('after', 'before'),
      event: tie('happening'),
    }),
    fc.record({ kind: fc.constant('next'), meetings: fc.array(name, { minLength: 1, maxLength: 3 }) }),
    fc.record({ kind: fc.constantFrom('earlier-of', 'later-of'), parts: fc.tuple(tie('moment'), tie('moment')) }),
  ),
}))
const due: fc.Arbitrary<Due> = fc.record({
  first: moment,
  again: fc.oneof(
    fc.record({ kind: fc.constant('never') }),
    fc.record({ kind: fc.constant('every'), length }),
    fc.record({ kind: fc.constant('again'), moment }),
  ),
})
const each: fc.Arbitrary<Each> = fc.record({
  of: fc.oneof(
    fc.record({ kind: fc.constant('fact'), thing: fc.constantFrom(...FACT_THINGS) }),
    fc.record({ kind: fc.constant('named'), name, from: fc.integer({ min: 1, max: 10 }), or: fc.constant([]) }),
    fc.record({
      kind: fc.constant('named'),
      name,
      from: fc.constant(1),
      or: fc.array(name, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('entering'), stage }),
    fc.record({ kind: fc.constant('sitting'), meeting: name }),
    fc.record({ kind: fc.constantFrom('agency-with-flag', 'life-event', 'sibling') }),
    fc.record({ kind: fc.constant('recipient'), notice: name }),
    fc.record({ kind: fc.constant('item'), question: name, step: name }),
  ),
  where: fc.option(fc.record({ question: name, is: name, includes: fc.boolean() })),
})
const whileSentence: fc.Arbitrary<While> = fc.record({ stages: fc.array(stage, { minLength: 1, maxLength: 4 }) })
const who: fc.Arbitrary<Who> = fc.oneof(
  fc.record({ kind: fc.constant('role'), role: name }),
  fc.record({ kind: fc.constant('chosen'), step: name }),
  fc.record({ kind: fc.constantFrom('of-child', 'of-case', 'raisers-own'), role: name }),
  fc.record({ kind: fc.constantFrom('every-holder', 'every-other-holder', 'managers-of', 'tied-holder'), role: name }),
  fc.constantFrom<Who>(
    { kind: 'raiser' },
    { kind: 'whoever-recorded-it' },
    { kind: 'that-agency', tied: false },
    { kind: 'that-agency', tied: true },
    { kind: 'that-person' },
    { kind: 'each-agency-with-flag' },
    { kind: 'chair-of-last-meeting' },
    { kind: 'anyone-independent' },
  ),
)
const whoList = fc.array(who, { minLength: 1, maxLength: 4 })
const owedBy: fc.Arbitrary<OwedBy> = fc.record({ anyOf: whoList })
const lapses: fc.Arbitrary<Lapses> = fc.oneof(
  fc.record({ kind: fc.constant('duty-met'), duty: name, sameThing: fc.boolean() }),
  fc.record({ kind: fc.constant('recorded'), step: name }),
  fc.record({ kind: fc.constant('leaving'), stage }),
  fc.record({ kind: fc.constant('plan-ends') }),
)
const ifOverdue: fc.Arbitrary<IfOverdue> = fc.record({ tell: whoList, after: fc.option(length) })
const answer: fc.Arbitrary<Asked> = fc.record({
  kind: fc.constant('answer'),
  question: name,
  is: name,
  includes: fc.boolean(),
})
const tooLate: fc.Arbitrary<Asked> = fc.record({
  kind: fc.constant('too-late'),
  question: fc.option(name, { nil: null }),
  steps: fc.array(name, { minLength: 1, maxLength: 3 }),
})
const when: fc.Arbitrary<Asked> = fc.oneof(answer, tooLate)
const asked: fc.Arbitrary<Asked> = fc.oneof(fc.record({ kind: fc.constantFrom('always', 'never') }), when)
const held: fc.Arbitrary<Held> = fc.record({ everyMonths: fc.option(count) })
const threshold: fc.Arbitrary<Threshold> = fc.record({ moreThan: fc.boolean(), length: civilLength })
const countWithin: fc.Arbitrary<CountWithin> = fc.record({ count, window: civilLength })

/** What is meant survives being written down and read again, down to the last part of it. */
function survives<T>(meant: fc.Arbitrary<T>, printed: (value: T) => string, read: (text: string) => Read<T>): void {
  fc.assert(
    fc.property(meant, (value) => {
      const found = read(printed(value))
      assert.ok(found.ok, found.ok ? '' : `${printed(value)}: ${found.fault.message}`)
      // Records without a prototype come from fast-check; only what they hold is compared.
      assert.deepEqual(structuredClone(found.value), structuredClone(value))
    }),
    { numRuns: 500 },
  )
}

test('threshold: what was meant is read again', () => survives(threshold, print.printThreshold, parse.parseThreshold))
test('countWithin: what was meant is read again', () =>
  survives(countWithin, print.printCountWithin, parse.parseCountWithin))
test('due: what was meant is read again', () => survives(due, print.printDue, parse.parseDue))
test('each: what was meant is read again', () => survives(each, print.printEach, parse.parseEach))
test('while: what was meant is read again', () => survives(whileSentence, print.printWhile, parse.parseWhile))
test('owed by: what was meant is read again', () => survives(owedBy, print.printOwedBy, parse.parseOwedBy))
test('by: what was meant is read again', () => survives(owedBy, print.printBy, parse.parseBy))
test('lapses: what was meant is read again', () => survives(lapses, print.printLapses, parse.parseLapses))
test('who: what was meant is read again', () => survives(who, print.printWho, parse.parseWho))
test('shown: what was meant is read again', () => survives(when, print.printShown, parse.parseShown))
test('needed: what was meant is read again', () => survives(asked, print.printShown, parse.parseNeeded))
test('held: what was meant is read again', () => survives(held, print.printHeld, parse.parseHeld))
test('if overdue: what was meant is read again', () => survives(ifOverdue, print.printIfOverdue, parse.parseIfOverdue))

test('no word of the grammar is taken for a name', () => {
  for (const word of RESERVED_WORDS) {
    assert.equal(parse.parseWhile(word).ok, false, word)
    assert.equal(parse.parseIfOverdue(`tell ${word}`).ok, false, word)
    assert.equal(parse.parseEach(`item of ${word} in agree-plan`).ok, false, word)
  }
})

for (const { name: of, read, canonical } of RULES) {
  test(`${of}: any words at all give a meaning or a fault inside the sentence`, () => {
    const words = fc.array(fc.oneof(fc.constantFrom(...WORDS, ',', '0', '15'), fc.string({ maxLength: 6 })), {
      maxLength: 12,
    })
    const altered = fc
      .tuple(fc.constantFrom(...canonical), fc.nat({ max: 12 }), words)
      .map(([text, at, put]) => text.split(' ').toSpliced(at, 1, ...put.slice(0, 2)))
    fc.assert(
      fc.property(fc.oneof(words, altered), (list) => {
        const text = list.join(' ')
        const found = read(text)
        if (found.ok) return
        const { column, message, remedy } = found.fault
        assert.ok(column >= 0 && column <= text.length, `column ${column} of "${text}"`)
        assert.ok(column === text.length || /\S/.test(text[column] ?? ''), `column ${column} of "${text}" is a space`)
        assert.notEqual(message, '')
        assert.match(remedy, /\.$|\?$/)
      }),
      { numRuns: 400 },
    )
  })
}

// What a protocol says of whether it helped, with one thing wrong in it; and that a protocol about children says it at all.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readProtocol } from '../../src/engine/protocol/read.ts'
import { RUNNING, RUNNING_SURROUNDINGS } from './running-sample.ts'
import { sampleWith } from './sample.ts'
import { eachIsFound, type Seed } from './seeds.ts'

const HELPED = /did it help:\n(?: {2}.*\n)*/.exec(RUNNING)?.[0] ?? assert.fail()
const STEP = '  ask:\n    title: Ask for help'

/** One more step before the first; `where` are its lines of where it stands and leads. */
const oneMore = (name: string, ...where: readonly string[]): string =>
  [`  «${name}:`, '    title: One more', '    cites: [SAM-01]', '    by: manager', ...where, STEP].join('\n')

const without = (line: string): string => `«${sampleWith(line, '', HELPED)}`

const SEEDS: readonly Seed[] = [
  [
    'a way in that does not ask how the child is',
    STEP,
    oneMore('call', '    at: start', '    to: asked'),
    /"call" opens a pathway/,
    /under "at entry", or under "not asked"/,
  ],
  [
    'a way out that does not ask how the child is',
    STEP,
    oneMore('stop', '    at: asked', '    to: refused'),
    /"stop" may end a pathway/,
    /under "at exit", or under "not asked"/,
  ],
  ['a review that is no step', 'at review: [visit]', 'at review: [visit, «vsit]', /step "vsit"/, /mean "visit"/],
  [
    'an unasked step that is none',
    '{ decide: It was',
    '{ decdie: «Later., decide: It was',
    /step "decdie"/,
    /mean "decide"/,
  ],
  [
    'a step that asks it and does not',
    '{ decide: It was just told. }',
    '{ decide: It was just told., «visit: Later. }',
    /"visit" asks it/,
    /one of the two places/,
  ],
  ['an unknown form at the end', 'asks: the-child-now', 'asks: [the-child-now, «notes]', /form "notes"/, /mean "note"/],
  ['a level that is not there', '  level: risk', '  level: «rsik', /level "rsik"/, /mean "risk"/],
  ['words that are not asked', 'day to day: day-to-day', 'day to day: «said', /"said"/, /Known: day-to-day/],
  ['no level', HELPED, without('  level: risk\n'), /"level" is missing/, /Name one of "levels"/],
  ['no words', HELPED, without('  day to day: day-to-day\n'), /"day to day" is missing/, /Name a question/],
  [
    'no beginning',
    HELPED,
    without('  at entry: [ask]\n').replace('{ decide:', '{ ask: Not yet., decide:'),
    /nothing asks it "at entry"/,
    /comes first/,
  ],
  ['no review', HELPED, without('  at review: [visit]\n'), /nothing asks it "at review"/, /on the way/],
  ['no clause for it', HELPED, without('  cites: [SAM-03]\n'), /"cites" is missing/, /PRA-08/],
  [
    'both at once',
    'did it help:\n',
    '«did it help:\n  why not: Nobody may ask.\n',
    /and it is said why not/,
    /one of the two/,
  ],
  [
    'an unknown clause of it',
    'did it help:\n  cites: [SAM-03]',
    'did it help:\n  cites: [«SAM-99]',
    /"SAM-99"/,
    /SAM-0/,
  ],
]

eachIsFound(SEEDS, RUNNING, RUNNING_SURROUNDINGS)

/** The sample without its form of whether it helped, with `instead` in place of what it says of it. */
function unasked(instead: string, text = RUNNING): readonly string[] {
  const form = / {2}the-child-now:\n {4}.*\n/.exec(text)?.[0] ?? assert.fail()
  const read = readProtocol(sampleWith(form, '', sampleWith(HELPED, instead, text)), RUNNING_SURROUNDINGS)
  return read.ok ? [] : read.faults.map(({ message }) => message)
}

test('a protocol about a child says how it is known whether it helped, or why not', () => {
  assert.match(unasked('')[0] ?? '', /^nothing says how it is known whether it helped/)
  assert.match(unasked('did it help: { cites: [SAM-03] }\n')[0] ?? '', /^nothing is asked, and nothing says why/)
  assert.deepEqual(unasked('did it help: { cites: [SAM-03], why not: Nobody may ask. }\n'), [])
})

test('what is asked comes after what each step asks of itself, and is asked by no other', () => {
  const read = readProtocol(RUNNING, RUNNING_SURROUNDINGS)
  assert.ok(read.ok)
  const asked = read.protocol.steps.map(({ id, asks }) => [id, asks.map((question) => question.id)] as const)
  assert.deepEqual(
    asked.filter(([, questions]) => questions.includes('day-to-day')),
    [
      ['ask', ['risks', 'other-risk', 'spoken', 'day-to-day']],
      ['visit', ['how-high', 'plan-so-far', 'day-to-day']],
      ['close', ['safe', 'evidence', 'day-to-day']],
    ],
  )
})

test('words of the day that are no words are refused', () => {
  const read = readProtocol(
    sampleWith('What is life like?, type: words', 'What?, type: number', RUNNING),
    RUNNING_SURROUNDINGS,
  )
  assert.ok(!read.ok)
  assert.deepEqual(
    read.faults.map(({ place }) => place),
    ['did it help / day to day'],
  )
})

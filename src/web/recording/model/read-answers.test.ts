import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Answers } from '../../../engine/pathway/entry.ts'
import type { Meeting, Question } from '../../../engine/protocol/pathway-parts.ts'
import { typedFrom } from './answered.ts'
import { question } from './question.test-data.ts'
import { readAnswers } from './read-answers.ts'
import { compact, rowsOf, withoutRow, withRow } from './rows.ts'

const OPTIONS = new Map([
  ['one', 'One'],
  ['two', 'Two'],
])

const MEETING: Meeting = {
  id: 'review',
  title: 'Review',
  cites: [],
  chair: [],
  always: ['manager'],
  needs: ['police'],
  invites: ['school'],
  considers: [],
  chosenIn: [],
  never: [],
  agenda: [],
  everyMonths: null,
  reading: null,
}

const QUESTIONS: readonly Question[] = [
  question('words', 'words'),
  question('agreed', 'yes or no'),
  question('born', 'day'),
  question('held', 'moment'),
  question('count', 'number'),
  question('choice', 'choice', { options: OPTIONS }),
  question('choices', 'choices', { options: OPTIONS }),
  question('more', 'words', { shown: { kind: 'answer', question: 'choices', is: 'two' } }),
  question('owner', 'person'),
  question('people', 'people'),
  question('agencies', 'agencies'),
  question('siblings', 'siblings'),
  question('contact', 'contact'),
  question('there', 'attendance', { from: 'review' }),
  question('actions', 'items', {
    parts: [question('action', 'words'), question('who', 'person'), question('by-when', 'day')],
  }),
]

const ANSWERS: Answers = {
  words: 'A text\nof two lines',
  agreed: false,
  born: '2012-02-29',
  held: '2026-03-27T14:15:00+00:00',
  count: 2.5,
  choice: 'one',
  choices: ['one', 'two'],
  more: 'Because',
  owner: 'person-1',
  people: ['person-1', 'person-2'],
  agencies: ['police'],
  siblings: ['child-2'],
  contact: { when: '2026-03-27', tried: 'Rang twice', reached: false },
  there: { manager: { is: 'present', who: 'person-1' }, police: 'not involved', school: 'absent' },
  actions: [
    { action: 'Do it', who: 'person-2', 'by-when': '2026-04-01' },
    { action: 'Do that', who: 'person-1', 'by-when': '2026-04-02' },
  ],
}

const READING = { meetings: [MEETING], roles: new Map([['manager', 'Manager']]) }
const read = (typed: Readonly<Record<string, readonly string[]>>) =>
  readAnswers(QUESTIONS, 'social-worker', null, typed, READING)

describe('what was typed', () => {
  it('is read as it was filled in, for every type of question', () => {
    const { answers, faults, leftOut } = read(typedFrom(QUESTIONS, ANSWERS))
    assert.deepEqual(faults, [])
    assert.deepEqual(leftOut, [])
    assert.deepEqual(answers, ANSWERS)
  })

  it('is nothing where nothing was typed, and no fault', () => {
    assert.deepEqual(read({}), { answers: {}, faults: [], leftOut: [] })
    assert.deepEqual(read({ 'a.words': [' \u200b\n'], 'a.actions.rows': ['3'] }).answers, {})
  })

  it('leaves out, and names, what is not asked after the other answers', () => {
    const { answers, leftOut } = read({ 'a.choices': ['one'], 'a.more': ['Because'] })
    assert.deepEqual(answers, { choices: ['one'] })
    assert.deepEqual(
      leftOut.map(({ id }) => id),
      ['more'],
    )
  })

  it('is refused with the field that is to be put right', () => {
    const { answers, faults } = read({
      'a.words': ['x'.repeat(100_001)],
      'a.born.day': ['31'],
      'a.born.month': ['2'],
      'a.born.year': ['2012'],
      'a.held.day': ['1'],
      'a.held.month': ['4'],
      'a.held.year': ['2026'],
      'a.count': ['many'],
      'a.contact.reached': ['yes'],
      'a.there.school.is': ['present'],
      'a.actions.rows': ['2'],
      'a.actions.2.by-when.day': ['1'],
    })
    assert.deepEqual(
      faults.map(({ field }) => field),
      [
        'a.words',
        'a.born.day',
        'a.held.time',
        'a.count',
        'a.contact.when.day',
        'a.contact.with',
        'a.there.manager.is',
        'a.there.police.is',
        'a.actions.2.by-when.month',
      ],
    )
    assert.deepEqual(Object.keys(answers), ['there'])
  })

  it('reads numbers with commas', () => assert.equal(read({ 'a.count': [' 1,250 '] }).answers['count'], 1250))
})

describe('rows of a list', () => {
  const typed = {
    'a.actions.rows': ['3'],
    'a.actions.1.action': ['First'],
    'a.actions.2.action': [' '],
    'a.actions.3.action': ['Third'],
    'a.words': ['Kept'],
  }

  it('are one more, or one less, and nothing else changes', () => {
    assert.equal(rowsOf(withRow(typed, 'actions'), 'actions'), 4)
    assert.deepEqual(withoutRow(typed, 'actions', 1), {
      'a.actions.rows': ['2'],
      'a.actions.1.action': [' '],
      'a.actions.2.action': ['Third'],
      'a.words': ['Kept'],
    })
  })

  it('move together where some were left empty', () => {
    assert.deepEqual(compact(typed, QUESTIONS), {
      'a.actions.rows': ['2'],
      'a.actions.1.action': ['First'],
      'a.actions.2.action': ['Third'],
      'a.words': ['Kept'],
    })
  })
})

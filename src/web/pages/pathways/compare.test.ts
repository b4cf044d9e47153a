import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Answers } from '../../../engine/pathway/entry.ts'
import { protocol } from '../../../engine/watch/given.test-data.ts'
import { sayAnswers } from '../../recording/model/said.ts'
import { aroundIn } from './around.test-data.ts'
import { type Compared, compareAnswers } from './compare.ts'

const around = aroundIn(protocol('complex-cases'))
const questions = around.protocol.forms.get('the-plan') ?? []

function compared(before: Answers | null, after: Answers): readonly Compared[] {
  const said = (answers: Answers) => sayAnswers(questions, answers, around)
  return compareAnswers(before === null ? null : said(before), said(after), questions)
}

const changes = (all: readonly Compared[]) => all.map(({ question, change }) => [question, change])

describe('two versions question by question', () => {
  it('tells what was put in, taken out and changed, where it is asked', () => {
    const before = { monitoring: 'Weekly.', contingency: 'Call the duty desk.', promoted: 'The youth line.' }
    const after = { expertise: 'A psychologist.', monitoring: 'Weekly.', contingency: 'Call the sergeant.' }
    assert.deepEqual(changes(compared(before, after)), [
      ['expertise', 'added'],
      ['promoted', 'removed'],
      ['contingency', 'changed'],
      ['monitoring', 'same'],
    ])
  })

  it('compares words by the word, and what is chosen one by one', () => {
    const [words, chosen] = compared(
      { monitoring: 'Weekly, by the school.', 'good-practice': ['honest', 'pace'] },
      { monitoring: 'Weekly, by the police.', 'good-practice': ['honest', 'praise'] },
    ).map(({ shown }) => shown)
    assert.ok(words?.kind === 'words' && chosen?.kind === 'list')
    assert.deepEqual(
      words.paragraphs[0]?.map(({ is, text }) => [is, text.trim()]),
      [
        ['same', 'Weekly, by the'],
        ['removed', 'school.'],
        ['added', 'police.'],
      ],
    )
    assert.deepEqual(
      chosen.entries.map(({ is }) => is),
      ['same', 'removed', 'added'],
    )
  })

  it('tells an item that was changed from one that was put in and one that was taken out', () => {
    const risk = (text: string) => ({ risk: text, known: 'known-fact', 'told-by': ['police'] })
    const [only] = compared(
      { risks: [risk('Exploited by adults.'), risk('Misses school.'), { risk: 'Nothing alike', known: 'perception' }] },
      { risks: [risk('Exploited by adults in a car.'), risk('Misses school.'), risk('Sleeps rough.')] },
    )
    assert.ok(only?.shown.kind === 'items')
    assert.deepEqual(
      only.shown.items.map(({ change }) => change),
      ['changed', 'same', 'removed', 'added'],
    )
  })

  it('says the first version as it is', () => {
    assert.deepEqual(changes(compared(null, { monitoring: 'Weekly.' })), [['monitoring', 'same']])
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { AnswerValue } from '../../engine/pathway/entry.ts'
import { protocol } from '../../engine/watch/given.test-data.ts'
import { sayAnswers } from './answers.ts'
import { titlesOf } from './titles.ts'

const about = protocol('practice-concern-about-partner')
const step = about.steps.find(({ id }) => id === 'raise-with-the-professional')

function said(question: string, value: AnswerValue): string | undefined {
  const titles = titlesOf(about, new Map([['college', 'Invented college']]))
  return sayAnswers({ [question]: value }, step, titles)[0]?.says
}

describe('answers in words', () => {
  it('say when somebody was spoken to, and who; or what was tried', () => {
    const when = '2026-11-02T08:30:00+00:00'
    const [spoken, at] = ['professional-spoken-to', '08:30 on Monday 2 November 2026']
    assert.equal(said(spoken, { when, with: 'Gareth', reached: true }), `Reached them: ${at}, Gareth`)
    assert.equal(
      said(spoken, { when, reached: false, tried: 'By telephone.' }),
      `Tried and did not reach them: ${at}, By telephone.`,
    )
  })

  it('name agencies as whoever shows them knows them', () => {
    assert.equal(said('which-agency', ['college', 'police']), 'Invented college; police')
  })
})

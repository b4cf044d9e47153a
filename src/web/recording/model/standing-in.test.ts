import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../../engine/calendar/day.ts'
import { running } from '../../../engine/pathway/given.test-data.ts'
import type { Around } from './around.ts'
import { ownerOfPost } from './around.ts'
import { question } from './question.test-data.ts'
import { sayAnswers } from './said.ts'

const SINCE = { from: day('2020-01-01'), until: null }
const held = (person: string, role: string) => ({ person, role, ...SINCE })
const person = (id: string, agency: string) => ({ id, agency, manager: null })

const protocol = running(
  '  {}',
  '',
  `
meetings:
  talk: { title: The talk, cites: [INV-01], by: director, held: when called, needs: [manager] }`,
)
const around: Around = {
  protocol,
  people: {
    persons: [person('mo', 'council'), person('mel', 'council'), person('fay', 'elsewhere'), person('dan', 'council')],
    holdings: [held('mo', 'manager'), held('mel', 'manager'), held('fay', 'manager')],
    own: [held('mo', 'manager')],
    coreGroup: [],
    agencies: ['council', 'elsewhere'],
    pools: {},
    sittings: [],
  },
  names: new Map(['mo', 'mel', 'fay', 'dan', 'otto'].map((id) => [id, { name: id, agency: 'Somewhere' }])),
  agencies: new Map(),
  siblings: new Map(),
  today: day('2026-03-02'),
  recordedBy: () => [],
}
const ASKED = [question('took-part', 'attendance', { from: 'talk' })]
describe('a post at a meeting', () => {
  it('begins with whoever fills the form in, where it may be theirs', () => {
    assert.equal(ownerOfPost('manager', around), 'mo')
    assert.equal(ownerOfPost('manager', { ...around, recorder: 'mel' }), 'mel')
    assert.equal(ownerOfPost('manager', { ...around, recorder: 'otto' }), 'mo')
  })

  it('shows in whose place somebody was there, and why', () => {
    const answer = { 'took-part': { manager: { is: 'present', who: 'otto', instead: 'She is ill' } } }
    assert.match(
      JSON.stringify(sayAnswers(ASKED, answer, around)),
      /otto \(Somewhere\), in place of the A manager: She is ill/,
    )
  })
})

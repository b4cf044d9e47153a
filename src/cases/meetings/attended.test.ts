import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { SaidInCase } from '../../record/meetings/said-in-cases.ts'
import { differing, settled, wasFilled } from './attended.ts'

const POSTS = [
  { role: 'police', title: 'The police', wanted: 'needed', persons: ['paul'] },
  { role: 'health', title: 'Health', wanted: 'needed', persons: ['hal', 'hetty'] },
] as const

const said = (pathway: string, post: string, is: string, who: string | null = null): SaidInCase => {
  return { pathway, post, is, who }
}
const noted = (person: string, came: boolean | null) => ({ person, answer: null, answered: null, came })

function wasAt(all: readonly SaidInCase[], came: boolean | null = null) {
  const at = settled(POSTS, [noted('paul', came)], all, true)
  const paul = at.attended.find(({ person }) => person === 'paul')
  return { at, was: paul?.was, notFor: paul?.notFor }
}

describe('who was at a sitting', () => {
  it('is what was noted of it; where nothing was, what the records of cases say', () => {
    assert.deepEqual(wasAt([said('ann', 'police', 'present', 'paul')]).was, { kind: 'there', by: 'cases' })
    assert.deepEqual(wasAt([said('ann', 'police', 'present')]).was, { kind: 'there', by: 'cases' }, 'the only holder')
    assert.deepEqual(wasAt([said('ann', 'police', 'absent')]).was, { kind: 'away', by: 'cases' })
    assert.deepEqual(wasAt([]).was, { kind: 'not-known' })
    assert.deepEqual(wasAt([said('ann', 'police', 'absent')], true).was, { kind: 'there', by: 'noted' })
    assert.deepEqual(wasAt([said('ann', 'police', 'not involved')]).was, { kind: 'not-known' })
  })

  it('is somebody who was there for one case and not for another', () => {
    const { at, was, notFor } = wasAt([said('ann', 'police', 'present', 'paul'), said('bo', 'police', 'absent')])
    assert.deepEqual([was, notFor], [{ kind: 'there', by: 'cases' }, ['bo']])
    assert.deepEqual(differing(at, 'bo'), [{ person: 'paul', post: 'police', how: 'not-for-this' }])
    assert.deepEqual(differing(at, 'ann'), [])
  })

  it('shows where the record of a case says that somebody was there who is noted as not there', () => {
    for (const who of ['paul', null]) {
      const { at, was } = wasAt([said('ann', 'police', 'present', who)], false)
      assert.deepEqual(was, { kind: 'differs' })
      assert.deepEqual(differing(at, 'ann'), [{ person: 'paul', post: 'police', how: 'only-for-this' }])
      assert.deepEqual(differing(at, 'bo'), [])
    }
  })

  it('knows a post as filled by whoever came for it, though it is not said who', () => {
    const { at } = wasAt([said('ann', 'health', 'present'), said('ann', 'police', 'present', 'pia')])
    assert.deepEqual([wasFilled(at, 'health'), wasFilled(at, 'police')], [true, true])
    assert.deepEqual(at.attended.find(({ person }) => person === 'pia')?.was, { kind: 'there', by: 'cases' })
    assert.deepEqual(at.attended.find(({ person }) => person === 'paul')?.was, { kind: 'not-known' })
    assert.equal(
      at.attended.some(({ person }) => person === 'hal'),
      false,
    )
    assert.equal(wasFilled(settled(POSTS, [], [], true), 'health'), null)
    assert.equal(wasFilled(settled(POSTS, [noted('hal', false), noted('hetty', false)], [], true), 'health'), false)
  })

  it('leaves a post that is the case’s own to that case', () => {
    const { at } = wasAt([said('ann', 'social-worker', 'present', 'wyn')])
    assert.deepEqual(
      at.attended.map(({ person }) => person),
      ['paul'],
    )
    assert.deepEqual(
      at.ofCases.map(({ who }) => who),
      ['wyn'],
    )
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../../engine/calendar/day.ts'
import { census, dataset } from '../../../engine/watch/given.test-data.ts'
import { lastDayTold, sayAgeOfSources } from './sources.ts'

describe('how old the files are', () => {
  const sources = [census('2026-03-31'), dataset('2026-01-31')]

  it('is told by the newest day that any of them covers', () => {
    assert.equal(lastDayTold(sources), day('2026-03-31'))
    assert.equal(lastDayTold([dataset('2026-01-31', [])]), null)
  })

  it('is said where they end before the day asked', () => {
    assert.equal(
      sayAgeOfSources(sources, day('2026-04-02')),
      'The files end on 31 March 2026, 2 days before the day asked. What happened since is in none of them: everything is ' +
        'shown as if nothing had changed.',
    )
    assert.equal(sayAgeOfSources(sources, day('2026-03-31')), '')
    assert.equal(sayAgeOfSources([], day('2026-03-31')), '')
  })
})

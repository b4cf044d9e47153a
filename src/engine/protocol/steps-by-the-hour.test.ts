import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { duty, running } from '../pathway/given.test-data.ts'
import { stepsByTheHour } from './steps-by-the-hour.ts'

/** The steps that must be told by the hour, of a protocol in which one duty is owed so. */
const named = (own: string, more = ''): readonly string[] =>
  stepsByTheHour(running(`${duty(own)}${more}`)).map(({ id }) => id)

const IN_HOURS = 'due: 24 hours after it'

describe('the steps that must be told by the hour', () => {
  it('are those from whose record hours are counted', () => {
    assert.deepEqual(named(`\n    for each: go-on or go-back\n    ${IN_HOURS}`), ['go-on', 'go-back'])
    assert.deepEqual(named('\n    for each: go-on\n    due: 2 days after it'), [])
    assert.deepEqual(
      named('\n    for each: go-on\n    due: the earlier of 2 days after it and 3 hours after go-back'),
      ['go-back'],
    )
    assert.deepEqual(
      named('\n    while: first\n    due: 2 days after entering first, and again 4 hours after each go-on'),
      ['go-on'],
    )
    assert.deepEqual(named('\n    for each: go-on\n    due: 2 days after it, then every 12 hours'), ['go-on'])
    assert.deepEqual(named('\n    for each: go-on\n    due: 2 hours after it, then every 2 days'), ['go-on'])
  })

  it('are those that lead where hours begin, or away from there', () => {
    assert.deepEqual(named(`\n    for each: entering second\n    ${IN_HOURS}`), ['go-on'])
    assert.deepEqual(named('\n    while: first\n    due: 24 hours after entering first'), ['open', 'go-back'])
    assert.deepEqual(named('\n    for each: go-on\n    due: 24 hours after leaving second'), ['go-back', 'close'])
  })

  it('are those that meet a duty for which another is owed', () => {
    const other = `
  told:
    title: Tell of it
    cites: [INV-03]
    owed by: the case's worker
    for each: it-is-done
    ${IN_HOURS}
    met by: go-on`
    assert.deepEqual(named('\n    for each: go-back\n    due: 1 day after it', other), ['do'])
  })

  it('are none where only files or time begin them', () => {
    assert.deepEqual(named('\n    for each: protection plan\n    due: 24 hours after its start'), [])
    assert.deepEqual(named('\n    for each: protection plan\n    due: the same working day as it'), [])
  })
})

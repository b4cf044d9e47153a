import assert from 'node:assert/strict'
import { it } from 'node:test'
import { day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { endOf } from '../../engine/pathway/days.ts'
import { at, Case, calendar, duty, running } from '../../engine/pathway/given.test-data.ts'
import { whyThen } from './derivations.ts'
import { derivationJson } from './json-derivation.ts'
import type { Shown } from './shown.ts'

const OWED = running(
  duty(`
    for each: entering first
    due: 24 hours after it`),
)

/** What is shown of a pathway that was opened at this moment, and its duty. */
function owedSince(happened: Instant) {
  const one = new Case(OWED).on('2026-03-05 09:00').records('wyn', 'open', { happened })
  const { protocol, history, people, now: asOf } = one
  const view = one.view()
  const [owed] = view.duties
  assert.ok(owed !== undefined && 'derivation' in owed.due)
  const shown: Shown = {
    ...{ protocol, calendar, history, people, asOf, view },
    clause: () => undefined,
    knownAt: null,
    version: 'test',
  }
  return { says: whyThen(owed, shown), counted: derivationJson(owed.due.derivation, shown).counted }
}

it('says that an hour was not told, and from when hours were counted', () => {
  const untold = owedSince(endOf(day('2026-03-02')))
  assert.deepEqual(untold.says, [
    '"Open" was recorded as done on Monday 2 March 2026.',
    'The hour was not told, so the hours are counted from the start of that day.',
    '24 hours after 00:00 on Monday 2 March 2026: 00:00 on Tuesday 3 March 2026.',
  ])
  assert.equal(untold.counted?.since, '2026-03-02T00:00:00+00:00')
  const told = owedSince(at('2026-03-02 13:30'))
  assert.deepEqual(told.says, [
    '"Open" was recorded as done at 13:30 on Monday 2 March 2026.',
    '24 hours after 13:30 on Monday 2 March 2026: 13:30 on Tuesday 3 March 2026.',
  ])
  assert.equal(told.counted?.since, '2026-03-02T13:30:00+00:00')
})

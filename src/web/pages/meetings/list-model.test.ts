import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { KnownMeeting } from '../../../cases/meetings/agenda.ts'
import { shownOf } from '../../../documents/pathway/given.test-data.ts'
import { day } from '../../../engine/calendar/day.ts'
import { ALL_DAY, type Sitting } from '../../../record/meetings/sittings.ts'
import { meetingCard } from './list-model.ts'

const TODAY = day('2026-11-22')
const { protocol, calendar } = shownOf('cases-of-most-concern', TODAY)
const meeting = protocol.meetings.find(({ id }) => id === 'smt') ?? assert.fail()

function warnings(everyMonths: number, sits: Readonly<Record<string, string | null>>, runs = true): readonly string[] {
  const sittings = Object.entries(sits).map(([on, cancelledBecause]): Sitting => {
    return { ...ALL_DAY, id: on, meeting: 'smt', on: day(on), cancelledBecause, revision: 0 }
  })
  const rules = { protocol, calendar, clause: () => undefined, protocolHash: Buffer.of(), calendarHash: Buffer.of() }
  const known: KnownMeeting = { id: 'smt', title: 'Team', said: [{ rules, meeting: { ...meeting, everyMonths } }] }
  return meetingCard({ meeting: known, sittings, runs, begin: [], missedBy: [] }, TODAY).warnings
}

it('says which month is without a meeting that was called off, which clause asks for one, and what to do', () => {
  const sits = { '2026-12-01': 'Snow', '2027-01-12': null }
  const [said, ...others] = warnings(1, sits)
  assert.match(
    said ?? '',
    /^December 2026 is without this meeting.* every month \(WOK-08, WOK-21\).*1 December 2026.* Plan/,
  )
  assert.deepEqual(others, [])
  assert.match(warnings(1, sits, false)[0] ?? '', /Whoever runs the meeting plans/)
  assert.deepEqual(warnings(1, { ...sits, '2026-12-15': null }), [], 'it sits on another day of that month')
  assert.deepEqual(warnings(1, { '2026-10-05': 'Snow', '2026-12-15': null }), [], 'what is past cannot be planned')
})

it('says it of a rhythm of several months where no other follows the one before in time', () => {
  const sits = { '2026-10-05': null, '2026-12-05': 'Snow' }
  assert.equal(warnings(3, { ...sits, '2027-01-20': null }).length, 1)
  assert.deepEqual(warnings(3, { ...sits, '2027-01-05': null }), [])
})

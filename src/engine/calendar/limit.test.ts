import assert from 'node:assert/strict'
import { test } from 'node:test'
import file from '../../../data/calendars/england-and-wales.json' with { type: 'json' }
import { parseCalendar } from './calendar-file.ts'
import { addDays, day } from './day.ts'
import { limitOn } from './limit.ts'

const read = parseCalendar(JSON.stringify(file))
const CALENDAR = read.ok ? read.value : assert.fail(read.refusal.join('\n'))

test('a limit on a working day is its own last working day', () => {
  const found = limitOn(day('2024-03-28'), CALENDAR)
  assert.deepEqual(found, {
    ok: true,
    value: { day: day('2024-03-28'), lastWorkingDay: day('2024-03-28'), rest: null },
  })
})

test('a limit on Easter Monday stays there, and the last working day is Maundy Thursday', () => {
  const found = limitOn(day('2024-04-01'), CALENDAR)
  assert.deepEqual(found, {
    ok: true,
    value: {
      day: day('2024-04-01'),
      lastWorkingDay: day('2024-03-28'),
      rest: { day: day('2024-04-01'), why: 'holiday', name: 'Easter Monday', note: null },
    },
  })
})

test('every limit of 2012 to 2028 stays where it is, and says why it is no working day where it is none', () => {
  for (let each = day('2012-01-03'); each <= CALENDAR.until; each = addDays(each, 1)) {
    const found = limitOn(each, CALENDAR)
    const worked = CALENDAR.isWorkingDay(each)
    assert.ok(found.ok && worked.ok)
    assert.equal(found.value.day, each)
    assert.equal(found.value.rest === null, worked.value)
    assert.equal(found.value.lastWorkingDay === each, worked.value)
    assert.ok(found.value.rest === null || found.value.rest.day === each)
  }
})

test('a limit outside the calendar, or with no working day before it there, is refused', () => {
  for (const outside of ['1970-06-02', '2012-01-01', '2012-01-02', '2029-01-01', '2040-06-01']) {
    const found = limitOn(day(outside), CALENDAR)
    assert.equal(found.ok ? 'given' : found.refusal.kind, 'outside-calendar', outside)
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCalendar } from './calendar-file.ts'

const GOOD = {
  calendar: 'tollbury',
  title: 'Invented authority of Tollbury',
  from: '2024-01-01',
  until: '2024-12-31',
  weekend: ['saturday', 'sunday'],
  holidays: [{ day: '2024-12-25', name: 'Christmas Day', note: 'observed' }],
}

function faultsOf(file: unknown): string {
  const found = parseCalendar(typeof file === 'string' ? file : JSON.stringify(file))
  return found.ok ? assert.fail('the calendar was taken') : found.refusal.join('\n')
}

test('a calendar is read from its file', () => {
  const found = parseCalendar(JSON.stringify({ ...GOOD, source: 'a notice on the town hall' }))
  assert.ok(found.ok)
  assert.equal(found.value.title, GOOD.title)
})

test('the first and the last day of a calendar may be holidays', () => {
  const holidays = [GOOD.from, GOOD.until].map((day) => ({ day, name: 'Founders Day' }))
  assert.equal(parseCalendar(JSON.stringify({ ...GOOD, holidays })).ok, true)
})

const FAULTS: readonly (readonly [string, unknown, RegExp])[] = [
  ['no JSON', '{', /not JSON/],
  ['an empty file', '', /not JSON/],
  ['no object', [], /the file: .*object/],
  ['no holidays', { ...GOOD, holidays: undefined }, /holidays/],
  ['a misspelt key', { ...GOOD, weekends: [] }, /weekends/],
  ['a holiday with no name', { ...GOOD, holidays: [{ day: '2024-12-25' }] }, /holidays\.0\.name/],
  ['a date that does not exist', { ...GOOD, from: '2024-02-30' }, /from: "2024-02-30" is not a date/],
  ['a date written otherwise', { ...GOOD, until: '31/12/2024' }, /until: "31\/12\/2024" is not a date/],
  ['an end before the beginning', { ...GOOD, until: '2023-12-31', holidays: [] }, /lies before from/],
  ['a weekday that is none', { ...GOOD, weekend: ['Saturday'] }, /"Saturday" is not a day of the week/],
  ['a holiday outside the years', { ...GOOD, holidays: [{ day: '2025-01-01', name: 'Late' }] }, /"Late".*outside/],
  ['a holiday before the years', { ...GOOD, holidays: [{ day: '2023-12-31', name: 'Early' }] }, /"Early".*outside/],
  ['a holiday listed twice', { ...GOOD, holidays: [...GOOD.holidays, ...GOOD.holidays] }, /listed twice/],
  [
    'a week of rest',
    { ...GOOD, weekend: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] },
    /at least one to work/,
  ],
]

for (const [what, file, fault] of FAULTS) {
  test(`a calendar's file with ${what} is refused, and the fault is named once`, () => {
    assert.match(faultsOf(file), fault)
    assert.equal(faultsOf(file).split('\n').length, 1)
  })
}

test('all faults are named at once', () => {
  const holidays = ['Christmas Day', 'Boxing Day'].map((name) => ({ day: 'soon', name }))
  const faults = faultsOf({ ...GOOD, from: 'some day', weekend: ['noday'], holidays }).split('\n')
  assert.equal(faults.length, 4)
})

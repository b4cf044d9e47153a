import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, day } from '../../engine/calendar/day.ts'
import { type Instant, parseInstant } from '../../engine/calendar/instant.ts'
import { printed } from '../papers/printed.ts'
import { type CalendarEvent, type CalendarMethod, calendarFile } from './calendar-file.ts'
import { readCalendar, unescaped, valueIn } from './read-calendar.test-data.ts'
import { sayWhen, sittingEvent } from './sitting-event.ts'

function moment(text: string): Instant {
  return parseInstant(text) ?? assert.fail(text)
}

const EVENT: CalendarEvent = {
  uid: '0b9d6c52-0000-4000-8000-000000000001',
  sequence: 2,
  made: moment('2026-11-22T11:00:00Z'),
  title: 'Complex Case Panel',
  on: day('2026-11-26'),
  starts: moment('2026-11-26T10:00:00Z'),
  ends: moment('2026-11-26T12:00:00Z'),
  place: 'Room 4, The Example; upstairs',
  says: ['Agenda after signing in'],
  url: 'https://sightline.example/sittings/0b9d6c52-0000-4000-8000-000000000001',
}
const REQUEST: CalendarMethod = { kind: 'request', organiser: 'from@nowhere.example', attendee: 'tam@nowhere.example' }

describe('a calendar file', () => {
  it('invites one person, under the number and the name of the sitting', () => {
    const read = readCalendar(calendarFile(EVENT, REQUEST))
    const of = (name: string) => valueIn(read, name)
    assert.deepEqual([of('METHOD'), of('STATUS'), of('SEQUENCE')], ['REQUEST', 'CONFIRMED', '2'])
    assert.equal(of('UID'), `${EVENT.uid}@sightline`)
    assert.deepEqual(
      [of('DTSTAMP'), of('DTSTART'), of('DTEND')],
      ['20261122T110000Z', '20261126T100000Z', '20261126T120000Z'],
    )
    assert.equal(of('ATTENDEE'), 'mailto:tam@nowhere.example')
    assert.equal(of('ORGANIZER'), 'mailto:from@nowhere.example')
    assert.equal(unescaped(of('LOCATION') ?? ''), EVENT.place)
    assert.deepEqual([read.at(0)?.value, read.at(-1)?.value], ['VCALENDAR', 'VCALENDAR'])
  })

  it('takes away what it brought, by the same name, and says whether it is called off', () => {
    for (const calledOff of [true, false]) {
      const read = readCalendar(calendarFile(EVENT, { ...REQUEST, kind: 'cancel', calledOff }))
      assert.deepEqual([valueIn(read, 'METHOD'), valueIn(read, 'STATUS')], ['CANCEL', 'CANCELLED'])
      assert.equal(valueIn(read, 'UID'), `${EVENT.uid}@sightline`)
      assert.equal(/^Called off: /.test(valueIn(read, 'SUMMARY') ?? ''), calledOff)
    }
  })

  it('invites nobody where somebody takes it for themselves', () => {
    const read = readCalendar(calendarFile(EVENT, { kind: 'publish', calledOff: false }))
    assert.equal(valueIn(read, 'METHOD'), 'PUBLISH')
    assert.deepEqual([valueIn(read, 'ATTENDEE'), valueIn(read, 'ORGANIZER')], [null, null])
  })

  it('lasts the whole day where no time is known, up to the day after', () => {
    const read = readCalendar(calendarFile({ ...EVENT, starts: null, ends: null }, REQUEST))
    assert.deepEqual(
      read
        .filter(({ name }) => name.startsWith('DT') && name !== 'DTSTAMP')
        .map((each) => Object.values(each).join(' ')),
      ['DTSTART ;VALUE=DATE 20261126', 'DTEND ;VALUE=DATE 20261127'],
    )
  })

  it('stands at the same hour of the clock in summer and in winter', () => {
    for (const [on, hour, at] of [
      ['2026-10-23', '09:00:00Z', '10:00 to 11:00'],
      ['2026-10-26', '10:00:00Z', '10:00 to 11:00'],
    ] as const) {
      const starts = moment(`${on}T${hour}`)
      const told = { on: day(on), starts, ends: (starts + 3_600_000) as Instant }
      assert.ok(sayWhen(told).endsWith(at))
      assert.equal(
        valueIn(readCalendar(calendarFile({ ...EVENT, ...told }, REQUEST)), 'DTSTART'),
        `${on}T${hour}`.replaceAll(/[-:]/g, ''),
      )
    }
  })

  it('gives every text back as it was, whatever it holds, and nothing in it becomes a line of its own', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 120 }),
      fc.string({
        unit: fc.constantFrom('\\', ';', ',', '\n', '\r', ':', 'n', 'N', ' ', 'é', '👩‍👧', '"'),
        maxLength: 120,
      }),
      fc.constant('x\r\nATTENDEE:mailto:else@nowhere.example'),
    )
    fc.assert(
      fc.property(text, text, text, fc.nat(40_000), (title, place, says, after) => {
        const event = { ...EVENT, title, place, says: [says], on: addDays(EVENT.on, after), starts: null, ends: null }
        const read = readCalendar(calendarFile(event, REQUEST))
        assert.equal(unescaped(valueIn(read, 'SUMMARY') ?? ''), printed(title))
        assert.equal(unescaped(valueIn(read, 'LOCATION') ?? ''), printed(place))
        assert.equal(unescaped(valueIn(read, 'DESCRIPTION') ?? ''), printed(says))
        assert.equal(read.filter(({ name }) => name === 'ATTENDEE').length, 1)
      }),
    )
  })

  it('lets no address end its line', () => {
    const attendee = 'a@nowhere.example\r\nATTENDEE:mailto:b@nowhere.example'
    const read = readCalendar(calendarFile(EVENT, { ...REQUEST, attendee }))
    assert.equal(read.filter(({ name }) => name === 'ATTENDEE').length, 1)
  })

  it('leads to the sitting, after signing in', () => {
    const { made, title, on, starts, ends, place } = EVENT
    const sitting = { sitting: 'S', revision: 1, title, on, starts, ends, place, link: 'https://join.example/1' }
    const event = sittingEvent(sitting, 'https://sightline.example', made)
    assert.equal(event.url, 'https://sightline.example/sittings/S')
    assert.match(event.says.join(' '), /join\.example/)
  })
})

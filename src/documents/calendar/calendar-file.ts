import { addDays, type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { printed } from '../papers/printed.ts'

/** One sitting for somebody's calendar. Nothing of any child is in it. */
export interface CalendarEvent {
  /** The same in whatever is sent of one sitting, so that a calendar changes or takes away what it has. */
  readonly uid: string
  /** Of two of one sitting the one with the higher number holds. */
  readonly sequence: number
  /** When it was written. */
  readonly made: Instant
  readonly title: string
  readonly on: Day
  /** Null where it is all day; `ends` also where nobody said until when. */
  readonly starts: Instant | null
  readonly ends: Instant | null
  readonly place: string | null
  /** What stands under it, line by line. */
  readonly says: readonly string[]
  /** Where it is read in Sightline. */
  readonly url: string
}

/**
 * What a calendar does with it (RFC 5546): `publish` for whoever takes it, without inviting anybody; `request` invites one person
 * or changes what they were sent; `cancel` takes it away.
 */
export type CalendarMethod =
  | { readonly kind: 'publish'; readonly calledOff: boolean }
  | { readonly kind: 'request'; readonly organiser: string; readonly attendee: string }
  | { readonly kind: 'cancel'; readonly organiser: string; readonly attendee: string; readonly calledOff: boolean }

/** A sitting as an iCalendar file (RFC 5545). Times are in UTC, so that no calendar needs to know the zone. */
export function calendarFile(event: CalendarEvent, method: CalendarMethod): string {
  const { uid, sequence, made, title, place, says, url } = event
  const isOff = method.kind === 'cancel' || (method.kind === 'publish' && method.calledOff)
  const isCalledOff = method.kind !== 'request' && method.calledOff
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Sightline//Sittings//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method.kind.toUpperCase()}`,
    'BEGIN:VEVENT',
    `UID:${uid}@sightline`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utc(made)}`,
    ...times(event),
    `SUMMARY:${escaped(isCalledOff ? `Called off: ${title}` : title)}`,
    ...(place === null ? [] : [`LOCATION:${escaped(place)}`]),
    `DESCRIPTION:${escaped(says.join('\n'))}`,
    `URL:${url}`,
    ...people(method),
    `STATUS:${isOff ? 'CANCELLED' : 'CONFIRMED'}`,
    'CLASS:PRIVATE',
    `TRANSP:${isOff ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** Answers are given in Sightline, so none is asked for by mail. */
function people(method: CalendarMethod): readonly string[] {
  if (method.kind === 'publish') return []
  const { organiser, attendee } = method
  return [
    `ORGANIZER;CN=Sightline:mailto:${addressed(organiser)}`,
    `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:${addressed(attendee)}`,
  ]
}

function times({ on, starts, ends }: CalendarEvent): readonly string[] {
  if (starts === null) {
    // The day after is the first that it does not last through.
    return [`DTSTART;VALUE=DATE:${compact(on)}`, `DTEND;VALUE=DATE:${compact(addDays(on, 1))}`]
  }
  return [`DTSTART:${utc(starts)}`, ...(ends === null ? [] : [`DTEND:${utc(ends)}`])]
}

function compact(day: Day): string {
  return formatDay(day).replaceAll('-', '')
}

/** "20261126T100000Z". */
function utc(moment: Instant): string {
  const at = Temporal.Instant.fromEpochMilliseconds(moment).toString({ smallestUnit: 'second' })
  return at.replaceAll(/[-:]/g, '')
}

/** A text as it may stand in a file: no line of it can be taken for one of the file's own. */
function escaped(text: string): string {
  return printed(text).replaceAll('\\', '\\\\').replaceAll(';', '\\;').replaceAll(',', '\\,').replaceAll('\n', '\\n')
}

/** An address without what could end its line or begin another. */
function addressed(address: string): string {
  return address.replaceAll(/[\p{Cc}\s]/gu, '')
}

const MOST_OCTETS = 75

/** Lines longer than 75 octets go on in the next, after a space; no letter is cut in two (RFC 5545, 3.1). */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let length = 0
  for (const letter of line) {
    const octets = Buffer.byteLength(letter)
    if (length + octets > MOST_OCTETS) {
      parts.push(part)
      // The space before what goes on counts.
      part = ''
      length = 1
    }
    part += letter
    length += octets
  }
  return [...parts, part].join('\r\n ')
}

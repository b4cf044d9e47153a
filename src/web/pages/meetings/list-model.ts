import type { KnownMeeting } from '../../../cases/meetings/agenda.ts'
import type { CaseMeeting, Part } from '../../../cases/meetings/called.ts'
import { sayMoment, titlesOf } from '../../../documents/pathway/titles.ts'
import { capital, sayDate, sayDays } from '../../../documents/scan/words.ts'
import { civilDateOf, type Day } from '../../../engine/calendar/day.ts'
import { shiftCivil } from '../../../engine/calendar/span.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import type { Sitting } from '../../../record/meetings/sittings.ts'
import { cell, headsOf, type Table } from '../../table.ts'

/** A meeting that sits by a calendar, with what of it can be seen at once. */
export interface MeetingCard {
  readonly title: string
  readonly chair: string
  readonly held: string
  readonly coming: readonly SittingLine[]
  readonly past: readonly SittingLine[]
  /** What is wrong with its calendar, and what to do. */
  readonly warnings: readonly string[]
  /** Where a sitting is planned; '' for who does not run it. */
  readonly plan: string
  /** What nobody has begun yet and this person may begin. */
  readonly begin: readonly { readonly text: string; readonly href: string }[]
}

export interface SittingLine {
  readonly day: string
  readonly when: string
  readonly href: string
  readonly calledOff: string
}

/** What stands on a card beside its sittings. */
export interface CardOf {
  readonly meeting: KnownMeeting
  readonly sittings: readonly Sitting[]
  readonly runs: boolean
  readonly begin: MeetingCard['begin']
  /** The day by which a sitting must be and none is; null where none is missing. */
  readonly missedBy: readonly { readonly due: Day | null }[]
}

/** How many sittings of each kind stand on a card: the others are found from one of these. */
const MOST_SHOWN = 3

export function meetingCard({ meeting, sittings, runs, begin, missedBy }: CardOf, today: Day): MeetingCard {
  const coming = sittings.filter(({ on }) => on >= today)
  const past = sittings.filter(({ on }) => on < today).toReversed()
  const [first] = meeting.said
  const months = meeting.said.flatMap(({ meeting: { everyMonths } }) => everyMonths ?? [])
  const [most] = months
  return {
    title: meeting.title,
    chair: first === undefined ? '' : capital(titlesOf(first.rules.protocol).who(first.meeting.chair)),
    held:
      most === undefined ? 'When it is called' : most === 1 ? 'At least every month' : `At least every ${most} months`,
    coming: coming.slice(0, MOST_SHOWN).map((each) => sittingLine(each, today)),
    past: past.slice(0, MOST_SHOWN).map((each) => sittingLine(each, today)),
    warnings: [...sayMissed(missedBy, coming, most ?? null), ...sayWithout({ meeting, sittings, runs }, today)],
    plan: runs ? `/meetings/${meeting.id}/plan` : '',
    begin,
  }
}

function sayMissed(
  missed: CardOf['missedBy'],
  coming: readonly Sitting[],
  everyMonths: number | null,
): readonly string[] {
  const days = missed.flatMap(({ due }) => due ?? [])
  if (days.length > 0) {
    return [`No sitting is planned by ${sayDay(Math.min(...days) as Day)}, the day by which one must be.`]
  }
  if (
    missed.length > 0 ||
    (everyMonths !== null && coming.every(({ cancelledBecause }) => cancelledBecause !== null))
  ) {
    return ['No sitting is planned.']
  }
  return []
}

/**
 * The time for which a meeting that is held every so often was called off, and is held at no other day: what asks for one, and
 * what to do. It is said of this month and those to come.
 */
function sayWithout(
  { meeting, sittings, runs }: Pick<CardOf, 'meeting' | 'sittings' | 'runs'>,
  today: Day,
): readonly string[] {
  const said = meeting.said.findLast((each) => each.meeting.everyMonths !== null)?.meeting
  const every = said?.everyMonths ?? null
  if (said === undefined || every === null) return []
  const clauses = said.cites.length === 0 ? '' : ` (${said.cites.join(', ')})`
  const asked = every === 1 ? 'at least every month' : `at least every ${every} months`
  const act = runs ? 'Plan another day for it.' : 'Whoever runs the meeting plans another day for it.'
  const off = withoutOne(sittings, every).filter(({ on }) => monthOf(on) >= monthOf(today))
  return [...Map.groupBy(off, ({ on }) => monthOf(on)).values()].map((all) => {
    const which = all.map(({ on }) => sayDay(on)).join(' and ')
    const month = sayMonth(all[0]?.on ?? today)
    return `${month} is without this meeting, which is to be held ${asked}${clauses}: what was planned for ${which} is called off. ${act}`
  })
}

/** The sittings that were called off, and for which there is no other: in their month, or between the one before and the latest day. */
function withoutOne(sittings: readonly Sitting[], everyMonths: number): readonly Sitting[] {
  const held = sittings.filter(({ cancelledBecause }) => cancelledBecause === null)
  return sittings.filter(({ on, cancelledBecause }) => {
    if (cancelledBecause === null) return false
    if (everyMonths === 1) return !held.some((each) => monthOf(each.on) === monthOf(on))
    const before = held.findLast((each) => each.on < on)
    const latest = shiftCivil(before?.on ?? on, everyMonths, 'month')
    return !held.some((each) => each.on > on && each.on <= latest)
  })
}

/** Months counted on, so that they can be compared. */
function monthOf(on: Day): number {
  const { year, month } = civilDateOf(on)
  return year * 12 + month
}

/** "December 2026". */
function sayMonth(on: Day): string {
  return sayDate(on).replace(/^\d+ /, '')
}

export function sittingLine({ id, on, cancelledBecause }: Sitting, today: Day): SittingLine {
  return {
    day: sayDay(on),
    when: sayFar(on, today),
    href: `/sittings/${id}`,
    calledOff: cancelledBecause === null ? '' : `Called off: ${cancelledBecause}`,
  }
}

/** "today", "tomorrow", "in 16 days", "4 days ago". */
export function sayFar(on: Day, today: Day): string {
  const days = on - today
  if (days === 0) return 'Today'
  if (days === 1) return 'Tomorrow'
  return days > 0 ? `In ${sayDays(days)}` : `${capital(sayDays(-days))} ago`
}

const PARTS: Readonly<Record<Part, string>> = {
  holds: 'You hold it',
  calls: 'You call it',
  owes: 'You owe it',
  invited: 'You are invited',
}

/** The meetings of cases that somebody has to do with, the next first. */
export function ownTable(meetings: readonly (CaseMeeting & { readonly part: Part })[], today: Day): Table {
  return {
    caption: 'Meetings about one child',
    captionHidden: true,
    head: headsOf(['Child', 'Meeting', 'When', 'Your part']),
    rows: meetings.map((each) => {
      const { read, at, owed, part } = each
      const due = owed !== null && 'day' in owed.due ? owed.due.day : null
      const late = due !== null && due < today
      return [
        cell(read.childName ?? 'Not about one child', { href: addressOf(each) }),
        cell(titleOf(each), { hint: read.rules.protocol.title }),
        at === null
          ? cell('Not called yet', { ...(late ? { tag: 'red' } : {}), hint: sayOwedBy(due) })
          : cell(sayMoment(at), { ...(late ? { hint: sayOwedBy(due) } : {}) }),
        cell(PARTS[part], { hint: at === null && part === 'invited' ? 'You are told once it is called' : '' }),
      ]
    }),
  }
}

function sayOwedBy(due: Day | null): string {
  return due === null ? '' : `To be held by ${sayDay(due)}`
}

/** What a meeting of one case is called: by its own title, else by that of the step that holds it. */
export function titleOf({ called: { meetings, hold } }: Pick<CaseMeeting, 'called'>): string {
  return meetings[0]?.title ?? hold.title
}

export function addressOf({ read, called }: Pick<CaseMeeting, 'read' | 'called'>): string {
  return `/pathways/${read.pathway}/meetings/${called.hold.id}`
}

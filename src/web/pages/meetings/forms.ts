import { meetingsKnown } from '../../../cases/meetings/agenda.ts'
import { type Day, formatDay } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { noteAttendance } from '../../../record/meetings/attendance.ts'
import {
  callOffSitting,
  type NotPlanned,
  planSitting,
  runsMeeting,
  sittingsOf,
} from '../../../record/meetings/sittings.ts'
import type { Bound } from '../../../record/transaction.ts'
import { type DayTyped, readDay } from '../../dates.ts'
import type { Answer, FormError } from '../../route.ts'
import { attendanceRows, byAgency } from './attendance-model.ts'
import { sittingLine } from './list-model.ts'
import { readHead } from './read.ts'

const NOT_FOUND: Answer = { kind: 'not-found' }

/** Where a sitting is planned. */
export async function planForm(
  bound: Bound,
  meeting: string,
  typed: DayTyped,
  errors: readonly FormError[],
): Promise<Answer> {
  const sittings = await sittingsOf(bound)
  const known = (await meetingsKnown(bound, sittings)).find(({ id }) => id === meeting)
  if (known === undefined || !(await runsMeeting(bound, meeting))) return NOT_FOUND
  const coming = sittings.filter((each) => each.meeting === meeting && each.on >= bound.today)
  const model = {
    meeting,
    title: known.title,
    typed,
    wrong: errors.length === 0 ? '' : (errors[0]?.text ?? ''),
    coming: coming.map((each) => sittingLine(each, bound.today)),
  }
  return { kind: 'page', template: 'meetings/plan.njk', title: `Plan a sitting: ${known.title}`, model, errors }
}

export async function planSent(bound: Bound, meeting: string, typed: DayTyped): Promise<Answer> {
  const read = readDay(typed)
  const wrong = (text: string): Promise<Answer> => planForm(bound, meeting, typed, [{ field: 'on_day', text }])
  if (read.kind === 'empty') return wrong('Enter the day on which it sits')
  if (read.kind === 'fault') return wrong(`The day on which it sits ${read.says}`)
  const planned = await planSitting(bound, { meeting, on: read.day })
  if (planned.ok) return { kind: 'redirect', to: `/sittings/${planned.sitting}` }
  const says = sayNotPlanned(planned.refusal, read.day)
  return says === null ? NOT_FOUND : wrong(says)
}

function sayNotPlanned(refusal: NotPlanned, on: Day): string | null {
  switch (refusal.kind) {
    case 'past':
      return 'The day on which it sits must be today or to come'
    case 'there-already':
      return `It sits on ${sayDay(on)} already`
    case 'not-allowed':
    case 'unknown-meeting':
    case 'unknown-sitting':
      return null
    default:
      return refusal satisfies never
  }
}

/** Where a sitting is called off. */
export async function callOffForm(
  bound: Bound,
  sitting: string,
  because: string,
  errors: readonly FormError[],
): Promise<Answer> {
  const read = await readHead(bound, sitting)
  if (read === null || !read.runs || read.sitting.on < bound.today || read.sitting.cancelledBecause !== null) {
    return NOT_FOUND
  }
  const model = { here: `/sittings/${sitting}`, because, wrong: errors[0]?.text ?? '' }
  const title = `Call off: ${read.meeting.title}, ${sayDay(read.sitting.on)}`
  return { kind: 'page', template: 'meetings/call-off.njk', title, model, errors }
}

export async function callOffSent(bound: Bound, sitting: string, because: string): Promise<Answer> {
  if (because.trim() === '') {
    return callOffForm(bound, sitting, because, [{ field: 'because', text: 'Say why it is called off' }])
  }
  const done = await callOffSitting(bound, { sitting, because: because.trim() })
  return done.ok ? { kind: 'redirect', to: `/sittings/${sitting}` } : NOT_FOUND
}

/** Where it is noted who was at a sitting. */
export async function attendanceForm(bound: Bound, sitting: string): Promise<Answer> {
  const read = await readHead(bound, sitting)
  if (read === null || !read.runs || read.sitting.on > bound.today) return NOT_FOUND
  const rows = attendanceRows(read.posts, read.attending, read.roster)
  const people = [...new Map(rows.filter(({ person }) => person !== '').map((row) => [row.person, row])).values()]
  const expected = new Set(people.map(({ person }) => person))
  const model = {
    here: `/sittings/${sitting}`,
    people,
    agencies: byAgency(rows),
    others: [...read.roster.persons]
      .filter(([id]) => !expected.has(id))
      .map(([value, { name, agency }]) => ({ value, text: `${name} (${agency})` })),
    day: formatDay(read.sitting.on),
  }
  const title = `Who was there: ${read.meeting.title}, ${sayDay(read.sitting.on)}`
  return { kind: 'page', template: 'meetings/attendance.njk', title, model }
}

/** What was noted: "yes" or "no" of each person, and one more who was there. */
export async function attendanceSent(
  bound: Bound,
  sitting: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const came = new Map<string, boolean>()
  for (const [field, value] of Object.entries(fields)) {
    const [, person] = /^came\.([0-9a-f-]{36})$/.exec(field) ?? []
    if (person !== undefined && (value === 'yes' || value === 'no')) came.set(person, value === 'yes')
  }
  const { other, do: button } = fields
  if (typeof other === 'string' && /^[0-9a-f-]{36}$/.test(other)) came.set(other, true)
  const noted = await noteAttendance(bound, sitting, came)
  if (!noted) return NOT_FOUND
  return { kind: 'redirect', to: `/sittings/${sitting}${button === 'more' ? '/attendance' : ''}` }
}

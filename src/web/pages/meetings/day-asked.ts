import type { KnownMeeting } from '../../../cases/meetings/agenda.ts'
import { civilDateOf, type Day } from '../../../engine/calendar/day.ts'
import { shiftCivil } from '../../../engine/calendar/span.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { deriveMoment } from '../../../engine/watch/due.ts'

/** From so many months on a day is asked about: most are a year that was mistyped. */
const FAR_MONTHS = 13

/** What is asked about a day before a meeting is planned for it; nothing where there is nothing to ask. */
export function asksAboutDay({ said }: Pick<KnownMeeting, 'said'>, on: Day, today: Day): readonly string[] {
  const rest = said.flatMap(({ rules: { calendar } }) => {
    const holiday = calendar.holidayOn(on)
    const worked = calendar.isWorkingDay(on)
    if (holiday.ok && holiday.value !== null) return [`${sayDay(on)} is a bank holiday (${holiday.value.name}).`]
    return worked.ok && !worked.value ? [`${sayDay(on)} is not a working day.`] : []
  })
  const far = on > shiftCivil(today, FAR_MONTHS, 'month') ? [`${sayDay(on)} is more than a year away.`] : []
  return [...new Set([...rest, ...far, ...said.flatMap((each) => noticesMissed(each, on, today))])]
}

/** What the protocol has done before each sitting, of which the last day is past already. */
function noticesMissed({ rules, meeting }: KnownMeeting['said'][number], on: Day, today: Day): readonly string[] {
  return rules.protocol.duties.flatMap(({ title, forEach, due }) => {
    if (forEach?.of.kind !== 'sitting' || forEach.of.meeting !== meeting.id) return []
    const by = deriveMoment(due.first, ({ kind }) => (kind === 'it' ? { on, fact: null } : undefined), rules.calendar)
    if (!by.ok || by.value.result >= today) return []
    return [`${title}: for a sitting on ${sayDay(on)} that was due by ${sayDay(by.value.result)}, which is past.`]
  })
}

/** Why no sitting can be planned for a day so far away; null where one can. Days of rest are known up to a last day alone. */
export function sayTooFar({ said }: Pick<KnownMeeting, 'said'>, on: Day): string | null {
  const last = said.reduce<Day | null>((first, { rules: { calendar } }) => {
    return first === null || calendar.until < first ? calendar.until : first
  }, null)
  if (last === null || on <= last) return null
  return `The day on which it sits must be no later than ${sayDay(last)}, where the calendar of bank holidays ends. Check the year ${civilDateOf(on).year}`
}

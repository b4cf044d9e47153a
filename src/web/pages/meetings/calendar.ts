import { meetingsKnown } from '../../../cases/meetings/agenda.ts'
import { calendarFile } from '../../../documents/calendar/calendar-file.ts'
import { sittingEvent } from '../../../documents/calendar/sitting-event.ts'
import { sittingsOf } from '../../../record/meetings/sittings.ts'
import type { Bound } from '../../../record/transaction.ts'
import type { Answer } from '../../route.ts'

/** A sitting as a file for somebody's own calendar; a calendar that has it already changes it. */
export async function calendarAnswer(bound: Bound, id: string, origin: string): Promise<Answer> {
  const all = await sittingsOf(bound)
  const sitting = all.find((each) => each.id === id)
  const meeting = (await meetingsKnown(bound, all)).find((each) => each.id === sitting?.meeting)
  if (sitting === undefined || meeting === undefined) return { kind: 'not-found' }
  const event = sittingEvent({ ...sitting, sitting: id, title: meeting.title }, origin, bound.moment)
  return {
    kind: 'file',
    name: 'sitting.ics',
    as: 'download',
    type: 'text/calendar; charset=utf-8',
    content: calendarFile(event, { kind: 'publish', calledOff: sitting.cancelledBecause !== null }),
  }
}

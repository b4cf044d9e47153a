import type { Day } from '../calendar/day.ts'
import { calledMeetings } from '../protocol/meeting-steps.ts'
import type { Step } from '../protocol/pathway-parts.ts'
import type { Protocol } from '../protocol/protocol.ts'
import type { Entry } from './entry.ts'
import { dayAnswered } from './late.ts'
import type { NoticeView, View } from './view.ts'

/**
 * The day for which a notice calls people together: what its step answered of a step that tells who was there, and that is not
 * recorded before that day, or of a sitting that is planned with it. Null where it calls nobody, or the answer is not there.
 */
export function calledFor(
  { id, of }: Pick<NoticeView, 'id' | 'of'>,
  { entries }: Pick<View, 'entries'>,
  { notices, steps, meetings }: Pick<Protocol, 'notices' | 'steps' | 'meetings'>,
): Day | null {
  const isOfStep = notices.some((each) => each.id === id && each.forEach.of.kind !== 'entering')
  if (!isOfStep) return null
  const sent = entries.findLast(({ root, supersededBy }) => {
    return supersededBy === null && (of === root || of.startsWith(`${root}/`))
  })
  if (sent === undefined) return null
  const days = calledMeetings({ steps, meetings }).flatMap(({ call, when, hold }) => {
    const isHere = call.id === sent.entry.step && tellsWhoWasThere(hold)
    return isHere ? (dayAnswered(sent.entry.answers, when.id) ?? []) : []
  })
  return days[0] ?? dayPlanned(sent.entry, steps)
}

/** The day of the sitting that was planned with it. */
function dayPlanned({ step: id, answers }: Entry, steps: readonly Step[]): Day | null {
  const asks = steps.find((each) => each.id === id)?.asks ?? []
  const question = asks.find(({ plans }) => plans !== null)
  return question === undefined ? null : (dayAnswered(answers, question.id) ?? null)
}

function tellsWhoWasThere({ asks }: Step): boolean {
  return asks.some(({ type }) => type === 'attendance' || type === 'people')
}

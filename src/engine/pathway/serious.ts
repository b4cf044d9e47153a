import type { Day } from '../calendar/day.ts'
import type { Step } from '../protocol/pathway-parts.ts'
import { dayOf } from './days.ts'
import type { Answers } from './entry.ts'
import { answerIs, answerTo } from './state.ts'
import type { View } from './view.ts'

/** Whether answers tick what the protocol calls a serious incident: a death or a serious injury (PRA-10). */
export function tellsOfSeriousIncident({ asks }: Pick<Step, 'asks'>, answers: Answers): boolean {
  return asks.some(({ id, seriousIncident }) => seriousIncident.some((is) => answerIs(answerTo(answers, id), is)))
}

/** The days on which records that count told of a serious incident: from then on the authority knew. */
export function seriousIncidentsIn(steps: readonly Step[], { entries }: Pick<View, 'entries'>): readonly Day[] {
  return entries.flatMap(({ entry, supersededBy, ignored }) => {
    const step = steps.find(({ id }) => id === entry.step)
    const counts = supersededBy === null && ignored === null && step !== undefined
    return counts && tellsOfSeriousIncident(step, entry.answers) ? [dayOf(entry.recorded)] : []
  })
}

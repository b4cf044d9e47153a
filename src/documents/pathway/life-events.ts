import type { LifeEventKind } from '../../engine/facts/life-event.ts'
import { ENDS_THE_PLAN, type LifeEffect } from '../../engine/protocol/life-effect.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'

/** What a change in a child's life is called where people choose it or read of it. */
const TITLES: Readonly<Record<LifeEventKind, string>> = {
  'transfer in': 'The child has moved here from another authority’s area',
  'transfer out': 'The child has moved to another authority’s area',
  'plan ended': 'The protection plan has ended',
  'turned 18': 'The young person has turned 18',
  death: 'The child has died',
  'case closed': 'The case has been closed',
  'became looked after': 'The child has become looked after',
  'no longer looked after': 'The child is no longer looked after',
}

export function sayLifeEvent(kind: LifeEventKind): string {
  return TITLES[kind]
}

/** What a protocol says that follows from a change in a child's life, a sentence for each thing. */
export function sayLifeEffect(
  { event, owes, ends, changesNothing }: LifeEffect,
  protocol: Protocol,
): readonly string[] {
  const { duties } = protocol
  const title = (id: string): string => `“${duties.find((duty) => duty.id === id)?.title ?? id}”`
  const lapsing = ENDS_THE_PLAN.includes(event) ? duties.filter(({ lapses }) => lapses?.kind === 'plan-ends') : []
  return [
    ...owes.map((id) => `Owed from then on: ${title(id)}.`),
    ...ends.map((id) => `Owed no longer: ${title(id)}.`),
    ...(lapsing.length === 0
      ? []
      : [`Owed no longer: what lapses when the plan ends (${lapsing.length} of the duties).`]),
    ...(changesNothing === null ? [] : [`Nothing ${lapsing.length === 0 ? '' : 'more '}changes. ${changesNothing}`]),
  ]
}

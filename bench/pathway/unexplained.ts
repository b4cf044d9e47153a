import type { Day } from '../../src/engine/calendar/day.ts'
import { closureOf } from '../../src/engine/pathway/closure.ts'
import { dueOf } from '../../src/engine/pathway/due.ts'
import { begin, finish, take } from '../../src/engine/pathway/fold.ts'
import { readRecord } from '../../src/engine/pathway/record.ts'
import { rulebookOf } from '../../src/engine/pathway/rulebook.ts'
import { stageOf } from '../../src/engine/pathway/state.ts'
import type { Asking } from '../../src/engine/pathway/view.ts'
import type { GivenHistory } from '../../src/intake/history/schema.ts'
import type { Shelved } from '../../src/intake/library.ts'

/** A case, and the protocol that it is looked at by. */
export type Case = Pick<Shelved, 'protocol' | 'calendar'> & GivenHistory

/** Where a pathway stands, and what is open in it with its due day; null for no day yet. */
export interface Unexplained {
  readonly stage: string
  readonly owed: readonly { readonly id: string; readonly due: Day | null }[]
}

/** What the fold alone gives: no offers, no refusals, nobody found. */
export function unexplained({ protocol, calendar, history, people }: Case, asking: Asking): Unexplained {
  const rulebook = rulebookOf(protocol)
  const { counted } = readRecord(history.entries, rulebook, asking)
  const state = begin({ rulebook, history, people, calendar }, asking)
  for (const record of counted) take(record, state)
  finish(state)
  const owed: { id: string; due: Day | null }[] = []
  for (const each of state.opened.values()) {
    if (closureOf(each, state, asking.asOf) !== null) continue
    const due = dueOf(each, state)
    owed.push({ id: each.id, due: due.ok ? due.value.result : null })
  }
  return { stage: stageOf(state)?.id ?? '', owed }
}

import type { Instant } from '../calendar/instant.ts'
import type { Name } from '../protocol/sentences/sentence.ts'
import type { Closed, OpenedDuty, State } from './state.ts'

/** What had ended a duty by a moment: a record or a file, whichever came first; null while it is open. */
export function closureOf(owed: OpenedDuty, state: State, at: Instant): Closed | null {
  let first: Closed | null = owed.closed !== null && owed.closed.at <= at ? owed.closed : null
  for (const closed of owed.byFiles) if (closed.at <= at && (first === null || closed.at < first.at)) first = closed
  const byOther = otherMetByFiles(owed, state)
  if (byOther !== null && byOther.at <= at && (first === null || byOther.at < first.at)) first = byOther
  return first
}

export function isOpen(owed: OpenedDuty, state: State, at: Instant): boolean {
  return closureOf(owed, state, at) === null
}

/** Those of a duty that are open at a moment, the oldest first. */
export function openOf(duty: Name, state: State, at: Instant): readonly OpenedDuty[] {
  return (state.open.get(duty) ?? []).filter((owed) => isOpen(owed, state, at))
}

/** Another duty that files tell to be met, and that ends this one. */
function otherMetByFiles({ duty: { lapses }, of, opened }: OpenedDuty, state: State): Closed | null {
  if (lapses?.kind !== 'duty-met') return null
  for (const other of state.open.get(lapses.duty) ?? []) {
    if (lapses.sameThing && other.of !== of) continue
    const met = other.byFiles.find(({ kind, at }) => kind === 'met' && at >= opened)
    if (met !== undefined) return { kind: 'lapsed', at: met.at, why: 'other-duty-met' }
  }
  return null
}

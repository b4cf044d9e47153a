import { addDays } from '../calendar/day.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Name } from '../protocol/sentences/sentence.ts'
import { startOf } from './days.ts'
import type { Closed, OpenedDuty, State } from './state.ts'

/** What had ended a duty by a moment: a record or a file, whichever came first; null while it is open. */
export function closureOf(owed: OpenedDuty, state: State, at: Instant): Closed | null {
  let first: Closed | null = owed.closed !== null && owed.closed.at <= at ? owed.closed : null
  for (const closed of owed.byFiles) if (closed.at <= at && (first === null || closed.at < first.at)) first = closed
  for (const closed of [otherMetByFiles(owed, state), followed(owed, state, at)]) {
    if (closed !== null && closed.at <= at && (first === null || closed.at < first.at)) first = closed
  }
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

/** "replaced by the next": when the next of what a duty is owed for has come; null while none has, or where it stands for itself. */
function followed(owed: OpenedDuty, state: State, at: Instant): Closed | null {
  const { parent, duty } = owed
  // What is owed for each of a duty ends with it, unless that one was met.
  const withParent = parent?.duty.replacedByNext === true ? closureOf(parent, state, at) : null
  if (withParent?.kind === 'lapsed') return withParent
  if (!duty.replacedByNext) return null
  let first: Instant | null = null
  for (const other of state.opened) {
    const came = parent === null ? cameAfter(owed, other) : metAfter(parent, other, state, at)
    if (came !== null && (first === null || came < first)) first = came
  }
  return first === null ? null : { kind: 'lapsed', at: first, why: 'followed' }
}

/** When another of its kind came that is owed by the same for something later; null for any other. */
function cameAfter(owed: OpenedDuty, other: OpenedDuty): Instant | null {
  if (other.name !== owed.name || other.person !== owed.person || other.agency !== owed.agency) return null
  if (owed.sitting !== null) {
    return other.sitting !== null && other.sitting.on > owed.sitting.on ? startOf(addDays(other.sitting.on, 1)) : null
  }
  // What recurs, or starts anew, is owed for the same as before.
  if (other.number > 1 || other.again !== null || other.chain === owed.chain) return null
  if (owed.by === null && owed.anchor !== null && other.anchor !== null) {
    return other.anchor.from > owed.anchor.from ? startOf(other.anchor.from) : null
  }
  return other.opened > owed.opened ? other.opened : null
}

/** When another of those that recur for the same was met, which comes later; null for any other. */
function metAfter(before: OpenedDuty, other: OpenedDuty, state: State, at: Instant): Instant | null {
  if (other.name !== before.name || other.anchor !== before.anchor) return null
  const isLater = other.chain === before.chain ? other.number > before.number : other.opened > before.opened
  const closed = isLater ? closureOf(other, state, at) : null
  return closed?.kind === 'met' ? closed.at : null
}

import type { Instant } from '../calendar/instant.ts'
import type { Duty } from '../protocol/protocol.ts'
import { isOpen } from './closure.ts'
import { dayOf } from './days.ts'
import { dueOf } from './due.ts'
import { openAnother, openNextSitting } from './openings.ts'
import type { Counted } from './record.ts'
import type { Closed, OpenedDuty, State } from './state.ts'
import type { WhyLapsed } from './view.ts'
import { agencyOf } from './who.ts'

/** Records what a step answers: one of each kind of duty that it meets. */
export function meetDuties(record: Counted, state: State): void {
  const step = record.step?.id
  for (const duty of step === undefined ? [] : (state.rulebook.metBy.get(step) ?? [])) {
    const owed = answeredBy(record.entry, duty, state)
    if (owed === undefined) continue
    const met: Closed = { kind: 'met', at: record.entry.happened, by: record.root }
    close(owed, met, state)
    markFlag(owed, record.entry.happened)
    lapseOthers(owed, record.entry.happened, state)
    recurAfter(owed, record, state)
  }
}

/** Which duty of a kind a record answers: the one it names, else the oldest that is open and that its recorder may answer. */
export function answeredBy(
  { about, by, happened }: { readonly about: string | null; readonly by: string; readonly happened: Instant },
  duty: Duty,
  state: State,
): OpenedDuty | undefined {
  const named = about === null ? undefined : state.opened.get(about)
  if (named?.duty === duty) return isOpen(named, state, happened) ? named : undefined
  const agency = agencyOf(state.people, by)
  let oldest: OpenedDuty | undefined
  for (const owed of state.open.get(duty.id) ?? []) {
    if (!isFor(owed, by, agency) || !isOpen(owed, state, happened)) continue
    // A record about one thing answers the other duties that are owed for the same thing.
    if (named === undefined) return owed
    if (owed.of === named.of) return owed
    oldest ??= owed
  }
  return oldest
}

/** Whether somebody may answer a duty that is owed by one person or one agency. */
export function isFor({ person, agency, duty }: OpenedDuty, by: string, agencyOfWho: string | null): boolean {
  if (person !== null && duty.owedBy.anyOf.some(({ kind }) => kind === 'every-holder') && person !== by) return false
  const ofAgency = duty.owedBy.anyOf.some(({ kind }) => kind === 'that-agency' || kind === 'each-agency-with-flag')
  return agency === null || !ofAgency || agency === agencyOfWho
}

/** Ends every open duty that a test picks out. */
export function lapseWhere(state: State, at: Instant, why: WhyLapsed, which: (owed: OpenedDuty) => boolean): void {
  for (const list of state.open.values()) {
    for (const owed of [...list]) {
      if (which(owed) && isOpen(owed, state, at)) close(owed, { kind: 'lapsed', at, why }, state)
    }
  }
}

function close(owed: OpenedDuty, closed: Closed, state: State): void {
  owed.closed = closed
  const list = state.open.get(owed.duty.id)
  const position = list?.indexOf(owed) ?? -1
  if (position >= 0) list?.splice(position, 1)
  if (closed.kind !== 'lapsed') return
  // What is owed for each of a duty ends with it, unless that one was met.
  lapseWhere(state, closed.at, closed.why, ({ parent }) => parent === owed)
}

/** Duties that end because this one was met. */
function lapseOthers(met: OpenedDuty, at: Instant, state: State): void {
  lapseWhere(state, at, 'other-duty-met', ({ duty: { lapses }, of }) => {
    return lapses?.kind === 'duty-met' && lapses.duty === met.duty.id && (!lapses.sameThing || of === met.of)
  })
}

/** The next sitting's; or, ", then every": the next one is due on the first day of the count that is still ahead. Missed ones do not pile up. */
function recurAfter(owed: OpenedDuty, record: Counted, state: State): void {
  if (owed.sitting !== null) openNextSitting(owed.duty, record.entry.happened, record, state)
  if (owed.duty.due.again.kind !== 'every') return
  const on = dayOf(record.entry.happened)
  let number = owed.number + 1
  for (; number < owed.number + MOST_MISSED; number++) {
    const due = dueOf({ ...owed, number }, state)
    if (!due.ok || due.value.result > on) break
  }
  openAnother(owed, number, record, state)
}

/** More recurrences than a childhood has days. */
const MOST_MISSED = 10_000

/** An agency that answers a duty for its flag has placed it, or taken it off once it was to be removed. */
function markFlag({ flag, duty }: OpenedDuty, at: Instant): void {
  if (flag === null || !duty.owedBy.anyOf.some(({ kind }) => kind === 'that-agency')) return
  if (flag.removalAsked === null) flag.placed ??= at
  else flag.removed ??= at
}

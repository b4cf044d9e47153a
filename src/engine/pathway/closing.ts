import type { Day } from '../calendar/day.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Duty } from '../protocol/protocol.ts'
import { meetingsIn } from '../protocol/sentences/happenings.ts'
import type { Name } from '../protocol/sentences/sentence.ts'
import { agencyOfEntry, answersFor } from './agencies.ts'
import { isOpen } from './closure.ts'
import { dayOf } from './days.ts'
import { dueOf, metFromOf } from './due.ts'
import { openAnother } from './openings.ts'
import type { Counted } from './record.ts'
import { openNextSitting } from './sittings.ts'
import { type Closed, dutyOpenedAs, type OpenedDuty, type State } from './state.ts'
import type { Act, WhyLapsed } from './view.ts'

/** Records what a step answers: one of each kind of duty that it meets. */
export function meetDuties(record: Counted, state: State): void {
  const step = record.step?.id
  for (const duty of step === undefined ? [] : (state.rulebook.metBy.get(step) ?? [])) {
    const owed = answeredBy(record.entry, duty, state)
    if (owed === undefined) continue
    const met: Closed = { kind: 'met', at: record.entry.happened, by: record.root }
    close(owed, met, state)
    markFlag(owed, record)
    lapseOthers(owed, record.entry.happened, state)
    recurAfter(owed, record, state)
  }
}

/** Which duty of a kind a record answers: the one it names, else the oldest that is open and that its recorder may answer. */
export function answeredBy(answer: Answering, duty: Duty, state: State): OpenedDuty | undefined {
  const named = answer.about === null ? undefined : dutyOpenedAs(answer.about, state)
  if (named?.name === duty.id) {
    const { happened } = answer
    return isOpen(named, state, happened) && !isTooEarly(named, happened, state) ? named : undefined
  }
  const open = answerable(answer, duty, state)
  const [oldest] = open
  // A record about one thing answers the other duties that are owed for the same thing.
  return named === undefined ? oldest : (open.find((owed) => owed.of === named.of) ?? oldest)
}

/** Who answers, for which agency, when, and which duty they name. */
export type Answering = Pick<Act, 'about' | 'by' | 'role' | 'agency' | 'happened'>

/**
 * The open duties of a kind that somebody may answer, the oldest first. What is owed by one person or one agency only they
 * answer; of what somebody owes for having recorded something, their own come alone.
 */
export function answerable(
  { by, role, agency: actedFor, happened }: Answering,
  duty: Duty,
  state: State,
): readonly OpenedDuty[] {
  const all = state.open.get(duty.id) ?? NONE
  if (all.length === 0 || !sitsFor(duty, happened, state)) return NONE
  const answering = state.rulebook.answering.get(duty)
  const agency =
    answering?.ofAgency === true ? agencyOfEntry(state.people, { by, agency: actedFor ?? null }) : undefined
  const open = all.filter((owed) => {
    if (answering?.personal === true && owed.person !== null && owed.person !== by) return false
    if (agency !== undefined && !isOwedBy(owed, { agency, role }, dayOf(happened), state)) return false
    return isOpen(owed, state, happened) && !isTooEarly(owed, happened, state)
  })
  const own = answering?.ofRecorder === true ? open.filter((owed) => owed.by?.entry.by === by) : NONE
  return own.length > 0 ? own : open
}

/** Whether an agency owes something, or has taken the place of the one that did. */
function isOwedBy(
  owed: OpenedDuty,
  act: { readonly agency: string | null; readonly role: Name },
  on: Day,
  { people }: State,
): boolean {
  return owed.agency === null || owed.agency === act.agency || answersFor(people, owed.agency, act, on)
}

/** Whether it is still too early for a record to meet a duty. */
export function isTooEarly(owed: OpenedDuty, at: Instant, state: State): boolean {
  const from = metFromOf(owed, state)
  return from !== null && dayOf(at) < from
}

/** What is due at the next sitting is met by a sitting: where the step records one, on a day on which the group sits. */
function sitsFor({ due: { first }, metBy }: Duty, happened: Instant, { people, rulebook }: State): boolean {
  const meetings = meetingsIn(first)
  if (meetings.length === 0 || metBy.kind !== 'step') return true
  if (rulebook.steps.get(metBy.step)?.needs.some(({ kind }) => kind === 'sitting') !== true) return true
  const on = dayOf(happened)
  return people.sittings.some((sitting) => sitting.on === on && meetings.includes(sitting.meeting))
}

const NONE: readonly never[] = []

/** Ends what is open of some duties, or of all of them, as far as a test picks it out. */
export function lapse(
  duties: readonly Duty[] | 'all',
  at: Instant,
  why: WhyLapsed,
  state: State,
  which: (owed: OpenedDuty) => boolean = () => true,
): void {
  if (duties === 'all') for (const list of state.open.values()) lapseAmong(list, at, why, state, which)
  else for (const { id } of duties) lapseAmong(state.open.get(id) ?? NONE, at, why, state, which)
}

function lapseAmong(
  list: readonly OpenedDuty[],
  at: Instant,
  why: WhyLapsed,
  state: State,
  which: (owed: OpenedDuty) => boolean,
): void {
  if (list.length === 0) return
  for (const owed of [...list]) {
    if (which(owed) && isOpen(owed, state, at)) close(owed, { kind: 'lapsed', at, why }, state)
  }
}

function close(owed: OpenedDuty, closed: Closed, state: State): void {
  owed.closed = closed
  const list = state.open.get(owed.duty.id) ?? []
  const position = list.indexOf(owed)
  if (position >= 0) list.splice(position, 1)
  if (closed.kind !== 'lapsed') return
  // What is owed for each of a duty ends with it, unless that one was met.
  const children = state.rulebook.opens.named.get(owed.duty.id) ?? NONE
  lapse(children, closed.at, closed.why, state, ({ parent }) => parent === owed)
}

/** Duties that end because this one was met. */
function lapseOthers(met: OpenedDuty, at: Instant, state: State): void {
  lapse(state.rulebook.ends.met.get(met.duty.id) ?? NONE, at, 'other-duty-met', state, ({ duty: { lapses }, of }) => {
    return lapses?.kind === 'duty-met' && (!lapses.sameThing || of === met.of)
  })
}

/** The next sitting's; or, ", then every": the next one is due on the first day of the count that is still ahead. Missed ones do not pile up. */
function recurAfter(owed: OpenedDuty, record: Counted, state: State): void {
  if (owed.sitting !== null) openNextSitting(owed.duty, record.entry.happened, record, state)
  const { kind } = owed.duty.due.again
  if (kind !== 'every' && kind !== 'every-or-from-last') return
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

/** An agency says with the steps that the protocol names that its flag is placed, and that it is gone. */
function markFlag({ flag }: OpenedDuty, { step, entry: { id, happened } }: Counted): void {
  if (flag === null || step === null) return
  if (flag.flag.placedBy === step.id) {
    flag.placed ??= happened
    flag.placedIn ??= id
  }
  if (flag.flag.removedBy === step.id) flag.removed ??= happened
}

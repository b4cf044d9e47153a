import type { Instant } from '../calendar/instant.ts'
import { refusalsOfCorrecting, standsBefore } from './correcting.ts'
import { isMoment } from './days.ts'
import { effectsOf } from './effects.ts'
import { isEmpty } from './empty.ts'
import type { Entry } from './entry.ts'
import { begin, type Given, type PathwayHistory, take } from './fold.ts'
import { refusal, refusalsOfAct } from './judge.ts'
import { refusalsOfMove } from './judge-move.ts'
import { type Counted, inOrder, isTakingBack, type Placed, readRecord } from './record.ts'
import { advance } from './schedule.ts'
import { startsIn } from './starts.ts'
import type { State } from './state.ts'
import type { Decision, Refusal, Why } from './view.ts'

/** Two clocks never agree: what is recorded now is recorded after all that was. More than that is refused below. */
export function lastRecorded({ entries }: PathwayHistory, now: Instant): Instant {
  return entries.reduce((last, each) => (isMoment(each.recorded) && each.recorded > last ? each.recorded : last), now)
}

/** What whoever asks may do: record what happened, or move pathways from version to version. */
type Doing = 'records' | 'moves'

/** Judges an entry in its place, and every later one after it. */
export function judgeEntry(entry: Entry, now: Instant, given: Given, doing: Doing = 'records'): Decision {
  const { refusals, starts, effects } = judge(entry, now, given, doing)
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, starts, entry, effects }
}

/** Everything that was recorded, what lies ahead included: a later entry is a later entry. */
function everything(entries: readonly Entry[], now: Instant, given: Given): ReturnType<typeof readRecord> {
  const end = Number.MAX_SAFE_INTEGER as Instant
  const starts = startsIn(given, begin(given, { asOf: now, knownAt: now }), entries, end)
  return readRecord(entries, given, { asOf: end, knownAt: end }, starts)
}

/** Clocks that are further apart than a day are wrong, and no order may rest on them. */
const MOST_APART = 86_400_000

/** What can be said of an entry before anything is folded. */
export function refusalsOfForm(entry: Entry, now: Instant, given: Given): readonly Refusal[] {
  const { history } = given
  const refusals: Refusal[] = []
  const { step, isKnown } = stepOf(entry, given)
  const refuse = (why: Why): void => {
    refusals.push(step === undefined ? { ...why, cites: [], instead: null } : refusal(step, why))
  }
  if (!isMoment(entry.happened)) refuse({ kind: 'no-moment' })
  else if (entry.happened > now) refuse({ kind: 'in-the-future', happened: entry.happened })
  if (history.entries.some(({ id }) => id === entry.id)) refuse({ kind: 'already-recorded', entry: entry.id })
  const ahead = history.entries.find((each) => isMoment(each.recorded) && each.recorded > now + MOST_APART)
  if (ahead !== undefined) refuse({ kind: 'recorded-ahead', entry: ahead.id, recorded: ahead.recorded })
  if (entry.supersedes !== null) {
    const { known } = everything(history.entries, now, given)
    const target = known.find((each) => each.entry.id === entry.supersedes && each.ignored === null)
    if (target === undefined || target.supersededBy !== null) {
      refuse({ kind: 'nothing-to-supersede', entry: entry.supersedes })
    }
    if (isEmpty(entry.because)) refuse({ kind: 'no-reason' })
  }
  const takesBack = isTakingBack(entry) && entry.supersedes !== null
  if (!isKnown && !takesBack && entry.movesTo === undefined) refuse({ kind: 'unknown-step', step: entry.step ?? '' })
  return refusals
}

/** The step of an entry, by the versions that there are; which of them holds for it is judged in its place. */
function stepOf({ step: id }: Entry, { rulebook, later }: Given) {
  if (id === null) return { step: undefined, isKnown: false }
  const step =
    rulebook.steps.get(id) ??
    [...later.values()].map((each) => each.rulebook.steps.get(id)).find((each) => each !== undefined)
  return { step, isKnown: step !== undefined }
}

interface Judged {
  readonly refusals: readonly Refusal[]
  readonly starts: Extract<Decision, { ok: true }>['starts']
  readonly effects: Extract<Decision, { ok: true }>['effects']
}

/**
 * Folds the entries as they would stand with the new one among them, judging it in its place and every later one after it.
 * A later entry that did not stand before either is none of the new one's doing.
 */
function judge(entry: Entry, now: Instant, given: Given, doing: Doing): Judged {
  const { history } = given
  const before = everything(history.entries, now, given).counted
  const { counted: after, known } = everything([...history.entries, entry], now, given)
  const superseded = before.find((each) => each.entry.id === entry.supersedes)
  const placed: Placed = known.find((each) => each.entry === entry) ?? {
    entry,
    recorded: entry.recorded,
    number: history.entries.length,
  }
  const state = begin(given, { asOf: now, knownAt: now })
  const refusals = superseded === undefined ? [] : [...refusalsOfTarget(entry, superseded, before, now, given, doing)]
  const later: Counted[] = []
  const starts: Entry[] = []
  const effects: Judged['effects'][number][] = []
  let isJudged = false
  const judgeNew = (): void => {
    if (isJudged) return
    isJudged = true
    advance(state, entry.happened)
    const step = entry.step === null ? undefined : state.rulebook.steps.get(entry.step)
    if (step !== undefined) refusals.push(...refusalsOfAct(step, entry, state))
    else if (entry.step !== null) {
      refusals.push({
        kind: 'not-in-version',
        step: entry.step,
        version: state.rulebook.protocol.version,
        cites: [],
        instead: null,
      })
    }
    const later = given.later.get(entry.movesTo ?? '')
    if (later !== undefined) refusals.push(...refusalsOfMove(later, entry.happened, state))
  }
  for (const counted of after) {
    const isNew = counted.entry === entry
    if (isNew || inOrder(counted, placed) > 0) judgeNew()
    const isLater = !isNew && isAffected(counted, placed, superseded)
    advance(state, counted.entry.happened)
    if (isLater && refusalsAgain(counted, state).length > 0) later.push(counted)
    const isStart = counted.derived && inOrder(counted, placed) < 0
    // A start by itself is recorded with the first thing that is recorded after it.
    const taken = isStart
      ? { ...counted, derived: false, entry: { ...counted.entry, recorded: entry.recorded } }
      : counted
    if (isStart) starts.push(taken.entry)
    if (isNew || isStart) effects.push(...effectsOf(taken, state, () => take(taken, state)))
    else take(taken, state)
  }
  judgeNew()
  // What would count no longer, since the new entry ends the pathway before it.
  const kept = new Set(after.map((each) => each.entry.id))
  for (const each of before) if (each !== superseded && !kept.has(each.entry.id)) later.push(each)
  // What is refused itself has no place in which later entries could be judged.
  if (refusals.length === 0 && later.length > 0) refusals.push(...newlyRefused(later, before, after, now, given))
  return { refusals, starts, effects }
}

/** Whether an entry comes after the new one, or after what that corrects. */
function isAffected(each: Placed, placed: Placed, superseded: Placed | undefined): boolean {
  return inOrder(each, placed) > 0 || (superseded !== undefined && inOrder(each, superseded) > 0)
}

/** Those later entries that stood before and would not stand now. */
function newlyRefused(
  later: readonly Counted[],
  before: readonly Counted[],
  after: readonly Counted[],
  now: Instant,
  given: Given,
): readonly Refusal[] {
  const ids = new Set(later.map((each) => each.entry.id))
  const stood = new Set<string>()
  refusalsIn(before, ids, now, given).forEach((refusals, id) => {
    if (refusals.length === 0) stood.add(id)
  })
  const anew = refusalsIn(after, stood, now, given)
  return later.flatMap(({ entry: { id }, step }): readonly Refusal[] => {
    if (!stood.has(id)) return []
    const says = (why: Why): Refusal => (step === null ? { ...why, cites: [], instead: null } : refusal(step, why))
    const refusals = anew.get(id) ?? [says({ kind: 'ended' })]
    return refusals.length === 0 ? [] : [says({ kind: 'later-would-not-stand', entry: id, refusals })]
  })
}

/** What is said against an entry that was recorded, where the fold has come to it; of a start by itself nothing is. */
function refusalsAgain({ step, moves, entry }: Counted, state: State): readonly Refusal[] {
  if (moves !== null) return refusalsOfMove(moves, entry.happened, state)
  return step === null ? [] : refusalsOfAct(step, entry, state)
}

/** What a fold says against some of its entries, each in its place. */
function refusalsIn(
  counted: readonly Counted[],
  ids: ReadonlySet<string>,
  now: Instant,
  given: Given,
): ReadonlyMap<string, readonly Refusal[]> {
  const state = begin(given, { asOf: now, knownAt: now })
  const found = new Map<string, readonly Refusal[]>()
  for (const each of counted) {
    advance(state, each.entry.happened)
    const isJudged = each.step !== null || each.moves !== null
    if (isJudged && ids.has(each.entry.id)) found.set(each.entry.id, refusalsAgain(each, state))
    take(each, state)
  }
  return found
}

/** What is said against correcting an entry; of a move to another version, whoever moves pathways takes it back. */
function refusalsOfTarget(
  entry: Entry,
  target: Counted,
  before: readonly Counted[],
  now: Instant,
  given: Given,
  doing: Doing,
): readonly Refusal[] {
  if (target.moves !== null && doing === 'moves') return []
  return refusalsOfCorrecting(entry, target, now, standsBefore(before, now, given))
}

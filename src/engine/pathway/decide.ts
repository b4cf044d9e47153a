import type { WorkingCalendar } from '../calendar/calendar.ts'
import type { Instant } from '../calendar/instant.ts'
import { agenciesInRole, agencyOfEntry } from './agencies.ts'
import { dayOf, isMoment } from './days.ts'
import { effectsOf } from './effects.ts'
import type { Entry } from './entry.ts'
import { begin, type Given, type PathwayHistory, take } from './fold.ts'
import { refusal, refusalsOfAct, refusalsOfPerson } from './judge.ts'
import type { People } from './people.ts'
import { isEmpty } from './questions.ts'
import { type Counted, inOrder, isTakingBack, type Placed, readRecord } from './record.ts'
import { type Running, rulebookOf } from './rulebook.ts'
import { advance } from './schedule.ts'
import { startsOf } from './starts.ts'
import type { Command, Decision, Refusal, Why } from './view.ts'

/** When it is recorded, and the identifier that the entry shall bear. It is put last in the history's list of entries. */
export interface Recording {
  readonly now: Instant
  readonly newId: string
}

/**
 * Judges what somebody wants to record. It is refused, with every reason at once, or becomes an entry with what follows from
 * it. What lies in the past, and every correction, is refused as well where a later entry would no longer stand; that one
 * must be superseded first.
 */
export function decide(
  protocol: Running,
  history: PathwayHistory,
  people: People,
  calendar: WorkingCalendar,
  command: Command,
  { now, newId }: Recording,
): Decision {
  const rulebook = rulebookOf(protocol)
  const given: Given = { rulebook, history, people, calendar }
  // Two clocks never agree: what is recorded now is recorded after all that was. More than that is refused below.
  const recorded = history.entries.reduce(
    (last, each) => (isMoment(each.recorded) && each.recorded > last ? each.recorded : last),
    now,
  )
  const made: Entry = { ...command, id: newId, recorded, trigger: null }
  const refusals = refusalsOfForm(made, now, given)
  if (refusals.length > 0) return { ok: false, refusals }
  const agencies = agenciesOf(command, given)
  const decisions = agencies.map((agency): Decision => {
    const entry = { ...made, agency }
    const judged = judge(entry, now, given)
    return judged.refusals.length > 0
      ? { ok: false, refusals: judged.refusals }
      : { ok: true, starts: judged.starts, entry, effects: judged.effects }
  })
  const allowed = decisions.filter(({ ok }) => ok)
  if (allowed.length > 1) return { ok: false, refusals: [whichAgency(command, agencies, rulebook)] }
  return allowed[0] ?? decisions[0] ?? { ok: false, refusals: [] }
}

/**
 * The agencies for which somebody may be acting, the likeliest first: the one that they say, or for which they recorded what they
 * correct now, else each that goes with the role.
 */
function agenciesOf(
  { agency, by, role, happened, supersedes }: Command,
  { history, people }: Given,
): readonly (string | null)[] {
  if (agency != null) return [agency]
  const target = history.entries.find(({ id }) => id === supersedes)
  if (target !== undefined && target.by === by && target.role === role) return [agencyOfEntry(people, target)]
  const agencies = agenciesInRole(people, by, role, dayOf(happened))
  return agencies.length === 0 ? [null] : agencies
}

function whichAgency(
  { step: id, role }: Command,
  agencies: readonly (string | null)[],
  { steps }: Given['rulebook'],
): Refusal {
  const why = { kind: 'agency-needed', role, agencies: agencies.flatMap((each) => each ?? []) } as const
  const step = id === null ? undefined : steps.get(id)
  return step === undefined ? { ...why, cites: [], instead: null } : refusal(step, why)
}

/** Everything that was recorded, what lies ahead included: a later entry is a later entry. */
function everything(entries: readonly Entry[], now: Instant, given: Given): ReturnType<typeof readRecord> {
  const end = Number.MAX_SAFE_INTEGER as Instant
  const starts = startsOf(begin(given, { asOf: now, knownAt: now }), entries, end)
  return readRecord(entries, given.rulebook, { asOf: end, knownAt: end }, starts)
}

/** Clocks that are further apart than a day are wrong, and no order may rest on them. */
const MOST_APART = 86_400_000

/** What can be said of an entry before anything is folded. */
function refusalsOfForm(entry: Entry, now: Instant, given: Given): readonly Refusal[] {
  const { rulebook, history } = given
  const refusals: Refusal[] = []
  const step = entry.step === null ? undefined : rulebook.steps.get(entry.step)
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
  if (step === undefined && !takesBack) refuse({ kind: 'unknown-step', step: entry.step ?? '' })
  return refusals
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
function judge(entry: Entry, now: Instant, given: Given): Judged {
  const { rulebook, history } = given
  const before = everything(history.entries, now, given).counted
  const { counted: after, known } = everything([...history.entries, entry], now, given)
  const superseded = before.find((each) => each.entry.id === entry.supersedes)
  const placed: Placed = known.find((each) => each.entry === entry) ?? {
    entry,
    recorded: entry.recorded,
    number: history.entries.length,
  }
  const state = begin(given, { asOf: now, knownAt: now })
  const refusals = superseded === undefined ? [] : [...refusalsOfCorrecting(entry, superseded, before, now, given)]
  const later: Counted[] = []
  const starts: Entry[] = []
  const effects: Judged['effects'][number][] = []
  let isJudged = false
  const judgeNew = (): void => {
    if (isJudged) return
    isJudged = true
    advance(state, entry.happened)
    const step = entry.step === null ? undefined : rulebook.steps.get(entry.step)
    if (step !== undefined) refusals.push(...refusalsOfAct(step, entry, state))
  }
  for (const counted of after) {
    const isNew = counted.entry === entry
    if (isNew || inOrder(counted, placed) > 0) judgeNew()
    const isLater = !isNew && isAffected(counted, placed, superseded)
    advance(state, counted.entry.happened)
    if (isLater && counted.step !== null && refusalsOfAct(counted.step, counted.entry, state).length > 0) {
      later.push(counted)
    }
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
    if (step === null || !stood.has(id)) return []
    const refusals = anew.get(id) ?? [refusal(step, { kind: 'ended' })]
    return refusals.length === 0 ? [] : [refusal(step, { kind: 'later-would-not-stand', entry: id, refusals })]
  })
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
    if (each.step !== null && ids.has(each.entry.id)) {
      found.set(each.entry.id, refusalsOfAct(each.step, each.entry, state))
    }
    take(each, state)
  }
  return found
}

/**
 * Whoever recorded an entry may correct it, and whoever might have recorded it themselves. What a trigger opened by itself
 * nobody corrects: it is closed by a step that says why.
 */
function refusalsOfCorrecting(
  entry: Entry,
  target: Counted,
  before: readonly Counted[],
  now: Instant,
  given: Given,
): readonly Refusal[] {
  const { step } = target
  if (step === null) return [{ kind: 'wrong-role', role: entry.role, wanted: [], cites: [], instead: null }]
  const state = begin(given, { asOf: now, knownAt: now })
  for (const each of before) take(each, state)
  advance(state, now)
  const act = { ...entry, happened: now, about: target.entry.about }
  const refusals = refusalsOfPerson(step, act, state)
  return entry.by === target.entry.by
    ? refusals.filter(({ kind }) => kind === 'role-not-held' || kind === 'agency-not-theirs')
    : refusals
}

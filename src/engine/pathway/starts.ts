import { type Day, formatDay } from '../calendar/day.ts'
import type { Instant } from '../calendar/instant.ts'
import { dayOfOccasion, type Occasion, occasionsOf } from '../watch/occasions.ts'
import type { Told } from '../watch/told.ts'
import { dayOf, isMoment, startOf } from './days.ts'
import type { Entry } from './entry.ts'
import { standingMoves, type Versioned } from './record.ts'
import type { Rulebook } from './rulebook.ts'
import type { Occasions, State } from './state.ts'

// Pathways that start by themselves. Nobody has to write such a start down: where files tell of it, it is derived.

/** Who records that a trigger opened a pathway: nobody but the program itself. */
export const SIGHTLINE = 'sightline'

/** What the entry of a trigger is known by in its pathway, recorded or not: a trigger is met on a day once. */
export function identifierOfStart({ id, met }: NonNullable<Entry['trigger']>): string {
  return `${id} ${met}`
}

/** A pathway of the same child by the same protocol that has ended, before the one of this history. */
export interface EarlierRun {
  readonly opened: Instant
  readonly ended: Instant
}

/** The entry with which a pathway starts by itself. */
export function startingEntry(
  { trigger }: Occasion,
  { id, met, happened, recorded }: Pick<Entry, 'id' | 'happened' | 'recorded'> & { readonly met: Day },
): Entry {
  return {
    id,
    step: null,
    outcome: null,
    by: SIGHTLINE,
    role: SIGHTLINE,
    happened,
    recorded,
    answers: {},
    about: null,
    supersedes: null,
    because: null,
    trigger: { id: trigger.id, met: formatDay(met) },
  }
}

/**
 * CWM-09: the day on which files told that a trigger was met: the day itself, or that from which what it was met for was
 * known. Null where it is not surely met, or no file reaches that day.
 */
export function noticedByFiles({ anchor, certain }: Occasion, told: Told): Day | null {
  if (certain === null || !told.reaches(anchor?.kind ?? 'protection-plan', certain)) return null
  return Math.max(certain, anchor?.knownFrom ?? certain) as Day
}

/** Whether an earlier run had not ended when the trigger was met: it was dealt with there. */
export function isDealtWith(occasion: Occasion, { earlierEnd }: Pick<State, 'earlierEnd'>): boolean {
  return earlierEnd !== null && dayOfOccasion(occasion) <= earlierEnd
}

/** What an entry of a trigger is about: the time that it was met on the day written, else that which held when it was noticed. */
export function occasionOfEntry({ trigger, happened }: Entry, occasions: Occasions): Occasion | null {
  const found = trigger === null ? undefined : occasions.get(trigger.id)
  if (trigger === null || found === undefined || !isMoment(happened)) return null
  const on = dayOf(happened)
  return (
    found.find((each) => formatDay(dayOfOccasion(each)) === trigger.met) ??
    found.find(({ certain, over }) => certain !== null && certain <= on && (over === null || over > on)) ??
    null
  )
}

/** When each trigger of a version is met, by what files tell. */
export function occasionsIn({ protocol }: Rulebook, told: Told, others: readonly Told[] | null): Occasions {
  return new Map(protocol.triggers.map((trigger) => [trigger.id, occasionsOf(trigger, told, others).occasions]))
}

/** As `startsOf`, of each version while the pathway ran by it. What a version finds met when it begins starts then. */
export function startsIn(
  versioned: Versioned,
  state: Pick<State, 'occasions' | 'told' | 'others' | 'rulebook' | 'earlierEnd' | 'asOf'>,
  entries: readonly Entry[],
  knownAt: Instant,
): readonly Entry[] {
  const known = entries.filter(({ recorded }) => recorded <= knownAt)
  const moves = [...standingMoves(known, versioned)].toSorted((a, b) => a.happened - b.happened)
  const found = [...startsOf(state, entries, knownAt)].filter(
    ({ happened }) => happened < (moves[0]?.happened ?? Infinity),
  )
  moves.forEach(({ happened: began, movesTo }, i) => {
    const rulebook = versioned.later.get(movesTo ?? '')?.rulebook ?? state.rulebook
    const occasions = occasionsIn(rulebook, state.told, state.others)
    const starts = startsOf({ ...state, rulebook, occasions }, [...entries, ...found], knownAt, began)
    const until = moves[i + 1]?.happened ?? Infinity
    found.push(...starts.filter(({ happened }) => happened >= began && happened < until))
  })
  return found
}

/**
 * The starts that nobody wrote down. What held once and holds no more has started a pathway only where something was recorded
 * while it held: what ended without anybody stays as it was.
 */
function startsOf(
  state: Pick<State, 'occasions' | 'told' | 'rulebook' | 'earlierEnd' | 'asOf'>,
  entries: readonly Entry[],
  knownAt: Instant,
  began: Instant | null = null,
): readonly Entry[] {
  const { occasions, told, rulebook, asOf } = state
  const starts: Entry[] = []
  for (const [name, found] of occasions) {
    if (!rulebook.triggered.has(name)) continue
    for (const occasion of found) {
      const { certain, over } = occasion
      const noticed = noticedByFiles(occasion, told)
      if (certain === null || noticed === null || isDealtWith(occasion, state)) continue
      const first = startOf(noticed)
      const from = began !== null && began > first ? began : first
      if (began !== null && over !== null && startOf(over) <= from) continue
      if (from > asOf || (over !== null && over <= noticed)) continue
      const known = entries.filter(({ recorded }) => recorded <= knownAt)
      const until = over === null ? null : startOf(over)
      const isGone = until !== null && until <= asOf
      if (isGone && !known.some(({ step, happened }) => step !== null && happened >= from && happened < until)) continue
      if (known.some((entry) => entry.trigger?.id === name && occasionOfEntry(entry, occasions) === occasion)) continue
      const id = freeId(identifierOfStart({ id: name, met: formatDay(certain) }), known)
      starts.push(startingEntry(occasion, { id, met: certain, happened: from, recorded: from }))
    }
  }
  return starts
}

function freeId(wanted: string, entries: readonly Entry[]): string {
  return entries.some(({ id }) => id === wanted) ? freeId(`${wanted}*`, entries) : wanted
}

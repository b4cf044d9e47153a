import type { Duty, Protocol } from './protocol.ts'
import { recordsIn } from './sentences/happenings.ts'
import type { Name } from './sentences/sentence.ts'
import { OUTCOME } from './unasked.ts'

// How many of a duty a record opens and ends, as far as going through a protocol tells duties apart. What rests on an answer
// may be so or not: then every number that it may come to is given.

/** What happens to a pathway at once: a step is recorded, or a trigger opens it. */
export interface Happened {
  readonly by: Name
  readonly outcome: Name | null
  /** Null before it is opened. */
  readonly from: Name | null
  readonly to: Name
  /** The stage that it leads to, if only the one where it stands: that is left then, and entered again. Null where it leads nowhere. */
  readonly entered: Name | null
}

/** "More than one" is not told further apart. */
export const MANY = 2

const NONE: readonly number[] = [0]

/** How many of a duty it opens. */
export function opensBy(duty: Duty, happened: Happened, protocol: Protocol): readonly number[] {
  return openedIn(duty, happened, protocol, new Set())
}

function openedIn(duty: Duty, happened: Happened, protocol: Protocol, seen: ReadonlySet<Duty>): readonly number[] {
  const { forEach, while: lasting } = duty
  const { by, from, to, entered, outcome } = happened
  if (lasting !== null && !lasting.stages.includes(to)) return NONE
  if (forEach === null) {
    const isNew = from === null || lasting?.stages.includes(from) !== true
    return isNew || startsAnew(duty, happened) ? [1] : NONE
  }
  const { of, where } = forEach
  const isOutcome = where?.question === OUTCOME
  const isOfDuty = of.kind === 'named' && protocol.duties.some(({ id }) => id === of.name)
  if (isOutcome && !isOfDuty && where.is !== outcome) return NONE
  const perhaps = where !== null && !(isOutcome && !isOfDuty)
  switch (of.kind) {
    case 'entering':
      return of.stage !== entered ? NONE : perhaps ? [0, 1] : [1]
    case 'item':
      return of.step !== by ? NONE : perhaps ? [0, 1, MANY] : [1, MANY]
    case 'named': {
      const parent = parentOf(duty, protocol)
      if (parent === undefined) {
        if (![of.name, ...of.or].includes(by)) return NONE
        return perhaps || of.from > 1 ? [0, 1] : [1]
      }
      if (seen.has(duty)) return NONE
      const opened = new Set(openedIn(parent, happened, protocol, new Set([...seen, duty])))
      if (recursBy(parent, happened)) for (const more of [0, 1]) opened.add(more)
      if (opened.size === 1 && opened.has(0)) return NONE
      return perhaps || of.from > 1 ? [...opened.add(0)] : [...opened]
    }
    default:
      return NONE
  }
}

/** The duty that a duty is owed for each of. */
function parentOf({ forEach }: Duty, { duties }: Protocol): Duty | undefined {
  const of = forEach?.of
  return of?.kind === 'named' ? duties.find(({ id }) => id === of.name) : undefined
}

/** ", and again after each ...": whether one more is owed for this record. */
function startsAnew({ due }: Duty, { by }: Happened): boolean {
  return due.again.kind === 'again' && recordsIn(due.again.moment).includes(by)
}

/** Whether one that was owed before may be followed by another of its chain. */
function recursBy(duty: Duty, happened: Happened): boolean {
  const { due, metBy } = duty
  if (due.again.kind === 'again') return startsAnew(duty, happened)
  return due.again.kind !== 'never' && metBy.kind === 'step' && metBy.step === happened.by
}

/** Whether files, sittings, time or notices open a duty at any moment. */
export function isFromOutside(duty: Duty, protocol: Protocol, seen: ReadonlySet<Duty> = new Set()): boolean {
  const of = duty.forEach?.of
  switch (of?.kind) {
    case undefined:
    case 'entering':
    case 'item':
      return false
    case 'named': {
      if (isTriggered(duty, protocol)) return true
      const parent = parentOf(duty, protocol)
      return parent !== undefined && !seen.has(duty) && isFromOutside(parent, protocol, new Set([...seen, duty]))
    }
    default:
      return true
  }
}

/**
 * Whether it is owed for a trigger that may be met while a pathway runs: one that opens none, or one for which something is
 * owed at certain stages of one that runs.
 */
export function isTriggered({ forEach, while: lasting }: Duty, { triggers }: Protocol): boolean {
  const of = forEach?.of
  const trigger = of?.kind === 'named' ? triggers.find(({ id }) => id === of.name) : undefined
  return trigger !== undefined && (trigger.opens === null || lasting !== null)
}

/** How many of a duty may be open after something that happened, of which so many were open before it. */
export function countsAfter(duty: Duty, happened: Happened, protocol: Protocol, before: number): ReadonlySet<number> {
  const left = endsBy(duty, happened) ? NONE : leftAfter(duty, happened, before)
  const kept = endsWithAnother(duty, protocol, (parent) => endsBy(parent, happened)) ? [0, ...left] : left
  const opened = opensBy(duty, happened, protocol)
  // Each of those that did not lapse starts anew, those that were met before it among them.
  const isAnew = duty.forEach !== null && startsAnew(duty, happened)
  const anew = isAnew ? (before > 0 ? [1, MANY] : [0, 1]) : NONE
  return new Set(
    kept.flatMap((each) => opened.flatMap((more) => anew.map((again) => Math.min(MANY, each + more + again)))),
  )
}

/** How many stay open once a step that may meet one was recorded. */
function leftAfter({ metBy, due }: Duty, { by }: Happened, before: number): readonly number[] {
  if (metBy.kind !== 'step' || metBy.step !== by || before === 0) return [before]
  // ", then every" is owed again as soon as it is met.
  if (due.again.kind === 'every' || due.again.kind === 'every-or-from-last') return [before]
  return before === MANY ? [1, MANY] : [before - 1]
}

/** Whether a duty lapses by a step or by where it leads. */
export function endsBy({ while: lasting, lapses }: Duty, { by, from, to, entered }: Happened): boolean {
  if (lasting !== null && !lasting.stages.includes(to)) return true
  if (lapses?.kind === 'leaving') return lapses.stage === from && entered !== null
  return lapses?.kind === 'recorded' && lapses.step === by
}

/** Whether files or another duty may end it at any moment. */
export function endsFromOutside(duty: Duty, protocol: Protocol): boolean {
  const byLife = new Set(protocol.lifeEvents.flatMap(({ ends }) => ends))
  const ends = ({ id, lapses }: Duty): boolean => {
    return lapses?.kind === 'plan-ends' || lapses?.kind === 'duty-met' || byLife.has(id)
  }
  // Of what is replaced by the next, the latest stays; what is owed for each of them ends with the one that goes.
  return ends(duty) || endsWithAnother(duty, protocol, (parent) => parent.replacedByNext || ends(parent))
}

/** Whether one of the duties ends that it is owed for each of, however far back. It ends with that one, unless that was met. */
function endsWithAnother(duty: Duty, protocol: Protocol, ends: (parent: Duty) => boolean): boolean {
  const seen = new Set([duty])
  for (let parent = parentOf(duty, protocol); parent !== undefined; parent = parentOf(parent, protocol)) {
    if (seen.has(parent)) return false
    if (ends(parent)) return true
    seen.add(parent)
  }
  return false
}

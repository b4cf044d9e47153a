import type { Day } from '../calendar/day.ts'
import type { Fact, FactKind } from '../facts/fact.ts'
import type { Trigger } from '../protocol/protocol.ts'
import type { FactThing } from '../protocol/sentences/sentence.ts'
import { evaluateCondition } from './conditions.ts'
import { END, holdsOn, spellsOf } from './day-set.ts'
import type { Asked, Told } from './told.ts'
import type { Gap } from './truth.ts'

/**
 * One time that a trigger was met, will be met or may be. Its value is a day known between two bounds: `possible` is the
 * first day on which it may be met, `certain` the first on which it surely is. Where nothing is in doubt they are the same.
 */
export interface Occasion {
  readonly trigger: Trigger
  /** What it is met for; null for the child or the family. */
  readonly anchor: Fact | null
  readonly possible: Day
  /** Null where no day is certain: the sources cannot prove it. */
  readonly certain: Day | null
  /** The day from which it no longer holds; null where no end is in sight. */
  readonly over: Day | null
  /** Why `possible` and `certain` differ. */
  readonly gaps: readonly Gap[]
}

/** What one trigger says of one child or family. */
export interface Findings {
  readonly occasions: readonly Occasion[]
  /**
   * On the day asked it may hold, and nothing of the child's own speaks for it: the sources are silent. That is no
   * suspicion of this child, so there is no occasion; the gaps tell what would answer the question.
   */
  readonly unanswered: readonly Gap[]
}

/** How an occasion stands on the day that was asked. */
export type Standing = 'met' | 'may-be-met' | 'to-come' | 'may-come' | 'over'

export function standingOf(occasion: Occasion, asOf: Day): Standing {
  if (occasion.over !== null && occasion.over <= asOf) return 'over'
  if (occasion.certain !== null && occasion.certain <= asOf) return 'met'
  if (occasion.possible <= asOf) return 'may-be-met'
  return occasion.certain === null ? 'may-come' : 'to-come'
}

/** The day to plan by: the day it is certain, else the first on which it may be. */
export function dayOfOccasion(occasion: Occasion): Day {
  return occasion.certain ?? occasion.possible
}

/** Every occasion of a trigger for a child; for a family, asked of its first child. */
export function occasionsOf(trigger: Trigger, told: Told, others: readonly Told[] | null): Findings {
  const occasions: Occasion[] = []
  const unanswered: Gap[] = silenceOn(trigger, told)
  const { of } = trigger.forEach
  for (const anchor of of.kind === 'fact' ? anchorsOf(of.thing, told) : []) {
    const truth = evaluateCondition(trigger.met, { told, others, anchor } satisfies Asked)
    if (holdsOn(truth.possible, told.asOf) && !holdsOn(truth.suspected, told.asOf)) unanswered.push(...truth.gaps)
    for (const spell of spellsOf(truth.suspected)) {
      const certain = spellsOf(truth.sure).find(({ from }) => from >= spell.from && from < spell.until)?.from as
        | Day
        | undefined
      occasions.push({
        trigger,
        anchor,
        possible: spell.from as Day,
        certain: certain ?? null,
        over: spell.until === END ? null : (spell.until as Day),
        gaps: certain === spell.from ? [] : truth.gaps,
      })
    }
  }
  return { occasions, unanswered }
}

const KINDS: Readonly<Partial<Record<FactThing, FactKind>>> = {
  'protection plan': 'protection-plan',
  'child in need plan': 'child-in-need-plan',
  enquiry: 'enquiry',
  placement: 'placement',
  'review conference': 'review',
  'initial conference': 'conference',
}

/** The kind of the facts that a thing stands for; undefined for the child or the family as a whole. */
export function factKindOf(thing: FactThing): FactKind | undefined {
  return KINDS[thing]
}

/** What a trigger may be met for, or a duty owed for: each fact of a kind; null for the child or family as a whole. */
export function anchorsOf(thing: FactThing, told: Told): readonly (Fact | null)[] {
  const kind = KINDS[thing]
  return kind === undefined ? [null] : told.facts(kind)
}

/** Where no source tells of what the trigger is met for, none of it may be seen and some of it may be there. */
function silenceOn({ forEach: { of } }: Trigger, told: Told): Gap[] {
  const kind = of.kind === 'fact' ? KINDS[of.thing] : undefined
  if (kind === undefined || !holdsOn(told.untold(kind), told.asOf)) return []
  return [{ kind: 'no-source', facts: kind }]
}

/** Whether a trigger is met for a family as a whole, and so asked once for all its children. */
export function isForFamily({ forEach: { of } }: Trigger): boolean {
  return of.kind === 'fact' && of.thing === 'family'
}

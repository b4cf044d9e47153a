import type { Day } from '../calendar/day.ts'
import type { Cohort } from '../facts/cohort.ts'
import type { Fact } from '../facts/fact.ts'
import { type Condition, printCondition } from '../protocol/condition.ts'
import { evaluateCondition } from './conditions.ts'
import { type DaySet, firstOf, intersect } from './day-set.ts'
import type { OccasionRow, Question } from './scan.ts'
import { type Asked, courseOf, othersOf, tell } from './told.ts'
import type { Gap } from './truth.ts'

/** Why a condition holds from the day it does: as data, for a page to word. */
export interface Because {
  /** The condition as its protocol says it. */
  readonly says: string
  /** The first day on which it surely holds, and the first on which it may; `BEGINNING` for always. Null where there is none. */
  readonly certain: Day | null
  readonly possible: Day | null
  readonly facts: readonly Fact[]
  readonly gaps: readonly Gap[]
  readonly parts: readonly Because[]
}

/** Works out anew, with every reason, what a scan said of one trigger. It is asked for one row at a time, never in bulk. */
export function explainOccasion(row: OccasionRow, cohort: Cohort, { asOf, knownAt }: Question): Because {
  const told = tell(cohort.history(row.child, knownAt), asOf)
  const others = othersOf(cohort, row.child, asOf, knownAt)
  const { anchor, trigger } = row.occasion
  return explainCondition(trigger.met, { told, others, anchor })
}

export function explainCondition(condition: Condition, asked: Asked): Because {
  const truth = evaluateCondition(condition, asked)
  const parts = partsOf(condition).map((part) => explainCondition(part, asked))
  const clip = (set: DaySet): DaySet => (asked.anchor === null ? set : intersect(set, courseOf(asked.anchor)))
  return {
    says: printCondition(condition),
    certain: firstDay(clip(truth.sure)),
    possible: firstDay(clip(truth.suspected)),
    // What the parts rest on is told with the parts.
    facts: parts.length > 0 ? [] : truth.facts,
    gaps: parts.length > 0 ? [] : truth.gaps,
    parts,
  }
}

function partsOf(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case 'earliest-of':
    case 'all-of':
      return condition.parts
    case 'not':
      return [condition.part]
    default:
      return []
  }
}

function firstDay(set: DaySet): Day | null {
  const first = firstOf(set)
  return first === undefined ? null : (first as Day)
}

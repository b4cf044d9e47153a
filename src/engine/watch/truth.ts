import type { Fact, FactKind } from '../facts/fact.ts'
import { complement, type DaySet, intersect, union } from './day-set.ts'

/** Why the facts at hand cannot settle a condition, and what would. */
export type Gap =
  /** No source given holds facts of this kind at all. */
  | { readonly kind: 'no-source'; readonly facts: FactKind }
  /** Facts of this kind from before a day, or between two sources, are in none of them. */
  | { readonly kind: 'not-covered'; readonly facts: FactKind; readonly from: number; readonly until: number }
  /** The source states a category at two moments and no day of change between them. */
  | { readonly kind: 'category-undated' }
  /** "Multiple" may or may not hold the category asked for. */
  | { readonly kind: 'category-multiple' }
  /** The number of earlier plans is stated, and the feed may count the present plan too. */
  | { readonly kind: 'stated-count'; readonly stated: number; readonly seen: number }
  | { readonly kind: 'no-birth-date' }
  | { readonly kind: 'no-distance' }
  /** Whether a service followed an assessment is not in the source. */
  | { readonly kind: 'service-unknown' }
  | { readonly kind: 'no-families' }
  /** The source knows families, not households. */
  | { readonly kind: 'household-unknown' }
  /** No file can tell; a person must say. */
  | { readonly kind: 'person'; readonly question: string }

/**
 * The days on which a condition surely holds, is suspected to, and may hold; each set lies within the next. Where nothing is
 * in doubt the three are one. A day is suspected where a fact of this child's own speaks for it without proving it; it is
 * merely possible where the sources are silent, which is no suspicion of anybody. The logic is Kleene's, taken day by day.
 */
export interface Truth {
  readonly sure: DaySet
  readonly suspected: DaySet
  readonly possible: DaySet
  /** The facts that it rests on. */
  readonly facts: readonly Fact[]
  readonly gaps: readonly Gap[]
}

const NO_FACTS: readonly Fact[] = []
const NO_GAPS: readonly Gap[] = []

/** Days that are known exactly. */
export function exactly(days: DaySet, facts: readonly Fact[] = NO_FACTS): Truth {
  return { sure: days, suspected: days, possible: days, facts, gaps: NO_GAPS }
}

/** Days known between two bounds, where the child's own facts speak for the wider one. */
export function between(sure: DaySet, suspected: DaySet, facts: readonly Fact[], gaps: readonly Gap[]): Truth {
  const wider = union(sure, suspected)
  return { sure, suspected: wider, possible: wider, facts, gaps }
}

/** Days beyond the sure ones of which the sources are silent. */
export function untold(sure: DaySet, possible: DaySet, facts: readonly Fact[], gaps: readonly Gap[]): Truth {
  return { sure, suspected: sure, possible: union(sure, possible), facts, gaps }
}

export function anyOf(parts: readonly Truth[]): Truth {
  return join(parts, union)
}

export function allOf(parts: readonly Truth[]): Truth {
  return join(parts, intersect)
}

export function not(part: Truth): Truth {
  return {
    ...part,
    sure: complement(part.possible),
    suspected: complement(part.suspected),
    possible: complement(part.sure),
  }
}

/** The same truth on some days only. */
export function within(truth: Truth, days: DaySet): Truth {
  return {
    ...truth,
    sure: intersect(truth.sure, days),
    suspected: intersect(truth.suspected, days),
    possible: intersect(truth.possible, days),
  }
}

function join(parts: readonly Truth[], combine: (a: DaySet, b: DaySet) => DaySet): Truth {
  let joined: Truth | undefined
  for (const part of parts) {
    joined =
      joined === undefined
        ? part
        : {
            sure: combine(joined.sure, part.sure),
            suspected: combine(joined.suspected, part.suspected),
            possible: combine(joined.possible, part.possible),
            facts: concatenate(joined.facts, part.facts),
            gaps: concatenate(joined.gaps, part.gaps),
          }
  }
  return joined ?? exactly([])
}

function concatenate<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  if (a.length === 0) return b
  return b.length === 0 ? a : [...a, ...b]
}

import { formatDay } from '../../engine/calendar/day.ts'
import type { Fact } from '../../engine/facts/fact.ts'
import { BEGINNING } from '../../engine/watch/day-set.ts'
import type { Because } from '../../engine/watch/explain.ts'
import type { Gap } from '../../engine/watch/truth.ts'
import type { GapJson } from './json-schema.ts'
import { sayGap, sayHolding, writtenDay } from './words.ts'

/** A tree of reasons; a scan tells of a fact where it was read, a pathway where its history has it. */
export interface ReasonJson<F> {
  says: string
  holds: string
  earliest: string | null
  latest: string | null
  facts: F[]
  gaps: GapJson[]
  parts: ReasonJson<F>[]
}

export function becauseJson<F>(because: Because, factJson: (fact: Fact) => F): ReasonJson<F> {
  const { says, certain, possible, facts, gaps, parts } = because
  return {
    says,
    holds: sayHolding(because),
    earliest: dayOrAlways(possible),
    latest: dayOrAlways(certain),
    facts: facts.map(factJson),
    gaps: gaps.map(gapJson),
    parts: parts.map((part) => becauseJson(part, factJson)),
  }
}

export function gapJson(gap: Gap): GapJson {
  const words = sayGap(gap)
  switch (gap.kind) {
    case 'not-covered':
      return {
        kind: gap.kind,
        facts: gap.facts,
        from: dayOrNull(gap.from),
        until: dayOrNull(gap.until),
        ...words,
      }
    case 'no-source':
    case 'stated-count':
    case 'person':
      return { ...gap, ...words }
    default:
      return { kind: gap.kind, ...words }
  }
}

/** A day that can be written; null where there is none, or none that a calendar holds. */
export function dayOrNull(value: number | null): string | null {
  const written = writtenDay(value)
  return written === null ? null : formatDay(written)
}

function dayOrAlways(value: number | null): string | null {
  return value === BEGINNING ? 'always' : dayOrNull(value)
}

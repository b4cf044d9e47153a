import type { SkippedDay } from '../../engine/calendar/calendar.ts'
import { formatDay } from '../../engine/calendar/day.ts'
import { formatInstant, LONDON } from '../../engine/calendar/instant.ts'
import type { DueDerivation } from '../../engine/pathway/derivation.ts'
import { sayBasis } from './derivations.ts'
import type { DerivationJson } from './json-schema.ts'
import type { Shown } from './shown.ts'

/** A derivation as a tree, from the due day down to what happened. */
export function derivationJson(derivation: DueDerivation, shown: Shown): DerivationJson {
  const result = formatDay(derivation.result)
  switch (derivation.kind) {
    case 'event':
    case 'sitting':
    case 'owed':
    case 'lived':
      return { result, event: { says: sayBasis(derivation, shown), entry: null, at: null } }
    case 'recorded': {
      const at = formatInstant(derivation.at, LONDON)
      return { result, event: { says: sayBasis(derivation, shown), entry: derivation.entry, at } }
    }
    case 'counted': {
      const { span, direction, skipped } = derivation.count
      const length = { count: span.count, unit: span.unit }
      const from = derivationJson(derivation.from, shown)
      return {
        result,
        counted: { length, direction, skipped: skipped.map(skippedJson), since: null, until: null, from },
      }
    }
    case 'hours': {
      const { from: begin, hours, direction, result: end } = derivation.count
      const length = { count: hours, unit: 'hour' }
      const from = derivationJson(derivation.from, shown)
      return {
        result,
        counted: {
          length,
          direction,
          skipped: [],
          since: formatInstant(begin, LONDON),
          until: formatInstant(end, LONDON),
          from,
        },
      }
    }
    case 'working-day': {
      const length = { count: 0, unit: 'working day' }
      const skipped = derivation.skipped.map(skippedJson)
      const from = derivationJson(derivation.from, shown)
      return { result, counted: { length, direction: 'after', skipped, since: null, until: null, from } }
    }
    case 'earlier-of':
    case 'later-of': {
      const { kind, chosen, other } = derivation
      const passedOver = other === undefined ? null : derivationJson(other, shown)
      return { result, choice: { rule: kind, taken: derivationJson(chosen, shown), passedOver } }
    }
    default:
      return derivation satisfies never
  }
}

function skippedJson(skipped: SkippedDay): { day: string; why: 'weekend' | 'holiday'; name: string | null } {
  const name = skipped.why === 'holiday' ? skipped.name : null
  return { day: formatDay(skipped.day), why: skipped.why, name }
}

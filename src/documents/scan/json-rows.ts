import { formatDay } from '../../engine/calendar/day.ts'
import type { Fact } from '../../engine/facts/fact.ts'
import type { Derivation } from '../../engine/watch/due.ts'
import type { Owed } from '../../engine/watch/duties.ts'
import { explainOccasion } from '../../engine/watch/explain.ts'
import { dayOfOccasion } from '../../engine/watch/occasions.ts'
import type { DutyRow, OccasionRow, UndatedRow } from '../../engine/watch/scan.ts'
import type { Gap } from '../../engine/watch/truth.ts'
import { becauseJson, dayOrNull, gapJson } from './json-because.ts'
import type { DerivationJson, DutyJson, FactJson, GapJson, OccasionJson, UndatedDutyJson } from './json-schema.ts'
import type { Scanned } from './scanned.ts'
import {
  type DerivationSetting,
  derivationSentences,
  isSurelyOwed,
  lastWorkingDay,
  placesIn,
  sayBareFact,
  sayDutyStanding,
  sayEvent,
  sayGapOfMany,
  sayNoDay,
  sayOwedBy,
  sayStanding,
} from './words.ts'

/** Writes the rows of the long lists, each on its own: nothing of one is kept for the next. */
export class RowsJson {
  readonly #scanned: Scanned
  readonly #sayPlace: DerivationSetting['sayPlace']

  constructor(scanned: Scanned) {
    this.#scanned = scanned
    this.#sayPlace = placesIn(scanned.cohort.sources)
  }

  occasion(row: OccasionRow): OccasionJson {
    const { cohort, scan } = this.#scanned
    const { protocol, child, occasion, standing } = row
    return {
      protocol: protocol.id,
      trigger: occasion.trigger.id,
      child: cohort.child(child).id,
      for: this.#factOrNull(occasion.anchor),
      standing,
      day: dayOrNull(dayOfOccasion(occasion)),
      earliest: dayOrNull(occasion.possible),
      latest: dayOrNull(occasion.certain),
      over: dayOrNull(occasion.over),
      says: sayStanding(occasion, standing),
      gaps: occasion.gaps.map(gapJson),
      because: becauseJson(explainOccasion(row, cohort, scan.question), (fact) => this.#fact(fact)),
    }
  }

  duty({ protocol, child, owed, team }: DutyRow): DutyJson {
    const { cohort, scan } = this.#scanned
    const { asOf } = scan.question
    const { calendar } = scan.tallies.find((tally) => tally.protocol === protocol) ?? {}
    const { duty, anchor, number, occasion, standing, due } = owed
    const setting = { protocol, asOf, sayPlace: this.#sayPlace }
    return {
      protocol: protocol.id,
      duty: duty.id,
      child: cohort.child(child).id,
      for: this.#factOrNull(anchor),
      number,
      trigger:
        occasion === null
          ? null
          : { trigger: occasion.trigger.id, day: dayOrNull(dayOfOccasion(occasion)), sure: isSurelyOwed(owed) },
      standing: standing.kind,
      due: formatDay(due),
      lastWorkingDay: calendar === undefined ? null : dayOrNull(lastWorkingDay(due, calendar)),
      daysLeft: due - asOf,
      owedBy: sayOwedBy(duty.owedBy, protocol),
      team: team === '' ? null : team,
      says: sayDutyStanding(owed, asOf),
      why: [...derivationSentences(owed, setting)],
      derivation: this.#derivation(owed.derivation, owed, setting),
    }
  }

  undated({ protocol, child, undated }: UndatedRow): UndatedDutyJson {
    const { duty, anchor, why } = undated
    return {
      protocol: protocol.id,
      duty: duty.id,
      child: this.#scanned.cohort.child(child).id,
      for: this.#factOrNull(anchor),
      reason: why.kind,
      owedBy: sayOwedBy(duty.owedBy, protocol),
      says: sayNoDay(why),
    }
  }

  /** What would answer a trigger for the children of whom no file tells. */
  gaps(gaps: readonly Gap[]): GapJson[] {
    return gaps.map((gap) => ({ ...gapJson(gap), ...sayGapOfMany(gap) }))
  }

  #derivation(derivation: Derivation, owed: Owed, setting: DerivationSetting): DerivationJson {
    const result = formatDay(derivation.result)
    switch (derivation.kind) {
      case 'event':
        return {
          result,
          event: { says: sayEvent(derivation, owed, setting), fact: this.#factOrNull(derivation.fact) },
        }
      case 'counted': {
        const { span, direction, skipped, shortMonth } = derivation.count
        return {
          result,
          counted: {
            length: { count: span.count, unit: span.unit },
            direction,
            skipped: skipped.map((each) => ({
              day: formatDay(each.day),
              why: each.why,
              name: each.why === 'holiday' ? each.name : null,
              note: each.why === 'holiday' ? each.note : null,
            })),
            shortMonth,
            from: this.#derivation(derivation.from, owed, setting),
          },
        }
      }
      case 'earlier-of':
      case 'later-of': {
        const { kind, chosen, other } = derivation
        return {
          result,
          choice: {
            rule: kind,
            taken: this.#derivation(chosen, owed, setting),
            passedOver: other === undefined ? null : this.#derivation(other, owed, setting),
          },
        }
      }
      default:
        return derivation satisfies never
    }
  }

  #factOrNull(fact: Fact | null): FactJson | null {
    return fact === null ? null : this.#fact(fact)
  }

  #fact(fact: Fact): FactJson {
    const { kind, key, from, until, origin } = fact
    return {
      kind,
      key: key === '' ? null : key,
      from: formatDay(from),
      until: dayOrNull(until),
      file: this.#scanned.cohort.sources[origin.source]?.files[origin.file] ?? '',
      line: origin.line,
      says: sayBareFact(fact),
    }
  }
}

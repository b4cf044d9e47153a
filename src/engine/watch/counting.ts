import { addDays, type Day, day } from '../calendar/day.ts'
import { shiftCivil } from '../calendar/span.ts'
import type { Fact, FactKind } from '../facts/fact.ts'
import type { Countable } from '../protocol/condition.ts'
import type { CountWithin } from '../protocol/sentences/sentence.ts'
import { type DaySet, days, firstOf, intersect, NEVER, spellsOf, union } from './day-set.ts'
import { notCovered, type Told } from './told.ts'
import { exactly, type Gap, type Truth, untold } from './truth.ts'

interface Event {
  readonly on: Day
  readonly fact: Fact
}

/**
 * The days on which enough events lie within the window that ends that day. The window slides: it holds an event from its
 * day up to and on the corresponding date one window later.
 */
export function countedDays(what: Countable, { count, window }: CountWithin, told: Told): Truth {
  const { sure, doubtful, kind } = eventsOf(what, told)
  const out = (event: Event): Day => addDays(shiftCivil(event.on, window.count, window.unit), 1)
  const surely = windows(sure, count, out)
  const all = [...sure, ...doubtful].sort((a, b) => a.on - b.on)
  const perhaps = doubtful.length === 0 ? surely : windows(all, count, out)
  // An event that no source tells of may be missing from any window that reaches back into such days.
  const silent = silentDays(kind, told)
  const facts = all.map(({ fact }) => fact)
  if (silent.length === 0 && doubtful.length === 0) return exactly(surely, facts)
  const gaps: Gap[] = kind === 'assessment' && doubtful.length > 0 ? [{ kind: 'service-unknown' }] : []
  let possible = perhaps
  if (silent.length > 0) {
    for (const { from, until } of spellsOf(silent)) {
      const last = shiftCivil(addDays(until as Day, -1), window.count, window.unit)
      possible = union(possible, days(from, last + 1))
    }
    gaps.push(notCovered(kind, silent, told))
  }
  return untold(surely, possible, facts, gaps)
}

/** The days of a child's life until the day asked of which no source tells. */
function silentDays(kind: FactKind, { child, asOf, untold }: Told): DaySet {
  return intersect(untold(kind), days(child.born ?? child.expected ?? LONG_AGO, asOf + 1))
}

/** Where a birth date is missing: before anybody who is a child today. */
export const LONG_AGO = day('1990-01-01')

function windows(events: readonly Event[], count: number, out: (event: Event) => Day): DaySet {
  let set: DaySet = NEVER
  for (let i = count - 1; i < events.length; i++) {
    const last = events[i]
    const first = events[i - count + 1]
    if (last !== undefined && first !== undefined) set = union(set, days(last.on, out(first)))
  }
  return set
}

function eventsOf(
  what: Countable,
  told: Told,
): { readonly sure: readonly Event[]; readonly doubtful: readonly Event[]; readonly kind: FactKind } {
  const begun = (kind: 'referral' | 'child-in-need-plan' | 'placement'): readonly Event[] =>
    told.facts(kind).map((fact) => ({ on: fact.from, fact }))
  switch (what) {
    case 'referrals':
      return { sure: begun('referral'), doubtful: [], kind: 'referral' }
    case 're-openings': {
      const referrals = told.facts('referral')
      const again = referrals.filter((each) =>
        referrals.some((before) => before.until !== null && before.until <= each.from && before !== each),
      )
      // An earlier case may be in no source, and then the first referral that is seen opened it again.
      const silent = firstOf(silentDays('referral', told))
      const perhaps = referrals.filter((each) => silent !== undefined && silent < each.from && !again.includes(each))
      const event = (fact: (typeof referrals)[number]): Event => ({ on: fact.from, fact })
      return { sure: again.map(event), doubtful: perhaps.map(event), kind: 'referral' }
    }
    case 'assessments-without-service': {
      const done = told.facts('assessment').filter((each) => each.until !== null && each.service !== 'yes')
      const event = (fact: (typeof done)[number]): Event => ({ on: fact.until ?? fact.from, fact })
      return {
        sure: done
          .filter((each) => each.service === 'no')
          .map(event)
          .sort((a, b) => a.on - b.on),
        doubtful: done.filter((each) => each.service === 'unknown').map(event),
        kind: 'assessment',
      }
    }
    case 'child-in-need-plans':
      return { sure: begun('child-in-need-plan'), doubtful: [], kind: 'child-in-need-plan' }
    case 'placements':
      return { sure: begun('placement'), doubtful: [], kind: 'placement' }
    default:
      return what satisfies never
  }
}

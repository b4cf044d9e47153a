import { sayMoment } from '../../../documents/pathway/titles.ts'
import { capital, FACT_KIND_WORDS, sayDate } from '../../../documents/scan/words.ts'
import type { Fact, FactKind } from '../../../engine/facts/fact.ts'
import type { ChildSide, MatchSeen, MergerRow, MergerSeen } from '../../../record/facts/look-at-matches.ts'
import type { Doubt } from '../../../record/facts/matching.ts'
import type { DoubtfulMatch } from '../../../record/facts/merging.ts'

/** Why somebody is asked, for whoever decides. */
const WHY: Readonly<Record<Doubt, string>> = {
  'identifiers-alike': 'Their identifiers differ by zeros before them or by small letters alone.',
  'same-family': 'They were born on the same day, are of the same sex, and are counted into the same family.',
  'same-fact':
    'They were born on the same day, are of the same sex, and a plan or a legal status of both began on the same day.',
  'entered-by-hand':
    'One of them was entered by hand. They have one identifier, or were born on the same day, and nothing says that they are two.',
  'birth-dates-differ': 'One identifier is used for two birth dates that differ by more than a slip.',
}

export function matchLines(matches: readonly DoubtfulMatch[]) {
  return matches.map(({ matchId, why, identifier, candidate }) => ({
    href: `/matches/${matchId}`,
    text: `${identifier === '' ? 'A child entered by hand' : identifier} and ${candidate.identifier ?? 'a child of no identifier'}`,
    why: WHY[why],
  }))
}

export function mergerLines(mergers: readonly MergerRow[]) {
  return mergers.map(({ mergeId, fromIdentifier, intoIdentifier, merged, by }) => ({
    href: `/mergers/${mergeId}`,
    text: `${fromIdentifier ?? 'A child of no identifier'} is ${intoIdentifier ?? 'a child of no identifier'}`,
    when: `${capital(sayMoment(merged))}, by ${by}`,
  }))
}

/** What two records say, beside each other: what they say alike is told from what they say otherwise. */
export interface SideBySide {
  readonly heads: readonly [string, string]
  readonly rows: readonly {
    readonly what: string
    readonly cells: readonly [string, string]
    readonly alike: boolean
  }[]
}

export function matchPage({ why, child, candidate }: MatchSeen) {
  return { why: WHY[why], sides: sideBySide(child, candidate), open: child.open + candidate.open }
}

export function mergerPage({ from, into, merged, by, because }: MergerSeen) {
  return {
    merged: `${capital(sayMoment(merged))}, by ${by}`,
    because,
    sides: sideBySide(from, into),
    open: from.open + into.open,
  }
}

function sideBySide(one: ChildSide, other: ChildSide): SideBySide {
  const rows = ROWS.map(({ what, of }) => {
    const cells = [of(one), of(other)] as const
    return { what, cells, alike: cells[0] === cells[1] && !SAYS_NOTHING.includes(cells[0]) }
  })
  return {
    heads: headsOf(one, other),
    rows: rows.filter(({ cells }) => cells.some((text) => text !== '')),
  }
}

/** Two of one name are told apart by their place. */
function headsOf(one: ChildSide, other: ChildSide): readonly [string, string] {
  const [first, second] = [headOf(one), headOf(other)]
  return first === second ? [`${first}, one record`, `${second}, the other`] : [first, second]
}

function headOf({ name, identifier }: ChildSide): string {
  return name ?? identifier ?? 'A child of no identifier'
}

/** What two records say alike where neither says anything. */
const SAYS_NOTHING = ['', 'None', 'Not known']

const SEALED = 'The case is sealed: ask who manages it.'

const ROWS: readonly { readonly what: string; readonly of: (side: ChildSide) => string }[] = [
  { what: 'Identifier', of: ({ identifier }) => identifier ?? 'None' },
  { what: 'Name', of: ({ name }) => name ?? '' },
  { what: 'Born', of: bornOf },
  { what: 'Died', of: told((facts) => (facts.child.died === null ? '' : sayDate(facts.child.died))) },
  { what: 'Sex', of: told((facts) => capital(facts.child.sex === 'unknown' ? 'not known' : facts.child.sex)) },
  { what: 'Family', of: told((facts) => facts.child.family) },
  ...(['protection-plan', 'legal-status', 'referral', 'child-in-need-plan', 'placement'] as const).map((kind) => ({
    what: capital(FACT_KIND_WORDS[kind].many),
    of: told(({ facts }) => sayFacts(facts, kind)),
  })),
  { what: 'Open pathways', of: ({ open }) => (open === 0 ? '' : String(open)) },
]

function bornOf({ facts, born }: ChildSide): string {
  if (facts === null) return SEALED
  const day = facts.child.born ?? born
  return day === null ? 'Not known' : sayDate(day)
}

function told(of: (facts: NonNullable<ChildSide['facts']>) => string): (side: ChildSide) => string {
  return ({ facts }) => (facts === null ? SEALED : of(facts))
}

/** "6 January 2025 to 3 March 2026", "6 January 2025, running"; the day alone of what has no end. */
function saySpan(fact: Fact): string {
  const from = sayDate(fact.from)
  if (!('until' in fact)) return from
  return fact.until === null ? `${from}, running` : `${from} to ${sayDate(fact.until)}`
}

const FACTS_SHOWN = 6

function sayFacts(facts: readonly Fact[], kind: FactKind): string {
  const days = facts.filter((fact) => fact.kind === kind).map(saySpan)
  const more = days.length > FACTS_SHOWN ? `; ${days.length - FACTS_SHOWN} earlier` : ''
  return `${days.slice(-FACTS_SHOWN).join('; ')}${more}`
}

import { addDays, type Day, FIRST_DAY } from '../calendar/day.ts'
import type { Coverage, Fact, FactKind, Source } from './fact.ts'

/**
 * Settles what several imports say of one child.
 *
 * Of two imports the one that reaches further speaks, and where they reach equally far the one written later: a census
 * written in July knows its year up to 31 March and no more. It speaks for every fact that it holds, and for every fact that
 * it should hold, since it lies inside what it declares to cover: such a fact, not held, is withdrawn. What lies outside
 * every further-reaching import's coverage stands.
 *
 * A fact still going on when its import's coverage ended, and not held by one whose coverage begins only later, ended
 * somewhere between: it stands, and ends on the first day that is covered again. The days between are in no coverage.
 *
 * @param facts the child's facts from all imports
 * @param sources the cohort's imports
 * @param mask the imports that speak of this child, one bit each
 * @returns the facts, each with the days from and until which it was known, so that on every day one version of a fact at
 * most is known; withdrawn versions are kept, so that a past day can be seen again
 */
export function settleVersions(facts: readonly Fact[], sources: readonly Source[], mask: number): Fact[] {
  const holders = new Map<string, number>()
  for (const fact of facts) {
    const identity = identityOf(fact)
    holders.set(identity, (holders.get(identity) ?? 0) | (1 << fact.origin.source))
  }
  return facts.flatMap((fact) => {
    const { replaced, over } = fateOf(fact, sources, { mask, holding: holders.get(identityOf(fact)) ?? 0 })
    return versionsOf(fact, replaced, over)
  })
}

/**
 * What stands of all that any number of imports say of one child: those facts that `settleVersions` gives as still known,
 * without the versions that were withdrawn. Of each fact only the version of the import that speaks for it is looked at, so
 * that a child told of every week for years costs little.
 *
 * @param facts the child's facts from all imports
 * @param sources the imports that speak of this child
 */
export function standingFacts(facts: readonly Fact[], sources: readonly Source[]): readonly Fact[] {
  const spoken = new Map<string, Fact[]>()
  for (const fact of facts) {
    const identity = identityOf(fact)
    const first = spoken.get(identity)?.[0]
    if (first !== undefined && first.origin.source === fact.origin.source) spoken.get(identity)?.push(fact)
    else if (first === undefined || outranks(sources, fact.origin.source, first)) spoken.set(identity, [fact])
  }
  return [...spoken.values()].flat().flatMap((fact) => {
    const { replaced, over } = fateOf(fact, sources, { mask: EVERY, holding: NONE })
    return versionsOf(fact, replaced, over).filter((version) => isKnown(version))
  })
}

const EVERY = -1
const NONE = 0

interface Fate {
  /** From when on another import's word counts instead. */
  readonly replaced: Day | null
  /** The day on which it had ended by what an import leaves out, and from when on that was known. */
  readonly over: { readonly day: Day; readonly known: Day } | null
}

/** What the imports of `mask` that outrank a fact's own make of it, of which those of `holding` hold it themselves. */
function fateOf(
  fact: Fact,
  sources: readonly Source[],
  { mask, holding }: { readonly mask: number; readonly holding: number },
): Fate {
  let replaced: Day | null = null
  let over: { readonly day: Day; readonly known: Day } | null = null
  for (const [number, source] of sources.entries()) {
    if ((mask & (1 << number)) === 0 || !outranks(sources, number, fact)) continue
    const known = later(source.writtenOn ?? FIRST_DAY, fact.knownFrom ?? FIRST_DAY)
    if ((holding & (1 << number)) !== 0 || shouldHold(source, fact, sources)) {
      if (replaced === null || known < replaced) replaced = known
      continue
    }
    const day = coveredAgain(source, fact)
    if (day !== null && (over === null || (known - over.known || day - over.day) < 0)) over = { day, known }
  }
  return { replaced, over }
}

/**
 * Whether a version of a fact was what was known on a day; without a day, whether it stands. What a source of no stated day
 * says is taken as known all along.
 */
export function isKnown(fact: Fact, knownAt?: Day): boolean {
  if (knownAt === undefined) return fact.knownUntil === null
  return (fact.knownFrom ?? knownAt) <= knownAt && (fact.knownUntil === null || fact.knownUntil > knownAt)
}

function versionsOf(
  fact: Fact,
  replaced: Day | null,
  over: { readonly day: Day; readonly known: Day } | null,
): readonly Fact[] {
  if (over === null || (replaced !== null && replaced <= over.known)) return [{ ...fact, knownUntil: replaced }]
  return [
    { ...fact, knownUntil: over.known },
    { ...fact, until: over.day, knownFrom: over.known, knownUntil: replaced },
  ]
}

/** Whether an import speaks before the one that a fact is from. */
function outranks(sources: readonly Source[], number: number, fact: Fact): boolean {
  const own = sources[fact.origin.source]
  const other = sources[number]
  if (own === undefined || other === undefined || number === fact.origin.source) return false
  const further = reachOf(other, fact.kind) - reachOf(own, fact.kind)
  if (further !== 0) return further > 0
  const newer = (other.writtenOn ?? FIRST_DAY) - (own.writtenOn ?? FIRST_DAY)
  return newer === 0 ? number > fact.origin.source : newer > 0
}

/** The last day of which an import tells for facts of a kind: the day it was written, where it declares no coverage. */
function reachOf(source: Source, kind: FactKind): Day {
  const ends = coverageOf(source, kind).map((covered) => covered.until)
  return ends.length > 0 ? ends.reduce(later) : (source.writtenOn ?? FIRST_DAY)
}

/** What makes two versions one fact: its kind, its first day, and its code where a child may have several at once. */
export function identityOf(fact: Fact): string {
  switch (fact.kind) {
    case 'legal-status':
    case 'placement':
      return `${fact.kind} ${fact.from} ${fact.code}`
    case 'involvement':
      return `${fact.kind} ${fact.from} ${fact.role} ${fact.professional}`
    default:
      return `${fact.kind} ${fact.from}`
  }
}

function shouldHold(source: Source, fact: Fact, sources: readonly Source[]): boolean {
  const own = sources[fact.origin.source]
  // What still went on when its own coverage ended was still there, or ended, on the day after.
  const last = fact.until ?? (own === undefined ? fact.from : addDays(later(reachOf(own, fact.kind), fact.from), 1))
  return coverageOf(source, fact.kind).some(
    (covered) => fact.from <= covered.until && (covered.from === null || covered.from <= last),
  )
}

/** The first day of an import's coverage on which a fact that goes on cannot have gone on, since it is not held. */
function coveredAgain(source: Source, fact: Fact): Day | null {
  if (fact.until !== null) return null
  const begins = coverageOf(source, fact.kind).map((covered) => covered.from ?? FIRST_DAY)
  return begins.filter((day) => day > fact.from).sort((x, y) => x - y)[0] ?? null
}

function coverageOf(source: Source, kind: FactKind): readonly Coverage[] {
  return source.coverage.filter((covered) => covered.kind === kind)
}

function later(x: Day, y: Day): Day {
  return x > y ? x : y
}

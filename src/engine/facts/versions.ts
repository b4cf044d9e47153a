import type { Day } from '../calendar/day.ts'
import type { Fact, Source } from './fact.ts'

/**
 * Settles what several imports say of one child. The import written last speaks for every fact that it holds; an older
 * version of that fact was known until then. A fact that a later import should hold, since it lies inside what that import
 * declares to cover, and does not hold, is withdrawn on the day that import was written. What lies outside every later
 * import's coverage stands.
 *
 * @param facts the child's facts from all imports
 * @param sources the cohort's imports
 * @param mask the imports that speak of this child, one bit each
 * @returns the facts, each with the day until which it was known; withdrawn ones are kept, so that a past day can be seen
 */
export function settleVersions(facts: readonly Fact[], sources: readonly Source[], mask: number): Fact[] {
  const rank = rankOf(sources)
  const newestOf = new Map<string, number>()
  for (const fact of facts) {
    const identity = identityOf(fact)
    newestOf.set(identity, Math.max(newestOf.get(identity) ?? -1, rankFor(rank, fact)))
  }
  return facts.map((fact) => {
    const own = rankFor(rank, fact)
    const newest = newestOf.get(identityOf(fact)) ?? own
    let withdrawn = newest > own ? newest : Number.POSITIVE_INFINITY
    sources.forEach((source, number) => {
      const later = rank[number] ?? 0
      if ((mask & (1 << number)) === 0 || later <= newest || later >= withdrawn) return
      if (shouldHold(source, fact)) withdrawn = later
    })
    if (withdrawn === Number.POSITIVE_INFINITY) return fact
    return { ...fact, knownUntil: writtenOnRank(sources, rank, withdrawn) ?? fact.knownFrom ?? fact.from }
  })
}

/** The order in which imports speak: by the day they were written, those without a day first, then as they were given. */
function rankOf(sources: readonly Source[]): readonly number[] {
  const order = sources
    .map((source, number) => ({ number, writtenOn: source.writtenOn ?? Number.NEGATIVE_INFINITY }))
    .sort((x, y) => (x.writtenOn === y.writtenOn ? x.number - y.number : x.writtenOn - y.writtenOn))
  const rank: number[] = []
  order.forEach(({ number }, place) => {
    rank[number] = place
  })
  return rank
}

function rankFor(rank: readonly number[], fact: Fact): number {
  return rank[fact.origin.source] ?? 0
}

function writtenOnRank(sources: readonly Source[], rank: readonly number[], wanted: number): Day | null {
  return sources[rank.indexOf(wanted)]?.writtenOn ?? null
}

/** What makes two versions one fact: its kind, its first day, and its code where a child may have several at once. */
function identityOf(fact: Fact): string {
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

function shouldHold(source: Source, fact: Fact): boolean {
  return source.coverage.some(
    (covered) =>
      covered.kind === fact.kind &&
      fact.from <= covered.until &&
      (covered.from === null || fact.until === null || fact.until >= covered.from),
  )
}

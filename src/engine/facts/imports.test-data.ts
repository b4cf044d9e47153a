import { day, formatDay } from '../calendar/day.ts'
import { Cohort, type GivenFact } from './cohort.ts'
import type { Coverage, Fact, FactKind, Source } from './fact.ts'

/** An import to try: when it was written, what it covers, and what it holds of the one child. */
export interface Import {
  readonly writtenOn: string | null
  readonly covers?: readonly (readonly [FactKind, string | null, string])[]
  readonly holds: readonly Held[]
}

export type Held =
  | { readonly plan: string; readonly ended?: string; readonly category?: string }
  | { readonly review: string }
  | { readonly status: string; readonly from: string; readonly ended?: string }

export function cohortOf(...imports: readonly Import[]): Cohort {
  const cohort = new Cohort()
  for (const each of imports) {
    const number = cohort.addSource(sourceOf(each))
    const child = cohort.childOf('invented', number)
    each.holds.forEach((held, line) => {
      cohort.add(child, factOf(held, { source: number, file: 0, line }))
    })
  }
  return cohort
}

/** The same as lists, of however many imports. */
export function toldOf(imports: readonly Import[]): { readonly facts: readonly Fact[]; readonly sources: Source[] } {
  const sources = imports.map(sourceOf)
  const facts = imports.flatMap(({ holds }, source) =>
    holds.map((held, line): Fact => {
      const known = { knownFrom: sources[source]?.writtenOn ?? null, knownUntil: null }
      const given = factOf(held, { source, file: 0, line })
      return given.kind === 'protection-plan'
        ? { ...given, ...known, statedMayCountThis: true }
        : { ...given, ...known }
    }),
  )
  return { facts, sources }
}

function sourceOf({ writtenOn, covers = [] }: Import): Source {
  const coverage = covers.map(
    ([kind, from, until]): Coverage => ({ kind, from: from === null ? null : day(from), until: day(until) }),
  )
  return {
    name: 'an invented authority',
    format: 'cin-census',
    files: ['invented.xml'],
    authority: null,
    writtenOn: writtenOn === null ? null : day(writtenOn),
    coverage,
    previousPlans: 'unknown',
  }
}

function factOf(held: Held, origin: GivenFact['origin']): GivenFact {
  const until = 'ended' in held && held.ended !== undefined ? day(held.ended) : null
  if ('review' in held) {
    const on = day(held.review)
    return { kind: 'review', from: on, until: on, key: '', origin, plan: '', due: null }
  }
  if ('status' in held) return { kind: 'legal-status', from: day(held.from), until, key: '', origin, code: held.status }
  const category = held.category ?? 'NEG'
  const own = { initialCategory: category, latestCategory: category, statedPrevious: null, conference: '' }
  return { kind: 'protection-plan', from: day(held.plan), until, key: '', origin, ...own }
}

/** What stands, or stood on a day: each fact in few words. */
export function standing(cohort: Cohort, knownAt?: string): readonly string[] {
  const { facts } = cohort.history(0, knownAt === undefined ? undefined : day(knownAt))
  return facts.map((fact) => {
    const what =
      fact.kind === 'protection-plan' ? fact.latestCategory : fact.kind === 'legal-status' ? fact.code : 'review'
    return `${what} ${formatDay(fact.from)} ${fact.until === null ? 'on' : formatDay(fact.until)} @${fact.origin.source}`
  })
}

/** The same without the imports' numbers, which follow the order in which they were given. */
export function unplaced(cohort: Cohort): readonly string[] {
  return standing(cohort).map((each) => each.replace(/ @\d+$/, ''))
}

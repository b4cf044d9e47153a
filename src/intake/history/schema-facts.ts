import { z } from 'zod'
import type { Child, Coverage, Fact, History } from '../../engine/facts/fact.ts'
import { FACT_KINDS } from '../../engine/facts/fact.ts'
import { code, day, identifier, MOST_FACTS } from './schema-words.ts'

/** What every fact may say besides what it is. Only `from` is needed. */
const dated = {
  from: day,
  until: day.nullable().default(null),
  key: z.string().max(200).default(''),
  knownFrom: day.nullable().default(null),
  knownUntil: day.nullable().default(null),
}

const dayOrNone = day.nullable().default(null)
const key = z.string().max(200).default('')

const fact = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('referral'),
    ...dated,
    need: code.default(''),
    noFurtherAction: z.boolean().default(false),
  }),
  z.strictObject({
    kind: z.literal('assessment'),
    ...dated,
    factors: z.array(code).max(100).default([]),
    service: z.enum(['yes', 'no', 'unknown']).default('unknown'),
    referral: key,
  }),
  z.strictObject({
    kind: z.literal('enquiry'),
    ...dated,
    conferenceTarget: dayOrNone,
    conferenceNotRequired: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal('conference'), ...dated, target: dayOrNone, meeting: key }),
  z.strictObject({ kind: z.literal('child-in-need-plan'), ...dated }),
  z.strictObject({
    kind: z.literal('protection-plan'),
    ...dated,
    initialCategory: code.default(''),
    latestCategory: code.optional(),
    statedPrevious: z.number().int().min(0).max(1_000).nullable().default(null),
    statedMayCountThis: z.boolean().default(true),
    conference: key,
  }),
  z.strictObject({ kind: z.literal('review'), ...dated, plan: key, due: dayOrNone }),
  z.strictObject({ kind: z.literal('legal-status'), ...dated, code }),
  z.strictObject({
    kind: z.literal('placement'),
    ...dated,
    code,
    distance: z.number().min(0).max(30_000).nullable().default(null),
  }),
  z.strictObject({ kind: z.literal('pre-proceedings'), ...dated, outcome: code.default('') }),
  z.strictObject({ kind: z.literal('involvement'), ...dated, role: key, professional: key, team: key }),
])
type FactText = z.infer<typeof fact>

const child = z.strictObject({
  id: identifier,
  born: dayOrNone,
  expected: dayOrNone,
  died: dayOrNone,
  sex: z.enum(['male', 'female', 'unknown']).default('unknown'),
  ethnicity: code.default(''),
  family: key,
})

const coverage = z.strictObject({ facts: z.enum([...FACT_KINDS, 'all']), from: dayOrNone, until: day })

/** What files tell of one child. */
export const childHistory = {
  child,
  facts: z.array(fact).max(MOST_FACTS).default([]),
  coverage: z.array(coverage).max(1_000).default([]),
}

export interface ChildText {
  readonly child: Child
  readonly facts: readonly FactText[]
  readonly coverage: readonly z.infer<typeof coverage>[]
}

/** The facts of a history, each placed by its number in the file, from 1; in the order that a history keeps. */
export function factsOf({ child, facts, coverage }: ChildText, source: number): History {
  return {
    child,
    facts: facts.map((text, i) => factOf(text, source, i + 1)).sort(inOrder),
    coverage: coverage.flatMap(({ facts: kind, from, until }): readonly Coverage[] =>
      (kind === 'all' ? FACT_KINDS : [kind]).map((each) => ({ kind: each, from, until })),
    ),
  }
}

function factOf(text: FactText, source: number, line: number): Fact {
  const origin = { source, file: 0, line }
  switch (text.kind) {
    // Something that happened on a day has that day at both ends.
    case 'review':
    case 'conference':
      return { ...text, until: text.from, origin }
    case 'protection-plan':
      return { ...text, latestCategory: text.latestCategory ?? text.initialCategory, origin }
    default:
      return { ...text, origin }
  }
}

function inOrder(a: Fact, b: Fact): number {
  return a.from - b.from || FACT_KINDS.indexOf(a.kind) - FACT_KINDS.indexOf(b.kind)
}

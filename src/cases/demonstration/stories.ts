import type { Cases } from './cases.ts'
import { tellChallenging } from './stories/challenging.ts'
import { tellComplexCases, tellThePanel } from './stories/complex.ts'
import { tellArrangements, tellDisagreements } from './stories/disagreement.ts'
import { tellLongPlans } from './stories/long-plans.ts'
import { tellMostConcern, tellTheList } from './stories/most-concern.ts'
import { tellOpenCases } from './stories/open-case.ts'
import type { Teller } from './teller.ts'

// What happened in the demonstration, over the last six weeks: pathways of every protocol at stages that somebody would want to
// see, so that everybody has something on their first page.

/** How many working days ago the files came that the demonstration begins with. */
export const BEGAN_AGO = 30

/** When each group sat, in working days ago, and when it will. */
export const SITTINGS = {
  smt: [24, 4, -7, -28],
  'quality-group': [-12],
  panel: [20, -1, -22],
  board: [-14],
} as const satisfies Readonly<Record<string, readonly number[]>>

/** Tells every story. Each takes cases that no other has taken. */
export async function tellStories(teller: Teller, cases: Cases, caseOf: (protocol: string) => string): Promise<void> {
  const [satAgo] = SITTINGS.panel
  await tellMostConcern(teller, cases)
  await tellChallenging(teller, cases)
  await tellOpenCases(teller, cases)
  await tellDisagreements(teller, cases)
  await tellLongPlans(teller, cases)
  await tellComplexCases(teller, cases, satAgo)
  await tellTheList(teller, caseOf)
  await tellArrangements(teller, caseOf)
  await tellThePanel(teller, caseOf, satAgo)
}

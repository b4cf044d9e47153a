import type { Refused } from '../../engine/pathway/view.ts'
import type { Shown } from './shown.ts'
import { titlesOf } from './titles.ts'

/** Steps that are refused where the pathway stands, and those that belong to other stages. */
export function byPlace(refused: readonly Refused[]): {
  readonly here: readonly Refused[]
  readonly elsewhere: readonly Refused[]
} {
  const elsewhere = refused.filter(({ refusals }) => refusals.some(({ kind }) => isOfStage(kind)))
  return { here: refused.filter((each) => !elsewhere.includes(each)), elsewhere }
}

/** The titles of steps, by the stages to which they belong. */
export function byStage(
  refused: readonly Refused[],
  { protocol }: Pick<Shown, 'protocol'>,
): ReadonlyMap<string, readonly string[]> {
  const titles = titlesOf(protocol)
  const found = new Map<string, string[]>()
  for (const { step, refusals } of refused) {
    const stages = refusals.flatMap((each) => (each.kind === 'wrong-stage' ? each.wanted : [])).map(titles.stage)
    const where = stages.length === 0 ? 'Before it was opened' : `At ${stages.join(' or ')}`
    const known = found.get(where)
    if (known === undefined) found.set(where, [step.title])
    else known.push(step.title)
  }
  return found
}

function isOfStage(kind: Refused['refusals'][number]['kind']): boolean {
  return kind === 'wrong-stage' || kind === 'not-open' || kind === 'already-open' || kind === 'ended'
}

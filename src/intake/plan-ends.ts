import { type Day, formatDay } from '../engine/calendar/day.ts'
import type { FactOf, Source } from '../engine/facts/fact.ts'
import type { Reading } from './reading.ts'

type Plan = FactOf<'protection-plan'>

/**
 * Tells of child protection plans whose end two imports give differently. The import that reaches further is believed
 * (`settleVersions`). One that ends earlier and has the plan still open says only that it went on until then.
 */
export function tellPlanEnds({ cohort, report }: Reading): void {
  if (cohort.sources.length < 2) return
  for (let index = 0; index < cohort.size; index++) {
    const told = cohort.told(index, 'protection-plan')
    if (told.every(({ origin }) => origin.source === told[0]?.origin.source)) continue
    const believed = cohort.history(index).facts.filter((fact) => fact.kind === 'protection-plan')
    for (const plan of told) {
      const other = believed.find(({ from, origin }) => from === plan.from && origin.source !== plan.origin.source)
      const source = cohort.sources[plan.origin.source]
      const believedSource = cohort.sources[other?.origin.source ?? -1]
      if (other === undefined || source === undefined || believedSource === undefined) continue
      if (!differ(plan, other, source)) continue
      report({
        weight: 'doubtful',
        file: source.files[plan.origin.file] ?? source.name,
        line: plan.origin.line,
        child: cohort.child(index).id,
        rule: 'plan-ends-differ',
        message:
          `This has the child protection plan of ${formatDay(plan.from)} ${ends(plan.until)}; line ${other.origin.line} of ` +
          `${believedSource.files[other.origin.file] ?? believedSource.name} has it ${ends(other.until)}, which is taken: ` +
          'that file tells of later days.',
        remedy: 'Find out on which day the plan ended, and correct the other record.',
      })
    }
  }
}

/** Whether a plan of one import ends on another day than the version that is believed. */
function differ(plan: Plan, believed: Plan, source: Source): boolean {
  if (plan.until !== null) return plan.until !== believed.until
  const last = source.coverage.find(({ kind }) => kind === 'protection-plan')?.until ?? source.writtenOn
  return believed.until !== null && last !== null && believed.until <= last
}

function ends(until: Day | null): string {
  return until === null ? 'still open' : `end on ${formatDay(until)}`
}

import type { Assessment, Fact, Referral } from '../facts/fact.ts'
import { type DaySet, days, END, intersect, NEVER, spellsOf, union, without } from './day-set.ts'
import { notCovered, spellOf, type Told } from './told.ts'
import { exactly, type Gap, type Truth } from './truth.ts'

/** A finished assessment, with the case that it belongs to. */
interface Finished {
  readonly assessment: Assessment
  readonly on: number
  readonly open: DaySet
}

/**
 * The days on which the latest assessment of an open case names one of these factors. Factors stand from the day on which the
 * assessment was finished until one begun later is, and no longer than their own case is open: what an earlier case found is
 * not said of a new one. Of cases and assessments in no file nothing is known, and no child is under suspicion for them.
 */
export function factorsIdentified(codes: readonly string[], told: Told): Truth {
  const cases = told.facts('referral')
  const finished = told.facts('assessment').flatMap((assessment): Finished[] => {
    if (assessment.until === null) return []
    const own = caseOf(assessment, cases)
    return own === undefined ? [] : [{ assessment, on: assessment.until, open: spellOf(own) }]
  })
  const facts: Fact[] = []
  let named: DaySet = NEVER
  for (const { assessment, on, open } of finished) {
    const stands = intersect(days(on), open)
    if (assessment.factors.some((factor) => codes.includes(factor))) {
      facts.push(assessment)
      named = union(named, stands)
    } else named = without(named, stands)
  }
  const { silent, gaps } = silence(cases, finished, told)
  if (gaps.length === 0) return exactly(named, facts)
  return { sure: without(named, silent), suspected: named, possible: union(named, silent), facts, gaps }
}

/** The case of an assessment: the one that it names, else the last that was open in its time. */
function caseOf({ from, until, referral }: Assessment, cases: readonly Referral[]): Referral | undefined {
  const named = referral === '' ? undefined : cases.find(({ key }) => key === referral)
  if (named !== undefined) return named
  return cases.findLast((each) => each.from <= (until ?? END) && from <= (each.until ?? END))
}

/** The days on which there may be a case, or an assessment later than the latest seen, of which no source tells. */
function silence(
  cases: readonly Referral[],
  finished: readonly Finished[],
  told: Told,
): { readonly silent: DaySet; readonly gaps: readonly Gap[] } {
  const untoldCases = told.untold('referral')
  const untold = told.untold('assessment')
  const gaps: Gap[] = untoldCases.length === 0 ? [] : [notCovered('referral', untoldCases, told)]
  let silent = untoldCases
  for (const { from, until } of spellsOf(untold)) {
    for (const each of cases) {
      if (each.from >= until || (each.until ?? END) <= from) continue
      // What was not seen stands until the first assessment that is seen after it.
      const next = finished.find(({ on, open }) => on >= until && open[0] === each.from)
      silent = union(silent, intersect(days(from, next?.on), spellOf(each)))
      if (gaps.every((gap) => !('facts' in gap) || gap.facts !== 'assessment')) {
        gaps.push(notCovered('assessment', untold, told))
      }
    }
  }
  return { silent, gaps }
}

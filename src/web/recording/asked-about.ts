import { hasOwnWords, titleOfDuty } from '../../documents/pathway/duty-title.ts'
import type { PathwayDuty, View } from '../../engine/pathway/view.ts'
import type { Step } from '../../engine/protocol/pathway-parts.ts'
import { type Around, agencyTitle } from './model/around.ts'
import type { Reason } from './model/refused.ts'
import { toldApart } from './model/told-apart.ts'
import { siblingOf } from './siblings.ts'

/** The one of several duties of a kind that somebody comes to answer; null where an address names none of a step's. */
export function askedAbout(asked: string | null, step: Step, { duties }: View): PathwayDuty | null {
  const named = duties.find(({ id }) => id === asked)
  const { forEach = null, metBy } = named?.duty ?? {}
  return forEach !== null && metBy?.kind === 'step' && metBy.step === step.id ? (named ?? null) : null
}

/** Whose a duty of several is: the agency's, or the brother's or sister's, else what tells it from the others. */
export function sayAbout(owed: PathwayDuty, around: Around, view: View): string {
  if (hasOwnWords(owed.duty, around.protocol)) return toldApart(owed, around, view)
  if (owed.agency !== null) return agencyTitle(owed.agency, around)
  return siblingOf(owed, around, view) ?? toldApart(owed, around, view)
}

/**
 * Why somebody cannot answer this very duty; null where they can. What is recorded would answer another one's else.
 * @param isTheirs whether one of their roles answers it
 */
export function whyNotAbout(owed: PathwayDuty, isTheirs: boolean, around: Around, view: View): Reason | null {
  const title = `“${titleOfDuty(owed, around.protocol)}”`
  const { standing, agency } = owed
  const says = (words: string, instead: string): Reason => ({ says: words, instead, clauses: [] })
  if (standing.kind === 'met' || standing.kind === 'lapsed') {
    const done = standing.kind === 'met' ? 'is recorded already' : 'is owed no more'
    return says(`${title} ${done}: ${sayAbout(owed, around, view)}.`, 'See where it stands now.')
  }
  if (isTheirs || agency === null) return null
  const whose = agencyTitle(agency, around)
  return says(
    `${title} is owed by ${whose}, and none of your roles acts for it.`,
    `Somebody who acts for ${whose} records it.`,
  )
}

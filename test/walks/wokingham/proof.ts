import { helpedWalks } from '../helped.ts'
import { clausesOf, type Proof } from '../proof.ts'
import { FORM_WALKS } from './form.ts'
import { WOKINGHAM } from './given.ts'
import { KEEPING, LIFE } from './keeping.ts'
import { LEAVING } from './leaving.ts'
import { LISTING } from './listing.ts'
import { RAISING } from './raising.ts'
import { SERIES } from './series.ts'
import { SOURCE } from './source.ts'
import { SUGGESTED } from './suggested.ts'
import { WITHDRAWING } from './withdrawing.ts'

export const CASES_OF_MOST_CONCERN: Proof = {
  protocol: 'cases-of-most-concern',
  cast: WOKINGHAM,
  walks: [
    ...SUGGESTED,
    ...RAISING,
    ...WITHDRAWING,
    ...FORM_WALKS,
    ...LISTING,
    ...KEEPING,
    ...LEAVING,
    ...SOURCE,
    ...LIFE,
    ...helpedWalks({
      entry: ['raise-the-child', 'add-directly'],
      review: ['discuss-the-case', 'settle-the-disagreement', 'add-now', 'review-at-smt', 'take-off-the-list'],
      exit: ['settle-the-disagreement', 'take-off-the-list', 'remove-directly'],
    }),
  ],
  clauses: clausesOf('WOK', 28, ['WOK-28']),
}

export const LIST_OF_MOST_CONCERN: Proof = {
  protocol: 'list-of-most-concern',
  cast: WOKINGHAM,
  walks: SERIES,
  clauses: ['WOK-22', 'WOK-28'],
}

import { helpedWalks } from '../helped.ts'
import { clausesOf, type Proof } from '../proof.ts'
import { CONTACTS, EXCLUSIONS } from './contacts.ts'
import { COMPLEX_CASE_PANEL_DOCUMENTS, COMPLEX_CASES_DOCUMENTS } from './documents.ts'
import { BUCKINGHAMSHIRE } from './given.ts'
import { LIFE, PLANNING } from './planning.ts'
import { REFERRING } from './referring.ts'
import { SERIES } from './series.ts'

export const COMPLEX_CASES: Proof = {
  protocol: 'complex-cases',
  cast: BUCKINGHAMSHIRE,
  walks: [
    ...REFERRING,
    ...PLANNING,
    ...CONTACTS,
    ...EXCLUSIONS,
    ...COMPLEX_CASES_DOCUMENTS,
    ...LIFE,
    ...helpedWalks(
      {
        entry: ['refer-to-the-panel', 'record-an-exclusion', 'agree-shared-plan'],
        review: ['revise-shared-plan', 'review-the-case', 'hold-risk-meeting'],
        exit: ['review-the-case', 'end-without-panel'],
      },
      ['agreed-level', 'level-now'],
    ),
  ],
  clauses: clausesOf('BUC', 28, ['BUC-03', 'BUC-04']),
}

export const COMPLEX_CASE_PANEL: Proof = {
  protocol: 'complex-case-panel',
  cast: BUCKINGHAMSHIRE,
  walks: [...SERIES, ...COMPLEX_CASE_PANEL_DOCUMENTS],
  clauses: ['BUC-03', 'BUC-04', 'BUC-05'],
}

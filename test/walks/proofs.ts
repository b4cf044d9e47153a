import { CHALLENGING_CASES, NUMBERS_OF_CHALLENGING_CASES } from './cwm-taf/proof.ts'
import type { Proof } from './proof.ts'
import { CASES_OF_MOST_CONCERN, LIST_OF_MOST_CONCERN } from './wokingham/proof.ts'

/** Every protocol that runs, with the walks that prove its clauses. */
export const PROOFS: readonly Proof[] = [
  CASES_OF_MOST_CONCERN,
  LIST_OF_MOST_CONCERN,
  CHALLENGING_CASES,
  NUMBERS_OF_CHALLENGING_CASES,
]

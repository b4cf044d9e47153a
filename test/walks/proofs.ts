import { CHALLENGING_CASES, NUMBERS_OF_CHALLENGING_CASES } from './cwm-taf/proof.ts'
import {
  CONCERN_ABOUT_A_CHILD_OPEN_TO_THERAPY,
  CONCERN_IN_THE_COMMISSIONED_SERVICE,
  CONCERN_ON_AN_OPEN_CASE,
} from './open-case/proof.ts'
import type { Proof } from './proof.ts'
import { CASES_OF_MOST_CONCERN, LIST_OF_MOST_CONCERN } from './wokingham/proof.ts'

/** Every protocol that runs, with the walks that prove its clauses. */
export const PROOFS: readonly Proof[] = [
  CASES_OF_MOST_CONCERN,
  LIST_OF_MOST_CONCERN,
  CHALLENGING_CASES,
  NUMBERS_OF_CHALLENGING_CASES,
  CONCERN_ON_AN_OPEN_CASE,
  CONCERN_IN_THE_COMMISSIONED_SERVICE,
  CONCERN_ABOUT_A_CHILD_OPEN_TO_THERAPY,
]

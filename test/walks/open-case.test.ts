// Concerns on an open case, told as their own stories; and each part taken away, to see that a story breaks without it.
import {
  CONCERN_ABOUT_A_CHILD_OPEN_TO_THERAPY,
  CONCERN_IN_THE_COMMISSIONED_SERVICE,
  CONCERN_ON_AN_OPEN_CASE,
} from './open-case/proof.ts'
import { prove } from './prove.ts'

prove(CONCERN_ON_AN_OPEN_CASE)
prove(CONCERN_IN_THE_COMMISSIONED_SERVICE)
prove(CONCERN_ABOUT_A_CHILD_OPEN_TO_THERAPY)

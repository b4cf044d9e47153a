// Challenging Cases, told as its own stories; and each of its parts taken away, to see that a story breaks without it.
import { CHALLENGING_CASES, NUMBERS_OF_CHALLENGING_CASES } from './cwm-taf/proof.ts'
import { prove } from './prove.ts'

prove(CHALLENGING_CASES)
prove(NUMBERS_OF_CHALLENGING_CASES)

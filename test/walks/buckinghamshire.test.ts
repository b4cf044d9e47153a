// The Complex Case Panel, told as its own stories; and each part taken away, to see that a story breaks without it.
import { COMPLEX_CASE_PANEL, COMPLEX_CASES } from './buckinghamshire/proof.ts'
import { prove } from './prove.ts'

prove(COMPLEX_CASES)
prove(COMPLEX_CASE_PANEL)

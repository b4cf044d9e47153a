// Cases of Most Concern, told as its own stories; and each of its parts taken away, to see that a story breaks without it.
import { prove } from './prove.ts'
import { CASES_OF_MOST_CONCERN, LIST_OF_MOST_CONCERN } from './wokingham/proof.ts'

prove(CASES_OF_MOST_CONCERN)
prove(LIST_OF_MOST_CONCERN)

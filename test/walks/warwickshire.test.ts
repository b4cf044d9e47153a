// The escalation processes, told as their own stories; and each part taken away, to see that a story breaks without it.
import { prove } from './prove.ts'
import {
  AGENCY_ARRANGEMENTS,
  CONTESTED_THRESHOLD,
  DISAGREEMENT_WITHIN,
  PLANS_THAT_DRIFT,
  PRACTICE_CONCERN,
  PRACTICE_CONCERN_ABOUT_PARTNER,
  REPEAT_PLANS,
} from './warwickshire/proof.ts'

prove(PRACTICE_CONCERN)
prove(PRACTICE_CONCERN_ABOUT_PARTNER)
prove(DISAGREEMENT_WITHIN)
prove(AGENCY_ARRANGEMENTS)
prove(CONTESTED_THRESHOLD)
prove(PLANS_THAT_DRIFT)
prove(REPEAT_PLANS)

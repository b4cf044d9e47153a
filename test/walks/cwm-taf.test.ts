// Challenging Cases, told as its own stories; and each of its parts taken away, to see that a story breaks without it.
import { AFTER_EVENT } from './cwm-taf/after-event.ts'
import { ALWAYS } from './cwm-taf/always.ts'
import { EVENT_WALKS } from './cwm-taf/event.ts'
import { CWM_TAF } from './cwm-taf/given.ts'
import { LATE } from './cwm-taf/late.ts'
import { OUTCOMES } from './cwm-taf/outcomes.ts'
import { STARTING } from './cwm-taf/starting.ts'
import { TIER_ONE } from './cwm-taf/tier-1.ts'
import { TIER_TWO } from './cwm-taf/tier-2.ts'
import { LEFT_OUT, WHO_MAY } from './cwm-taf/who-may.ts'
import { prove } from './prove.ts'

prove({
  protocol: 'challenging-cases',
  cast: CWM_TAF,
  walks: [
    ...STARTING,
    ...TIER_ONE,
    ...OUTCOMES,
    ...TIER_TWO,
    ...EVENT_WALKS,
    ...AFTER_EVENT,
    ...ALWAYS,
    ...WHO_MAY,
    ...LEFT_OUT,
    ...LATE,
  ],
  clauses: ['CWM', 36],
})

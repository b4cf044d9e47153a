import { helpedWalks } from '../helped.ts'
import { clausesOf, type Proof } from '../proof.ts'
import { AFTER_EVENT } from './after-event.ts'
import { ALWAYS, LIFE, OFF_THE_REGISTER } from './always.ts'
import { BY_ITSELF } from './by-itself.ts'
import { END_OF_CHILDHOOD } from './end-of-childhood.ts'
import { EVENT_WALKS } from './event.ts'
import { CWM_TAF } from './given.ts'
import { LATE } from './late.ts'
import { OUTCOMES } from './outcomes.ts'
import { SERIES } from './series.ts'
import { STARTING } from './starting.ts'
import { TIER_ONE } from './tier-1.ts'
import { TIER_TWO } from './tier-2.ts'
import { WHO_CAME } from './who-came.ts'
import { LEFT_OUT, WHO_MAY } from './who-may.ts'

export const CHALLENGING_CASES: Proof = {
  protocol: 'challenging-cases',
  cast: CWM_TAF,
  walks: [
    ...STARTING,
    ...BY_ITSELF,
    ...TIER_ONE,
    ...WHO_CAME,
    ...OUTCOMES,
    ...TIER_TWO,
    ...EVENT_WALKS,
    ...AFTER_EVENT,
    ...ALWAYS,
    ...WHO_MAY,
    ...LEFT_OUT,
    ...LATE,
    ...END_OF_CHILDHOOD,
    ...LIFE,
    ...OFF_THE_REGISTER,
    ...helpedWalks({
      entry: ['ask-for-tier-1', 'ask-as-core-group', 'open-automatic-start', 'open-with-time-elsewhere', 'hold-tier-1'],
      review: [
        'decide-request',
        'settle-dispute',
        'hold-tier-1',
        'reconsider-tier-1-plan',
        'record-tier-1-conference',
        'review-legal-process',
        'hold-tier-2',
        'reconsider-tier-2-plan',
        'record-tier-2-conference',
        'hold-event',
        'reconsider-after-tier-3',
        'review-after-six-months',
      ],
      exit: [
        'settle-dispute',
        'reconsider-tier-1-plan',
        'record-tier-1-conference',
        'review-legal-process',
        'reconsider-tier-2-plan',
        'record-tier-2-conference',
        'close-after-tier-3',
        'record-deregistration',
        'confirm-deregistration',
      ],
    }),
  ],
  clauses: clausesOf('CWM', 36),
}

export const NUMBERS_OF_CHALLENGING_CASES: Proof = {
  protocol: 'numbers-of-challenging-cases',
  cast: CWM_TAF,
  walks: SERIES,
  clauses: ['CWM-19', 'CWM-35'],
}

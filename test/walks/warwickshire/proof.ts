import { helpedWalks } from '../helped.ts'
import { clausesOf, type Proof } from '../proof.ts'
import { ABOUT_PARTNERS, ABOUT_PARTNERS_LIFE, CONCERNS, CONCERNS_LIFE } from './concerns.ts'
import {
  CONTESTED_THRESHOLD_DOCUMENTS,
  DISAGREEMENT_WITHIN_DOCUMENTS,
  PLANS_THAT_DRIFT_DOCUMENTS,
  PRACTICE_CONCERN_ABOUT_PARTNER_DOCUMENTS,
  PRACTICE_CONCERN_DOCUMENTS,
  REPEAT_PLANS_DOCUMENTS,
} from './documents.ts'
import { DRIFT, DRIFT_LIFE } from './drift.ts'
import { WARWICKSHIRE } from './given.ts'
import { REPEAT, REPEAT_LIFE } from './repeat.ts'
import { THRESHOLD, THRESHOLD_LIFE } from './threshold.ts'
import { ARRANGEMENTS, WITHIN, WITHIN_LIFE } from './within.ts'

const STAGES = ['WAR-02', 'WAR-04', 'WAR-07', 'WAR-08', 'WAR-09']

export const PRACTICE_CONCERN: Proof = {
  protocol: 'practice-concern',
  cast: WARWICKSHIRE,
  walks: [
    ...CONCERNS,
    ...PRACTICE_CONCERN_DOCUMENTS,
    ...CONCERNS_LIFE,
    ...helpedWalks({
      entry: ['raise-the-concern'],
      review: ['answer-at-stage-1', 'answer-at-stage-2', 'meet-the-professional'],
      exit: ['record-the-board-answer', 'accept-the-answer'],
    }),
  ],
  clauses: [...STAGES, 'WAR-06', 'WAR-28'],
}

export const PRACTICE_CONCERN_ABOUT_PARTNER: Proof = {
  protocol: 'practice-concern-about-partner',
  cast: WARWICKSHIRE,
  walks: [
    ...ABOUT_PARTNERS,
    ...PRACTICE_CONCERN_ABOUT_PARTNER_DOCUMENTS,
    ...ABOUT_PARTNERS_LIFE,
    ...helpedWalks({
      entry: ['raise-with-the-professional'],
      review: ['record-stage-1', 'record-stage-2'],
      exit: ['record-stage-1', 'record-stage-2', 'leave-it-there', 'record-the-agency-answer'],
    }),
  ],
  clauses: ['WAR-04', 'WAR-06', 'WAR-10'],
}

export const DISAGREEMENT_WITHIN: Proof = {
  protocol: 'disagreement-within',
  cast: WARWICKSHIRE,
  walks: [
    ...WITHIN,
    ...DISAGREEMENT_WITHIN_DOCUMENTS,
    ...WITHIN_LIFE,
    ...helpedWalks({
      entry: ['tell-the-lead'],
      review: ['say-what-is-done', 'give-advice'],
      exit: ['accept-what-is-done'],
    }),
  ],
  clauses: ['WAR-03', 'WAR-04', 'WAR-05'],
}

export const AGENCY_ARRANGEMENTS: Proof = {
  protocol: 'agency-arrangements',
  cast: WARWICKSHIRE,
  walks: ARRANGEMENTS,
  clauses: ['WAR-03', 'WAR-05'],
}

export const CONTESTED_THRESHOLD: Proof = {
  protocol: 'contested-threshold',
  cast: WARWICKSHIRE,
  walks: [
    ...THRESHOLD,
    ...CONTESTED_THRESHOLD_DOCUMENTS,
    ...THRESHOLD_LIFE,
    ...helpedWalks({
      entry: ['contest-the-threshold'],
      review: ['answer-at-stage-1', 'answer-at-stage-2', 'meet-the-professional'],
      exit: ['record-the-board-answer', 'accept-the-answer'],
    }),
  ],
  clauses: ['WAR-01', ...STAGES],
}

export const PLANS_THAT_DRIFT: Proof = {
  protocol: 'plans-that-drift',
  cast: WARWICKSHIRE,
  walks: [
    ...DRIFT,
    ...PLANS_THAT_DRIFT_DOCUMENTS,
    ...DRIFT_LIFE,
    ...helpedWalks({
      entry: ['follow-the-plan', 'update-risk-assessment'],
      review: [
        'update-risk-assessment',
        'agree-analysis',
        'examine-case',
        'decide-as-panel',
        'answer-as-social-care',
        'convene-urgent-review',
      ],
      exit: ['end-with-the-plan'],
    }),
  ],
  clauses: clausesOf('WAR', 27)
    .slice(10)
    .filter((clause) => !['WAR-17', 'WAR-18', 'WAR-19'].includes(clause)),
}

export const REPEAT_PLANS: Proof = {
  protocol: 'repeat-plans',
  cast: WARWICKSHIRE,
  walks: [
    ...REPEAT,
    ...REPEAT_PLANS_DOCUMENTS,
    ...REPEAT_LIFE,
    ...helpedWalks({
      entry: ['record-discussion', 'refer-to-panel'],
      review: [
        'record-information-shared',
        'agree-analysis',
        'decide-as-panel',
        'answer-as-social-care',
        'convene-urgent-review',
      ],
      exit: ['close-the-repeat'],
    }),
  ],
  clauses: [
    'WAR-14',
    'WAR-15',
    'WAR-17',
    'WAR-18',
    'WAR-19',
    'WAR-20',
    'WAR-21',
    'WAR-22',
    'WAR-25',
    'WAR-26',
    'WAR-27',
  ],
}

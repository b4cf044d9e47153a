import { documentWalks } from '../documents.ts'
import type { Walk } from '../walk.ts'

export const COMPLEX_CASES_DOCUMENTS: readonly Walk[] = documentWalks({
  referral: [
    'BUC-01, BUC-02, BUC-06, BUC-22',
    'Which grounds hold',
    'The existing process and how it fails',
    'The general test',
    'Criteria',
    'Invitations',
  ],
  'shared-plan': [
    'BUC-09, BUC-10, BUC-11, BUC-12, BUC-13, BUC-14, BUC-18, BUC-24',
    'Who agreed it',
    'Lead agency and accountable manager',
    'Risks, facts and perceptions',
    'Level of risk',
    'Who has contact',
    'Barriers to engagement',
    'Gaps in provision',
    'No wrong door: services named to the young person',
    'Expertise and outreach',
    'In a crisis',
    'Monitoring',
    'Views of the family',
    'Views of the young person',
    'Good practice',
    'Agencies and their flags',
  ],
  'flag-notice': [
    'BUC-08, BUC-14, BUC-15, BUC-16, BUC-17',
    'What to place',
    'Which agencies',
    'If the young person comes to you, or you meet them',
    'In a crisis',
    'Who answers for the plan',
  ],
  'review-record': ['BUC-19, BUC-20, BUC-24', 'Who was there', 'Level of risk now', 'Good practice', 'Decision'],
  'removal-notice': ['BUC-20, BUC-21', 'What to do', 'Decision', 'Which agencies'],
  'not-taken-on': ['BUC-28', 'What goes on', 'Reasons and advice'],
  'exclusion-record': ['BUC-25', 'The exclusion', 'Plan of the Risk Management Meeting'],
  'contact-report': ['BUC-16, BUC-17', 'Where seen, and how', 'What was tried and named', 'Told to', 'What happened'],
})

export const COMPLEX_CASE_PANEL_DOCUMENTS: readonly Walk[] = documentWalks({
  'annual-report': [
    'BUC-03',
    'Impact on cases',
    'Sittings and cases considered',
    'Recommendations of the case review',
    'Recommendations to the Partnership',
    'What was answered to them',
    'Gaps and challenges',
    'Gaps found',
    'Challenges made',
    'Good practice',
    'Good practice shared',
    'The protocol',
  ],
})

import { type Documents, documentWalks } from '../documents.ts'
import type { Walk } from '../walk.ts'

const DISAGREEMENT_RECORD: Documents = {
  'disagreement-record': [
    'WAR-07, WAR-08, WAR-09',
    'The concern',
    'Answer at stage 1',
    'Why it went on to stage 2',
    'Answer at stage 2',
    'Why it went on to stage 3',
    'What the file shows',
    'Who met',
    'Outcome of the meeting',
    'Why it went to the Board',
    'At the Board',
    'How it was resolved or closed',
  ],
}

const ENHANCED_RISK_ANALYSIS: Documents = {
  'enhanced-risk-analysis': [
    'WAR-20, WAR-21, WAR-22, WAR-24',
    'What this is',
    'The current plan',
    'Earlier child protection plans',
    'Earlier child in need plans',
    'Other help',
    'Chronology',
    "Each agency's part",
    'Lasting change',
    "The child's likely future",
    'Care now',
    'Further action',
    'Dissent',
  ],
}

const SCREENING_REPORT: Documents = {
  'screening-report': [
    'WAR-25, WAR-27',
    'What the Enhanced Risk Analysis concludes',
    'Harm',
    'Whether the plan is ending',
    'Impetus or drift',
    'Recommendation',
    'The latest Enhanced Risk Analysis',
  ],
}

const PANEL_OUTCOME: Documents = {
  'panel-outcome': [
    'WAR-15, WAR-26',
    'Decision',
    'Course of action',
    'Ground for another form of review',
    'Who examines it further',
    'What was recommended to the panel',
  ],
}

const REVIEWER_REPORT: Documents = {
  'reviewer-report': ['WAR-15', 'What was found', 'Recommendation to social care', 'Why the panel asked for it'],
}

const SOCIAL_CARE_ANSWER: Documents = {
  'social-care-answer': [
    'WAR-15, WAR-26',
    'What is done, and why',
    'What the panel decided',
    'What the designated reviewer recommended',
  ],
}

export const PRACTICE_CONCERN_DOCUMENTS: readonly Walk[] = documentWalks({
  ...DISAGREEMENT_RECORD,
})

export const PRACTICE_CONCERN_ABOUT_PARTNER_DOCUMENTS: readonly Walk[] = documentWalks({
  'disagreement-record': [
    'WAR-10',
    'The concern',
    'Stage 1',
    'Stage 2',
    'What is not resolved',
    'What the Service Manager decided instead',
    'To whom it was taken',
    'What the agency answered',
  ],
})

export const DISAGREEMENT_WITHIN_DOCUMENTS: readonly Walk[] = documentWalks({
  'disagreement-record': [
    'WAR-04, WAR-05',
    'What was told',
    'What is disagreed on, and by whom',
    'What is done, and why',
    'Why it was found not suitable',
    'Who was asked for advice',
    'Advice',
  ],
})

export const CONTESTED_THRESHOLD_DOCUMENTS: readonly Walk[] = documentWalks({
  ...DISAGREEMENT_RECORD,
})

export const PLANS_THAT_DRIFT_DOCUMENTS: readonly Walk[] = documentWalks({
  'panel-referral': ['WAR-14, WAR-27', 'What the reviewing service found', 'The latest Enhanced Risk Analysis'],
  'fifteen-months-referral': [
    'WAR-13, WAR-27',
    'How the plan stands',
    'How it is kept on course',
    'The latest Enhanced Risk Analysis',
  ],
  'escalated-plan': [
    'WAR-16, WAR-27',
    'What does not progress',
    'Answer of the Service Manager',
    'The latest Enhanced Risk Analysis',
  ],
  ...ENHANCED_RISK_ANALYSIS,
  ...SCREENING_REPORT,
  ...PANEL_OUTCOME,
  ...REVIEWER_REPORT,
  ...SOCIAL_CARE_ANSWER,
})

export const REPEAT_PLANS_DOCUMENTS: readonly Walk[] = documentWalks({
  'request-record': ['WAR-17', 'What was said of the request'],
  'information-for-the-conference': ['WAR-17', "From the Children's Team", 'From the reviewing service'],
  'prepared-history': [
    'WAR-20, WAR-22',
    'The current plan',
    'Earlier child protection plans',
    'Earlier child in need plans',
    'Other help',
  ],
  'panel-referral': ['WAR-18, WAR-27', "The reviewing service's view", 'The latest Enhanced Risk Analysis'],
  ...ENHANCED_RISK_ANALYSIS,
  ...SCREENING_REPORT,
  ...PANEL_OUTCOME,
  ...REVIEWER_REPORT,
  ...SOCIAL_CARE_ANSWER,
})

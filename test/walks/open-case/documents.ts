import { type Documents, documentWalks } from '../documents.ts'
import type { Walk } from '../walk.ts'

const DECISION: Documents = {
  decision: ['OPN-07', 'Decision', 'Reasons', 'Action not taken'],
}

const CONSULTATION_RECORD: Documents = {
  'consultation-record': ['OPN-04', 'With the supervisor', 'With Central Duty', 'In the case system'],
}

const DISAGREEMENT_RECORD: Documents = {
  'disagreement-record': [
    'OPN-11',
    'Why the threshold is said to be met',
    'What the Team Manager settled',
    'What was decided before',
    'Why it went on',
    'What the Service Manager settled',
  ],
}

const DISCUSSION_RECORD: Documents = {
  'discussion-record': [
    'OPN-14, OPN-15',
    'Who took part',
    'Which team leads',
    'The concern',
    'What is known and what was said',
    'Brothers and sisters',
    'Decision',
    'Plan of the enquiry',
  ],
}

const SIBLING_REFERRAL: Documents = {
  'sibling-referral': ['OPN-14', 'Who is referred', 'In the case system', 'In need of safeguarding', 'The concern'],
}

export const OPEN_CASE_DOCUMENTS: readonly Walk[] = documentWalks({
  contact: [
    'OPN-02, OPN-05, OPN-06',
    'In the case system',
    'The alert',
    'The concern',
    'Who told it',
    'The additional worker',
    'Incident or lasting concern',
    'Discussed with',
  ],
  'case-note': ['OPN-10', 'The concern', 'What was decided and why', 'Who was told'],
  ...DECISION,
  'threshold-judgement': ['OPN-10', 'Decision', 'Discussed with the supervisor', 'What the additional worker told'],
  'partner-concern': ['OPN-15', 'What worries the agency', 'Who was spoken to', 'What was decided', 'The form'],
  ...CONSULTATION_RECORD,
  ...DISAGREEMENT_RECORD,
  ...DISCUSSION_RECORD,
  ...SIBLING_REFERRAL,
})

export const OPEN_TO_COMMISSIONED_SERVICE_DOCUMENTS: readonly Walk[] = documentWalks({
  contact: [
    'OPN-08, OPN-09',
    'In the case system',
    'The alert',
    'The concern',
    'Who told it',
    'The additional worker',
    'Incident or lasting concern',
  ],
  decision: ['OPN-08', 'Decision', 'Who decided', 'Reasons', 'Action not taken'],
  ...CONSULTATION_RECORD,
  ...DISAGREEMENT_RECORD,
  ...DISCUSSION_RECORD,
  ...SIBLING_REFERRAL,
})

export const OPEN_TO_THERAPY_DOCUMENTS: readonly Walk[] = documentWalks({
  'team-record': ['OPN-12', "Discussed with the therapist's manager", 'Severely disabled', 'Which team', 'Why'],
  referral: ['OPN-12, OPN-13, OPN-16', 'In the case system', 'Which team', 'Agreed with Central Duty', 'The concern'],
  ...DECISION,
  ...DISAGREEMENT_RECORD,
  ...DISCUSSION_RECORD,
  ...SIBLING_REFERRAL,
})

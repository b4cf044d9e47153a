import { helpedWalks } from '../helped.ts'
import type { Proof } from '../proof.ts'
import { ADDITIONAL_WORKERS, CASE_TEAM, CASE_TEAM_LIFE, DOCUMENT, PARTNERS } from './case-team.ts'
import { OPEN_CASE_DOCUMENTS, OPEN_TO_COMMISSIONED_SERVICE_DOCUMENTS, OPEN_TO_THERAPY_DOCUMENTS } from './documents.ts'
import { OPEN_CASE } from './given.ts'
import { SERVICE, SERVICE_LIFE } from './service.ts'
import { CENTRAL_DUTY, THERAPY, THERAPY_LIFE } from './therapy.ts'

export const CONCERN_ON_AN_OPEN_CASE: Proof = {
  protocol: 'open-case',
  cast: OPEN_CASE,
  walks: [
    ...CASE_TEAM,
    ...ADDITIONAL_WORKERS,
    ...PARTNERS,
    ...DOCUMENT,
    ...OPEN_CASE_DOCUMENTS,
    ...CASE_TEAM_LIFE,
    ...helpedWalks({
      entry: ['note-the-alert', 'tell-as-additional-worker', 'tell-as-partner'],
      review: [
        'judge-the-threshold',
        'judge-what-was-told',
        'decide-on-a-discussion',
        'settle-as-team-manager',
        'settle-as-service-manager',
      ],
      exit: ['settle-as-service-manager', 'hold-the-discussion'],
    }),
  ],
  clauses: [
    ...['OPN-01', 'OPN-02', 'OPN-03', 'OPN-04', 'OPN-05', 'OPN-06', 'OPN-07'],
    ...['OPN-10', 'OPN-11', 'OPN-14', 'OPN-15', 'OPN-17'],
  ],
}

export const CONCERN_IN_THE_COMMISSIONED_SERVICE: Proof = {
  protocol: 'open-to-commissioned-service',
  cast: OPEN_CASE,
  walks: [
    ...SERVICE,
    ...OPEN_TO_COMMISSIONED_SERVICE_DOCUMENTS,
    ...SERVICE_LIFE,
    ...helpedWalks({
      entry: ['note-the-alert'],
      review: ['agree-the-next-activity', 'settle-as-team-manager', 'settle-as-service-manager'],
      exit: ['settle-as-service-manager', 'hold-the-discussion'],
    }),
  ],
  clauses: ['OPN-01', 'OPN-04', 'OPN-05', 'OPN-06', 'OPN-07', 'OPN-08', 'OPN-09', 'OPN-11', 'OPN-14', 'OPN-15'],
}

export const CONCERN_ABOUT_A_CHILD_OPEN_TO_THERAPY: Proof = {
  protocol: 'open-to-therapy',
  cast: OPEN_CASE,
  walks: [
    ...THERAPY,
    ...CENTRAL_DUTY,
    ...OPEN_TO_THERAPY_DOCUMENTS,
    ...THERAPY_LIFE,
    ...helpedWalks({
      entry: ['tell-as-therapist', 'tell-as-central-duty'],
      review: [
        'settle-the-team',
        'agree-the-team',
        'decide-in-the-disabled-team',
        'decide-in-the-assessment-team',
        'settle-as-team-manager',
        'settle-as-service-manager',
      ],
      exit: ['settle-as-service-manager', 'hold-the-discussion'],
    }),
  ],
  clauses: ['OPN-05', 'OPN-06', 'OPN-07', 'OPN-11', 'OPN-12', 'OPN-13', 'OPN-14', 'OPN-15', 'OPN-16'],
}

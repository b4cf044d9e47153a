import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { days, read } from '../files.test-data.ts'

describe('referrals, assessments, enquiries and who works with the child', () => {
  it('reads a referral from its date to its closing', async () => {
    const { facts } = await read({
      'referrals.csv': [
        'cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_code,cine_referral_nfa,cine_close_date',
        'R1,A1,2025-01-02,N1 - Abuse or neglect,Y,2025-01-03',
        'R2,A1,2025-03-02,N4,0,',
        'R3,A1,2025-05-02,,,',
      ],
    })
    assert.deepEqual(
      facts('A1', 'referral').map((each) => [days(each), each.need, each.noFurtherAction, each.key]),
      [
        ['2025-01-02..2025-01-03', 'N1', true, 'R1'],
        ['2025-03-02..', 'N4', false, 'R2'],
        ['2025-05-02..', '', false, 'R3'],
      ],
    )
  })

  it('gives an assessment its factors and whether a service followed', async () => {
    const { facts, places } = await read({
      'assessments.csv': [
        'cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_auth_date,cina_assessment_outcome_nfa',
        'S1,A1,R1,2025-01-02,2025-02-03,Y',
        'S2,A1,R1,2025-03-02,,N',
        'S3,A1,R2,2025-05-02,,',
        'S1,A2,R1,2025-01-02,2025-02-03,Y',
        'S4,A2,R1,2025-06-02,,perhaps',
      ],
      'factors.csv': [
        'cinf_table_id,cinf_assessment_id,cinf_assessment_factors_json',
        '1,S1,"[""1A"",""2B""]"',
        '2,S2,3A',
        '3,S2,3A',
        '4,S2,4B',
        '5,S3,"{""5A"": ""Yes"", ""6A"": ""No""}"',
        '6,S4,Fear of dogs',
      ],
    })
    assert.deepEqual(
      facts('A1', 'assessment').map((each) => [days(each), each.factors, each.service, each.referral]),
      [
        ['2025-01-02..2025-02-03', ['1A', '2B'], 'no', 'R1'],
        ['2025-03-02..', ['3A', '4B'], 'yes', 'R1'],
        ['2025-05-02..', ['5A'], 'unknown', 'R2'],
      ],
    )
    assert.deepEqual(
      facts('A2', 'assessment').map((each) => [each.key, each.factors, each.service]),
      [
        ['S1', ['1A', '2B'], 'no'],
        ['S4', ['Fear-of-dogs'], 'unknown'],
      ],
    )
    assert.deepEqual(places('duplicate-identifier'), [], 'siblings share an assessment')
    assert.deepEqual(places('unknown-flag'), ['doubtful assessments.csv:6 -'])
    assert.deepEqual(places('unknown-code'), ['doubtful factors.csv:7 -'])
  })

  it('takes a conference as not required only where an enquiry ended and says so', async () => {
    const { facts } = await read({
      'enquiries.csv': [
        's47e_s47_enquiry_id,s47e_person_id,s47e_s47_start_date,s47e_s47_end_date,s47e_s47_nfa,s47e_s47_outcome_json',
        'E1,A1,2025-01-02,2025-01-20,Y,',
        'E2,A1,2025-02-02,2025-02-20,N,"{""CP_CONFERENCE_FLAG"": ""N""}"',
        'E3,A1,2025-03-02,,,"{""CP_CONFERENCE_FLAG"": ""N""}"',
        'E4,A1,2025-04-02,2025-04-20,N,"{""CP_CONFERENCE_FLAG"": ""Y""}"',
      ],
    })
    assert.deepEqual(
      facts('A1', 'enquiry').map((each) => each.conferenceNotRequired),
      [true, true, false, false],
    )
  })

  it('names a team, keeps a professional as an identifier, and falls back on the job title', async () => {
    const { facts, cohort } = await read({
      'involvements.csv': [
        'invo_involvements_id,invo_professional_id,invo_professional_role_id,invo_professional_team,invo_involvement_start_date,invo_involvement_end_date,invo_person_id',
        '1,W1,CW,T1,2025-01-02,2025-02-02,A1',
        '2,W2,,Out of hours,2025-03-02,1900-01-01,A1',
        '3,-1,IRO,,2025-04-02,,A1',
      ],
      'professionals.csv': [
        'prof_professional_id,prof_professional_name,prof_professional_job_title',
        'W2,Invented Worker,Family support worker',
      ],
      'departments.csv': ['dept_team_id,dept_team_name', 'T1,North Safeguarding'],
    })
    assert.deepEqual(
      facts('A1', 'involvement').map((each) => [days(each), each.role, each.professional, each.team]),
      [
        ['2025-01-02..2025-02-02', 'CW', 'W1', 'North Safeguarding'],
        ['2025-03-02..', 'Family support worker', 'W2', 'Out of hours'],
        ['2025-04-02..', 'IRO', '', ''],
      ],
    )
    assert.ok(!JSON.stringify(cohort.history(0)).includes('Invented'))
  })

  it('reads child in need plans and pre-proceedings', async () => {
    const { facts, places } = await read({
      'needs.csv': [
        'cinp_cin_plan_id,cinp_person_id,cinp_cin_plan_start_date,cinp_cin_plan_end_date',
        'N1,A1,2024-01-01,2024-06-01',
      ],
      'proceedings.csv': [
        'prep_table_id,prep_person_id,prep_pre_pro_decision_date,prep_agree_stepdown_issue_date,prep_pre_pro_outcome',
        '1,A1,03/02/2025,20/03/2025,Decision to step down',
        '2,A1,13/06/2025,,Decision to Issue Care Proceedings',
        '3,A1,PLACEHOLDER_DATA,PLACEHOLDER_DATA,PLACEHOLDER_DATA',
      ],
    })
    assert.deepEqual(facts('A1', 'child-in-need-plan').map(days), ['2024-01-01..2024-06-01'])
    assert.deepEqual(
      facts('A1', 'pre-proceedings').map((each) => [days(each), each.outcome]),
      [
        ['2025-02-03..2025-03-20', 'Decision to step down'],
        ['2025-06-13..', 'Decision to Issue Care Proceedings'],
      ],
    )
    assert.deepEqual(places('outcome-without-end'), ['doubtful proceedings.csv:3 -'])
    assert.deepEqual(places('start-missing'), ['refused proceedings.csv:4 A1'])
    assert.deepEqual(places('placeholder'), ['note proceedings.csv:4 -'])
  })
})

import { answerIn, factors, need } from '../codes.ts'
import { rows } from '../sheet.ts'
import { table } from '../table.ts'

export const referrals = table({
  name: 'ssd_cin_episodes',
  prefix: 'cine_',
  holds: 'referral',
  columns: {
    cine_referral_id: {},
    cine_person_id: { needed: true },
    cine_referral_date: { needed: true, date: true },
    cine_cin_primary_need_code: {},
    cine_referral_nfa: {},
    cine_close_date: { date: true },
  },
  read(row, dataset) {
    const id = row.person('cine_person_id')
    const span = id === '' ? undefined : row.span('cine_referral_date', 'cine_close_date')
    if (span === undefined) return
    const child = dataset.childOf(id, row)
    const key = row.id('cine_referral_id')
    if (!dataset.isNew(key, child, row)) return
    const noFurtherAction = row.flag('cine_referral_nfa') === true
    dataset.add(
      child,
      { kind: 'referral', ...span, key, need: row.code('cine_cin_primary_need_code', need), noFurtherAction },
      row,
    )
  },
})

/** One row an assessment with all its factors, or one row a factor. */
export const assessmentFactors = table({
  name: 'ssd_assessment_factors',
  prefix: 'cinf_',
  holds: null,
  columns: { cinf_assessment_id: { needed: true }, cinf_assessment_factors_json: { needed: true } },
  read(row, dataset) {
    const id = row.id('cinf_assessment_id')
    const text = row.text('cinf_assessment_factors_json')
    if (id === '' || text === '') return
    const codes = factors(text).map(({ code, known }) => {
      if (!known) row.unknownCode('cinf_assessment_factors_json', code)
      return code.replaceAll(/\s+/g, '-')
    })
    dataset.factors.set(id, [...new Set([...(dataset.factors.get(id) ?? []), ...codes])])
  },
})

export const assessments = table({
  name: 'ssd_cin_assessments',
  prefix: 'cina_',
  holds: 'assessment',
  columns: {
    cina_assessment_id: {},
    cina_person_id: { needed: true },
    cina_referral_id: {},
    cina_assessment_start_date: { needed: true, date: true },
    cina_assessment_auth_date: { date: true },
    cina_assessment_outcome_nfa: {},
  },
  read(row, dataset) {
    const id = row.person('cina_person_id')
    const span = id === '' ? undefined : row.span('cina_assessment_start_date', 'cina_assessment_auth_date')
    if (span === undefined) return
    const child = dataset.childOf(id, row)
    const key = row.id('cina_assessment_id')
    if (!dataset.isNew(key, child, row)) return
    const noFurtherAction = row.flag('cina_assessment_outcome_nfa')
    const service = noFurtherAction === undefined ? 'unknown' : noFurtherAction ? 'no' : 'yes'
    const referral = row.id('cina_referral_id')
    dataset.add(
      child,
      { kind: 'assessment', ...span, key, factors: dataset.factors.get(key) ?? [], service, referral },
      row,
    )
  },
})

export const childInNeedPlans = table({
  name: 'ssd_cin_plans',
  prefix: 'cinp_',
  holds: 'child-in-need-plan',
  columns: {
    cinp_cin_plan_id: { formerly: ['cin_plan_id'] },
    cinp_person_id: { needed: true },
    cinp_cin_plan_start_date: { needed: true, date: true },
    cinp_cin_plan_end_date: { needed: true, date: true },
  },
  read(row, dataset) {
    const id = row.person('cinp_person_id')
    const span = id === '' ? undefined : row.span('cinp_cin_plan_start_date', 'cinp_cin_plan_end_date')
    if (span === undefined) return
    const child = dataset.childOf(id, row)
    const key = row.id('cinp_cin_plan_id')
    if (!dataset.isNew(key, child, row)) return
    dataset.needPlans.add({ id: '', child, ...span, line: row.line })
    dataset.add(child, { kind: 'child-in-need-plan', ...span, key }, row)
  },
})

export const enquiries = table({
  name: 'ssd_s47_enquiry',
  prefix: 's47e_',
  holds: 'enquiry',
  columns: {
    s47e_s47_enquiry_id: {},
    s47e_person_id: { needed: true },
    s47e_s47_start_date: { needed: true, date: true },
    s47e_s47_end_date: { date: true },
    s47e_s47_nfa: {},
    s47e_s47_outcome_json: {},
  },
  read(row, dataset) {
    const id = row.person('s47e_person_id')
    const span = id === '' ? undefined : row.span('s47e_s47_start_date', 's47e_s47_end_date')
    if (span === undefined) return
    const child = dataset.childOf(id, row)
    const key = row.id('s47e_s47_enquiry_id')
    if (!dataset.isNew(key, child, row)) return
    // Until an enquiry ends, its outcome is a blank form: "no" to a conference is then not an answer.
    const answered = span.until !== null && answerIn(row.text('s47e_s47_outcome_json'), 'CP_CONFERENCE_FLAG') === false
    const conferenceNotRequired = row.flag('s47e_s47_nfa') === true || answered
    const conferenceTarget = dataset.targets.get(key) ?? null
    dataset.add(child, { kind: 'enquiry', ...span, key, conferenceTarget, conferenceNotRequired }, row)
  },
})

export const preProceedings = table({
  name: 'ssd_pre_proceedings',
  prefix: 'prep_',
  holds: 'pre-proceedings',
  columns: {
    prep_table_id: {},
    prep_person_id: { needed: true },
    prep_pre_pro_decision_date: { needed: true, date: true },
    prep_agree_stepdown_issue_date: { date: true },
    prep_pre_pro_outcome: {},
  },
  read(row, dataset) {
    const id = row.person('prep_person_id')
    const span = id === '' ? undefined : row.span('prep_pre_pro_decision_date', 'prep_agree_stepdown_issue_date')
    if (span === undefined) return
    const child = dataset.childOf(id, row)
    const key = row.id('prep_table_id')
    if (!dataset.isNew(key, child, row)) return
    const outcome = row.kept('prep_pre_pro_outcome')
    if (outcome !== '' && span.until === null) {
      row.often(
        'doubtful',
        'outcome-without-end',
        (count) => `${rows(count)} have an outcome and no day on which pre-proceedings ended.`,
        'Fill in the day: until then pre-proceedings are taken to go on.',
      )
    }
    dataset.add(child, { kind: 'pre-proceedings', ...span, key, outcome }, row)
  },
})

/** Who works with the child. A team is named where the table of departments knows it; a person never is. */
export const involvements = table({
  name: 'ssd_involvements',
  prefix: 'invo_',
  holds: 'involvement',
  columns: {
    invo_involvements_id: {},
    invo_person_id: { needed: true },
    invo_professional_id: {},
    invo_professional_role_id: {},
    invo_professional_team: {},
    invo_involvement_start_date: { needed: true, date: true },
    invo_involvement_end_date: { date: true },
  },
  read(row, dataset) {
    const id = row.person('invo_person_id')
    const span = id === '' ? undefined : row.span('invo_involvement_start_date', 'invo_involvement_end_date')
    if (span === undefined) return
    const child = dataset.childOf(id, row)
    const key = row.id('invo_involvements_id')
    if (!dataset.isNew(key, child, row)) return
    const professional = row.id('invo_professional_id')
    const role = row.kept('invo_professional_role_id') || (dataset.titles.get(professional) ?? '')
    const team = row.id('invo_professional_team')
    dataset.add(
      child,
      { kind: 'involvement', ...span, key, role, professional, team: dataset.teams.get(team) ?? team },
      row,
    )
  },
})

/**
 * The tables of the Standard Safeguarding Dataset that the demonstration writes, each with every column that the published
 * specification gives it, in its order (the spelling of `prep_la_inital_plan_approved` is the specification's).
 */
export const COLUMNS = {
  ssd_person: [
    'pers_person_id',
    'pers_forename',
    'pers_surname',
    'pers_sex',
    'pers_gender',
    'pers_ethnicity',
    'pers_dob',
    'pers_common_child_id',
    'pers_legacy_id',
    'pers_upn_unknown',
    'pers_send_flag',
    'pers_expected_dob',
    'pers_death_date',
    'pers_is_mother',
    'pers_nationality',
  ],
  ssd_family: ['fami_table_id', 'fami_family_id', 'fami_person_id'],
  ssd_disability: ['disa_person_id', 'disa_table_id', 'disa_disability_code'],
  ssd_linked_identifiers: [
    'link_table_id',
    'link_person_id',
    'link_identifier_type',
    'link_identifier_value',
    'link_valid_from_date',
    'link_valid_to_date',
  ],
  ssd_department: ['dept_team_id', 'dept_team_name', 'dept_team_parent_id', 'dept_team_parent_name'],
  ssd_professionals: [
    'prof_professional_id',
    'prof_staff_id',
    'prof_professional_name',
    'prof_social_worker_registration_no',
    'prof_professional_job_title',
    'prof_professional_caseload',
    'prof_professional_department',
    'prof_full_time_equivalency',
    'prof_agency_worker_flag',
  ],
  ssd_cin_episodes: [
    'cine_referral_id',
    'cine_person_id',
    'cine_referral_date',
    'cine_cin_primary_need_code',
    'cine_referral_source_code',
    'cine_referral_source_desc',
    'cine_referral_outcome_json',
    'cine_referral_nfa',
    'cine_close_reason',
    'cine_close_date',
    'cine_referral_team',
    'cine_referral_worker_id',
  ],
  ssd_cin_assessments: [
    'cina_assessment_id',
    'cina_person_id',
    'cina_referral_id',
    'cina_assessment_start_date',
    'cina_assessment_child_seen',
    'cina_assessment_auth_date',
    'cina_assessment_outcome_json',
    'cina_assessment_outcome_nfa',
    'cina_assessment_team',
    'cina_assessment_worker_id',
  ],
  ssd_assessment_factors: ['cinf_table_id', 'cinf_assessment_id', 'cinf_assessment_factors_json'],
  ssd_cin_plans: [
    'cinp_cin_plan_id',
    'cinp_referral_id',
    'cinp_person_id',
    'cinp_cin_plan_start_date',
    'cinp_cin_plan_end_date',
    'cinp_cin_plan_team',
    'cinp_cin_plan_worker_id',
  ],
  ssd_s47_enquiry: [
    's47e_s47_enquiry_id',
    's47e_referral_id',
    's47e_person_id',
    's47e_s47_start_date',
    's47e_s47_end_date',
    's47e_s47_nfa',
    's47e_s47_outcome_json',
    's47e_s47_completed_by_worker_id',
    's47e_s47_completed_by_team',
  ],
  ssd_initial_cp_conference: [
    'icpc_icpc_id',
    'icpc_icpc_meeting_id',
    'icpc_s47_enquiry_id',
    'icpc_person_id',
    'icpc_cp_plan_id',
    'icpc_referral_id',
    'icpc_icpc_transfer_in',
    'icpc_icpc_target_date',
    'icpc_icpc_date',
    'icpc_icpc_outcome_cp_flag',
    'icpc_icpc_outcome_json',
    'icpc_icpc_team',
    'icpc_icpc_worker_id',
  ],
  ssd_cp_plans: [
    'cppl_cp_plan_id',
    'cppl_referral_id',
    'cppl_icpc_id',
    'cppl_person_id',
    'cppl_cp_plan_start_date',
    'cppl_cp_plan_end_date',
    'cppl_cp_plan_initial_category',
    'cppl_cp_plan_ola',
    'cppl_cp_plan_latest_category',
  ],
  ssd_cp_reviews: [
    'cppr_cp_review_id',
    'cppr_person_id',
    'cppr_cp_plan_id',
    'cppr_cp_review_due',
    'cppr_cp_review_date',
    'cppr_cp_review_meeting_id',
    'cppr_cp_review_outcome_continue_cp',
    'cppr_cp_review_quorate',
    'cppr_cp_review_participation',
  ],
  ssd_legal_status: [
    'lega_legal_status_id',
    'lega_person_id',
    'lega_legal_status',
    'lega_legal_status_start_date',
    'lega_legal_status_end_date',
  ],
  ssd_cla_episodes: [
    'clae_cla_episode_id',
    'clae_person_id',
    'clae_cla_episode_start_date',
    'clae_cla_episode_start_reason',
    'clae_cla_primary_need_code',
    'clae_cla_episode_ceased_date',
    'clae_cla_episode_ceased_reason',
    'clae_cla_id',
    'clae_referral_id',
    'clae_cla_placement_id',
    'clae_entered_care_date',
    'clae_cla_last_iro_contact_date',
  ],
  ssd_cla_placement: [
    'clap_cla_placement_id',
    'clap_cla_placement_start_date',
    'clap_cla_placement_type',
    'clap_cla_placement_urn',
    'clap_cla_placement_distance',
    'clap_cla_id',
    'clap_cla_placement_provider',
    'clap_cla_placement_postcode',
    'clap_cla_placement_end_date',
    'clap_cla_placement_change_reason',
    'clap_person_id',
  ],
  ssd_pre_proceedings: [
    'prep_table_id',
    'prep_person_id',
    'prep_plo_family_id',
    'prep_pre_pro_decision_date',
    'prep_initial_pre_pro_meeting_date',
    'prep_pre_pro_outcome',
    'prep_agree_stepdown_issue_date',
    'prep_cp_plans_referral_period',
    'prep_legal_gateway_outcome',
    'prep_prev_pre_proc_child',
    'prep_prev_care_proc_child',
    'prep_pre_pro_letter_date',
    'prep_care_pro_letter_date',
    'prep_pre_pro_meetings_num',
    'prep_pre_pro_parents_legal_rep',
    'prep_parents_legal_rep_point_of_issue',
    'prep_court_reference',
    'prep_care_proc_court_hearings',
    'prep_care_proc_short_notice',
    'prep_proc_short_notice_reason',
    'prep_la_inital_plan_approved',
    'prep_la_initial_care_plan',
    'prep_la_final_plan_approved',
    'prep_la_final_care_plan',
  ],
  ssd_involvements: [
    'invo_involvements_id',
    'invo_professional_id',
    'invo_professional_role_id',
    'invo_professional_team',
    'invo_involvement_start_date',
    'invo_involvement_end_date',
    'invo_worker_change_reason',
    'invo_person_id',
    'invo_referral_id',
  ],
} as const

export type TableName = keyof typeof COLUMNS

export const TABLE_NAMES = Object.keys(COLUMNS) as readonly TableName[]

/** One row by column; a column that is left out is empty. */
export type Row<T extends TableName> = { readonly [C in (typeof COLUMNS)[T][number]]?: string | number | null }

/** Takes the rows of all tables as they are made. */
export type AddRow = <T extends TableName>(table: T, row: Row<T>) => void

/** The first line of a table's file. */
export function headLine(table: TableName): string {
  return `${COLUMNS[table].join(',')}\n`
}

/** A row as a line of its table's file. */
export function rowLine<T extends TableName>(table: T, row: Row<T>): string {
  const columns: readonly (keyof Row<T>)[] = COLUMNS[table]
  let line = ''
  for (const column of columns) line += `${cell(row[column])},`
  return `${line.slice(0, -1)}\n`
}

function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'number') return String(value)
  return value.includes(',') || value.includes('"') ? `"${value.replaceAll('"', '""')}"` : value
}

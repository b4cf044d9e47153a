import type { Day } from '../../engine/calendar/day.ts'
import { knownOn } from './known.ts'
import { staffOf } from './staff.ts'
import type { AddRow } from './tables.ts'
import type { Care, DemonstrationChild, Enquiry, ProtectionPlan, Referral } from './truth.ts'
import { written } from './written.ts'

/** The rows of one child, as the authority knew it on the day of writing. */
export function addChild(child: DemonstrationChild, asOf: Day, add: AddRow): void {
  const known = knownOn(child, asOf)
  if (known === null) return
  const { id } = known
  const isBorn = known.born <= asOf
  add('ssd_person', {
    pers_person_id: id,
    pers_forename: `Child ${id.slice(-7)}`,
    pers_surname: 'Demonstration',
    pers_sex: isBorn ? known.sex : 'U',
    pers_ethnicity: known.ethnicity,
    pers_dob: isBorn ? written(known.born) : '',
    pers_upn_unknown: known.upnUnknown,
    pers_expected_dob: isBorn ? '' : written(known.expected),
    pers_death_date: written(known.died),
  })
  add('ssd_family', { fami_table_id: `FT${id}`, fami_family_id: known.family, fami_person_id: id })
  known.disabilities.forEach((code, index) => {
    add('ssd_disability', { disa_person_id: id, disa_table_id: `DI${id}-${index + 1}`, disa_disability_code: code })
  })
  for (const [index, upn] of [known.upn, known.formerUpn].entries()) {
    if (upn === '') continue
    const type = index === 0 ? 'Unique Pupil Number' : 'Former Unique Pupil Number'
    add('ssd_linked_identifiers', {
      link_table_id: `LI${id}-${index + 1}`,
      link_person_id: id,
      link_identifier_type: type,
      link_identifier_value: upn,
    })
  }
  for (const referral of known.referrals) addReferral(known, referral, add)
}

/** The teams and people of an authority with so many families. */
export function addStaff(families: number, add: AddRow): void {
  const { departments, professionals } = staffOf(families)
  for (const { id, name, parent, parentName } of departments) {
    add('ssd_department', {
      dept_team_id: id,
      dept_team_name: name,
      dept_team_parent_id: parent,
      dept_team_parent_name: parentName,
    })
  }
  for (const { id, name, title, department } of professionals) {
    add('ssd_professionals', {
      prof_professional_id: id,
      prof_staff_id: id,
      prof_professional_name: name,
      prof_professional_job_title: title,
      prof_professional_department: department,
    })
  }
}

function addReferral(child: DemonstrationChild, referral: Referral, add: AddRow): void {
  const worker = referral.involvements[0]
  const by = { team: worker?.team ?? '', worker: worker?.professional ?? '' }
  add('ssd_cin_episodes', {
    cine_referral_id: referral.id,
    cine_person_id: child.id,
    cine_referral_date: written(referral.on),
    cine_cin_primary_need_code: referral.noFurtherAction ? '' : referral.need,
    cine_referral_source_code: referral.source,
    cine_referral_nfa: yesOrNo(referral.noFurtherAction),
    cine_close_reason: referral.reason,
    cine_close_date: written(referral.closed),
    cine_referral_team: by.team,
    cine_referral_worker_id: by.worker,
  })
  for (const each of referral.assessments) {
    add('ssd_cin_assessments', {
      cina_assessment_id: each.id,
      cina_person_id: child.id,
      cina_referral_id: referral.id,
      cina_assessment_start_date: written(each.from),
      cina_assessment_child_seen: each.until === null ? '' : 'Y',
      cina_assessment_auth_date: written(each.until),
      cina_assessment_outcome_nfa: each.until === null ? '' : yesOrNo(!each.service),
      cina_assessment_team: by.team,
      cina_assessment_worker_id: by.worker,
    })
    if (each.factors.length === 0) continue
    add('ssd_assessment_factors', {
      cinf_table_id: `AF${each.id}`,
      cinf_assessment_id: each.id,
      cinf_assessment_factors_json: JSON.stringify(each.factors),
    })
  }
  for (const each of referral.needPlans) {
    add('ssd_cin_plans', {
      cinp_cin_plan_id: each.id,
      cinp_referral_id: referral.id,
      cinp_person_id: child.id,
      cinp_cin_plan_start_date: written(each.from),
      cinp_cin_plan_end_date: written(each.until),
      cinp_cin_plan_team: by.team,
      cinp_cin_plan_worker_id: by.worker,
    })
  }
  for (const each of referral.enquiries) addEnquiry(child, referral, each, by, add)
  for (const each of referral.conferences) {
    add('ssd_initial_cp_conference', {
      icpc_icpc_id: each.id,
      icpc_icpc_meeting_id: each.meeting,
      icpc_s47_enquiry_id: each.enquiry,
      icpc_person_id: child.id,
      icpc_cp_plan_id: each.plan,
      icpc_referral_id: referral.id,
      icpc_icpc_transfer_in: yesOrNo(each.enquiry === ''),
      icpc_icpc_target_date: written(each.target),
      icpc_icpc_date: written(each.held),
      icpc_icpc_outcome_cp_flag: each.held === null ? '' : yesOrNo(each.plan !== ''),
      icpc_icpc_team: by.team,
      icpc_icpc_worker_id: by.worker,
    })
  }
  for (const each of referral.plans) addPlan(child, referral, each, add)
  for (const each of referral.care) addCare(child, referral, each, add)
  addPreProceedings(child, referral, add)
  for (const each of referral.involvements) {
    add('ssd_involvements', {
      invo_involvements_id: each.id,
      invo_professional_id: each.professional,
      invo_professional_role_id: each.role,
      invo_professional_team: each.team,
      invo_involvement_start_date: written(each.from),
      invo_involvement_end_date: written(each.until),
      invo_worker_change_reason: each.changeReason,
      invo_person_id: child.id,
      invo_referral_id: referral.id,
    })
  }
}

function addEnquiry(
  child: DemonstrationChild,
  referral: Referral,
  each: Enquiry,
  by: { team: string; worker: string },
  add: AddRow,
): void {
  add('ssd_s47_enquiry', {
    s47e_s47_enquiry_id: each.id,
    s47e_referral_id: referral.id,
    s47e_person_id: child.id,
    s47e_s47_start_date: written(each.from),
    s47e_s47_end_date: written(each.until),
    s47e_s47_nfa: each.until === null ? '' : 'N',
    s47e_s47_outcome_json:
      each.until === null ? '' : JSON.stringify({ CP_CONFERENCE_FLAG: yesOrNo(!each.noConference) }),
    s47e_s47_completed_by_worker_id: by.worker,
    s47e_s47_completed_by_team: by.team,
  })
}

function addPlan(child: DemonstrationChild, referral: Referral, plan: ProtectionPlan, add: AddRow): void {
  add('ssd_cp_plans', {
    cppl_cp_plan_id: plan.id,
    cppl_referral_id: referral.id,
    cppl_icpc_id: plan.conference,
    cppl_person_id: child.id,
    cppl_cp_plan_start_date: written(plan.from),
    cppl_cp_plan_end_date: written(plan.until),
    cppl_cp_plan_initial_category: plan.initialCategory,
    cppl_cp_plan_ola: 'N',
    cppl_cp_plan_latest_category: plan.latestCategory,
  })
  for (const review of plan.reviews) {
    add('ssd_cp_reviews', {
      cppr_cp_review_id: review.id,
      cppr_person_id: child.id,
      cppr_cp_plan_id: plan.id,
      cppr_cp_review_due: written(review.due),
      cppr_cp_review_date: written(review.held),
      cppr_cp_review_meeting_id: review.held === null ? '' : review.meeting,
      cppr_cp_review_outcome_continue_cp: review.held === null ? '' : yesOrNo(review.continues),
      cppr_cp_review_quorate: review.held === null ? '' : 'Y',
    })
  }
}

function addCare(child: DemonstrationChild, referral: Referral, care: Care, add: AddRow): void {
  for (const { id, code, from, until } of care.statuses) {
    add('ssd_legal_status', {
      lega_legal_status_id: id,
      lega_person_id: child.id,
      lega_legal_status: code,
      lega_legal_status_start_date: written(from),
      lega_legal_status_end_date: written(until),
    })
  }
  for (const each of care.placements) {
    add('ssd_cla_placement', {
      clap_cla_placement_id: each.id,
      clap_cla_placement_start_date: written(each.from),
      clap_cla_placement_type: each.code,
      clap_cla_placement_distance: each.distance / 10,
      clap_cla_id: care.id,
      clap_cla_placement_provider: each.provider,
      clap_cla_placement_end_date: written(each.until),
      clap_cla_placement_change_reason: each.changeReason,
      clap_person_id: child.id,
    })
  }
  const days = [...new Set([...care.statuses, ...care.placements].map(({ from }) => from))].sort((a, b) => a - b)
  days.forEach((from, index) => {
    const next = days[index + 1] ?? null
    const newStatus = care.statuses.some((each) => each.from === from)
    const newPlacement = care.placements.some((each) => each.from === from)
    add('ssd_cla_episodes', {
      clae_cla_episode_id: `${care.id}-${index + 1}`,
      clae_person_id: child.id,
      clae_cla_episode_start_date: written(from),
      clae_cla_episode_start_reason: index === 0 ? 'S' : newStatus && newPlacement ? 'B' : newStatus ? 'L' : 'P',
      clae_cla_primary_need_code: referral.need,
      clae_cla_episode_ceased_date: written(next ?? care.until),
      clae_cla_episode_ceased_reason: next === null ? care.endReason : 'X1',
      clae_cla_id: care.id,
      clae_referral_id: referral.id,
      clae_cla_placement_id: care.placements.findLast((each) => each.from <= from)?.id ?? '',
      clae_entered_care_date: written(care.from),
    })
  })
}

function addPreProceedings(child: DemonstrationChild, referral: Referral, add: AddRow): void {
  for (const each of referral.preProceedings) {
    add('ssd_pre_proceedings', {
      prep_table_id: each.id,
      prep_person_id: child.id,
      prep_plo_family_id: child.family,
      prep_pre_pro_decision_date: written(each.from),
      prep_initial_pre_pro_meeting_date: written(each.firstMeeting),
      prep_pre_pro_outcome: each.outcome === null ? '' : OUTCOMES[each.outcome],
      prep_agree_stepdown_issue_date: written(each.until),
      prep_cp_plans_referral_period: referral.plans.length,
      prep_pre_pro_letter_date: written(each.letter),
      prep_pre_pro_meetings_num: each.meetings.length,
    })
  }
}

/** The dataset's own words for what ends pre-proceedings. */
const OUTCOMES = { apply: 'Decision to Issue Care Proceedings', 'step down': 'Decision to step down' } as const

function yesOrNo(value: boolean): string {
  return value ? 'Y' : 'N'
}

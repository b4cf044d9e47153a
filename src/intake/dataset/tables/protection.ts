import { type Day, formatDay, weekdayIndex } from '../../../engine/calendar/day.ts'
import { category } from '../codes.ts'
import { rows } from '../sheet.ts'
import { table } from '../table.ts'

const SATURDAY = 5

export const conferences = table({
  name: 'ssd_initial_cp_conference',
  prefix: 'icpc_',
  holds: 'conference',
  columns: {
    icpc_icpc_id: {},
    icpc_icpc_meeting_id: {},
    icpc_s47_enquiry_id: {},
    icpc_person_id: { needed: true },
    icpc_cp_plan_id: {},
    icpc_icpc_target_date: { date: true },
    icpc_icpc_date: { needed: true, date: true },
  },
  read(row, dataset) {
    const id = row.person('icpc_person_id')
    if (id === '') return
    const target = row.day('icpc_icpc_target_date', 'It was left out.')
    const enquiry = row.id('icpc_s47_enquiry_id')
    if (enquiry !== '' && target !== null) dataset.targets.set(enquiry, target)
    const key = row.id('icpc_icpc_id')
    const sitting = row.id('icpc_icpc_meeting_id')
    const from = row.start('icpc_icpc_date', () =>
      row.often(
        'note',
        'conference-not-held',
        (count) => `${rows(count)} have no day on which the conference was held; it is taken as not held yet.`,
        'Fill in the day of conferences that were held.',
      ),
    )
    if (from === undefined) return
    const held = { meeting: sitting, day: from }
    if (key !== '') dataset.conferences.set(key, held)
    const plan = row.id('icpc_cp_plan_id')
    if (plan !== '') dataset.conferencesOfPlans.set(plan, held)
    const child = dataset.childOf(id, row)
    if (!dataset.isNew(key, child, row)) return
    if (weekdayIndex(from) >= SATURDAY) {
      row.doubt('8875', `The conference was on a weekend (${formatDay(from)}).`, 'See that the date is right.')
    }
    dataset.add(child, { kind: 'conference', from, until: from, key, target, meeting: sitting }, row)
  },
})

export const protectionPlans = table({
  name: 'ssd_cp_plans',
  prefix: 'cppl_',
  holds: 'protection-plan',
  columns: {
    cppl_cp_plan_id: {},
    cppl_icpc_id: { formerly: ['cppl_initial_cp_conference_id'] },
    cppl_person_id: { needed: true },
    cppl_cp_plan_start_date: { needed: true, date: true },
    cppl_cp_plan_end_date: { needed: true, date: true },
    cppl_cp_plan_initial_category: {},
    cppl_cp_plan_latest_category: {},
    cppl_cp_plan_ola: {},
  },
  read(row, dataset) {
    const id = row.person('cppl_person_id')
    const span = id === '' ? undefined : row.span('cppl_cp_plan_start_date', 'cppl_cp_plan_end_date')
    if (span === undefined) return
    const child = dataset.childOf(id, row)
    const key = row.id('cppl_cp_plan_id')
    if (!dataset.isNew(key, child, row)) return
    if (row.flag('cppl_cp_plan_ola') === true) {
      row.often(
        'note',
        'plan-of-another-authority',
        (count) => `${rows(count)} are plans of another authority for a child placed here; none counts as a plan here.`,
        'Ask the authority whose plan it is: its own protocols hold for the child.',
      )
      return
    }
    const { from, until } = span
    if (until === from) row.doubt('8840', 'The plan starts and ends on one day.', 'See that both dates are right.')
    const died = dataset.deaths.get(child)
    if (died !== undefined && from > died) {
      row.doubt('8920', `The plan starts after the child died (${formatDay(died)}).`, 'Correct the dates.')
    }
    const other = dataset.plans.overlapping({ child, from, until })
    if (other !== undefined && other.until === null && until === null) {
      row.doubt('8935', `The child has another open plan (line ${other.line}).`, 'End one of the two.')
    } else if (other !== undefined) {
      row.doubt('8940', `The plan overlaps another of the child (line ${other.line}).`, 'Correct the dates.')
    }
    const beside = dataset.needPlans.overlapping({ child, from, until })
    if (beside !== undefined) {
      row.doubt(
        '4001',
        `The plan runs beside a child in need plan (from ${formatDay(beside.from)}).`,
        'End the child in need plan on the day on which the protection plan starts.',
      )
    }
    const initial = readCategory('cppl_cp_plan_initial_category', '8905')
    const latest = readCategory('cppl_cp_plan_latest_category', '8910')
    const conference = row.id('cppl_icpc_id')
    const held = dataset.conferences.get(conference) ?? dataset.conferencesOfPlans.get(key)
    checkConference(conference, held?.day ?? null)
    dataset.plans.add({ id: key, child, from, until, line: row.line })
    dataset.add(
      child,
      {
        kind: 'protection-plan',
        ...span,
        key,
        initialCategory: initial,
        latestCategory: latest,
        statedPrevious: null,
        // The row's own key is one for each child; only the sitting's is shared by children planned together.
        conference: held?.meeting ?? '',
      },
      row,
    )

    function readCategory(
      column: 'cppl_cp_plan_initial_category' | 'cppl_cp_plan_latest_category',
      rule: string,
    ): string {
      const code = row.code(column, category, rule)
      if (code === '' && row.sheet.columns.has(column)) {
        row.often(
          'doubtful',
          rule,
          (count) => `${rows(count)} have no ${column}.`,
          'Fill in the category of abuse: a rule that asks for one cannot tell without it.',
        )
      }
      return code
    }

    function checkConference(conference: string, day: Day | null): void {
      if (day !== null && day !== from) {
        row.doubt(
          '2885',
          `The plan starts on another day than its conference (${formatDay(day)}).`,
          'Correct the dates, unless the child came with a plan from another authority.',
        )
      }
      if (held === undefined && conference !== '' && dataset.given.has('ssd_initial_cp_conference')) {
        row.often(
          'note',
          'conference-not-given',
          (count) => `${rows(count)} name a conference that ssd_initial_cp_conference does not hold.`,
          'None is needed for old plans: extracts leave out old conferences.',
        )
      }
    }
  },
})

export const reviews = table({
  name: 'ssd_cp_reviews',
  prefix: 'cppr_',
  holds: 'review',
  columns: {
    cppr_cp_review_id: {},
    cppr_person_id: { needed: true },
    cppr_cp_plan_id: {},
    cppr_cp_review_due: { date: true },
    cppr_cp_review_date: { needed: true, date: true },
  },
  read(row, dataset) {
    const id = row.person('cppr_person_id')
    if (id === '') return
    const due = row.day('cppr_cp_review_due', 'It was left out.')
    const from = row.start('cppr_cp_review_date', () =>
      row.often(
        'note',
        'review-not-held',
        (count) => `${rows(count)} have no day on which the review was held; such a review is not counted.`,
        'Fill in the day of reviews that were held.',
      ),
    )
    if (from === undefined) return
    const child = dataset.childOf(id, row)
    const key = row.id('cppr_cp_review_id')
    if (!dataset.isNew(key, child, row)) return
    if (!dataset.isFirstReviewOn(from, child)) {
      row.refuse(
        'two-reviews-on-one-day',
        `The child has another review on ${formatDay(from)}; this row was not taken.`,
        'Remove the row that is too many: it would be counted as a further review.',
      )
      return
    }
    dataset.add(child, { kind: 'review', from, until: from, key, plan: planOf(child, from), due }, row)

    /** The plan's identifier; '' where the dates must tell, since nothing that was read has it. */
    function planOf(child: number, on: Day): string {
      const plan = row.id('cppr_cp_plan_id')
      if (plan === '' || !dataset.given.has('ssd_cp_plans')) return ''
      const found = dataset.plans.find(plan, child)
      if (found === undefined || found.child !== child) {
        row.doubt(
          'plan-unknown',
          `The review belongs to a plan that ssd_cp_plans ${found === undefined ? 'does not hold' : 'gives to another child'}; ` +
            'it is counted for the plan that runs on its day.',
          'Correct the identifier of the plan, or export all tables in one run.',
        )
        return ''
      }
      if (on <= found.from) {
        row.doubt(
          '8841',
          `The review is on or before the start of its plan (${formatDay(found.from)}).`,
          'Correct the dates.',
        )
      } else if (found.until !== null && on > found.until) {
        row.doubt(
          'review-after-plan',
          `The review is after the end of its plan (${formatDay(found.until)}).`,
          'Correct the dates, or the identifier of the plan.',
        )
      }
      return plan
    }
  },
})

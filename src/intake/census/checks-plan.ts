import { formatDay } from '../../engine/calendar/day.ts'
import { quotedValue } from '../quoted.ts'
import type { Check } from './check.ts'
import { CATEGORIES_OF_ABUSE } from './codes.ts'
import type { ChildRecord, On, PlanRecord, Said } from './record.ts'

const IN_CASE_SYSTEM = 'Correct it in the case system.'

/** Checks of child protection plans and their reviews. */
export const PLAN_CHECKS: readonly Check[] = [
  {
    rule: '8840',
    weight: 'doubtful',
    what: 'A child protection plan does not end on the day it begins.',
    remedy: IN_CASE_SYSTEM,
    check: (child, fails) => {
      for (const { start, end } of child.plans) {
        if (end !== null && start?.value === end.value) fails(end.line, `This one does, on ${formatDay(end.value)}.`)
      }
    },
  },
  {
    rule: '8925',
    weight: 'refused',
    what: 'A child protection plan ends before it begins. The end is left out, and it is taken to go on.',
    remedy: IN_CASE_SYSTEM,
    check: (child, fails) => {
      for (const { start, end } of child.plans) {
        if (start === null || end === null || end.value >= start.value) continue
        fails(end.line, `It begins on ${formatDay(start.value)} and ends on ${formatDay(end.value)}.`)
      }
    },
  },
  {
    rule: '8841',
    weight: 'doubtful',
    what: 'A review lies after the day its plan began.',
    remedy: IN_CASE_SYSTEM,
    check: (child, fails) => {
      for (const { start, reviews } of child.plans) {
        for (const { value, line } of reviews) {
          if (start === null || value > start.value) continue
          fails(line, `This one is of ${formatDay(value)}, its plan of ${formatDay(start.value)}.`)
        }
      }
    },
  },
  categoryCheck('8905', 'InitialCategoryOfAbuse', (plan) => plan.initialCategory),
  categoryCheck('8910', 'LatestCategoryOfAbuse', (plan) => plan.latestCategory),
  {
    rule: '8920',
    weight: 'doubtful',
    what: 'A child protection plan begins after the child died.',
    remedy: IN_CASE_SYSTEM,
    check: (child, fails) => {
      const { died } = child
      if (died === null) return
      for (const { start } of child.plans) {
        if (start === null || start.value <= died.value) continue
        fails(start.line, `It begins on ${formatDay(start.value)}; the death is on ${formatDay(died.value)}.`)
      }
    },
  },
  {
    rule: '8935',
    weight: 'doubtful',
    what: 'A child has one open child protection plan at most.',
    remedy: 'End the plan that is over, or remove the one entered twice.',
    check: (child, fails) => {
      const open = dated(child).filter(({ end }) => end === null)
      const [first] = open
      for (const { start } of open.slice(1)) {
        fails(start.line, `This one of ${formatDay(start.value)} is open beside that of line ${first?.start.line}.`)
      }
    },
  },
  {
    rule: '8940',
    weight: 'doubtful',
    what: 'The plans of a child do not overlap.',
    remedy: 'Correct the dates, or remove the plan entered twice.',
    check: (child, fails) => {
      // Two open plans are rule 8935's. The plan before that reaches furthest is the one to overlap with.
      let before: DatedPlan | null = null
      for (const plan of dated(child)) {
        if (before !== null && (before.end !== null || plan.end !== null) && plan.start.value < endOf(before)) {
          const ends = before.end === null ? 'is still open' : `ends on ${formatDay(before.end.value)}`
          fails(
            plan.start.line,
            `This one begins on ${formatDay(plan.start.value)}; that of line ${before.start.line} ${ends}.`,
          )
        }
        if (before === null || endOf(plan) > endOf(before)) before = plan
      }
    },
  },
  {
    // Asked of plans that begin within the collection's year only: an earlier conference is in another year's file.
    rule: '2885',
    weight: 'doubtful',
    what: 'A plan begins on the day of the initial conference of its referral.',
    remedy: 'Correct the date of the plan or of the conference, or add the conference.',
    check: ({ episodes }, fails, { from, referenceDate }) => {
      if (from === null || referenceDate === null) return
      for (const { plans, enquiries, conference } of episodes) {
        for (const { start } of plans) {
          if (start === null || start.value < from || start.value > referenceDate) continue
          if (conference?.value === start.value) continue
          if (enquiries.some((enquiry) => enquiry.conference?.value === start.value)) continue
          fails(start.line, `The referral has no conference on ${formatDay(start.value)}.`)
        }
      }
    },
  },
]

function categoryCheck(rule: string, element: string, said: (plan: PlanRecord) => Said<string> | null): Check {
  return {
    rule,
    weight: 'doubtful',
    what: `A plan has its ${element}: NEG, PHY, SAB, EMO or MUL.`,
    remedy: 'Give it in the case system; a trigger that asks for a category cannot see this plan otherwise.',
    check: (child, fails) => {
      for (const plan of child.plans) {
        const category = said(plan)
        if (category === null) fails(plan.line, 'This one has none.')
        else if (!CATEGORIES_OF_ABUSE.has(category.value))
          fails(category.line, `This one has ${quotedValue(category.value)}.`)
      }
    },
  }
}

interface DatedPlan {
  readonly start: On
  readonly end: On | null
}

/** The plans that have a first day, in the order of those days, but for those that end before they begin. */
function dated(child: ChildRecord): readonly DatedPlan[] {
  const plans: DatedPlan[] = []
  for (const { start, end } of child.plans) {
    if (start !== null && (end === null || end.value >= start.value)) plans.push({ start, end })
  }
  return plans.length < 2 ? plans : plans.sort((x, y) => x.start.value - y.start.value)
}

function endOf({ end }: DatedPlan): number {
  return end?.value ?? Number.POSITIVE_INFINITY
}

import type { WorkingCalendar } from '../../engine/calendar/calendar.ts'
import { limitOn } from '../../engine/calendar/limit.ts'
import { sayCount, sayDay, sayLimit } from '../../engine/calendar/words.ts'
import { type ClockKind, type ClockStanding, FIRST_REVIEW, type StatutoryClock } from '../../engine/watch/statutory.ts'
import type { Nation } from '../../record/people/nation.ts'

/** A statutory limit in words: what is wanted, on what it rests, how its day was counted, how it stands. */
export interface SaidClock {
  readonly title: string
  readonly rests: string
  readonly due: string
  readonly counted: string
  readonly stands: string
}

const WORKING_TOGETHER = 'Working Together to Safeguard Children 2023, chapter 3'
const PLANNING = 'Care Planning, Placement and Case Review (England) Regulations 2010'

const CLOCKS: Readonly<Record<ClockKind, { readonly title: string; readonly rests: string; readonly from: string }>> = {
  assessment: { title: 'Finish the assessment', rests: WORKING_TOGETHER, from: 'From the referral' },
  'initial-conference': {
    title: 'Hold the initial child protection conference',
    rests: WORKING_TOGETHER,
    from: 'From the strategy discussion that began the section 47 enquiry',
  },
  'core-group': {
    title: 'First meeting of the core group',
    rests: WORKING_TOGETHER,
    from: 'From the initial conference',
  },
  'review-conference': {
    title: 'Hold the review conference',
    rests: WORKING_TOGETHER,
    from: 'From the last review',
  },
  'looked-after-review': {
    title: 'First review of the looked-after child’s case',
    rests: `${PLANNING}, regulation 33`,
    from: 'From the day on which the child became looked after',
  },
  'first-visit': {
    title: 'First visit to the child in the placement',
    rests: `${PLANNING}, regulation 28`,
    from: 'From the start of the placement',
  },
  'pre-proceedings': {
    title: 'Bring pre-proceedings to an end',
    rests: 'Best practice guidance of the Public Law Working Group, 2021',
    from: 'From the decision to begin them',
  },
  'serious-incident': {
    title: 'Notify the national panel of a serious incident, where it must be',
    rests:
      'England: Children Act 2004, section 16C. In Wales the Single Unified Safeguarding Review is considered instead.',
    from: 'From the day on which it became known',
  },
}

/** What a page says at once where a death or a serious injury is recorded (PRA-10). */
export const SERIOUS_INCIDENT =
  'A death or a serious injury: whoever decides on it in your authority must consider at once whether it is to be notified. ' +
  'In England a local authority notifies the Child Safeguarding Practice Review Panel within 5 working days of learning of it, where ' +
  'abuse or neglect is known or suspected, and of every death of a looked-after child (Children Act 2004, section 16C). In Wales a ' +
  'Single Unified Safeguarding Review is considered. Recording it here notifies nobody.'

/** @param calendar for a limit on a day of rest: the last working day before it is said beside it */
export function sayClock({ kind, due, standing }: StatutoryClock, calendar: WorkingCalendar): SaidClock {
  const { title, rests, from: usual } = CLOCKS[kind]
  const from = kind === 'review-conference' && due.span.count === FIRST_REVIEW ? 'From the initial conference' : usual
  const limit = limitOn(due.result, calendar)
  return {
    title,
    rests,
    due: limit.ok ? sayLimit(limit.value) : sayDay(due.result),
    counted: `${from}: ${sayCount(due)}.`,
    stands: kind === 'serious-incident' ? sayNotified(standing) : sayStanding(standing),
  }
}

function sayNotified(standing: ClockStanding): string {
  switch (standing.kind) {
    case 'done':
      return `Notified ${sayDay(standing.on)}${standing.late ? ', late' : ''}`
    case 'decided-not':
      return `Decided ${sayDay(standing.on)} not to notify${standing.late ? ', late' : ''}`
    case 'running':
      return 'To be done'
    case 'late':
    case 'not-told':
      return 'Late: nobody has recorded that it was notified, nor that it was decided not to'
    default:
      return standing satisfies never
  }
}

/** Nations whose statutory dates are not known here, as they are called. */
export const NATIONS: Readonly<Record<Nation, string>> = {
  england: 'England',
  wales: 'Wales',
  scotland: 'Scotland',
  'northern-ireland': 'Northern Ireland',
}

/** What is said where statutory dates would stand; '' where they are known. */
export function sayDatesNotKnown(nation: Nation): string {
  if (nation === 'england') return ''
  return `The statutory dates of ${NATIONS[nation]} are not known here: none are shown. Those of England do not hold.`
}

function sayStanding(standing: ClockStanding): string {
  switch (standing.kind) {
    case 'done':
      return `Held ${sayDay(standing.on)}${standing.late ? ', late' : ''}`
    case 'decided-not':
      return `Decided ${sayDay(standing.on)} not to do it`
    case 'running':
      return 'To be done'
    case 'late':
      return 'Late: the files do not have it'
    case 'not-told':
      return 'The day has passed, and no file tells whether it was done'
    default:
      return standing satisfies never
  }
}

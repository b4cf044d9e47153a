import type { Day } from '../../../engine/calendar/day.ts'
import type { FactKind } from '../../../engine/facts/fact.ts'
import { BEGINNING, END } from '../../../engine/watch/day-set.ts'
import type { Gap } from '../../../engine/watch/truth.ts'
import { sayCounted, sayDate, sayNumber, writtenDay } from './days.ts'

/** Words for each kind of fact, and where the formats that are read hold it. */
export const FACT_KIND_WORDS: Readonly<
  Record<FactKind, { readonly one: string; readonly many: string; readonly table: string; readonly inCensus: boolean }>
> = {
  referral: { one: 'referral', many: 'referrals', table: 'ssd_cin_episodes', inCensus: true },
  assessment: { one: 'assessment', many: 'assessments', table: 'ssd_cin_assessments', inCensus: true },
  enquiry: { one: 'section 47 enquiry', many: 'section 47 enquiries', table: 'ssd_s47_enquiry', inCensus: true },
  conference: {
    one: 'initial conference',
    many: 'initial conferences',
    table: 'ssd_initial_cp_conference',
    inCensus: true,
  },
  'child-in-need-plan': {
    one: 'child in need plan',
    many: 'child in need plans',
    table: 'ssd_cin_plans',
    inCensus: true,
  },
  'protection-plan': { one: 'protection plan', many: 'protection plans', table: 'ssd_cp_plans', inCensus: true },
  review: { one: 'review conference', many: 'review conferences', table: 'ssd_cp_reviews', inCensus: true },
  'legal-status': { one: 'legal status', many: 'legal statuses', table: 'ssd_legal_status', inCensus: false },
  placement: { one: 'placement', many: 'placements', table: 'ssd_cla_placement', inCensus: false },
  'pre-proceedings': {
    one: 'pre-proceedings',
    many: 'pre-proceedings',
    table: 'ssd_pre_proceedings',
    inCensus: true,
  },
  involvement: {
    one: 'involvement of a worker',
    many: 'involvements of workers',
    table: 'ssd_involvements',
    inCensus: false,
  },
}

/** What the files lack, and what would tell: two sentences. */
export interface GapWords {
  readonly lacks: string
  readonly wouldTell: string
}

/** Why the files cannot settle something, and what would. */
export function sayGap(gap: Gap): GapWords {
  switch (gap.kind) {
    case 'no-source': {
      const { many, table, inCensus } = FACT_KIND_WORDS[gap.facts]
      const census = inCensus ? 'A Children in Need census or the' : 'The'
      return {
        lacks: `No file given tells of ${many}.`,
        wouldTell: `${census} dataset table ${table} would tell.`,
      }
    }
    case 'not-covered': {
      const { many, table, inCensus } = FACT_KIND_WORDS[gap.facts]
      const census = inCensus ? ' So would the censuses of that time.' : ''
      return {
        lacks: `No file given tells of ${many} ${sayPeriod(gap.from, gap.until)}.`,
        wouldTell: `The dataset table ${table} would tell, since it holds all of them.${census}`,
      }
    }
    case 'category-undated':
      return {
        lacks: "The plan's category changed or may have changed, and no file gives the day.",
        wouldTell: "The child's record, or the minutes of the conferences, would tell.",
      }
    case 'category-multiple':
      return {
        lacks: 'The plan is under multiple categories, and the file does not name them.',
        wouldTell: "The child's record would tell which they are.",
      }
    case 'stated-count':
      return {
        lacks:
          `The file states ${sayCounted(gap.stated, 'earlier plan', 'earlier plans')}, and may count the present one ` +
          `among them; ${gap.seen === 0 ? 'none was' : gap.seen === 1 ? '1 was' : `${sayNumber(gap.seen)} were`} seen.`,
        wouldTell: 'The dataset table ssd_cp_plans would tell, since it holds all plans.',
      }
    case 'no-birth-date':
      return {
        lacks: "No file gives the child's date of birth.",
        wouldTell: 'A Children in Need census or the dataset table ssd_person would tell.',
      }
    case 'no-distance':
      return {
        lacks: 'No file says how far from home the placement is.',
        wouldTell: 'The distance in the dataset table ssd_cla_placement would tell.',
      }
    case 'service-unknown':
      return {
        lacks: 'No file says whether a service followed the assessment.',
        wouldTell: 'The outcome in the dataset table ssd_cin_assessments would tell.',
      }
    case 'no-families':
      return {
        lacks: "No file names the child's family.",
        wouldTell: 'The dataset table ssd_family would tell.',
      }
    case 'household-unknown':
      return {
        lacks: 'The files tell who belongs to one family, and not who lives in one household.',
        wouldTell: 'Somebody who knows the family must say.',
      }
    case 'person':
      return { lacks: `No file can tell: ${gap.question}`, wouldTell: 'Somebody who knows the case must say.' }
    default:
      return gap satisfies never
  }
}

/** Several gaps as one text each way, nothing said twice. */
export function sayGaps(gaps: readonly Gap[]): GapWords {
  const said = gaps.map(sayGap)
  return {
    lacks: [...new Set(said.map(({ lacks }) => lacks))].join(' '),
    wouldTell: [...new Set(said.map(({ wouldTell }) => wouldTell))].join(' '),
  }
}

/**
 * What the files lack for many children together. A period begins with each child's birth, so that only its end can be said
 * of all of them.
 */
export function sayGapOfMany(gap: Gap): GapWords {
  return sayGap(gap.kind === 'not-covered' && gap.until < END ? { ...gap, from: BEGINNING } : gap)
}

/** "before 1 April 2025", "after 31 March 2026", "from 1 April 2024 to 31 March 2025"; `until` is not in it any more. */
function sayPeriod(from: number, until: number): string {
  const first = writtenDay(from)
  const end = writtenDay(until)
  if (first === null) return end === null ? 'at any time' : `before ${sayDate(end)}`
  if (end === null) return `after ${sayDate((first - 1) as Day)}`
  return `from ${sayDate(first)} to ${sayDate((end - 1) as Day)}`
}

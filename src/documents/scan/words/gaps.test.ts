import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../../engine/calendar/day.ts'
import { BEGINNING, END } from '../../../engine/watch/day-set.ts'
import type { Gap } from '../../../engine/watch/truth.ts'
import { sayGap, sayGapOfMany, sayGaps } from './gaps.ts'

const EACH: readonly Gap[] = [
  { kind: 'no-source', facts: 'legal-status' },
  { kind: 'no-source', facts: 'referral' },
  { kind: 'not-covered', facts: 'review', from: BEGINNING, until: day('2025-04-01') },
  { kind: 'not-covered', facts: 'placement', from: day('2024-04-01'), until: day('2025-04-01') },
  { kind: 'not-covered', facts: 'review', from: day('2025-04-01'), until: END },
  { kind: 'category-undated' },
  { kind: 'category-multiple' },
  { kind: 'stated-count', stated: 2, seen: 1 },
  { kind: 'stated-count', stated: 1, seen: 0 },
  { kind: 'no-birth-date' },
  { kind: 'no-distance' },
  { kind: 'service-unknown' },
  { kind: 'no-families' },
  { kind: 'household-unknown' },
  { kind: 'person', question: 'Could the plan not be secured?' },
]

describe('what the files lack', () => {
  it('is said for each kind of gap, with what would tell', () => {
    assert.deepEqual(
      EACH.map(sayGap).map(({ lacks, wouldTell }) => `${lacks} ${wouldTell}`),
      [
        'No file given tells of legal statuses. The dataset table ssd_legal_status would tell.',
        'No file given tells of referrals. A Children in Need census or the dataset table ssd_cin_episodes would tell.',
        'No file given tells of review conferences before 1 April 2025. The dataset table ssd_cp_reviews would tell, since ' +
          'it holds all of them. So would the censuses of that time.',
        'No file given tells of placements from 1 April 2024 to 31 March 2025. The dataset table ssd_cla_placement would ' +
          'tell, since it holds all of them.',
        'No file given tells of review conferences after 31 March 2025. The dataset table ssd_cp_reviews would tell, since ' +
          'it holds all of them. So would the censuses of that time.',
        "The plan's category changed or may have changed, and no file gives the day. The child's record, or the minutes of " +
          'the conferences, would tell.',
        "The plan is under multiple categories, and the file does not name them. The child's record would tell which they " +
          'are.',
        'The file states 2 earlier plans, and may count the present one among them; 1 was seen. The dataset table ' +
          'ssd_cp_plans would tell, since it holds all plans.',
        'The file states 1 earlier plan, and may count the present one among them; none was seen. The dataset table ' +
          'ssd_cp_plans would tell, since it holds all plans.',
        "No file gives the child's date of birth. A Children in Need census or the dataset table ssd_person would tell.",
        'No file says how far from home the placement is. The distance in the dataset table ssd_cla_placement would tell.',
        'No file says whether a service followed the assessment. The outcome in the dataset table ssd_cin_assessments would ' +
          'tell.',
        "No file names the child's family. The dataset table ssd_family would tell.",
        'The files tell who belongs to one family, and not who lives in one household. Somebody who knows the family must ' +
          'say.',
        'No file can tell: Could the plan not be secured? Somebody who knows the case must say.',
      ],
    )
  })

  it('is said once where several gaps are the same', () => {
    assert.deepEqual(sayGaps([{ kind: 'no-birth-date' }, { kind: 'no-families' }, { kind: 'no-birth-date' }]), {
      lacks: "No file gives the child's date of birth. No file names the child's family.",
      wouldTell:
        'A Children in Need census or the dataset table ssd_person would tell. The dataset table ssd_family would tell.',
    })
  })

  it("is said of many children without the day of one child's birth", () => {
    const gap: Gap = { kind: 'not-covered', facts: 'referral', from: day('2015-06-03'), until: day('2025-04-01') }
    assert.equal(sayGapOfMany(gap).lacks, 'No file given tells of referrals before 1 April 2025.')
  })
})

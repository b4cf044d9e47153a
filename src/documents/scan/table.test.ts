import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { day } from '../../engine/calendar/day.ts'
import { dataset, given, plan } from '../../engine/watch/given.test-data.ts'
import { FINDING, scanned, threeChildren } from './given.test-data.ts'
import { anyGiven, scanOf } from './random.test-data.ts'
import type { Scanned } from './scanned.ts'
import { tableChunks } from './table.ts'

function summary(of: Scanned, width?: number): string {
  return [...tableChunks(of, width)].join('')
}

describe('the summary of a scan', () => {
  it('tells a manager what was read, who meets what, what is owed and what cannot be told', () => {
    assert.equal(summary(scanned(threeChildren(), { findings: [FINDING] })), SUMMARY)
  })

  it('lists what is longest overdue apart from what is to come', () => {
    const facts = [plan('2026-05-03')]
    const text = summary(scanned(given(dataset('2026-11-20'), ...Array.from({ length: 30 }, () => ({ facts })))))
    assert.match(text, /30 duties are overdue; 30 fall due by 20 May 2027\./)
    assert.match(text, /\nOverdue: 30\n-+\n\n {2}Monday 3 August 2026 \(109 days ago\): child CHILD-1\n/)
    assert.match(text, /\n {2}25 more are overdue\. The formats csv, json and html list them\.\n/)
    assert.equal(text.match(/\(in \d+ days\): child/g)?.length, 20)
    assert.match(text, /\n {2}10 more are to come\./)
  })

  it('says so where nothing falls due', () => {
    const text = summary(scanned(given(dataset('2026-11-20'))))
    assert.match(text, /\nNothing falls due\n/)
    assert.match(text, /\n {2}0 children to escalate now/)
  })

  it('says of a duty without a day why it has none', () => {
    const late = given(dataset('2028-12-20'), { facts: [plan('2027-09-28')] })
    assert.match(
      summary(scanned(late, { asOf: day('2028-12-20') })).replace(/\n +/g, ' '),
      /Hold the first panel: 1 duty has no day\. .* lies outside the calendar "england-and-wales"/,
    )
  })

  it('keeps to the width that is asked for, and shows nothing that would move the cursor', () => {
    fc.assert(
      fc.property(anyGiven, fc.integer({ min: 60, max: 160 }), (drawn, width) => {
        const text = summary(scanOf(drawn), width)
        for (const line of text.split('\n')) assert.ok(line.length <= width, `${width}: ${line}`)
        assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u)
      }),
      { numRuns: 30 },
    )
  })
})

const SUMMARY = `Sightline 1.2.3: whom the protocols say must be escalated, and by when
As of Friday 20 November 2026, looking ahead to Thursday 20 May 2027.
The files end on 19 November 2026, 1 day before the day asked. What happened since is in none of
them: everything is shown as if nothing had changed.

  1 child to escalate now: a trigger that makes a protocol act is met.
  0 children to escalate by 20 May 2027, if nothing else changes.
  1 child to consider: the files show something, and a person judges.
  3 answers that the files cannot give; below is what would tell.
  0 duties are overdue; 5 fall due by 20 May 2027.

What was read
-------------
  3 children, 5 facts.
  Children in Need census of authority 998, written on 19 November 2026: census.xml.
    As far back as records go to 19 November 2026: protection plans and section 47 enquiries.
    From 1 April 2026 to 19 November 2026: review conferences.
  No file given tells of referrals, assessments, initial conferences, child in need plans, legal
    statuses, placements, pre-proceedings and involvements of workers.

What was found in the files
---------------------------
  1 refused (not taken).
  8925 (refused): 1 time
    census.xml, line 14, child CHILD-2: The plan ends before it starts. Correct one of the two
      dates.

Plans that drift (Northvale, version 2026.1)
--------------------------------------------
Trigger                                                      met  may be met  to come by     no file
                                                                                  20 May    tells of
                                                                                    2027
15 months on a plan, or the third review (NVL-01)              1           1           0           0
Interim care order (NVL-04), to consider                       1           0           0           2
Initial conference asked for (NVL-03), to consider             0           0           0           0

Duty                                                            overdue   due by 20    past, no  met
                                                                           May 2027  file tells
Hold the review conference (NVL-03)                                   0           3           4    1
Hold the first panel (NVL-02)                                         0           2           0    0

NVL-01 (Section 1): A plan is looked at again after 15 months or the third review.
NVL-02 (Section 2): The first panel meets within 10 working days.
NVL-03 (Section 3): Each plan is reviewed after 3 months, then every 6 months.
NVL-04 (Section 4): An interim care order at home may need the panel.

Due soonest
-----------

  Wednesday 2 December 2026 (in 12 days): child CHILD-3
    Hold the review conference, no. 4 (NVL-03). Conference Chair of the child.
    The protection plan began on Sunday 2 March 2025 (census.xml, line 1). 21 months after Sunday 2
      March 2025: Wednesday 2 December 2026.

  Friday 4 December 2026 (in 14 days): child CHILD-3
    Hold the first panel (NVL-02). Team Manager, else Conference Chair of the child.
    The trigger is taken as noticed on Friday 20 November 2026, the day of this scan. The trigger
      "15 months on a plan, or the third review" was met on Tuesday 2 June 2026 at the latest. The
      later of the two is taken, Friday 20 November 2026; Tuesday 2 June 2026 is passed over. 10
      working days after Friday 20 November 2026, not counting 2 weekends: Friday 4 December 2026.

  Friday 18 December 2026 (in 28 days): child CHILD-1
    Hold the review conference, no. 3 (NVL-03). Conference Chair of the child.
    The protection plan began on Thursday 18 September 2025 (census.xml, line 1). 15 months after
      Thursday 18 September 2025: Friday 18 December 2026.

  Tuesday 5 January 2027 (in 46 days): child CHILD-2
    Hold the review conference, no. 1 (NVL-03). Conference Chair of the child.
    The protection plan began on Monday 5 October 2026 (census.xml, line 1). 3 months after Monday 5
      October 2026: Tuesday 5 January 2027.

  Wednesday 6 January 2027 (in 47 days): child CHILD-1
    Hold the first panel (NVL-02). Team Manager, else Conference Chair of the child.
    The trigger "15 months on a plan, or the third review" will be met on Friday 18 December 2026 at
      the latest. The trigger is taken as noticed on Friday 18 December 2026, the day it is met.
      Both fall on Friday 18 December 2026. 10 working days after Friday 18 December 2026, not
      counting 3 weekends, Christmas Day (25 December), Boxing Day (substitute day, 28 December) and
      New Year's Day (1 January): Wednesday 6 January 2027.
    A forecast, since its trigger may have been met, and will be on 18 December 2026 at the latest.

What the files cannot answer
----------------------------
  15 months on a plan, or the third review (NVL-01): may be met by 1 child.
    No file given tells of review conferences before 1 April 2026. The dataset table ssd_cp_reviews
      would tell, since it holds all of them. So would the censuses of that time.
  Interim care order (NVL-04): no file tells, of 2 children.
    No file given tells of legal statuses. The dataset table ssd_legal_status would tell.
`

import assert from 'node:assert/strict'
import { day } from '../../../src/engine/calendar/day.ts'
import { dataset, given, plan } from '../../../src/engine/watch/given.test-data.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import {
  actionsRunning,
  arranged,
  tier1Conference,
  tier1Held,
  tier1Plan,
  tier1Requested,
  tier2Conference,
  tier2Plan,
  tier2Requested,
  tier3Agreed,
  tier3Requested,
  withLegal,
} from './given.ts'

/** The files turn out to tell this of the child; of the plan they tell that it goes on. */
function told(story: Story, child: { readonly born?: string; readonly died?: string }): Story {
  return story.facts(given(dataset('2026-02-28'), { ...child, facts: [plan('2025-07-28', null)] }).history(0))
}

/** What would bring somebody to the family, or people together about the plan, and from where it is owed. */
const OWED: readonly (readonly [soFar: (story: Story) => Story, rows: string, duties: readonly string[]])[] = [
  [tier1Requested, 'CWM-08, CWM-09', ['tier-1-as-agreed']],
  [
    tier1Plan,
    'CWM-12, CWM-13, CWM-14',
    ['parents-to-be-told', 'plan-to-be-updated', 'tier-1-action-to-be-done', 'tier-1-plan-to-be-reconsidered'],
  ],
  [tier1Conference, 'CWM-15', ['tier-1-conference-to-be-held']],
  [withLegal, 'CWM-16', ['legal-process-alone-to-begin', 'legal-process-to-be-reviewed']],
  [(story) => tier1Held(story, 'tier-2-and-legal'), 'CWM-16', ['legal-process-to-begin']],
  [(story) => tier1Held(story, 'tier-3'), 'CWM-17, CWM-24', ['referral-at-once-to-be-sent']],
  [tier2Requested, 'CWM-21', ['tier-2-in-time']],
  [tier2Plan, 'CWM-12, CWM-22', ['tier-2-action-to-be-done', 'tier-2-plan-to-be-reconsidered']],
  [tier2Conference, 'CWM-22', ['tier-2-conference-to-be-held']],
  [tier3Agreed, 'CWM-24', ['referral-to-be-sent']],
  [tier3Requested, 'CWM-25, CWM-26, CWM-28', ['event-to-be-arranged', 'event-to-be-held', 'facilitators-to-be-chosen']],
  [actionsRunning, 'CWM-14, CWM-15, CWM-31', ['report-to-be-shared', 'risk-to-be-reconsidered']],
]

/** Nobody is chased to call on parents whose child has died, nor to meet about a plan that is over. */
export const END_OF_CHILDHOOD: readonly Walk[] = [
  ...OWED.map(([soFar, rows, duties]) =>
    walk(rows, `the child dies: ${duties.join(', ')} is owed no longer, and closing it is`, (story) => {
      told(soFar(story), { died: '2026-06-10' }).on('2026-06-09 12:00')
      assert.equal(story.view.childhoodEnd, null)
      story.on('2026-06-11 09:00')
      for (const duty of duties) story.owesNo(duty).lapsed(duty, 'plan-ended')
      assert.deepEqual(story.view.childhoodEnd, { by: 'death', on: day('2026-06-10') })
      story.owes('tegan', 'close-with-the-registration', '2026-06-17')
    }),
  ),

  walk('CWM-14, CWM-15', 'the young person turns 18: the same', (story) => {
    told(tier1Plan(story), { born: '2008-04-20' })
      .on('2026-04-19 12:00')
      .owes('tegan', 'tier-1-plan-to-be-reconsidered', '2026-05-13')
    assert.equal(story.view.childhoodEnd, null)
    story.on('2026-04-20 09:00').owesNo('tier-1-plan-to-be-reconsidered')
    assert.deepEqual(story.view.childhoodEnd, { by: 'age', on: day('2026-04-20') })
    story.owes('tegan', 'close-with-the-registration', '2026-04-27')
  }),

  walk('CWM-29', 'what keeps the record of an event safe is owed all the same', (story) => {
    told(arranged(story), { died: '2026-04-22' })
      .on('2026-04-23 09:00')
      .owes('nerys', 'acknowledge-before-event', '2026-04-27')
  }),
]

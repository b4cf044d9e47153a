import assert from 'node:assert/strict'
import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { type Walk, walk } from '../walk.ts'
import { TIER_1, TIER_2, there } from './answers.ts'
import { tier1Called, tier2Called } from './given.ts'

/** Who is invited to Tier 1 besides its list, who came, and which children were considered there. */
export const WHO_CAME: readonly Walk[] = [
  walk(
    'CWM-10',
    'the line manager of each in the core group is invited, and found out where one is not known',
    (story) => {
      tier1Called(story).looksFor('core-group')
    },
  ),

  walk('CWM-10, CWM-11', 'whether legal came is asked, and stands in the report', (story) => {
    const { 'legal-there': legal, ...silent } = TIER_1
    assert.equal(legal, 'came')
    tier1Called(story)
      .on('2026-04-01 10:00')
      .refuses('tegan', 'hold-tier-1', 'unanswered', 'CWM-11', silent, 'tier-2')
      .hasOptions('hold-tier-1', 'legal-there', 'came', 'did-not-come', 'not-invited')
      .records('tegan', 'hold-tier-1', TIER_1, 'tier-2')
      .shows('tier-1-report', 'legal-there')
  }),

  walk('CWM-18', 'brothers and sisters considered at one meeting are named, and none who is not known', (story) => {
    const together = { ...TIER_1, 'considered-with': ['EXAMPLE-8', 'EXAMPLE-9'] }
    tier1Called(story.siblings('EXAMPLE-8', 'EXAMPLE-9'))
      .on('2026-04-01 10:00')
      .refuses(
        'tegan',
        'hold-tier-1',
        'bad-answer',
        'CWM-18',
        { ...together, 'considered-with': ['A STRANGER'] },
        'tier-2',
      )
      .records('tegan', 'hold-tier-1', together, 'tier-2')
      .shows('tier-1-report', 'considered-with')
    assert.match(story.protocol.meetings.find(({ id }) => id === 'tier-1-review')?.reading ?? '', /outcome of its own/)
  }),

  walk(
    'CWM-20',
    'legal belongs to the list where it was invited: all of whom must be there for one meeting',
    (story) => {
      const { attendance: _, ...rest } = TIER_1
      const both = (legal: string): Answers => {
        return { ...rest, combined: true, 'attendance-of-both': there(), 'legal-there': legal }
      }
      tier1Called(story)
        .on('2026-04-01 10:00')
        .refuses('tegan', 'hold-tier-1', 'none-of', 'CWM-20', both('did-not-come'), 'tier-2')
        .says('tegan', 'hold-tier-1', both('did-not-come'), /Legal was invited/, 'tier-2')
      for (const legal of ['came', 'not-invited']) {
        assert.ok(story.tries('tegan', 'hold-tier-1', both(legal), 'tier-2').ok, legal)
      }
      story.records('tegan', 'hold-tier-1', { ...TIER_1, 'legal-there': 'did-not-come' }, 'tier-2')
    },
  ),

  walk('CWM-10, CWM-11, CWM-18', 'the same is asked of Tier 2, and stands in its report', (story) => {
    const { 'legal-there': _, ...silent } = TIER_2
    const together = { ...TIER_2, 'considered-with': ['EXAMPLE-8'] }
    tier2Called(story.siblings('EXAMPLE-8'))
      .on('2026-04-15 10:00')
      .refuses('morgan', 'hold-tier-2', 'unanswered', 'CWM-11', silent, 'tier-3')
      .hasOptions('hold-tier-2', 'legal-there', 'came', 'did-not-come', 'not-invited')
      .refuses(
        'morgan',
        'hold-tier-2',
        'bad-answer',
        'CWM-18',
        { ...together, 'considered-with': ['A STRANGER'] },
        'tier-3',
      )
      .records('morgan', 'hold-tier-2', together, 'tier-3')
      .shows('tier-2-report', 'considered-with')
      .shows('tier-2-report', 'legal-there')
      .shows('tier-3-referral', 'considered-with')
      .shows('tier-3-referral', 'legal-there')
  }),
]

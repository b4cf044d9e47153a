import assert from 'node:assert/strict'
import { type Story, type Walk, walk } from '../walk.ts'

const NUMBERS = {
  'from-day': '2026-01-01',
  'to-day': '2026-06-09',
  'in-rhondda-cynon-taf': 7,
  'in-merthyr-tydfil': 2,
  'still-open': 1,
}
const ENDED = { 'why-ended': 'Another group takes its place.' }

function counted(story: Story): Story {
  return story.on('2026-03-23 09:00').records('perl', 'begin-counting').stands('counted')
}

/** What is owed once for each meeting of the group, whether or not a case is open. */
export const SERIES: readonly Walk[] = [
  walk('CWM-19', 'the performance team begins to count; the chair of the group ends it, with a reason', (story) => {
    assert.match(story.protocol.readings.map(({ reading }) => reading).join(), /who begins the counting or ends it/)
    story.on('2026-03-23 09:00').onlyBy(['perl'], 'begin-counting')
    counted(story.sitting('quality-group', '2026-06-10'))
      .onlyBy(['quentin'], 'end-counting', ENDED)
      .needsEach('quentin', 'end-counting', ENDED)
      .records('quentin', 'end-counting', ENDED)
      .stands('no-longer-counted')
      .owesNothing()
  }),

  walk('CWM-19, CWM-35', 'the numbers go to each meeting of the group: for each council and for both', (story) => {
    counted(story.sitting('quality-group', '2026-06-10', '2026-09-09'))
      .owes('perl', 'numbers-to-be-reported', '2026-06-10')
      .on('2026-06-11 09:00')
      .overdue('numbers-to-be-reported', 'quentin')
      .refuses('quentin', 'report-numbers', 'wrong-role', 'CWM-19', NUMBERS)
      .needsEach('perl', 'report-numbers', NUMBERS)
      .onlyBy(['perl'], 'report-numbers', NUMBERS)
    story
      .records('perl', 'report-numbers', NUMBERS)
      .met('numbers-to-be-reported', 'late')
      .owes('perl', 'numbers-to-be-reported', '2026-09-09')
      .made('numbers-of-tier-1')
    assert.deepEqual(story.missingIn('numbers-of-tier-1'), [])
    story.hasHeadings(
      'numbers-of-tier-1',
      'Period',
      'Rhondda Cynon Taf',
      'Merthyr Tydfil',
      'Both together',
      'Still open 6 months after Tier 1',
    )
    const group = story.protocol.meetings.find(({ id }) => id === 'quality-group')
    assert.deepEqual(group?.agenda, ['Numbers of Tier 1 meetings'])
    assert.deepEqual(group.chair, [{ kind: 'role', role: 'quality-group-chair' }])
  }),
]

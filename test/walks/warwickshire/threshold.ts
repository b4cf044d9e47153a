import assert from 'node:assert/strict'
import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { dataset, given } from '../../../src/engine/watch/given.test-data.ts'
import { lifeWalks, MOST } from '../life-events.ts'
import { only } from '../only.ts'
import { readings } from '../readings.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import { stageWalks } from './stages.ts'

const CONTESTED: Answers = { contested: ['stuck-plan'], concern: 'No enquiry; there should be one.' }
const contested = (story: Story): Story =>
  story.on('2026-03-02 09:00').records('nerys', 'contest-the-threshold', CONTESTED)

const SIGNALS = [
  'long-child-in-need-plan',
  'repeated-child-in-need-plans',
  'closed-and-reopened',
  'assessed-without-service',
]

export const THRESHOLD: readonly Walk[] = [
  walk('WAR-01', 'four signals are computed, and only suggest', (story) => {
    story
      .facts(given(dataset('2026-02-28'), { facts: [] }).history(0))
      .on('2026-03-02 09:00')
      .stands(null)
    assert.deepEqual(
      story.protocol.triggers.map(({ id, opens, suggests }) => [id, opens, suggests?.startsWith('Consider')]),
      SIGNALS.map((id) => [id, null, true]),
    )
  }),

  only(
    'WAR-01, WAR-02',
    'a professional contests a threshold',
    (story) => story,
    'contest-the-threshold',
    ['nerys', 'gareth'],
    CONTESTED,
  ),

  walk('WAR-01, WAR-02', 'for one of four reasons, or another', (story) => {
    story
      .hasOptions('contest-the-threshold', 'contested', 'stuck-plan', 'resistance', 'reopened', 'no-service', 'another')
      .records('nerys', 'contest-the-threshold', CONTESTED)
      .stands('stage-1')
      .told('contested-with-the-team', 'sian', 'tegan')
      .sees('duty-manager-answers', 'dan')
      .records('nerys', 'take-to-stage-2', { 'why-stage-2': 'Nobody answers.' })
      .sees('duty-manager-answers')
  }),

  ...stageWalks(contested),

  readings({ 'WAR-01': 1, 'WAR-02': 1 }),
]

export const THRESHOLD_LIFE: readonly Walk[] = lifeWalks({
  ...MOST,
  soFar: contested,
  by: 'tegan',
  told: 'ola',
  may: ['tegan', 'ola'],
  closes: 'unresolved',
})

import assert from 'node:assert/strict'
import {
  assessment,
  dataset,
  given,
  legalStatus,
  placement,
  referral,
} from '../../../src/engine/watch/given.test-data.ts'
import { type Walk, walk } from '../walk.ts'

const files = dataset('2026-02-28')
type Child = Parameters<typeof given>[1]

/** What the files of a council suggest; nothing opens by itself. */
function suggests(rows: string, title: string, trigger: string, child: Child, standing: string): Walk {
  return walk(rows, title, (story) => {
    story.facts(given(files, child).history(0)).on('2026-03-02 09:00')
    const found = story.view.triggers.filter(({ occasion }) => occasion.trigger.id === trigger)
    assert.deepEqual(
      found.map((each) => each.standing),
      [standing],
    )
    story.stands(null)
    assert.ok(story.protocol.triggers.find(({ id }) => id === trigger)?.suggests?.startsWith('Consider'))
  })
}

export const SUGGESTED: readonly Walk[] = [
  suggests(
    'WOK-03',
    'an interim order with the child at home suggests a case',
    'interim-order-at-home',
    { facts: [legalStatus('C1', '2026-01-05'), placement('P1', '2026-01-05')] },
    'met',
  ),
  suggests(
    'WOK-03',
    'so does secure accommodation',
    'secure-accommodation',
    { facts: [placement('K1', '2026-01-05')] },
    'met',
  ),
  suggests(
    'WOK-03, WOK-06',
    'so does exploitation found by the latest assessment',
    'exploitation-identified',
    { facts: [referral('2026-01-05'), assessment('2026-01-06', '2026-02-10', { factors: ['24A'] })] },
    'met',
  ),
  suggests(
    'WOK-03',
    'so does self-harm found by the latest assessment',
    'self-harm-identified',
    { facts: [referral('2026-01-05'), assessment('2026-01-06', '2026-02-10', { factors: ['15A'] })] },
    'met',
  ),
  suggests(
    'WOK-03',
    'so does a placement far from home',
    'distant-placement',
    { facts: [placement('U1', '2026-01-05', null, 45)] },
    'met',
  ),
  suggests('WOK-03', 'so does the death of a child', 'death-of-a-child', { died: '2026-02-20', facts: [] }, 'met'),
  suggests(
    'WOK-04',
    'so does semi-independent living under 16',
    'unregulated-placement',
    { born: '2011-05-04', facts: [placement('H5', '2026-01-05')] },
    'met',
  ),
  walk(
    'WOK-03',
    'whether the right plan could not be secured, only a person can tell: it is asked, and nobody accused',
    (story) => {
      story.facts(given(files, { facts: [referral('2026-01-05')] }).history(0)).on('2026-03-02 09:00')
      const asked = story.protocol.triggers.find(({ id }) => id === 'right-plan-not-secured')
      assert.equal(asked?.met.kind, 'person')
      assert.deepEqual(
        story.view.triggers.filter(({ standing }) => standing === 'met'),
        [],
      )
    },
  ),
]

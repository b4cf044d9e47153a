import assert from 'node:assert/strict'
import { it } from 'node:test'
import { shownOf } from '../../../documents/pathway/given.test-data.ts'
import { day } from '../../../engine/calendar/day.ts'
import { aroundIn } from '../../pages/pathways/around.test-data.ts'
import { followsFrom } from './follows.ts'

it('tells what is owed then in the order of its days', () => {
  const { view, protocol } = shownOf('cases-of-most-concern', day('2026-03-05'))
  const open = view.duties.filter(({ standing, due }) => standing.kind === 'open' && 'day' in due)
  const days = (duties: typeof open) => duties.map(({ due }) => ('day' in due ? due.day : 0))
  const backwards = open.toSorted((a, b) => (days([b])[0] ?? 0) - (days([a])[0] ?? 0))
  const { owed } = followsFrom({ ...view, duties: [] }, { ...view, duties: backwards }, aroundIn(protocol))
  const forwards = followsFrom({ ...view, duties: [] }, { ...view, duties: backwards.toReversed() }, aroundIn(protocol))
  assert.ok(new Set(days(open)).size > 1, 'several days')
  assert.deepEqual(new Set(owed.map(({ due }) => due)).size > 1, true)
  assert.deepEqual(
    owed.map(({ due }) => due),
    forwards.owed.map(({ due }) => due),
  )
})

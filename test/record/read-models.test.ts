import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { EXAMPLES, shownOf } from '../../src/documents/pathway/given.test-data.ts'
import { day } from '../../src/engine/calendar/day.ts'
import { readModelOf } from '../../src/record/pathways/read-models.ts'

describe('what a protocol opens to whom', () => {
  it('lets whoever sees a pathway record in it where a step is offered to them, and nobody else', () => {
    const counts = EXAMPLES.flatMap((id) => {
      const { view, calendar, protocol } = shownOf(id, day('2026-05-20'))
      const takers = new Set(view.offers.flatMap((offer) => offer.takers.map(({ person }) => `person:${person}`)))
      const granted = readModelOf('p', view, { protocol, calendar }).scopes.filter(({ source }) =>
        source.startsWith('sees:'),
      )
      for (const { scope, actions } of granted) {
        assert.deepEqual(actions, takers.has(scope) ? ['read', 'record'] : ['read'], scope)
      }
      return granted.map(({ actions }) => actions.length)
    })
    assert.deepEqual([...new Set(counts)].sort(), [1, 2])
  })
})

import assert from 'node:assert/strict'
import { it } from 'node:test'
import { shownOf } from '../../../documents/pathway/given.test-data.ts'
import { day } from '../../../engine/calendar/day.ts'
import type { View } from '../../../engine/pathway/view.ts'
import { comesFirst } from './comes-first.ts'

it('names each step that another waits for once, and whose it is', () => {
  const { protocol, view } = shownOf('cases-of-most-concern', day('2026-05-20'))
  const [late, ...others] = protocol.steps
  const [offered, waiting] = others
  assert.ok(late !== undefined && offered !== undefined && waiting !== undefined)
  const needs = (step: string) => ({ kind: 'needs-earlier', step, outcome: null, cites: [], instead: null }) as const
  const stood: View = {
    ...view,
    refused: [
      {
        step: late,
        refusals: [
          needs(offered.id),
          { kind: 'none-of', refusals: [needs(offered.id), needs(waiting.id)], cites: [], instead: null },
        ],
      },
    ],
    offers: [
      { step: offered, by: [], takers: [{ person: 'tam', role: 'r', about: null }], asks: [], outcomes: [], meets: [] },
    ],
  }
  const of = (person: string) =>
    comesFirst(late.id, stood, protocol, person).map(({ step, isTheirs, takers }) => [step.id, isTheirs, takers])
  assert.deepEqual(of('tam'), [
    [offered.id, true, ['tam']],
    [waiting.id, false, []],
  ])
  assert.deepEqual(of('sal')[0], [offered.id, false, ['tam']])
})

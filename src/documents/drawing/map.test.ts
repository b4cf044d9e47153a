import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { openLibrary } from '../../intake/library.ts'
import { chartOf } from './chart.ts'
import { mapOf } from './map.ts'

const { protocols } = openLibrary()

/** The numbers of the stages on each part. */
async function numbersOn(protocol: Protocol): Promise<readonly (readonly number[])[]> {
  const parts = await mapOf(chartOf(protocol))
  return parts.map(({ boxes }) =>
    boxes.filter(({ kind }) => kind === 'stage').map(({ lines }) => Number.parseInt(lines[0]?.text ?? '', 10)),
  )
}

for (const { protocol } of protocols) {
  test(`${protocol.id}: every stage that goes on stands once on the map, in its order`, async () => {
    const expected = chartOf(protocol)
      .stages.filter(({ ends }) => !ends)
      .map(({ number }) => number)
    assert.deepEqual((await numbersOn(protocol)).flat(), expected)
  })

  test(`${protocol.id}: no part of the map is larger than a sheet of A4`, async () => {
    for (const { layout } of await mapOf(chartOf(protocol))) {
      assert.ok(layout.width <= 718 && layout.height <= 1020, `${layout.width} x ${layout.height}`)
    }
  })
}

test('the ways in to one stage stand in one box', async () => {
  const found = protocols.find(({ protocol }) => protocol.id === 'challenging-cases')
  assert.ok(found)
  const parts = await mapOf(chartOf(found.protocol))
  const starts = parts.flatMap(({ boxes }) => boxes.filter(({ kind }) => kind === 'step'))
  const words = starts.map(({ lines }) => lines.map(({ text }) => text).join(' '))
  assert.equal(words.length, 2)
  assert.match(words.at(-1) ?? '', /^STARTS BY ITSELF: 15 months .* START: Ask the Team Manager.* START: Note that/)
})

test('a protocol of many stages is drawn on as many sheets as it needs, and in time', async () => {
  const found = protocols.find(({ protocol }) => protocol.id === 'list-of-most-concern')
  assert.ok(found)
  const { protocol } = found
  const ids = Array.from({ length: 40 }, (_, i) => `stage-${i}`)
  const stages = new Map(ids.map((id, i) => [id, { id, title: `Stage of the number ${i}`, ends: i === 39 }]))
  const [step] = protocol.steps
  assert.ok(step)
  const steps = ids.slice(0, -1).map((id, i) => ({
    ...step,
    id: `step-${i}`,
    at: { kind: 'stages' as const, stages: [id] },
    chooses: false,
    outcomes: [{ id: `step-${i}`, title: 'On', to: `stage-${i + 1}`, cites: [] }],
  }))
  const parts = await numbersOn({ ...protocol, stages, steps, duties: [], notices: [] })
  assert.deepEqual(
    parts.flat(),
    ids.slice(0, -1).map((_, i) => i + 1),
  )
  assert.ok(parts.length > 1)
})

import assert from 'node:assert/strict'
import { tellProtocol } from '../../../src/documents/drawing/draw.ts'
import type { Protocol } from '../../../src/engine/protocol/protocol.ts'
import { endsFrom, reached } from '../stages.ts'
import { type Walk, walk } from '../walk.ts'

/** What the document says of itself, and what the files of a council suggest. */
export const SOURCE: readonly Walk[] = [
  walk(
    'WOK-26',
    'the chart can be drawn: from the start every stage is reached, and from every stage an end',
    (story) => {
      const { protocol } = story
      const stages = [...protocol.stages.keys()]
      assert.deepEqual([...reached(protocol)].sort(), [...stages].sort())
      for (const stage of stages) assert.ok(endsFrom(protocol, stage), `${stage} has no way out`)
      const chart = tellProtocol(protocol)
      for (const { title } of [...protocol.stages.values(), ...protocol.steps]) assert.ok(chart.includes(title), title)
      assert.ok(reads(protocol, 'WOK-26'))
    },
  ),

  walk('WOK-27', 'owner, version and day of review are told, and the day has passed', (story) => {
    const { source, version } = story.protocol
    assert.deepEqual(
      [source.owner, version, source.issued, source.reviewDue],
      ['Service Manager, Safeguarding', '1.2', '2022-10', '2023-10'],
    )
    assert.ok(reads(story.protocol, 'WOK-27'))
  }),

  walk(
    'WOK-02, WOK-09, WOK-10, WOK-15, WOK-19, WOK-23, WOK-24, WOK-25',
    'readings of what the document leaves open are told',
    (story) => {
      for (const row of ['WOK-02', 'WOK-09', 'WOK-10', 'WOK-15', 'WOK-19', 'WOK-23', 'WOK-24', 'WOK-25'])
        assert.ok(reads(story.protocol, row), row)
    },
  ),
]

function reads(protocol: Protocol, row: string): boolean {
  return protocol.readings.some(({ cites }) => cites.includes(row))
}

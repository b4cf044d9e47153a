import assert from 'node:assert/strict'
import { type Walk, walk } from './walk.ts'

/** How many readings of its own a protocol tells of each clause. */
export function readings(wanted: Readonly<Record<string, number>>): Walk {
  return walk(Object.keys(wanted).join(', '), 'readings of what the document leaves open are told', ({ protocol }) => {
    for (const [row, count] of Object.entries(wanted)) {
      const found = protocol.readings.filter(({ cites }) => cites.includes(row)).length
      assert.equal(found, count, `${row}: readings`)
    }
  })
}

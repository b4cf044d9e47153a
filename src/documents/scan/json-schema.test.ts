import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { z } from 'zod'
import { scanJsonSchema } from './json-schema.ts'

const reference = readFileSync(new URL('../../../docs/reference/scan.md', import.meta.url), 'utf8')

/** Every name of a field, and every word that a field may hold, anywhere in a JSON Schema. */
function namesIn(schema: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof schema !== 'object' || schema === null) return found
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties' && typeof value === 'object') for (const name of Object.keys(value)) found.add(name)
    if (key === 'enum' && Array.isArray(value)) for (const word of value) found.add(String(word))
    namesIn(value, found)
  }
  return found
}

/** Kinds of fact and units of time, which are words that explain themselves. */
const PLAIN = new Set([
  ...['referral', 'assessment', 'enquiry', 'conference', 'child-in-need-plan', 'protection-plan', 'review'],
  ...['legal-status', 'placement', 'pre-proceedings', 'involvement'],
  ...['working day', 'day', 'week', 'month', 'year', 'weekend', 'holiday', 'child', 'young person', 'family'],
])

describe('the schema of the JSON', () => {
  it('is written out in the reference, field by field', () => {
    const names = [...namesIn(z.toJSONSchema(scanJsonSchema))].filter((name) => !PLAIN.has(name))
    assert.ok(names.length > 90, `only ${names.length} names were found`)
    assert.deepEqual(
      names.filter((name) => !reference.includes(`\`${name}\``)),
      [],
    )
  })

  it('takes no field that it does not know, and no day that does not exist', () => {
    const about = { reason: 'not-yet', owedBy: '', says: '', protocol: '', duty: '', child: '', for: null }
    const list = scanJsonSchema.shape.undatedDuties
    assert.equal(list.safeParse([about]).success, true)
    assert.equal(list.safeParse([{ ...about, name: 'Somebody' }]).success, false)
    assert.equal(scanJsonSchema.shape.asOf.safeParse('2026-02-30').success, false)
  })
})

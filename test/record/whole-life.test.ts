import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { proof } from '../torture/whole-life.ts'

// Two of the hundred kills of `npm run torture -- whole-life`, and one of its lives.

describe('whole lives of pathways', () => {
  it('end alike where they are killed, and where they are restored half way', async () => {
    const findings = await proof.run(2 / 100, () => undefined)
    assert.deepEqual(
      findings.filter(({ met }) => !met),
      [],
    )
    assert.equal(findings.length, 16)
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { proof } from '../torture/crash.ts'

// Three of the two hundred kills of `npm run torture -- crash`.

describe('a database and its programs that are killed', () => {
  it('lose nothing that was acknowledged', async () => {
    const findings = await proof.run(3 / 200, () => undefined)
    assert.deepEqual(
      findings.filter(({ met }) => !met),
      [],
    )
    assert.equal(findings.length, 8)
  })
})

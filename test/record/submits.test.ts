import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { proof } from '../torture/submits.ts'

// A two-hundredth of `npm run torture -- submits`.

describe('recording at once, in several processes', () => {
  it('takes effect once, and overwrites nothing unseen', async () => {
    const findings = await proof.run(0.005, () => undefined)
    assert.deepEqual(
      findings.filter(({ met }) => !met),
      [],
    )
    assert.equal(findings.length, 5)
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addressesIn } from './addresses.ts'

describe('what looks like an address', () => {
  it('is a postcode however it is written, and a street with its number or one that is surely a street', () => {
    const found = (text: string) => addressesIn(text)
    assert.deepEqual(found('She moved to 12 Some Street, Nowhere ZZ1 1AA.'), ['ZZ1 1AA', '12 Some Street'])
    assert.deepEqual(found('at flat cf999zz, or W1A  0AX'), ['cf999zz', 'W1A  0AX'])
    assert.deepEqual(found('Flat 3B, 7a Old Invented Court'), ['Flat 3B, 7a Old Invented Court'])
    assert.deepEqual(found('seen near Mill Lane twice, at Mill Lane'), ['Mill Lane'])
    assert.deepEqual(found('12 some street, and Flat 2, 12 Some Street'), ['Flat 2, 12 Some Street', '12 some street'])
    assert.deepEqual(found('3 Heol y Bryn'), ['3 Heol y Bryn'])
    assert.deepEqual(found('12-14 St Nobody’s Row'), ['12-14 St Nobody’s Row'])
  })

  it('is no date, clause, count or sitting of a court', () => {
    for (const text of [
      'On 12 March 2026 the Family Court sat.',
      'Section 47 of the Children Act 1989',
      'CWM-10, WOK-05 and 3 children',
      '15 Working Days after the Conference',
    ]) {
      assert.deepEqual(addressesIn(text), [], text)
    }
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { quotedName, quotedValue } from './quoted.ts'

describe('a value quoted in a finding', () => {
  it('shows what a date, a code or an identifier looks like', () => {
    for (const value of [
      '2023-02-30',
      '31/13/2024',
      '30-Feb-23',
      'RB',
      '1A',
      'A123456789123',
      'UN9',
      '2.5',
      'Yes',
      'DEMO0000123',
    ]) {
      assert.equal(quotedValue(value), `"${value}"`)
    }
  })

  it('shows no name, only how long it is', () => {
    assert.equal(quotedValue('Siân Example'), '"xxxx xxxxxxx"')
    assert.equal(quotedValue("O'Example-Jones"), `"x'xxxxxxx-xxxxx"`)
    assert.equal(quotedValue('EXAMPLE 2018-06-01'), '"xxxxxxx 2018-06-01"')
    assert.equal(quotedValue('example2'), '"xxxxxxx2"')
  })

  it('never shows three letters in a row that are no known word', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z][a-z]{3,12}(?:[ ,'-][A-Z][a-z]{3,12}){0,3}$/), (name) => {
        const known =
          /^(?:june|july|march|april|august|september|october|november|december|january|february|neglect|physical|sexual|emotional|abuse|multiple|unknown|none|null|true|false|male|female|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/i
        fc.pre(!name.split(/[ ,'-]/).some((word) => known.test(word)))
        assert.doesNotMatch(quotedValue(name), /[A-Za-wyz][a-z]{2}/)
      }),
    )
  })

  it('is cut and cleaned', () => {
    assert.equal(quotedValue(`1\u001b[2J\u202e2\u0000`), '"1?[2x?2?"'.replace('2x', '2J'))
    assert.ok(quotedValue('9'.repeat(500)).length < 60)
    assert.equal(quotedName('CPP\u0007startDate'), '"CPP?startDate"')
  })
})

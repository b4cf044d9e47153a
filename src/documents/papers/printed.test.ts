import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isRightToLeft, paragraphsOf, printed } from './printed.ts'

describe('a text on paper', () => {
  it('keeps letters, lines and paragraphs', () => {
    assert.equal(
      printed('Siân Ŵyn ŷ\r\nsecond\r\rthird  \n\n\n\nfourth\u2028fifth'),
      'Siân Ŵyn ŷ\nsecond\n\nthird\n\nfourth\nfifth',
    )
    assert.equal(printed('علی\u200cرضا'), 'علی\u200cرضا', 'what joins letters stays')
  })

  it('takes away what is no letter', () => {
    assert.equal(printed('a\u0000b\u0007c\u202ed\u2066e\ufefff\u200bg\udfffh'), 'abcdefg\ufffdh')
  })

  it('is the same when it is taken twice, and XML can hold it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = printed(text)
        assert.equal(printed(once), once)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        assert.doesNotMatch(once, /[\u0000-\u0009\u000b-\u001f\ud800-\udfff\ufffe\uffff]/u)
      }),
    )
  })

  it('has a direction by its first letter, and paragraphs', () => {
    assert.equal(isRightToLeft('(12) مرحبا Robin'), true)
    assert.equal(isRightToLeft('Robin مرحبا'), false)
    assert.equal(isRightToLeft('12'), false)
    assert.deepEqual(paragraphsOf('a\nb\n\nc'), [['a', 'b'], ['c']])
  })
})

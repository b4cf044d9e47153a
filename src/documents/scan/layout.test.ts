import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Layout, wrap } from './layout.ts'
import { hostileText } from './random.test-data.ts'

describe('wrapping', () => {
  it('breaks between words, and cuts a word that is longer than a line', () => {
    assert.deepEqual(wrap('one two three', 8), ['one two', 'three'])
    assert.deepEqual(wrap('extraordinarily long', 6), ['extrao', 'rdinar', 'ily', 'long'])
  })

  it('marks what would move the cursor or turn the reading direction', () => {
    assert.deepEqual(wrap('a\u001b[2Jb\u202Ec\nd', 40), ['a\uFFFD[2Jb\uFFFDc\uFFFDd'])
  })

  it('loses nothing and keeps to the width', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 30 }), (text, width) => {
        const lines = wrap(text, width)
        for (const line of lines) assert.ok(line.length <= width, JSON.stringify(line))
        const letters = (of: string): string => of.replaceAll(' ', '')
        const marked = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD')
        assert.equal(letters(lines.join('')), letters(marked))
      }),
    )
  })
})

describe('a table', () => {
  it('sets numbers to the right under wrapped headings, and wraps long names', () => {
    const layout = new Layout(50)
    layout.table(
      ['Trigger', 'met', 'to come by 20 May'],
      [['Fifteen months on a protection plan without an end', '12', '1,234']],
    )
    assert.equal(
      layout.text,
      [
        'Trigger                                 met     to',
        '                                              come',
        '                                             by 20',
        '                                               May',
        'Fifteen months on a protection plan      12  1,234',
        '  without an end',
        '',
      ].join('\n'),
    )
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { blocksOf, keptText } from './text.ts'

describe('a text', () => {
  it('keeps every word and every line', () => {
    assert.equal(keptText('one\r\ntwo\rthree\vfour\u2028five\n\nsix'), 'one\ntwo\nthree\nfour\nfive\n\nsix')
  })

  it('shows the paragraphs and lists that Word leaves in it', () => {
    const pasted = 'Before\n•\tone\n·       two\no  three\n\n1.\tfirst\n2) second\n\nAfter\u00a0all\nof it'
    assert.deepEqual(blocksOf(pasted), [
      { kind: 'paragraph', lines: ['Before'] },
      { kind: 'list', ordered: false, start: 1, items: ['one', 'two', 'three'] },
      { kind: 'list', ordered: true, start: 1, items: ['first', 'second'] },
      { kind: 'paragraph', lines: ['After\u00a0all', 'of it'] },
    ])
  })

  it('takes no sentence for a list', () => {
    for (const line of ['o neill came', '-5 degrees', '2026 was long', '3.5 miles']) {
      assert.deepEqual(blocksOf(line), [{ kind: 'paragraph', lines: [line] }])
    }
  })

  it('numbers a list as it was numbered', () => {
    const [block] = blocksOf('4. four\n5. five\n9. nine')
    assert.deepEqual(block, { kind: 'list', ordered: true, start: 4, items: ['four', 'five'] })
  })

  it('loses no letter, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const shown = JSON.stringify(blocksOf(keptText(text)))
        for (const letter of text.match(/\p{L}{2,}/gu) ?? []) assert.ok(shown.includes(letter))
      }),
    )
  })
})

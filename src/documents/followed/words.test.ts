import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { compareLists, compareWords, likeness } from './words.ts'

const said = (before: string, after: string): string =>
  compareWords(before, after)
    .map(({ is, text }) => (is === 'same' ? text : is === 'added' ? `+${text}+` : `-${text}-`))
    .join('|')

describe('two texts beside each other', () => {
  it('tells which words were put in and which were taken out', () => {
    assert.equal(
      said('She goes to school on most days.', 'She goes to school every day.'),
      'She goes to school |-on most days.-|+every day.+',
    )
    assert.equal(said('The same', 'The same'), 'The same')
    assert.equal(said('', 'All new'), '+All new+')
    assert.equal(said('All gone', ''), '-All gone-')
  })

  it('gives both texts back whole, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'b ', ' ', '\n', 'c. ', 'd')).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = compareWords(before, after)
        const of = (gone: string): string => pieces.flatMap(({ is, text }) => (is === gone ? [] : [text])).join('')
        // Of a piece that both have the spaces after are those of the later text.
        assert.equal(of('added').replaceAll(/\s/g, ''), before.replaceAll(/\s/g, ''))
        assert.equal(of('removed').replaceAll(/\s/g, ''), after.replaceAll(/\s/g, ''))
      }),
    )
  })

  it('shows what is too long to be compared as taken out and put in, and leaves nothing out', () => {
    const long = (from: number): string[] => Array.from({ length: 2_000 }, (_, i) => `w${from + i}`)
    const found = compareLists(long(0), long(5_000))
    assert.deepEqual([found.length, found[0]?.is, found.at(-1)?.is], [4_000, 'removed', 'added'])
  })

  it('counts the words that two texts have in common', () => {
    assert.equal(likeness('risk of harm', 'risk of harm'), 1)
    assert.equal(likeness('risk of harm at home', 'no school'), 0)
  })
})

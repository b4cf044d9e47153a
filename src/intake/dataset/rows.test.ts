import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { RowSplitter } from './rows.ts'

/** The rows of a text given in pieces, each as its line and its cells, or its line and its fault. */
function cut(...pieces: readonly string[]): (readonly [number, readonly string[] | string])[] {
  const splitter = new RowSplitter()
  const all: (readonly [number, readonly string[] | string])[] = []
  const take = (rows: Iterable<{ line: number; cells: readonly string[]; fault: string | null }>): void => {
    for (const { line, cells, fault } of rows) all.push([line, fault ?? [...cells]])
  }
  for (const piece of pieces) take(splitter.push(piece))
  take(splitter.end())
  return all
}

describe('cutting a text into rows', () => {
  it('takes the delimiter that the first line has most of, outside quotes', () => {
    assert.deepEqual(cut('a,b\n1,2'), [
      [1, ['a', 'b']],
      [2, ['1', '2']],
    ])
    assert.deepEqual(cut('a;b\n1,5;2'), [
      [1, ['a', 'b']],
      [2, ['1,5', '2']],
    ])
    assert.deepEqual(cut('a\tb\n1\t2').at(-1), [2, ['1', '2']])
    assert.deepEqual(cut('a|b\n1|2').at(-1), [2, ['1', '2']])
    assert.deepEqual(cut('"a,x,y,z";b\n1;2').at(-1), [2, ['1', '2']])
  })

  it('believes a line that names the delimiter, and does not take it for a row', () => {
    assert.deepEqual(cut('sep=;\na;b\n'), [[2, ['a', 'b']]])
    assert.deepEqual(cut('\r\nsep=;\r\na;b,c,d\r\n'), [[3, ['a', 'b,c,d']]])
    assert.deepEqual(cut('sep=\t\na\tb,c\n'), [[2, ['a', 'b,c']]])
  })

  it('ends rows at LF, CRLF and CR, also mixed, and passes over blank lines', () => {
    assert.deepEqual(cut('a,b\r\n1,2\r3,4\n\n\r\n5,6'), [
      [1, ['a', 'b']],
      [2, ['1', '2']],
      [3, ['3', '4']],
      [6, ['5', '6']],
    ])
  })

  it('counts a line ending once that is cut between two pieces', () => {
    assert.deepEqual(cut('a,b\r', '\n1,2\r', '\n\r', '\n3,4\r'), [
      [1, ['a', 'b']],
      [2, ['1', '2']],
      [4, ['3', '4']],
    ])
  })

  it('keeps delimiters, doubled quotes and line breaks of a quoted cell, and counts its lines', () => {
    assert.deepEqual(cut('a,b\n"x,""y""\r\nz",2\n"\n\n",3\n4,5'), [
      [1, ['a', 'b']],
      [2, ['x,"y"\r\nz', '2']],
      [4, ['\n\n', '3']],
      [7, ['4', '5']],
    ])
  })

  it('takes blanks around a quoted cell for nothing, and a quote within a plain cell for itself', () => {
    assert.deepEqual(cut('a,b,c\n "x" , y ,5" pipe'), [
      [1, ['a', 'b', 'c']],
      [2, ['x', ' y ', '5" pipe']],
    ])
  })

  it('gives empty cells at the beginning, in the middle and at the end', () => {
    assert.deepEqual(cut('a,b,c\n,,\n,x,'), [
      [1, ['a', 'b', 'c']],
      [2, ['', '', '']],
      [3, ['', 'x', '']],
    ])
  })

  it('loses one row, and not the rest, to a quote that is never closed', () => {
    assert.deepEqual(cut('a,b\n1,"x\n2,y\n3,z\n'), [
      [1, ['a', 'b']],
      [2, 'quote-not-closed'],
      [3, ['2', 'y']],
      [4, ['3', 'z']],
    ])
  })

  it('loses one row to a quote that is closed by that of a later row', () => {
    assert.deepEqual(cut('a,b\n1,"x\n2,"y"\n3,z\n'), [
      [1, ['a', 'b']],
      [2, 'quote-misplaced'],
      [3, ['2', 'y']],
      [4, ['3', 'z']],
    ])
    assert.deepEqual(cut('a,b\n"said "no" twice",1\n2,3').slice(1), [
      [2, 'quote-misplaced'],
      [3, ['2', '3']],
    ])
  })

  it('does not hold on to a row without an end, and goes on behind it', () => {
    const long = 'x'.repeat(400_000)
    const rows = cut('a,b\n1,"', long, long, long, long, '",2\n3,4\n')
    assert.deepEqual(rows, [
      [1, ['a', 'b']],
      [2, 'quote-not-closed'],
      [3, ['3', '4']],
    ])
    assert.deepEqual(cut('a,b\n1,', long, long, long, '\r', '\n3,4'), [
      [1, ['a', 'b']],
      [2, 'row-too-long'],
      [3, ['3', '4']],
    ])
  })

  it('gives nothing for nothing', () => {
    assert.deepEqual(cut(''), [])
    assert.deepEqual(cut('\n\r\n  \n'), [])
  })

  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '7', '"', ',', ';', '\n', '\r', ' ', '\t'), maxLength: 6 })
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })

  it('gives back what was written, whatever the delimiter, the line ending and the pieces', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat({ max: 200 }), { maxLength: 4 }),
        (rows, delimiter, ending, cuts) => {
          const header = ['h1', 'h2', 'h3', 'h4', 'h5']
          const all = [header, ...rows]
          const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
          const text = all.map((row) => row.map(quoted).join(delimiter) + ending).join('')
          const places = [0, ...cuts.map((at) => at % (text.length + 1)).sort((a, b) => a - b), text.length]
          const pieces = places.slice(1).map((at, index) => text.slice(places[index], at))
          assert.deepEqual(
            cut(...pieces).map(([, cells]) => cells),
            all,
          )
          assert.deepEqual(cut(...pieces), cut(text))
        },
      ),
    )
  })

  it('counts the lines as a plain reader does', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
        const written = [['h1', 'h2', 'h3', 'h4', 'h5'], ...rows].map((row) => `${row.map(quoted).join(',')}\n`)
        const expected = written.map(
          (_, at) =>
            written
              .slice(0, at)
              .join('')
              .split(/\r\n|\r|\n/).length,
        )
        assert.deepEqual(
          cut(written.join('')).map(([line]) => line),
          expected,
        )
      }),
    )
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { RowSplitter } from '../../intake/dataset/rows.ts'
import { csvChunks, csvLine, FINDINGS_HEAD, findingLine } from './csv.ts'
import { FINDING, scanned, threeChildren } from './given.test-data.ts'
import { anyGiven, hostileText, scanOf } from './random.test-data.ts'

const HEADER =
  'row,child,protocol,title,for,clause,standing,day,earliest,latest,due,last working day,owed by,team,in words,why,' +
  'what would tell'

/** The cells of a CSV text, by the reader of the dataset's tables, which knows nothing of this writer. */
function read(text: string): string[][] {
  const splitter = new RowSplitter()
  const rows: string[][] = []
  for (const part of [splitter.push(text.replace(/^\uFEFF/, '')), splitter.end()]) {
    for (const { cells, fault } of part) {
      assert.equal(fault, null)
      rows.push([...cells])
    }
  }
  return rows
}

function rowsOf(chunks: Iterable<string>): Record<string, string>[] {
  const [header = [], ...rows] = read([...chunks].join(''))
  return rows.map((cells) => {
    assert.equal(cells.length, header.length)
    return Object.fromEntries(header.map((column, i) => [column, cells[i] ?? '']))
  })
}

describe('the CSV of a scan', () => {
  const text = [...csvChunks(scanned(threeChildren()))].join('')

  it('opens in Excel: a byte order mark, commas, CRLF', () => {
    assert.ok(text.startsWith(`\uFEFF${HEADER}\r\n`))
    assert.equal(text.replaceAll('\r\n', '').includes('\n'), false)
    assert.ok(text.endsWith('\r\n'))
  })

  it('has a row for each duty, the soonest first, then one for each trigger', () => {
    assert.deepEqual(
      rowsOf([text]).map((row) => [row['row'], row['child'], row['title'], row['day'], row['due']]),
      [
        ['duty', 'CHILD-3', 'Hold the review conference, no. 3', '', '2026-06-02'],
        ['duty', 'CHILD-1', 'Hold the review conference, no. 2', '', '2026-06-18'],
        ['duty', 'CHILD-3', 'Hold the review conference, no. 4', '', '2026-12-02'],
        ['duty', 'CHILD-3', 'Hold the first panel', '2026-06-02', '2026-12-04'],
        ['duty', 'CHILD-1', 'Hold the review conference, no. 3', '', '2026-12-18'],
        ['duty', 'CHILD-2', 'Hold the review conference, no. 1', '', '2027-01-05'],
        ['duty', 'CHILD-1', 'Hold the first panel', '2026-12-18', '2027-01-06'],
        ['trigger', 'CHILD-3', 'Interim care order', '2026-02-02', ''],
        ['trigger', 'CHILD-3', '15 months on a plan, or the third review', '2026-06-02', ''],
        ['trigger', 'CHILD-1', '15 months on a plan, or the third review', '2026-12-18', ''],
      ],
    )
  })

  it('says of a trigger between which days, on what it rests and what would tell', () => {
    assert.deepEqual(rowsOf([text]).at(-2), {
      row: 'trigger',
      child: 'CHILD-3',
      protocol: 'Plans that drift',
      title: '15 months on a plan, or the third review',
      for: 'protection plan begun 2 March 2025, for neglect',
      clause: 'NVL-01',
      standing: 'met',
      day: '2026-06-02',
      earliest: '2025-03-03',
      latest: '2026-06-02',
      due: '',
      'last working day': '',
      'owed by': '',
      team: '',
      'in words': 'met on or before 2 June 2026; not before 3 March 2025',
      why:
        'Lasting for: 15 months (from 2 June 2026), resting on: protection plan begun 2 March 2025, for neglect ' +
        '(census.xml, line 1). Review conferences held: 3 (cannot tell; not before 3 March 2025). No file given tells of ' +
        'review conferences from 3 March 2025 to 31 March 2026.',
      'what would tell':
        'The dataset table ssd_cp_reviews would tell, since it holds all of them. So would the censuses of that time.',
    })
  })

  it('comes back whole through another reader, whatever the files hold', () => {
    fc.assert(
      fc.property(anyGiven, (drawn) => {
        const any = scanOf(drawn)
        const rows = rowsOf(csvChunks(any))
        const { duties, undated, occasions } = any.scan
        assert.equal(rows.length, duties.length + undated.length + occasions.length)
        for (const row of rows) {
          for (const cell of Object.values(row)) assert.doesNotMatch(cell, /^[=+\-@\t\r\n＝＋－＠]/)
        }
        const given = new Set(occasions.map(({ child }) => any.cohort.child(child).id))
        const read = new Set(rows.filter(({ row }) => row === 'trigger').map(({ child = '' }) => bare(child, given)))
        assert.deepEqual([...read].sort(), [...given].sort())
      }),
    )
  })
})

/** A child's identifier without the apostrophe that makes it inert. */
function bare(cell: string, known: ReadonlySet<string>): string {
  return known.has(cell) ? cell : cell.replace(/^'/, '')
}

describe('one line of CSV', () => {
  it('makes what a spreadsheet would calculate inert', () => {
    assert.equal(csvLine(['=1+1', '+44', '-2', '@x', '1-2']), "'=1+1,'+44,'-2,'@x,1-2\r\n")
    assert.equal(csvLine(['\t=1', '\r=1', '＝1']), '"\'\t=1","\'\r=1",\'＝1\r\n')
  })

  it('quotes what needs it', () => {
    assert.equal(csvLine(['a,b', 'say "no"', 'a;b', ' a', 'a\nb']), '"a,b","say ""no""","a;b"," a","a\nb"\r\n')
  })

  it('comes back through another reader', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 6 }), (cells) => {
        const [, back] = read(`a,b,c\r\n${csvLine(['x', ...cells])}`)
        assert.deepEqual(back, ['x', ...cells.map((cell) => (/^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell))])
      }),
    )
  })
})

describe('the CSV of findings', () => {
  it('has each finding with its place and remedy', () => {
    const about = { ...FINDING, line: null, child: null, message: '=HYPERLINK("x")' }
    const { weight, rule, file, child, message, remedy } = FINDING
    assert.deepEqual(rowsOf([FINDINGS_HEAD, findingLine(FINDING), findingLine(about)]), [
      { weight, rule, file, line: '14', child, message, remedy },
      { weight, rule, file, line: '', child: '', message: '\'=HYPERLINK("x")', remedy },
    ])
  })
})

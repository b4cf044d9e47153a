import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../engine/calendar/day.ts'
import { endOf, shownOf } from '../pathway/given.test-data.ts'
import { listCases } from '../pathway/list.ts'
import type { Shown } from '../pathway/shown.ts'
import { listSheet } from '../sheets/list-sheet.ts'
import { sheetCsv } from '../sheets/sheet-csv.ts'
import { spreadsheet } from '../sheets/spreadsheet.ts'
import { unzipped } from '../unzipped.test-data.ts'
import { agendaPaper, waitingFor } from './agenda-paper.ts'
import { listPaper } from './list-paper.ts'
import { type Paper, textOf } from './paper.ts'
import { paperText } from './paper-text.ts'
import { MAKING, NAMING, PROTOCOLS, sitsOn, wholeOf } from './papers.test-data.ts'

const [PROTOCOL] = PROTOCOLS.filter(({ id }) => id === 'cases-of-most-concern')
const LISTING = { ...MAKING, namingOf: () => NAMING, withheld: 3 }

function given(): { protocol: NonNullable<typeof PROTOCOL>; shown: Shown; list: ReturnType<typeof listCases> } {
  assert.ok(PROTOCOL !== undefined)
  const shown = wholeOf(PROTOCOL)
  const document = PROTOCOL.documents.find(({ id }) => id === 'the-list')
  assert.ok(document !== undefined)
  return { protocol: PROTOCOL, shown, list: listCases(document, PROTOCOL, [shown], []) }
}

function fieldsOf(paper: Paper, title: RegExp): ReadonlyMap<string, string> {
  const section = paper.sections.find((each) => title.test(each.title))
  const [block] = section?.blocks ?? []
  assert.ok(block?.kind === 'fields')
  return new Map(block.fields.map(({ label, says }) => [label, textOf(says)]))
}

describe('the list on paper', () => {
  it('WOK-11: tells of each case its ten fields, and says how many are not for the reader', () => {
    const { shown, list } = given()
    const paper = listPaper(list, shown, LISTING)
    assert.match(paper.warnings.join(' '), /3 cases are left out/i)
    const fields = fieldsOf(paper, /^1\. Robin Ŷ Example/)
    const letters = [...fields.keys()].flatMap((label) => /^([a-j])\. /.exec(label)?.[1] ?? [])
    assert.deepEqual(letters, [...'abcdefghij'])
    for (const [label, said] of fields) assert.notEqual(said, '', label)
    assert.match(fields.get('c. Date of birth and ethnicity') ?? '', /Monday 4 May 2026\n.*ethnicity/)
  })

  it('names what is missing', () => {
    const { protocol, shown, list } = given()
    const without = shown.view.entries.map((each) => {
      const { team: _, ...answers } = each.entry.answers
      return { ...each, entry: { ...each.entry, answers } }
    })
    const missing = listCases(list.document, protocol, [{ ...shown, view: { ...shown.view, entries: without } }], [])
    const paper = listPaper(missing, shown, LISTING)
    assert.match(fieldsOf(paper, /^1\. /).get('h. Team responsible for delivery and oversight') ?? '', /^Missing/)
    assert.match(paperText(paper), /Still missing: h\. Team/)
  })

  it('tells what the record knows itself where nobody answered, and from where', () => {
    const { protocol, shown, list } = given()
    const nothing = shown.view.entries.map((each) => ({ ...each, entry: { ...each.entry, answers: {} } }))
    const child = { name: 'Robin Plainly-Invented', identifier: null }
    const one = { ...shown, child, view: { ...shown.view, entries: nothing } }
    const known = listCases(list.document, protocol, [one], [])
    const fields = fieldsOf(listPaper(known, shown, LISTING), /^1\. /)
    assert.equal(fields.get('b. Name'), 'Robin Plainly-Invented [From this record]')
    assert.match(fields.get('a. Case ID') ?? '', /^Missing/)
    const { columns, rows } = listSheet(known, () => NAMING)
    assert.equal(rows[0]?.[columns.indexOf('b. Name')], 'Robin Plainly-Invented')
    assert.match(String(rows[0]?.[columns.indexOf('known from the record alone')]), /^b\. Name/)
    assert.doesNotMatch(String(rows[0]?.[columns.indexOf('missing')]), /b\. Name/)
  })

  it('says that nobody is on it, or nobody of whom this reader may know', () => {
    const { protocol, shown, list } = given()
    const says = (withheld: number) => {
      const { sections } = listPaper(listCases(list.document, protocol, [], []), shown, { ...LISTING, withheld })
      return sections.map(({ blocks }) => blocks)
    }
    assert.deepEqual(says(0), [[{ kind: 'absent', why: 'No case is on the list' }]])
    assert.deepEqual(says(7), [[{ kind: 'absent', why: 'No case of the list is for this reader' }]])
  })
})

describe('an agenda', () => {
  it('names chair, posts, standing items and the cases that wait for the meeting', () => {
    const { protocol } = given()
    const on = day('2026-03-06')
    const given06 = shownOf('cases-of-most-concern', on)
    const received = {
      id: 'e4',
      step: 'receive-the-form',
      outcome: null,
      by: 'lena',
      role: 'service-manager',
      happened: endOf(day('2026-03-05')),
      recorded: endOf(day('2026-03-05')),
      answers: {},
      about: null,
      supersedes: null,
      because: null,
      trigger: null,
    }
    const history = { ...given06.history, entries: [...given06.history.entries, received] }
    const shown = shownOf('cases-of-most-concern', on, { history, people: given06.people })
    const meeting = protocol.meetings.find(({ id }) => id === 'smt')
    assert.ok(meeting !== undefined)
    assert.deepEqual(
      waitingFor(meeting, protocol, shown).map(({ duty }) => duty.id),
      ['discuss-at-next-smt', 'review-each-month'],
    )
    const text = paperText(agendaPaper({ meeting, protocol, ...sitsOn(day('2026-03-20')) }, [shown], shown, LISTING))
    assert.match(text, /Sits on: Friday 20 March 2026/)
    assert.match(text, /Chaired by: Director of Children's Services/)
    assert.match(text, /1\. The list of cases of most concern/)
    assert.match(text, /What is owed: Discuss the newly listed case/)
  })
})

describe('a list as a sheet', () => {
  it('gives each question a column of its own, and each day as a day', () => {
    const { list } = given()
    const { columns, rows } = listSheet(list, () => NAMING)
    const [row = []] = rows
    const under = (title: RegExp) => row[columns.findIndex((column) => title.test(column))]
    assert.deepEqual(under(/^c\. .*: When was the child born/), { day: day('2026-05-04') })
    assert.equal(typeof under(/^c\. .*: What is the child's ethnicity\?$/), 'string')
    assert.ok(Object.hasOwn(under(/^f\. /) as object, 'day'))
    assert.equal(new Set(columns).size, columns.length)
  })

  const FORMULA = '=HYPERLINK("http://example.test")'
  function sheet() {
    const { shown, list } = given()
    const made = listSheet(list, () => ({ ...NAMING, subject: FORMULA }))
    assert.equal(made.rows.length, 1)
    return {
      ...made,
      rows: [...made.rows, ['+1', '-1', { day: day('2026-05-04') }, '@x', '\tx', null, 3, shown.version]],
    }
  }

  it('is CSV whose cells are no formulas', () => {
    const csv = [...sheetCsv(sheet())].join('')
    const lines = csv.split('\r\n')
    assert.match(csv, /^\uFEFFchild,stage,/)
    assert.ok(csv.includes(`"'=HYPERLINK(""http://example.test"")"`))
    assert.ok(lines.some((line) => line.startsWith(`'+1,'-1,2026-05-04,'@x,"'\tx",,3,`)))
  })

  it('is a spreadsheet whose cells are no formulas, with days as days', async () => {
    const files = unzipped(await spreadsheet(sheet()))
    const all = [...files.values()].join('\n')
    for (const text of [`'=HYPERLINK`, `'+1`, `'-1`, `'@x`]) {
      assert.ok(
        all.includes(text) || all.includes(text.replace(`'`, '&apos;')) || all.includes(text.replace(`'`, '&#39;')),
        text,
      )
    }
    assert.doesNotMatch(all, /<f>|<f /)
    assert.match(all, /<v>46146<\/v>/, '4 May 2026 as Excel counts days')
  })
})

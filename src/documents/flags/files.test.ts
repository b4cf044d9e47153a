import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../engine/calendar/day.ts'
import { startOf } from '../../engine/pathway/days.ts'
import { sheetCsv } from '../sheets/sheet-csv.ts'
import { FLAG_BUNDLE } from './fhir.test-data.ts'
import { flagBundle } from './flag-bundle.ts'
import { flagSheet } from './flag-sheet.ts'
import { line } from './given.test-data.ts'

const NOW = startOf(day('2026-11-26'))
const LINES = [
  line({}),
  line({
    agency: { id: 'hospital', title: 'Hospital' },
    state: 'placed',
    owed: null,
    reference: 'H-7',
    inPlace: [{ title: 'What is in place?', says: 'Something else' }],
    review: day('2026-12-20'),
  }),
  line({ pathway: 'q', caseId: 'd', identifier: null, code: '', state: 'removal-asked', since: NOW }),
  line({ pathway: 'r', state: 'removed', owed: null, since: NOW }),
]

describe('flags as FHIR R4', () => {
  const bundle = flagBundle(LINES, 'nowhere', NOW)
  const flags = (bundle.entry ?? []).map(({ resource }) => resource)

  it('are a bundle of flags as the specification says', () => {
    const read = FLAG_BUNDLE.safeParse(JSON.parse(JSON.stringify(bundle)))
    assert.ok(read.success, JSON.stringify(read.error))
    assert.equal(FLAG_BUNDLE.safeParse(flagBundle([], 'nowhere', NOW)).success, true)
  })

  it('are active while they are to be shown, and for as long', () => {
    assert.deepEqual(
      flags.map(({ status, period }) => [status, period.start.slice(0, 10), period.end?.slice(0, 10) ?? '']),
      [
        ['active', '2026-11-20', ''],
        ['active', '2026-11-20', ''],
        ['inactive', '2026-11-20', '2026-11-26'],
        ['inactive', '2026-11-20', '2026-11-26'],
      ],
    )
  })

  it('name nobody, and know the child by the authority’s own identifier, else by the case', () => {
    assert.doesNotMatch(JSON.stringify(bundle), /Plainly Invented/)
    assert.deepEqual(
      flags.map(({ subject: { identifier } }) => `${identifier.system} ${identifier.value}`),
      [
        'urn:x-sightline:nowhere:child C-1',
        'urn:x-sightline:nowhere:child C-1',
        'urn:x-sightline:nowhere:case d',
        'urn:x-sightline:nowhere:child C-1',
      ],
    )
  })

  it('say the neutral text, keep the official name with the code, and bear the agency’s own number', () => {
    assert.deepEqual(flags[1]?.code, {
      coding: [{ system: 'urn:x-sightline:nowhere:flag', code: 'panel.f', display: 'An official name' }],
      text: 'Whoever they approach responds',
    })
    assert.equal(flags[1]?.identifier[1]?.value, 'H-7')
    assert.equal(flags[2]?.code.coding[0]?.display, 'Whoever they approach responds')
    assert.equal(flags[1]?.author.identifier.value, 'hospital')
  })

  it('have the same identifier whenever they are written, and each its own', () => {
    const later = flagBundle(LINES.toReversed(), 'nowhere', startOf(day('2026-12-01')))
    const ids = flags.map(({ id }) => id)
    assert.deepEqual(
      later.entry?.map(({ resource }) => resource.id),
      ids.toReversed(),
    )
    assert.equal(new Set(ids).size, 4)
    for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})

describe('flags as a sheet', () => {
  it('are a row for each flag of each agency', () => {
    const { columns, rows } = flagSheet(LINES)
    assert.ok(rows.every((row) => row.length === columns.length))
    const [header = '', first = '', second = ''] = [...sheetCsv(flagSheet(LINES))]
    assert.match(header, /agency,child,identifier,flag/)
    assert.match(first, /^Police,Plainly Invented,C-1,.*To be placed,2026-11-20,2026-11-20,2026-11-27/)
    assert.match(second, /In place,.*What is in place\? Something else,H-7,2026-12-20/)
  })

  it('hold no formula', () => {
    const [, row = ''] = [...sheetCsv(flagSheet([line({ reference: '=1+1', child: '@Invented' })]))]
    assert.doesNotMatch(row, /,=1|,@/)
    assert.match(row, /'=1\+1/)
  })
})

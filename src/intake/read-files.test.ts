import assert from 'node:assert/strict'
import { chmodSync, copyFileSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { day } from '../engine/calendar/day.ts'
import { Cohort, MOST_SOURCES } from '../engine/facts/cohort.ts'
import type { Finding } from './finding.ts'
import { readFiles } from './read-files.ts'

const TODAY = day('2026-11-21')

const census = (child: string): string => `<?xml version="1.0" encoding="utf-8"?>
<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year>
<ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails></Header>
<Children><Child><ChildIdentifiers><LAchildID>${child}</LAchildID><PersonBirthDate>2015-02-03</PersonBirthDate>
<Sex>F</Sex></ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>
<CINdetails><CINreferralDate>2024-05-06</CINreferralDate><ReferralSource>1A</ReferralSource>
<PrimaryNeedCode>N1</PrimaryNeedCode><ReferralNFA>0</ReferralNFA></CINdetails></Child></Children></Message>
`

const REVIEWS = `cppr_cp_review_id,cppr_person_id,cppr_cp_plan_id,cppr_cp_review_due,cppr_cp_review_date
R1,MADE1,P1,2025-09-01,2025-08-28
`
const PERSONS = `pers_person_id,pers_sex,pers_gender,pers_ethnicity,pers_dob,pers_expected_dob,pers_death_date
MADE1,F,,WBRI,2015-03-02,,
`

describe('reading files of any kind', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'files-'))
  })
  after(() => rmSync(folder, { recursive: true }))

  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }

  async function read(...paths: readonly string[]): Promise<{
    cohort: Cohort
    findings: readonly Finding[]
    refused: readonly string[]
    places: (rule: string) => readonly string[]
  }> {
    const cohort = new Cohort()
    const findings: Finding[] = []
    await readFiles(paths, { cohort, report: (finding) => findings.push(finding), today: TODAY })
    const place = ({ file: path, rule }: Finding): string => `${path.slice(folder.length + 1)} ${rule}`
    return {
      cohort,
      findings,
      refused: findings.filter(({ weight }) => weight === 'refused').map(place),
      places: (rule) => findings.filter((finding) => finding.rule === rule).map(place),
    }
  }

  it('takes XML for a census and all tables for one dataset, whatever their names', async () => {
    const { cohort, refused } = await read(
      file('reviews.xml', REVIEWS),
      file('census.csv', census('MADE1')),
      file('persons', PERSONS),
    )
    assert.deepEqual(refused, [])
    assert.deepEqual(
      cohort.sources.map(({ format, files }) => [format, files.length]),
      [
        ['cin-census', 1],
        ['safeguarding-dataset', 2],
      ],
    )
    assert.deepEqual(
      cohort.history(0).facts.map(({ kind }) => kind),
      ['referral', 'review'],
    )
  })

  it('says that two files give one child two birth dates', async () => {
    const { places } = await read(
      file('persons.csv', PERSONS),
      file('reviews.csv', REVIEWS),
      file('c.xml', census('MADE1')),
    )
    assert.deepEqual(places('birth-dates-differ'), ['persons.csv birth-dates-differ'])
  })

  const plan = (ends: string): string =>
    census('MADE1').replace(
      '</CINdetails>',
      `<ChildProtectionPlans><CPPstartDate>2024-06-10</CPPstartDate>${ends === '' ? '' : `<CPPendDate>${ends}</CPPendDate>`}
<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse><LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse>
<NumberOfPreviousCPP>0</NumberOfPreviousCPP></ChildProtectionPlans></CINdetails>`,
    )
  const plans = (ends: string): string => `cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date
P1,MADE1,2024-06-10,${ends}
P2,MADE1,2025-09-01,
`

  for (const [name, inCensus, inTable, differ] of [
    ['the same day', '2025-01-10', '2025-01-10', false],
    ['two days', '2025-01-10', '2025-01-13', true],
    ['a day in the census and none in the table', '2025-01-10', '', true],
    ['a day within the year in which the census has it open', '', '2025-03-31', true],
    ['a day after all that the census tells', '', '2025-04-01', false],
  ] as const) {
    it(`${differ ? 'says that' : 'is content where'} two files give one plan its end: ${name}`, async () => {
      const { findings } = await read(file('plans.csv', plans(inTable)), file('plan.xml', plan(inCensus)))
      const told = findings.filter(({ rule }) => rule === 'plan-ends-differ')
      assert.deepEqual(
        told.map(({ weight, file: path, line, child }) => [weight, path.slice(folder.length + 1), line, child]),
        differ ? [['doubtful', 'plan.xml', 7, 'MADE1']] : [],
      )
      if (differ) assert.match(told[0]?.message ?? '', /line 2 of .*plans\.csv/)
    })
  }

  it('says that a spreadsheet may have kept files from joining, which took the zeros before identifiers away', async () => {
    const table = file('reviews.csv', REVIEWS.replaceAll('MADE1', '123'))
    const { cohort, findings } = await read(table, file('c.xml', census('00123')))
    assert.equal(cohort.size, 2)
    const alike = findings.filter(({ rule }) => rule === 'identifiers-alike')
    assert.deepEqual(
      alike.map(({ weight, child }) => [weight, child]),
      [['doubtful', '00123']],
    )
    const { findings: joined } = await read(file('same.csv', REVIEWS), file('same.xml', census('MADE1')))
    assert.ok(!joined.some(({ rule }) => rule === 'identifiers-alike'))
  })

  it('names what cannot be read, and reads the rest', async () => {
    mkdirSync(join(folder, 'a-folder'))
    const zip = Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0])
    const { cohort, refused } = await read(
      join(folder, 'missing.csv'),
      join(folder, 'a-folder'),
      file('empty.csv', ''),
      file('book.xlsx', zip),
      file('old.xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1])),
      file('letter.pdf', '%PDF-1.7\n'),
      file('packed.csv.gz', Uint8Array.from([0x1f, 0x8b, 8, 0])),
      file('data.json', '\uFEFF [{"cppl_cp_plan_id": 1}]'),
      file('program', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1])),
      file('prose.txt', 'Dear colleague, the plans are attached.'),
      file('reviews.csv', REVIEWS),
    )
    assert.deepEqual(refused, [
      'missing.csv no-such-file',
      'a-folder is-a-folder',
      'empty.csv empty-file',
      'book.xlsx not-a-table',
      'old.xls not-a-table',
      'letter.pdf not-a-table',
      'packed.csv.gz not-a-table',
      'data.json not-a-table',
      'program not-a-table',
      'prose.txt table-unknown',
    ])
    assert.equal(cohort.sources.length, 1)
    assert.equal(cohort.factCount, 1)
  })

  it('reads a table in which a byte was lost, and refuses its child alone', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `R${i},MADE${i},2025-03-05`)
    const { cohort, refused } = await read(
      file(
        'reviews.csv',
        `cppr_cp_review_id,cppr_person_id,cppr_cp_review_date\n${rows.join('\n')}\nR,MA\0DE,2025-03-05\n`,
      ),
    )
    assert.deepEqual(refused, ['reviews.csv identifier-unreadable', 'reviews.csv child-missing'])
    assert.equal(cohort.size, 40)
  })

  it('says what a file is instead, and what to do', async () => {
    const { findings } = await read(file('book.xlsx', Uint8Array.from([0x50, 0x4b, 3, 4])))
    assert.match(findings[0]?.message ?? '', /Excel workbook/)
    assert.match(findings[0]?.remedy ?? '', /save each table as CSV/)
  })

  it('takes wide characters for the text that they are', async () => {
    const { cohort, refused } = await read(file('wide.csv', Buffer.from(`\uFEFF${REVIEWS}`, 'utf16le')))
    assert.deepEqual(refused, [])
    assert.equal(cohort.factCount, 1)
  })

  it('reads a file once that is given twice by any path, or as a copy', async () => {
    const path = file('reviews.csv', REVIEWS)
    symlinkSync(path, join(folder, 'link.csv'))
    linkSync(path, join(folder, 'hard.csv'))
    copyFileSync(path, join(folder, 'copy.csv'))
    const other = file('other.csv', REVIEWS.replace('R1', 'R2'))
    const paths = [path, path, join(folder, '.', 'link.csv'), join(folder, 'hard.csv'), join(folder, 'copy.csv'), other]
    const { cohort, findings, places } = await read(...paths)
    assert.deepEqual(places('given-twice'), [
      'reviews.csv given-twice',
      'link.csv given-twice',
      'hard.csv given-twice',
      'copy.csv given-twice',
    ])
    assert.match(
      findings.find(({ file: given }) => given.endsWith('copy.csv'))?.message ?? '',
      /the same as .*reviews\.csv/,
    )
    assert.equal(cohort.sources[0]?.files.length, 2)
    assert.deepEqual(places('two-reviews-on-one-day'), ['other.csv two-reviews-on-one-day'])
  })

  it('refuses censuses beyond the most imports that it takes, by name', async () => {
    const censuses = Array.from({ length: MOST_SOURCES + 1 }, (_, n) => file(`c${n}.xml`, census(`MADE${n}`)))
    const { cohort, refused } = await read(file('reviews.csv', REVIEWS), ...censuses)
    assert.equal(cohort.sources.length, MOST_SOURCES)
    assert.deepEqual(
      refused,
      [MOST_SOURCES - 1, MOST_SOURCES].map((left) => `c${left}.xml too-many-imports`),
      'the tables are one import, for which there is always room',
    )
    assert.equal(cohort.sources.at(-1)?.format, 'safeguarding-dataset')
  })

  it('says that it may not read a file, and reads the rest', async (test) => {
    const root = process.geteuid?.() === 0
    if (process.platform === 'win32' || process.seteuid === undefined) {
      test.skip('permissions are another thing on Windows')
      return
    }
    const mine = file('mine.csv', REVIEWS)
    const theirs = file('theirs.csv', PERSONS)
    chmodSync(folder, 0o755)
    chmodSync(theirs, 0o000)
    // Root may read everything, so the test is somebody else while it reads.
    if (root) process.seteuid(65_534)
    try {
      const { cohort, refused } = await read(theirs, mine)
      assert.deepEqual(refused, ['theirs.csv no-permission'])
      assert.equal(cohort.factCount, 1)
    } finally {
      if (root) process.seteuid(0)
    }
  })

  it('does not wait for a pipe', async (test) => {
    if (process.platform === 'win32') {
      test.skip('Windows has no such files')
      return
    }
    const { refused } = await read('/dev/null')
    assert.equal(refused.length, 1)
    assert.match(refused[0] ?? '', /not-a-file$/)
  })
})

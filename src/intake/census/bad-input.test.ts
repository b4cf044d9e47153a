import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { Cohort } from '../../engine/facts/cohort.ts'
import type { Finding } from '../finding.ts'
import {
  census,
  child,
  childWith,
  details,
  el,
  header,
  identifiers,
  lineOf,
  plan,
  read,
  TODAY,
} from './made.test-data.ts'
import { looksLikeXml, readCensus } from './read-census.ts'

const three = census(
  ['MADE1', 'MADE2', 'MADE3'].map((id) => child(identifiers({ LAchildID: id, UPN: '' }), details({}, plan()))),
)
  .replaceAll('<ReferenceDate>2025-03-31', '<ReferenceDate>2024-03-31')
  .replaceAll('<Year>2025', '<Year>2024')

describe('a file that is refused as a whole', () => {
  for (const [name, text, rule, line] of [
    ['is no XML', 'LAchildID,UPN\nMADE1,\n', 'not-xml', null],
    ['is half a tag', '<Mess', 'not-xml', null],
    ['is blank', ' \n \n', 'not-xml', null],
    ['is another document', '<?xml version="1.0"?>\n<html><body/></html>', 'wrong-root', 2],
    ['is another collection', census(childWith(), header({ collection: 'CLA' })), 'other-collection', 3],
    ['has a document type', `<!DOCTYPE Message SYSTEM "made.dtd">\n${census(childWith()).slice(39)}`, 'doctype', 2],
    ['has an encoding unknown here', census(childWith()).replace('UTF-8', 'IBM037'), 'unknown-encoding', 1],
  ] as const) {
    it(`because it ${name}`, async () => {
      const told = await read(text)
      assert.deepEqual(
        told.findings.map((f) => [f.weight, f.rule, f.line, f.file]),
        [['refused', rule, line, 'made.xml']],
      )
      assert.ok(told.findings.every(({ remedy }) => remedy.length > 0))
      assert.deepEqual([told.cohort.size, told.cohort.sources.length], [0, 0])
    })
  }

  it('does not stop the reading of others', async () => {
    const into = new Cohort()
    await read('<html/>', { into })
    await read(census(childWith()), { into })
    assert.deepEqual([into.size, into.sources.length], [1, 1])
  })
})

describe('a file that cannot be opened', () => {
  it('is empty, a folder, missing or forbidden; each is told, and nothing is thrown', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'census-'))
    try {
      const empty = join(folder, 'empty.xml')
      const forbidden = join(folder, 'forbidden.xml')
      await writeFile(empty, '')
      await writeFile(forbidden, census(childWith()))
      await chmod(forbidden, 0)
      const cases: [string, string][] = [
        [empty, 'empty-file'],
        [folder, 'is-a-folder'],
        [join(folder, 'none.xml'), 'no-such-file'],
      ]
      // Who administers the machine may read any file.
      if (process.getuid?.() !== 0) cases.push([forbidden, 'no-permission'])
      for (const [path, rule] of cases) {
        const findings: Finding[] = []
        const cohort = new Cohort()
        await readCensus(path, { cohort, report: (finding) => findings.push(finding), today: TODAY })
        assert.deepEqual(
          findings.map((f) => [f.weight, f.rule, f.file]),
          [['refused', rule, path]],
        )
        assert.equal(cohort.sources.length, 0)
      }
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('is read from its path when it can be', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'census-'))
    try {
      const path = join(folder, 'census.xml')
      await writeFile(path, census(childWith()))
      const cohort = new Cohort()
      await readCensus(path, { cohort, report: (finding) => assert.fail(finding.message), today: TODAY })
      assert.deepEqual(cohort.sources[0]?.files, [path])
      assert.equal(cohort.size, 1)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('a file that breaks off', () => {
  it('in the middle: the children before are kept, and the last of them is named', async () => {
    const cut = three.slice(0, three.indexOf('MADE3') + 40)
    const told = await read(cut)
    assert.equal(told.cohort.size, 2)
    assert.deepEqual(told.places('cut-off'), [`refused ${cut.split('\n').length} -`])
    assert.match(told.findings.at(-1)?.message ?? '', /MADE2/)
    assert.equal(told.cohort.sources[0]?.coverage.length, 7)
  })

  it('because its XML is broken: what was read stands, and the place is named', async () => {
    const broken = three.replace('<LAchildID>MADE3', '</Child><LAchildID>MADE3')
    const told = await read(broken)
    assert.equal(told.cohort.size, 2)
    assert.deepEqual(told.places('not-well-formed'), [`refused ${lineOf(broken, 'MADE3')} -`])
  })

  it('because of a tag too long, or of elements too deep', async () => {
    for (const [hostile, rule] of [
      [`<LAchildID x="${'y'.repeat(70_000)}">MADE3`, 'tag-too-long'],
      [`${'<x>'.repeat(100)}<LAchildID>MADE3`, 'too-deep'],
    ] as const) {
      const told = await read(three.replace('<LAchildID>MADE3', hostile))
      assert.equal(told.cohort.size, 2)
      assert.equal(told.places(rule).length, 1)
    }
  })
})

describe('a header that does not fit', () => {
  const read1 = (parts: Parameters<typeof header>[0], text = header(parts)) => read(census(childWith(), text))
  const span = async (parts: Parameters<typeof header>[0]): Promise<unknown> => {
    const { cohort } = await read1(parts)
    const [first] = cohort.sources[0]?.coverage ?? []
    return first === undefined ? null : [(await import('../../engine/calendar/day.ts')).formatDay(first.until)]
  }

  it('is missing, so that nothing is known of what the file holds whole', async () => {
    const told = await read1({}, '')
    assert.deepEqual(told.rules, ['header-missing'])
    assert.deepEqual(told.cohort.sources[0], {
      name: 'Children in Need census',
      format: 'cin-census',
      files: ['made.xml'],
      authority: null,
      writtenOn: null,
      coverage: [],
      previousPlans: 'unknown',
    })
    assert.equal(told.cohort.size, 1)
  })

  it('has no reference date: its year gives one', async () => {
    const told = await read1({ referenceDate: '' })
    assert.deepEqual(told.rules, ['100'])
    assert.deepEqual(await span({ referenceDate: '' }), ['2025-03-31'])
  })

  it('has neither', async () => {
    const told = await read1({ referenceDate: '2025-02-30', year: 'last' })
    assert.deepEqual(told.rules, ['not-a-count', 'date-impossible', '100'])
    assert.deepEqual(told.cohort.sources[0]?.coverage, [])
  })

  it('disagrees with itself: the reference date is taken', async () => {
    const told = await read1({ year: '2024' })
    assert.deepEqual(told.places('year-disagrees'), ['doubtful 4 -'])
    assert.deepEqual(await span({ year: '2024' }), ['2025-03-31'])
  })

  it('has a reference date within the year, to which the year is then held', async () => {
    const told = await read1({ year: '2024', referenceDate: '2024-07-21', writtenOn: '2024-07-21T10:12:28Z' })
    assert.deepEqual(told.rules, ['100'])
    assert.deepEqual(told.cohort.sources[0]?.coverage[0], { kind: 'referral', from: 19_814, until: 19_925 })
  })

  it('was written before its reference date, and holds no more than was known then', async () => {
    assert.deepEqual(await span({ writtenOn: '2024-12-24T08:00:00' }), ['2024-12-24'])
  })

  it('was written before its year began, and holds nothing whole', async () => {
    const told = await read1({ writtenOn: '2024-03-01T08:00:00' })
    assert.deepEqual(told.cohort.sources[0]?.coverage, [])
  })

  it('is of a year that is not known', async () => {
    const told = await read1({ year: '2012', referenceDate: '2012-03-31', writtenOn: '2012-05-01T09:00:00' })
    assert.deepEqual(told.rules, ['collection-year', '8520'])
  })

  it('lies in the future', async () => {
    const told = await read1({ year: '2026', referenceDate: '2026-03-31' })
    assert.deepEqual(told.rules, ['date-in-future'])
  })

  it('names no authority, or two', async () => {
    assert.deepEqual((await read1({ authority: 'Made' })).rules, ['authority-code'])
    const two = header().replace('</Header>', `${el('Source', el('LEA', '998'))}</Header>`)
    const told = await read1({}, two)
    assert.deepEqual(told.rules, ['authorities-differ'])
    assert.equal(told.cohort.sources[0]?.authority, '999')
  })

  it('names no collection, and the file is read all the same', async () => {
    assert.deepEqual((await read1({ collection: '' })).rules, ['collection-missing'])
    assert.deepEqual((await read1({ collection: 'cin' })).rules, [])
  })
})

describe('what a census covers', () => {
  const kinds = async (parts: Parameters<typeof header>[0], ...blocks: string[]): Promise<number> => {
    const told = await read(census(childWith(...blocks), header(parts)), { today: TODAY })
    return told.cohort.sources[0]?.coverage.length ?? 0
  }
  const from2026 = { year: '2026', referenceDate: '2026-03-31', writtenOn: '2026-05-01T09:00:00' }

  it('is its year, for every kind that it holds, pre-proceedings from 2026 or where it has them', async () => {
    assert.equal(await kinds({}), 7)
    assert.equal(await kinds(from2026), 8)
    assert.equal(await kinds({}, el('PreProceedingsandFGDM', el('PPStartDate', '2024-09-01'))), 8)
  })

  it('is proved to leave the present plan out of its count where some plan has none before', async () => {
    const counting = async (...previous: string[]): Promise<string | undefined> => {
      const plans = previous.map((count, i) =>
        plan({ previous: count, start: `2024-0${i + 5}-01`, end: `2024-0${i + 5}-20` }),
      )
      return (await read(census(childWith(...plans)))).cohort.sources[0]?.previousPlans
    }
    assert.equal(await counting('1', '2'), 'unknown')
    assert.equal(await counting('1', '0'), 'leaves-present-out')
  })
})

describe('elements and text that do not belong', () => {
  it('are unknown: each is passed over with its content and told once, with how often it was met', async () => {
    const strange = '<Strange><CPPstartDate>2024-07-01</CPPstartDate><Deeper/></Strange>\n'
    const text = census([
      child(identifiers({ UPN: '' }), details({}, plan())).replace('<CPPstartDate>', `${strange}<CPPstartDate>`),
      child(identifiers({ LAchildID: 'MADE2', UPN: '' }), details({}, strange, strange)),
    ])
    const told = await read(text)
    assert.equal(told.facts('protection-plan').length, 1)
    assert.deepEqual(told.places('unknown-element'), [
      `refused ${text.slice(0, text.indexOf('<Strange>')).split('\n').length} -`,
      `refused ${text.slice(0, text.lastIndexOf('<Strange>')).split('\n').length - 1} -`,
    ])
    assert.match(told.findings.at(-1)?.message ?? '', /2 times/)
  })

  it('are too many to be told one by one', async () => {
    const names = Array.from({ length: 2_000 }, (_, i) => `<Strange${i}/>`)
    const told = await read(census(childWith(names.join(''))))
    assert.equal(told.places('unknown-element').length, 500)
    assert.match(told.findings.at(-1)?.message ?? '', /1,500 times/)
  })

  it('are in another mix of letters or have a prefix, and are read', async () => {
    const text = census(childWith(plan()))
      .replaceAll('CINdetails', 'CINDetails')
      .replaceAll('CPPstartDate', 'm:CPPstartDate')
    const told = await read(text)
    assert.equal(told.facts('protection-plan').length, 1)
    assert.deepEqual(told.rules, ['2885', 'element-spelling'])
  })

  it('are text between elements, which is told with its line and ignored', async () => {
    const text = census(childWith()).replace('</UPN>\n', '</UPN>PersonBirthDate\n')
    const told = await read(text)
    assert.deepEqual(told.places('stray-text'), [`refused ${lineOf(text, '</UPN>')} MADE1`])
    assert.equal(told.facts('referral').length, 1)
    const later = text.replace('</UPN>PersonBirthDate\n', '</UPN>\n\n made\n')
    assert.deepEqual((await read(later)).places('stray-text'), [`refused ${lineOf(later, ' made')} MADE1`])
  })

  it('stand twice: the first is taken', async () => {
    const told = await read(census(childWith(el('CINclosureDate', '2024-08-01'), el('CINclosureDate', '2024-09-01'))))
    assert.deepEqual(told.rules, ['given-twice'])
    assert.equal(told.facts('referral')[0]?.until, 19_936)
  })

  it('are attributes, but for those that say how the file is written', async () => {
    const text = census(childWith())
      .replace('<Message>', '<Message xmlns:xsi="made" xsi:made="made">')
      .replace('<CINdetails>', '<CINdetails made="1">')
    assert.deepEqual((await read(text)).rules, ['unknown-attribute'])
  })

  it('are empty, and count as left out', async () => {
    const told = await read(
      census(childWith('<CINclosureDate/>', el('Section47', '<S47ActualStartDate> </S47ActualStartDate>'))),
    )
    assert.deepEqual(told.rules.toSorted(), ['empty-element', 'empty-element', 'no-first-day'])
    assert.equal(told.facts('referral')[0]?.until, null)
  })

  it('are a text of 100,000 characters, which is told and not taken', async () => {
    const long = 'x'.repeat(100_000)
    const text = census(childWith()).replace('H243278544154', long).replace('</Sex>', `</Sex>${long}`)
    for (const cuts of [[], [500, 70_000, 150_000]]) {
      const told = await read(text, { cuts })
      assert.deepEqual(told.places('text-too-long'), [
        `refused ${lineOf(text, '<UPN>')} MADE1`,
        `refused ${lineOf(text, '</Sex>')} MADE1`,
      ])
      assert.equal(told.facts('referral').length, 1)
    }
  })

  it('are entities that XML does not have, a bare ampersand, or control characters', async () => {
    const at = (value: string) => read(census(child(identifiers({ UPN: '', PersonDeathDate: value }), details())))
    assert.deepEqual((await at('2025-01-01&nbsp;')).rules, ['entity'])
    assert.deepEqual((await at('2025-01-01\u0001')).rules, ['bad-character'])
    assert.deepEqual((await at('2025 & 01')).rules, ['ampersand', 'not-a-date'])
    const ampersand = await read(
      census(childWith(), header().replace('</Source>', '<SoftwareCode>R & D; </SoftwareCode></Source>')),
    )
    assert.deepEqual(ampersand.rules, ['ampersand'])
    assert.equal(ampersand.cohort.size, 1)
  })

  it('are bytes that are no character, each line told', async () => {
    const text = census(childWith()).replace('<Ethnicity>', '<Ethnicity>\u0000')
    const bytes = Buffer.from(text)
    bytes[bytes.indexOf(0)] = 0xff
    const told = await read(bytes)
    assert.deepEqual(told.rules, ['unreadable-characters', 'unknown-code'])
    assert.equal(told.findings[0]?.line, lineOf(text, '<Ethnicity>'))
  })
})

describe('codes that are not in their sets', () => {
  it('are kept where they are short, told, and read in small letters', async () => {
    const told = await read(census(child(identifiers(), details({ PrimaryNeedCode: 'n3', ReferralSource: '99' }))))
    assert.deepEqual(told.rules, ['unknown-code'])
    assert.equal(told.facts('referral')[0]?.need, 'N3')
    const kept = await read(census(child(identifiers(), details({ PrimaryNeedCode: 'N12' }))))
    assert.equal(kept.facts('referral')[0]?.need, 'N12')
    const text = await read(census(child(identifiers(), details({ PrimaryNeedCode: 'Abuse or neglect' }))))
    assert.deepEqual(
      text.findings.map(({ weight, rule }) => [weight, rule]),
      [['refused', 'unknown-code']],
    )
    assert.equal(text.facts('referral')[0]?.need, '')
  })

  it('are categories: a code is kept, anything else is not', async () => {
    const categories = async (initial: string): Promise<readonly unknown[]> => {
      const told = await read(census(childWith(plan({ start: '2024-03-01', initial }))))
      return [told.rules, told.facts('protection-plan')[0]?.initialCategory]
    }
    assert.deepEqual(await categories('neg'), [[], 'NEG'])
    assert.deepEqual(await categories('XYZ'), [['8905'], 'XYZ'])
    assert.deepEqual(await categories('a) Neglect'), [['8905'], ''])
  })

  it('are identifiers of a hundred characters and more', async () => {
    const told = await read(census(child(identifiers({ LAchildID: 'M'.repeat(101), UPN: '' }), details())))
    assert.deepEqual(told.rules, ['1570', '8500'])
  })

  it('are identifiers in which bytes are lost that tell two children apart', async () => {
    const text = census(child(identifiers({ LAchildID: 'M\u0000' }), details()) + child(identifiers(), details()))
    const bytes = Buffer.from(text)
    bytes[bytes.indexOf(0)] = 0xe9
    const told = await read(bytes)
    assert.deepEqual(told.rules, ['unreadable-characters', 'identifier-unreadable', '8500'])
    assert.equal(told.cohort.size, 1)
  })

  it('are counts that are none', async () => {
    const told = await read(census(childWith(plan({ previous: '-1' }))))
    assert.deepEqual(told.rules, ['not-a-count', '2885'])
    assert.equal(told.facts('protection-plan')[0]?.statedPrevious, null)
  })
})

describe('telling XML from other files', () => {
  for (const [content, expected] of [
    ['<?xml version="1.0"?>', true],
    ['\uFEFF\n <Message>', true],
    ['LAchildID,UPN', false],
    ['"<a>",b', false],
    ['', false],
    [' \n', false],
  ] as const) {
    it(`takes ${JSON.stringify(content)} ${expected ? 'for' : 'not for'} XML, in any width`, () => {
      assert.equal(looksLikeXml(Buffer.from(content)), expected)
      assert.equal(looksLikeXml(Buffer.from(content, 'utf16le')), expected)
      assert.equal(looksLikeXml(Buffer.from(content, 'utf16le').swap16()), expected)
    })
  }
})

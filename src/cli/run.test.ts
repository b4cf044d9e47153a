import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { EXIT } from './exit.ts'
import { type Said, sightlineOn } from './said.test-data.ts'

/** One child, on a plan since 10 March 2025, in the census of the year to 31 March 2026. */
const CENSUS = `<?xml version="1.0" encoding="UTF-8"?>
<Message>
  <Header>
    <CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails>
    <Source><SourceLevel>L</SourceLevel><LEA>998</LEA><SoftwareCode>Test</SoftwareCode><Release>1</Release><SerialNo>001</SerialNo><DateTime>2026-04-20T09:00:00</DateTime></Source>
  </Header>
  <Children>
    <Child>
      <ChildIdentifiers><LAchildID>TEST1</LAchildID><UPNunknown>UN2</UPNunknown><PersonBirthDate>2018-06-01</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>
      <ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>
      <CINdetails>
        <CINreferralDate>2025-02-10</CINreferralDate><ReferralSource>1A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>
        <ReferralNFA>false</ReferralNFA>
        <ChildProtectionPlans>
          <CPPstartDate>2025-03-10</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
          <LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP>
        </ChildProtectionPlans>
      </CINdetails>
    </Child>
  </Children>
</Message>
`

async function sightline(...args: readonly string[]): Promise<Said> {
  return sightlineOn('2026-05-01', ...args)
}

describe('the command line', () => {
  let folder = ''
  let census = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sightline-cli-'))
    census = join(folder, 'census.xml')
    writeFileSync(census, CENSUS)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  describe('scan', () => {
    it('prints a summary, and is done', async () => {
      const { status, out } = await sightline('scan', census, '--protocol', 'challenging-cases')
      assert.equal(status, EXIT.done)
      assert.match(out, /15 months on the register/)
      assert.match(out, /TEST1/)
      assert.match(out, /10 June 2026/)
    })

    it('stands on the day that is named, and looks ahead as far as is asked', async () => {
      const json = async (...more: readonly string[]) => {
        const { out } = await sightline('scan', census, '--format', 'json', '--protocol', 'challenging-cases', ...more)
        return JSON.parse(out) as { asOf: string; until: string; occasions: { standing: string }[] }
      }
      const today = await json()
      assert.deepEqual([today.asOf, today.until], ['2026-05-01', '2026-11-01'])
      assert.deepEqual(
        today.occasions.map(({ standing }) => standing),
        ['may-be-met'],
      )
      const later = await json('--as-of', '2026-06-10', '--until', '2026-06-11')
      assert.deepEqual([later.asOf, later.until], ['2026-06-10', '2026-06-11'])
      assert.deepEqual(
        later.occasions.map(({ standing }) => standing),
        ['met'],
      )
    })

    it('goes by the ending of the output', async () => {
      for (const [ending, begins] of [
        ['json', '{'],
        ['html', '<!doctype html>'],
        ['csv', '\ufeff'],
      ] as const) {
        const output = join(folder, `result.${ending}`)
        const { status, out, err } = await sightline('scan', census, '--output', output)
        assert.equal(status, EXIT.done)
        assert.equal(out, '')
        assert.match(err, /Written: /)
        assert.ok(readFileSync(output, 'utf8').toLowerCase().startsWith(begins), ending)
      }
    })

    it('takes a protocol file from outside the library', async () => {
      const own = join(folder, 'own.yaml')
      const shipped = readFileSync(new URL('../../protocols/challenging-cases.yaml', import.meta.url), 'utf8')
      writeFileSync(own, shipped.replace('lasting for: 15 months', 'lasting for: 13 months'))
      const { out } = await sightline('scan', census, '--protocol', own, '--format', 'json')
      const { occasions } = JSON.parse(out) as { occasions: { standing: string }[] }
      assert.deepEqual(
        occasions.map(({ standing }) => standing),
        ['met'],
      )
      const both = await sightline('scan', census, '--protocol', own, '--protocol', 'challenging-cases')
      assert.equal(both.status, EXIT.usage)
      assert.match(both.err, /two protocols are called "challenging-cases"/)
    })

    it('reads the rest, says what was refused and tells so by its status', async () => {
      const missing = join(folder, 'missing.csv')
      const { status, out } = await sightline('scan', census, missing)
      assert.equal(status, EXIT.partly)
      assert.match(out, /missing\.csv/)
      assert.match(out, /TEST1/)
    })

    for (const [name, from, to, status] of [
      ['an element that nobody knows', '<Children>', '<Children><Strange>1</Strange>', EXIT.partly],
      ['text that belongs nowhere', '<Children>', '<Children>lost', EXIT.partly],
      [
        'an end before its beginning',
        '</CPPstartDate>',
        '</CPPstartDate><CPPendDate>2025-03-09</CPPendDate>',
        EXIT.partly,
      ],
      ['a birth to come', '2018-06-01', '2028-06-01', EXIT.partly],
      ['a value that is doubtful and taken', '<Sex>F</Sex>', '<Sex>2</Sex>', EXIT.done],
    ] as const) {
      it(`${status === EXIT.done ? 'is done' : 'is partly done'} where a file holds ${name}`, async () => {
        assert.ok(CENSUS.includes(from))
        const other = join(folder, 'other.xml')
        writeFileSync(other, CENSUS.replace(from, to))
        assert.equal((await sightline('scan', other)).status, status)
      })
    }

    it('is done where a file is named twice, since nothing in it is lost', async () => {
      const { status, out } = await sightline('scan', census, census)
      assert.equal(status, EXIT.done)
      assert.match(out, /named twice/)
    })

    it('tells a scan that read nothing from one that found nothing', async () => {
      const output = join(folder, 'nothing.html')
      const { status, out, err } = await sightline('scan', join(folder, 'missing.xml'), '--output', output)
      assert.equal(status, EXIT.nothingRead)
      assert.equal(out, '')
      assert.match(err, /missing\.xml/)
      assert.ok(!existsSync(output), 'a page without children would look like an all-clear')
    })

    it('writes every finding where it is asked to', async () => {
      const findings = join(folder, 'findings.csv')
      await sightline('scan', census, folder, '--findings', findings)
      assert.match(readFileSync(findings, 'utf8'), /folder|directory/i)
    })

    it('writes nothing by halves', async () => {
      const output = join(folder, 'no-such-folder', 'report.html')
      const { status, err } = await sightline('scan', census, '--output', output)
      assert.equal(status, EXIT.notWritten)
      assert.match(err, /folder does not exist/)
      assert.equal((await sightline('scan', census, '--output', folder)).status, EXIT.notWritten)
      assert.ok(!readdirSync(folder).some((name) => name.endsWith('.unfinished')))
    })

    it('never writes over what it reads, nor two documents to one place', async () => {
      const link = join(folder, 'link-to-census.html')
      symlinkSync(census, link)
      const own = join(folder, 'own.yaml')
      const refused: readonly (readonly string[])[] = [
        ['--output', census, '--format', 'json'],
        ['--output', join(folder, '.', 'census.xml'), '--format', 'csv'],
        ['--output', link],
        ['--findings', census],
        ['--protocol', own, '--output', own, '--format', 'csv'],
        ['--output', join(folder, 'one.csv'), '--findings', join(folder, 'one.csv')],
      ]
      for (const options of refused) {
        const { status, err } = await sightline('scan', census, ...options)
        assert.equal(status, EXIT.usage, options.join(' '))
        assert.match(err, /would write over/)
      }
      assert.equal(readFileSync(census, 'utf8'), CENSUS)
      assert.ok(!existsSync(join(folder, 'one.csv')))
    })

    it('refuses a command that was written wrongly, and says what to write', async () => {
      const refusals: readonly (readonly [readonly string[], RegExp])[] = [
        [['scan'], /Name census or dataset files/],
        [['scan', census, '--as-of', '31/03/2026'], /YYYY-MM-DD/],
        [['scan', census, '--as-of', '2026-02-30'], /YYYY-MM-DD/],
        [['scan', census, '--as-of', '0206-05-01'], /Correct the year/],
        [['scan', census, '--until', '9999-12-31'], /Correct the year/],
        [['scan', census, '--as-of', '2026-05-01', '--until', '2026-04-30'], /later day/],
        [['scan', census, '--format', 'pdf'], /table, json, csv, html/],
        [['scan', census, '--output', join(folder, 'report.pdf')], /End it in \.html, .*or name a --format/],
        [['scan', census, '--protocol', 'challenging-case'], /Did you mean "challenging-cases"/],
        [['scan', census, '--colour'], /Options of this command/],
        [['scna', census], /Did you mean "scan"/],
        [['constructor'], /no command "constructor"/],
        [['__proto__'], /no command "__proto__"/],
        [['schema', 'a-file'], /takes no files/],
        [['start', 'a-file'], /takes no files/],
        [['demo', '--children', 'many'], /whole number/],
        [['demo', '--children', '0'], /from 1 to/],
        [['demo', '--children', '9', '--as-of', '2015-01-01'], /2020|calendar|before/i],
        [['protocols', 'extra'], /sightline check/],
        [['check'], /Name a protocol file/],
      ]
      for (const [args, remedy] of refusals) {
        const { status, out, err } = await sightline(...args)
        assert.equal(status, EXIT.usage, args.join(' '))
        assert.equal(out, '')
        assert.match(err, remedy)
        assert.doesNotMatch(err, /\n\s+at /)
      }
    })
  })

  describe('protocols, check and schema', () => {
    it('reads no file that has no end', { skip: !existsSync('/dev/zero') }, async () => {
      const { status, out } = await sightline('check', '/dev/zero')
      assert.equal(status, EXIT.faultyProtocol)
      assert.match(out, /a device or a pipe, and not a file\. Name a file\./)
    })

    it('waits for no pipe, and names a folder and links in a circle for what they are', async () => {
      const pipe = join(folder, 'pipe.yaml')
      assert.equal(spawnSync('mkfifo', [pipe]).status, 0)
      const circle = join(folder, 'circle.yaml')
      symlinkSync(circle, circle)
      assert.match((await sightline('check', pipe)).out, /a folder, a device or a pipe, and not a file\. Name a file\./)
      assert.match((await sightline('check', folder)).out, /a folder, a device or a pipe, and not a file\./)
      assert.match((await sightline('check', circle)).out, /a link that leads round in a circle\./)
      assert.match((await sightline('draw', pipe)).err, /a folder, a device or a pipe/)
    })

    it('lists every protocol with its review date', async () => {
      const { status, out } = await sightline('protocols')
      assert.equal(status, EXIT.done)
      assert.match(out, /challenging-cases/)
      assert.match(out, /review was due 2019-12/)
    })

    it('names each fault of a file with line and remedy', async () => {
      const bad = join(folder, 'bad.yaml')
      const shipped = readFileSync(new URL('../../protocols/challenging-cases.yaml', import.meta.url), 'utf8')
      writeFileSync(bad, shipped.replace("owed by: the case's team-manager", "owed by: the case's team-manger"))
      const { status, out, err } = await sightline('check', bad)
      assert.equal(status, EXIT.faultyProtocol)
      assert.match(out, /bad\.yaml:\d+:\d+.*team-manger.*Did you mean "team-manager"/)
      assert.match(err, /1 fault/)
      assert.equal((await sightline('scan', census, '--protocol', bad)).status, EXIT.faultyProtocol)
    })

    it('finds no fault in the protocols that are shipped', async () => {
      const shipped = new URL('../../protocols/', import.meta.url)
      for (const name of readdirSync(shipped).filter((each) => each.endsWith('.yaml'))) {
        const { status, out } = await sightline('check', fileURLToPath(new URL(name, shipped)))
        assert.equal(status, EXIT.done, out)
      }
    })

    it('prints a schema that is JSON', async () => {
      const { out } = await sightline('schema')
      assert.equal((JSON.parse(out) as { title: string }).title, 'Sightline protocol')
    })
  })

  describe('demo', () => {
    it('writes the same files for the same options, and files that scan reads without a refusal', async () => {
      const [one, two] = ['one', 'two'].map((name) => join(folder, name)) as [string, string]
      for (const place of [one, two]) {
        const { status } = await sightline('demo', '--children', '40', '--seed', '7', '--folder', place)
        assert.equal(status, EXIT.done)
      }
      const files = readdirSync(one, { recursive: true, encoding: 'utf8' }).filter((name) =>
        /\.(?:xml|csv)$/.test(name),
      )
      assert.ok(files.length > 10)
      for (const name of files) {
        assert.ok(readFileSync(join(one, name)).equals(readFileSync(join(two, name))), name)
      }
      const { status } = await sightline('scan', ...files.map((name) => join(one, name)), '--format', 'json')
      assert.equal(status, EXIT.done)
    })

    it('says so where it may not write', async () => {
      const file = join(folder, 'a-file')
      writeFileSync(file, '')
      assert.equal(
        (await sightline('demo', '--children', '1', '--folder', join(file, 'inside'))).status,
        EXIT.notWritten,
      )
    })
  })

  it('explains itself', async () => {
    assert.match((await sightline('help')).out, /sightline scan FILE/)
    assert.equal((await sightline()).status, EXIT.usage)
    assert.match((await sightline('version')).out, /^\d+\.\d+\.\d+\n$/)
  })
})

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { describe, it } from 'node:test'
import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { day } from '../../engine/calendar/day.ts'
import { listCases } from '../pathway/list.ts'
import { agendaPaper } from './agenda-paper.ts'
import { casePaper } from './case-paper.ts'
import { paperPdf, sayNoPdf } from './files.ts'
import { listPaper } from './list-paper.ts'
import { type Paper, says } from './paper.ts'
import { MAKING, makersOf, NAMING, PROTOCOLS, sitsOn, wholeOf } from './papers.test-data.ts'
import { printed } from './printed.ts'

function hasTypesetter(): boolean {
  try {
    createRequire(import.meta.url).resolve('@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu')
    return true
  } catch {
    return false
  }
}

const skip = hasTypesetter() ? false : 'no typesetter is made for this kind of machine'
const LISTING = { ...MAKING, namingOf: () => NAMING, withheld: 2 }

function papersOf(protocol: (typeof PROTOCOLS)[number]): readonly (readonly [string, Paper])[] {
  const shown = wholeOf(protocol)
  return [
    ...protocol.documents.map((document): readonly [string, Paper] => {
      if (document.while.length > 0) {
        return [document.id, listPaper(listCases(document, protocol, [shown], []), shown, LISTING)]
      }
      const made = casePaper(
        wholeOf(protocol, undefined, makersOf(protocol, document).at(-1)),
        document.id,
        null,
        MAKING,
      )
      assert.ok(made.ok)
      return [document.id, made.paper]
    }),
    ...protocol.meetings.map((meeting): readonly [string, Paper] => [
      `agenda of ${meeting.id}`,
      agendaPaper({ meeting, protocol, ...sitsOn(day('2026-12-10')) }, [shown], shown, LISTING),
    ]),
  ]
}

/** Everything that a PDF holds, its packed parts unpacked. */
function unpacked(bytes: Uint8Array): string {
  const file = Buffer.from(bytes)
  const parts = [file.toString('latin1')]
  for (let at = file.indexOf('stream\n'); at >= 0; at = file.indexOf('stream\n', at + 1)) {
    const end = file.indexOf('endstream', at)
    try {
      parts.push(inflateSync(file.subarray(at + 7, end)).toString('latin1'))
    } catch {
      // Not every part is packed.
    }
  }
  return parts.join('\n')
}

async function pdf(paper: Paper): Promise<Uint8Array> {
  const made = await paperPdf(paper)
  assert.ok(made.ok, JSON.stringify(made).slice(0, 1_000))
  return made.value
}

function paperSaying(text: string): Paper {
  const said = printed(text)
  return {
    title: 'A paper',
    subtitle: said,
    reference: 'R',
    about: [{ label: said, says: says(said) }],
    warnings: [said],
    sections: [
      {
        title: said === '' ? 'Nothing' : said,
        level: 1,
        blocks: [
          { kind: 'question', title: said === '' ? 'Nothing' : said },
          { kind: 'words', text: said },
          { kind: 'list', items: [said, said] },
          { kind: 'numbered', items: [said] },
          { kind: 'note', text: said },
          { kind: 'table', columns: ['One', said], rows: [[says(said), { absent: 'None' }]] },
        ],
      },
    ],
    made: MAKING.made,
  }
}

it('where no PDF can be made, it is said in whole sentences why and what to do', () => {
  for (const why of [
    { kind: 'no-typesetter' },
    { kind: 'no-letters', letters: ['\u0ba4'] },
    { kind: 'refused', why: ['too deep'] },
  ] as const) {
    const { says: told, instead } = sayNoPdf(why)
    assert.match(told, /^(No|The) .*\.$/)
    assert.match(instead, /DOCX.*\.$/)
  }
})

describe('PDF', { skip }, () => {
  for (const protocol of PROTOCOLS) {
    it(`is accepted as PDF/UA-1, with its structure, for every paper of ${protocol.id}`, async () => {
      for (const [name, paper] of papersOf(protocol)) {
        const all = unpacked(await pdf(paper))
        assert.match(all, /^%PDF-1\.7/, name)
        assert.match(all, /<pdfuaid:part>1<\/pdfuaid:part>/, name)
        assert.match(all, /\/StructTreeRoot/, name)
        for (const tag of ['H1', 'H2', 'P']) assert.match(all, new RegExp(`/S\\s*/${tag}\\b`), `${name}: ${tag}`)
        assert.match(all, /\/Lang\s*\(en-GB\)/, name)
      }
    })
  }

  it('has tables with their heads, and lists', async () => {
    const [found] = PROTOCOLS.filter(({ id }) => id === 'challenging-cases').flatMap(papersOf)
    assert.ok(found !== undefined)
    const all = unpacked(await pdf(found[1]))
    for (const tag of ['Table', 'TH', 'TD', 'L', 'LI', 'Lbl', 'LBody']) {
      assert.match(all, new RegExp(`/S\\s*/${tag}\\b`), tag)
    }
  })

  it('is the same bytes for the same paper', async () => {
    const [found] = PROTOCOLS.flatMap(papersOf)
    assert.ok(found !== undefined)
    assert.deepEqual(await pdf(found[1]), await pdf(found[1]))
    assert.notDeepEqual(await pdf(found[1]), await pdf({ ...found[1], subtitle: 'Another' }))
  })

  it('prints Welsh, Hebrew and Arabic letters, and reads no markup', async () => {
    for (const text of ['Ŵ ŵ Ŷ ŷ', 'מרים', 'محمد علی', '#panic() $x$ @label <label> *b* `raw` \\ "'])
      await pdf(paperSaying(text))
  })

  it('refuses letters that no font has, names them, and says to take DOCX', async () => {
    const made = await paperPdf(paperSaying('\u{1e900}\u{10a60}'))
    // A machine may have fonts even for these.
    if (made.ok) return
    assert.equal(made.refusal.kind, 'no-letters')
    assert.match(sayNoPdf(made.refusal).instead, /DOCX/)
  })

  it('is made of any text, or names the letters that it lacks', async () => {
    const unit = fc.oneof(
      fc.string({ unit: 'grapheme-composite', maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom('\n', ' ', '#', '[', ']', '$', '\\', '"', '*', '_', 'a', 'ש', 'ع', '\u200d', '\t', '-'),
        maxLength: 60,
      }),
    )
    await fc.assert(
      fc.asyncProperty(unit, async (text) => {
        const made = await paperPdf(paperSaying(text))
        assert.ok(made.ok || made.refusal.kind === 'no-letters', JSON.stringify(made))
      }),
      { numRuns: 60 },
    )
  })
})

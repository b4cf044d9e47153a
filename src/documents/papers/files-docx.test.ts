import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { unzipped } from '../unzipped.test-data.ts'
import { casePaper } from './case-paper.ts'
import { paperDocx } from './files.ts'
import { type Paper, says } from './paper.ts'
import { MAKING, makersOf, PROTOCOLS, textsOf, wholeOf } from './papers.test-data.ts'
import { printed } from './printed.ts'

interface Opened {
  /** Its words, a line for each paragraph and break. */
  readonly text: string
  readonly styles: readonly string[]
  readonly heads: number
  readonly xml: string
}

function opened(bytes: Uint8Array): Opened {
  const files = unzipped(bytes)
  for (const [name, xml] of files) {
    if (name.endsWith('.xml') || name.endsWith('.rels')) new SaxesParser({ xmlns: true }).write(xml).close()
  }
  const xml = files.get('word/document.xml')
  assert.ok(xml !== undefined)
  let [text, isText, heads] = ['', false, 0]
  const styles: string[] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    isText = name === 'w:t'
    if (name === 'w:p' || name === 'w:br') text += '\n'
    if (name === 'w:tblHeader') heads += 1
    if (name === 'w:pStyle') styles.push(String(attributes['w:val']))
  })
  parser.on('text', (said) => {
    if (isText) text += said
  })
  parser.on('closetag', () => {
    isText = false
  })
  parser.write(xml).close()
  return { text, styles, heads, xml }
}

function holds(paper: Paper, { text }: Opened): void {
  const lines = new Set(text.split('\n').map((line) => line.trim()))
  for (const said of textsOf(paper)) {
    if (said === paper.reference) continue
    for (const line of said.split('\n')) assert.ok(lines.has(line.trim()) || line.trim() === '', `not there: ${line}`)
  }
}

describe('DOCX', () => {
  for (const protocol of PROTOCOLS) {
    it(`opened again holds every word of every document of ${protocol.id}`, async () => {
      for (const document of protocol.documents) {
        const { id, while: stages } = document
        if (stages.length > 0) continue
        const made = casePaper(wholeOf(protocol, undefined, makersOf(protocol, document).at(-1)), id, null, MAKING)
        assert.ok(made.ok)
        const found = opened(await paperDocx(made.paper))
        holds(made.paper, found)
        assert.ok(found.styles.includes('Title') && found.styles.includes('Heading1'), `${id} has its headings`)
      }
    })
  }

  it('has tables whose head is repeated on each page', async () => {
    const [protocol] = PROTOCOLS.filter(({ id }) => id === 'challenging-cases')
    assert.ok(protocol !== undefined)
    const made = casePaper(wholeOf(protocol), 'tier-1-report', null, MAKING)
    assert.ok(made.ok)
    assert.ok(opened(await paperDocx(made.paper)).heads >= 3)
  })

  it('holds whatever somebody pasted as the words that they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), async (pasted) => {
        const said = printed(pasted)
        const paper: Paper = {
          title: `A <paper> & ${said}`,
          subtitle: said,
          reference: '',
          about: [{ label: 'Label', says: says(said) }],
          warnings: [],
          sections: [{ title: 'Section', level: 1, blocks: [{ kind: 'list', items: [said] }] }],
          made: MAKING.made,
        }
        holds(paper, opened(await paperDocx(paper)))
      }),
      { numRuns: 20 },
    )
  })

  it('says when it was made, and not when it was written', async () => {
    const paper: Paper = {
      title: 'T',
      subtitle: '',
      reference: '',
      about: [],
      warnings: [],
      sections: [],
      made: MAKING.made,
    }
    const properties = unzipped(await paperDocx(paper)).get('docProps/core.xml') ?? ''
    assert.match(properties, /<dcterms:created[^>]*>2026-12-01T00:00:00Z</)
  })
})

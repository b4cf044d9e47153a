import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { PlainXml } from './plain.ts'
import { XmlReader } from './xml.ts'

/** All that was told of a text that was given in pieces of a length, with the line at each place. */
function told(xml: string, length: number): readonly string[] {
  const events: string[] = []
  const reader: XmlReader = new XmlReader(
    {
      open: (name, attributes) => events.push(`${reader.line} <${[name, ...attributes].join(' ')}`),
      text: (text) => events.push(text),
      close: () => events.push(`${reader.line} >`),
    },
    (fault) => events.push(`${reader.line} ${JSON.stringify(fault)}`),
  )
  for (let at = 0; at < xml.length; at += length) reader.write(xml.slice(at, at + length))
  reader.end()
  return events
}

const part = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom('<a>', '</a>', '<b>', '</b>', '\n', '\r\n', '  ', '<a>1</a>', '<b>é 2</b>'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '<a></a>',
      '<b/>',
      '<a x="1>2">',
      '</b >',
      '\t',
      '\r',
      'x > y',
      '&amp;',
      '<!-- <a>made</a> -->',
      '<![CDATA[<a>]]>',
      '<?made <a>up</a>?>',
      '<é>',
      '😀',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '&',
      '&x;',
      ']]>',
      '\u0007',
      '\ufffe',
      '<!-- a -- <b>1</b> -->',
      '<',
      '>',
      '<1>',
      '</c>',
    ),
  },
)

describe('what is plain in XML', () => {
  it('is told as the parser tells it, which is given every character alone', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), fc.integer({ min: 2, max: 40 }), (parts, length) => {
        const xml = `<?xml version="1.0"?>\n<m>${parts.join('')}</m>`
        const alone = told(xml, 1)
        assert.deepEqual(told(xml, xml.length), alone)
        assert.deepEqual(told(xml, length), alone)
      }),
    )
  })

  const heard: string[] = []
  const plain = new PlainXml({
    open: (name) => heard.push(`<${name}`),
    text: (text) => heard.push(text),
    close: () => heard.push('>'),
  })
  const reads = (xml: string): string => {
    const { length } = heard
    const end = plain.read(xml, 0, 5)
    plain.handOver()
    return [...heard.slice(length), xml.slice(end)].join('|')
  }

  it('is read without the parser', () => {
    assert.equal(reads('\n  <a>\r\n\t<b>1</b><b></b></a><c>'), ' |<a| |<b|1|>|<b|>|>|<c|')
    assert.equal(plain.lines, 2)
  })

  for (const [what, xml, rest] of [
    ['a reference', '<a><b>x &amp; y</b>', '<a|<b|x &amp; y</b>'],
    ['an attribute', '<a><b c="1">', '<a|<b c="1">'],
    ['an empty tag', '<a>\n<b/>', '<a|\n<b/>'],
    ['a tag that is not closed yet', '<a><b', '<a|<b'],
    ['the end of another element', '<a></b>', '<a|</b>'],
    ['the end of an element that it did not open', '</a>', '</a>'],
    ['text that goes over lines', '<a>1\n2</a>', '<a|1\n2</a>'],
    ['an element too deep', '<a><a><a><a><a><a>', '<a|<a|<a|<a|<a|<a>'],
    ['a text of great length', `<a>${'x'.repeat(2_000)}</a>`, `<a>${'x'.repeat(2_000)}</a>`],
  ] as const) {
    it(`is not ${what}, which is left to the parser`, () => {
      assert.equal(reads(xml), rest)
    })
  }
})

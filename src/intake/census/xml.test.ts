import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LONGEST, XmlReader } from './xml.ts'
import type { XmlFault } from './xml-fault.ts'

interface Heard {
  readonly events: readonly string[]
  readonly faults: readonly (XmlFault & { readonly line: number })[]
}

/** Reads XML in pieces of a length, and gives what was told: "<name", "text", ">". */
function hear(xml: string | readonly string[], length = Number.POSITIVE_INFINITY): Heard {
  const events: string[] = []
  const faults: (XmlFault & { readonly line: number })[] = []
  const reader: XmlReader = new XmlReader(
    {
      open: (name, attributes) => events.push([`<${name}`, ...attributes].join(' ')),
      text: (text) => events.push(text),
      close: () => events.push('>'),
    },
    (fault) => faults.push({ ...fault, line: reader.line }),
  )
  for (const part of typeof xml === 'string' ? [xml] : xml) {
    for (let at = 0; at < part.length; at += Math.min(length, part.length)) {
      reader.write(part.slice(at, at + Math.min(length, part.length)))
    }
  }
  reader.end()
  return { events, faults }
}

const kinds = ({ faults }: Heard): string[] => faults.map(({ kind, line }) => `${kind} ${line}`)

/** A text of this many characters, in parts, so that it need not be held at once. */
function* long(character: string, count: number): Iterable<string> {
  const part = character.repeat(10_000)
  for (let i = 0; i < count; i += part.length) yield part
}

describe('reading XML', () => {
  it('tells elements, attributes, text and marked sections', () => {
    const { events, faults } = hear(
      '<?xml version="1.0"?><!-- made --><a x="1" y=\'2\'><b>&lt;1&#50;&#x33;</b><c/><![CDATA[<&>]]></a>\n',
    )
    assert.deepEqual(events, ['<a x y', '<b', '<123', '>', '<c', '>', '<&>', '>'])
    assert.deepEqual(faults, [])
  })

  it('tells the same in pieces of any length', () => {
    const xml =
      '\r\n<?xml version="1.0"?>\r\n<?made up?><!-- R&D -->\r<a>&amp;<b>x & y</b>&eacute;<![CDATA[A&B]]]]>\n</a><?end?>\n'
    const whole = hear(xml)
    const joined = (events: readonly string[]): string => events.join('|')
    assert.deepEqual(kinds(whole), ['ampersand 4', 'entity 4'])
    for (let length = 1; length < 40; length++) {
      const cut = hear(xml, length)
      assert.equal(joined(cut.events), joined(whole.events))
      assert.deepEqual(kinds(cut), kinds(whole))
    }
  })

  it('reads a bare ampersand as it stands', () => {
    const { events, faults } = hear('<a><b>R & D; &;&amp</b></a>')
    assert.deepEqual(events, ['<a', '<b', 'R & D; &;&amp', '>', '>'])
    assert.deepEqual(
      faults.map(({ kind }) => kind),
      ['ampersand', 'ampersand', 'ampersand'],
    )
  })

  it('leaves ampersands in comments, instructions and marked sections alone', () => {
    assert.deepEqual(hear('<a><!-- R&D --><?x R&D ?><![CDATA[R&D]]></a>').faults, [])
  })

  it('expands no entity but the five, and tells its name', () => {
    const { faults } = hear('<a>\n<b>&lol9;</b></a>')
    assert.deepEqual(faults, [{ stops: false, kind: 'entity', what: 'lol9', inText: true, line: 2 }])
  })

  for (const [name, xml] of [
    ['a document type', '<!DOCTYPE Message><a/>'],
    ['one that names a file', '<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "file:///etc/hosts">\n<a/>'],
    ['one with entities in entities', '<!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>'],
    ['one that is never finished', '<!DOCTYPE a ['],
    ['one within the document', '<a><!DOCTYPE a><b/></a>'],
  ] as const) {
    it(`refuses ${name}, and reads nothing after it`, () => {
      for (const length of [1, 7, Number.POSITIVE_INFINITY]) {
        const { events, faults } = hear(xml, length)
        assert.deepEqual(
          faults.map(({ kind }) => kind),
          ['doctype'],
        )
        assert.ok(!events.includes('<b') && events.length <= 1)
      }
    })
  }

  it('stops in a document type that grows without end', () => {
    const { faults } = hear(['<!DOCTYPE a [', ...long('x', 200_000)])
    assert.deepEqual(
      faults.map(({ kind }) => kind),
      ['doctype'],
    )
  })

  for (const [name, before, after] of [
    ['text', '<a><b>', '</b>'],
    ['a marked section', '<a><b><![CDATA[', ']]></b>'],
    ['a comment', '<a><b><!--', '--></b>'],
    ['a comment whose end looks begun', '<a><b><!--', 'y--></b>'],
    ['an instruction', '<a><b><?x ', '?></b>'],
  ] as const) {
    it(`holds no more of ${name} than it may, and goes on behind it with the right line`, () => {
      const text = hear([before, ...long('x\n-', 3_000_000), after, '<c>\n</c', '></a', '>'], 65_536)
      assert.deepEqual(text.faults, [])
      assert.deepEqual(text.events.slice(-5), ['>', '<c', ' ', '>', '>'])
      for (const event of text.events) assert.ok(event.length < 3 * LONGEST)
      const { faults } = hear([before, ...long('x\n-', 900_000), after, '\n</wrong>'], 65_536)
      assert.deepEqual(
        faults.map(({ line }) => line),
        [300_000 + 2],
      )
    })
  }

  it('stops at a tag that is too long', () => {
    for (const length of [1_000, Number.POSITIVE_INFINITY]) {
      assert.deepEqual(kinds(hear(`<a>\n<b x="${'y'.repeat(LONGEST)}"/></a>`, length)), ['tag-too-long 2'])
      assert.deepEqual(kinds(hear(`<a>\n<${'y'.repeat(LONGEST)}/></a>`, length)), ['tag-too-long 2'])
    }
  })

  it('stops where elements lie too deep in one another', () => {
    assert.deepEqual(kinds(hear('<a>'.repeat(1_000_000), 65_536)), ['too-deep 1'])
  })

  for (const [name, xml] of [
    ['nothing', ''],
    ['blank lines', ' \n\n'],
    ['plain text', 'LAchildID,UPN\n1,2\n'],
    ['half a tag', '<Messa'],
  ] as const) {
    it(`tells that ${name} is not XML`, () => {
      assert.deepEqual(
        hear(xml).faults.map(({ kind }) => kind),
        ['not-xml'],
      )
    })
  }

  it('tells where XML is cut off', () => {
    assert.deepEqual(kinds(hear('<a>\n<b>text</b>\n<c>te')), ['cut-off 3'])
  })

  for (const xml of [
    '<a>\n<b></c></a>',
    '<a>\n<b x=1/></a>',
    '<a/>\n<b/>',
    '<a/>\ntext',
    '<a>\n< b/></a>',
    '<a>\n<b x="<"/></a>',
  ]) {
    it(`stops at ${JSON.stringify(xml)}`, () => {
      assert.deepEqual(kinds(hear(xml)), ['not-well-formed 2'])
    })
  }

  it('goes on after a character that XML does not allow, and after harmless slips', () => {
    const { events, faults } = hear('<?xml encoding="UTF-8"?><a><!-- a -- b --><b>\u0007</b>]]><c>&#0;</c></a>')
    assert.deepEqual(
      faults.map(({ kind }) => kind),
      ['slip', 'slip', 'bad-character', 'slip', 'bad-character'],
    )
    assert.deepEqual(events.slice(-4), ['<c', '&#0;', '>', '>'])
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { placeOfFault } from './json-place.ts'
import { parseStrictJson } from './strict-json.ts'

function faultOf(text: string): { readonly path: string; readonly message: string } {
  const read = parseStrictJson(text)
  assert.ok(!read.ok && read.faults[0] !== undefined, `nothing was found wrong with ${text.slice(0, 40)}`)
  return read.faults[0]
}

describe('strict JSON', () => {
  it('reads whatever the language writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6, noUnicodeString: false }), (value) => {
        const read = parseStrictJson(JSON.stringify(value))
        if (!read.ok && read.faults.some(({ path }) => path.includes('__proto__'))) return
        assert.deepEqual(read, { ok: true, value: JSON.parse(JSON.stringify(value)) })
      }),
    )
  })

  it('never throws on anything', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', 'a', '1', ' ') }),
        (text) => {
          const read = parseStrictJson(text)
          assert.equal(typeof read.ok, 'boolean')
        },
      ),
    )
  })

  it('finds a key that stands twice, wherever that is and however it is written', () => {
    assert.equal(faultOf('{"a":1,"b":2,"a":3}').path, 'a')
    assert.equal(faultOf('{"list":[1,{"x":{"a":"}","\\u0061":2}}]}').path, 'list[1].x.a')
    assert.equal(parseStrictJson('[{"a":1},{"a":2},{"b":"a","a":{"a":1}}]').ok, true)
  })

  it('refuses a key that would become the nature of an object', () => {
    assert.equal(faultOf('{"answers":{"__proto__":{}}}').path, 'answers.__proto__')
    assert.equal(faultOf('{"\\u005f_proto__":{}}').path, '__proto__')
  })

  it('stops at depths that only a trap has', () => {
    for (const open of ['[', '{"a":']) assert.match(faultOf(open.repeat(1_000_000)).message, /deep/)
    assert.equal(parseStrictJson(`${'['.repeat(32)}${']'.repeat(32)}`).ok, true)
    assert.match(faultOf(`${'['.repeat(33)}${']'.repeat(33)}`).message, /deep/)
  })

  it('breaks off at the first character that cannot stand there', () => {
    const cases: readonly (readonly [string, number])[] = [
      ['[1,]', 3],
      ['{"a":1,}', 7],
      ['{"a" 1}', 5],
      ['[1 2]', 3],
      ['[01]', 2],
      ['{} {}', 3],
      ['[}', 1],
      ['["a\nb"]', 1],
      ['[tru]', 1],
      ['{"a": [1, {"b": "c', 18],
    ]
    for (const [text, place] of cases) assert.equal(placeOfFault(text), place, text)
  })

  it('finds nothing wrong in JSON, and nothing wrong before the place that it finds', () => {
    const unit = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', 'u', '1', '-', '.', 'null', ' ', '\n')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 12 }), (text) => {
        let isJson = true
        try {
          JSON.parse(text)
        } catch {
          isJson = false
        }
        const place = placeOfFault(text)
        if (isJson) assert.equal(place, text.length)
        else assert.equal(placeOfFault(text.slice(0, place)), place)
      }),
      { numRuns: 2_000 },
    )
  })

  it('says where it is no JSON, and quotes nothing of it', () => {
    const secret = 'Robin Example'
    const fault = faultOf(`{\n  "note": ${secret}\n}`)
    assert.match(fault.message, /line 2, column 11/)
    assert.doesNotMatch(fault.message, /Robin/)
    assert.match(faultOf('').message, /not whole/)
    assert.match(faultOf('{"a": [1, 2').message, /not whole/)
    assert.match(faultOf("{'a': 1}").message, /line 1, column 2/)
  })
})

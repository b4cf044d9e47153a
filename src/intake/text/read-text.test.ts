import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Finding } from '../finding.ts'
import { HEAD_LENGTH, type TextKind } from './encoding.ts'
import { decodeText, readText } from './read-text.ts'

async function* inPieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((x, y) => x - y)
  let from = 0
  for (const place of [...places, bytes.length]) {
    if (place > from) yield bytes.slice(from, place)
    from = Math.max(from, place)
  }
}

async function decoded(
  bytes: Uint8Array,
  kind: TextKind,
  cuts: readonly number[] = [],
): Promise<{ text: string; findings: Finding[] }> {
  const findings: Finding[] = []
  let text = ''
  for await (const piece of decodeText('made', kind, inPieces(bytes, cuts), (f) => findings.push(f))) text += piece
  return { text, findings }
}

const utf16 = (text: string, big: boolean, mark = true): Buffer => {
  const bytes = Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le')
  return big ? bytes.swap16() : bytes
}

describe('decoding a file', () => {
  const declaring = (encoding: string): string => `<?xml version="1.0"${encoding}?>\n<a>Zoë</a>\n`
  const utf8 = (text: string): Buffer => Buffer.from(text)
  const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')

  for (const [name, encoding, encode] of [
    ['UTF-8', '', utf8],
    ['UTF-8 with a byte order mark', '', (text: string) => utf8(`\uFEFF${text}`)],
    ['UTF-16 little-endian', '', (text: string) => utf16(text, false)],
    ['UTF-16 big-endian', ' encoding="UTF-16"', (text: string) => utf16(text, true)],
    ['UTF-16 with no mark', '', (text: string) => utf16(text, false, false)],
    ['big-endian UTF-16 with no mark', '', (text: string) => utf16(text, true, false)],
    ['declared Latin-1', ' encoding="ISO-8859-1"', latin1],
    ['declared windows-1252', " encoding='Windows-1252'", latin1],
    ['declared UTF-8', ' encoding="utf-8"', utf8],
  ] as const) {
    it(`reads ${name}, wherever the pieces are cut, and finds nothing wrong`, async () => {
      for (const text of [declaring(encoding), `${declaring(encoding)}${' '.repeat(HEAD_LENGTH)}<b>Zoë</b>\n`]) {
        const bytes = encode(text)
        for (let cut = 0; cut <= 60; cut++) {
          assert.deepEqual(await decoded(bytes, 'xml', [cut, bytes.length - cut]), { text, findings: [] })
        }
      }
    })
  }

  it('reads the euro sign of windows-1252', async () => {
    const bytes = Buffer.concat([Buffer.from('<?xml version="1.0" encoding="cp1252"?><a>'), Buffer.from([0x80])])
    assert.equal((await decoded(bytes, 'xml')).text.at(-1), '€')
  })

  it('refuses an encoding it does not know, by name, and reads nothing', async () => {
    const { text, findings } = await decoded(Buffer.from(declaring(' encoding="x-klingon"')), 'xml')
    assert.equal(text, '')
    assert.deepEqual(
      findings.map((f) => [f.weight, f.rule, f.line]),
      [['refused', 'unknown-encoding', 1]],
    )
    assert.match(findings[0]?.message ?? '', /x-klingon/)
  })

  it('refuses UTF-32', async () => {
    const { findings } = await decoded(Buffer.from([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0]), 'xml')
    assert.equal(findings[0]?.rule, 'unknown-encoding')
  })

  it('reads a file that declares UTF-16 and is UTF-8, and says so', async () => {
    const made = declaring(' encoding="utf-16"')
    const { text, findings } = await decoded(utf8(made), 'xml')
    assert.equal(text, made)
    assert.deepEqual(
      findings.map((f) => [f.weight, f.rule]),
      [['doubtful', 'encoding-contradicted']],
    )
  })

  it('names each line with bytes that are no character once, and reads the rest', async () => {
    const bytes = Buffer.concat([
      Buffer.from('<a>\nb\n'),
      Buffer.from([0xff, 0x41, 0xc3]),
      Buffer.from('\nok\n'),
      Buffer.from([0xe2, 0x82]),
    ])
    const { text, findings } = await decoded(bytes, 'xml')
    assert.equal(text, '<a>\nb\n\uFFFDA\uFFFD\nok\n\uFFFD')
    assert.deepEqual(
      findings.map((f) => [f.rule, f.line]),
      [
        ['unreadable-characters', 3],
        ['unreadable-characters', 5],
      ],
    )
  })

  it('reads a line of nothing else, however long', async () => {
    const { text, findings } = await decoded(Buffer.concat([Buffer.alloc(300_000, 0xff), Buffer.from('\n\xff')]), 'xml')
    assert.equal(text.length, 300_002)
    assert.deepEqual(
      findings.map((f) => [f.rule, f.line]),
      [['unreadable-characters', 1]],
    )
  })

  it('takes a list that is not UTF-8 for windows-1252 and says from which line', async () => {
    const { text, findings } = await decoded(Buffer.from('a,b\n1,x\n2,Zoë\n3,Bjørn\n', 'latin1'), 'csv')
    assert.equal(text, 'a,b\n1,x\n2,Zoë\n3,Bjørn\n')
    assert.deepEqual(
      findings.map((f) => [f.weight, f.rule, f.line]),
      [['doubtful', 'not-utf-8', 3]],
    )
  })

  it('gives the same text and findings wherever any bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'grapheme' }).map((s) => Buffer.from(s)),
            fc.uint8Array({ maxLength: 6 }),
          ),
        ),
        fc.array(fc.nat({ max: 2 * HEAD_LENGTH })),
        fc.constantFrom('xml' as const, 'csv' as const),
        fc.constantFrom(0, HEAD_LENGTH - 2, HEAD_LENGTH),
        async (parts, cuts, kind, before) => {
          // Pieces are joined until the encoding is settled, so the cuts that matter lie behind the head.
          const bytes = Buffer.concat([Buffer.alloc(before, 'a'), ...parts])
          assert.deepEqual(await decoded(bytes, kind, cuts), await decoded(bytes, kind))
        },
      ),
    )
  })
})

describe('reading a file', () => {
  const read = async (path: string): Promise<[string, Finding[]]> => {
    const findings: Finding[] = []
    let text = ''
    for await (const piece of readText(path, 'csv', { report: (f) => findings.push(f) })) text += piece
    return [text, findings]
  }

  it('tells of an empty file, a folder and a file that is not there, and throws nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'text-'))
    try {
      const empty = join(folder, 'empty.csv')
      await writeFile(empty, '')
      for (const [path, rule] of [
        [empty, 'empty-file'],
        [folder, 'is-a-folder'],
        [join(folder, 'none.csv'), 'no-such-file'],
      ] as const) {
        const [text, findings] = await read(path)
        assert.equal(text, '')
        assert.deepEqual(
          findings.map((f) => [f.weight, f.rule, f.file]),
          [['refused', rule, path]],
        )
      }
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('tells how far it has read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'text-'))
    try {
      const path = join(folder, 'long.csv')
      await writeFile(path, 'a,b\n'.repeat(400_000))
      const told: number[] = []
      let length = 0
      const onProgress = (_: string, read: number, all: number): void => {
        assert.equal(all, 1_600_000)
        told.push(read)
      }
      for await (const piece of readText(path, 'csv', { report: (f) => assert.fail(f.message), onProgress }))
        length += piece.length
      assert.equal(length, 1_600_000)
      assert.equal(told.at(-1), 1_600_000)
      assert.ok(told.length > 1)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

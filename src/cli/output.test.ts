import assert from 'node:assert/strict'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { WritingFault } from './exit.ts'
import { DocumentFile, writeDocument } from './output.ts'

describe('a document that is written to a file', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sightline-output-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('does not mix with another that is written to the same place', () => {
    const place = join(folder, 'report.html')
    const [one, two] = [new DocumentFile(place), new DocumentFile(place)]
    one.add('1'.repeat(200_000))
    two.add('2'.repeat(100_000))
    one.add('1')
    two.finish()
    assert.equal(readFileSync(place, 'utf8'), '2'.repeat(100_000))
    one.finish()
    assert.equal(readFileSync(place, 'utf8'), '1'.repeat(200_001))
    assert.deepEqual(readdirSync(folder), ['report.html'])
  })

  it('leaves what stood there where it is not finished', () => {
    const place = join(folder, 'report.html')
    writeFileSync(place, 'before')
    const chunks = function* (): Iterable<string> {
      yield 'x'.repeat(100_000)
      throw new RangeError('a bug')
    }
    assert.throws(() => writeDocument(place, chunks()), RangeError)
    assert.equal(readFileSync(place, 'utf8'), 'before')
    assert.deepEqual(readdirSync(folder), ['report.html'])
  })

  it('takes away what a killed run has left, and not what another may be writing', () => {
    const [left, other] = [join(folder, 'sightline-1-0.unfinished'), join(folder, 'sightline-2-0.unfinished')]
    for (const path of [left, other]) writeFileSync(path, 'text')
    utimesSync(left, new Date(0), new Date(0))
    writeDocument(join(folder, 'report.html'), ['text'])
    assert.deepEqual(readdirSync(folder).sort(), ['report.html', 'sightline-2-0.unfinished'])
  })

  it('goes where a link leads, whether the file is there or not', () => {
    const [there, link] = [join(folder, 'there.csv'), join(folder, 'link.csv')]
    symlinkSync('there.csv', link)
    for (const text of ['first', 'second']) {
      writeDocument(link, [text])
      assert.equal(readFileSync(there, 'utf8'), text)
      assert.ok(lstatSync(link).isSymbolicLink())
    }
  })

  it('has a name as long as names can be', () => {
    const place = join(folder, `${'n'.repeat(250)}.html`)
    writeDocument(place, ['text'])
    assert.equal(readFileSync(place, 'utf8'), 'text')
    const longer = join(folder, `${'n'.repeat(300)}.html`)
    assert.throws(() => writeDocument(longer, ['text']), { constructor: WritingFault, message: /name is too long/ })
  })

  it('is refused in words where its place is a folder', () => {
    mkdirSync(join(folder, 'reports'))
    assert.throws(() => writeDocument(join(folder, 'reports'), ['text']), WritingFault)
    assert.deepEqual(readdirSync(folder), ['reports'])
  })

  it('goes straight into a device, and says when the disk is full', { skip: !existsSync('/dev/full') }, () => {
    const link = join(folder, 'full')
    symlinkSync('/dev/full', link)
    assert.throws(() => writeDocument(link, ['text']), { constructor: WritingFault, message: /the disk is full/ })
    assert.ok(lstatSync('/dev/full').isCharacterDevice())
    assert.deepEqual(readdirSync(folder), ['full'])
  })
})

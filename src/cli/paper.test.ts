import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { PACKAGE_FOLDER } from '../intake/library.ts'
import { EXIT } from './exit.ts'
import { sightlineOn } from './said.test-data.ts'

const CASE = join(PACKAGE_FOLDER, 'docs', 'how-to', 'cases-of-most-concern.json')

function paper(...args: readonly string[]) {
  return sightlineOn('2026-03-31', 'paper', CASE, '--protocol', 'cases-of-most-concern', ...args)
}

describe('sightline paper', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sightline-paper-'))
  })
  after(() => {
    rmSync(folder, { recursive: true })
  })

  it('prints a document as text', async () => {
    const { status, out } = await paper('--document', 'case-of-note-form', '--for', 'Lena Invented')
    assert.equal(status, EXIT.done)
    assert.match(out, /^Case of Note and Concern Form\n/)
    assert.match(out, /Made for: Lena Invented\nMade on: Tuesday 31 March 2026/)
  })

  it('writes each form by the name of the output', async () => {
    const begins = { docx: 'PK', xlsx: 'PK', csv: '\uFEFFchild,', txt: 'List of cases' }
    for (const [form, begin] of Object.entries(begins)) {
      const output = join(folder, `list.${form}`)
      const { status, err } = await paper('--document', 'the-list', '--output', output)
      assert.equal(status, EXIT.done, err)
      assert.ok(readFileSync(output, 'utf8').startsWith(begin), form)
    }
  })

  it('writes a PDF, or says plainly that this machine makes none', async () => {
    const output = join(folder, 'note.pdf')
    const { status, err } = await paper('--document', 'case-note', '--output', output)
    if (status === EXIT.done) assert.ok(readFileSync(output, 'latin1').startsWith('%PDF-'))
    else assert.match(err, /No PDF can be made on this machine.*DOCX/)
  })

  it('gives a record as text to be copied', async () => {
    const { status, out } = await paper('--entry', 'e2')
    assert.equal(status, EXIT.done)
    assert.match(out, /^[^\n]+: The criteria are met\nIt happened: 14:00 on /)
  })

  it('gives the agenda of a meeting', async () => {
    const { status, out } = await paper('--meeting', 'smt', '--sits-on', '2026-04-16')
    assert.equal(status, EXIT.done)
    assert.match(out, /^Agenda: Senior Management Team\n/)
    assert.match(out, /Sits on: Thursday 16 April 2026/)
  })

  it('says what is wrong and what to write', async () => {
    const wrong = async (...args: readonly string[]) => {
      const { status, err } = await paper(...args)
      assert.equal(status, EXIT.usage, args.join(' '))
      return err
    }
    assert.match(await wrong(), /--document \(case-note, /)
    assert.match(await wrong('--document', 'case-notes'), /Did you mean "case-note"/)
    assert.match(
      await wrong('--document', 'case-note', '--as-of', '2026-03-03'),
      /not been made by then.*Made so far: nothing/s,
    )
    assert.match(await wrong('--document', 'case-note', '--entry', 'e3'), /did not make/)
    assert.match(await wrong('--meeting', 'none'), /names no meeting/)
    assert.match(await wrong('--entry', 'e99'), /no record "e99"/)
    assert.match(await wrong('--document', 'case-note', '--output', join(folder, 'x.odt')), /\.docx/)
    assert.match(await wrong('--document', 'case-note', '--output', join(folder, 'x')), /form/)
    assert.match(await wrong('--document', 'case-note', '--output', join(folder, 'x.csv')), /only a list/)
    assert.match(await wrong('--document', 'case-note', '--output', CASE), /read/)
    assert.match(await wrong('--document', 'the-list', '--entry', 'e1'), /two things/)
  })
})

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { EXIT } from './exit.ts'
import { sightlineOn } from './said.test-data.ts'

function draw(...args: readonly string[]) {
  return sightlineOn('2026-05-01', 'draw', ...args)
}

const FILE = new URL('../../protocols/plans-that-drift.yaml', import.meta.url)

describe('sightline draw', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sightline-draw-'))
  })
  after(() => {
    rmSync(folder, { recursive: true })
  })

  it('prints a drawing of a protocol named by its name', async () => {
    const { status, out, err } = await draw('plans-that-drift')
    assert.equal(status, EXIT.done)
    assert.equal(err, '')
    assert.match(out, /^<!doctype html>/)
    assert.match(out, /<\/html>\n$/)
  })

  it('draws a file as it draws the protocol in it', async () => {
    const path = join(folder, 'own.yaml')
    writeFileSync(path, readFileSync(FILE, 'utf8'))
    assert.equal((await draw(path)).out, (await draw('plans-that-drift')).out)
  })

  it('tells it in words', async () => {
    const { status, out } = await draw('plans-that-drift', '--format', 'text')
    assert.equal(status, EXIT.done)
    assert.match(
      out,
      /Step: Examine the case in the reviewing service\.\n {4}Done by Independent Reviewing Service\.\n {4}Only once this is met: 21 months on a plan, or its review of that month\./,
    )
    assert.doesNotMatch(out, /</)
  })

  it('bears the day of drawing: today, or the day asked for', async () => {
    assert.match((await draw('plans-that-drift', '--format', 'text')).out, /Drawn on 2026-05-01\./)
    const { out } = await draw('cases-of-most-concern', '--format', 'text', '--on', '2023-10-31')
    assert.match(out, /Review due: 2023-10\. Drawn on 2023-10-31\./)
    assert.match((await draw('cases-of-most-concern')).out, /Review due: 2023-10, and overdue\./)
    assert.equal((await draw('plans-that-drift', '--on', 'tomorrow')).status, EXIT.usage)
  })

  it('writes to a file and says which', async () => {
    const path = join(folder, 'chart.html')
    const { status, out } = await draw('plans-that-drift', '--output', path)
    assert.equal(status, EXIT.done)
    assert.equal(out, `Written: ${path}\n`)
    assert.equal(readFileSync(path, 'utf8'), (await draw('plans-that-drift')).out)
  })

  it('names the protocol that was meant', async () => {
    const { status, err } = await draw('plans-that-drif')
    assert.equal(status, EXIT.usage)
    assert.match(err, /there is no protocol "plans-that-drif"\. Did you mean "plans-that-drift"\?/)
  })

  it('asks for exactly one protocol and a format that it knows', async () => {
    assert.match((await draw()).err, /no protocol was named/)
    assert.match((await draw('plans-that-drift', 'repeat-plans')).err, /only one protocol is drawn at a time/)
    assert.match((await draw('plans-that-drift', '--format', 'png')).err, /Write one of: html, text/)
  })

  it('names every fault of a file and draws nothing', async () => {
    const path = join(folder, 'faulty.yaml')
    writeFileSync(path, readFileSync(FILE, 'utf8').replace('met by: examine-case', 'met by: examine-cas'))
    const { status, out, err } = await draw(path)
    assert.equal(status, EXIT.faultyProtocol)
    assert.equal(out, '')
    assert.match(err, /faulty\.yaml:\d+:\d+ .*there is no step "examine-cas"/)
  })

  it('says where nothing can be written', async () => {
    const { status, err } = await draw('plans-that-drift', '--output', join(folder, 'none', 'chart.html'))
    assert.equal(status, EXIT.notWritten)
    assert.match(err, /its folder does not exist/)
  })

  it('lets no title move the cursor or turn the writing round, in text or in a drawing', async () => {
    const path = join(folder, 'odd.yaml')
    const odd = 'title: "Odd \\e[31m \\u202E drawn \\a"'
    writeFileSync(path, readFileSync(FILE, 'utf8').replace(/^title: .*$/m, odd))
    for (const format of ['text', 'html']) {
      const { status, out } = await draw(path, '--format', format)
      assert.equal(status, EXIT.done)
      assert.match(out, /Odd \uFFFD\[31m \uFFFD drawn \uFFFD/)
      assert.doesNotMatch(out.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u)
    }
  })
})

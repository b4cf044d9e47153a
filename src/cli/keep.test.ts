import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { EXIT } from './exit.ts'
import { SILENT } from './silent.test-data.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'sightline-keep-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function sightline(args: readonly string[], env = {}): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    env: { ...SILENT, ...env },
  })
  return { status, out: stdout, err: stderr }
}

describe('backup, restore and doctor', () => {
  it('say where no record is, and make none there', () => {
    const data = join(folder, 'none')
    const backup = sightline(['backup', join(folder, 'kept'), '--data', data])
    assert.equal(backup.status, EXIT.noRecord)
    assert.match(backup.err, /^sightline: There is no record in .*none\. Name its folder with --data/)
    const doctor = sightline(['doctor', '--data', data])
    assert.equal(doctor.status, EXIT.noRecord)
    assert.match(doctor.out, /^wrong {2}place: There is no record in .*none\./)
  })

  it('refuse a file that is no backup, and a folder that holds something', () => {
    const file = join(folder, 'letter.txt')
    writeFileSync(file, 'Plainly invented')
    const restored = sightline(['restore', file, '--data', join(folder, 'none')])
    assert.equal(restored.status, EXIT.nothingRead)
    assert.match(restored.err, /letter\.txt is no backup that Sightline made\. Nothing was restored\./)
    mkdirSync(join(folder, 'some', 'cluster'), { recursive: true })
    const doctor = sightline(['doctor', '--data', join(folder, 'some')])
    assert.equal(doctor.status, EXIT.noRecord)
    assert.match(doctor.out, /some holds something else\. Name an empty folder/)
  })

  it('refuse to be written wrongly', () => {
    for (const args of [['backup'], ['restore', 'a', 'b'], ['doctor', 'a'], ['doctor', '--folder', 'a']]) {
      assert.equal(sightline(args).status, EXIT.usage, args.join(' '))
    }
    assert.equal(sightline(['doctor', '--data', folder], { DATABASE_URL: 'postgres://a@b/c' }).status, EXIT.usage)
  })

  it('name the variable of an address that is none, and never its password', () => {
    const doctor = sightline(['doctor'], { DATABASE_URL: 'mysql://a:plainly-invented@b/c' })
    assert.equal(doctor.status, EXIT.noRecord)
    assert.match(doctor.out, /DATABASE_URL is no address of a database/)
    assert.ok(!`${doctor.out}${doctor.err}`.includes('plainly-invented'))
  })
})

import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { EXIT } from './exit.ts'
import { sightlineOn } from './said.test-data.ts'

const folder = mkdtempSync(join(tmpdir(), 'sightline-keep-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const sightline = (...args: readonly string[]) => sightlineOn('2026-11-22', ...args)

/** The same with an address of a database in the surroundings. */
async function sightlineAt(address: string, ...args: readonly string[]) {
  process.env['DATABASE_URL'] = address
  try {
    return await sightline(...args)
  } finally {
    delete process.env['DATABASE_URL']
  }
}

describe('backup, restore and doctor', () => {
  it('say where no record is, and make none there', async () => {
    const data = join(folder, 'none')
    const backup = await sightline('backup', join(folder, 'kept'), '--data', data)
    assert.equal(backup.status, EXIT.noRecord)
    assert.match(backup.err, /^sightline: There is no record in .*none\. Name its folder with --data/)
    const doctor = await sightline('doctor', '--data', data)
    assert.equal(doctor.status, EXIT.noRecord)
    assert.match(doctor.out, /^wrong {2}place: There is no record in .*none\./)
  })

  it('refuse a file that is no backup, and a folder that holds something', async () => {
    const file = join(folder, 'letter.txt')
    writeFileSync(file, 'Plainly invented')
    const restored = await sightline('restore', file, '--data', join(folder, 'none'))
    assert.equal(restored.status, EXIT.nothingRead)
    assert.match(restored.err, /letter\.txt is no backup that Sightline made\. Nothing was restored\./)
    mkdirSync(join(folder, 'some', 'cluster'), { recursive: true })
    const doctor = await sightline('doctor', '--data', join(folder, 'some'))
    assert.equal(doctor.status, EXIT.noRecord)
    assert.match(doctor.out, /some holds something else\. Name an empty folder/)
  })

  it('refuse to be written wrongly', async () => {
    for (const args of [['backup'], ['restore', 'a', 'b'], ['doctor', 'a'], ['doctor', '--folder', 'a']]) {
      assert.equal((await sightline(...args)).status, EXIT.usage, args.join(' '))
    }
    assert.equal((await sightlineAt('postgres://a@b/c', 'doctor', '--data', folder)).status, EXIT.usage)
  })

  it('name the variable of an address that is none, and never its password', async () => {
    const doctor = await sightlineAt('mysql://a:plainly-invented@b/c', 'doctor')
    assert.equal(doctor.status, EXIT.noRecord)
    assert.match(doctor.out, /DATABASE_URL is no address of a database/)
    assert.ok(!`${doctor.out}${doctor.err}`.includes('plainly-invented'))
  })
})

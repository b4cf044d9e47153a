import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { openRecord } from '../../src/record/opening/open.ts'
import { type RecordRefusal, sayRecordRefusal } from '../../src/record/opening/refusal.ts'
import { given, MIGRATIONS, temporaryFolder } from './folders.ts'
import { installation, mayRunAsNobody, NOBODY, runInstalled } from './installation.ts'

const isRoot = process.getuid?.() === 0

/** Whether a small disk can be made here. */
function mayMount(): boolean {
  if (!isRoot) return false
  const place = temporaryFolder()
  const mounted = spawnSync('mount', ['-t', 'tmpfs', 'sightline', place]).status === 0
  return mounted && spawnSync('umount', [place]).status === 0
}

async function refused(data: string, migrations = MIGRATIONS): Promise<RecordRefusal> {
  const opened = await openRecord({ kind: 'folder', data }, given(migrations))
  assert.ok(!opened.ok)
  return opened.refusal
}

/** Refused for this reason, in words that name the place and end with what to do. */
function says(refusal: RecordRefusal, kind: string, place: string): void {
  assert.equal(refusal.kind === 'server' ? refusal.refusal.kind : refusal.kind, kind, JSON.stringify(refusal))
  const words = sayRecordRefusal(refusal)
  assert.ok(words.includes(place), words)
  assert.match(words, /(Name|Make|Install|Run|Put)[^.]*\S/)
}

async function open(data: string, migrations = MIGRATIONS) {
  const opened = await openRecord({ kind: 'folder', data }, given(migrations))
  assert.ok(opened.ok, JSON.stringify(opened))
  return opened.record
}

describe('a folder that the record cannot be kept in', () => {
  const folder = temporaryFolder()

  it('is refused where it holds something else, which stays as it is', async () => {
    const other = join(folder, 'other')
    mkdirSync(join(other, 'cluster'), { recursive: true })
    writeFileSync(join(other, 'cluster', 'letter.txt'), 'Plainly invented')
    says(await refused(other), 'not-ours', other)
    assert.deepEqual(readdirSync(other, { recursive: true }).sort(), ['cluster', 'cluster/letter.txt'])
    const file = join(folder, 'file')
    writeFileSync(file, '')
    says(await refused(file), 'not-ours', file)
    says(await refused(join(file, 'below')), 'not-ours', file)
  })

  it('is refused where this account may not write', {
    skip: isRoot && !mayRunAsNobody() && 'no other account',
  }, async () => {
    const own = join(folder, 'own')
    mkdirSync(own, { mode: 0o755 })
    if (!isRoot) {
      chmodSync(own, 0o555)
      return says(await refused(join(own, 'data')), 'no-permission', own)
    }
    const { said } = await runInstalled(installation(), join(own, 'data'), NOBODY)
    assert.match(said.says ?? '', /^This account may not write to \S+own\S*\. Run Sightline as the account/)
  })

  it('is refused where the account of the server may not pass', { skip: !isRoot && 'not root' }, async () => {
    const closed = join(folder, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    says(await refused(join(closed, 'data')), 'not-reachable', closed)
  })

  it('is refused where there is no space left', { skip: !mayMount() && 'may not mount' }, async () => {
    const disk = join(folder, 'disk')
    mkdirSync(disk)
    for (const size of ['8m', '70m']) {
      assert.equal(spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'sightline', disk]).status, 0)
      try {
        says(await refused(join(disk, 'data')), 'no-space', disk)
      } finally {
        spawnSync('umount', ['-l', disk])
      }
    }
  })
})

describe('data that are not for this version', () => {
  const data = join(temporaryFolder(), 'data')
  before(async () => {
    await (await open(data)).close()
  })

  it('are refused where another PostgreSQL wrote them', async () => {
    const version = join(data, 'cluster', 'PG_VERSION')
    const own = readFileSync(version)
    writeFileSync(version, '17\n')
    says(await refused(data), 'other-version', data)
    writeFileSync(version, own)
  })

  it('are refused where a later Sightline migrated them, or a migration was altered', async () => {
    const [first, ...rest] = MIGRATIONS
    assert.ok(first !== undefined)
    says(await refused(data, rest), 'migration', data)
    says(await refused(data, [{ ...first, hash: '0' }, ...rest]), 'migration', data)
    await (await open(data)).close()
  })

  it('are left as they were where a migration fails, and taken once it is put right', async () => {
    const wrong = { name: '9999-wrong.sql', sql: 'create table sightline.half (); select 1 / 0', hash: '1' }
    const refusal = await refused(data, [...MIGRATIONS, wrong])
    says(refusal, 'migration', data)
    assert.match(sayRecordRefusal(refusal), /9999-wrong\.sql failed .*division by zero/)
    const record = await open(data, [
      ...MIGRATIONS,
      { ...wrong, sql: 'create table sightline.half (); drop table sightline.half', hash: '2' },
    ])
    await record.close()
    assert.deepEqual(record.migrated, ['9999-wrong.sql'])
  })
})

import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { backUp } from '../../src/record/keep/backup.ts'
import { type KeepRefusal, sayKeepRefusal } from '../../src/record/keep/refusal.ts'
import { restore } from '../../src/record/keep/restore.ts'
import { digestOf, prepare, tablesOf } from '../../src/record/keep/tables.ts'
import { type OpenRecord, openRecord } from '../../src/record/opening/open.ts'
import { addCase, layOut, moment, record, type Scene } from './authority.ts'
import { nextId, signIn } from './database.ts'
import { given, MIGRATIONS, temporaryFolder } from './folders.ts'

const NOW = moment('2026-11-22T03:00:00Z')
const folder = temporaryFolder()
const data = join(folder, 'data')
const file = join(folder, 'kept.sightline')

const ANSWERS = { circumstances: 'An invented worry\twith a tab,\na line and a \\', 'not-reducing': 'Ŵy, 子, 🙂' }

let kept: OpenRecord
let scene: Scene

async function open(place: string): Promise<OpenRecord> {
  const opened = await openRecord({ kind: 'folder', data: place }, given())
  assert.ok(opened.ok, JSON.stringify(opened))
  return opened.record
}

function hostOf({ server }: OpenRecord): string {
  assert.ok(server !== null)
  return server.host
}

async function raise(on = scene): Promise<string> {
  const caseId = await addCase(on, { 'social-worker': 'Wyn', 'team-manager': 'Tam', 'service-manager': 'Sal' })
  const pathway = nextId()
  const step = { step: 'raise-the-child', role: 'social-worker', answers: ANSWERS }
  const opens = { protocol: 'cases-of-most-concern', caseId, pathway }
  const recorded = await record(on, 'Wyn', { opens }, step, '2026-11-20T10:00:00.250Z')
  assert.ok('ok' in recorded && recorded.ok, JSON.stringify(recorded))
  return pathway
}

/** What every table of a record holds. */
async function digests(host: string): Promise<Map<string, unknown>> {
  const client = await signIn(host, 'sightline')
  await prepare(client)
  const found = new Map<string, unknown>()
  for (const table of await tablesOf(client)) found.set(table.table, await digestOf(client, table))
  await client.end()
  return found
}

/** That a record was folded anew to prove it is noted in it. */
const GROWS = ['audit_envelopes', 'audit_payloads']

async function envelopes(record: OpenRecord): Promise<readonly string[]> {
  const client = await signIn(hostOf(record), 'sightline')
  const { rows } = await client.query('select action from sightline.audit_envelopes order by at, action')
  await client.end()
  return rows.map(({ action }) => action)
}

before(async () => {
  kept = await open(data)
  scene = await layOut(await signIn(hostOf(kept), 'sightline'), kept.store)
  await raise()
})
after(async () => {
  await scene.root.end()
  await kept.close()
})

describe('a backup', () => {
  it('restored into an empty folder is an equal record, in which recording goes on', async () => {
    const made = await backUp(kept.logins, file, NOW)
    assert.ok(made.ok, JSON.stringify(made))
    assert.equal(statSync(file).mode & 0o777, 0o600)
    const place = join(temporaryFolder(), 'data')
    const restored = await restore(file, { kind: 'folder', data: place }, given(), NOW)
    assert.ok(restored.ok, JSON.stringify(restored))
    assert.deepEqual({ rebuilt: restored.rebuilt, different: restored.different }, { rebuilt: 1, different: [] })
    const again = await open(place)
    const [there, here] = [await digests(hostOf(again)), await digests(hostOf(kept))]
    for (const table of GROWS) assert.ok(there.delete(table) && here.delete(table))
    assert.deepEqual(there, here)
    assert.deepEqual(await envelopes(again), [...(await envelopes(kept)), 'rebuild-pathway'])
    const root = await signIn(hostOf(again), 'sightline')
    const pathway = await raise({ ...scene, root, store: again.store })
    const { rows } = await root.query('select answers from sightline.answers where pathway_id = $1', [pathway])
    await root.end()
    await again.close()
    assert.deepEqual(rows, [{ answers: ANSWERS }])
  })

  it('holds one moment of a record that is written to meanwhile', async () => {
    const during = join(folder, 'during.sightline')
    let isDone = false
    const writing = (async () => {
      let count = 0
      while (!isDone) {
        await raise()
        count += 1
      }
      return count
    })()
    const made = await backUp(kept.logins, during, NOW)
    isDone = true
    assert.ok((await writing) > 0)
    assert.ok(made.ok, JSON.stringify(made))
    const place = join(temporaryFolder(), 'data')
    const restored = await restore(during, { kind: 'folder', data: place }, given(), NOW)
    assert.ok(restored.ok, JSON.stringify(restored))
    assert.deepEqual(restored.different, [])
    const again = await open(place)
    const root = await signIn(hostOf(again), 'sightline')
    // Each pathway has its one entry, that its answers, and all its envelope: or none of them is there.
    const { rows } = await root.query(
      `select
         (select count(*) from sightline.pathways)::int as pathways, (select count(*) from sightline.entries)::int as entries,
         (select count(*) from sightline.answers)::int as answers,
         (select count(*) from sightline.audit_envelopes where action = 'record-step')::int as envelopes,
         (select count(*) from sightline.audit_payloads join sightline.audit_envelopes using (authority, envelope_id)
          where action = 'record-step')::int as payloads`,
    )
    await root.end()
    await again.close()
    const [counts] = rows
    assert.equal(new Set(Object.values(counts)).size, 1, JSON.stringify(counts))
  })

  it('is a plain archive, that says what is in it', () => {
    const archive = gunzipSync(readFileSync(file))
    assert.equal(archive.toString('latin1', 257, 262), 'ustar')
    assert.match(archive.toString('utf8'), /"table": "entries",\s+"columns": \[\s+"authority",/)
  })

  it('never takes the place of a file, and leaves nothing where it cannot be written', async () => {
    const made = await backUp(kept.logins, file, NOW)
    assert.deepEqual(made, { ok: false, refusal: { kind: 'file-there', file } })
    const nowhere = await backUp(kept.logins, join(folder, 'no such folder', 'kept.sightline'), NOW)
    assert.ok(!nowhere.ok)
    assert.match(sayKeepRefusal(nowhere.refusal), /no such file or directory.* Make room, or name another place/)
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes('unfinished')),
      [],
    )
  })

  it('is not made by somebody who sees only a part', async () => {
    const made = await backUp({ app: kept.logins.app, owner: kept.logins.app }, join(folder, 'part.sightline'), NOW)
    assert.ok(!made.ok)
    assert.equal(made.refusal.kind, 'sees-not-all')
    assert.ok(!existsSync(join(folder, 'part.sightline')))
  })
})

describe('restoring', () => {
  const place = join(temporaryFolder(), 'data')
  const copy = join(folder, 'copy.sightline')

  async function refused(from: string, into = place, migrations = MIGRATIONS): Promise<KeepRefusal> {
    const restored = await restore(from, { kind: 'folder', data: into }, given(migrations), NOW)
    assert.ok(!restored.ok)
    assert.ok(into !== place || !existsSync(place), 'nothing was written')
    return restored.refusal
  }

  it('refuses a file that was cut short, wherever', async () => {
    const { size } = statSync(file)
    for (const length of [size - 1, size - 9, Math.floor(size / 2), 40]) {
      writeFileSync(copy, readFileSync(file))
      truncateSync(copy, length)
      assert.deepEqual(await refused(copy), { kind: 'cut-short', file: copy }, `${length} of ${size}`)
    }
  })

  it('refuses a file that was altered, wherever', async () => {
    const whole = readFileSync(file)
    for (let i = 1; i < 40; i++) {
      const altered = Buffer.from(whole)
      const at = Math.floor((i * whole.length) / 40)
      altered[at] = (altered[at] ?? 0) ^ 1
      writeFileSync(copy, altered)
      const { kind } = await refused(copy)
      assert.ok(kind === 'altered' || kind === 'cut-short' || kind === 'not-a-backup', `${kind} at ${at}`)
    }
  })

  it('refuses a file whose rows were altered and packed again', async () => {
    const archive = gunzipSync(readFileSync(file))
    const at = archive.indexOf('An invented worry')
    archive.write('An invented WORRY', at)
    writeFileSync(copy, gzipSync(archive))
    assert.deepEqual(await refused(copy), { kind: 'altered', file: copy })
    const sealed = gunzipSync(readFileSync(file))
    sealed.write('"rows": 9', sealed.indexOf('"rows": '))
    writeFileSync(copy, gzipSync(sealed))
    assert.deepEqual(await refused(copy), { kind: 'altered', file: copy })
  })

  it('refuses what is no backup', async () => {
    for (const [contents, kind] of [
      [Buffer.from('Plainly invented'), 'not-a-backup'],
      [gzipSync('Plainly invented'), 'not-a-backup'],
      [gzipSync(Buffer.alloc(4096)), 'not-a-backup'],
      [Buffer.alloc(0), 'cut-short'],
    ] as const) {
      writeFileSync(copy, contents)
      assert.deepEqual(await refused(copy), { kind, file: copy })
    }
    assert.equal((await refused(join(folder, 'none'))).kind, 'not-read')
    assert.equal((await refused(folder)).kind, 'not-read')
  })

  it('refuses a backup of a later Sightline', async () => {
    const [last] = MIGRATIONS.slice(-1)
    assert.deepEqual(await refused(file, place, MIGRATIONS.slice(0, -1)), {
      kind: 'later-backup',
      file,
      migration: last?.name,
    })
  })

  it('refuses a folder that holds something, which stays as it is', async () => {
    const other = join(temporaryFolder(), 'data')
    mkdirSync(other)
    writeFileSync(join(other, 'letter.txt'), 'Plainly invented')
    assert.deepEqual(await refused(file, other), { kind: 'not-empty', place: other })
    assert.deepEqual(await refused(file, data), { kind: 'not-empty', place: data })
    assert.deepEqual(readdirSync(other), ['letter.txt'])
  })
})

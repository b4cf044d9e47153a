import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { openMailer } from '../../src/jobs/mailer.ts'
import { type Mailed, pauseAfter, type SendMail, sendMails } from '../../src/record/notices/mails.ts'
import { sayRead, toRead } from '../../src/record/notices/to-read.ts'
import { type NotActive, within } from '../../src/record/transaction.ts'
import { AUTHORITY, addCase, layOut, moment, record, type Scene } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'
import { type MailServer, mailServer } from './mail-server.ts'

const ORIGIN = 'https://sightline.example'
/** No name of a child is like it: wherever it stands, it came from the record. */
const CANARY = 'Canaria Zebrafinch'

let database: TestDatabase
let scene: Scene
let server: MailServer

before(async () => {
  database = await testDatabase()
  scene = await layOut(database.root, database.store)
  await database.root.query(
    `update sightline.persons set email = lower(name) || '@nowhere.example' where authority = $1 and not service`,
    [AUTHORITY],
  )
  await database.root.query('update sightline.persons set manager_id = $1 where name = $2', [
    scene.person('Sal'),
    'Tam',
  ])
})
after(() => database.close())
beforeEach(async () => {
  server = await mailServer()
})
afterEach(async () => {
  await server.stop()
  await database.root.query('delete from sightline.told')
  await database.root.query('delete from sightline.mails')
  await database.root.query(
    `update sightline.persons set email = lower(name) || '@nowhere.example', email_bounced = null where not service`,
  )
})

/** Raises a child, of which the team manager is told by a notice. */
async function raised(when: string): Promise<string> {
  const caseId = await addCase(scene, { 'social-worker': 'Wyn', 'team-manager': 'Tam', 'service-manager': 'Sal' })
  await database.root.query(
    `update sightline.children set name = $1 where child_id = (select child_id from sightline.cases where case_id = $2)`,
    [CANARY, caseId],
  )
  const pathway = nextId()
  const answers = { circumstances: `${CANARY} is missing`, 'not-reducing': 'An invented reason' }
  const opens = { protocol: 'cases-of-most-concern', caseId, pathway }
  const recorded = await record(
    scene,
    'Wyn',
    { opens },
    { step: 'raise-the-child', role: 'social-worker', answers },
    when,
  )
  assert.ok('ok' in recorded && recorded.ok)
  return pathway
}

/** Tells somebody of it as the record itself does. */
async function tellOf(name: string, kind = 'hand-over', when = '2026-11-20T10:00:00Z'): Promise<void> {
  await database.root.query(
    `insert into sightline.told (authority, told_id, about, kind, person_id, told, words) values ($1, $2::uuid, $2::uuid::text, $3, $4, $5, '{}')`,
    [AUTHORITY, nextId(), kind, scene.person(name), when],
  )
}

interface Run {
  readonly url?: string
  readonly store?: Scene['store']
  readonly send?: (send: SendMail) => SendMail
}

async function run(
  when: string,
  { url = server.url, store = scene.store, send = (same) => same }: Run = {},
): Promise<Mailed | NotActive> {
  const mailer = openMailer({ url, from: 'sightline@nowhere.example', origin: ORIGIN }, () => undefined)
  const service = { authority: AUTHORITY, person: scene.person('service') }
  try {
    return await sendMails(store, service, () => moment(when), send(mailer.send))
  } finally {
    mailer.close()
  }
}

async function states(name: string): Promise<readonly string[]> {
  const { rows } = await database.root.query<{ mail: string }>(
    'select mail from sightline.told where person_id = $1 order by told, about',
    [scene.person(name)],
  )
  return rows.map(({ mail }) => mail)
}

/** Who is to tell whom. */
async function falls(): Promise<readonly string[]> {
  const { rows } = await database.root.query<{ falls: string }>(
    `select distinct p.name || ' to ' || f.name as falls from sightline.told t
     join sightline.persons p on p.person_id = t.person_id join sightline.persons f on f.person_id = t.falls_to
     where t.read is null and t.acted is null order by 1`,
  )
  return rows.map((row) => row.falls)
}

function sentTo(): readonly string[] {
  return server.came.map(({ to }) => to.slice(0, to.indexOf('@'))).sort()
}

describe('a mail', () => {
  it('says that something waits, with a reference and a link, and names nobody and nothing', async () => {
    await raised('2026-11-20T10:00:00Z')
    await run('2026-11-20T10:01:00Z')
    const [mail] = server.came
    assert.ok(mail !== undefined && server.came.length === 1)
    assert.equal(mail.to, 'tam@nowhere.example')
    const { rows } = await database.root.query<{ mail_id: string }>('select mail_id from sightline.mails')
    const said = mail.raw.replaceAll('=\r\n', '')
    assert.ok(said.includes(rows[0]?.mail_id ?? 'none'))
    assert.match(said, /https:\/\/sightline\.example\/my-work/)
    assert.match(mail.raw, /^Subject: Something waits for you in Sightline\r$/m)
    for (const secret of [
      CANARY,
      'Canaria',
      'Zebrafinch',
      'Concern',
      'Tam ',
      'Wyn',
      'raise',
      'Nowhere Council',
      'child',
    ]) {
      assert.ok(!said.includes(secret), secret)
    }
  })

  it('stands for everything that waits, and the next follows after an hour', async () => {
    for (const kind of ['hand-over', 'stand-in', 'doubtful']) await tellOf('Tam', kind)
    await run('2026-11-20T10:01:00Z')
    await tellOf('Tam')
    await run('2026-11-20T10:50:00Z')
    assert.deepEqual(sentTo(), ['tam'])
    await run('2026-11-20T11:02:00Z')
    assert.deepEqual(sentTo(), ['tam', 'tam'])
    assert.deepEqual(new Set(await states('Tam')), new Set(['sent']))
  })

  it('waits for no hour where somebody broke the glass', async () => {
    await tellOf('Tam')
    await run('2026-11-20T10:01:00Z')
    await tellOf('Tam', 'break-glass')
    await run('2026-11-20T10:02:00Z')
    assert.deepEqual(sentTo(), ['tam', 'tam'])
  })

  it('is not sent of what was read before', async () => {
    await tellOf('Tam')
    await database.root.query(`update sightline.told set read = '2026-11-20T10:00:30Z'`)
    await run('2026-11-20T10:01:00Z')
    assert.deepEqual([sentTo(), await states('Tam')], [[], ['read-first']])
  })

  it('is sent once by however many send', async () => {
    const names = ['Wyn', 'Tam', 'Rae', 'Sal', 'Ash', 'Dot', 'Quin', 'Ade']
    for (const name of names) await tellOf(name)
    await Promise.all([1, 2, 3, 4].map(() => run('2026-11-20T10:01:00Z', { store: database.another() })))
    assert.deepEqual(sentTo(), names.map((name) => name.toLowerCase()).sort())
    assert.equal(new Set(server.came.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1])).size, names.length)
  })

  it('is sent again, under the same reference, where its sender was killed before that was written down', async () => {
    await tellOf('Tam')
    const killed: Run['send'] = (send) => async (mail) => {
      await send(mail)
      throw new Error('killed')
    }
    await assert.rejects(run('2026-11-20T10:01:00Z', { send: killed }))
    await run('2026-11-20T10:02:00Z')
    const references = server.came.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1])
    assert.deepEqual([references.length, new Set(references).size], [2, 1])
  })
})

describe('a mail server', () => {
  it('that is away for a day loses nothing and doubles nothing, and is asked ever more seldom', async () => {
    await tellOf('Tam')
    await tellOf('Rae')
    const port = Number(new URL(server.url).port)
    await server.stop()
    const away = `smtp://127.0.0.1:${port}`
    const start = moment('2026-11-20T10:01:00Z')
    let asked = 0
    const counting: Run['send'] = (send) => async (mail) => {
      asked += 1
      return send(mail)
    }
    for (let minutes = 0; minutes < 24 * 60; minutes += 15) {
      await run(new Date(start + minutes * 60_000).toISOString(), { url: away, send: counting })
    }
    await tellOf('Tam')
    assert.ok(asked < 40, String(asked))
    server = await mailServer(port)
    await run('2026-11-21T12:01:00Z')
    await run('2026-11-21T12:02:00Z')
    assert.deepEqual(sentTo(), ['rae', 'tam'])
    assert.deepEqual(await falls(), [])
    assert.deepEqual(
      [1, 2, 5, 20].map((tries) => pauseAfter(tries) / 60_000),
      [1, 2, 16, 60],
    )
  })

  it('that does not come back is given up, and somebody named tells them', async () => {
    await tellOf('Tam')
    const away = { url: 'smtp://127.0.0.1:1' }
    await run('2026-11-20T10:01:00Z', away)
    await run('2026-11-25T10:01:00Z', away)
    assert.deepEqual([await states('Tam'), await falls()], [['given-up'], ['Tam to Sal']])
  })

  it('that says "later" of one address keeps nobody else waiting', async () => {
    await tellOf('Rae')
    await tellOf('Tam')
    server.says.set('rae@nowhere.example', 451)
    await run('2026-11-20T10:01:00Z')
    assert.deepEqual(sentTo(), ['tam'])
    server.says.clear()
    await run('2026-11-20T10:03:00Z')
    assert.deepEqual(sentTo(), ['rae', 'tam'])
  })

  it('that refuses an address for good is not asked for it again until there is another', async () => {
    await tellOf('Tam')
    server.says.set('tam@nowhere.example', 550)
    await run('2026-11-20T10:01:00Z')
    await tellOf('Tam')
    await run('2026-11-20T12:01:00Z')
    assert.deepEqual((await states('Tam')).toSorted(), ['bounced', 'refused'])
    assert.deepEqual(await falls(), ['Tam to Sal'])
    await database.root.query(
      `update sightline.persons set email = 'tam@other.example', email_bounced = null where name = 'Tam'`,
    )
    await run('2026-11-20T13:01:00Z')
    assert.deepEqual([sentTo().filter((to) => to === 'tam'), await falls()], [['tam'], []])
    assert.deepEqual(await states('Tam'), ['sent', 'sent'])
  })
})

describe('what calls people together', () => {
  it('is to be read until its day has passed', async () => {
    await tellOf('Tam', 'notice')
    await database.root.query(`update sightline.told set words = '{"notice":"a","day":"2026-11-20"}'`)
    const tam = { authority: AUTHORITY, person: scene.person('Tam') }
    const waiting = async (when: string) => {
      const found = await within(scene.store, tam, moment(when), (bound) => toRead(bound, 10))
      return 'rows' in found ? found.rows.length : found
    }
    assert.equal(await waiting('2026-11-20T23:00:00Z'), 1)
    assert.equal(await waiting('2026-11-21T00:30:00Z'), 0)
  })
})

describe('whom no mail reaches', () => {
  it('is told by somebody named, who is told so and says when it is done', async () => {
    await database.root.query(`update sightline.persons set email = null where name = 'Tam'`)
    await tellOf('Tam')
    await tellOf('Tam')
    await run('2026-11-20T10:01:00Z')
    await run('2026-11-20T12:01:00Z')
    assert.deepEqual([await states('Tam'), await falls()], [['no-address', 'no-address'], ['Tam to Sal']])
    const sal = { authority: AUTHORITY, person: scene.person('Sal') }
    const waiting = await within(scene.store, sal, moment('2026-11-20T12:02:00Z'), (bound) => toRead(bound, 10))
    assert.ok('rows' in waiting)
    assert.deepEqual(
      waiting.rows.map(({ kind }) => kind),
      ['not-reached'],
    )
    const ids = waiting.rows.map(({ id }) => id)
    assert.equal(await within(scene.store, sal, moment('2026-11-20T12:03:00Z'), (bound) => sayRead(bound, ids)), true)
    assert.deepEqual(await falls(), [])
    assert.ok(sentTo().includes('sal'))
  })

  it('shows the latest of much that was told, and how much came before', async () => {
    for (let i = 0; i < 3; i++) await tellOf('Tam')
    const tam = { authority: AUTHORITY, person: scene.person('Tam') }
    const read = (most: number) =>
      within(scene.store, tam, moment('2026-11-20T12:02:00Z'), (bound) => toRead(bound, most))
    const [all, some] = [await read(10), await read(2)]
    assert.ok('rows' in all && 'rows' in some)
    assert.equal(all.earlier, 0)
    assert.deepEqual(
      [some.rows.map(({ id }) => id), some.earlier],
      [all.rows.slice(-2).map(({ id }) => id), all.rows.length - 2],
    )
    assert.ok(all.rows.length >= 3)
  })

  it('needs nobody any more once they have read it themselves', async () => {
    await database.root.query(`update sightline.persons set email = null where name = 'Tam'`)
    await tellOf('Tam')
    await run('2026-11-20T10:01:00Z')
    await database.root.query(`update sightline.told set read = '2026-11-20T11:00:00Z' where person_id = $1`, [
      scene.person('Tam'),
    ])
    const sal = { authority: AUTHORITY, person: scene.person('Sal') }
    const waiting = await within(scene.store, sal, moment('2026-11-20T12:02:00Z'), (bound) => toRead(bound, 10))
    assert.ok('rows' in waiting && waiting.rows.length === 0)
  })

  for (const [leaves, back, why] of [
    [
      `update sightline.persons set until = '2026-11-21' where name = 'Tam'`,
      `update sightline.persons set until = null`,
      'left',
    ],
    [
      `update sightline.agencies set until = '2026-11-21' where agency = 'hospital'`,
      `update sightline.agencies set until = null`,
      'ended with their agency',
    ],
  ] as const) {
    it(`is told by somebody named of what they were sent and never read before they ${why}`, async () => {
      const name = why === 'left' ? 'Tam' : 'Nan'
      await tellOf(name, 'notice')
      await run('2026-11-20T10:01:00Z')
      assert.deepEqual(await states(name), ['sent'])
      await database.root.query(leaves)
      await run('2026-11-21T10:01:00Z')
      await database.root.query(back)
      assert.deepEqual(await states(name), ['no-address'])
      assert.deepEqual(await falls(), [why === 'left' ? 'Tam to Sal' : 'Nan to Ade'])
    })
  }

  it('is told by an administrator where nobody stands above them', async () => {
    await database.root.query(`update sightline.persons set email = null where name in ('Rae', 'Ade')`)
    await tellOf('Rae')
    await tellOf('Ade')
    await run('2026-11-20T10:01:00Z')
    assert.deepEqual(await falls(), ['Rae to Ade'])
  })
})

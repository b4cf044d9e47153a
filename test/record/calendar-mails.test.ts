import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { readCalendar, unescaped, valueIn } from '../../src/documents/calendar/read-calendar.test-data.ts'
import { day } from '../../src/engine/calendar/day.ts'
import { openMailer } from '../../src/jobs/mailer.ts'
import { answerInvitation, attendanceOf } from '../../src/record/meetings/attendance.ts'
import { callOffSitting, type Held, moveSitting, planSitting, sittingOf } from '../../src/record/meetings/sittings.ts'
import { type Mailed, sendMails } from '../../src/record/notices/mails.ts'
import { toRead } from '../../src/record/notices/to-read.ts'
import { by, layOutTeam, type Team } from './access/team.ts'
import { AUTHORITY, moment } from './authority.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { type MailServer, mailServer } from './mail-server.ts'

const HELD: Held = {
  starts: moment('2026-12-01T10:00:00Z'),
  ends: moment('2026-12-01T12:00:00Z'),
  place: 'Room 4, upstairs',
  link: 'https://join.example/4',
}
const DAY = day('2026-12-01')

let database: TestDatabase
let team: Team
let server: MailServer
let clock = 0

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
})
after(() => database.close())
beforeEach(async () => {
  server = await mailServer()
  await team.root.query(
    `update sightline.persons set email = lower(name) || '@nowhere.example', email_bounced = null, until = null where not service`,
  )
})
afterEach(async () => {
  await server.stop()
  for (const table of ['told', 'calendar_mails', 'mails', 'attendance', 'sittings']) {
    await team.root.query(`delete from sightline.${table}`)
  }
})

/** A minute later, what waits is sent. */
async function run(url = server.url): Promise<Mailed> {
  clock += 1
  const at = moment('2026-11-20T09:00:00Z') + clock * 60_000
  const mailer = openMailer(
    { url, from: 'Sightline <from@nowhere.example>', origin: 'https://sightline.example' },
    () => {
      return undefined
    },
  )
  try {
    const service = { authority: AUTHORITY, person: team.person('service') }
    const done = await sendMails(team.store, service, () => at as ReturnType<typeof moment>, mailer.send)
    return 'kind' in done ? assert.fail(done.kind) : done
  } finally {
    mailer.close()
  }
}

async function plan(held: Held = HELD): Promise<string> {
  const planned = await by(team, 'Dot', (bound) => planSitting(bound, { meeting: 'smt', on: DAY, held }))
  return planned.ok ? planned.sitting : assert.fail(planned.refusal.kind)
}

async function move(sitting: string, on: string, hours: number): Promise<void> {
  const later = (at: Held['starts']) => (at === null ? null : ((at + hours * 3_600_000) as typeof at))
  const held = { ...HELD, starts: later(HELD.starts), ends: later(HELD.ends) }
  const revision = await revisionOf(sitting)
  const moved = await by(team, 'Dot', (bound) => moveSitting(bound, { sitting, revision, on: day(on), held }))
  assert.ok(moved.ok, JSON.stringify(moved))
}

async function callOff(sitting: string): Promise<void> {
  const revision = await revisionOf(sitting)
  await by(team, 'Dot', (bound) => callOffSitting(bound, { sitting, revision, because: 'Snow' }))
}

async function revisionOf(sitting: string): Promise<number> {
  return (await by(team, 'Dot', (bound) => sittingOf(bound, sitting)))?.revision ?? assert.fail('no such sitting')
}

/** What came to whom since it was last asked: what a calendar is told, and the type of the part that tells it. */
function came() {
  const all = server.came.splice(0).map(({ to, raw }) => {
    const [head = '', ...parts] = raw.split(/\r\n--[^\r\n]+/)
    const part = parts.find((each) => /^\r\nContent-Type: text\/calendar/i.test(each)) ?? ''
    const [, type = '', body = ''] = /^\r\n([\s\S]*?)\r\n\r\n([\s\S]*)$/.exec(part) ?? []
    const text = /base64/i.test(type)
      ? Buffer.from(body, 'base64').toString('utf8')
      : /quoted-printable/i.test(type)
        ? unquoted(body)
        : body
    const event = part === '' ? [] : readCalendar(text.trimEnd().concat('\r\n'))
    const [, subject = ''] = /^Subject: ([\s\S]*?)\r\n(?! )/m.exec(head) ?? []
    return { to: to.slice(0, to.indexOf('@')), raw, type: type.replaceAll('\r\n', ''), event, subject }
  })
  return all.sort((a, b) => (a.to < b.to ? -1 : 1))
}

function unquoted(body: string): string {
  const bytes = body.replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => {
    return String.fromCharCode(Number.parseInt(hex, 16))
  })
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

const told = (one: ReturnType<typeof came>[number], ...names: readonly string[]) =>
  names.map((name) => valueIn(one.event, name))

describe('a sitting in the calendars of those who come', () => {
  it('is an invitation to each of them, that names the meeting, when, where and no child', async () => {
    const sitting = await plan()
    await run()
    const mails = came()
    assert.deepEqual(
      mails.map(({ to }) => to),
      ['ash', 'dot', 'sal'],
    )
    for (const mail of mails) {
      assert.match(mail.type, /text\/calendar.*method=REQUEST/i)
      assert.deepEqual(told(mail, 'METHOD', 'STATUS', 'SEQUENCE', 'UID'), [
        'REQUEST',
        'CONFIRMED',
        '0',
        `${sitting}@sightline`,
      ])
      assert.deepEqual(told(mail, 'DTSTART', 'ATTENDEE', 'ORGANIZER'), [
        '20261201T100000Z',
        `mailto:${mail.to}@nowhere.example`,
        'mailto:from@nowhere.example',
      ])
      assert.equal(unescaped(valueIn(mail.event, 'LOCATION') ?? ''), HELD.place)
      assert.match(mail.subject, /^Invitation/)
      const others = ['ash', 'dot', 'sal'].filter((name) => name !== mail.to)
      for (const other of others) assert.ok(!mail.raw.includes(`${other}@`), 'nobody else is named')
    }
    await run()
    assert.deepEqual(came(), [])
  })

  it('moved twice, is changed twice under rising numbers, and answers for the old time are asked anew', async () => {
    const sitting = await plan()
    await run()
    came()
    assert.ok(await by(team, 'Sal', (bound) => answerInvitation(bound, { sitting }, 'coming')))
    const sequences: number[] = []
    for (const [on, hours] of [
      ['2026-12-02', 24],
      ['2026-12-02', 25],
    ] as const) {
      await move(sitting, on, hours)
      await run()
      const mails = came()
      assert.equal(mails.length, 3)
      for (const mail of mails) {
        assert.deepEqual(told(mail, 'METHOD', 'UID'), ['REQUEST', `${sitting}@sightline`])
        assert.match(mail.subject, /^Changed/)
      }
      sequences.push(Number(valueIn(mails[0]?.event ?? [], 'SEQUENCE')))
    }
    assert.deepEqual(sequences, [1, 2])
    const answers = await by(team, 'Dot', (bound) => attendanceOf(bound, sitting))
    assert.deepEqual(
      answers.map(({ answer }) => answer),
      [null],
    )
  })

  it('called off, is taken away by the same name; held after all, it comes back under a higher number', async () => {
    const sitting = await plan()
    await run()
    came()
    await callOff(sitting)
    await run()
    const off = came()
    assert.equal(off.length, 3)
    for (const mail of off) {
      assert.match(mail.type, /method=CANCEL/i)
      assert.deepEqual(told(mail, 'METHOD', 'STATUS', 'SEQUENCE', 'UID'), [
        'CANCEL',
        'CANCELLED',
        '1',
        `${sitting}@sightline`,
      ])
      assert.match(mail.subject, /^Called off/)
      assert.ok(!mail.raw.includes('Snow'))
    }
    assert.equal(await plan(), sitting)
    await run()
    assert.deepEqual(
      came().map((mail) => told(mail, 'METHOD', 'SEQUENCE')),
      Array.from({ length: 3 }, () => ['REQUEST', '2']),
    )
  })

  it('planned and called off before anything was sent, is told to nobody', async () => {
    const sitting = await plan()
    assert.equal((await run('smtp://127.0.0.1:1')).unreachable, true)
    await team.root.query('update sightline.mails set tries = 0')
    await callOff(sitting)
    await run()
    assert.deepEqual(came(), [])
  })

  it('comes to whoever is given a post, and is taken away from whoever leaves it', async () => {
    await plan()
    await run()
    came()
    await team.root.query(`delete from sightline.role_holdings where role = 'assistant-director'`)
    await run()
    const [gone, ...none] = came()
    assert.ok(gone !== undefined && none.length === 0)
    assert.deepEqual([gone.to, ...told(gone, 'METHOD', 'SEQUENCE')], ['ash', 'CANCEL', '1'])
    assert.match(gone.subject, /^No longer invited/)
    await team.root.query(
      `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
       select authority, gen_random_uuid(), person_id, 'assistant-director', date '2026-01-01' from sightline.persons where name = any ($1)`,
      [['Ash', 'Tam']],
    )
    await run()
    assert.deepEqual(
      came().map((mail) => [mail.to, ...told(mail, 'METHOD', 'SEQUENCE')]),
      [
        ['ash', 'REQUEST', '2'],
        ['tam', 'REQUEST', '2'],
      ],
    )
    await team.root.query(`delete from sightline.role_holdings where role = 'assistant-director' and person_id = $1`, [
      team.person('Tam'),
    ])
  })

  it('sends nothing to who has left, and lets somebody tell whom no mail reaches', async () => {
    const sitting = await plan()
    await team.root.query(`update sightline.persons set email = null where name = 'Sal'`)
    server.says.set('ash@nowhere.example', 550)
    await run()
    assert.deepEqual(
      came().map(({ to }) => to),
      ['dot'],
    )
    await run()
    for (const name of ['Ash', 'Sal']) {
      const { rows } = await by(team, name, (bound) => toRead(bound, 10))
      assert.deepEqual(
        rows.map(({ kind, words }) => [kind, words]),
        [['invitation', { sitting, title: 'Senior Management Team', called: 'on' }]],
      )
    }
    const { rows: fallen } = await team.root.query(
      `select count(*)::int as fallen from sightline.told where kind = 'invitation' and falls_to is not null`,
    )
    assert.equal(fallen[0].fallen, 2)
    await team.root.query(`update sightline.persons set until = date '2026-11-20' where name = 'Dot'`)
    await run()
    await run()
    assert.deepEqual(
      came().filter(({ event }) => event.length > 0),
      [],
    )
  })
})

import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { day } from '../../../src/engine/calendar/day.ts'
import { commit } from '../../../src/record/audit/audit.ts'
import { askToErase, confirmErasure, type Erasing, erasuresAsked } from '../../../src/record/audit/erase.ts'
import { type SeenCursor, type SeenRow, seenBy } from '../../../src/record/audit/seen-by.ts'
import {
  type NotifyAnswer,
  readNotified,
  recordNotified,
  takeBackNotified,
} from '../../../src/record/facts/notified.ts'
import { listedPathways } from '../../../src/record/pathways/listed.ts'
import type { Page } from '../../../src/record/pathways/pages.ts'
import { readPathway } from '../../../src/record/pathways/read-pathway.ts'
import { as, by, LISTING, layOutTeam, ledCase, raisedIn, type Team, WHEN } from '../access/team.ts'
import { AUTHORITY, moment } from '../authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../database.ts'

let database: TestDatabase
let team: Team

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
})
after(() => database.close())

const NOW = moment(WHEN)
const ASKING = { asOf: NOW, knownAt: NOW }

describe('a commitment', () => {
  it('is SHA-256 of the salt and the canonical JSON', () => {
    const { text, hash } = commit(Buffer.alloc(32, 7), { z: [1, 'é\u0000'], a: { y: null, x: 1e21 } })
    assert.equal(text, '{"a":{"x":1e+21,"y":null},"z":[1,"é\\u0000"]}')
    assert.equal(hash.toString('hex'), VECTOR)
  })

  it('is of the very text that is kept, of each envelope and of each case on a list', async () => {
    const caseId = await ledCase(team)
    await raisedIn(team, caseId)
    await by(team, 'Tam', (bound) => listedPathways(bound, LISTING))
    const { rows } = await team.root.query(
      `select
         (select count(*)::int from sightline.audit_envelopes) as all,
         (select count(*)::int from sightline.audit_envelopes e join sightline.audit_payloads p using (authority, envelope_id)
          where e.commitment = sha256(p.salt || convert_to(p.payload, 'UTF8'))) as kept,
         (select count(*)::int from sightline.audit_listed l join sightline.audit_payloads p using (authority, envelope_id)
          where l.commitment = sha256(l.salt || convert_to('{"case":"' || l.case_id || '"}', 'UTF8'))
            and p.payload like '%' || encode(l.commitment, 'hex') || '%'
            and p.payload not like '%' || l.case_id || '%') as listed,
         (select count(*)::int from sightline.audit_listed) as shown`,
    )
    assert.equal(rows[0].kept, rows[0].all)
    assert.equal(rows[0].listed, rows[0].shown)
    assert.ok(rows[0].shown > 0)
  })
})

/** Found by another program, over the 32 bytes and the text. */
const VECTOR = 'a66be1cd30a8cdb0c0e732ef35b774c65a50e0ef33ffb55446a636dc84eebcbe'

describe('the audit record', () => {
  it('is added to and nothing else, by the program, its owner and a superuser', async () => {
    await by(team, 'Tam', (bound) => readPathway(bound, nextId(), ASKING))
    const attempts = [
      'update sightline.audit_envelopes set actor = gen_random_uuid()',
      'update sightline.audit_envelopes set at = now(), leaf = 1',
      'delete from sightline.audit_envelopes',
      'truncate sightline.audit_envelopes cascade',
      `update sightline.audit_payloads set payload = '{}'`,
      'delete from sightline.audit_payloads',
      'truncate sightline.audit_payloads',
      'update sightline.audit_listed set salt = null',
      'delete from sightline.audit_listed',
      'truncate sightline.audit_listed',
    ]
    const before = await counts()
    for (const role of ['sightline_app', 'sightline_owner', 'postgres']) {
      for (const attempt of attempts) {
        await team.root.query(`begin; set local role ${role}`)
        await team.root.query(attempt).then(
          // Its owner sees no row, and so changes none.
          ({ rowCount }) => assert.equal(rowCount, 0, `${role}: ${attempt}`),
          ({ code }) => assert.match(code, /^(42501|23001)$/, `${role}: ${attempt}`),
        )
        await team.root.query('rollback')
      }
    }
    assert.deepEqual(await counts(), before)
    await assert.rejects(
      as(team, 'Tam', (bound) => sql`select from sightline.audit_envelopes`.execute(bound.tx)),
      /permission denied/,
    )
  })

  it('notes who came with an account that is closed, and of whom there is not says nothing', async () => {
    await team.root.query(`update sightline.persons set until = '2026-11-20' where person_id = $1`, [
      team.person('Rae'),
    ])
    assert.deepEqual(await as(team, 'Rae', async () => 'in'), { kind: 'not-active' })
    const { rows } = await team.root.query(
      `select e.action, e.decision from sightline.audit_envelopes e join sightline.persons p on p.pseudonym = e.actor
       where p.person_id = $1`,
      [team.person('Rae')],
    )
    assert.deepEqual(rows, [{ action: 'enter', decision: 'refused' }])
    const before = await counts()
    const stranger = { ...team, person: () => nextId() }
    assert.deepEqual(await as(stranger, 'Nobody', async () => 'in'), { kind: 'not-active' })
    assert.deepEqual(await counts(), before)
  })
})

async function counts(): Promise<unknown> {
  const { rows } = await team.root.query(
    `select (select count(*) from sightline.audit_envelopes) as envelopes,
       (select count(*) from sightline.audit_payloads) as payloads,
       (select count(*) from sightline.audit_listed where salt is not null) as listed`,
  )
  return rows[0]
}

describe('who has seen a child', () => {
  it('is told to who manages and to a privacy officer, page by page, of reads, lists and refusals', async () => {
    const caseId = await ledCase(team)
    const pathway = await raisedIn(team, caseId)
    await by(team, 'Tam', (bound) => listedPathways(bound, LISTING), '2026-11-20T10:01:00Z')
    await by(team, 'Otto', (bound) => readPathway(bound, pathway, ASKING), '2026-11-20T10:02:00Z')
    await by(team, 'Wyn', (bound) => readPathway(bound, pathway, ASKING), '2026-11-20T10:03:00Z')
    const seen = await everything('Tam', caseId)
    assert.deepEqual(
      seen.slice(-4).map(({ name, action, decision }) => [name, action, decision]),
      [
        ['Wyn', 'read-pathway', 'allowed'],
        ['Otto', 'read-pathway', 'refused'],
        ['Tam', 'list-pathways', 'allowed'],
        ['Wyn', 'record-step', 'allowed'],
      ],
    )
    // That Tam asked is on it for who asks next.
    assert.equal((await everything('Quin', caseId))[0]?.action, 'see-who-has-seen')
    const asked = { caseId, after: null, most: 10 }
    assert.equal(await by(team, 'Wyn', (bound) => seenBy(bound, asked)), null)
    assert.equal(await by(team, 'Wyn', (bound) => seenBy(bound, { ...asked, caseId: nextId() })), null)
  })
})

async function everything(name: string, caseId: string): Promise<readonly SeenRow[]> {
  const rows: SeenRow[] = []
  let after: SeenCursor | null = null
  do {
    const page: Page<SeenRow, SeenCursor> | null = await pageAfter(name, caseId, after)
    rows.push(...(page?.rows ?? []))
    after = page?.next ?? null
  } while (after !== null)
  return rows
}

function pageAfter(name: string, caseId: string, after: SeenCursor | null) {
  return by(team, name, (bound) => seenBy(bound, { caseId, after, most: 2 }), '2026-11-20T11:00:00Z')
}

describe('erasing', () => {
  it('takes payloads and salts of a case away, and leaves what was committed to and that it was erased', async () => {
    const [caseId, other] = [await ledCase(team), await ledCase(team)]
    await raisedIn(team, caseId)
    await raisedIn(team, other)
    await by(team, 'Tam', (bound) => listedPathways(bound, LISTING))
    assert.equal(await askedFor('Wyn', { caseId }), 'not-found')
    assert.equal(await askedFor('service', { caseId }), 'not-found')
    assert.equal(await askedFor('Tam', { caseId, because: '' }), 'no-reason')
    const envelopes = await payloadsOf(caseId)
    const others = await payloadsOf(other)
    const asked = await by(team, 'Tam', (bound) => askToErase(bound, { caseId, of: 'audit', because: 'Out of time' }))
    assert.ok(asked.ok)
    const waits = async (name: string) => {
      const asking = await by(team, name, (bound) => erasuresAsked(bound, caseId))
      return asking?.map((each) => [each.asking, each.askedBy, each.because])
    }
    const one = [asked.asking, team.person('Tam'), 'Out of time']
    assert.deepEqual([await waits('Sal'), await waits('Quin'), await waits('Wyn')], [[one], [one], undefined])
    // One person alone takes nothing away, whatever they ask of the database itself.
    assert.equal(await confirmedBy('Tam', asked.asking), 'own-approval')
    for (const each of [sql`erase_payloads`, sql`dispose_answers`]) {
      const straight = by(team, 'Tam', ({ tx }) =>
        sql`select sightline.${each}(${AUTHORITY}, ${asked.asking}::uuid)`.execute(tx),
      )
      await assert.rejects(straight, /not allowed/)
    }
    for (const name of ['Wyn', 'Otto', 'service']) assert.equal(await confirmedBy(name, asked.asking), 'not-found')
    const waiting = await payloadsOf(caseId)
    assert.deepEqual(waiting.payloads, waiting.envelopes)
    const erased = await by(team, 'Sal', (bound) => confirmErasure(bound, asked.asking))
    assert.ok(erased.ok && erased.gone > 1)
    const left = await payloadsOf(caseId)
    // What tells that it was erased is kept; of those that were refused it tells as well.
    assert.deepEqual([left.payloads, left.salts], [1, 0])
    assert.ok(Number(left.envelopes) > Number(envelopes.envelopes))
    assert.deepEqual(await payloadsOf(other), others)
    const { rows } = await team.root.query(
      `select e.because, cardinality(e.envelopes) as count, e.by_person, a.asked_by
       from sightline.audit_erasures e join sightline.erasures_asked a on a.asking_id = e.erasure_id where e.case_id = $1`,
      [caseId],
    )
    const two = { by_person: team.person('Sal'), asked_by: team.person('Tam') }
    assert.deepEqual(rows, [{ because: 'Out of time', count: erased.gone, ...two }])
    assert.equal(await confirmedBy('Sal', asked.asking), 'done-already')
    assert.deepEqual(await waits('Sal'), [])
  })

  it('empties what was written of notifications, and leaves when each was answered, and that it was taken back', async () => {
    const caseId = await ledCase(team)
    const made = { caseId, on: day('2026-11-20'), madeBy: 'An invented director' }
    const answers: readonly NotifyAnswer[] = [
      { kind: 'notified', reference: 'INV-7' },
      { kind: 'decided-not', because: 'An invented reason' },
    ]
    for (const answer of answers) {
      const id = nextId()
      await by(team, 'Tam', (bound) => recordNotified(bound, { ...made, id, answer }))
      await by(team, 'Tam', (bound) =>
        takeBackNotified(bound, { caseId, notified: id, because: 'An invented mistake' }),
      )
    }
    const asked = await by(team, 'Tam', (bound) => askToErase(bound, { caseId, of: 'audit', because: 'Out of time' }))
    assert.ok(asked.ok && (await confirmedBy('Sal', asked.asking)) === true)
    const left = await by(team, 'Tam', (bound) => readNotified(bound, caseId))
    assert.deepEqual(
      left
        .map(({ on, madeBy, answer, takenBack }) => [on, madeBy, answer, takenBack?.because])
        .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
      [
        [made.on, '', { kind: 'decided-not', because: '' }, ''],
        [made.on, '', { kind: 'notified', reference: '' }, ''],
      ],
    )
  })

  it('goes with the answers that are disposed of, which takes two people as well', async () => {
    const caseId = await ledCase(team)
    const pathway = await raisedIn(team, caseId)
    const worry = `select count(*)::int as count from sightline.audit_payloads p join sightline.audit_envelopes e
      using (authority, envelope_id) where e.case_id = $1 and p.payload like '%An invented worry%'`
    assert.equal((await team.root.query(worry, [caseId])).rows[0].count, 1)
    assert.equal(await askedFor('Tam', { caseId, of: { pathway: nextId() } }), 'not-found')
    const of = { pathway }
    const ended = `update sightline.pathways set ended = $2 where pathway_id = $1`
    assert.equal(await askedFor('Tam', { caseId, of }), 'still-open')
    await team.root.query(ended, [pathway, WHEN])
    const asked = await by(team, 'Tam', (bound) => askToErase(bound, { caseId, of, because: 'Out of time' }))
    assert.ok(asked.ok)
    const answers = `select count(*)::int as count from sightline.answers where pathway_id = $1`
    assert.equal(await confirmedBy('Tam', asked.asking), 'own-approval')
    assert.equal((await team.root.query(answers, [pathway])).rows[0].count, 1)
    await team.root.query(
      `insert into sightline.exclusions (authority, exclusion_id, case_id, who, reason, since, set_by)
       values ($1, $2, $3, $4, 'Kin', '2026-01-01', $5)`,
      [AUTHORITY, nextId(), caseId, `person:${team.person('Ash')}`, team.person('Tam')],
    )
    assert.equal(await confirmedBy('Ash', asked.asking), 'not-found')
    assert.equal(await askedFor('Sal', { caseId, of }), 'asked-already')
    await team.root.query(ended, [pathway, null])
    assert.equal(await confirmedBy('Quin', asked.asking), 'still-open')
    await team.root.query(ended, [pathway, WHEN])
    assert.equal(await confirmedBy('Quin', asked.asking), true)
    assert.equal((await team.root.query(answers, [pathway])).rows[0].count, 0)
    assert.equal((await team.root.query(worry, [caseId])).rows[0].count, 0)
  })
})

async function askedFor(name: string, given: Partial<Erasing>): Promise<unknown> {
  const erasing = { caseId: '', of: 'audit', because: 'Out of time', ...given } as const
  const asked = await by(team, name, (bound) => askToErase(bound, erasing))
  return asked.ok || asked.refusal.kind
}

async function confirmedBy(name: string, asking: string): Promise<unknown> {
  const confirmed = await by(team, name, (bound) => confirmErasure(bound, asking))
  return confirmed.ok || confirmed.refusal.kind
}

async function payloadsOf(caseId: string): Promise<Record<'envelopes' | 'payloads' | 'salts', unknown>> {
  const { rows } = await team.root.query(
    `select count(*)::int as envelopes, count(p.envelope_id)::int as payloads,
       (select count(*)::int from sightline.audit_listed l where l.case_id = $1 and l.salt is not null) as salts
     from sightline.audit_envelopes e left join sightline.audit_payloads p using (authority, envelope_id)
     where e.case_id = $1`,
    [caseId],
  )
  return rows[0]
}

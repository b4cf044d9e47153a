import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Day, parseDay } from '../../../src/engine/calendar/day.ts'
import { strayCaseScopes } from '../../../src/record/access/case-scopes.ts'
import { askToLift, exclusionsOf, liftExclusion, setExclusion } from '../../../src/record/access/exclusions.ts'
import { endMembership, type Grant, grantMembership } from '../../../src/record/access/membership.ts'
import { setSensitivity } from '../../../src/record/access/sensitivity.ts'
import { unbound } from '../../../src/record/transaction.ts'
import { AUTHORITY } from '../authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../database.ts'
import { by, lastNoted, layOutTeam, ledCase, may, raisedIn, type Team, versionOf } from './team.ts'

let database: TestDatabase
let team: Team

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
})
after(() => database.close())

const TODAY = parseDay('2026-11-20') as Day

async function grant(name: string, caseId: string, given: Partial<Grant> = {}) {
  const version = await versionOf(team, caseId)
  return by(team, name, (bound) =>
    grantMembership(bound, {
      caseId,
      version,
      to: { person: team.person('Nan') },
      caseRole: 'core-group',
      actions: ['read'],
      compartments: ['shared'],
      since: TODAY,
      until: null,
      reason: 'An invented reason',
      basis: 'An invented basis',
      ...given,
    }),
  )
}

describe('membership', () => {
  it('lets in whom a manager names, until it ends, and each is noted', async () => {
    const caseId = await ledCase(team)
    assert.equal(await may(team, 'Nan', caseId), false)
    const granted = await grant('Tam', caseId)
    assert.ok(granted.ok && granted.member !== undefined)
    assert.equal(await may(team, 'Nan', caseId), true)
    assert.equal((await lastNoted(team, 'grant-membership'))?.way, 'lead')
    const ending = { caseId, version: granted.version, member: granted.member, because: 'It is over' }
    assert.deepEqual(await by(team, 'Sal', (bound) => endMembership(bound, ending)), {
      ok: true,
      version: granted.version + 1,
    })
    assert.equal(await may(team, 'Nan', caseId), false)
  })

  it('is refused to whoever does not manage as of no case, and the refusal noted', async () => {
    const caseId = await ledCase(team)
    const version = await versionOf(team, caseId)
    assert.deepEqual(await grant('Wyn', caseId), { ok: false, refusal: { kind: 'not-found' } })
    const { decision, caseId: of } = (await lastNoted(team, 'grant-membership')) ?? {}
    assert.deepEqual({ decision, of }, { decision: 'refused', of: caseId })
    assert.equal(await versionOf(team, caseId), version)
  })

  it('is granted by nobody to themselves or their own team, for nothing, without a reason, or on a case that changed', async () => {
    const caseId = await ledCase(team)
    const kindOf = async (name: string, given: Partial<Grant>): Promise<unknown> => {
      const granted = await grant(name, caseId, given)
      return granted.ok || granted.refusal.kind
    }
    assert.equal(await kindOf('Tam', { to: { person: team.person('Tam') } }), 'own-approval')
    assert.equal(await kindOf('Tam', { to: { person: nextId() } }), 'nobody-such')
    assert.equal(await kindOf('Tam', { to: { team: 'nowhere' } }), 'nobody-such')
    assert.equal(await kindOf('Tam', { actions: [] }), 'nothing-granted')
    assert.equal(await kindOf('Tam', { until: TODAY }), 'nothing-granted')
    assert.equal(await kindOf('Tam', { basis: ' ' }), 'no-reason')
    assert.equal(await kindOf('Tam', { version: 99 }), 'changed-meanwhile')
  })

  it('leaves the ways in what memberships, workers and lead teams say, for every case', async () => {
    const stray = () => by(team, 'service', (bound) => unbound(bound, () => strayCaseScopes(bound, null)))
    const caseId = await ledCase(team)
    await grant('Tam', caseId, { to: { person: team.person('Otto') } })
    assert.deepEqual(await stray(), [])
    await team.root.query(
      `update sightline.case_scopes set actions = '{read,manage}' where case_id = $1 and source = 'lead'`,
      [caseId],
    )
    assert.deepEqual(await stray(), [{ caseId, scope: 'managers:north', source: 'lead' }])
    await team.root.query(
      `update sightline.case_scopes set actions = '{read,record,manage}' where case_id = $1 and source = 'lead'`,
      [caseId],
    )
  })
})

describe('exclusion', () => {
  const who = () => ({ person: team.person('Wyn') })

  async function exclude(caseId: string, of: 'case' | { readonly child: string }) {
    const version = await versionOf(team, caseId)
    return by(team, 'Tam', (bound) =>
      setExclusion(bound, { caseId, version, of, who: who(), reason: 'Kin', since: TODAY, until: null }),
    )
  }

  it('beats every way in until two people have lifted it', async () => {
    const caseId = await ledCase(team)
    const set = await exclude(caseId, 'case')
    assert.ok(set.ok && 'exclusion' in set)
    assert.equal(await may(team, 'Wyn', caseId), false)
    const { exclusion } = set
    const lift = async (name: string) => {
      const version = await versionOf(team, caseId)
      const lifted = await by(team, name, (bound) => liftExclusion(bound, { caseId, version, exclusion }))
      return lifted.ok || lifted.refusal.kind
    }
    const ask = async (name: string, because: string) => {
      const version = await versionOf(team, caseId)
      const asked = await by(team, name, (bound) => askToLift(bound, { caseId, version, exclusion, because }))
      return asked.ok || asked.refusal.kind
    }
    assert.equal(await lift('Tam'), 'not-asked')
    assert.equal(await ask('Wyn', 'Let me in'), 'not-found')
    assert.equal(await ask('Tam', ''), 'no-reason')
    assert.equal(await ask('Tam', 'It was a namesake'), true)
    assert.equal(await lift('Tam'), 'own-approval')
    assert.equal(await may(team, 'Wyn', caseId), false)
    assert.equal(await lift('Sal'), true)
    assert.equal(await may(team, 'Wyn', caseId), true)
    assert.equal(await lift('Sal'), 'no-such-exclusion')
  })

  it('says how many duties are owed by nobody else', async () => {
    const caseId = await ledCase(team)
    await raisedIn(team, caseId)
    const excluded = async (name: string) => {
      const version = await versionOf(team, caseId)
      const given = { caseId, version, of: 'case', reason: 'Kin', since: TODAY, until: null } as const
      const who = { person: team.person(name) }
      const set = await by(team, 'Sal', (bound) => setExclusion(bound, { ...given, who }))
      assert.ok(set.ok && 'unseen' in set)
      return set.unseen
    }
    assert.deepEqual([await excluded('Wyn'), await excluded('Tam')], [0, 1])
  })

  it('from a child holds under every identifier of the child, and is seen by who manages alone', async () => {
    const caseId = await ledCase(team)
    const { rows } = await team.root.query('select child_id from sightline.cases where case_id = $1', [caseId])
    const other = await ledCase(team)
    await team.root.query(
      'update sightline.children set merged_into = $1 where child_id = (select child_id from sightline.cases where case_id = $2)',
      [rows[0].child_id, other],
    )
    assert.ok((await exclude(caseId, { child: rows[0].child_id })).ok)
    assert.deepEqual([await may(team, 'Wyn', caseId), await may(team, 'Wyn', other)], [false, false])
    assert.equal((await by(team, 'Tam', (bound) => exclusionsOf(bound, other)))?.length, 1)
    assert.equal(await by(team, 'Wyn', (bound) => exclusionsOf(bound, other)), null)
  })

  it('names somebody who is there, of a child whose case is managed', async () => {
    const caseId = await ledCase(team)
    const refusal = async (given: { readonly person?: string; readonly child?: string }) => {
      const version = await versionOf(team, caseId)
      const set = await by(team, 'Tam', (bound) =>
        setExclusion(bound, {
          caseId,
          version,
          of: given.child === undefined ? 'case' : { child: given.child },
          who: { person: given.person ?? team.person('Nan') },
          reason: 'Kin',
          since: TODAY,
          until: null,
        }),
      )
      return set.ok || set.refusal.kind
    }
    assert.equal(await refusal({ person: nextId() }), 'nobody-such')
    assert.equal(await refusal({ child: nextId() }), 'no-such-child')
  })
})

describe('sealing', () => {
  async function seal(name: string, caseId: string) {
    const version = await versionOf(team, caseId)
    return by(team, name, (bound) =>
      setSensitivity(bound, { caseId, version, to: { kind: 'sealed' }, because: 'An invented reason' }),
    )
  }

  it('leaves a case to its named members, and names whom it leaves out of what they owe', async () => {
    const caseId = await ledCase(team)
    await raisedIn(team, caseId)
    assert.deepEqual(await seal('Tam', caseId), { ok: false, refusal: { kind: 'nobody-would-manage' } })
    const granted = await grant('Tam', caseId, {
      to: { person: team.person('Sal') },
      actions: ['read', 'record', 'manage'],
    })
    assert.ok(granted.ok && granted.member !== undefined)
    const sealed = await seal('Tam', caseId)
    assert.ok(sealed.ok)
    assert.deepEqual('leftOut' in sealed && sealed.leftOut, [team.person('Tam')])
    assert.deepEqual([await may(team, 'Tam', caseId), await may(team, 'Sal', caseId)], [false, true])
    const { member } = granted
    const version = await versionOf(team, caseId)
    const ended = await by(team, 'Sal', (bound) => endMembership(bound, { caseId, version, member, because: 'Over' }))
    assert.deepEqual(ended, { ok: false, refusal: { kind: 'nobody-would-manage' } })
    assert.deepEqual(await grant('Sal', caseId, { to: { team: 'north' } }), {
      ok: false,
      refusal: { kind: 'names-persons-only' },
    })
  })

  it('does not open to who stands in for a member', async () => {
    const caseId = await ledCase(team)
    assert.ok((await grant('Tam', caseId, { to: { person: team.person('Sal') }, actions: ['read', 'manage'] })).ok)
    await team.root.query(
      `insert into sightline.deputies values ($1, $2, $3, $4, null, '2026-11-01', '2026-12-01', 'Leave')`,
      [AUTHORITY, nextId(), team.person('Sal'), team.person('Otto')],
    )
    assert.equal(await may(team, 'Otto', caseId), true)
    assert.ok((await seal('Tam', caseId)).ok)
    assert.equal(await may(team, 'Otto', caseId), false)
    await team.root.query('delete from sightline.deputies')
  })
})

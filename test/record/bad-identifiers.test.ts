import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { day } from '../../src/engine/calendar/day.ts'
import { breakGlass } from '../../src/record/access/break-glass.ts'
import { askToLift, exclusionsOf, setExclusion } from '../../src/record/access/exclusions.ts'
import { endMembership, grantMembership } from '../../src/record/access/membership.ts'
import { reviewBreakGlass } from '../../src/record/access/review-glass.ts'
import { setSensitivity } from '../../src/record/access/sensitivity.ts'
import { askToErase, confirmErasure, erasuresAsked } from '../../src/record/audit/erase.ts'
import { seenBy } from '../../src/record/audit/seen-by.ts'
import { listedPathways } from '../../src/record/pathways/listed.ts'
import { owedBy, siblingsOf } from '../../src/record/pathways/lists.ts'
import { LONGEST_PAGE, lengthOf } from '../../src/record/pathways/pages.ts'
import { recordStep } from '../../src/record/pathways/record-step.ts'
import { closeAccount, handOver } from '../../src/record/people/changes.ts'
import type { Bound } from '../../src/record/transaction.ts'
import { by, LISTING, layOutTeam, ledCase, raisedIn, type Team, versionOf, WHEN } from './access/team.ts'
import { moment } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase
let team: Team
let caseId: string

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  caseId = await ledCase(team)
})
after(() => database.close())

const BAD = "not-an-id'; drop table entries"
const SINCE = { since: day('2026-11-20'), until: null }
const PAGE = { after: null, most: 10 }
const because = 'Invented'

/** What became of it, in a word. */
async function outcomeOf(name: string, call: (bound: Bound) => Promise<unknown>): Promise<unknown> {
  const outcome = await by(team, name, call)
  if (typeof outcome !== 'object' || outcome === null) return outcome
  if ('refusal' in outcome) return Object(outcome.refusal).kind
  return 'rows' in outcome ? outcome.rows : outcome
}

describe('an identifier that is none', () => {
  it('is told as one that nothing bears', async () => {
    const version = await versionOf(team, caseId)
    const glass = { reasonCode: 'invented', reason: because, minutes: 60 }
    const granted = {
      caseRole: 'core-group',
      actions: ['read'],
      compartments: ['shared'],
      reason: because,
      basis: because,
    } as const
    const calls: readonly (readonly [(bound: Bound) => Promise<unknown>, unknown])[] = [
      [(bound) => breakGlass(bound, { caseId: BAD, ...glass }), 'not-found'],
      [(bound) => seenBy(bound, { caseId: BAD, ...PAGE }), null],
      [(bound) => siblingsOf(bound, BAD), []],
      [(bound) => exclusionsOf(bound, BAD), null],
      [(bound) => askToErase(bound, { caseId: BAD, of: { pathway: BAD }, because }), 'not-found'],
      [(bound) => confirmErasure(bound, BAD), 'not-found'],
      [(bound) => erasuresAsked(bound, BAD), null],
      [(bound) => setSensitivity(bound, { caseId: BAD, version, to: { kind: 'sealed' }, because }), 'not-found'],
      [
        (bound) => grantMembership(bound, { caseId: BAD, version, to: { person: BAD }, ...granted, ...SINCE }),
        'not-found',
      ],
      [
        (bound) => grantMembership(bound, { caseId, version, to: { person: BAD }, ...granted, ...SINCE }),
        'nobody-such',
      ],
      [(bound) => endMembership(bound, { caseId, version, member: BAD, because }), 'not-a-member'],
      [(bound) => askToLift(bound, { caseId, version, exclusion: BAD, because }), 'no-such-exclusion'],
      [
        (bound) =>
          setExclusion(bound, { caseId, version, of: 'case', who: { person: BAD }, reason: because, ...SINCE }),
        'nobody-such',
      ],
      [
        (bound) =>
          setExclusion(bound, {
            caseId,
            version,
            of: { child: BAD },
            who: { team: 'north' },
            reason: because,
            ...SINCE,
          }),
        'no-such-child',
      ],
      [(bound) => reviewBreakGlass(bound, { breakGlass: BAD, found: 'justified', words: because }), 'not-found'],
      [(bound) => owedBy(bound, { whose: { person: BAD }, ...PAGE }), []],
    ]
    for (const [call, wanted] of calls) assert.deepEqual(await outcomeOf('Tam', call), wanted, String(call))
    const ofPeople: typeof calls = [
      [(bound) => closeAccount(bound, BAD, because), 'unknown-person'],
      [(bound) => handOver(bound, { from: team.person('Wyn'), to: BAD, only: null, because }), 'unknown-person'],
    ]
    for (const [call, wanted] of ofPeople) assert.deepEqual(await outcomeOf('Ade', call), wanted, String(call))
    assert.equal(await versionOf(team, caseId), version)
  })
})

describe('a number that is none', () => {
  it('asks for the longest page, and part of a row for none', async () => {
    assert.deepEqual([NaN, Infinity, 1.5, 0, -3, 7].map(lengthOf), [LONGEST_PAGE, LONGEST_PAGE, 1, 1, 1, 7])
    await raisedIn(team, caseId)
    for (const most of [NaN, 1.5, Infinity]) {
      const page = await by(team, 'Wyn', (bound) => listedPathways(bound, { ...LISTING, most }))
      assert.equal(page.rows.length, 1)
      await by(team, 'Tam', (bound) => owedBy(bound, { whose: 'own', after: null, most }))
      assert.ok((await by(team, 'Tam', (bound) => seenBy(bound, { caseId, after: null, most }))) !== null)
    }
    const glass = { caseId, reasonCode: 'invented', reason: because, minutes: NaN }
    assert.equal(await outcomeOf('Nan', (bound) => breakGlass(bound, glass)), 'too-long')
  })

  it('is refused in a step, and so are answers within answers without end', async () => {
    const deep = JSON.parse(`${'{"a":'.repeat(100)}1${'}'.repeat(100)}`)
    const deepest = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
    const whyNot = async (given: object) => {
      const command = {
        step: 'raise-the-child',
        outcome: null,
        role: 'social-worker',
        happened: moment(WHEN),
        answers: {},
        about: null,
        supersedes: null,
        because: null,
        ...given,
      }
      const opens = { protocol: 'cases-of-most-concern', caseId, pathway: nextId() }
      const recorded = await by(team, 'Wyn', (bound) => recordStep(bound, { key: nextId(), on: { opens }, command }))
      assert.ok(!recorded.ok && recorded.refusal.kind === 'not-kept')
      return recorded.refusal.why.kind
    }
    assert.equal(await whyNot({ happened: NaN }), 'moment')
    assert.equal(await whyNot({ happened: Infinity }), 'moment')
    assert.equal(await whyNot({ answers: { circumstances: NaN } }), 'number')
    assert.equal(await whyNot({ answers: { circumstances: deep } }), 'too-deep')
    assert.equal(await whyNot({ answers: { circumstances: deepest } }), 'too-deep')
  })
})

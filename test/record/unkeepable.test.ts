import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { day } from '../../src/engine/calendar/day.ts'
import { breakGlass } from '../../src/record/access/break-glass.ts'
import { askToLift, setExclusion } from '../../src/record/access/exclusions.ts'
import { endMembership, grantMembership } from '../../src/record/access/membership.ts'
import { noteUnderGlass } from '../../src/record/access/own-glass.ts'
import { reviewBreakGlass } from '../../src/record/access/review-glass.ts'
import { setSensitivity } from '../../src/record/access/sensitivity.ts'
import { askToErase } from '../../src/record/audit/erase.ts'
import { enterWorkers } from '../../src/record/facts/enter-workers.ts'
import { decideMatch, mergeChildren, splitChildren } from '../../src/record/facts/merging.ts'
import { nameChild } from '../../src/record/facts/name-child.ts'
import { recordNotified, takeBackNotified } from '../../src/record/facts/notified.ts'
import { nameStaff } from '../../src/record/facts/own-workers.ts'
import { undoImport } from '../../src/record/facts/undo.ts'
import { moveEntry } from '../../src/record/pathways/move-entry.ts'
import { recordStep } from '../../src/record/pathways/record-step.ts'
import { appointDeputy, closeAccount, handOver } from '../../src/record/people/changes.ts'
import { keepPeople } from '../../src/record/people/keep-people.ts'
import { endShare, sharePaper } from '../../src/record/sharing/shares.ts'
import { liftWithheld, withholdWhereabouts } from '../../src/record/sharing/whereabouts.ts'
import type { Bound } from '../../src/record/transaction.ts'
import { by, layOutTeam, ledCase, raisedIn, type Team, versionOf } from './access/team.ts'
import { AUTHORITY, moment } from './authority.ts'
import { nextId, type TestDatabase, testDatabase } from './database.ts'

let database: TestDatabase
let team: Team
let caseId: string
let pathway: string
let glass: string

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  caseId = await ledCase(team)
  pathway = await raisedIn(team, caseId)
  const broken = await by(team, 'Nan', (bound) =>
    breakGlass(bound, { caseId, reasonCode: 'invented', reason: 'Invented', minutes: 60 }),
  )
  assert.ok(broken.ok)
  glass = broken.breakGlass
  await database.root.query('insert into sightline.role_holdings values ($1, $2, $3, $4, null, null, $5)', [
    AUTHORITY,
    nextId(),
    team.person('Quin'),
    'record-keeper',
    '2020-01-01',
  ])
})
after(() => database.close())

const SINCE = { since: day('2026-11-20'), until: null }
const LEAVE = { since: day('2026-11-20'), until: day('2026-12-01') }
const EMPTY = { councils: [], agencies: [], teams: [], people: [], roles: [], pools: [], sittings: [], signIns: [] }

type Call = (bound: Bound, text: string) => Promise<unknown>

/** Whoever may do it, the field that a text is given in, and how. */
function calls(version: number): readonly (readonly [string, string, Call])[] {
  const grant = { caseRole: 'core-group', reason: 'Invented', basis: 'Invented', ...SINCE } as const
  const granted = { ...grant, actions: ['read'], compartments: ['shared'] } as const
  const to = { person: team.person('Rae') }
  const broken = { caseId: nextId(), reasonCode: 'invented', reason: 'Invented', minutes: 60 }
  const sharing = {
    id: nextId(),
    caseId,
    pathway,
    person: to.person,
    title: 'Invented',
    content: 'Invented',
    takenOut: [],
    takenOutBecause: '',
    basis: 'public-task',
    purpose: 'Invented',
    until: day('2026-12-01'),
  } as const
  const notified = { id: nextId(), caseId, on: SINCE.since, madeBy: 'Invented' }
  const withholding = {
    caseId,
    version,
    whose: 'child',
    carer: '',
    from: { kind: 'family', named: '' },
    because: 'Invented',
    reviewOn: day('2026-12-01'),
  } as const
  const command = {
    step: 'raise-the-child',
    outcome: null,
    role: 'social-worker',
    happened: moment('2026-11-20T10:00:00Z'),
    answers: {},
    about: null,
    supersedes: null,
  }
  const deputy = { id: nextId(), forPerson: team.person('Wyn'), person: team.person('Rae'), role: null, ...LEAVE }
  const handing = { from: team.person('Wyn'), to: team.person('Rae'), only: null }
  return [
    ['Otto', 'reason', (bound, text) => breakGlass(bound, { ...broken, reason: text })],
    ['Otto', 'reasonCode', (bound, text) => breakGlass(bound, { ...broken, reasonCode: text })],
    ['Quin', 'words', (bound, text) => reviewBreakGlass(bound, { breakGlass: glass, found: 'justified', words: text })],
    ['Nan', 'words', (bound, text) => noteUnderGlass(bound, { breakGlass: glass, words: text })],
    ['Tam', 'reason', (bound, text) => grantMembership(bound, { ...granted, caseId, version, to, reason: text })],
    ['Tam', 'basis', (bound, text) => grantMembership(bound, { ...granted, caseId, version, to, basis: text })],
    ['Tam', 'caseRole', (bound, text) => grantMembership(bound, { ...granted, caseId, version, to, caseRole: text })],
    ['Tam', 'to.team', (bound, text) => grantMembership(bound, { ...granted, caseId, version, to: { team: text } })],
    ['Tam', 'because', (bound, text) => endMembership(bound, { caseId, version, member: nextId(), because: text })],
    [
      'Tam',
      'reason',
      (bound, text) => setExclusion(bound, { caseId, version, of: 'case', who: to, reason: text, ...SINCE }),
    ],
    [
      'Tam',
      'who.agency',
      (bound, text) =>
        setExclusion(bound, { caseId, version, of: 'case', who: { agency: text }, reason: 'Kin', ...SINCE }),
    ],
    ['Tam', 'because', (bound, text) => askToLift(bound, { caseId, version, exclusion: nextId(), because: text })],
    [
      'Tam',
      'to.contact',
      (bound, text) =>
        setSensitivity(bound, { caseId, version, to: { kind: 'restricted', contact: text }, because: 'Invented' }),
    ],
    [
      'Tam',
      'because',
      (bound, text) => setSensitivity(bound, { caseId, version, to: { kind: 'standard' }, because: text }),
    ],
    ['Tam', 'purpose', (bound, text) => sharePaper(bound, { ...sharing, purpose: text })],
    ['Tam', 'takenOut.0', (bound, text) => sharePaper(bound, { ...sharing, takenOut: [text] })],
    ['Tam', 'because', (bound, text) => endShare(bound, { share: nextId(), because: text })],
    [
      'Tam',
      'reference',
      (bound, text) => recordNotified(bound, { ...notified, answer: { kind: 'notified', reference: text } }),
    ],
    [
      'Tam',
      'because',
      (bound, text) => recordNotified(bound, { ...notified, answer: { kind: 'decided-not', because: text } }),
    ],
    ['Tam', 'because', (bound, text) => takeBackNotified(bound, { caseId, notified: nextId(), because: text })],
    ['Tam', 'because', (bound, text) => withholdWhereabouts(bound, { ...withholding, because: text })],
    [
      'Tam',
      'from.named',
      (bound, text) => withholdWhereabouts(bound, { ...withholding, from: { kind: 'family', named: text } }),
    ],
    ['Tam', 'because', (bound, text) => liftWithheld(bound, { caseId, version, withholding: nextId(), because: text })],
    ['Tam', 'because', (bound, text) => askToErase(bound, { caseId, of: 'audit', because: text })],
    ['Tam', 'name', (bound, text) => nameChild(bound, { caseId, name: text })],
    [
      'Tam',
      'workers.0.role',
      (bound, text) => enterWorkers(bound, { caseId, workers: [{ ...to, role: text, since: SINCE.since }] }),
    ],
    ['Ade', 'reason', (bound, text) => appointDeputy(bound, { ...deputy, reason: text })],
    ['Ade', 'role', (bound, text) => appointDeputy(bound, { ...deputy, role: text, reason: 'Invented' })],
    ['Ade', 'because', (bound, text) => handOver(bound, { ...handing, because: text })],
    ['Ade', 'because', (bound, text) => closeAccount(bound, team.person('Nan'), text)],
    ['Ade', 'name', (bound, text) => nameStaff(bound, { name: text, person: team.person('Wyn') })],
    [
      'Ade',
      'councils.0.title',
      (bound, text) => keepPeople(bound, { ...EMPTY, councils: [{ council: 'invented', title: text }] }),
    ],
    ['Quin', 'because', (bound, text) => mergeChildren(bound, { from: nextId(), into: nextId(), because: text })],
    ['Quin', 'because', (bound, text) => splitChildren(bound, { mergeId: nextId(), because: text })],
    ['Quin', 'because', (bound, text) => decideMatch(bound, { matchId: nextId(), decision: 'same', because: text })],
    ['Quin', 'because', (bound, text) => undoImport(bound, nextId(), { because: text, said: [] })],
    [
      'Wyn',
      'command.because',
      (bound, text) =>
        recordStep(bound, { key: nextId(), on: { pathway, version: 1 }, command: { ...command, because: text } }),
    ],
    [
      'Wyn',
      'command.because',
      (bound, text) =>
        moveEntry(bound, {
          key: nextId(),
          from: { pathway, version: 1, entry: nextId() },
          to: { pathway: nextId(), version: 1 },
          role: 'social-worker',
          about: null,
          because: text,
        }),
    ],
  ]
}

describe('a name that is longer than any index holds', () => {
  it('is refused, and names the field', async () => {
    const long = 'ǣ'.repeat(501)
    const person = { staff_id: long, name: 'Long', agency: 'council', team: null, manager: null, email: null }
    const people = [{ ...person, since: '2026-01-01', until: null }]
    const calls: readonly (readonly [string, (bound: Bound) => Promise<unknown>])[] = [
      ['name', (bound) => nameStaff(bound, { name: long, person: team.person('Wyn') })],
      ['people.0.staff_id', (bound) => keepPeople(bound, { ...EMPTY, people })],
    ]
    for (const [place, call] of calls) {
      const outcome = await by(team, 'Ade', call)
      const refusal = Object(outcome).refusal ?? outcome
      assert.deepEqual(refusal, { kind: 'not-kept', why: { kind: 'too-long', place, most: 500 } })
    }
  })
})

describe('text that cannot be kept', () => {
  it('is refused wherever it is given, and the refusal names the field', async () => {
    const version = await versionOf(team, caseId)
    for (const [name, place, call] of calls(version)) {
      for (const text of ['A\0', 'A\ud800', '\udc00']) {
        const outcome = await by(team, name, (bound) => call(bound, text))
        const refusal = Object(outcome).refusal ?? outcome
        assert.deepEqual(refusal, { kind: 'not-kept', why: { kind: 'text', place } }, `${place} ${call}`)
      }
    }
    assert.equal(await versionOf(team, caseId), version)
    const { rows } = await database.root.query(
      `select count(*)::int as noted from sightline.audit_payloads where payload like '%not-kept%"kind":"text"%'`,
    )
    assert.equal(rows[0].noted, calls(version).length * 3)
  })
})

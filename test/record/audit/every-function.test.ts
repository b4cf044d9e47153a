import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { ROOT } from '../../../scripts/step.ts'
import { type Day, parseDay } from '../../../src/engine/calendar/day.ts'
import type { Instant } from '../../../src/engine/calendar/instant.ts'
import { beforeBreaking, breakGlass } from '../../../src/record/access/break-glass.ts'
import { accessReviews, caseAccess } from '../../../src/record/access/case-access.ts'
import {
  askToLift,
  exclusionsOf,
  keepExclusion,
  liftExclusion,
  setExclusion,
} from '../../../src/record/access/exclusions.ts'
import { endMembership, grantMembership } from '../../../src/record/access/membership.ts'
import { giveBackGlass, noteUnderGlass } from '../../../src/record/access/own-glass.ts'
import { glassOfMine, glassReviewed, readGlass } from '../../../src/record/access/read-glass.ts'
import { glassToReview, reviewBreakGlass } from '../../../src/record/access/review-glass.ts'
import { seekCases } from '../../../src/record/access/seek-case.ts'
import { setSensitivity } from '../../../src/record/access/sensitivity.ts'
import { waysInto } from '../../../src/record/access/ways-into.ts'
import { askToErase, confirmErasure, erasuresAsked } from '../../../src/record/audit/erase.ts'
import { seenBy } from '../../../src/record/audit/seen-by.ts'
import { enterWorkers } from '../../../src/record/facts/enter-workers.ts'
import { recordLifeEvent, takeBackLifeEvent } from '../../../src/record/facts/life-events.ts'
import { nameChild } from '../../../src/record/facts/name-child.ts'
import { recordNotified, takeBackNotified } from '../../../src/record/facts/notified.ts'
import { carriedFlags } from '../../../src/record/flags/carried.ts'
import { answerInvitation, noteAttendance } from '../../../src/record/meetings/attendance.ts'
import { namesChild, pathwaysAt, pathwaysConsidered } from '../../../src/record/meetings/considered.ts'
import { poolFor } from '../../../src/record/meetings/pool.ts'
import { keepSeries } from '../../../src/record/meetings/series.ts'
import { ALL_DAY, callOffSitting, moveSitting, planSitting } from '../../../src/record/meetings/sittings.ts'
import { notReadOf } from '../../../src/record/notices/not-read.ts'
import { sayRead, toRead } from '../../../src/record/notices/to-read.ts'
import { adopt } from '../../../src/record/pathways/adopt.ts'
import { agreedPage } from '../../../src/record/pathways/agreed.ts'
import { beforeOpening, beforeRecording } from '../../../src/record/pathways/before-recording.ts'
import { casesToCount } from '../../../src/record/pathways/cases-of-year.ts'
import { changeVersion, changeVersionBack } from '../../../src/record/pathways/change-version.ts'
import { childrenNamed } from '../../../src/record/pathways/children-named.ts'
import { comingUp } from '../../../src/record/pathways/coming-up.ts'
import { countCopy, readCopy } from '../../../src/record/pathways/copies.ts'
import { draftOf, dropDraft, ownDrafts, saveDraft } from '../../../src/record/pathways/drafts.ts'
import { confirmPlaced, fileTextsWaiting, setFileTexts } from '../../../src/record/pathways/file-texts.ts'
import { foldedPathways, listedPathways, withheldFrom } from '../../../src/record/pathways/listed.ts'
import { hiddenFrom, owedBy, siblingsOf } from '../../../src/record/pathways/lists.ts'
import { moveEntry } from '../../../src/record/pathways/move-entry.ts'
import { undoMove } from '../../../src/record/pathways/moves.ts'
import { notDone } from '../../../src/record/pathways/not-done.ts'
import { raisedBy } from '../../../src/record/pathways/raised.ts'
import { otherPathways, readCase } from '../../../src/record/pathways/read-case.ts'
import { readEntry } from '../../../src/record/pathways/read-entry.ts'
import { readPathway } from '../../../src/record/pathways/read-pathway.ts'
import { rebuildPathway } from '../../../src/record/pathways/rebuild.ts'
import { recordStep, type Submission } from '../../../src/record/pathways/record-step.ts'
import { tryStep } from '../../../src/record/pathways/try-step.ts'
import { undoEntry } from '../../../src/record/pathways/undo-entry.ts'
import { adoptedNow, tryVersion } from '../../../src/record/pathways/versions.ts'
import { addPerson, changePerson } from '../../../src/record/people/administer.ts'
import { endDeputy, sayAway, sayBack } from '../../../src/record/people/away.ts'
import { appointDeputy, closeAccount, handOver } from '../../../src/record/people/changes.ts'
import { comparePeople } from '../../../src/record/people/compare-people.ts'
import { inventedCases } from '../../../src/record/people/demonstration.ts'
import { endAgency } from '../../../src/record/people/ended-agencies.ts'
import { addToPool, endRole, giveRole, takeFromPool } from '../../../src/record/people/hold-roles.ts'
import { keepInvitation, useInvitation, withdrawInvitations } from '../../../src/record/people/invitations.ts'
import { keepPeople } from '../../../src/record/people/keep-people.ts'
import { giveTeam, unledOf } from '../../../src/record/people/lead-team.ts'
import { setNation } from '../../../src/record/people/nation.ts'
import { addPasskey, revokePasskey, usePasskey } from '../../../src/record/people/passkeys.ts'
import { addAgency, addTeam, placesOf } from '../../../src/record/people/places.ts'
import { listPeople, readPerson } from '../../../src/record/people/read-people.ts'
import { beginSession, endSession } from '../../../src/record/people/sessions.ts'
import { caseloadOf, teamOf } from '../../../src/record/people/team.ts'
import { setLines } from '../../../src/record/people/telephones.ts'
import { endShare, readShare, sharedWithMe, sharePaper, sharesOfCase } from '../../../src/record/sharing/shares.ts'
import {
  keepWithheld,
  liftWithheld,
  withholdingsOf,
  withholdWhereabouts,
} from '../../../src/record/sharing/whereabouts.ts'
import type { Bound } from '../../../src/record/transaction.ts'
import { by, layOutTeam, ledCase, raisedIn, type Team, WHEN } from '../access/team.ts'
import { moment } from '../authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../database.ts'

let database: TestDatabase
let team: Team
let caseId: string
let pathway: string

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  caseId = await ledCase(team)
  pathway = await raisedIn(team, caseId)
})
after(() => database.close())

/** Parts of others, which note what they do; and what notes. */
const INNER = new Set([
  'awaitPlacing',
  'mayBeTold',
  'administered',
  'administering',
  'caseOf',
  'contactOf',
  'contactOfPathway',
  'calendarMailOf',
  'makeCalendarMails',
  'settleCalendarMail',
  'invitedTo',
  'calledForCases',
  'postsOf',
  'attendanceOf',
  'saidInCases',
  'coversOf',
  'agenciesActedFor',
  'oneAtATime',
  'planCalled',
  'entriesOf',
  'factsOf',
  'holdersOf',
  'isManagedByName',
  'judge',
  'judgeMove',
  'keepAgreed',
  'keepCaseScopes',
  'keepLists',
  'keepNotices',
  'keepReadModel',
  'keepStart',
  'judge',
  'keepJudged',
  'latestAnswers',
  'standingAnswers',
  'livedBy',
  'lookAgainAtChild',
  'readLifeEvents',
  'takeBack',
  'readNotified',
  'suppose',
  'letFall',
  'load',
  'lookAgain',
  'lookAgainAt',
  'lockCase',
  'lockPathway',
  'namesOf',
  'newerVersion',
  'managing',
  'mayAs',
  'mayEnter',
  'movedIn',
  'mayKnow',
  'note',
  'noteIfKnown',
  'noteList',
  'owedInPathway',
  'owedThere',
  'takeOverByTrigger',
  'pathwaysAfter',
  'peopleOf',
  'refusalOf',
  'refuseToUndo',
  'remember',
  'runsMeeting',
  'sentBefore',
  'seenPathway',
  'stillTheirs',
  'stoodOn',
  'takersOf',
  'hiddenFromOther',
  'strayCaseScopes',
  'takeTurn',
  'tell',
  'toldIn',
  'unbound',
  'wayIn',
  'wayToWatch',
  'withEyesOf',
  'withheldAt',
  'withheldIn',
])

/** Tell nothing of any child, or only what the person did themselves; the last notes what it took away, where there was any. */
const NOTHING_TOLD = new Set([
  'adoptedNow',
  'adoptedProtocols',
  'agencyLines',
  'hangingOn',
  'nationOf',
  'helpLines',
  'isOfProtocols',
  'phonesOf',
  'versionsOf',
  'answeredFor',
  'awayOf',
  'choicesOf',
  'confirmsFileTexts',
  'fileTextOf',
  'glassNow',
  'recordedUnder',
  'undoUntil',
  'rosterOf',
  'dropOldDrafts',
  'passkeysOf',
  'openInvitationOf',
  'ownRoles',
  'signingIn',
  'signingInOf',
  'personOfStaff',
  'seriesKept',
  'sittingOf',
  'sittingsOf',
  'standInsOf',
])

/** Imports and taking on: this test does not call them, and says nothing of what they note. */
const NOT_CALLED = new Set([
  'beginImport',
  'casesFor',
  'childToRaise',
  'changesOf',
  'codesKnown',
  'compareImport',
  'countChanges',
  'decideMatch',
  'dependingOn',
  'enterChild',
  'findingsOf',
  'goOnWithImport',
  'doubtfulMatches',
  'keepEntry',
  'keepComparison',
  'keepFindings',
  'keepNoticed',
  'keepOwnWorkers',
  'keepReports',
  'keepSources',
  'knownChildren',
  'leadAgencyOf',
  'listImports',
  'listMergers',
  'lockImports',
  'lookAtImport',
  'lookAtMerger',
  'lookAtMatch',
  'mayKeep',
  'mergeChildren',
  'mergersOf',
  'nameStaff',
  'noteImport',
  'noteRefused',
  'noteTried',
  'openByTrigger',
  'refuse',
  'refuseImport',
  'splitChildren',
  'staffOf',
  'staleAfter',
  'takeImport',
  'takenAhead',
  'takeOn',
  'throwAwayImport',
  'toldOf',
  'undoImport',
])

const TODAY = parseDay('2026-11-20') as Day
const SINCE = { since: TODAY, until: null }
const PAGE = { after: null, most: 10 }
const id = nextId()

const PARTICULARS = {
  name: 'Plainly Invented',
  email: null,
  phone: null,
  staffId: null,
  agency: 'council',
  team: null,
  manager: null,
}
const NO_PEOPLE = {
  councils: [],
  agencies: [],
  teams: [],
  people: [],
  roles: [],
  pools: [],
  sittings: [],
  signIns: [],
}

const COPY = { protocol: 'cases-of-most-concern', stages: ['listed'], asOf: moment(WHEN), reader: id }

/** Each as who may, and as who may not: a refusal is noted as well. */
const CALLS: Readonly<Record<string, (bound: Bound) => Promise<unknown>>> = {
  addAgency: (bound) => addAgency(bound, { agency: 'invented', title: 'Invented', kind: 'other', since: TODAY }),
  addPerson: (bound) => addPerson(bound, { id: nextId(), since: TODAY, ...PARTICULARS }),
  addTeam: (bound) => addTeam(bound, { team: 'invented', title: 'Invented', agency: 'council' }),
  endAgency: (bound) => endAgency(bound, { agency: 'invented', on: TODAY, passesTo: { role: 'director' } }),
  giveTeam: (bound) => giveTeam(bound, { of: team.person('Wyn'), team: 'north', because: 'Invented' }),
  unledOf: (bound) => unledOf(bound, team.person('Wyn')),
  setLines: (bound) => setLines(bound, { agency: null }, { byDay: '01632 960001', byNight: null }),
  addToPool: (bound) => addToPool(bound, { pool: 'invented', person: team.person('Rae'), ...SINCE }),
  caseloadOf: (bound) => caseloadOf(bound, team.person('Wyn'), null),
  changePerson: (bound) => changePerson(bound, { person: team.person('Rae'), version: 'none', ...PARTICULARS }),
  comparePeople: (bound) => comparePeople(bound, NO_PEOPLE),
  endDeputy: (bound) => endDeputy(bound, id),
  endRole: (bound) => endRole(bound, { person: team.person('Rae'), holding: id, until: TODAY }),
  giveRole: (bound) =>
    giveRole(bound, { id: nextId(), person: team.person('Rae'), role: 'invented', agency: null, team: null, ...SINCE }),
  listPeople: (bound) => listPeople(bound, { words: '', ...PAGE }),
  placesOf: (bound) => placesOf(bound),
  readPerson: (bound) => readPerson(bound, team.person('Rae')),
  sayAway: (bound) =>
    sayAway(bound, { id: nextId(), since: TODAY, until: (TODAY + 1) as Day, cover: id, reason: 'Invented' }),
  sayBack: (bound) => sayBack(bound, id),
  takeFromPool: (bound) => takeFromPool(bound, { pool: 'invented', person: team.person('Rae') }),
  teamOf: (bound) => teamOf(bound),
  accessReviews: (bound) => accessReviews(bound, 28),
  addPasskey: (bound) => addPasskey(bound, passkeyMade()),
  answerInvitation: (bound) => answerInvitation(bound, { pathway, entry: id }, 'coming'),
  appointDeputy: (bound) =>
    appointDeputy(bound, {
      id: nextId(),
      forPerson: team.person('Wyn'),
      person: team.person('Rae'),
      role: null,
      since: TODAY,
      until: (TODAY + 1) as Day,
      reason: 'Leave',
    }),
  askToErase: (bound) => askToErase(bound, { caseId, of: 'audit', because: 'Invented' }),
  askToLift: (bound) => askToLift(bound, { caseId, version: 1, exclusion: id, because: 'Invented' }),
  beginSession: (bound) =>
    beginSession(bound, {
      tokenHash: createHash('sha256').update(nextId()).digest(),
      proof: { how: 'demonstration', freshSince: null },
      idleUntil: (bound.moment + 1) as Instant,
      ends: (bound.moment + 1) as Instant,
    }),
  beforeBreaking: (bound) => beforeBreaking(bound, caseId),
  beforeOpening: (bound) => beforeOpening(bound, { protocol: 'cases-of-most-concern', caseId, pathway: nextId() }),
  beforeRecording: (bound) => beforeRecording(bound, pathway),
  breakGlass: (bound) => breakGlass(bound, { caseId, reasonCode: 'invented', reason: 'Invented', minutes: 1 }),
  caseAccess: (bound) => caseAccess(bound, caseId),
  carriedFlags: (bound) =>
    carriedFlags(bound, { whose: 'own', states: ['asked'], sought: null, after: null, most: 10 }),
  childrenNamed: (bound) => childrenNamed(bound, { written: 'Invented', action: 'read', most: 10 }),
  callOffSitting: (bound) => callOffSitting(bound, { sitting: id, revision: 0, because: 'Invented' }),
  closeAccount: (bound) => closeAccount(bound, team.person('Wyn'), 'Invented'),
  draftOf: (bound) => draftOf(bound, id),
  dropDraft: (bound) => dropDraft(bound, id),
  agreedPage: (bound) => {
    const asked = { whose: 'everybody', agency: null, state: null, kind: null, from: null, order: 'due' } as const
    return agreedPage(bound, { ...asked, on: TODAY, ...PAGE })
  },
  comingUp: (bound) => comingUp(bound, { until: TODAY, ...PAGE }),
  notDone: (bound) => notDone(bound, PAGE),
  endShare: (bound) => endShare(bound, { share: id, because: 'Invented' }),
  sharedWithMe: (bound) => sharedWithMe(bound),
  sharesOfCase: (bound) => sharesOfCase(bound, caseId),
  readShare: (bound) => readShare(bound, id),
  withholdWhereabouts: (bound) =>
    withholdWhereabouts(bound, {
      caseId,
      version: 1,
      whose: 'child',
      carer: '',
      from: { kind: 'family', named: '' },
      because: 'Invented',
      reviewOn: (TODAY + 1) as Day,
    }),
  keepWithheld: (bound) =>
    keepWithheld(bound, { caseId, version: 1, withholding: id, because: 'Invented', reviewOn: (TODAY + 1) as Day }),
  liftWithheld: (bound) => liftWithheld(bound, { caseId, version: 1, withholding: id, because: 'Invented' }),
  countCopy: (bound) => countCopy(bound, { ...COPY, series: { pathway, caseId } }),
  readCopy: (bound) => readCopy(bound, { ...COPY, series: { pathway, caseId } }),
  recordNotified: (bound) =>
    recordNotified(bound, {
      id: nextId(),
      caseId,
      on: TODAY,
      madeBy: 'Invented',
      answer: { kind: 'notified', reference: 'I-1' },
    }),
  takeBackNotified: (bound) => takeBackNotified(bound, { caseId, notified: id, because: 'Invented' }),
  setNation: (bound) => setNation(bound, 'england'),
  withholdingsOf: (bound) => withholdingsOf(bound, caseId),
  sharePaper: (bound) =>
    sharePaper(bound, {
      id: nextId(),
      caseId,
      pathway,
      person: id,
      title: 'Invented',
      content: 'Invented',
      takenOut: [],
      takenOutBecause: '',
      basis: 'public-task',
      purpose: 'Invented',
      until: TODAY,
    }),
  endMembership: (bound) => endMembership(bound, { caseId, version: 1, member: id, because: 'Invented' }),
  endSession: (bound) => endSession(bound, Buffer.alloc(32)),
  enterWorkers: (bound) => enterWorkers(bound, { caseId, workers: [] }),
  confirmErasure: (bound) => confirmErasure(bound, id),
  erasuresAsked: (bound) => erasuresAsked(bound, caseId),
  exclusionsOf: (bound) => exclusionsOf(bound, caseId),
  foldedPathways: (bound) => foldedPathways(bound, 'cases-of-most-concern', moment(WHEN)),
  giveBackGlass: (bound) => giveBackGlass(bound, id),
  glassOfMine: (bound) => glassOfMine(bound, 10),
  glassReviewed: (bound) => glassReviewed(bound, PAGE),
  glassToReview: (bound) => glassToReview(bound, PAGE),
  grantMembership: (bound) =>
    grantMembership(bound, {
      caseId,
      version: 1,
      to: { person: team.person('Rae') },
      caseRole: 'core-group',
      actions: ['read'],
      compartments: ['shared'],
      reason: 'Invented',
      basis: 'Invented',
      ...SINCE,
    }),
  handOver: (bound) =>
    handOver(bound, { from: team.person('Rae'), to: team.person('Wyn'), only: null, because: 'Invented' }),
  hiddenFrom: (bound) => hiddenFrom(bound, 'cases-of-most-concern'),
  inventedCases: (bound) => inventedCases(bound),
  keepPeople: (bound) => keepPeople(bound, NO_PEOPLE),
  keepExclusion: (bound) =>
    keepExclusion(bound, { caseId, version: 1, exclusion: id, because: 'Invented', reviewOn: (TODAY + 9) as Day }),
  keepSeries: (bound) => keepSeries(bound),
  liftExclusion: (bound) => liftExclusion(bound, { caseId, version: 1, exclusion: id }),
  moveEntry: (bound) =>
    moveEntry(bound, {
      key: nextId(),
      from: { pathway, version: 99, entry: id },
      to: { pathway: nextId(), version: 1 },
      role: 'none',
      about: null,
      because: 'Invented',
    }),
  noteUnderGlass: (bound) => noteUnderGlass(bound, { breakGlass: id, words: 'Invented' }),
  noteAttendance: (bound) => noteAttendance(bound, id, new Map()),
  pathwaysAt: (bound) => pathwaysAt(bound, 'cases-of-most-concern', ['listed']),
  pathwaysConsidered: (bound) => pathwaysConsidered(bound, 'cases-of-most-concern', []),
  namesChild: (bound) => namesChild(bound, ['cases-of-most-concern'], 'Invented'),
  moveSitting: (bound) => moveSitting(bound, { sitting: id, revision: 0, on: TODAY, held: ALL_DAY }),
  planSitting: (bound) => planSitting(bound, { meeting: 'smt', on: TODAY }),
  poolFor: (bound) => poolFor(bound, pathway, 'none'),
  ownDrafts: (bound) => ownDrafts(bound),
  nameChild: (bound) => nameChild(bound, { caseId, name: 'Plainly Invented' }),
  listedPathways: (bound) =>
    listedPathways(bound, { protocol: 'cases-of-most-concern', stage: null, order: 'due', stages: [], ...PAGE }),
  owedBy: (bound) => owedBy(bound, { whose: 'own', ...PAGE }),
  readGlass: (bound) => readGlass(bound, id),
  notReadOf: (bound) => notReadOf(bound, 10),
  sayRead: (bound) => sayRead(bound, [nextId()]),
  readEntry: (bound) => readEntry(bound, pathway, id),
  raisedBy: (bound) => raisedBy(bound, 10),
  readCase: (bound) => readCase(bound, caseId),
  recordLifeEvent: (bound) =>
    recordLifeEvent(bound, { caseId, id: nextId(), kind: 'transfer in', on: TODAY, details: 'Invented' }),
  takeBackLifeEvent: (bound) => takeBackLifeEvent(bound, { caseId, lifeEvent: id, because: 'Invented' }),
  casesToCount: (bound) => casesToCount(bound, { protocol: 'cases-of-most-concern', from: TODAY, until: TODAY }),
  confirmPlaced: (bound) => confirmPlaced(bound, [id]),
  fileTextsWaiting: (bound) => fileTextsWaiting(bound, 10),
  setFileTexts: (bound) => setFileTexts(bound, true),
  otherPathways: (bound) => otherPathways(bound, caseId, nextId()),
  readPathway: (bound) => readPathway(bound, pathway, { asOf: moment(WHEN), knownAt: moment(WHEN) }),
  rebuildPathway: (bound) => rebuildPathway(bound, pathway, false),
  recordStep: (bound) => recordStep(bound, submission()),
  reviewBreakGlass: (bound) => reviewBreakGlass(bound, { breakGlass: id, found: 'justified', words: 'Invented' }),
  saveDraft: (bound) => {
    const of = { caseId, pathway, protocol: 'cases-of-most-concern', opens: false, step: 'none', supersedes: null }
    return saveDraft(bound, { draft: nextId(), ...of }, {}, 0)
  },
  seenBy: (bound) => seenBy(bound, { caseId, ...PAGE }),
  seekCases: (bound) => seekCases(bound, { identifier: 'Invented' }),
  setExclusion: (bound) =>
    setExclusion(bound, {
      caseId,
      version: 1,
      of: 'case',
      who: { person: team.person('Rae') },
      reason: 'Kin',
      ...SINCE,
    }),
  setSensitivity: (bound) =>
    setSensitivity(bound, { caseId, version: 1, to: { kind: 'standard' }, because: 'Invented' }),
  keepInvitation: (bound) => {
    const tokenHash = createHash('sha256').update(nextId()).digest()
    const expires = (bound.moment + 60_000) as Instant
    return keepInvitation(bound, { person: team.person('Wyn'), tokenHash, expires })
  },
  revokePasskey: (bound) => revokePasskey(bound, { of: team.person('Wyn'), passkey: id }),
  useInvitation: (bound) => useInvitation(bound, id, passkeyMade()),
  usePasskey: (bound) => usePasskey(bound, { passkey: id, counter: 1 }),
  withdrawInvitations: (bound) => withdrawInvitations(bound, team.person('Wyn')),
  siblingsOf: (bound) => siblingsOf(bound, caseId),
  changeVersion: (bound) => changeVersion(bound, { pathway, because: 'Invented' }),
  changeVersionBack: (bound) => changeVersionBack(bound, { pathway, because: 'Invented' }),
  tryVersion: async (bound) => {
    const target = await adoptedNow(bound, 'cases-of-most-concern')
    return target && tryVersion(bound, { target, after: null, most: 10 })
  },
  undoMove: (bound) => undoMove(bound, { key: nextId(), movedId: id }),
  tryStep: (bound) => tryStep(bound, submission()),
  toRead: (bound) => toRead(bound, 10),
  withheldFrom: (bound) =>
    withheldFrom(bound, { protocol: 'cases-of-most-concern', stages: [], asOf: bound.moment, shown: [] }),
  waysInto: (bound) => waysInto(bound, caseId),
  // Last: what it adopts is no protocol, and nothing that reads what is adopted goes on after it.
  adopt: (bound) =>
    adopt(bound, {
      protocol: 'invented',
      texts: { protocol: 'id: invented', parts: {}, clauses: {} },
      calendar: '{}',
    }),
  undoEntry: (bound) => undoEntry(bound, { key: nextId(), pathway, entry: nextId() }),
}

function passkeyMade() {
  const made = { publicKey: Buffer.from('invented'), counter: 0, transports: [], title: 'Invented', synced: false }
  return { ...made, credential: Buffer.from(nextId()) }
}

/** A step that the protocol does not have, on a version that there is not. */
function submission(): Submission {
  const command = {
    step: 'none',
    outcome: null,
    role: 'none',
    happened: moment(WHEN),
    answers: {},
    about: null,
    supersedes: null,
    because: null,
  }
  return { key: nextId(), on: { pathway, version: 99 }, command }
}

/** Every function of the record that demands a principal, by its name. */
function functionsOfTheRecord(): readonly string[] {
  return globSync('src/record/**/*.ts', { cwd: ROOT }).flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(DEMANDS_PRINCIPAL)].map(([, name = '']) => name),
  )
}

const DEMANDS_PRINCIPAL = /^export (?:async )?function (\w+)(?:<[^(]*>)?\(\s*(?:\w+|\{[^}]*\}): Bound\b/gm

describe('every function of the record', () => {
  it('is called here, or is named as one that is not', () => {
    const wanted = functionsOfTheRecord().filter(
      (name) => ![INNER, NOT_CALLED, NOTHING_TOLD].some((names) => names.has(name)),
    )
    assert.deepEqual(Object.keys(CALLS).sort(), [...wanted].sort())
  })

  it('notes what it did, or refused, in the transaction in which it did', async () => {
    for (const name of ['Tam', 'Otto', 'service']) {
      for (const [called, call] of Object.entries(CALLS)) {
        const transaction = await by(team, name, async (bound) => {
          await call(bound)
          const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::xid::text as id`.execute(bound.tx)
          return rows[0]?.id
        })
        const { rows } = await team.root.query('select action from sightline.audit_envelopes where xmin::text = $1', [
          transaction,
        ])
        assert.ok(rows.length > 0, `${called}, by ${name}, noted nothing`)
      }
    }
  })
})

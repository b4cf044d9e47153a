import assert from 'node:assert/strict'
import { day, formatDay } from '../../src/engine/calendar/day.ts'
import type { Protocol } from '../../src/engine/protocol/protocol.ts'
import { census, dataset, england, given, plan, review } from '../../src/engine/watch/given.test-data.ts'
import { type Scan, scan } from '../../src/engine/watch/scan.ts'
import { type Cast, Scene } from '../walks/scene.ts'
import { Story } from '../walks/walk.ts'

// Walks of those of the twenty clauses whose protocols are watched or not run yet. Everybody here is invented.

/** A story told of a protocol with or without some of its parts; it fails where it does not come true. */
export type ClauseWalk = (protocol: Protocol) => void

const NOTHING = given(census('2026-03-31'), { facts: [] }).history(0)
const story = (protocol: Protocol, cast: Cast): Story => new Story(new Scene(protocol, england(), cast, NOTHING))

function scanned(protocol: Protocol, cohort: ReturnType<typeof given>, asOf: string): Scan {
  return scan([{ protocol, calendar: england() }], cohort, { asOf: day(asOf), until: day('2027-12-31') })
}

/** 2: three conferences of a family are three episodes, however many of its children each planned. */
export const thirdFamilyEpisode: ClauseWalk = (protocol) => {
  const at = (from: string, until: string | null, conference: string) => plan(from, until, { conference })
  const together = { family: 'F', facts: [at('2019-01-10', '2019-08-01', 'A'), at('2026-05-05', null, 'C')] }
  const family = given(
    dataset('2026-12-31'),
    { family: 'F', facts: [at('2019-01-10', '2019-08-01', 'A'), at('2021-02-10', '2022-01-01', 'B')] },
    together,
  )
  const result = scanned(protocol, family, '2026-05-06')
  const [met, ...others] = result.occasions.filter(({ occasion }) => occasion.trigger.id === 'third-family-episode')
  assert.equal(met?.occasion.certain, day('2026-05-05'))
  assert.deepEqual(others, [])
  const referral = result.duties.find(({ owed }) => owed.duty.id === 'refer-third-family-episode')?.owed
  assert.equal(referral === undefined ? null : formatDay(referral.due), '2026-05-19')
  assert.deepEqual(referral?.duty.metBy, { kind: 'step', step: 'refer-to-panel' })
  assert.ok(protocol.steps.some(({ id }) => id === 'refer-to-panel'))
  const twice = scanned(protocol, given(dataset('2026-12-31'), together, together), '2026-05-06')
  assert.deepEqual(
    twice.occasions.filter(({ occasion }) => occasion.trigger.id === 'third-family-episode'),
    [],
  )
}

/** 3: a plan under several categories, of which the file does not say whether neglect is the latest. */
export const neglectThatNobodyCanTell: ClauseWalk = (protocol) => {
  const on = (latestCategory: string) => {
    const facts = [plan('2024-12-10', null, { initialCategory: latestCategory, latestCategory })]
    const { occasions } = scanned(protocol, given(dataset('2026-12-31'), { facts }), '2026-06-30')
    return occasions.find(({ occasion }) => occasion.trigger.id === 'neglect-over-18-months')
  }
  assert.deepEqual(on('NEG')?.occasion.certain, day('2026-06-11'))
  assert.equal(on('EMO'), undefined)
  const doubtful = on('MUL')
  assert.deepEqual([doubtful?.standing, doubtful?.occasion.certain], ['may-be-met', null])
  assert.deepEqual(
    doubtful?.occasion.gaps.map(({ kind }) => kind),
    ['category-multiple'],
  )
}

/** 3: what no file holds at all, and whom to ask instead. */
export const planThatOnlyAPersonCanTell: ClauseWalk = (protocol) => {
  const result = scanned(protocol, given(dataset('2026-12-31'), { facts: [] }), '2026-06-30')
  const tally = result.tallies
    .flatMap(({ triggers }) => triggers)
    .find(({ trigger }) => trigger.id === 'right-plan-not-secured')
  assert.deepEqual(
    tally?.wouldTell.map(({ kind }) => kind),
    ['person'],
  )
}

const WARWICKSHIRE: Cast = {
  agencies: { hana: 'hospital', pavel: 'police' },
  own: { cora: 'conference-chair', sasha: 'social-worker' },
  others: { hana: 'nurse', pavel: 'officer' },
  coreGroup: ['sasha', 'hana', 'pavel'],
}

/** 16: the second review is owed an analysis, and once that is agreed no risk assessment besides. */
export const analysisForEachReview: ClauseWalk = (protocol) => {
  const facts = [plan('2026-06-10'), review('2026-09-01')]
  const drifting = story(protocol, WARWICKSHIRE)
    .facts(given(dataset('2026-11-20'), { facts }).history(0))
    .on('2026-11-20 10:00')
    .owes('cora', 'hold-review-conference', '2027-03-01')
    .owes(['hana', 'pavel', 'sasha'], 'enhanced-risk-analysis', '2027-03-01')
    .owes('sasha', 'risk-assessment', '2027-03-01')
  drifting
    .answers('risk-assessment', '2026-09-01', 'sasha', 'update-risk-assessment')
    .records('cora', 'agree-analysis')
    .met('enhanced-risk-analysis')
    .lapsed('risk-assessment', 'other-duty-met')
    .owesNo('risk-assessment')
  const first = story(protocol, WARWICKSHIRE)
    .facts(given(dataset('2026-11-20'), { facts: [plan('2026-10-10')] }).history(0))
    .on('2026-11-20 10:00')
    .owesNo('enhanced-risk-analysis')
    .owes('sasha', 'risk-assessment', '2027-01-10')
  first.records('sasha', 'update-risk-assessment').met('risk-assessment')
}

/** 17: each agency its own part, kept apart; the agreement waits for all of them, and holds who disagrees. */
export const eachAgencyItsPart: ClauseWalk = (protocol) => {
  const CONCLUSION = { conclusion: 'What has changed will not last.' }
  const DISSENT = { dissent: [{ who: ['police'], why: 'The move has made it safer.' }] }
  story(protocol, WARWICKSHIRE)
    .on('2026-03-02 10:00')
    .sees('analysis-in-the-making', 'hana', 'pavel', 'sasha')
    .refuses('sasha', 'call-for-analysis', 'wrong-role', 'WAR-22', { agencies: ['hospital'] })
    .records('cora', 'call-for-analysis', { agencies: ['hospital', 'police'] })
    .owes('hana', 'write-own-part', '2026-03-16')
    .owes('pavel', 'write-own-part', '2026-03-16')
    .refuses('sasha', 'contribute-part', 'not-the-own', 'WAR-22', { history: 'Not asked.' })
    .needsEach('hana', 'contribute-part', { history: 'Seen four times at night.' })
    .records('hana', 'contribute-part', { history: 'Seen four times at night.' })
    .refuses('hana', 'contribute-part', 'not-the-own', 'WAR-22', { history: 'Once more.' })
    .refuses('cora', 'agree-analysis', 'duty-open', 'WAR-22', CONCLUSION)
    .on('2026-03-17 09:00')
    .overdue('write-own-part', 'cora')
    .records('pavel', 'contribute-part', { history: 'Two arrests of others.' })
    .met('write-own-part')
    .met('write-own-part', 'late')
    .needsEach('cora', 'agree-analysis', CONCLUSION)
    .records('cora', 'agree-analysis', { ...CONCLUSION, ...DISSENT })
}

const BUCKINGHAMSHIRE: Cast = {
  agencies: { hana: 'hospital', pavel: 'police', yusuf: 'youth-service' },
  own: { sasha: 'social-worker' },
  others: {
    petra: 'panel-chair',
    della: 'panel-deputy',
    hana: 'nurse',
    pavel: 'officer',
    yusuf: 'youth-worker',
    tamar: 'team-manager',
  },
}

const PLAN = {
  agencies: [
    { which: ['hospital'], attended: true },
    { which: ['police'], attended: false },
  ],
}

function onThePanel(protocol: Protocol): Story {
  return story(protocol, BUCKINGHAMSHIRE)
    .acts('sam', 'somebody-else')
    .on('2026-03-02 09:00')
    .records('sam', 'begin', {}, 'way-0')
    .records('petra', 'agree-shared-plan', PLAN)
    .stands('on-the-panel')
}

/** 18: each agency is asked for its flag, places it, is asked to remove it and removes it, and says so itself. */
export const flagOfEachAgency: ClauseWalk = (protocol) => {
  onThePanel(protocol)
    .flagged({ hospital: 'asked', police: 'asked' })
    .owes('hana', 'place-the-flag', '2026-03-04')
    .owes('pavel', 'place-the-flag', '2026-03-04')
    // Those who were there see to their own service; the chair tells those who were not.
    .owes('petra', 'tell-who-was-absent', '2026-03-02')
    .records('petra', 'notify-agency')
    .owesNo('tell-who-was-absent')
    .flagged({ hospital: 'asked', police: 'asked' })
    .refuses('yusuf', 'confirm-placed', 'not-the-own', 'BUC-15')
    .records('hana', 'confirm-placed')
    .flagged({ hospital: 'placed', police: 'asked' })
    .refuses('hana', 'confirm-placed', 'not-the-own', 'BUC-15')
    .on('2026-03-05 09:00')
    .overdue('place-the-flag', 'petra')
    .records('petra', 'leave-the-panel')
    .stands('stepped-down')
    .lapsed('place-the-flag', 'left-stage')
    .flagged({ hospital: 'removal-asked', police: 'removal-asked' })
    .owes('hana', 'remove-the-flag', '2026-03-12')
    .records('hana', 'confirm-removed')
    .flagged({ hospital: 'removed', police: 'removal-asked' })
    .on('2026-03-13 09:00')
    .overdue('remove-the-flag', 'petra')
    .records('pavel', 'confirm-removed')
    .flagged({ hospital: 'removed', police: 'removed' })
}

/** 18: the day on which nobody was told has passed; the chair says of several which one was told. */
export const absentAgencies: ClauseWalk = (protocol) => {
  const absent = PLAN.agencies.map((each) => ({ ...each, attended: false }))
  const panel = story(protocol, BUCKINGHAMSHIRE)
    .acts('sam', 'somebody-else')
    .on('2026-03-02 09:00')
    .records('sam', 'begin', {}, 'way-0')
    .records('petra', 'agree-shared-plan', { agencies: absent })
  panel.refuses('petra', 'notify-agency', 'about-needed', 'BUC-15')
  panel.on('2026-03-03 09:00').overdue('tell-who-was-absent', 'della')
}

/** 19: two contacts, each with its call and its writing within a day, answered each for itself. */
export const contactsAnsweredEach: ClauseWalk = (protocol) => {
  const one = '2026-03-07 22:00'
  const contacts = onThePanel(protocol)
    .refuses('yusuf', 'record-contact', 'not-the-own', 'BUC-17')
    .on(one)
    .records('pavel', 'record-contact')
    .owesAt('pavel', 'tell-the-worker', '2026-03-08 22:00')
    .owesAt('pavel', 'follow-up-in-writing', '2026-03-08 22:00')
    .on('2026-03-08 10:00')
    .records('pavel', 'record-contact')
  contacts
    .refuses('pavel', 'record-call', 'about-needed', 'BUC-17')
    .refuses('pavel', 'write-up-contact', 'about-needed', 'BUC-17')
    .refuses('hana', 'record-call', 'not-the-own', 'BUC-17')
    .answers('tell-the-worker', '2026-03-08', 'pavel', 'record-call')
    .answers('follow-up-in-writing', '2026-03-09', 'pavel', 'write-up-contact')
    .on('2026-03-09 10:30')
    .overdue('follow-up-in-writing', 'sasha')
    .overdue('tell-the-worker', 'sasha')
    .records('pavel', 'record-call')
    .records('pavel', 'write-up-contact')
    .met('follow-up-in-writing', 'late')
    .met('tell-the-worker', 'late')
    .met('tell-the-worker')
    .met('follow-up-in-writing')
}

const OPEN_CASE: Cast = {
  agencies: {},
  own: { sasha: 'social-worker' },
  others: { kit: 'key-worker', cleo: 'central-duty', sam: 'somebody-else' },
}

/** 20: doubt goes to the supervisor, and what is left of it to Central Duty. */
export const consultation: ClauseWalk = (protocol) => {
  const inDoubt = (): Story =>
    story(protocol, OPEN_CASE).on('2026-03-02 10:00').records('sam', 'open-the-case').stands('in-doubt')
  inDoubt().records('sasha', 'ask-supervisor', {}, 'concern').stands('contact-due')
  inDoubt().records('kit', 'ask-supervisor', {}, 'no-concern').stands('closed')
  inDoubt()
    .refuses('cleo', 'ask-central-duty', 'wrong-stage', 'OPN-04')
    .records('kit', 'ask-supervisor', {}, 'still-unsure')
    .stands('with-central-duty')
    .refuses('sasha', 'ask-central-duty', 'wrong-role', 'OPN-04', {}, 'concern')
    .records('cleo', 'ask-central-duty', {}, 'concern')
    .stands('contact-due')
  inDoubt()
    .records('kit', 'ask-supervisor', {}, 'still-unsure')
    .records('cleo', 'ask-central-duty', {}, 'no-concern')
    .stands('closed')
}

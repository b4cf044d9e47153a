// One disagreement through every stage, in each direction and through pages alone: a health visitor's about a Children's Team, as far
// as her agency's member of the Board; and the Children's Team's about a college, as far as its head. At each stage, whoever raised
// it hears and answers, and only those whose turn it is look on.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { noBrowser } from './browser.ts'
import { Journey } from './journey.ts'

const OK = 200

/** Nerys of health has a line manager, a designated officer and a member of the Board; the college, where Gareth works, has none. */
const PEOPLE: readonly (readonly [name: string, agency: string, ...roles: readonly string[]])[] = [
  ['Sian', 'council', 'social-worker'],
  ['Tegan', 'council', 'team-manager'],
  ['Ola', 'council', 'operations-manager'],
  ['Max', 'council', 'service-manager'],
  ['Dan', 'council', 'duty-manager'],
  ['Nerys', 'health', 'practitioner'],
  ['Lil', 'health', 'line-manager'],
  ['Des', 'health', 'designated-officer'],
  ['Bo', 'health', 'board-representative'],
  ['Gareth', 'college', 'practitioner'],
  ['Bev', 'police', 'board-representative'],
]
const EVERYBODY = PEOPLE.map(([name]) => name)
const TEAM = ['Sian', 'Tegan']

describe('a disagreement', { skip: noBrowser }, () => {
  let journey: Journey

  before(async () => {
    const protocols = ['practice-concern', 'practice-concern-about-partner']
    const cast = { protocols, people: PEOPLE, managers: { Nerys: 'Lil' } }
    journey = await Journey.begin(cast, '2026-11-02T08:00:00Z')
    await journey.addChild(
      'Plainly Invented',
      [
        ['social-worker', 'Sian'],
        ['team-manager', 'Tegan'],
      ],
      ['Nerys'],
    )
  })
  after(() => journey.end())

  it('of another agency with a Children’s Team goes through three stages to the Board', async () => {
    await journey.sitsDown('Nerys', '2026-11-02T09:00:00Z')
    const concern = {
      'about-the-team': 'contact',
      concern: 'She is never seen alone.',
      'on-duty': false,
      'spoken-to': { when: '2026-11-02T08:30', with: 'Sian' },
    }
    await journey.raises('practice-concern/raise-the-concern', 'Plainly Invented', concern)
    await journey.reads(/Answer the concern WAR-02, WAR-07 Sian \(Invented council\) Wednesday 4 November 2026/)
    assert.deepEqual(await journey.finders('2026-11-02T10:00:00Z', ...EVERYBODY), [
      ...TEAM,
      'Dan',
      'Nerys',
      'Lil',
      'Des',
    ])
    await journey.sitsDown(
      'Sian',
      '2026-11-03T09:00:00Z',
      /A professional raises a concern with you/,
      /Answer the concern/,
    )
    await journey.records('answer-at-stage-1', { 'first-answer': 'We see her weekly.' })
    await journey.sitsDown(
      'Nerys',
      '2026-11-03T11:00:00Z',
      /Your concern is answered/,
      /Say whether it is resolved, or take it further/,
    )
    await journey.looksAt(null, /We see her weekly/, /Reached them: 08:30 on Monday 2 November 2026, Sian/)
    await journey.records('take-to-stage-2', { 'why-stage-2': 'She is not seen alone.' })

    // Nobody answers in two working days: somebody above hears of it, and the page says how old the stage is.
    assert.deepEqual(await journey.finders('2026-11-03T12:00:00Z', ...EVERYBODY), [
      ...TEAM,
      'Ola',
      'Nerys',
      'Lil',
      'Des',
    ])
    await journey.timePasses('2026-11-06T08:00:00Z')
    await journey.sitsDown(
      'Max',
      '2026-11-06T08:30:00Z',
      /Answer as Operations Manager: Plainly Invented/,
      /owed by Ola/,
    )
    await journey.sitsDown('Ola', '2026-11-06T09:00:00Z', /A concern comes to you/, /Answer as Operations Manager/)
    await journey.looksAt(null, /For 3 days, reached at 11:00 on Tuesday 3 November 2026/, /Overdue By 1 day/)
    await journey.records('answer-at-stage-2', { 'second-answer': 'She will be.' })
    await journey.sitsDown('Nerys', '2026-11-06T11:00:00Z', /Your concern is answered/, /Friday 13 November 2026/)
    await journey.sitsDown('Des', '2026-11-13T09:00:00Z', /A concern comes to you/)
    await journey.records('take-to-stage-3', { 'why-stage-3': 'She was not.' })

    await journey.sitsDown('Ola', '2026-11-16T09:00:00Z', /Read the file and meet the professional/)
    await journey.looksAt('meet-the-professional', /Read the file first/)
    await journey.records('read-the-file', { 'what-the-file-shows': 'Four visits, none alone.' })
    const met = { 'met-with': 'Lil, her manager.', 'outcome-of-meeting': 'Seen alone each week from now on.' }
    await journey.records('meet-the-professional', met)
    await journey.records('confirm-on-file', { 'on-file-at': 'Case note of 16 November.' })
    // Whoever has answered since knows of it, and need not be spoken to.
    await journey.sitsDown('Nerys', '2026-11-23T09:00:00Z', /Say whether it is resolved/, /not read by Tegan\./)
    await journey.looksAt(null, /Seen alone each week from now on/)
    await journey.records('take-to-the-board', { 'why-the-board': 'It did not happen.' })
    assert.deepEqual(await journey.finders('2026-11-23T12:00:00Z', ...EVERYBODY), [...TEAM, 'Ola', 'Nerys', 'Bo'])
    await journey.sitsDown('Bo', '2026-11-24T09:00:00Z', /A concern comes to you as a member of the Board/)
    await journey.looksAt(null, /It did not happen/)
    await journey.records('record-the-board-answer', { 'board-answer': 'The director has promised it.' }, 'settled')
    await journey.sitsDown('Nerys', '2026-11-25T09:00:00Z', /What came of it at the Board/, /Ended: Resolved/)
    await journey.looksAt(null, /The director has promised it/)
    const record = await journey.page.locator('a[href*="/papers/disagreement-record.pdf"]').first().getAttribute('href')
    assert.equal(await journey.status(record ?? ''), OK)
    assert.deepEqual(await journey.finders('2026-11-25T12:00:00Z', ...EVERYBODY), [...TEAM, 'Nerys'])
  })

  it('of a Children’s Team with another agency goes through three stages to its head', async () => {
    await journey.sitsDown('Sian', '2026-12-01T09:00:00Z')
    const concern = {
      'which-agency': ['college'],
      'about-the-agency': 'late-referral',
      concern: 'It came after six weeks.',
      'professional-spoken-to': { when: '2026-12-01T08:30', with: 'Gareth' },
    }
    await journey.raises('practice-concern-about-partner/raise-with-the-professional', 'Plainly Invented', concern)
    assert.deepEqual(await journey.finders('2026-12-01T10:00:00Z', ...EVERYBODY), [...TEAM, 'Nerys'])
    await journey.records('record-stage-1', { 'came-of-1': 'He saw no need.' }, 'goes-on')
    await journey.sitsDown('Tegan', '2026-12-02T09:00:00Z', /A concern about another agency goes to stage 2/)
    const second = {
      'manager-spoken-to': { when: '2026-12-02T08:30', with: 'The vice-principal' },
      'came-of-2': 'Nor does she.',
    }
    await journey.records('record-stage-2', second, 'goes-on')
    await journey.sitsDown('Max', '2026-12-03T09:00:00Z')
    await journey.looksAt('take-to-the-agency', /The Operations Manager notifies the Service Manager first/)
    await journey.sitsDown(
      'Ola',
      '2026-12-03T10:00:00Z',
      /A concern about another agency comes to you/,
      /Notify the Service Manager/,
    )
    await journey.records('notify-the-service-manager', { 'notified-of': 'Referrals come late.' })
    await journey.sitsDown('Max', '2026-12-04T09:00:00Z', /A concern about another agency comes to you/)
    await journey.records('take-to-the-agency', { represented: false, head: 'The head of the college.' })
    await journey.sitsDown('Max', '2026-12-10T09:00:00Z', /Record what came of it/)
    await journey.records('record-the-agency-answer', { 'agency-answer': 'It will change.' }, 'settled')
    await journey.sitsDown('Sian', '2026-12-10T10:00:00Z', /What came of your concern/, /Ended: Resolved/)
    await journey.looksAt(null, /It will change/, /Which agency\?Invented college/)
  })
})

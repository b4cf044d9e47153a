// A child whose plan does not work, through all three tiers and by pages alone: asked for by health, refused there, settled by the
// council, reviewed at Tier 1 and Tier 2, referred to Tier 3, and reported on. At each turn, who of either agency may see it.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { AnswerValue } from '../../src/engine/pathway/entry.ts'
import { tables } from '../record/importing.ts'
import {
  ARRANGED,
  CHOSEN,
  DEBRIEF,
  EVENT,
  INVITATIONS,
  PRINCIPLES,
  REFERRAL,
  REPORT,
  REQUEST,
  REVIEW,
  there,
} from '../walks/cwm-taf/answers.ts'
import { noBrowser } from './browser.ts'
import { Journey } from './journey.ts'

const OK = 200

/** Len leads on safeguarding at the hospital; Fay facilitates and has no part in the case, and Otto's police has none either. */
const PEOPLE: readonly (readonly [name: string, agency: string, ...roles: readonly string[]])[] = [
  ['Wyn', 'council', 'social-worker'],
  ['Tam', 'council', 'team-manager'],
  ['Sal', 'council', 'service-manager'],
  ['Rae', 'council', 'reviewing-officer', 'conference-chair', 'facilitator'],
  ['Quin', 'council', 'business-unit', 'quality-group-chair'],
  ['Fay', 'council', 'facilitator'],
  ['Nan', 'hospital', 'practitioner'],
  ['Len', 'hospital', 'safeguarding-lead'],
  ['Otto', 'police', 'police-officer'],
]

describe('three tiers', { skip: noBrowser }, () => {
  let journey: Journey

  before(async () => {
    const pools = { 'experienced-facilitators': ['Fay'] }
    journey = await Journey.begin({ protocols: ['challenging-cases'], people: PEOPLE, pools }, '2026-11-19T09:00:00Z')
    const child = await journey.addChild('Plainly Invented', [
      ['social-worker', 'Wyn'],
      ['team-manager', 'Tam'],
      ['service-manager', 'Sal'],
      ['reviewing-officer', 'Rae'],
      ['core-group', 'Nan'],
    ])
    await journey.brings(
      tables({
        person: [`${child},F,2013-05-20`],
        cp_plans: [`p1,${child},2025-09-15,,NEG,NEG`],
        cp_reviews: [`r1,${child},p1,2025-12-10`, `r2,${child},p1,2026-05-28`],
      }),
      '2026-11-19T09:00:00Z',
    )
  })
  after(() => journey.end())

  it('go from a professional of health to the outcome report, and each agency sees its part', async () => {
    const review = {
      ...REVIEW,
      attended: [journey.person('Nan'), journey.person('Wyn')],
      actions: [{ action: 'Visit twice a week', owner: journey.person('Wyn'), 'by-when': '2026-12-11' }],
    }

    // The posts of other agencies are held by nobody here: Otto fills each, with words that say why.
    const filled = Object.entries(there()).map(([post, is]): [string, AnswerValue] => {
      const isOwn = post === 'team-manager' || is !== 'present'
      return [post, isOwn ? is : { is: 'present', who: journey.person('Otto'), instead: 'Invented leave' }]
    })
    const attendance = Object.fromEntries(filled)

    // Health asks, is refused by its own safeguarding lead, and disagrees.
    await journey.sitsDown('Nan', '2026-11-20T09:00:00Z')
    await journey.raises('challenging-cases/ask-for-tier-1', 'Plainly Invented', REQUEST)
    assert.deepEqual(await journey.finders('2026-11-20T10:00:00Z', 'Otto'), [], 'the police have no part in it')
    await journey.sitsDown('Len', '2026-11-23T09:00:00Z', /Decide whether the plan is failing/)
    await journey.records('decide-request', { reasons: 'The plan has not had its time.' }, 'refused')
    await journey.sitsDown('Nan', '2026-11-23T11:00:00Z', /The request was refused/)
    await journey.records('dispute-refusal', { disagreement: 'Four months is time enough for a baby.' })

    // The council settles it: the lead of health sees it no longer.
    await journey.sitsDown('Sal', '2026-11-24T09:00:00Z', /Settle the disagreement/)
    await journey.records('settle-dispute', { settlement: 'The two met; Tier 1 is held.' }, 'agreed')
    assert.deepEqual(
      await journey.finders('2026-11-24T10:00:00Z', 'Len'),
      [],
      'what was decided no longer waits for the lead',
    )

    // Tier 1, with its report.
    await journey.sitsDown('Tam', '2026-11-25T09:00:00Z')
    await journey.records('convene-tier-1', { ...INVITATIONS, 'held-on': '2026-12-02T10:00' })
    await journey.sitsDown(
      'Nan',
      '2026-11-25T10:00:00Z',
      /Invitation to a Tier 1 Professional Review/,
      /how the disagreement was settled/i,
    )
    await journey.sitsDown('Tam', '2026-12-02T12:00:00Z')
    await journey.records('hold-tier-1', { ...review, combined: false, attendance }, 'tier-2')
    await journey.records('convene-tier-2', { ...INVITATIONS, 'held-on': '2026-12-09T10:00' })
    await journey.sitsDown('Nan', '2026-12-03T09:00:00Z')
    await journey.looksAt(null, /Tier 2 Senior Professional Review to be held/)
    const report = await journey.page.locator('a[href*="/papers/tier-1-report.pdf"]').getAttribute('href')
    assert.equal(await journey.status(report ?? ''), OK, 'health reads the report')

    // Tier 2, and the referral to Tier 3, which lets the Board's people in.
    assert.deepEqual(await journey.finders('2026-12-09T09:00:00Z', 'Quin'), [], 'the Board is not asked yet')
    await journey.sitsDown('Sal', '2026-12-09T12:00:00Z')
    const present = { ...attendance, 'service-manager': 'present', 'police-inspector': 'absent' }
    const family = REVIEW['family-details']
    const short = { ...review, 'family-details': Array.isArray(family) ? family.slice(0, 1) : [] }
    await journey.records('hold-tier-2', { ...short, attendance: present }, 'tier-3')
    await journey.records('refer-to-tier-3', REFERRAL)
    await journey.sitsDown('Quin', '2026-12-10T09:00:00Z')
    await journey.looksAt(null)
    assert.equal(await journey.page.locator('a[href*="/papers/tier-3-referral.pdf"]').count(), 1)

    // Tier 3: the event and its outcome report.
    await journey.records('arrange-event', {
      ...ARRANGED,
      'held-on': '2027-01-05T09:30',
      attendees: [journey.person('Nan')],
    })
    await journey.records('choose-facilitators', { ...CHOSEN, facilitators: [journey.person('Fay')] })
    await journey.sitsDown('Fay', '2026-12-11T09:00:00Z')
    await journey.records('agree-working-principles', PRINCIPLES)
    await journey.records('prepare-event', { preparation: 'Who speaks first.' })
    await journey.records('acknowledge-record')
    await journey.sitsDown('Nan', '2026-12-11T10:00:00Z')
    await journey.records('acknowledge-record')
    await journey.sitsDown('Fay', '2027-01-05T15:00:00Z')
    await journey.records('hold-event', { ...EVENT, attended: [journey.person('Nan')] })
    await journey.records('debrief', {
      ...DEBRIEF,
      actions: [{ action: 'One chronology', owner: journey.person('Wyn'), 'by-when': '2027-01-29' }],
    })
    await journey.records('complete-report', REPORT)
    await journey.sitsDown('Nan', '2027-01-06T09:00:00Z')
    await journey.looksAt(null, /Actions of the supervision event running/)
    const outcome = await journey.page.locator('a[href*="/papers/event-outcome-report.docx"]').getAttribute('href')
    assert.equal(await journey.status(outcome ?? ''), OK, 'health reads what came of it')
    assert.deepEqual(
      await journey.finders('2027-01-06T10:00:00Z', 'Otto'),
      [],
      'the police have had no part in it to the end',
    )
  })
})

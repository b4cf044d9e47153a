import assert from 'node:assert/strict'
import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { lifeWalks, MOST } from '../life-events.ts'
import { only } from '../only.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import { AGREED, CARRIERS, excluded, PLAN, planned, REFERRAL, REVIEW, referred, SAT, steppedDown } from './given.ts'

const sits = (story: Story): Story => referred(story).on('2026-03-11 15:00')
const reviewDay = (story: Story): Story => planned(story).on('2026-04-08 15:00')
const ADOPTED: Answers = { adopted: true }
const REFUSED: Answers = { adopted: false, 'refused-because': 'We have nobody for it.' }
const PLACED: Answers = { 'placed-as': 'flag', responsible: 'Pia.' }
const REVIEWED: Answers = { ...SAT, ...REVIEW }
const CHANGED: Answers = { change: 'adult', 'change-shown': 'He is 18; adult services know.' }
const PLAN_ROWS = 'BUC-09, BUC-10, BUC-11, BUC-12, BUC-13, BUC-15, BUC-18, BUC-23, BUC-24'
const flagsOf = (state: string): Readonly<Record<string, string>> => {
  return { police: state, health: state, 'out-of-hours': state, school: state }
}
const ASKED = flagsOf('asked')
const LEVELS = ['very-high', 'high', 'medium', 'low']

export const PLANNING: readonly Walk[] = [
  only(
    `BUC-07, BUC-08, ${PLAN_ROWS}`,
    'the chair or deputy records the plan, and every part of it',
    sits,
    'agree-shared-plan',
    ['chloe', 'dev'],
    AGREED,
  ),

  walk(`BUC-07, ${PLAN_ROWS}`, 'with others who sat, and with gaps', (story) => {
    sits(story)
      .hasOptions('agree-shared-plan', 'agreed-level', ...LEVELS, 'no-consensus')
      .hasOptions('agree-shared-plan', 'family-views', 'at-meeting', 'beforehand', 'not-sought')
      .hasOptions('agree-shared-plan', 'young-views', 'in-person', 'advocate', 'otherwise-told', 'no-way-found')
      .hasOptions('agree-shared-plan', 'good-practice', 14)
      .records('chloe', 'agree-shared-plan', {
        ...AGREED,
        'others-sat': 'The advocate.',
        'not-agreed': 'Health: the risk is higher.',
        gaps: [{ gap: 'No bed under 16.' }],
      })
      .stands('on-the-panel')
      .met('first-sitting')
      .made('flag-notice')
      .made('shared-plan')
  }),

  walk('BUC-14', 'no wrong door stands on the plan and on every flag', ({ protocol }) => {
    const plan = protocol.documents.find(({ id }) => id === 'shared-plan')
    assert.ok(plan?.headings.some(({ title }) => title.startsWith('No wrong door')))
    for (const { title, code } of protocol.flags) {
      assert.match(title, /whoever they approach responds/)
      // What the document itself says can stigmatise is kept, and no headline (BUC-28).
      assert.doesNotMatch(title, /hard to reach/)
      assert.match(code ?? '', /hard to reach/)
    }
    for (const id of ['shared-plan', 'flag-notice']) {
      const { headings } = protocol.documents.find((each) => each.id === id) ?? assert.fail(id)
      assert.ok(headings.some(({ says }) => /no wrong door|young person approaches responds/i.test(says ?? '')))
    }
    assert.equal(protocol.flags.length, 2)
    assert.match(protocol.notices.find(({ id }) => id === 'flag-asked-for')?.says ?? '', /approaches responds/)
  }),

  walk('BUC-12', 'each risk is a fact or a perception, of some agency; each agency has its level', (story) => {
    const risks = [{ risk: 'x', 'told-by': ['police'] }]
    sits(story)
      .refuses('chloe', 'agree-shared-plan', 'unanswered', 'BUC-12', { ...AGREED, risks })
      .refuses('chloe', 'agree-shared-plan', 'unanswered', 'BUC-12', { ...AGREED, levels: [{ level: 'low' }] })
  }),

  walk('BUC-05', 'at a sitting', (story) => {
    referred(story)
      .refuses('chloe', 'agree-shared-plan', 'no-sitting', 'BUC-05', AGREED)
      .says('chloe', 'agree-shared-plan', AGREED, /at a sitting/)
  }),

  walk('BUC-08, BUC-15', 'police, health and out-of-hours social care always', (story) => {
    sits(story)
    const all = ['police', 'health', 'out-of-hours']
    for (const each of all) {
      const agencies = all.filter((other) => other !== each).map((which) => ({ which: [which], attended: true }))
      const told = { ...AGREED, agencies }
      story.refuses('chloe', 'agree-shared-plan', 'agency-not-named', 'BUC-15', told)
      story.says('chloe', 'agree-shared-plan', told, /in every case/)
      if (each === 'out-of-hours') story.refuses('chloe', 'agree-shared-plan', 'agency-not-named', 'BUC-08', told)
    }
  }),

  walk('BUC-08, BUC-14, BUC-15', 'each agency is asked for the flag, out-of-hours services are told', (story) => {
    sits(story).sees('flagged-agencies-see-the-plan')
    story
      .records('chloe', 'agree-shared-plan', AGREED)
      .told('flag-asked-for', ...CARRIERS, 'odo')
      .sees('flagged-agencies-see-the-plan', ...CARRIERS, 'odo')
      .flagged(ASKED)
  }),

  walk('BUC-15', 'the chair tells who was not there, on the same working day', (story) => {
    planned(story)
      .owes('chloe', 'tell-who-was-absent', '2026-03-11')
      .onlyBy(['chloe', 'dev'], 'notify-agency')
      .on('2026-03-12 09:00')
      .overdue('tell-who-was-absent', 'dev')
      .records('chloe', 'notify-agency')
      .met('tell-who-was-absent', 'late')
      .owesNo('tell-who-was-absent')
  }),

  walk('BUC-15', 'each agency confirms the flag, or what stands in for it', (story) => {
    const alternative = { ...PLACED, 'placed-as': 'alternative' }
    planned(story)
      .owes(['paul', 'pia'], 'place-the-flag', '2026-03-13')
      .hasOptions('confirm-placed', 'placed-as', 'flag', 'alternative')
      .onlyBy(CARRIERS, 'confirm-placed', PLACED)
      .needsEach('pia', 'confirm-placed', PLACED)
      .refuses('pia', 'confirm-placed', 'unanswered', 'BUC-15', alternative)
      .refuses('pia', 'confirm-placed', 'not-asked', 'BUC-15', { ...PLACED, alternative: 'x' })
      .records('pia', 'confirm-placed', { ...PLACED, 'own-reference': 'POL/26/0042' })
      .flagged({ ...ASKED, police: 'placed' })
      .on('2026-03-16 09:00')
      .overdue('place-the-flag', 'chloe')
      .records('ed', 'confirm-placed', { ...alternative, alternative: 'A note on the register.' })
      .records('hal', 'confirm-placed', PLACED)
      .records('ooh', 'confirm-placed', PLACED)
      .owesNo('place-the-flag')
  }),

  walk('BUC-15', 'what is not placed when the case comes off is not placed any more', (story) => {
    steppedDown(story).lapsed('place-the-flag', 'left-stage')
  }),

  walk('BUC-27', 'each agency adopts the plan, or says why not', (story) => {
    planned(story)
      .owes('ed', 'plan-to-be-adopted', '2026-03-18')
      .onlyBy(CARRIERS, 'adopt-the-plan', ADOPTED)
      .needsEach('ed', 'adopt-the-plan', REFUSED)
      .refuses('ed', 'adopt-the-plan', 'not-asked', 'BUC-27', { ...ADOPTED, 'refused-because': 'x' })
      .records('pia', 'adopt-the-plan', ADOPTED)
      .notTold('plan-refused')
      .records('ed', 'adopt-the-plan', REFUSED)
      .told('plan-refused', 'chloe')
      .records('hal', 'adopt-the-plan', ADOPTED)
      .records('ooh', 'adopt-the-plan', ADOPTED)
      .met('plan-to-be-adopted')
      .owesNo('plan-to-be-adopted')
  }),

  walk('BUC-27', 'within five working days', (story) => {
    planned(story).on('2026-03-19 09:00').overdue('plan-to-be-adopted', 'chloe')
  }),

  walk('BUC-27', 'and adopts it anew when it was revised', (story) => {
    planned(story)
      .records('pia', 'adopt-the-plan', ADOPTED)
      .records('ed', 'adopt-the-plan', ADOPTED)
      .records('hal', 'adopt-the-plan', ADOPTED)
      .records('ooh', 'adopt-the-plan', ADOPTED)
      .owesNo('plan-to-be-adopted')
      .on('2026-03-18 10:00')
      .records('chloe', 'revise-shared-plan', PLAN)
      .owes('ed', 'plan-to-be-adopted', '2026-03-25')
      .records('pia', 'adopt-the-plan', REFUSED)
      .records('ed', 'adopt-the-plan', ADOPTED)
      .records('hal', 'adopt-the-plan', ADOPTED)
      .records('ooh', 'adopt-the-plan', ADOPTED)
      .owesNo('plan-to-be-adopted')
  }),

  walk('BUC-27', 'and none is, once the case is off the panel', (story) => {
    steppedDown(story).lapsed('plan-to-be-adopted', 'left-stage')
  }),

  only(
    `${PLAN_ROWS}, BUC-27`,
    'the plan is revised in versions',
    planned,
    'revise-shared-plan',
    ['chloe', 'dev'],
    PLAN,
  ),

  walk(`${PLAN_ROWS}, BUC-08, BUC-14, BUC-27`, 'and further agencies are asked for the flag', (story) => {
    planned(story)
      .hasOptions('revise-shared-plan', 'agreed-level', ...LEVELS, 'no-consensus')
      .hasOptions('revise-shared-plan', 'family-views', 'at-meeting', 'beforehand', 'not-sought')
      .hasOptions('revise-shared-plan', 'young-views', 'in-person', 'advocate', 'otherwise-told', 'no-way-found')
      .hasOptions('revise-shared-plan', 'good-practice', 14)
      .records('chloe', 'revise-shared-plan', {
        ...PLAN,
        gaps: [{ gap: 'No bed.' }],
        'more-agencies': [{ which: ['youth-offending'], attended: true }],
      })
      .stands('on-the-panel')
      .flagged({ ...ASKED, 'youth-offending': 'asked' })
  }),

  walk(
    'BUC-07, BUC-19, BUC-20',
    'it is reviewed within a month, and each time it is decided whether to keep it',
    (story) => {
      planned(story)
        .owes('chloe', 'review-each-month', '2026-04-11')
        .on('2026-03-12 15:00')
        .refuses('chloe', 'review-the-case', 'no-sitting', 'BUC-19', REVIEWED, 'keep')
        .says('chloe', 'review-the-case', REVIEWED, /at a sitting/, 'keep')
        .on('2026-04-08 15:00')
        .hasOptions('review-the-case', 'level-now', ...LEVELS)
        .records(
          'dev',
          'review-the-case',
          { ...REVIEWED, 'others-sat': 'The advocate.', 'not-agreed': 'Nobody.' },
          'keep',
        )
        .met('review-each-month')
        .stands('on-the-panel')
        .owes('chloe', 'review-each-month', '2026-05-08')
        .made('review-record')
        .madeNo('removal-notice')
        .on('2026-05-09 09:00')
        .overdue('review-each-month', 'dev')
    },
  ),

  only(
    'BUC-07, BUC-19, BUC-20, BUC-24',
    'who records the review, and what it asks',
    reviewDay,
    'review-the-case',
    ['chloe', 'dev'],
    REVIEWED,
    'keep',
  ),

  walk(
    'BUC-19, BUC-20, BUC-21',
    'off the panel, all are told and each agency confirms that its flag is gone',
    (story) => {
      planned(story)
        .records('pia', 'confirm-placed', PLACED)
        .records('ed', 'confirm-placed', PLACED)
        .records('hal', 'confirm-placed', PLACED)
        .records('ooh', 'confirm-placed', PLACED)
        .on('2026-04-08 15:00')
        .records('chloe', 'review-the-case', REVIEWED, 'remove')
        .stands('stepping-down')
        .told('off-the-panel', ...CARRIERS, 'odo', 'sian')
        .sees('flagged-agencies-see-the-plan', ...CARRIERS, 'odo')
        .flagged(flagsOf('removal-asked'))
        .owes('ed', 'remove-the-flag', '2026-04-15')
        .onlyBy(CARRIERS, 'confirm-removed')
        .refuses('chloe', 'close-the-case', 'duty-open', 'BUC-21')
        .says('chloe', 'close-the-case', {}, /not yet confirmed/)
        .records('pia', 'confirm-removed')
        .records('hal', 'confirm-removed')
        .records('ooh', 'confirm-removed')
        .on('2026-04-16 09:00')
        .overdue('remove-the-flag', 'chloe')
        .records('ed', 'confirm-removed')
        .flagged(flagsOf('removed'))
        .onlyBy(['chloe', 'bea'], 'close-the-case')
        .records('bea', 'close-the-case')
        .stands('closed')
        .sees('flagged-agencies-see-the-plan')
    },
  ),

  walk('BUC-20', 'and whoever referred the case', (story) => {
    story
      .sitting('panel', '2026-03-11', '2026-04-08')
      .on('2026-03-11 09:00')
      .records('tegan', 'refer-to-the-panel', REFERRAL)
      .records('chloe', 'agree-shared-plan', AGREED)
      .on('2026-04-08 15:00')
      .records('chloe', 'review-the-case', REVIEWED, 'remove')
      .made('removal-notice')
      .told('off-the-panel', ...CARRIERS, 'odo', 'sian', 'tegan')
  }),

  walk('BUC-20', 'something else that has changed closes it', (story) => {
    referred(story)
      .hasOptions('close-as-overtaken', 'change', 'died', 'moved', 'adult', 'mistake')
      .onlyBy(['chloe', 'dev'], 'close-as-overtaken', CHANGED)
      .needsEach('dev', 'close-as-overtaken', CHANGED)
      .records('dev', 'close-as-overtaken', CHANGED)
      .stands('overtaken')
  }),

  walk('BUC-20', 'also while a Risk Management Meeting is to be held', (story) => {
    excluded(story).records('chloe', 'close-as-overtaken', CHANGED).stands('overtaken')
  }),

  walk('BUC-20, BUC-21', 'on the panel it comes off first, and with it every flag', (story) => {
    planned(story)
      .hasOptions('take-off-as-overtaken', 'change', 'died', 'moved', 'adult', 'mistake')
      .onlyBy(['chloe', 'dev'], 'take-off-as-overtaken', CHANGED)
      .needsEach('dev', 'take-off-as-overtaken', CHANGED)
      .records('dev', 'take-off-as-overtaken', CHANGED)
      .stands('stepping-down')
      .flagged(flagsOf('removal-asked'))
      .refuses('chloe', 'close-the-case', 'duty-open', 'BUC-21')
  }),

  walk('BUC-28', 'a sitting may be called while the case is on the panel', (story) => {
    planned(story).records('dev', 'call-a-sitting', { 'sitting-on': '2026-03-14T10:00:00+00:00', 'sitting-why': 'x' })
  }),

  walk('BUC-06, BUC-07', 'and invitations sent', (story) => {
    planned(story).records('bea', 'send-invitations', { 'legal-considered': 'legal-there' })
  }),
]

export const LIFE: readonly Walk[] = lifeWalks({
  ...MOST,
  soFar: referred,
  by: 'tegan',
  told: 'chloe',
  may: ['tegan', 'chloe', 'dev'],
  closes: null,
})

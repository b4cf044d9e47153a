import assert from 'node:assert/strict'
import { type Walk, walk } from '../walk.ts'
import { criteriaMet, criteriaNotMet, DETAILS, EVERY_KIND, FORM, raised, SPOKE_TO_BOTH, TALK, WORRY } from './given.ts'

const CLOSED = { 'why-closed': 'Sasha has left; her manager agrees.' }
const DISAGREEMENT = { disagreement: 'He was in hospital again last night.' }

/** From a worry to a decision on the criteria. */
export const RAISING: readonly Walk[] = [
  walk('WOK-02, WOK-12', 'a social worker raises any child, in their own words', (story) => {
    story
      .stands(null)
      .offers('raise-the-child')
      .refuses('sasha', 'raise-the-child', 'unanswered', 'WOK-02', { circumstances: WORRY['circumstances'] ?? '' })
      .refuses('sasha', 'raise-the-child', 'unanswered', 'WOK-02', { 'not-reducing': WORRY['not-reducing'] ?? '' })
    raised(story).stands('raised')
  }),

  walk('WOK-12', 'a social worker raises a child of whom no file tells anything', (story) => {
    story.records('wanda', 'raise-the-child', WORRY).stands('raised')
  }),

  walk('WOK-12', "the social worker's line manager and the Team Manager hear of it", (story) => {
    raised(story).told('child-raised', 'sunil', 'tamar')
  }),

  walk(
    'WOK-12, WOK-14',
    'a case with no manager of its own: whoever stands above is told, and hears of silence',
    (story) => {
      raised(story.nobodyIs('team-manager'))
        .told('child-raised', 'sunil', 'lena')
        .nobodyIs('service-manager')
        .on('2026-03-10 09:00')
        .told('child-raised', 'sunil', 'ada')
        .overdue('discuss-a-raised-child', 'ada')
    },
  ),

  walk('WOK-13', 'a reviewing officer raises a child after speaking to the worker and the line manager', (story) => {
    story
      .refuses('iris', 'raise-the-child', 'unanswered', 'WOK-13', WORRY)
      .records('iris', 'raise-the-child', { ...WORRY, ...SPOKE_TO_BOTH })
      .stands('raised')
  }),

  walk('WOK-13', 'contact comes first: one that lies ahead is none', (story) => {
    const { 'worker-contacted': worker, 'manager-contacted': manager } = SPOKE_TO_BOTH
    if (worker === undefined || manager === undefined) throw new Error('both were spoken to')
    for (const when of ['2026-03-03', '2027-03-02T09:00:00+00:00']) {
      const later = { ...WORRY, 'worker-contacted': { when, with: 'sasha' }, 'manager-contacted': manager }
      story.refuses('iris', 'raise-the-child', 'bad-answer', 'WOK-13', later)
    }
    const today = { ...WORRY, 'worker-contacted': { when: '2026-03-02', with: 'sasha' }, 'manager-contacted': manager }
    story.on('2026-03-02 10:00').records('iris', 'raise-the-child', today)
  }),

  walk('WOK-13', 'one contact of the two is not enough', (story) => {
    const { 'worker-contacted': worker, 'manager-contacted': manager } = SPOKE_TO_BOTH
    if (worker === undefined || manager === undefined) throw new Error('both were spoken to')
    story
      .refuses('carol', 'raise-the-child', 'unanswered', 'WOK-13', { ...WORRY, 'worker-contacted': worker })
      .refuses('pat', 'raise-the-child', 'unanswered', 'WOK-13', { ...WORRY, 'manager-contacted': manager })
      .records('pat', 'raise-the-child', { ...WORRY, ...SPOKE_TO_BOTH })
      .stands('raised')
  }),

  walk('WOK-01, WOK-04', 'nobody of another agency sees it for seeing the case', (story) => {
    raised(story).keptWithin('lead')
  }),

  walk('WOK-13, PRA-13', 'whoever raised it sees what comes of it, to the end', (story) => {
    story.sees('whoever-raised-it')
    criteriaNotMet(story).sees('whoever-raised-it', 'sasha')
  }),

  walk('WOK-13', 'a child protection chair may raise too', (story) => {
    story.records('carol', 'raise-the-child', { ...WORRY, ...SPOKE_TO_BOTH }).stands('raised')
  }),

  walk('WOK-13', 'a social worker is not asked of contacts', (story) => {
    for (const [question, contact] of Object.entries(SPOKE_TO_BOTH)) {
      story.refuses('sasha', 'raise-the-child', 'not-asked', 'WOK-13', { ...WORRY, [question]: contact })
    }
  }),

  walk('WOK-12, WOK-13', 'managers raise as other practitioners do; those who list the child do not', (story) => {
    const both = { ...WORRY, ...SPOKE_TO_BOTH }
    story.refuses('ada', 'raise-the-child', 'wrong-role', 'WOK-12', both)
    for (const person of ['tom', 'quentin']) {
      story
        .refuses(person, 'raise-the-child', 'unanswered', 'WOK-13', WORRY)
        .needsEach(person, 'raise-the-child', both)
        .offers('raise-the-child')
    }
  }),

  walk('WOK-14', 'the Team Manager talks it through within 5 working days', (story) => {
    raised(story)
      .owes('tamar', 'discuss-a-raised-child', '2026-03-09')
      .on('2026-03-04 14:00')
      .records('tamar', 'discuss-the-case', TALK, 'met')
      .stands('criteria-met')
      .met('discuss-a-raised-child')
      .made('case-note')
      .hasHeadings('case-note', 'Who took part', 'What was said', 'Whether the criteria are met, and why')
    assert.deepEqual(story.missingIn('case-note'), [])
  }),

  walk('WOK-14', 'nobody talks it through: the lead Service Manager is told', (story) => {
    raised(story)
      .on('2026-03-09 23:00')
      .notOverdue('discuss-a-raised-child')
      .on('2026-03-10 09:00')
      .overdue('discuss-a-raised-child', 'lena')
      .records('tamar', 'discuss-the-case', TALK, 'met')
      .met('discuss-a-raised-child', 'late')
  }),

  walk('WOK-14', 'the talk needs social worker, supervisor and Team Manager', (story) => {
    const alone = {
      ...TALK,
      'took-part': { 'social-worker': 'absent', supervisor: 'present', 'team-manager': 'present' },
    }
    const without = {
      ...TALK,
      'took-part': { 'social-worker': 'present', supervisor: 'not involved', 'team-manager': 'present' },
    }
    const managerAway = {
      ...TALK,
      'took-part': { 'social-worker': 'present', supervisor: 'present', 'team-manager': 'not involved' },
    }
    raised(story)
      .refuses('tamar', 'discuss-the-case', 'absent', 'WOK-14', alone, 'met')
      .refuses('tamar', 'discuss-the-case', 'bad-answer', 'WOK-14', without, 'met')
      .refuses('tamar', 'discuss-the-case', 'bad-answer', 'WOK-14', managerAway, 'met')
  }),

  walk('WOK-14', "only the case's own Team Manager decides, with reasons, and says which way", (story) => {
    raised(story)
      .refuses('tom', 'discuss-the-case', 'not-the-own', 'WOK-14', TALK, 'met')
      .refuses('sasha', 'discuss-the-case', 'wrong-role', 'WOK-14', TALK, 'met')
      .needsEach('tamar', 'discuss-the-case', TALK, 'not-met')
      .onlyBy(['tamar'], 'discuss-the-case', TALK, 'met')
      .refuses('tamar', 'discuss-the-case', 'no-outcome', 'WOK-14', TALK)
  }),

  walk('WOK-14', 'the form opens only once the criteria are met', (story) => {
    const whole = { ...EVERY_KIND, ...DETAILS }
    raised(story)
      .doesNotOffer('complete-the-form')
      .refuses('sasha', 'complete-the-form', 'wrong-stage', 'WOK-14', FORM)
      .on('2026-03-04 14:00')
      .records('tamar', 'discuss-the-case', TALK, 'met')
      .offers('complete-the-form')
      .onlyBy(['sasha', 'tamar'], 'complete-the-form', FORM)
      .owes('tamar', 'complete-form-in-time', '2026-03-06')
      .on('2026-03-05 15:00')
      .records('sasha', 'complete-the-form', whole)
      .stands('form-sent')
      .met('complete-form-in-time')
      .made('case-of-note-form')
    for (const question of Object.keys(whole)) story.shows('case-of-note-form', question)
  }),

  walk('WOK-14', 'the form is not completed: the lead Service Manager is told', (story) => {
    criteriaMet(story).on('2026-03-07 09:00').overdue('complete-form-in-time', 'lena')
  }),

  walk('WOK-14', 'not met: the raiser is told why, and accepts', (story) => {
    criteriaNotMet(story)
      .stands('not-met')
      .told('criteria-not-met', 'sasha')
      .refuses('sasha', 'complete-the-form', 'wrong-stage', 'WOK-14', FORM)
      .owes('sasha', 'answer-the-decision', '2026-03-18')
      .onlyBy(['sasha'], 'accept-the-decision')
      .on('2026-03-06 09:00')
      .records('sasha', 'accept-the-decision')
      .stands('not-listed')
      .met('answer-the-decision')
  }),

  walk('WOK-14', 'not met: the one who decided does not accept it in the place of others', (story) => {
    story
      .acts('tamar', 'childrens-services-practitioner')
      .records('tamar', 'raise-the-child', { ...WORRY, ...SPOKE_TO_BOTH })
      .acts('tamar', 'team-manager')
      .on('2026-03-04 14:00')
      .records('tamar', 'discuss-the-case', TALK, 'not-met')
      .acts('tamar', 'childrens-services-practitioner')
      .refuses('tamar', 'accept-the-decision', 'same-person', 'WOK-14')
      .acts('lena', 'service-manager')
      .on('2026-03-19 09:00')
      .onlyBy(['lena'], 'close-unanswered', CLOSED)
  }),

  walk('WOK-14', 'not met, and the raiser is somebody else: they are told, not the social worker', (story) => {
    story
      .records('iris', 'raise-the-child', { ...WORRY, ...SPOKE_TO_BOTH })
      .on('2026-03-04 14:00')
      .records('tamar', 'discuss-the-case', TALK, 'not-met')
      .told('criteria-not-met', 'iris')
      .owes('iris', 'answer-the-decision', '2026-03-18')
      .onlyBy(['iris'], 'disagree-with-the-decision', DISAGREEMENT)
      .onlyBy(['iris'], 'accept-the-decision')
  }),

  walk('WOK-14', 'not met, and the raiser says nothing: the lead Service Manager hears, and closes it', (story) => {
    criteriaNotMet(story)
      .on('2026-03-19 09:00')
      .overdue('answer-the-decision', 'lena')
      .needsEach('lena', 'close-unanswered', CLOSED)
      .onlyBy(['lena'], 'close-unanswered', CLOSED)
      .records('lena', 'close-unanswered', CLOSED)
      .stands('not-listed')
      .told('decision-stands', 'sasha', 'tamar')
      .lapsed('answer-the-decision', 'pathway-ended')
  }),

  walk('WOK-14', 'the time to disagree belongs to the raiser: nobody closes it before that is up', (story) => {
    criteriaNotMet(story)
      .refuses('lena', 'close-unanswered', 'not-overdue', 'WOK-14', CLOSED)
      .doesNotOffer('close-unanswered')
      .on('2026-03-18 23:00')
      .refuses('lena', 'close-unanswered', 'not-overdue', 'WOK-14', CLOSED)
      .records('sasha', 'disagree-with-the-decision', DISAGREEMENT)
  }),

  walk('WOK-14', 'a lead Service Manager who decided as Team Manager does not close it alone', (story) => {
    raised(story.nobodyIs('team-manager').isAlsoTheOwn('lena', 'team-manager'))
      .on('2026-03-04 14:00')
      .records('lena', 'discuss-the-case', TALK, 'not-met')
      .acts('lena', 'service-manager')
      .on('2026-03-19 09:00')
      .refuses('lena', 'close-unanswered', 'same-person', 'WOK-14', CLOSED)
  }),

  walk('WOK-14', 'not met, and the raiser disagrees: the lead Service Manager settles it', (story) => {
    criteriaNotMet(story)
      .on('2026-03-06 09:00')
      .needsEach('sasha', 'disagree-with-the-decision', DISAGREEMENT)
      .onlyBy(['sasha'], 'disagree-with-the-decision', DISAGREEMENT)
      .records('sasha', 'disagree-with-the-decision', DISAGREEMENT)
      .stands('disputed')
      .lapsed('answer-the-decision', 'left-stage')
      .owes('lena', 'settle-a-disagreement', '2026-03-13')
      .needsEach('lena', 'settle-the-disagreement', { settlement: 'No.' }, 'decision-stands')
      .onlyBy(['lena'], 'settle-the-disagreement', { settlement: 'No.' }, 'decision-stands')
      .on('2026-03-10 09:00')
      .records('lena', 'settle-the-disagreement', { settlement: 'The new facts change it.' }, 'criteria-met')
      .stands('criteria-met')
      .met('settle-a-disagreement')
      .owes('tamar', 'complete-form-in-time', '2026-03-12')
  }),

  walk('WOK-14', 'the disagreement may be lost, and silence about it reaches the Assistant Director', (story) => {
    criteriaNotMet(story)
      .on('2026-03-06 09:00')
      .records('sasha', 'disagree-with-the-decision', { disagreement: 'I fear for him.' })
      .on('2026-03-14 09:00')
      .overdue('settle-a-disagreement', 'ada')
      .records('lena', 'settle-the-disagreement', { settlement: 'The plan is young.' }, 'decision-stands')
      .stands('not-listed')
      .told('decision-stands', 'sasha', 'tamar')
  }),

  walk('WOK-12', 'what was not listed may be raised again', (story) => {
    criteriaNotMet(story)
      .on('2026-03-06 09:00')
      .records('sasha', 'accept-the-decision')
      .refuses('sasha', 'raise-the-child', 'ended', null, WORRY)
  }),
]

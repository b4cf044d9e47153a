import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import { criteriaMet, criteriaNotMet, disputed, FORM, formSent, raised, TALK } from './given.ts'

const DIED: Answers = {
  'what-has-changed': 'died',
  'what-shows-it': 'The hospital told us; his sister is with an aunt.',
}
const MISTAKE: Answers = { 'what-has-changed': 'mistake', 'what-shows-it': 'It was another child of that name.' }

/** Lena, who finds the criteria met as Team Manager, is the lead Service Manager as well. */
function decidedByLead(story: Story): Story {
  return raised(story.nobodyIs('team-manager').isAlsoTheOwn('lena', 'team-manager'))
    .on('2026-03-04 14:00')
    .records('lena', 'discuss-the-case', TALK, 'met')
    .acts('lena', 'service-manager')
}

/** Out again before the list: raised by mistake, or the child has died, moved or come of age. */
export const WITHDRAWING: readonly Walk[] = [
  walk('WOK-12', 'whoever raised the child by mistake withdraws it, and all who were told hear of it', (story) => {
    raised(story)
      .hasOptions('withdraw-the-raise', 'what-has-changed', 'died', 'moved', 'adult', 'mistake')
      .needsEach('sasha', 'withdraw-the-raise', MISTAKE)
      .onlyBy(['sasha'], 'withdraw-the-raise', MISTAKE)
      .records('sasha', 'withdraw-the-raise', MISTAKE)
      .stands('withdrawn')
      .told('raise-withdrawn', 'sasha', 'sunil', 'tamar', 'lena', 'ada')
      .lapsed('discuss-a-raised-child', 'pathway-ended')
      .owesNothing()
  }),

  walk('WOK-12', 'found not to meet the criteria, and the child has died: the raiser withdraws it', (story) => {
    criteriaNotMet(story).records('sasha', 'withdraw-the-raise', DIED).stands('withdrawn')
  }),

  walk('WOK-12', 'disputed, and the child has died: the raiser withdraws it', (story) => {
    disputed(story).records('sasha', 'withdraw-the-raise', DIED).stands('withdrawn')
  }),

  walk('WOK-12, WOK-14', 'not once the criteria are met: then it is the managers who close it', (story) => {
    criteriaMet(story)
      .refuses('sasha', 'withdraw-the-raise', 'wrong-stage', 'WOK-12', MISTAKE)
      .hasOptions('close-before-listing', 'what-has-changed', 'died', 'moved', 'adult', 'mistake')
      .needsEach('lena', 'close-before-listing', DIED)
      .onlyBy(['lena', 'ada'], 'close-before-listing', DIED)
      .records('lena', 'close-before-listing', DIED)
      .stands('withdrawn')
      .told('raise-withdrawn', 'sasha', 'sunil', 'tamar', 'lena', 'ada')
      .owesNothing()
  }),

  walk('WOK-14', 'raised, and nobody can reach whoever raised the child: the managers close it', (story) => {
    raised(story).records('ada', 'close-before-listing', DIED).stands('withdrawn')
  }),

  walk('WOK-14', 'while the raiser may disagree, nobody else closes it so', (story) => {
    criteriaNotMet(story).refuses('lena', 'close-before-listing', 'wrong-stage', 'WOK-14', MISTAKE)
    story.records('sasha', 'disagree-with-the-decision', { disagreement: 'He was in hospital again.' })
    story.refuses('lena', 'close-before-listing', 'wrong-stage', 'WOK-14', MISTAKE)
  }),

  walk('WOK-14', 'whoever found the criteria met does not close it alone', (story) => {
    decidedByLead(story)
      .refuses('lena', 'close-before-listing', 'same-person', 'WOK-14', MISTAKE)
      .records('ada', 'close-before-listing', MISTAKE)
  }),

  walk('WOK-15', 'nor withdraws the form alone', (story) => {
    decidedByLead(story)
      .on('2026-03-05 15:00')
      .records('sasha', 'complete-the-form', FORM)
      .refuses('lena', 'withdraw-the-form', 'same-person', 'WOK-15', MISTAKE)
      .records('ada', 'withdraw-the-form', MISTAKE)
  }),

  walk('WOK-15, WOK-16, WOK-20', 'a form whose child has died is withdrawn without the list', (story) => {
    formSent(story)
      .hasOptions('withdraw-the-form', 'what-has-changed', 'died', 'moved', 'adult', 'mistake')
      .needsEach('lena', 'withdraw-the-form', DIED)
      .onlyBy(['lena', 'ada'], 'withdraw-the-form', DIED)
      .records('ada', 'withdraw-the-form', DIED)
      .stands('withdrawn')
      .told('raise-withdrawn', 'sasha', 'sunil', 'tamar', 'lena', 'ada')
      .told('form-withdrawn', 'lena', 'quentin', 'selma', 'stella', 'iris')
      .toldMailbox('form-withdrawn', 'cases-of-concern')
      .owesNothing()
  }),

  walk('WOK-16', 'where the child has a chair and no reviewing officer, the chair hears of it too', (story) => {
    formSent(story.nobodyIs('reviewing-officer').isAlsoTheOwn('carol', 'conference-chair'))
      .records('lena', 'withdraw-the-form', DIED)
      .told('form-withdrawn', 'lena', 'quentin', 'selma', 'stella', 'carol')
  }),
]

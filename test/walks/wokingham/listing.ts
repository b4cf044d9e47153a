import { type Walk, walk } from '../walk.ts'
import {
  AGENCIES_DISAGREE,
  CHILD_AT_RISK,
  criteriaMet,
  FIVE_CONSIDERED,
  FORM,
  formSent,
  KINDS_NOW,
  listed,
  SUMMARY,
} from './given.ts'

const OVERSIGHT = { 'management-oversight': 'I will chair the mapping.' }
const ESCALATION = { 'escalation-level': 'Stage 2', 'escalated-to': 'The health trust', 'escalated-on': '2026-03-09' }
const RESULT = { 'escalation-result': 'The trust gives the place.' }
const VIEW_AGAINST = { view: 'should-not-be-listed', 'view-why': 'The plan is working.' }

/** From the form to the list. */
export const LISTING: readonly Walk[] = [
  walk('WOK-15', 'every Service Manager gets the form, and may look at the case, and not before', (story) => {
    criteriaMet(story).sees('managers-see-the-form')
    story
      .on('2026-03-05 15:00')
      .records('sasha', 'complete-the-form', FORM)
      .told('form-to-lead', 'lena')
      .told('form-to-service-managers', 'quentin', 'selma', 'stella')
      .sees('managers-see-the-form', 'ada', 'lena', 'quentin', 'selma', 'stella')
  }),

  walk('WOK-15', 'a view is no vote: one against goes to the Assistant Director with its reason', (story) => {
    formSent(story)
      .needsEach('quentin', 'give-a-view', VIEW_AGAINST)
      .needsEach('quentin', 'give-a-view', { view: 'should-be-listed' })
      .onlyBy(['lena', 'quentin', 'selma', 'stella'], 'give-a-view', VIEW_AGAINST)
      .records('selma', 'give-a-view', { view: 'should-be-listed' })
      .notTold('view-against-listing')
      .refuses('ada', 'assistant-directors-view', 'unanswered', 'WOK-15')
      .records('quentin', 'give-a-view', VIEW_AGAINST)
      .told('view-against-listing', 'ada')
      .records('ada', 'assistant-directors-view', { consideration: 'I hear it; the risk is real.' })
      .stands('form-sent')
      .records('lena', 'receive-the-form')
      .stands('listed')
      .offers('give-a-view')
  }),

  walk('WOK-15', 'each recipient confirms the form apart, and the listing waits for none of them', (story) => {
    formSent(story)
      .owes('quentin', 'receipt-of-each', '2026-03-09')
      .owes('selma', 'receipt-of-each', '2026-03-09')
      .owes('stella', 'receipt-of-each', '2026-03-09')
      .onlyBy(['quentin', 'selma', 'stella'], 'confirm-the-form')
      .records('selma', 'confirm-the-form')
      .met('receipt-of-each')
      .onlyBy(['quentin', 'stella'], 'confirm-the-form')
      .records('lena', 'receive-the-form')
      .stands('listed')
      .records('stella', 'confirm-the-form')
      .on('2026-03-10 09:00')
      .overdue('receipt-of-each', 'lena')
      .onlyBy(['quentin'], 'confirm-the-form')
      .records('quentin', 'confirm-the-form')
      .met('receipt-of-each', 'late')
  }),

  walk('WOK-15', 'nobody in the post for quality assurance and safeguarding standards: to be found', (story) => {
    formSent(story.leaves('stella', 'standards-manager'))
      .told('form-to-service-managers', 'quentin', 'selma')
      .looksFor('standards-manager')
  }),

  walk('WOK-15', 'a lead who is the only Service Manager: nobody else is looked for', (story) => {
    formSent(story.leaves('quentin', 'service-manager').leaves('selma', 'service-manager'))
      .told('form-to-service-managers', 'stella')
      .looksFor('service-manager', false)
  }),

  walk('WOK-15', 'only the lead Service Manager lists it, within 2 working days', (story) => {
    formSent(story)
      .owes('lena', 'receive-form-in-time', '2026-03-09')
      .refuses('quentin', 'receive-the-form', 'not-the-own', 'WOK-15')
      .refuses('tamar', 'receive-the-form', 'wrong-role', 'WOK-15')
      .on('2026-03-10 09:00')
      .overdue('receive-form-in-time', 'ada')
      .records('lena', 'receive-the-form')
      .met('receive-form-in-time', 'late')
      .stands('listed')
  }),

  walk('WOK-16', "the child's own reviewing officer is told, and no other", (story) => {
    formSent(story).told('form-to-reviewing-officer', 'iris')
  }),

  walk('WOK-16', 'a child with neither reviewing officer nor chair: finding out who is an open obligation', (story) => {
    formSent(story.nobodyIs('reviewing-officer'))
      .told('form-to-reviewing-officer')
      .nobodyFor('form-to-reviewing-officer', 'reviewing-officer')
  }),

  walk('WOK-17', 'Team Manager and lead Service Manager may talk further, and nothing moves', (story) => {
    formSent(story)
      .onlyBy(['lena', 'tamar'], 'talk-it-over', { 'further-discussion': 'The school.' })
      .needsEach('tamar', 'talk-it-over', { 'further-discussion': 'The school.' })
      .records('tamar', 'talk-it-over', { 'further-discussion': 'What the school can hold.' })
      .stands('form-sent')
    story
      .records('lena', 'receive-the-form')
      .records('lena', 'talk-it-over', { 'further-discussion': 'The move.' })
      .stands('listed')
  }),

  walk('WOK-18', 'all five kinds of support are considered, each with a reason', (story) => {
    formSent(story).owes('tamar', 'consider-support-in-time', '2026-03-12')
    story.needsEach('tamar', 'consider-support', FIVE_CONSIDERED).onlyBy(['tamar'], 'consider-support', FIVE_CONSIDERED)
    story.records('tamar', 'consider-support', FIVE_CONSIDERED).met('consider-support-in-time')
  }),

  walk('WOK-18', 'support is not considered: the lead Service Manager is told, also after the listing', (story) => {
    listed(story)
      .on('2026-03-13 09:00')
      .overdue('consider-support-in-time', 'lena')
      .records('tamar', 'consider-support', FIVE_CONSIDERED)
      .met('consider-support-in-time', 'late')
  }),

  walk(
    'WOK-19',
    'on receipt the lead Service Manager owes oversight and the form on the file, the same working day',
    (story) => {
      listed(story)
        .owes('lena', 'add-oversight', '2026-03-06')
        .owes('lena', 'file-the-form', '2026-03-06')
        .needsEach('lena', 'put-oversight-on-file', OVERSIGHT)
        .onlyBy(['lena'], 'put-oversight-on-file', OVERSIGHT)
        .onlyBy(['lena'], 'put-form-on-file')
        .records('lena', 'put-oversight-on-file', OVERSIGHT)
        .met('add-oversight')
        .owes('lena', 'file-the-form', '2026-03-06')
        .records('lena', 'put-form-on-file')
        .met('file-the-form')
    },
  ),

  walk('WOK-19', 'a case that was added directly has no form to file', (story) => {
    story
      .records('dora', 'add-directly', { ...CHILD_AT_RISK, 'why-added': 'The press has called.' })
      .needsFirst('complete-the-form', 'lena', 'put-form-on-file', 'WOK-19')
      .owesNo('file-the-form')
  }),

  walk('WOK-19', 'received on a Saturday, they are owed on the Monday; then the Assistant Director hears', (story) => {
    formSent(story)
      .on('2026-03-07 09:30')
      .records('lena', 'receive-the-form')
      .owes('lena', 'add-oversight', '2026-03-09')
      .on('2026-03-10 08:00')
      .overdue('add-oversight', 'ada')
      .overdue('file-the-form', 'ada')
  }),

  walk('WOK-19', 'the Assistant Director gets a copy without anyone sending it, and may record a view', (story) => {
    listed(story)
      .told('form-to-assistant-director', 'ada')
      .refuses('ada', 'assistant-directors-view', 'unanswered', 'WOK-19')
      .records('ada', 'assistant-directors-view', { consideration: 'Agreed.' })
      .stands('listed')
      .onlyBy(['ada'], 'assistant-directors-view', { consideration: 'Agreed.' })
  }),

  walk('WOK-20', 'the completed form goes to the mailbox', (story) => {
    formSent(story).toldMailbox('form-to-mailbox', 'cases-of-concern')
  }),

  walk('WOK-09', 'the lead Service Manager owes a summary; it goes to the mailbox', (story) => {
    listed(story)
      .owes('lena', 'summarise-the-case', '2026-03-13')
      .needsEach('lena', 'write-the-summary', SUMMARY)
      .onlyBy(['lena'], 'write-the-summary', SUMMARY)
      .on('2026-03-12 12:00')
      .records('lena', 'write-the-summary', SUMMARY)
      .met('summarise-the-case')
      .toldMailbox('summary-to-mailbox', 'cases-of-concern')
  }),

  walk('WOK-09', 'no summary: the Assistant Director is told', (story) => {
    listed(story).on('2026-03-14 09:00').overdue('summarise-the-case', 'ada')
  }),

  walk('WOK-01', 'leaders see the listed case without asking anyone', (story) => {
    formSent(story).sees('leaders-see-the-list')
    story
      .records('lena', 'receive-the-form')
      .sees('leaders-see-the-list', 'ada', 'dora', 'lena', 'quentin', 'selma', 'stella')
  }),

  walk('WOK-24', 'agencies disagree: escalated at a level, to somebody, on a day, with a result', (story) => {
    formSent(story, AGENCIES_DISAGREE)
      .owes('lena', 'escalate-in-time', '2026-03-12')
      .refuses('lena', 'record-the-result', 'needs-earlier', 'WOK-24', { 'escalation-result': 'Agreed.' })
      .needsEach('lena', 'escalate-the-disagreement', ESCALATION)
      .onlyBy(['lena', 'tamar'], 'escalate-the-disagreement', ESCALATION)
      .on('2026-03-09 10:00')
      .records('lena', 'escalate-the-disagreement', ESCALATION)
      .met('escalate-in-time')
      .owes('lena', 'result-of-escalation', '2026-03-23')
      .on('2026-03-16 10:00')
      .needsEach('lena', 'record-the-result', RESULT)
      .onlyBy(['lena', 'tamar'], 'record-the-result', RESULT)
      .records('tamar', 'record-the-result', RESULT)
      .met('result-of-escalation')
  }),

  walk('WOK-24', 'a disagreement left lying reaches the Assistant Director', (story) => {
    formSent(story, AGENCIES_DISAGREE).on('2026-03-13 09:00').overdue('escalate-in-time', 'ada')
  }),

  walk(
    'WOK-24',
    'a disagreement that comes up on the list is escalated too; silence about its result reaches leaders',
    (story) => {
      listed(story)
        .on('2026-03-09 10:00')
        .records('tamar', 'escalate-the-disagreement', ESCALATION)
        .on('2026-03-24 09:00')
        .overdue('result-of-escalation', 'ada')
        .records('lena', 'record-the-result', RESULT)
        .met('result-of-escalation', 'late')
    },
  ),

  walk('WOK-24', 'a case added directly owes it as well', (story) => {
    const both = { category: ['category-a', 'category-b'], 'risks-to-the-child': ['exploitation'] }
    const asked = {
      ...both,
      'risks-to-the-organisation': ['agencies-disagree'],
      'outside-the-home': true,
      'usual-methods-fail': true,
    }
    story
      .records('dora', 'add-directly', { ...asked, 'why-added': 'The trust has written to the press.' })
      .owes('lena', 'escalate-in-time', '2026-03-09')
  }),

  walk('WOK-24', 'a disagreement that begins once the child is listed is escalated as well', (story) => {
    listed(story)
      .on('2026-04-07 10:00')
      .records('tamar', 'bring-up-to-date', { ...KINDS_NOW, 'still-to-escalate': true })
      .owes('lena', 'escalate-a-later-one', '2026-04-14')
      .on('2026-04-15 09:00')
      .overdue('escalate-a-later-one', 'ada')
      .records('lena', 'escalate-the-disagreement', ESCALATION)
      .met('escalate-a-later-one', 'late')
  }),

  walk('WOK-24', 'no disagreement, no escalation owed', (story) => {
    formSent(story, { ...FORM, ...CHILD_AT_RISK }).owesNo('escalate-in-time')
  }),
]

import assert from 'node:assert/strict'
import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import {
  AGENCIES_DISAGREE,
  CHILD_AT_RISK,
  criteriaMet,
  DETAILS,
  EVERY_KIND,
  FORM,
  KINDS_NOW,
  listed,
  ORGANISATION_AT_RISK,
  SUMMARY,
} from './given.ts'

const RISKS_TO_THE_CHILD = [
  'exploitation',
  'tier-4-or-secure',
  'self-harm',
  'unsettled-at-a-distance',
  'order-at-home',
  'right-plan-not-secured',
  'injury-or-death',
  'another-risk',
]
const RISKS_TO_THE_ORGANISATION = [
  'media-attention',
  'reputation',
  'high-cost',
  'legal-challenge',
  'ombudsman',
  'agencies-disagree',
  'unregulated-placement',
  'another-risk',
]

/** What the form asks: which kind of case it is, and the ten details of the list. */
export const FORM_WALKS: readonly Walk[] = [
  walk('WOK-03', 'the seven risks to the child, and another in words', (story) => {
    const ofOther = { ...FORM, 'risks-to-the-child': ['another-risk'] }
    criteriaMet(story)
      .hasOptions('complete-the-form', 'risks-to-the-child', ...RISKS_TO_THE_CHILD)
      .refuses('sasha', 'complete-the-form', 'bad-answer', 'WOK-03', { ...FORM, 'risks-to-the-child': ['bad-weather'] })
      .refuses('sasha', 'complete-the-form', 'unanswered', 'WOK-03', ofOther)
      .records('sasha', 'complete-the-form', { ...ofOther, 'other-risk-to-the-child': 'Fire setting.' })
      .stands('form-sent')
  }),

  walk('WOK-04', 'the seven risks to the organisation, and another in words', (story) => {
    const onlyB = { ...DETAILS, category: ['category-b'], 'outside-the-home': false, 'usual-methods-fail': false }
    criteriaMet(story)
      .hasOptions('complete-the-form', 'risks-to-the-organisation', ...RISKS_TO_THE_ORGANISATION)
      .refuses('sasha', 'complete-the-form', 'unanswered', 'WOK-04', onlyB)
      .refuses('sasha', 'complete-the-form', 'unanswered', 'WOK-04', {
        ...onlyB,
        'risks-to-the-organisation': ['another-risk'],
      })
      .records('sasha', 'complete-the-form', {
        ...onlyB,
        'risks-to-the-organisation': ['another-risk'],
        'other-risk-to-the-organisation': 'A claim by a former carer.',
      })
      .stands('form-sent')
  }),

  walk('WOK-05', 'Category A, B or both; never neither; and risks only of the category chosen', (story) => {
    const { category, ...none } = FORM
    criteriaMet(story)
      .refuses('sasha', 'complete-the-form', 'unanswered', 'WOK-05', none)
      .refuses('sasha', 'complete-the-form', 'not-asked', 'WOK-03', {
        ...FORM,
        category: ['category-b'],
        'risks-to-the-organisation': ['reputation'],
      })
    formSentNow(story)
    story.shows('the-list', 'category')
    assert.deepEqual(story.holds('category'), ['category-a', 'category-b'])
  }),

  walk('WOK-06', 'danger from outside the home, and usual methods that fail, are asked for and held', (story) => {
    const { 'outside-the-home': outside, ...silent } = FORM
    const { 'usual-methods-fail': usual, ...mute } = FORM
    criteriaMet(story)
      .refuses('sasha', 'complete-the-form', 'unanswered', 'WOK-06', silent)
      .refuses('sasha', 'complete-the-form', 'unanswered', 'WOK-06', mute)
    formSentNow(story)
    story.shows('the-list', 'outside-the-home').shows('the-list', 'usual-methods-fail')
    assert.equal(story.holds('outside-the-home'), true)
    assert.equal(story.holds('usual-methods-fail'), true)
  }),

  walk('WOK-03, WOK-04, WOK-05, WOK-06', 'a case that leaders add directly says its kind as well', (story) => {
    const whole: Answers = { ...EVERY_KIND, 'why-added': 'It cannot wait.' }
    for (const step of ['add-directly', 'add-now']) {
      if (step === 'add-now') criteriaMet(story)
      story
        .needsEach('dora', step, whole)
        .hasOptions(step, 'risks-to-the-child', ...RISKS_TO_THE_CHILD)
        .hasOptions(step, 'risks-to-the-organisation', ...RISKS_TO_THE_ORGANISATION)
    }
    story.records('dora', 'add-now', whole).stands('listed')
  }),

  walk('WOK-03, WOK-04', 'nothing is asked of a kind that was not chosen', (story) => {
    const reason = { 'why-added': 'It cannot wait.' }
    const kinds = [CHILD_AT_RISK, ORGANISATION_AT_RISK]
    for (const kind of kinds) story.needsEach('dora', 'add-directly', { ...kind, ...reason })
    criteriaMet(story)
    for (const kind of kinds) {
      story.needsEach('sasha', 'complete-the-form', { ...kind, ...DETAILS })
      story.needsEach('dora', 'add-now', { ...kind, ...reason })
    }
    story.needsEach('sasha', 'complete-the-form', { ...EVERY_KIND, ...DETAILS })
  }),

  walk('WOK-03, WOK-04, WOK-05, WOK-06, WOK-24', 'the list is live: the kinds of risk can be said anew', (story) => {
    listed(story)
      .needsEach('lena', 'bring-up-to-date', KINDS_NOW)
      .onlyBy(['lena', 'tamar'], 'bring-up-to-date', KINDS_NOW)
      .hasOptions('bring-up-to-date', 'risks-to-the-child', ...RISKS_TO_THE_CHILD)
      .hasOptions('bring-up-to-date', 'risks-to-the-organisation', ...RISKS_TO_THE_ORGANISATION)
      .hasOptions('bring-up-to-date', 'category', 'category-a', 'category-b')
      .records('tamar', 'bring-up-to-date', KINDS_NOW)
      .stands('listed')
      .owesNo('escalate-a-later-one')
    for (const kind of [CHILD_AT_RISK, ORGANISATION_AT_RISK]) {
      story.needsEach('lena', 'bring-up-to-date', { ...kind, 'still-to-escalate': false })
    }
    assert.deepEqual(story.holds('category'), ['category-a', 'category-b'])
  }),

  walk('WOK-11', 'the form asks for each of the ten details; the day of listing is not asked', (story) => {
    criteriaMet(story).needsEach('sasha', 'complete-the-form', FORM)
    listedNow(story).hasHeadings(
      'the-list',
      'a. Case ID',
      'b. Name',
      'c. Date of birth and ethnicity',
      'd. Education, Health and Care Plan',
      'e. Legal or case status',
      'f. Date added to the list',
      'g. Presenting risks',
      'h. Team responsible for delivery and oversight',
      'i. Multi-agency risk management plan',
      'j. What is likely if the risk is not managed',
      'Category',
      'Danger from outside the home; usual methods',
    )
    assert.deepEqual(story.missingIn('the-list'), [])
  }),

  walk('WOK-11', 'a case added directly says what is missing until its summary is written', (story) => {
    story
      .on('2026-03-06 09:30')
      .records('dora', 'add-directly', { ...CHILD_AT_RISK, 'why-added': 'The press has called.' })
    assert.deepEqual(story.missingIn('the-list').slice(0, 2), ['a. Case ID', 'b. Name'])
    assert.ok(!story.missingIn('the-list').includes('f. Date added to the list'))
    story
      .needsEach('lena', 'write-the-summary', SUMMARY)
      .onlyBy(['lena'], 'write-the-summary', SUMMARY)
      .records('lena', 'write-the-summary', SUMMARY)
    assert.deepEqual(
      story.missingIn('the-list').filter((title) => /^[a-j]\./.test(title)),
      [],
    )
  }),
]

function formSentNow(story: Story) {
  return story.on('2026-03-05 15:00').records('sasha', 'complete-the-form', AGENCIES_DISAGREE)
}

function listedNow(story: Story) {
  return story
    .on('2026-03-05 15:00')
    .records('sasha', 'complete-the-form', FORM)
    .on('2026-03-06 09:30')
    .records('lena', 'receive-the-form')
}

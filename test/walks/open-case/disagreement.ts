import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { only } from '../only.ts'
import { type Story, type Walk, walk } from '../walk.ts'

const DISAGREEMENT: Answers = { disagreement: 'It is the third mark.' }
const SETTLEMENT: Answers = { settlement: 'Each of the three was explained.' }
const GOES_ON: Answers = { 'disagreement-goes-on': 'Nobody has asked him.' }
const LAST: Answers = { 'last-settlement': 'He has to be asked.' }
const CLOSED: Answers = { 'why-closed': 'The school agrees.' }

/**
 * The two rungs, from a threshold found not to be met on 2 March 2026.
 * @param raiser - who raised the concern
 * @param decidedAgainst - to where the Team Manager has decided against it, on 3 March
 * @param row - what carries the Team Manager's own decision
 */
export function disagreementWalks(
  below: (story: Story) => Story,
  raiser: string,
  decidedAgainst: (story: Story) => Story,
): readonly Walk[] {
  const both = [...new Set([raiser, 'sasha'])]
  const disputed = (story: Story): Story =>
    below(story).on('2026-03-02 15:00').records(raiser, 'disagree-on-the-threshold', DISAGREEMENT)
  const refused = (story: Story): Story =>
    disputed(story).on('2026-03-03 10:00').records('tamar', 'settle-as-team-manager', SETTLEMENT, 'not-met')
  const disputedAgain = (story: Story): Story =>
    refused(story).on('2026-03-03 12:00').records(raiser, 'disagree-with-the-team-manager', GOES_ON)
  return [
    walk('OPN-11', 'a threshold found not to be met is told, and waits for an answer', (story) => {
      below(story)
        .stands('below-threshold')
        .told('threshold-found-not-met', ...both)
        .owes(raiser, 'answer-to-be-given', '2026-03-04')
        .on('2026-03-05 09:00')
        .overdue('answer-to-be-given', 'lena')
    }),

    only(
      'OPN-11',
      'whoever raised it and the social worker may disagree',
      below,
      'disagree-on-the-threshold',
      both,
      DISAGREEMENT,
    ),
    only('OPN-11', 'and may accept it', below, 'accept-that-nothing-follows', both, {}),

    walk('OPN-11', 'accepted, it is closed', (story) => {
      below(story).records(raiser, 'accept-that-nothing-follows').stands('closed').met('answer-to-be-given')
    }),

    walk('OPN-11', 'unanswered, the Service Manager may close it, and no sooner', (story) => {
      below(story)
        .refuses('lena', 'close-unanswered', 'none-of', 'OPN-11', CLOSED)
        .says('lena', 'close-unanswered', CLOSED, /two working days/)
        .on('2026-03-05 09:00')
        .onlyBy(['lena'], 'close-unanswered', CLOSED)
        .needsEach('lena', 'close-unanswered', CLOSED)
        .records('lena', 'close-unanswered', CLOSED)
        .stands('closed')
    }),

    walk('OPN-11', 'a disagreement goes to the Team Manager', (story) => {
      disputed(story)
        .stands('with-team-manager')
        .owesNo('answer-to-be-given')
        .told('disagreement-with-team-manager', 'tamar')
        .owes('tamar', 'team-manager-to-settle', '2026-03-03')
        .on('2026-03-04 09:00')
        .overdue('team-manager-to-settle', 'lena')
    }),

    only('OPN-11', 'the Team Manager settles it', disputed, 'settle-as-team-manager', ['tamar'], SETTLEMENT, 'met'),

    walk('OPN-11', 'and may find the threshold met', (story) => {
      disputed(story)
        .records('tamar', 'settle-as-team-manager', SETTLEMENT, 'met')
        .stands('threshold-met')
        .met('team-manager-to-settle')
    }),

    walk('OPN-11', 'with no resolution it goes to the Service Manager', (story) => {
      refused(story)
        .stands('no-action')
        .owes(raiser, 'second-answer-to-be-given', '2026-03-05')
        .on('2026-03-03 12:00')
        .onlyBy(both, 'disagree-with-the-team-manager', GOES_ON)
        .needsEach(raiser, 'disagree-with-the-team-manager', GOES_ON)
        .sees('managers-settle')
        .records(raiser, 'disagree-with-the-team-manager', GOES_ON)
        .stands('with-service-manager')
        .owesNo('second-answer-to-be-given')
        .told('disagreement-with-service-manager', 'lena')
        .sees('managers-settle', 'lena', 'selma')
        .owes('lena', 'service-manager-to-settle', '2026-03-04')
        .on('2026-03-05 09:00')
        .overdue('service-manager-to-settle', 'tamar')
    }),

    walk('OPN-11', 'the decision accepted there, it is closed', (story) => {
      refused(story).records(raiser, 'accept-that-nothing-follows').met('second-answer-to-be-given').stands('closed')
    }),

    only('OPN-11', 'the Service Manager settles it', disputedAgain, 'settle-as-service-manager', ['lena'], LAST, 'met'),

    walk('OPN-11', 'finding the threshold met', (story) => {
      disputedAgain(story)
        .records('lena', 'settle-as-service-manager', LAST, 'met')
        .stands('threshold-met')
        .met('service-manager-to-settle')
        .told('service-manager-settled', ...new Set([raiser, 'sasha', 'tamar']))
        .made('disagreement-record')
    }),

    walk('OPN-11', 'or having a strategy discussion convened', (story) => {
      disputedAgain(story).records('lena', 'settle-as-service-manager', LAST, 'discussion').stands('discussion-due')
    }),

    walk('OPN-11', 'or letting the decision stand', (story) => {
      disputedAgain(story).records('lena', 'settle-as-service-manager', LAST, 'stands').stands('closed')
    }),

    walk('OPN-07, OPN-11', 'where the Team Manager decided, it starts at the Service Manager', (story) => {
      decidedAgainst(story)
        .stands('no-action')
        .told('team-manager-decided-against', ...both)
        .doesNotOffer('disagree-on-the-threshold')
        .doesNotOffer('settle-as-team-manager')
        .records(raiser, 'disagree-with-the-team-manager', GOES_ON)
        .stands('with-service-manager')
    }),

    walk('OPN-11', 'and may be accepted, or closed unanswered, there too', (story) => {
      decidedAgainst(story)
        .onlyBy(both, 'accept-that-nothing-follows')
        .refuses('lena', 'close-unanswered', 'none-of', 'OPN-11', CLOSED)
        .on('2026-03-06 09:00')
        .overdue('second-answer-to-be-given', 'lena')
        .records('lena', 'close-unanswered', CLOSED)
        .stands('closed')
    }),
  ]
}

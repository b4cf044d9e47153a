import * as said from '../answers/disagreement.ts'
import type { Cases, Named } from '../cases.ts'
import type { Teller } from '../teller.ts'

const ARRANGEMENTS = 'agency-arrangements'

/** People who do not agree: on a threshold, on practice in either direction, and inside an agency. */
export async function tellDisagreements(teller: Teller, cases: Cases): Promise<void> {
  const { past } = teller
  const take = (): Named => {
    return cases.take({ own: { 'social-worker': teller.person('megan'), 'team-manager': teller.person('tamar') } })
  }
  const spoke = (name: string, ago: number, time: string) => {
    return { when: past.momentText(ago, time), with: teller.person(name) }
  }

  // At its second stage, and the Operations Manager's answer is overdue.
  const contested = await teller.opens('contested-threshold', take().caseId, {
    by: 'nerys',
    as: 'practitioner',
    step: 'contest-the-threshold',
    answers: said.CONTESTED,
    ago: 9,
  })
  await teller.tells(
    contested,
    { by: 'tamar', as: 'team-manager', step: 'answer-at-stage-1', answers: said.FIRST_ANSWER, ago: 7 },
    { by: 'nerys', as: 'practitioner', step: 'take-to-stage-2', answers: said.NOT_RESOLVED, ago: 4 },
  )

  // Raised by the school, and answered: the school says whether that resolves it.
  const raised = await teller.opens('practice-concern', take().caseId, {
    by: 'cari',
    as: 'practitioner',
    step: 'raise-the-concern',
    answers: said.told(spoke('megan', 6, '15:30')),
    ago: 5,
  })
  await teller.tells(raised, {
    by: 'megan',
    as: 'social-worker',
    step: 'answer-at-stage-1',
    answers: said.SEEN,
    ago: 3,
    time: '16:00',
  })

  // The other way round: of a Children's Team about a school, with the manager now.
  const partner = await teller.opens('practice-concern-about-partner', take().caseId, {
    by: 'megan',
    as: 'social-worker',
    step: 'raise-with-the-professional',
    answers: said.LATE_REFERRAL(spoke('cari', 4, '09:30')),
    ago: 4,
  })
  await teller.tells(partner, {
    by: 'megan',
    as: 'social-worker',
    step: 'record-stage-1',
    outcome: 'goes-on',
    answers: said.SAID_AT_STAGE_1,
    ago: 1,
    time: '11:20',
  })

  // Inside the health board: the lead has said what is done, and whoever told it accepts that, or does not.
  const within = await teller.opens('disagreement-within', take().caseId, {
    by: 'nerys',
    as: 'practitioner',
    step: 'tell-the-lead',
    answers: said.KNOWN,
    ago: 5,
    time: '11:00',
  })
  await teller.tells(within, {
    by: 'hywel',
    as: 'safeguarding-lead',
    step: 'say-what-is-done',
    answers: said.LEAD_SAYS,
    ago: 3,
    time: '09:15',
  })
}

/** What each agency has in place for disagreements: asked before the Board sits, and answered by one so far. */
export async function tellArrangements(teller: Teller, caseOf: (protocol: string) => string): Promise<void> {
  const begun = await teller.opens(ARRANGEMENTS, caseOf(ARRANGEMENTS), {
    by: 'bethan',
    as: 'business-unit',
    step: 'begin-asking',
    ago: 20,
  })
  await teller.tells(begun, {
    by: 'hywel',
    as: 'safeguarding-lead',
    step: 'confirm-arrangements',
    answers: said.ARRANGEMENTS,
    ago: 6,
  })
}

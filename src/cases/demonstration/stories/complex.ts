import type { Answers } from '../../../engine/pathway/entry.ts'
import * as said from '../answers/complex.ts'
import type { Cases } from '../cases.ts'
import type { Teller, Told } from '../teller.ts'

const COMPLEX = 'complex-cases'
const THE_PANEL = 'complex-case-panel'

/** Who comes to a complex case beside the posts that every case has. */
const BESIDES: readonly (readonly [person: string, role: string])[] = [
  ['yorath', 'practitioner'],
  ['mina', 'practitioner'],
  ['odette', 'practitioner'],
]

/** One young person on the panel, with a shared plan and flags; and one who is referred to its next sitting. */
export async function tellComplexCases(teller: Teller, cases: Cases, satAgo: number): Promise<void> {
  const { past } = teller
  const adolescent = { own: { 'team-manager': teller.person('tamar') }, bornFrom: 2009, bornUntil: 2013 }
  const workerOf = (own: Readonly<Record<string, string>>): string => {
    return own['social-worker'] === teller.person('megan') ? 'megan' : 'sunil'
  }
  const first = cases.take(adolescent)
  await teller.enters('tamar', first.caseId, BESIDES, satAgo + 7)
  const taken = await teller.opens(COMPLEX, first.caseId, {
    by: workerOf(first.own),
    as: 'social-worker',
    step: 'refer-to-the-panel',
    answers: said.REFERRAL,
    ago: satAgo + 6,
  })
  const police = (step: string, answers: Answers, ago: number, time: string): Told => {
    return { by: 'paul', as: 'practitioner', step, answers, ago, time }
  }
  const worker = workerOf(first.own)
  const after = satAgo - 1
  await teller.tells(
    taken,
    { by: 'bethan', as: 'business-unit', step: 'send-invitations', answers: said.INVITED, ago: satAgo + 4 },
    {
      by: 'ada',
      as: 'panel-chair',
      step: 'agree-shared-plan',
      answers: said.sharedPlan(teller.person('omar')),
      ago: satAgo,
      time: '15:30',
    },
    police('confirm-placed', said.PLACED, after, '09:10'),
    police('adopt-the-plan', said.ADOPTED, after, '09:20'),
    {
      by: 'yorath',
      as: 'practitioner',
      step: 'confirm-placed',
      answers: said.PLACED_OTHERWISE,
      ago: after,
      time: '11:00',
    },
    { by: 'hywel', as: 'panel-health', step: 'adopt-the-plan', answers: said.ADOPTED, ago: after - 1 },
    {
      by: 'odette',
      as: 'out-of-hours',
      step: 'adopt-the-plan',
      answers: said.NOT_ADOPTED,
      ago: after - 2,
      time: '18:30',
    },
    police('record-contact', said.CONTACT, 5, '02:30'),
    police(
      'record-call',
      { 'told-whom': { when: past.momentText(5, '07:40'), with: teller.person(worker) } },
      5,
      '07:50',
    ),
    police('write-up-contact', said.WRITTEN_UP, 5, '11:15'),
    { by: worker, as: 'social-worker', step: 'respond-to-contact', answers: said.RESPONSE, ago: 5, time: '16:20' },
  )
  const second = cases.take(adolescent)
  await teller.opens(COMPLEX, second.caseId, {
    by: 'tamar',
    as: 'team-manager',
    step: 'refer-to-the-panel',
    answers: said.SECOND_REFERRAL,
    ago: 2,
    time: '15:00',
  })
}

/** The panel at work: it has sat, recommended something to the Partnership and found a gap. */
export async function tellThePanel(
  teller: Teller,
  caseOf: (protocol: string) => string,
  satAgo: number,
): Promise<void> {
  const begun = await teller.opens(THE_PANEL, caseOf(THE_PANEL), {
    by: 'bethan',
    as: 'business-unit',
    step: 'begin-the-panel',
    ago: satAgo + 7,
  })
  await teller.tells(
    begun,
    {
      by: 'bethan',
      as: 'business-unit',
      step: 'record-the-sitting',
      answers: { 'how-many': 1 },
      ago: satAgo,
      time: '16:30',
    },
    { by: 'ada', as: 'panel-chair', step: 'recommend', answers: said.RECOMMENDATION, ago: satAgo, time: '16:40' },
    { by: 'ada', as: 'panel-chair', step: 'record-a-gap', answers: said.GAP, ago: satAgo, time: '16:50' },
  )
}

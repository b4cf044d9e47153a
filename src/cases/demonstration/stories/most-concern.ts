import * as said from '../answers/most-concern.ts'
import type { Cases, Named } from '../cases.ts'
import type { Running, Teller, Told } from '../teller.ts'

const CONCERN = 'cases-of-most-concern'
const THE_LIST = 'list-of-most-concern'

type Raise = (teller: Teller, about: Named, ago: number) => Promise<Running>

/** The child's own social worker raises them. */
const raisedByTheirOwn: Raise = (teller, about, ago) => {
  const by = about.own['social-worker'] === teller.person('megan') ? 'megan' : 'sunil'
  const own = about.own['social-worker'] === teller.person('tomos') ? 'tomos' : by
  return teller.opens(CONCERN, about.caseId, {
    by: own,
    as: 'social-worker',
    step: 'raise-the-child',
    answers: said.WORRY,
    ago,
  })
}

const talked = (ago: number): Told => {
  return {
    by: 'tamar',
    as: 'team-manager',
    step: 'discuss-the-case',
    outcome: 'met',
    answers: said.TALK,
    ago,
    time: '14:00',
  }
}

const formed = (about: Named, ago: number, kind = said.CHILD_AT_RISK): Told => ({
  by: 'tamar',
  as: 'team-manager',
  step: 'complete-the-form',
  answers: { ...kind, ...said.details(about.name, about.bornText) },
  ago,
  time: '11:00',
})

const received = (ago: number): readonly Told[] => [
  { by: 'lena', as: 'service-manager', step: 'receive-the-form', ago, time: '15:00' },
  {
    by: 'lena',
    as: 'service-manager',
    step: 'put-oversight-on-file',
    answers: { 'management-oversight': 'I have read the form, and see the worker and the manager each fortnight.' },
    ago,
    time: '15:20',
  },
  { by: 'lena', as: 'service-manager', step: 'put-form-on-file', ago, time: '15:30' },
]

const supported = (ago: number): Told => {
  return {
    by: 'tamar',
    as: 'team-manager',
    step: 'consider-support',
    answers: said.SUPPORT_CONSIDERED,
    ago,
    time: '16:00',
  }
}

const summarised = (about: Named, ago: number): Told => ({
  by: 'lena',
  as: 'service-manager',
  step: 'write-the-summary',
  answers: { ...said.SUMMARY, ...said.details(about.name, about.bornText) },
  ago,
})

const reviewed = (ago: number, answers = said.SMT_REVIEW): Told => {
  return { by: 'quin', as: 'quality-assurance', step: 'review-at-smt', answers, ago, time: '11:30' }
}

/** Children of most concern, at each stage of theirs. */
export async function tellMostConcern(teller: Teller, cases: Cases): Promise<void> {
  const tamar = teller.person('tamar')
  const take = (more: Readonly<Record<string, string>> = {}): Named =>
    cases.take({ meets: false, own: { 'team-manager': tamar, ...more } })
  const raised = async (ago: number): Promise<readonly [Named, Running]> => {
    const about = take()
    return [about, await raisedByTheirOwn(teller, about, ago)]
  }
  // Raised: one is to be talked through this week, one should have been.
  await raised(3)
  await raised(8)
  // Talked through: the form is owed.
  const [, met] = await raised(6)
  await teller.tells(met, talked(2))
  // Found not to be met: whoever raised it accepts that, or does not.
  const about = take({ 'reviewing-officer': teller.person('iris') })
  const byChair = await teller.opens(CONCERN, about.caseId, {
    by: 'iris',
    as: 'reviewing-officer',
    step: 'raise-the-child',
    answers: {
      ...said.SAW_OTHERWISE,
      'worker-contacted': { when: teller.past.momentText(8, '08:30'), with: teller.person('sunil') },
      'manager-contacted': { when: teller.past.momentText(8, '08:50'), with: teller.person('tamar'), reached: false },
    },
    ago: 7,
  })
  await teller.tells(byChair, { ...talked(5), outcome: 'not-met', answers: said.TALK_NOT_MET })
  // The form is with the Service Manager.
  const [fresh, sent] = await raised(9)
  await teller.tells(sent, talked(6), formed(fresh, 1))
  // On the list since a fortnight, reviewed once; and for a month, with evidence that it can come off.
  const [listed, onList] = await raised(16)
  await teller.tells(
    onList,
    talked(14),
    formed(listed, 13),
    ...received(12),
    supported(10),
    summarised(listed, 9),
    reviewed(4, said.reviewWithAction(teller.person('ada'), teller.past.dayText(-6))),
  )
  const [grave, both] = await raised(15)
  await teller.tells(both, talked(13), formed(grave, 12, said.BOTH_AT_RISK), ...received(11), summarised(grave, 8))
  const [better, leaving] = await raised(28)
  await teller.tells(
    leaving,
    talked(27),
    formed(better, 26),
    ...received(25),
    reviewed(24, said.SMT_REVIEW_BETTER),
    supported(23),
    summarised(better, 22),
    { by: 'lena', as: 'service-manager', step: 'bring-evidence', answers: said.EVIDENCE, ago: 2 },
  )
  // Put straight on the list by the Director.
  const direct = take()
  await teller.opens(CONCERN, direct.caseId, {
    by: 'dora',
    as: 'director',
    step: 'add-directly',
    answers: { 'why-added': 'I heard of it from the police this morning.', ...said.BOTH_AT_RISK },
    ago: 1,
  })
}

/** The list is kept and sent before each sitting, once in time and once late; and the two directors talk about it. */
export async function tellTheList(teller: Teller, caseOf: (protocol: string) => string): Promise<void> {
  const quin = { by: 'quin', as: 'quality-assurance' } as const
  const begun = await teller.opens(THE_LIST, caseOf(THE_LIST), { ...quin, step: 'begin-the-list', ago: 30 })
  await teller.tells(
    begun,
    { ...quin, step: 'circulate-the-list', ago: 29 },
    { ...quin, step: 'circulate-the-list', ago: 7, time: '16:30' },
    { by: 'dora', as: 'director', step: 'talk-about-the-list', answers: said.LIST_TALK, ago: 3 },
  )
}

import type { InventedCase } from '../../record/people/demonstration.ts'
import * as said from './answers.ts'
import type { Running, Teller, Told } from './teller.ts'

// What happened in the demonstration, over the last six weeks: pathways of both protocols at every stage that somebody would
// want to see, so that everybody has something on their first page.

/** A case with the name of its child. */
export interface Named extends InventedCase {
  readonly name: string
  readonly bornText: string
}

const CONCERN = 'cases-of-most-concern'
const CHALLENGING = 'challenging-cases'
const THE_LIST = 'list-of-most-concern'

/** How many working days ago the files came that the demonstration begins with. */
export const BEGAN_AGO = 30

/** A series of meetings: the protocol that keeps it, and its case. */
export interface SeriesOf {
  readonly protocol: string
  readonly caseId: string
}

/** Tells every story. Each takes cases that no other has taken. */
export async function tellStories(teller: Teller, cases: readonly Named[], series: readonly SeriesOf[]): Promise<void> {
  const held = cases.filter(({ own }) => own['team-manager'] !== undefined && own['social-worker'] !== undefined)
  const ofNorth = held.filter(({ own }) => own['team-manager'] === teller.person('tamar'))
  const free = ofNorth.filter(({ pathways }) => pathways[CHALLENGING] === undefined)
  const take = (): Named => {
    const taken = free.shift()
    if (taken === undefined) throw new Error('there are fewer cases than stories')
    return taken
  }
  await tellConcerns(teller, take)
  await tellTiers(teller, held)
  await tellMeetings(teller, series)
}

type Raise = (teller: Teller, about: Named, ago: number) => Promise<Running>

/** The child's own social worker raises them. */
const raisedByTheirOwn: Raise = (teller, about, ago) => {
  const by = about.own['social-worker'] === teller.person('megan') ? 'megan' : 'sunil'
  const own = about.own['social-worker'] === teller.person('tomos') ? 'tomos' : by
  return teller.opens(CONCERN, [about.caseId], {
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

/** Working days ago on which the Senior Management Team sat, and those to come on which it will. */
export const SMT_SAT = [24, 4, -7, -28] as const
export const QUALITY_GROUP_SITS = [-12] as const

async function tellConcerns(teller: Teller, take: () => Named): Promise<void> {
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
  const about = take()
  const byChair = await teller.opens(CONCERN, [about.caseId], {
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
    reviewed(24),
    supported(23),
    summarised(better, 22),
    { by: 'lena', as: 'service-manager', step: 'bring-evidence', answers: said.EVIDENCE, ago: 2 },
  )
  // Put straight on the list by the Director.
  const direct = take()
  await teller.opens(CONCERN, [direct.caseId], {
    by: 'dora',
    as: 'director',
    step: 'add-directly',
    answers: { 'why-added': 'I heard of it from the police this morning.', ...said.BOTH_AT_RISK },
    ago: 1,
  })
}

async function tellTiers(teller: Teller, cases: readonly Named[]): Promise<void> {
  const started = cases.flatMap((each) => {
    const { [CHALLENGING]: running } = each.pathways
    return running === undefined ? [] : [{ each, running: { caseId: each.caseId, ...running } }]
  })
  const take = () => {
    const taken = started.shift()
    if (taken === undefined) throw new Error('there are fewer pathways than stories')
    return taken
  }
  const { past } = teller
  const managerOf = ({ each }: { readonly each: Named }): string => {
    return each.own['team-manager'] === teller.person('tamar') ? 'tamar' : 'teo'
  }
  const called = (of: { readonly each: Named }, ago: number, heldAgo: number, step = 'convene-tier-1'): Told => {
    // Those that are still to come are called for a day beyond the one by which they are owed.
    const why = heldAgo < 0 ? said.CALLED_LATE : {}
    const answers = { ...said.invitations(past.momentText(heldAgo, '10:00')), ...why }
    return { by: managerOf(of), as: 'team-manager', step, answers, ago, time: '09:00' }
  }
  const held = (of: { readonly each: Named }, ago: number, outcome: string): Told => ({
    by: managerOf(of),
    as: 'team-manager',
    step: 'hold-tier-1',
    outcome,
    answers: { ...said.AT_TIER_1, ...reviewOf(teller, of.each.name) },
    ago,
    time: '12:00',
  })
  const heldAtTier2 = (name: string, ago: number, outcome: string): Told => ({
    by: 'lena',
    as: 'service-manager',
    step: 'hold-tier-2',
    outcome,
    answers: { ...said.AT_TIER_2, ...reviewOf(teller, name) },
    ago,
    time: '12:00',
  })
  // Called for next week; and held, with a plan that runs.
  const first = take()
  await teller.tells(first.running, called(first, 2, -3))
  const second = take()
  await teller.tells(second.running, called(second, 28, 24), held(second, 24, 'revised-plan'))
  // At Tier 2: called; and held, for Tier 3.
  const third = take()
  await teller.tells(
    third.running,
    called(third, 27, 22),
    held(third, 22, 'tier-2'),
    called(third, 3, -4, 'convene-tier-2'),
  )
  const fourth = take()
  await teller.tells(
    fourth.running,
    called(fourth, 28, 25),
    held(fourth, 25, 'tier-2'),
    called(fourth, 23, 16, 'convene-tier-2'),
    heldAtTier2(fourth.each.name, 16, 'tier-3'),
    { by: 'lena', as: 'service-manager', step: 'refer-to-tier-3', answers: said.ASKED_OF_THE_EVENT, ago: 14 },
  )
  // Asked for by a school nurse, and with the lead of her agency.
  const running = new Set(
    cases.filter(({ pathways }) => pathways[CHALLENGING] !== undefined).map(({ caseId }) => caseId),
  )
  await teller.opens(
    CHALLENGING,
    cases.map(({ caseId }) => caseId).filter((caseId) => !running.has(caseId)),
    { by: 'nerys', as: 'practitioner', step: 'ask-for-tier-1', answers: said.REQUEST, ago: 2 },
  )
}

function reviewOf(teller: Teller, name: string) {
  const attended = ['nerys', 'cari', 'paul'].map((each) => teller.person(each))
  return said.review(name, { attended, owner: teller.person('sunil') }, teller.past.dayText(-5))
}

/** The list is kept and sent before each sitting, once in time and once late; and the two directors talk about it. */
async function tellMeetings(teller: Teller, series: readonly SeriesOf[]): Promise<void> {
  const list = series.find(({ protocol }) => protocol === THE_LIST)
  if (list === undefined) throw new Error('no series of meetings keeps the list')
  const quin = { by: 'quin', as: 'quality-assurance' } as const
  const begun = await teller.opens(THE_LIST, [list.caseId], { ...quin, step: 'begin-the-list', ago: 30 })
  await teller.tells(
    begun,
    { ...quin, step: 'circulate-the-list', ago: 29 },
    { ...quin, step: 'circulate-the-list', ago: 7, time: '16:30' },
    { by: 'dora', as: 'director', step: 'talk-about-the-list', answers: said.LIST_TALK, ago: 3 },
  )
}

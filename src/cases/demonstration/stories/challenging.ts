import * as said from '../answers/challenging.ts'
import type { Cases, Named } from '../cases.ts'
import type { Teller, Told } from '../teller.ts'

const CHALLENGING = 'challenging-cases'

/** Challenging cases, at each tier. */
export async function tellChallenging(teller: Teller, cases: Cases): Promise<void> {
  const started = [...cases.opened(CHALLENGING)]
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
  const asked = cases.take()
  await teller.opens(CHALLENGING, asked.caseId, {
    by: 'nerys',
    as: 'practitioner',
    step: 'ask-for-tier-1',
    answers: said.REQUEST,
    ago: 2,
  })
}

function reviewOf(teller: Teller, name: string) {
  const attended = ['nerys', 'cari', 'paul'].map((each) => teller.person(each))
  return said.review(name, { attended, owner: teller.person('sunil') }, teller.past.dayText(-5))
}

import * as said from '../answers/long-plans.ts'
import type { Cases } from '../cases.ts'
import type { Teller, Told } from '../teller.ts'

const DRIFT = 'plans-that-drift'
const REPEAT = 'repeat-plans'
const THIRD: ReadonlySet<string> = new Set(['third-plan', 'third-family-episode'])

/** Plans that drift and plans that repeat, of those that the files opened by themselves. */
export async function tellLongPlans(teller: Teller, cases: Cases): Promise<void> {
  const [analysed, escalated] = cases.opened(DRIFT)
  // The Enhanced Risk Analysis is due: one agency has written its part, the other has not.
  if (analysed !== undefined) {
    await teller.tells(
      analysed.running,
      { by: 'iris', as: 'conference-chair', step: 'call-for-analysis', answers: said.ASKED_FOR_PARTS, ago: 8 },
      { by: 'nerys', as: 'practitioner', step: 'contribute-part', answers: said.OWN_PART, ago: 2, time: '15:45' },
    )
  }
  // The chair finds no progress, and the Service Manager is to answer.
  if (escalated !== undefined) {
    await teller.tells(escalated.running, {
      by: 'iris',
      as: 'conference-chair',
      step: 'escalate-the-plan',
      answers: said.NO_PROGRESS,
      ago: 3,
      time: '16:40',
    })
  }
  // Third plans, on their way to the Escalation Panel: one waits for a member to look first, one for the panel to decide.
  const repeated = cases.opened(REPEAT).filter(({ running }) => THIRD.has(running.trigger ?? ''))
  const [waiting, screened] = repeated
  if (waiting !== undefined) await teller.tells(waiting.running, referred(6))
  if (screened !== undefined) {
    await teller.tells(screened.running, referred(14), {
      by: 'asha',
      as: 'escalation-panel-member',
      step: 'screen-the-case',
      answers: said.SCREENED,
      ago: 6,
    })
  }
}

function referred(ago: number): Told {
  return { by: 'iris', as: 'reviewing-service', step: 'refer-to-panel', answers: said.VIEW, ago }
}

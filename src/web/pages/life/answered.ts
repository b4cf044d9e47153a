import { sayNotKept } from '../../../record/database/keepable.ts'
import type { LifeEventRecorded } from '../../../record/facts/life-events.ts'
import type { NotifiedRecorded } from '../../../record/facts/notified.ts'
import type { TakenBack } from '../../../record/facts/taken-back.ts'
import type { Answer } from '../../route.ts'

type Outcome = LifeEventRecorded | NotifiedRecorded | TakenBack

/**
 * What whoever recorded something of a child's life, or took it back, is shown.
 * @param done where it stands on the case's page
 * @param back the page from which it was sent
 */
export function answered(outcome: Outcome, done: string, back: string): Answer {
  switch (outcome.kind) {
    case 'recorded':
    case 'taken-back':
      return { kind: 'redirect', to: done }
    case 'not-found':
      return { kind: 'not-found' }
    case 'in-the-future':
      return notDone('The day lies ahead.', 'Record it once it has happened.', back)
    case 'no-words':
      return notDone('Something was left empty.', 'Go back, and enter it.', back)
    case 'no-reason':
      return notDone('Nothing says why.', 'Go back, and say why it was a mistake.', back)
    case 'not-kept':
      return notDone(sayNotKept(outcome), 'Write it again.', back)
    default:
      return outcome satisfies never
  }
}

/** A page that was made before what it would send was asked for. */
export function tooOld(back: string): Answer {
  return notDone('The page was too old to be sent.', 'Load it again.', back)
}

function notDone(why: string, instead: string, href: string): Answer {
  return {
    kind: 'refused',
    title: 'This was not recorded',
    reasons: [{ why, clauses: '', instead }],
    back: { href, text: 'Back' },
  }
}

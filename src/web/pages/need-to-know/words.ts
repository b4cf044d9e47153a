import { sayMoment } from '../../../documents/pathway/titles.ts'
import { capital } from '../../../documents/scan/words.ts'
import type { NotBroken } from '../../../record/access/break-glass.ts'
import type { NotExcluded, NotLifted } from '../../../record/access/exclusions.ts'
import type { NotManaged } from '../../../record/access/managing.ts'
import type { NotEnded, NotGranted } from '../../../record/access/membership.ts'
import type { NotOwnGlass } from '../../../record/access/own-glass.ts'
import type { NotReviewed } from '../../../record/access/review-glass.ts'
import type { Action, Compartment } from '../../../record/access/rule.ts'
import type { NotSet } from '../../../record/access/sensitivity.ts'
import type { NotAskedToErase, NotErased } from '../../../record/audit/erase.ts'
import type { NotRelooked, NotWithheld } from '../../../record/sharing/whereabouts.ts'
import type { Answer } from '../../route.ts'

export const REASONS: Readonly<Record<string, string>> = {
  'child-at-risk-now': 'A child may be in danger now',
  'police-or-hospital-asks': 'Police, a hospital or an ambulance asks now',
  'nobody-reached': 'Something must be done today, and nobody who holds the case can be reached',
  'court-today': 'A court sits today and must be told',
}

export const SENSITIVITIES = {
  standard: 'Open to those who work with the child',
  restricted: 'Restricted',
  sealed: 'Sealed',
} as const

export const COMPARTMENT_TITLES: Readonly<Record<Compartment, string>> = {
  shared: 'What is shared between agencies',
  'agency-private': 'What an agency keeps to itself',
  'legal-privileged': 'What a lawyer was told or advised',
  informant: 'Who informed',
  'police-sensitive': 'Sensitive police information',
  'health-sensitive': 'Sensitive health information',
}

const ACTION_TITLES: Readonly<Record<Action, string>> = {
  read: 'See it',
  record: 'Record in it',
  manage: 'Manage who may see it',
}

/** "shared, agency private" as people read it. */
export function sayCompartments(compartments: readonly Compartment[]): string {
  return compartments.map((each) => COMPARTMENT_TITLES[each]).join('; ')
}

export function sayActions(actions: readonly Action[]): string {
  const said = actions.map((each) => ACTION_TITLES[each].toLowerCase()).join(', ')
  return capital(said)
}

export function sayTime(at: Parameters<typeof sayMoment>[0]): string {
  return capital(sayMoment(at))
}

/** Everything for which something about who may know is not done. */
export type NotDone =
  | NotBroken
  | NotOwnGlass
  | NotReviewed
  | NotManaged
  | NotSet
  | NotGranted
  | NotEnded
  | NotExcluded
  | NotLifted
  | NotErased
  | NotAskedToErase
  | NotWithheld
  | NotRelooked

interface Said {
  readonly why: string
  readonly instead: string
}

const ASK_ADMINISTRATOR = 'Ask whoever keeps the list of people in your authority.'
const GIVE_REASON = 'Go back and say why in your own words: it is read when this is looked at again.'

/** Why it was not done and what to do instead. Of what is not there nothing is said. */
function sayNotDone({ kind }: Exclude<NotDone, { readonly kind: 'not-found' }>): Said {
  switch (kind) {
    case 'no-reason':
    case 'no-words':
      return { why: 'A reason is needed.', instead: GIVE_REASON }
    case 'not-kept':
      return {
        why: 'Something that was written cannot be kept as it is.',
        instead: 'Go back and write again what looks odd in it.',
      }
    case 'too-long':
      return {
        why: 'Emergency access lasts four hours at most.',
        instead: 'Choose a shorter time. You may ask again.',
      }
    case 'no-need':
      return { why: 'You can see this case already.', instead: 'Open the case as you always do.' }
    case 'nobody-to-alert':
      return {
        why: 'There is no privacy officer outside your own line of managers who could be told.',
        instead: `${ASK_ADMINISTRATOR} If a child is in danger, call 999 or the emergency duty team.`,
      }
    case 'closed-already':
      return { why: 'It has closed already.', instead: 'If you must see the case again, use emergency access again.' }
    case 'noted-already':
      return { why: 'There is one note, and you have written it.', instead: 'Tell whoever holds the case the rest.' }
    case 'reviewed-already':
      return { why: 'Somebody else has reviewed it.', instead: 'Read what they found.' }
    case 'own-approval':
      return {
        why: 'Nobody decides this of themselves, or of their own team.',
        instead: 'Ask somebody else who manages the case.',
      }
    case 'changed-meanwhile':
      return {
        why: 'Somebody else has changed who may see this case since you looked.',
        instead: 'Look at the case’s page again, and do it there if it is still needed.',
      }
    case 'no-contact':
      return {
        why: 'A restricted case says whom to ask.',
        instead: 'Go back and name somebody with a telephone number.',
      }
    case 'review-in-the-past':
      return { why: 'It is looked at again on a day that is still to come.', instead: 'Go back and give a later day.' }
    case 'nobody-would-manage':
      return {
        why: 'A sealed case is managed by somebody whom it names. Nobody would be, and nobody could open it again.',
        instead: 'First let in by name somebody who manages who may see it.',
      }
    case 'nobody-such':
      return { why: 'Nobody of that name is active here.', instead: ASK_ADMINISTRATOR }
    case 'nothing-granted':
    case 'nothing-excluded':
      return { why: 'It would hold on no day, or open nothing.', instead: 'Go back and look at the days.' }
    case 'names-persons-only':
      return { why: 'A sealed case takes people by name, and no team.', instead: 'Let in each person by name.' }
    case 'not-a-member':
      return { why: 'They are let in no more.', instead: 'Look at the case’s page again.' }
    case 'no-such-child':
      return { why: 'You do not manage a case of this child.', instead: 'Ask whoever manages it.' }
    case 'no-such-exclusion':
      return { why: 'This exclusion does not hold any more.', instead: 'Look at the case’s page again.' }
    case 'nobody-named':
      return { why: 'Nothing says who it is.', instead: 'Go back and name them.' }
    case 'no-such-withholding':
      return { why: 'It is not withheld any more.', instead: 'Look at the case’s page again.' }
    case 'done-already':
      return { why: 'It is erased already.', instead: 'There is nothing left to do.' }
    case 'still-open':
      return {
        why: 'It goes on: flags are carried and duties are owed by what was answered in it.',
        instead: 'End it first, as its protocol says. What was recorded by mistake is taken back from its page.',
      }
    case 'asked-already':
      return {
        why: 'It was asked for already, and waits.',
        instead: 'Ask somebody else who manages the case to confirm it.',
      }
    case 'not-asked':
      return {
        why: 'Nobody has asked that it be lifted.',
        instead: 'Ask for it and say why. Somebody else who manages the case then lifts it.',
      }
    default:
      return kind satisfies never
  }
}

/** The page of a refusal. */
export function refused(
  title: string,
  refusal: NotDone,
  back: { readonly href: string; readonly text: string },
): Answer {
  if (refusal.kind === 'not-found') return { kind: 'not-found' }
  return { kind: 'refused', title, reasons: [{ ...sayNotDone(refusal), clauses: '' }], back }
}

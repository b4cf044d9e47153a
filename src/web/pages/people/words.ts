import { sayRole } from '../../../documents/pathway/titles.ts'
import { sayDate } from '../../../documents/scan/words.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import type { NotAdministered } from '../../../record/people/administer.ts'
import type { NotSaid } from '../../../record/people/away.ts'
import type { NotChanged } from '../../../record/people/changes.ts'
import type { AsCalled } from '../../as-called.ts'
import type { Answer } from '../../route.ts'

/** Everything for which the list of people is left as it was. */
export type Refusal = NotAdministered | NotChanged | NotSaid

interface Said {
  readonly why: string
  readonly instead: string
}

/** What roles are called. */
type Calls = Pick<AsCalled, 'role'>

const AGAIN = 'Look at the page again, and do it there if it is still needed.'

function sayRefusal(refusal: Exclude<Refusal, { readonly kind: 'not-found' }>, called: Calls): Said {
  switch (refusal.kind) {
    case 'not-allowed':
      return {
        why: 'Only whoever keeps the list of people, and a person’s own managers, may do this.',
        instead: 'Ask one of them. Help names who keeps the list.',
      }
    case 'own-approval':
      return {
        why: 'Nobody gives themselves roles, people or cases: whoever keeps the list sees no case by that.',
        instead: 'Ask somebody else who keeps the list, or your own manager.',
      }
    case 'unknown-person':
      return { why: 'There is no such person here.', instead: AGAIN }
    case 'unknown-place':
      return {
        why: 'There is no such agency or team, or the team is of another agency.',
        instead: 'Go back and choose a team of that agency, or none.',
      }
    case 'no-name':
      return {
        why: 'A name is needed; that of a role, list, team or agency is of small letters, figures and hyphens.',
        instead: 'Go back and write it so, such as team-manager.',
      }
    case 'taken':
      return {
        why: 'Somebody or something has this name or staff number already.',
        instead: 'Look for them on the list first. Two people never share a staff number.',
      }
    case 'own-manager':
      return {
        why: 'They would be their own manager, be it through others.',
        instead: 'Go back and choose somebody who is not below them.',
      }
    case 'changed-meanwhile':
      return { why: 'Somebody else has changed this since you looked.', instead: AGAIN }
    case 'ends-before-it-begins':
      return { why: 'It would end before it begins.', instead: 'Go back and look at the two days.' }
    case 'last-holder':
      return {
        why: `Nobody else would be ${called.role(refusal.role)}, and what that role owes would be owed by nobody.`,
        instead: 'Give the role to somebody else first. Then end it.',
      }
    case 'not-held':
      return { why: 'It is not theirs, or has ended.', instead: AGAIN }
    case 'held-already':
      return {
        why: 'They hold this role already, for the same agency and team, in the same days.',
        instead: 'Look at their page. End the role there before you give it for other days.',
      }
    case 'unknown-role':
      return {
        why: 'No protocol that this authority has adopted has this role.',
        instead: 'Go back and choose a role of a protocol.',
      }
    case 'not-active':
      return {
        why: 'Their account, or their agency’s link, is not open: what is handed to them would be owed by nobody.',
        instead: 'Choose somebody whose account is open.',
      }
    case 'gone-before-it-ends':
      return {
        why: `They leave, or their agency ends, on ${sayDate(refusal.on)}: from then on nobody would stand in.`,
        instead: 'Choose an earlier last day, or somebody who stays.',
      }
    case 'same-person':
      return { why: 'Nobody stands in for themselves, or is handed what is theirs.', instead: 'Choose somebody else.' }
    case 'still-theirs':
      return {
        why: sayTheirs(refusal, called),
        instead: 'Their manager hands that over first, and each of those roles is given to somebody else.',
      }
    case 'over-already':
      return { why: 'Those days are over.', instead: 'Go back and give days that are still to come.' }
    case 'not-a-colleague':
      return {
        why: 'They are no colleague of your agency with your team or role, nor your manager.',
        instead: 'Choose one who is. Your manager may let somebody else cover you.',
      }
    case 'not-kept':
      return {
        why: 'Something that was written cannot be kept as it is.',
        instead: 'Go back and write again what looks odd in it.',
      }
    case 'would-not-see':
      return {
        why: 'The other would not see this case if it were theirs.',
        instead: 'Choose somebody else, or ask whoever manages the case to let them in by name.',
      }
    case 'not-their-role':
      return { why: sayNotTheirRole(refusal, called), instead: GIVE_THE_ROLE }
    case 'no-reason':
      return { why: 'A reason is needed.', instead: 'Go back and say why.' }
    default:
      return refusal satisfies never
  }
}

export const GIVE_THE_ROLE =
  'Choose somebody who has it, hand over one case alone, or have whoever keeps the list of people give the role first.'

/** "Only somebody with the role Social worker may take this over: Wyn, Rae."; that nobody else is, where nobody is. */
export function sayNotTheirRole(
  { roles, holders }: { readonly roles: readonly string[]; readonly holders: readonly string[] },
  called: Calls = { role: sayRole },
): string {
  const named = roles.map((role) => called.role(role)).join(', and ')
  return holders.length === 0
    ? `Only somebody with the role ${named} may take this over, and nobody else has it.`
    : `Only somebody with the role ${named} may take this over: ${holders.join(', ')}.`
}

/** What is still somebody's: "This is still theirs: 3 cases, 5 things owed, and the role of team manager." */
export function sayTheirs(
  {
    cases,
    owed,
    roles,
  }: {
    readonly cases: number
    readonly owed: number
    readonly roles: readonly string[]
  },
  called: Calls = { role: sayRole },
): string {
  const parts = [
    ...(cases === 0 ? [] : [cases === 1 ? '1 case' : `${cases} cases`]),
    ...(owed === 0 ? [] : [owed === 1 ? '1 thing owed' : `${owed} things owed`]),
    ...roles.map((role) => `the role of ${called.role(role)}, which nobody else holds`),
  ]
  return parts.length === 0 ? 'Nothing is theirs.' : `This is still theirs: ${parts.join('; ')}.`
}

export function refused(
  title: string,
  refusal: Refusal,
  back: { readonly href: string; readonly text: string },
  called: Calls = { role: sayRole },
): Answer {
  if (refusal.kind === 'not-found') return { kind: 'not-found' }
  return { kind: 'refused', title, reasons: [{ ...sayRefusal(refusal, called), clauses: '' }], back }
}

/** From a day, and to another where one is known. */
export function saySpell({ since, until }: { readonly since: Day; readonly until: Day | null }): string {
  return until === null ? `From ${sayDate(since)}` : `From ${sayDate(since)} to ${sayDate(until)}`
}

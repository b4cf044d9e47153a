import type { Checking } from './checking.ts'
import type { Each, Who } from './sentences/sentence.ts'

/** Why a relation has nobody at its other end in a duty that is owed for each of something. */
export function faultOfRelation(
  checking: Checking,
  who: Who,
  forEach: Each | null,
): { readonly message: string; readonly remedy: string } | undefined {
  const of = forEach?.of.kind
  switch (who.kind) {
    case 'anyone-independent':
      return {
        message: 'what anyone owes, nobody owes',
        remedy: 'Name a role, or a relation to the case.',
      }
    case 'that-person':
      return of === 'recipient' || of === 'item'
        ? undefined
        : {
            message: 'nobody has been named who "that person" could be',
            remedy: 'Write "for each: item of" a question that asks for people, or name a role.',
          }
    case 'that-agency':
      return of === 'agency-with-flag' || of === 'recipient' || of === 'item'
        ? undefined
        : {
            message: 'no agency has been named that "that agency" could be',
            remedy:
              'Write "for each: agency with a flag", or an item or recipient that is an agency; else name a role.',
          }
    case 'whoever-recorded-it':
      return isStep(checking, forEach)
        ? undefined
        : {
            message: 'nobody records what this duty is owed for',
            remedy: 'Write "for each:" and a step, or name a role.',
          }
    case 'role':
    case 'of-child':
    case 'of-case':
    case 'raisers-own':
    case 'chosen':
    case 'raiser':
    case 'every-holder':
    case 'tied-holder':
    case 'every-other-holder':
    case 'managers-of':
    case 'each-agency-with-flag':
    case 'chair-of-last-meeting':
      return undefined
    default:
      return who satisfies never
  }
}

function isStep({ steps, unread }: Checking, forEach: Each | null): boolean {
  const of = forEach?.of
  return (
    of?.kind === 'named' &&
    [of.name, ...of.or].every((name) => steps.has(name) || unread.names.has(name) || unread.groups.has('steps'))
  )
}

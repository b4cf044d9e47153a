import { LONDON, wallTimeOf } from '../../engine/calendar/instant.ts'
import { sayDay, sayInstant } from '../../engine/calendar/words.ts'
import { type NotKept, sayNotKept } from '../../record/database/keepable.ts'
import type { Summary } from '../../record/facts/compare.ts'
import type { TakenAhead } from '../../record/facts/imports.ts'
import type { NotMerged } from '../../record/facts/merging.ts'
import type { Noticed } from '../../record/facts/noticed.ts'
import type { ChangesOtherwise, NotWaiting } from '../../record/facts/take.ts'
import type { Dependent, NotUndone } from '../../record/facts/undo.ts'
import type { NotActive } from '../../record/transaction.ts'
import type { NotImported } from './import-files.ts'

// What became of an import, in words that a command prints and a page shows.

export const NOT_ACTIVE = 'The account is not active, or there is no such person.'
const ONLY_KEEPER = 'Only who holds the role record-keeper may do this.'
const NO_REASON = 'No reason is given.'

/** What an import changes: the children, then the facts. */
export function saySummary({ children, newChildren, changedChildren, notNamed, facts }: Summary): readonly string[] {
  return [
    `${children} children: ${newChildren} new, ${changedChildren} changed; ${notNamed} whom the import before named are not named.`,
    `Facts: ${facts.new} new, ${facts.changed} changed, ${facts.withdrawn} withdrawn.`,
  ]
}

/** What its triggers came to. */
export function sayNoticed({ opened, prompted, noted, newCases, withoutCase }: Noticed): readonly string[] {
  const triggers = `Triggers: ${opened} pathways opened, ${prompted} prompts made, ${noted} noted in pathways that run; ${newCases} new cases.`
  if (withoutCase === 0) return [triggers]
  const council = `${withoutCase} children have no case, since the authority has no council to lead it: add one to its agencies.`
  return [triggers, council]
}

/** Why files were not taken. */
export function sayNotImported(not: NotImported): string {
  switch (not.kind) {
    case 'taken-already':
      return `These files were taken on ${sayDay(wallTimeOf(not.taken, LONDON).day)} as ${not.importId}. Nothing was done.`
    case 'another-being-read':
      return `Another import is being read (${not.files.join(', ')}). Wait for it; if it was interrupted, give its files again, or wait ten minutes.`
    case 'not-as-left':
      return 'Another process is taking the same files. Nothing was done here.'
    case 'changed-while-read':
      return 'A file changed while it was read, so nothing was taken. Wait until it is written whole, and import again.'
    case 'nothing-read':
      return 'No child was read from these files, so nothing was taken.'
    case 'another-authority':
      return `A census is of authority ${not.code}; those taken before are of ${not.known.join(', ')}.`
    case 'taken-ahead':
    case 'not-waiting':
    case 'not-allowed':
    case 'not-active':
      return sayNotDone(not)
    default:
      return not satisfies never
  }
}

/** Why somebody's decision on an import or a match was not carried out. */
export function sayNotDone(
  not:
    | NotWaiting
    | TakenAhead
    | ChangesOtherwise
    | NotUndone
    | NotMerged
    | NotKept
    | NotActive
    | { readonly kind: 'nothing-to-decide' | 'not-merged' },
): string {
  switch (not.kind) {
    case 'not-waiting':
      return 'It was taken or thrown away meanwhile, or it is still being read.'
    case 'taken-ahead':
      return (
        `Import ${not.importId} was taken at ${sayInstant(not.taken, LONDON)}, which is still to come: nothing was done. If this machine's clock is ` +
        `wrong, set it. Else undo that import (sightline import undo ${not.importId}) and take its files again.`
      )
    case 'changes-otherwise':
      return 'Since you looked something else was taken, so that it changes something else now. Look at it again.'
    case 'not-taken':
      return 'There is no such import, or it was never taken, or it is undone already.'
    case 'nothing-to-decide':
      return 'There is no such question, or it is decided already.'
    case 'not-merged':
      return 'There is no such merger, or it was taken back already.'
    case 'merged-already':
      return 'One of them is merged with another child already: split that first.'
    case 'no-such-child':
      return 'One of them is not known.'
    case 'no-reason':
      return NO_REASON
    case 'not-kept':
      return sayNotKept(not)
    case 'not-allowed':
      return ONLY_KEEPER
    case 'not-active':
      return NOT_ACTIVE
    default:
      return not satisfies never
  }
}

/** A pathway that would lose its ground. */
export function sayDependent({ protocol, trigger, met, identifier }: Dependent): string {
  return `${protocol}: ${trigger}, met on ${sayDay(met)}, child ${identifier ?? 'of no identifier'}`
}

import { sayMoment } from '../../../documents/pathway/titles.ts'
import { capital } from '../../../documents/scan/words.ts'
import type { SeenRow } from '../../../record/audit/seen-by.ts'

/** One line of who has seen a case. What one person did several times within a minute is one line. */
export interface SeenLine {
  readonly when: string
  readonly who: string
  readonly agency: string
  readonly what: string
  readonly refused: boolean
  readonly glass: boolean
}

const MINUTE_MS = 60_000

const ACTIONS: Readonly<Record<string, string>> = {
  'read-case': 'Opened the page of the case',
  'read-pathway': 'Read a pathway',
  'list-owed': 'Saw it on a list of what is owed',
  'list-pathways': 'Saw it on a list of children',
  'list-siblings': 'Saw it among brothers and sisters',
  'list-raised': 'Saw it among what they raised',
  'list-notices': 'Saw a notice of it',
  'list-who-may-see': 'Asked who may see it',
  'see-who-has-seen': 'Asked who has seen it',
  'list-considered': 'Saw it among what a meeting considers',
  'list-coming-up': 'Saw it on the list of what is coming up',
  'list-not-done': 'Saw it on the list of what was not done',
  'list-drafts': 'Saw a form about it that they have not finished',
  'list-file-texts': 'Saw a text of it for the case system',
  'list-flags': 'Saw its flags on a list',
  'list-not-read': 'Saw who has not read what they were told of it',
  'list-told': 'Saw what they were told of it',
  'list-broken-glass': 'Saw it among emergency access to review',
  'list-own-glass': 'Saw it among their own emergency access',
  'list-reviewed-glass': 'Saw it among emergency access that was reviewed',
  'list-access-reviews': 'Saw it among reviews of who may know',
  'look-to-open': 'Looked at what can be raised of it',
  'look-to-hand-over': 'Looked at it, to hand it over',
  'look-to-break-glass': 'Found it, to use emergency access',
  'search-children': 'Found it in a search',
  'seek-case': 'Looked for it, to use emergency access',
  'ask-whom-to-ask': 'Asked whom to ask about it',
  'read-case-access': 'Looked at who may know of it',
  'read-exclusions': 'Looked at who is excluded',
  'read-break-glass': 'Looked at emergency access to it',
  'review-break-glass': 'Reviewed emergency access to it',
  'read-draft': 'Went on with a form about it',
  'save-draft': 'Saved a form about it',
  'drop-draft': 'Threw a form about it away',
  'try-step': 'Tried whether a step can be recorded',
  'read-told': 'Said that they have read what they were told',
  'count-cases': 'Counted it, to know it apart from others',
  'record-step': 'Recorded a step',
  'break-glass': 'Used emergency access',
  'make-case': 'Made the case',
  'list-invented': 'Made it up for the demonstration',
  'take-on': 'Entered what was running before',
  'name-child': 'Named the child',
  'enter-child': 'Entered the child',
  'enter-workers': 'Entered who works with the child',
  'record-life-event': 'Recorded a change in the child’s life',
  'take-back-life-event': 'Took back a change in the child’s life',
  'record-notified': 'Recorded that a serious incident was notified',
  'record-not-notified': 'Recorded that it was decided not to notify a serious incident',
  'take-back-notified': 'Took back what was recorded of notifying a serious incident',
  'open-by-trigger': 'Opened a pathway, because a trigger was met',
  'move-entry': 'Moved what was recorded from one child to another',
  'undo-move': 'Undid a move from one child to another',
  'undo-entry': 'Undid what they had just recorded',
  'confirm-placed': 'Confirmed that a text stands in the case system',
  'list-agreed': 'Saw it among actions that were agreed',
  'list-shares': 'Asked what is shared of it',
  'list-shared-with-me': 'Saw it among papers shared with them',
  'read-share': 'Read a paper that was shared',
  'share-paper': 'Shared a paper of it',
  'end-share': 'Ended the sharing of a paper',
  'set-sensitivity': 'Changed how much of it may be known',
  'grant-membership': 'Let somebody in by name',
  'end-membership': 'Ended that somebody is let in',
  'set-exclusion': 'Excluded somebody',
  'keep-exclusion': 'Kept an exclusion',
  'ask-to-lift-exclusion': 'Asked to lift an exclusion',
  'lift-exclusion': 'Lifted an exclusion',
  'note-under-glass': 'Left a note under emergency access',
  'give-back-glass': 'Gave emergency access back',
  'hand-over': 'Handed it over',
  'give-team': 'Gave it to a team',
  'look-for-unled': 'Looked for cases that no team leads',
  'try-version': 'Tried another version of its protocol',
  'change-version': 'Moved it to another version of its protocol',
  'change-version-back': 'Moved it back to the version before',
  'look-at-match': 'Looked at whether two records are of one child',
  'decide-match': 'Decided whether two records are of one child',
  'merge-children': 'Merged two records of the child',
  'look-at-merger': 'Looked at a merger of records of the child',
  'split-children': 'Took a merger of records apart',
  'list-erasures-asked': 'Asked what waits to be erased',
  'ask-to-erase': 'Asked to erase something',
  'confirm-erasure': 'Erased something',
}

/**
 * Puts into words who has seen a case, newest first as given.
 * @param agencies their titles by their names
 */
export function seenLines(
  rows: readonly SeenRow[],
  agencies: ReadonlyMap<string, string> = new Map(),
): readonly SeenLine[] {
  const lines: SeenLine[] = []
  for (const { at, person, name, agency, action, decision, accessPath } of rows) {
    // Recording a form takes it out of what is not finished, in the same transaction: nothing of it is thrown away.
    if (action === 'drop-draft' && rows.some((each) => isRecording(each) && each.at === at && each.person === person)) {
      continue
    }
    const line = {
      when: capital(sayMoment((Math.floor(at / MINUTE_MS) * MINUTE_MS) as typeof at)),
      who: name ?? 'Somebody who is not kept any more',
      agency: agencies.get(agency) ?? agency,
      what: ACTIONS[action] ?? capital(action.replaceAll('-', ' ')),
      refused: decision === 'refused',
      glass: accessPath === 'break-glass',
    }
    const same = lines.some((each) => JSON.stringify(each) === JSON.stringify(line))
    if (!same) lines.push(line)
  }
  return lines
}

function isRecording({ action, decision }: SeenRow): boolean {
  return action === 'record-step' && decision === 'allowed'
}

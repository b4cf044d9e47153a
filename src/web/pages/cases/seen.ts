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
  'record-step': 'Recorded a step',
  'break-glass': 'Used emergency access',
  'make-case': 'Made the case',
}

/** Puts into words who has seen a case, newest first as given. */
export function seenLines(rows: readonly SeenRow[]): readonly SeenLine[] {
  const lines: SeenLine[] = []
  for (const { at, name, agency, action, decision, accessPath } of rows) {
    const line = {
      when: capital(sayMoment((Math.floor(at / MINUTE_MS) * MINUTE_MS) as typeof at)),
      who: name ?? 'Somebody who is not kept any more',
      agency,
      what: ACTIONS[action] ?? capital(action.replaceAll('-', ' ')),
      refused: decision === 'refused',
      glass: accessPath === 'break-glass',
    }
    const same = lines.some((each) => JSON.stringify(each) === JSON.stringify(line))
    if (!same) lines.push(line)
  }
  return lines
}

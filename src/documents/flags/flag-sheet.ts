import { dayOf } from '../../engine/pathway/days.ts'
import type { FlagView } from '../../engine/pathway/view.ts'
import type { Sheet } from '../sheets/sheet.ts'
import type { FlagLine } from './flag-line.ts'

/** How a flag stands, in the words that every page and file has for it. */
export const STATES: Readonly<Record<FlagView['state'], string>> = {
  asked: 'To be placed',
  placed: 'In place',
  'removal-asked': 'To be taken off',
  removed: 'Taken off',
}

/** Flags as columns and rows: one for each flag of each agency. */
export function flagSheet(lines: readonly FlagLine[]): Sheet {
  return {
    title: 'Flags',
    columns: [
      'agency',
      'child',
      'identifier',
      'flag',
      'official name',
      'stands',
      'asked for',
      'since',
      'confirm by',
      'what is in place',
      'own reference',
      'looked at again by',
      'restricted: whom to ask',
      'protocol',
    ],
    rows: lines.map((line) => [
      line.agency.title,
      line.child,
      line.identifier,
      line.text,
      line.code,
      STATES[line.state],
      { day: dayOf(line.asked) },
      { day: dayOf(line.since) },
      line.owed === null || line.owed.due === null ? null : { day: line.owed.due },
      line.inPlace.map(({ title, says }) => `${title} ${says}`).join('; '),
      line.reference,
      line.review === null ? null : { day: line.review },
      line.contact,
      line.protocol.title,
    ]),
  }
}

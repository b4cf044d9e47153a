import { day } from '../../engine/calendar/day.ts'
import { startOf } from '../../engine/pathway/days.ts'
import type { Step } from '../../engine/protocol/pathway-parts.ts'
import type { FlagLine } from './flag-line.ts'

// A flag that the police are asked for on 20 November 2026, and what may be otherwise about it. Everybody is invented.

const ASKED = startOf(day('2026-11-20'))

const CONFIRM: Step = {
  id: 'confirm',
  title: 'Confirm it',
  cites: [],
  at: { kind: 'any' },
  by: { anyOf: [] },
  asks: [],
  needs: [],
  outcomes: [],
  chooses: false,
  otherwise: null,
  warning: null,
  recalls: [],
  reading: null,
}

export function owedBy(due: string, own = true): FlagLine['owed'] {
  return { duty: 'place:1/f/police', due: day(due), dueAt: null, own }
}

export function line(more: Partial<FlagLine>): FlagLine {
  return {
    pathway: 'p',
    caseId: 'c',
    child: 'Plainly Invented',
    identifier: 'C-1',
    protocol: { id: 'panel', title: 'Panel' },
    flag: 'f',
    text: 'Whoever they approach responds',
    code: 'An official name',
    agency: { id: 'police', title: 'Police' },
    state: 'asked',
    asked: ASKED,
    since: ASKED,
    owed: owedBy('2026-11-27'),
    inPlace: [],
    reference: '',
    review: null,
    contact: null,
    confirms: CONFIRM,
    whenSeen: null,
    ...more,
  }
}

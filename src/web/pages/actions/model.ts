import { sayMoment } from '../../../documents/pathway/titles.ts'
import { capital, sayDays } from '../../../documents/scan/words.ts'
import type { Sheet } from '../../../documents/sheets/sheet.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import type { AgreedKind } from '../../../engine/pathway/agreed.ts'
import type { AgreedState } from '../../../record/pathways/agreed.ts'
import type { Action } from './read.ts'

/** One line of the page: texts and addresses alone. */
export interface ActionLine {
  readonly what: string
  readonly called: string
  readonly child: string
  readonly href: string
  readonly who: readonly { readonly name: string; readonly agency: string; readonly href: string }[]
  readonly as: string
  readonly tag: { readonly text: string; readonly colour: string }
  readonly due: string
  readonly carried: string
  readonly at: string
  readonly agreed: string
  readonly dissent: string
  readonly done: { readonly says: string; readonly by: string; readonly href: string; readonly link: string } | null
  /** What stands there where nothing was said to be done. */
  readonly instead: string
  readonly act: string
}

const TAGS: Readonly<Record<AgreedState, { readonly text: string; readonly colour: string }>> = {
  owed: { text: 'Owed', colour: 'blue' },
  overdue: { text: 'Overdue', colour: 'red' },
  done: { text: 'Done', colour: 'green' },
  withdrawn: { text: 'Withdrawn', colour: 'grey' },
}

const KINDS: Readonly<Record<AgreedKind, string>> = {
  action: 'Action',
  'follow-up': 'Follow-up of a decision',
  recommendation: 'Recommendation',
}

/** @param on the day at whose end it is looked at */
export function actionLine(action: Action, on: Day): ActionLine {
  const { pathway, childName, called, who, state, protocol, dissent, done, act, agreedId, duty } = action
  const href = `/pathways/${pathway}`
  return {
    what: action.what,
    called,
    child: childName ?? protocol.title,
    href,
    who: who.map(({ person, name, agency }) => ({ name, agency, href: `/actions?state=all&owner=${person}` })),
    as: action.as,
    tag: TAGS[state],
    due: sayDue(action, on),
    carried: sayCarried(action),
    at: action.at,
    agreed: sayDay(action.agreedOn),
    dissent,
    done: done === null ? null : doneOf(done, href),
    instead: sayNone(action),
    act: act === null || duty === null ? '' : `${href}/steps/${act}?${new URLSearchParams({ about: agreedId })}`,
  }
}

/** Of a long record as much as tells what it is, and where the whole is read. */
function doneOf({ on, by, says, entry }: NonNullable<Action['done']>, href: string): ActionLine['done'] {
  const text = says.join('\n')
  const isCut = text.length > LONGEST
  return {
    says: isCut ? `${text.slice(0, LONGEST).trimEnd()}…` : text,
    by: `${by === '' ? '' : `${by}, `}${sayDay(on)}`,
    href: entry === null ? '' : `${href}/recorded/${entry}`,
    link: isCut ? 'Read the rest' : 'What was recorded',
  }
}

/** As much of what was recorded as stands in a line. */
const LONGEST = 280

function sayDue({ due, dueAt, state, metOn }: Action, on: Day): string {
  if (due === null) return 'No day'
  const day = dueAt === null ? sayDay(due) : sayMoment(dueAt)
  switch (state) {
    case 'owed':
      return `Due ${day}`
    case 'overdue':
      return `${on > due ? `${capital(sayDays(on - due))} late: it` : 'It'} was due ${day}`
    case 'done':
      return metOn !== null && metOn > due
        ? `${capital(sayDays(metOn - due))} late: it was due ${day}`
        : `It was due ${day}`
    case 'withdrawn':
      return `It was due ${day}`
    default:
      return state satisfies never
  }
}

/** What is open when its meeting sits again is carried over to the next sitting. */
function sayCarried({ state, carriedFrom, carriedTo }: Action): string {
  if (carriedFrom === null || (state !== 'owed' && state !== 'overdue')) return ''
  const to = carriedTo === null ? 'the next sitting, which is not planned yet' : `the sitting of ${sayDay(carriedTo)}`
  return `Carried over from ${sayDay(carriedFrom)} to ${to}`
}

function sayNone({ state, lapsedOn, duty }: Action): string {
  if (state === 'withdrawn') return lapsedOn === null ? '' : `No longer owed since ${sayDay(lapsedOn)}`
  return duty === null ? 'Its protocol asks nobody to say that it was done' : 'Nothing yet'
}

/** All of it for a spreadsheet. */
export function actionsSheet(actions: readonly Action[]): Sheet {
  return {
    title: 'Actions',
    columns: [
      'action',
      'kind',
      'what the protocol calls it',
      'child',
      'protocol',
      'owner',
      'agency',
      'role or agency it is owed as',
      'due',
      'state',
      'carried over',
      'agreed',
      'agreed at',
      'who did not agree',
      'done',
      'done by',
      'evidence',
      'reference',
    ],
    rows: actions.map((action) => [
      action.what,
      KINDS[action.kind],
      action.called,
      action.childName,
      action.protocol.title,
      action.who.map(({ name }) => name).join('; '),
      [...new Set(action.who.map(({ agency }) => agency))].join('; '),
      action.as,
      action.due === null ? null : { day: action.due },
      TAGS[action.state].text,
      sayCarried(action),
      { day: action.agreedOn },
      action.at,
      action.dissent,
      action.done === null ? null : { day: action.done.on },
      action.done?.by ?? null,
      action.done?.says.join('\n') ?? sayNone(action),
      action.pathway,
    ]),
  }
}

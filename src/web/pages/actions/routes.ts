import { sayDate } from '../../../documents/scan/words.ts'
import { formatDay } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import type { AgreedKind } from '../../../engine/pathway/agreed.ts'
import { adoptedProtocols } from '../../../record/pathways/adopted.ts'
import type { AgreedAsked, AgreedOrder, AskedState } from '../../../record/pathways/agreed.ts'
import { rosterOf } from '../../../record/people/roster.ts'
import type { Bound } from '../../../record/transaction.ts'
import { pastDay } from '../../past-day.ts'
import { type Answer, type Asked, type Route, route } from '../../route.ts'
import { sheetFile } from '../../sheet-file.ts'
import { type ActionsQuery, type AgreedAt, actionsQuery, placesOf, WHOSE } from './asked.ts'
import { actionLine, actionsSheet } from './model.ts'
import { allActions, readActions } from './read.ts'

const PAGE = 50
const SIGNED_IN = { kind: 'signed-in' } as const

const OF_WHOM: Readonly<Record<(typeof WHOSE)[number], string>> = {
  everybody: 'Everybody’s that I may see',
  own: 'My own',
  team: 'My team’s',
}

const STATES: Readonly<Record<'all' | AskedState, string>> = {
  open: 'Owed and overdue',
  overdue: 'Overdue',
  carried: 'Carried over to another sitting',
  done: 'Done',
  withdrawn: 'Withdrawn',
  all: 'However it stands',
}

const KINDS: Readonly<Record<'all' | AgreedKind, string>> = {
  all: 'Everything',
  action: 'Actions',
  'follow-up': 'What follows from decisions',
  recommendation: 'Recommendations',
}

const ORDERS: Readonly<Record<AgreedOrder, string>> = { due: 'What is due first', agreed: 'What was agreed last' }

/** What was agreed to be done, across protocols and agencies, in one place (PRA-07). */
export const actionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/actions',
    permission: SIGNED_IN,
    audit: { notes: ['list-agreed'] },
    menu: { title: 'Actions', place: 25, at: 'top' },
    query: actionsQuery,
    handle: (asked) => asked.within((bound) => page(bound, asked)),
  }),
  ...(['csv', 'xlsx'] as const).map((form) =>
    route({
      method: 'GET',
      path: `/actions/list.${form}`,
      permission: SIGNED_IN,
      audit: { notes: ['list-agreed'] },
      query: actionsQuery,
      handle: async ({ within, query, today }) => {
        const { day, errors } = pastDay(query.day.trim(), today)
        if (errors.length > 0) return { kind: 'not-found' }
        const on = day ?? today
        const actions = await within(async (bound) => {
          const places = placesOf((await adoptedProtocols(bound)).map(({ protocol }) => protocol))
          return allActions(bound, askedOf(query, places, on))
        })
        return actions === null ? TOO_LONG : sheetFile(actionsSheet(actions), `actions-${formatDay(on)}.${form}`)
      },
    }),
  ),
]

const TOO_LONG: Answer = {
  kind: 'refused',
  title: 'These are too many for one file',
  reasons: [
    {
      why: 'A file holds 5,000 actions, and these are more. A file of the first 5,000 would look whole.',
      clauses: '',
      instead: 'Ask for one agency, one meeting or one state after the other.',
    },
  ],
  back: { href: '/actions', text: 'Back to the actions' },
}

function askedOf(
  { whose, owner, agency, state, kind, from, order }: ActionsQuery,
  places: readonly AgreedAt[],
  on: AgreedAsked['on'],
): Omit<AgreedAsked, 'after' | 'most'> {
  const place = places.find(({ value }) => value === from)
  return {
    whose: owner === undefined ? whose : { person: owner },
    agency: agency === '' ? null : agency,
    state: state === 'all' ? null : state,
    kind: kind === 'all' ? null : kind,
    // A meeting that no protocol of today has agreed nothing.
    from: from === '' ? null : { protocol: place?.protocol ?? '', steps: place?.steps ?? [] },
    order,
    on,
  }
}

async function page(bound: Bound, { query, today }: Pick<Asked<object, ActionsQuery, object>, 'query' | 'today'>) {
  const written = query.day.trim()
  const { day, errors } = pastDay(written, today)
  const on = day ?? today
  const places = placesOf((await adoptedProtocols(bound)).map(({ protocol }) => protocol))
  const roster = await rosterOf(bound)
  const { rows, next } = await readActions(bound, {
    ...askedOf(query, places, on),
    after: query.after === undefined ? null : Number(query.after),
    most: PAGE,
  })
  const { agency, state, whose, owner, order, from, kind } = query
  const address = addressOf({ ...query, day: day === null ? '' : formatDay(day) })
  const option = (value: string, text: string, chosen: string) => ({ value, text, selected: value === chosen })
  const model = {
    lines: rows.map((row) => actionLine(row, on)),
    past: day === null ? '' : sayDay(day),
    day: day === null ? written : sayDate(day),
    printed: sayDay(today),
    owner: owner === undefined ? '' : (roster.persons.get(owner)?.name ?? 'somebody who is not known here'),
    ownerId: owner ?? '',
    everybodys: `/actions${addressOf({ ...query, owner: undefined })}`,
    all: address === '?' && query.after === undefined,
    whose: WHOSE.map((value) => option(value, OF_WHOM[value], whose)),
    agencies: [
      option('', 'Every agency', agency),
      ...[...roster.agencies]
        .toSorted(([, a], [, b]) => a.localeCompare(b, 'en-GB'))
        .map(([id, title]) => option(id, title, agency)),
    ],
    states: Object.entries(STATES).map(([value, text]) => option(value, text, state)),
    kinds: Object.entries(KINDS).map(([value, text]) => option(value, text, kind)),
    places: [option('', 'Anywhere', from), ...places.map(({ value, text }) => option(value, text, from))],
    orders: Object.entries(ORDERS).map(([value, text]) => option(value, text, order)),
    csv: `/actions/list.csv${address}`,
    xlsx: `/actions/list.xlsx${address}`,
    pages: {
      first: query.after === undefined ? '' : `/actions${address}`,
      next: next === null ? '' : `/actions${address}${address === '?' ? '' : '&'}after=${next}`,
      label: 'Pages of actions',
    },
  }
  return { kind: 'page', template: 'actions/actions.njk', title: 'Actions', model, errors } satisfies Answer
}

const ASKED_PLAINLY: Readonly<Record<string, string>> = {
  whose: 'everybody',
  state: 'open',
  order: 'due',
  kind: 'all',
}

/** What was asked besides the page, without what is so where nothing is asked. */
function addressOf({ after: _, ...query }: ActionsQuery): string {
  const told = Object.entries(query).flatMap(([name, value]) => {
    return value === undefined || value === '' || ASKED_PLAINLY[name] === value ? [] : [[name, value]]
  })
  return `?${new URLSearchParams(told)}`
}

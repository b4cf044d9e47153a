import { z } from 'zod'
import { capital, sayDate } from '../../../documents/scan/words.ts'
import { civilDateOf } from '../../../engine/calendar/day.ts'
import { sayNotKept } from '../../../record/database/keepable.ts'
import { type ChildEntered, enterChild } from '../../../record/facts/enter-child.ts'
import { enterWorkers, type WorkersEntered } from '../../../record/facts/enter-workers.ts'
import { nameChild } from '../../../record/facts/name-child.ts'
import { adoptedProtocols } from '../../../record/pathways/adopted.ts'
import { childrenNamed, type NamedRow } from '../../../record/pathways/children-named.ts'
import { readCase } from '../../../record/pathways/read-case.ts'
import { choicesOf } from '../../../record/people/choices.ts'
import type { Bound } from '../../../record/transaction.ts'
import type { Option, Typed } from '../../asking/questions.ts'
import { PLAIN, taskRoutes } from '../../asking/task.ts'
import { type Answer, identifier, type Route } from '../../route.ts'
import { aboutChild, aboutWorker, bornFaults } from './ask.ts'

const MANAGES = { kind: 'may', action: 'manage', of: 'case' } as const
const CASE = z.object({ case: identifier })
const ASKED_OF_ONE = { notes: ['read-case', 'read-pathway'] } as const
const ASKS_ALONE = { notesNothing: 'It asks, and shows nothing of any child.' } as const

const NOT_ONE_CHILD = 'Not about one child'

/** How many children are looked through for one who is the same. */
const MOST_LOOKED_AT = 20

/** Entering a child who is in no file, what a child is called, and who works with one. */
export const childRoutes: readonly Route[] = [
  ...taskRoutes({
    path: '/children/new',
    permission: { kind: 'signed-in' },
    notes: { page: ASKS_ALONE, done: { notes: ['search-children', 'enter-child'] } },
    params: z.object({}),
    task: async ({ within, today, store }) => {
      const { roles, choices } = await within(async (bound) => ({
        roles: await ownRoles(bound),
        choices: await choicesOf(bound),
      }))
      if (roles.length === 0) return NOBODY_TO_ENTER
      return {
        ...PLAIN,
        title: 'Enter a child',
        intro: [
          'For a child who is in none of the files that were brought in, such as one whom another agency raises.',
          'Search first: a child who is entered twice has two records, until somebody sees it.',
        ],
        questions: aboutChild(roles, choices),
        button: 'Enter the child',
        back: { href: '/raise', text: 'Back to raising a concern' },
        carries: { child: store.ids.random(), sure: '' },
        faults: (typed) => bornFaults(typed, today),
        follows: () => [
          'The child has a case from now on, in which you work with them.',
          'If files name the child later, whoever brings data in is asked whether the two are one.',
        ],
      }
    },
    act: async ({ within }, { typed, carried }) => {
      const alike = carried('sure') === 'yes' ? [] : await within((bound) => alikeTo(bound, typed))
      if (alike.length > 0) return alikePage(alike, typed, carried('child'))
      const child = identifier.safeParse(carried('child'))
      if (!child.success) return notDone('The page was too old to be sent.', 'Load it again.', '/children/new')
      const entered = await within((bound) =>
        enterChild(bound, {
          child: child.data,
          name: typed.text('name'),
          born: typed.day('born'),
          identifier: typed.text('identifier') === '' ? null : typed.text('identifier'),
          role: typed.text('role'),
          team: typed.text('team') === '' ? null : typed.text('team'),
        }),
      )
      if (entered.kind === 'entered') return { kind: 'redirect', to: `/raise?case=${entered.caseId}` }
      return notDone(sayNotEntered(entered), 'Change it, and send it again.', '/children/new')
    },
  }),
  ...taskRoutes({
    path: '/cases/:case/name',
    permission: MANAGES,
    notes: { page: ASKED_OF_ONE, done: { notes: [...ASKED_OF_ONE.notes, 'name-child'] } },
    params: CASE,
    task: async ({ within, params }) => {
      const read = await within((bound) => readCase(bound, params.case))
      if (read === null) return { kind: 'not-found' }
      return {
        ...PLAIN,
        title: 'What the child is called',
        caption: read.childName ?? NOT_ONE_CHILD,
        intro: ['Files hold no names. Everybody who may know of the case sees this one.'],
        questions: [{ name: 'name', label: 'Name', missing: 'Enter the child’s name', as: { kind: 'line' } }],
        button: 'Keep the name',
        back: { href: `/cases/${params.case}`, text: 'Back to the case' },
      }
    },
    act: async ({ within, params }, { typed }) => {
      const named = await within((bound) => nameChild(bound, { caseId: params.case, name: typed.text('name') }))
      switch (named.kind) {
        case 'named':
          return { kind: 'redirect', to: `/cases/${params.case}` }
        case 'not-found':
          return { kind: 'not-found' }
        case 'not-kept':
          return notDone(sayNotKept(named), 'Write it again.', `/cases/${params.case}/name`)
        default:
          return named satisfies never
      }
    },
  }),
  ...taskRoutes({
    path: '/cases/:case/workers',
    permission: MANAGES,
    notes: { page: ASKED_OF_ONE, done: { notes: [...ASKED_OF_ONE.notes, 'enter-workers'] } },
    params: CASE,
    task: async ({ within, params, today }) => {
      const { read, roles, choices } = await within(async (bound) => ({
        read: await readCase(bound, params.case),
        roles: await rolesOf(bound),
        choices: await choicesOf(bound),
      }))
      if (read === null) return { kind: 'not-found' }
      return {
        ...PLAIN,
        title: 'Who works with the child',
        caption: read.childName ?? NOT_ONE_CHILD,
        intro: ['Beside those of whom files tell: the posts of other agencies, the core group, a supervisor.'],
        questions: aboutWorker(choices, roles),
        button: 'Enter them',
        back: { href: `/cases/${params.case}`, text: 'Back to the case' },
        faults: (typed) => {
          const since = typed.day('since')
          const isAhead = since !== null && since > today
          return isAhead ? [{ field: 'since-day', text: 'The day since when must not be in the future' }] : []
        },
        follows: () => ['They may read the case and record in it, and owe what its protocols ask of the role.'],
      }
    },
    act: async ({ within, params, today }, { typed }) => {
      const worker = { person: typed.text('person'), role: typed.text('role'), since: typed.day('since') ?? today }
      const entered = await within((bound) => enterWorkers(bound, { caseId: params.case, workers: [worker] }))
      if (entered.kind === 'entered') return { kind: 'redirect', to: `/cases/${params.case}` }
      if (entered.kind === 'not-found') return { kind: 'not-found' }
      return notDone(sayNotWorking(entered), 'Choose again.', `/cases/${params.case}/workers`)
    },
  }),
]

/** The roles that the adopted protocols know, by their titles. */
async function rolesOf(bound: Bound): Promise<readonly Option[]> {
  const titles = new Map<string, string>()
  for (const { protocol } of await adoptedProtocols(bound)) {
    for (const [role, title] of protocol.roles) if (!titles.has(role)) titles.set(role, title)
  }
  return [...titles]
    .map(([value, title]) => ({ value, text: capital(title) }))
    .toSorted((a, b) => a.text.localeCompare(b.text, 'en-GB'))
}

async function ownRoles(bound: Bound): Promise<readonly Option[]> {
  return (await rolesOf(bound)).filter(({ value }) => bound.scopes.includes(`role:${value}`))
}

/** Children of whom this person may know, and who may be the one that they enter. */
async function alikeTo(bound: Bound, typed: Typed): Promise<readonly NamedRow[]> {
  const asked = ['name', 'identifier'].map((field) => typed.text(field)).filter((text) => text !== '')
  const found = new Map<string, NamedRow>()
  for (const written of asked) {
    const { rows } = await childrenNamed(bound, { written, action: 'read', most: MOST_LOOKED_AT })
    for (const row of rows) found.set(row.caseId, row)
  }
  return [...found.values()]
}

function alikePage(alike: readonly NamedRow[], typed: Typed, child: string): Answer {
  const born = typed.day('born')
  const model = {
    children: alike.map(({ caseId, name, born: on, identifier: id }) => ({
      href: `/raise?case=${caseId}`,
      name: name ?? 'A child whose name is not known here',
      detail: [on === null ? '' : `born ${sayDate(on)}`, id ?? ''].filter((text) => text !== '').join(', '),
    })),
    hidden: [
      { name: 'child', value: child },
      { name: 'sure', value: 'yes' },
      ...['name', 'identifier', 'role', 'team'].map((name) => ({ name, value: typed.text(name) })),
      ...(born === null ? [] : dayFields(born)),
    ],
  }
  return { kind: 'page', template: 'children/alike.njk', title: 'Is it one of these children?', model }
}

function dayFields(born: Parameters<typeof civilDateOf>[0]) {
  const { year, month, date } = civilDateOf(born)
  return [
    { name: 'born-day', value: String(date) },
    { name: 'born-month', value: String(month) },
    { name: 'born-year', value: String(year) },
  ]
}

function sayNotEntered(not: Exclude<ChildEntered, { kind: 'entered' }>): string {
  switch (not.kind) {
    case 'no-name':
      return 'No name is given.'
    case 'role-not-held':
      return 'You do not hold this role today.'
    case 'unknown-team':
      return 'There is no such team.'
    case 'no-council':
      return 'The authority has no council that could lead the case.'
    case 'not-kept':
      return sayNotKept(not)
    default:
      return not satisfies never
  }
}

function sayNotWorking(not: Exclude<WorkersEntered, { kind: 'entered' | 'not-found' }>): string {
  switch (not.kind) {
    case 'not-kept':
      return sayNotKept(not)
    case 'unknown-person':
      return 'There is no such person.'
    case 'own-approval':
      return 'Nobody enters themselves: whoever else manages the case does that.'
    case 'not-here':
      return 'They do not work here now: their account, or their agency, has ended or has not begun.'
    case 'role-not-held':
      return 'They do not hold that role. Whoever keeps the list of people gives it to them first.'
    default:
      return not satisfies never
  }
}

function notDone(why: string, instead: string, href: string): Answer {
  return {
    kind: 'refused',
    title: 'Nothing was done',
    reasons: [{ why, clauses: '', instead }],
    back: { href, text: 'Back' },
  }
}

const NOBODY_TO_ENTER: Answer = {
  kind: 'refused',
  title: 'You cannot enter a child',
  reasons: [
    {
      why: 'None of your roles works with children by the protocols that are adopted.',
      clauses: '',
      instead: 'Speak to the child’s social worker or to your own safeguarding lead.',
    },
  ],
  back: { href: '/my-work', text: 'My work' },
}

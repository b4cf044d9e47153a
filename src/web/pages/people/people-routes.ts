import { z } from 'zod'
import { sayRole } from '../../../documents/pathway/titles.ts'
import { civilDateOf, type Day } from '../../../engine/calendar/day.ts'
import { addPerson, changePerson } from '../../../record/people/administer.ts'
import { endDeputy } from '../../../record/people/away.ts'
import { closeAccount } from '../../../record/people/changes.ts'
import { type Choices, choicesOf } from '../../../record/people/choices.ts'
import { addToPool, endRole, giveRole, takeFromPool } from '../../../record/people/hold-roles.ts'
import { placesOf } from '../../../record/people/places.ts'
import { listPeople, readPerson } from '../../../record/people/read-people.ts'
import { caseloadOf } from '../../../record/people/team.ts'
import { type AsCalled, asCalled } from '../../as-called.ts'
import type { Typed } from '../../asking/questions.ts'
import { PLAIN, taskRoutes } from '../../asking/task.ts'
import { type Answer, type Asked, identifier, type Route, route } from '../../route.ts'
import * as ask from './ask-people.ts'
import { phoneFault } from './ask-phone.ts'
import { peopleTable, personPage } from './model.ts'
import { type Refusal, refused, sayTheirs } from './words.ts'

const KEEPS = { kind: 'holds', roles: ['administrator'] } as const
const READS = { notes: ['read-person'] } as const
const FORM = { notesNothing: 'a form that names colleagues, as everybody may' } as const
const PAGE = 50

const ofPerson = z.object({ person: identifier })
const slug = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/)

const backTo = (person: string) => ({ href: `/people/${person}`, text: 'Back to the person' })

type Within = Asked<object, object, object>['within']
type Outcome = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal }

function after(
  title: string,
  done: Outcome,
  back: { readonly href: string; readonly text: string },
  called?: AsCalled,
): Answer {
  return done.ok ? { kind: 'redirect', to: back.href } : refused(title, done.refusal, back, called)
}

async function shellOf(within: Within, person: string) {
  const found = await within((bound) => readPerson(bound, person))
  return found === null ? null : { found, shell: { ...PLAIN, caption: found.name, back: backTo(person) } }
}

function teamFault({ teams }: Choices, typed: Typed) {
  const team = teams.find((each) => each.team === typed.text('team'))
  const isOther = team !== undefined && team.agency !== typed.text('agency')
  return isOther ? [{ field: 'team', text: 'Choose a team of that agency, or none' }] : []
}

const begins = (name: string, today: Day) => {
  const { year, month, date } = civilDateOf(today)
  return ask.todayBody(name, { day: date, month, year })
}

/** The list of people, roles, agencies, teams and lists, for whoever keeps it. No case is in any of it. */
export const peopleRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/people',
    permission: KEEPS,
    audit: { notes: ['list-people'] },
    menu: { title: 'People', place: 90, at: 'top' },
    query: z.object({ after: identifier.optional() }),
    handle: async ({ within, query, today }) => {
      const from = query.after ?? null
      const page = await within((bound) => listPeople(bound, { words: '', after: from, most: PAGE }))
      const called = await within(asCalled)
      if (page === null) return { kind: 'not-found' }
      const pages = {
        first: from === null ? '' : '/people',
        next: page.next === null ? '' : `/people?after=${page.next}`,
        label: 'Pages of people',
      }
      const model = { table: peopleTable(page.rows, today, called), pages, words: '', hasMore: false }
      return { kind: 'page', template: 'people/people.njk', title: 'People', model }
    },
  }),
  route({
    method: 'POST',
    path: '/people/find',
    permission: KEEPS,
    audit: { notes: ['list-people'] },
    body: z.object({ words: z.string().max(1_000) }),
    handle: async ({ within, body, today }) => {
      const page = await within((bound) => listPeople(bound, { words: body.words, after: null, most: PAGE }))
      const called = await within(asCalled)
      if (page === null) return { kind: 'not-found' }
      const pages = { first: '', next: '', label: 'Pages of people' }
      const hasMore = page.next !== null
      const model = { table: peopleTable(page.rows, today, called), pages, words: body.words.trim(), hasMore }
      return { kind: 'page', template: 'people/people.njk', title: 'People', model }
    },
  }),
  ...taskRoutes({
    path: '/people/add',
    permission: KEEPS,
    notes: { page: FORM, done: { notes: ['add-person'] } },
    params: z.object({}),
    task: async ({ within, today, store }) => {
      const choices = await within((bound) => choicesOf(bound))
      return {
        ...PLAIN,
        title: 'Add a person',
        questions: [
          ...ask.particulars(choices, null),
          {
            name: 'since',
            label: 'Here from',
            hint: 'The first day on which they may sign in',
            missing: 'Enter from when they are here',
            as: { kind: 'day' },
          },
        ],
        begins: begins('since', today),
        carries: { id: store.ids.random() },
        button: 'Add them',
        back: { href: '/people', text: 'Back to people' },
        faults: (typed) => [...ask.emailFault(typed), ...phoneFault(typed, 'phone'), ...teamFault(choices, typed)],
        follows: () => ['They hold no role yet: give them one next.'],
      }
    },
    act: async ({ within, today }, { typed, carried }) => {
      const id = carried('id')
      const asked = { id, since: typed.day('since') ?? today, ...ask.particularsOf(typed) }
      const done = await within((bound) => addPerson(bound, asked))
      return after('They were not added', done, done.ok ? backTo(id) : { href: '/people', text: 'Back to people' })
    },
  }),
  route({
    method: 'GET',
    path: '/people/:person',
    permission: KEEPS,
    audit: READS,
    params: ofPerson,
    handle: async ({ within, params, today }) => {
      const found = await within((bound) => readPerson(bound, params.person))
      if (found === null) return { kind: 'not-found' }
      const model = personPage(found, today, await within(asCalled))
      return { kind: 'page', template: 'people/person.njk', title: found.name, model }
    },
  }),
  ...taskRoutes({
    path: '/people/:person/change',
    permission: KEEPS,
    notes: { page: READS, done: { notes: ['read-person', 'change-person'] } },
    params: ofPerson,
    task: async ({ within, params }) => {
      const of = await shellOf(within, params.person)
      if (of === null) return { kind: 'not-found' }
      const choices = await within((bound) => choicesOf(bound))
      return {
        ...of.shell,
        title: 'Change who they are and where they work',
        questions: ask.particulars(choices, params.person),
        begins: ask.beginsAs(of.found),
        carries: { version: of.found.version },
        button: 'Change it',
        faults: (typed) => [...ask.emailFault(typed), ...phoneFault(typed, 'phone'), ...teamFault(choices, typed)],
        follows: () => ['Who manages them, and what a team sees, changes with it from now on.'],
      }
    },
    act: async ({ within, params }, { typed, carried }) => {
      const asked = { person: params.person, version: carried('version'), ...ask.particularsOf(typed) }
      return after('It was not changed', await within((bound) => changePerson(bound, asked)), backTo(params.person))
    },
  }),
  ...taskRoutes({
    path: '/people/:person/roles/give',
    permission: KEEPS,
    notes: { page: READS, done: { notes: ['read-person', 'give-role'] } },
    params: ofPerson,
    task: async ({ within, params, today, store }) => {
      const of = await shellOf(within, params.person)
      if (of === null) return { kind: 'not-found' }
      const asks = await within(async (bound) => {
        return ask.roles(await choicesOf(bound), (await asCalled(bound)).roles)
      })
      return { ...of.shell, ...asks, begins: begins('since', today), carries: { id: store.ids.random() } }
    },
    act: async ({ within, params, today }, { typed, carried }) => {
      const orNull = (name: string) => (typed.text(name) === '' ? null : typed.text(name))
      const given = {
        id: carried('id'),
        person: params.person,
        role: typed.text('role'),
        agency: orNull('agency'),
        team: orNull('team'),
        since: typed.day('since') ?? today,
        until: typed.day('until'),
      }
      return after('The role was not given', await within((bound) => giveRole(bound, given)), backTo(params.person))
    },
  }),
  ...taskRoutes({
    path: '/people/:person/roles/:holding/end',
    permission: KEEPS,
    notes: { page: READS, done: { notes: ['read-person', 'end-role'] } },
    params: z.object({ person: identifier, holding: identifier }),
    task: async ({ within, params, today }) => {
      const of = await shellOf(within, params.person)
      const held = of?.found.roles.find(({ holding }) => holding === params.holding)
      if (of === null || held === undefined) return { kind: 'not-found' }
      return {
        ...of.shell,
        title: `End the role: ${(await within(asCalled)).role(held.role)}`,
        questions: [
          {
            name: 'until',
            label: 'Until',
            hint: 'The first day on which they hold it no more',
            missing: 'Enter until when they hold it',
            as: { kind: 'day' },
          },
        ],
        begins: begins('until', today),
        button: 'End the role',
        follows: () => ['What it owes is owed by the others who hold it. Where nobody would, it is refused.'],
      }
    },
    act: async ({ within, params, today }, { typed }) => {
      const ending = { person: params.person, holding: params.holding, until: typed.day('until') ?? today }
      const done = await within((bound) => endRole(bound, ending))
      return after('The role was not ended', done, backTo(params.person), await within(asCalled))
    },
  }),
  ...taskRoutes({
    path: '/people/:person/deputies/:deputy/end',
    permission: KEEPS,
    notes: { page: READS, done: { notes: ['read-person', 'end-deputy'] } },
    params: z.object({ person: identifier, deputy: identifier }),
    task: async ({ within, params }) => {
      const of = await shellOf(within, params.person)
      const deputy = of?.found.deputies.find(({ id }) => id === params.deputy)
      if (of === null || deputy === undefined) return { kind: 'not-found' }
      const title =
        deputy.way === 'covers-them' ? `${deputy.name} stands in no more` : `They stand in for ${deputy.name} no more`
      return {
        ...of.shell,
        title,
        questions: [],
        intro: [`It ends today. It was for: ${deputy.reason}`],
        button: 'End it',
      }
    },
    act: async ({ within, params }) => {
      return after('It was not ended', await within((bound) => endDeputy(bound, params.deputy)), backTo(params.person))
    },
  }),
  ...taskRoutes({
    path: '/people/:person/pools/add',
    permission: KEEPS,
    notes: { page: READS, done: { notes: ['read-person', 'add-to-pool'] } },
    params: ofPerson,
    task: async ({ within, params, today }) => {
      const of = await shellOf(within, params.person)
      if (of === null) return { kind: 'not-found' }
      const { pools } = await within((bound) => placesOf(bound))
      const lists = new Set([...(await within(asCalled)).pools, ...pools.map((each) => each.of)])
      return { ...of.shell, ...ask.pool([...lists]), begins: begins('since', today) }
    },
    act: async ({ within, params, today }, { typed }) => {
      const since = typed.day('since') ?? today
      const asked = { pool: typed.text('pool'), person: params.person, since, until: typed.day('until') }
      return after(
        'They were not put on the list',
        await within((bound) => addToPool(bound, asked)),
        backTo(params.person),
      )
    },
  }),
  ...taskRoutes({
    path: '/people/:person/pools/:pool/end',
    permission: KEEPS,
    notes: { page: READS, done: { notes: ['read-person', 'take-from-pool'] } },
    params: z.object({ person: identifier, pool: slug }),
    task: async ({ within, params }) => {
      const of = await shellOf(within, params.person)
      if (of === null || !of.found.pools.some(({ pool }) => pool === params.pool)) return { kind: 'not-found' }
      const title = `Take off the list: ${sayRole(params.pool)}`
      return { ...of.shell, title, questions: [], button: 'Take off' }
    },
    act: async ({ within, params }) => {
      const done = await within((bound) => takeFromPool(bound, params))
      return after('They were not taken off', done, backTo(params.person))
    },
  }),
  ...taskRoutes({
    path: '/people/:person/close',
    permission: KEEPS,
    notes: {
      page: { notes: ['read-person', 'look-to-hand-over'] },
      done: { notes: ['read-person', 'look-to-hand-over', 'close-account'] },
    },
    params: ofPerson,
    task: async ({ within, params }) => {
      const of = await shellOf(within, params.person)
      const theirs = await within((bound) => caseloadOf(bound, params.person, null))
      if (of === null || theirs === null) return { kind: 'not-found' }
      const isFree = theirs.cases === 0 && theirs.owed === 0 && theirs.roles.length === 0
      const called = await within(asCalled)
      if (!isFree) {
        const refusal = { kind: 'still-theirs', ...theirs } as const
        return refused('The account cannot be closed yet', refusal, backTo(params.person), called)
      }
      return {
        ...of.shell,
        title: 'Close the account',
        intro: [
          sayTheirs(theirs, called),
          'They sign in no more from today. What they recorded stays, under their name.',
        ],
        questions: [ask.because],
        button: 'Close the account',
      }
    },
    act: async ({ within, params }, { typed }) => {
      const done = await within((bound) => closeAccount(bound, params.person, typed.text('because')))
      return after('The account was not closed', done, backTo(params.person), await within(asCalled))
    },
  }),
]

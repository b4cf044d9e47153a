import { z } from 'zod'
import { owedBy } from '../../../record/pathways/lists.ts'
import { awayOf, coversOf, sayAway, sayBack } from '../../../record/people/away.ts'
import { appointDeputy, handOver } from '../../../record/people/changes.ts'
import { choicesOf } from '../../../record/people/choices.ts'
import { caseloadOf, teamOf } from '../../../record/people/team.ts'
import type { Bound } from '../../../record/transaction.ts'
import { asCalled } from '../../as-called.ts'
import type { Question } from '../../asking/questions.ts'
import { PLAIN, type Task, taskRoutes } from '../../asking/task.ts'
import { dutyTitles } from '../../duty-titles.ts'
import { type Answer, type Asked, identifier, type Route, route } from '../../route.ts'
import * as ask from './ask-people.ts'
import { awayLines, teamTable } from './model.ts'
import { GIVE_THE_ROLE, refused, sayNotTheirRole, sayTheirs } from './words.ts'

const SIGNED_IN = { kind: 'signed-in' } as const
const TEAM = { href: '/team', text: 'Back to your people' }
const AWAY = { href: '/away', text: 'Back' }
const ofPerson = z.object({ person: identifier })
const ofCase = z.object({ person: identifier, case: identifier })

/** How much of what is owed is listed before it is handed over. */
const MOST = 200

const HANDING = { notes: ['look-to-hand-over', 'list-owed'] } as const
const HANDED = { notes: ['look-to-hand-over', 'list-owed', 'hand-over'] } as const

type AskedOf<P> = Asked<P, object, object>

/** What a manager does for their people, and everybody for themselves: who is away, who covers, who is handed what. */
export const teamRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/team',
    permission: SIGNED_IN,
    audit: { notes: ['list-team'] },
    handle: async ({ within, who }) => {
      const rows = await within((bound) => teamOf(bound))
      const keeps = who.scopes.includes('role:administrator')
      const model = { table: teamTable(rows), keeps }
      return { kind: 'page', template: 'people/team.njk', title: 'Your people', model }
    },
  }),
  ...taskRoutes({
    path: '/team/:person/hand-over',
    permission: SIGNED_IN,
    notes: { page: HANDING, done: HANDED },
    params: ofPerson,
    task: (asked) => handing(asked, asked.params.person, null),
    act: (asked, { typed }) => handed(asked, asked.params.person, null, typed.text('to'), typed.text('because')),
  }),
  ...taskRoutes({
    path: '/team/:person/hand-over/:case',
    permission: SIGNED_IN,
    notes: { page: HANDING, done: HANDED },
    params: ofCase,
    task: (asked) => handing(asked, asked.params.person, asked.params.case),
    act: (asked, { typed }) => {
      const { person, case: only } = asked.params
      return handed(asked, person, only, typed.text('to'), typed.text('because'))
    },
  }),
  ...taskRoutes({
    path: '/team/:person/cover',
    permission: SIGNED_IN,
    notes: { page: { notes: ['look-to-hand-over'] }, done: { notes: ['look-to-hand-over', 'appoint-deputy'] } },
    params: ofPerson,
    task: async ({ within, params, who, store }) => {
      const found = await within((bound) => caseloadOf(bound, params.person, null))
      if (found === null) return { kind: 'not-found' }
      const { over } = found
      const { choices, called } = await within(async (bound) => {
        const may = new Set([...(await coversOf(bound, params.person)), ...over.takers].map(({ person }) => person))
        const { persons, ...places } = await choicesOf(bound)
        const able = persons.filter(({ person }) => may.has(person))
        return { choices: { ...places, persons: able }, called: await asCalled(bound) }
      })
      const asked = ask.cover(choices, params.person, who.principal.person)
      const isNobody = choices.persons.length === 0
      return {
        ...PLAIN,
        ...asked,
        intro: [
          ...(asked.intro ?? []),
          ...(isNobody ? [sayNotTheirRole({ ...over, holders: [] }, called), GIVE_THE_ROLE] : []),
        ],
        caption: found.name,
        carries: { id: store.ids.random() },
        back: TEAM,
      }
    },
    act: async ({ within, params, today }, { typed, carried }) => {
      const done = await within((bound) =>
        appointDeputy(bound, {
          id: carried('id'),
          forPerson: params.person,
          person: typed.text('person'),
          role: null,
          since: typed.day('since') ?? today,
          until: typed.day('until') ?? today,
          reason: typed.text('because'),
        }),
      )
      return done.ok ? { kind: 'redirect', to: TEAM.href } : refused('Nobody stands in', done.refusal, TEAM)
    },
  }),
  route({
    method: 'GET',
    path: '/away',
    permission: SIGNED_IN,
    audit: { notesNothing: 'a person’s own absences, which everybody they work with knows' },
    handle: async ({ within }) => {
      const { away } = await within((bound) => awayOf(bound))
      const model = { lines: awayLines(away) }
      return { kind: 'page', template: 'people/away.njk', title: 'When you are away', model }
    },
  }),
  ...taskRoutes({
    path: '/away/say',
    permission: SIGNED_IN,
    notes: { page: { notesNothing: 'a form that names colleagues, as everybody may' }, done: { notes: ['say-away'] } },
    params: z.object({}),
    task: async ({ within, store }) => {
      const { covers } = await within((bound) => awayOf(bound))
      return {
        ...PLAIN,
        title: 'Say when you are away',
        intro: [
          'Whoever covers you sees the cases that you see and owes what you owe, beside you, while you are away.',
          'You may choose a colleague of your agency who has your team or one of your roles, or your manager. Your manager may also choose somebody of another agency who holds your role in a case.',
        ],
        questions: [
          {
            name: 'since',
            label: 'From',
            hint: 'The first day on which you are away',
            missing: 'Enter from when you are away',
            as: { kind: 'day' },
          },
          {
            name: 'until',
            label: 'Back on',
            hint: 'The first day on which you are here again',
            missing: 'Enter when you are back',
            as: { kind: 'day' },
          },
          {
            name: 'cover',
            label: 'Who covers you',
            missing: 'Choose who covers you',
            as: { kind: 'pick', options: covers.map(({ person, name }) => ({ value: person, text: name })) },
          },
          {
            name: 'reason',
            label: 'What for',
            hint: 'Such as leave or training: nothing about your health.',
            missing: 'Say what for',
            as: { kind: 'line' },
          },
        ],
        carries: { id: store.ids.random() },
        button: 'Say so',
        back: AWAY,
      } satisfies Task
    },
    act: async ({ within, today }, { typed, carried }) => {
      const done = await within((bound) =>
        sayAway(bound, {
          id: carried('id'),
          since: typed.day('since') ?? today,
          until: typed.day('until') ?? today,
          cover: typed.text('cover'),
          reason: typed.text('reason'),
        }),
      )
      return done.ok ? { kind: 'redirect', to: AWAY.href } : refused('It was not kept', done.refusal, AWAY)
    },
  }),
  route({
    method: 'POST',
    path: '/away/:away/back',
    permission: SIGNED_IN,
    audit: { notes: ['say-back'] },
    params: z.object({ away: identifier }),
    handle: async ({ within, params }) => {
      const done = await within((bound) => sayBack(bound, params.away))
      return done.ok ? { kind: 'redirect', to: AWAY.href } : refused('It was not ended', done.refusal, AWAY)
    },
  }),
]

async function handing(asked: AskedOf<object>, person: string, only: string | null): Promise<Task | Answer> {
  const { within } = asked
  const found = await within(async (bound) => {
    const theirs = await caseloadOf(bound, person, only)
    if (theirs === null) return null
    const may = new Set(theirs.over.takers.map((taker) => taker.person))
    const { persons, ...places } = await choicesOf(bound)
    const choices = { ...places, persons: persons.filter((each) => may.has(each.person)) }
    return { theirs, owed: await owedLines(asked, bound, person, only), choices, called: await asCalled(bound) }
  })
  if (found === null || (only !== null && found.theirs.cases === 0)) return { kind: 'not-found' }
  const { theirs, owed, choices, called } = found
  const back = only === null ? TEAM : { href: `/team/${person}/hand-over`, text: 'Back to what is theirs' }
  if (theirs.cases === 0) {
    const reasons = [
      {
        why: `${theirs.name} holds no case.`,
        clauses: '',
        instead: 'There is nothing to hand over. What a role of the whole authority owes goes with the role.',
      },
    ]
    return { kind: 'refused', title: 'Nothing to hand over', reasons, back }
  }
  const hidden = theirs.owed - owed.shown
  const to: Question = {
    name: 'to',
    label: 'To whom',
    hint: 'Somebody who holds the same role, for the agency of the case',
    missing: 'Choose to whom',
    as: { kind: 'pick', options: ask.personOptions(choices, [person]) },
  }
  return {
    ...PLAIN,
    title: only === null ? 'Hand over everything that is theirs' : 'Hand over one case',
    caption: theirs.name,
    intro: [
      sayTheirs({ ...theirs, roles: [] }),
      ...(theirs.over.takers.length > 0
        ? []
        : [sayNotTheirRole({ roles: theirs.over.roles, holders: [] }, called), GIVE_THE_ROLE]),
    ],
    listed: owed.lines,
    more: hidden <= 0 ? '' : `${hidden} more of what is owed you may not see. It is handed over too.`,
    questions: [to, ask.because],
    button: 'Hand it over',
    back,
    follows: () => [
      'The other holds it and owes it from today. What was recorded before stays as it was.',
      'A case that the other would not see stays where it is, and is counted.',
    ],
  }
}

/** What somebody owes, of what whoever asks may see, case by case, each to be handed over alone; and how much that is. */
async function owedLines({ store, who }: AskedOf<object>, bound: Bound, person: string, only: string | null) {
  const { rows } = await owedBy(bound, { whose: { person }, after: null, most: MOST })
  const mine = rows.filter(({ caseId }) => only === null || caseId === only)
  const known = await Promise.all(
    mine.map(async (row) => {
      const { protocol } = await store.shelf.rules({ tx: bound.tx, authority: who.principal.authority, ...row })
      return { ...row, protocol }
    }),
  )
  const titleOf = await dutyTitles(bound, known)
  const lines = [...Map.groupBy(known, ({ caseId }) => caseId)].map(([caseId, ofCase]) => ({
    text: `${ofCase[0]?.childName ?? 'Not about one child'}: ${sayTimes(ofCase.map(titleOf))}`,
    href: only === null ? `/team/${person}/hand-over/${caseId}` : '',
    act: 'Hand over this case alone',
  }))
  return { lines, shown: known.length }
}

/** What is owed several times is said once: "Update the plan (3 times), Hold the review". */
function sayTimes(titles: readonly string[]): string {
  const counted = Map.groupBy(titles, (title) => title)
  return [...counted].map(([title, { length }]) => (length === 1 ? title : `${title} (${length} times)`)).join(', ')
}

async function handed(
  asked: AskedOf<object>,
  person: string,
  only: string | null,
  to: string,
  because: string,
): Promise<Answer> {
  const done = await asked.within((bound) => handOver(bound, { from: person, to, only, because }))
  if (!done.ok) return refused('It was not handed over', done.refusal, TEAM, await asked.within(asCalled))
  const { cases, owed, keptBack } = done.value
  if (keptBack === 0) return { kind: 'redirect', to: TEAM.href }
  const model = { cases, owed, keptBack, again: `/team/${person}/hand-over`, back: TEAM.href }
  return { kind: 'page', template: 'people/kept-back.njk', title: 'Handed over, but not all', model }
}

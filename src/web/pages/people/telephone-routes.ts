import { z } from 'zod'
import { placesOf } from '../../../record/people/places.ts'
import { agencyLines, helpLines, type Lines, setLines } from '../../../record/people/telephones.ts'
import type { Typed } from '../../asking/questions.ts'
import { PLAIN, type Task, taskRoutes } from '../../asking/task.ts'
import type { Route } from '../../route.ts'
import { phone, phoneFault } from './ask-phone.ts'
import { refused } from './words.ts'

const KEEPS = { kind: 'holds', roles: ['administrator'] } as const
const PEOPLE = { href: '/people', text: 'People' }
const PLACES = { href: '/places', text: 'Back to agencies, teams and lists' }

/** The numbers by which the authority and its agencies are rung. */
export const telephoneRoutes: readonly Route[] = [
  ...taskRoutes({
    path: '/people/telephones',
    permission: KEEPS,
    notes: {
      page: { notesNothing: 'a setting of the authority, and nothing of a child' },
      done: { notes: ['set-telephones'] },
    },
    params: z.object({}),
    task: async ({ within }) => ({
      ...PLAIN,
      ...asking('Whom to ring about a child', await within(helpLines)),
      intro: ['They stand wherever a concern is raised, beside what to do in immediate danger.'],
      back: PEOPLE,
    }),
    act: async ({ within }, { typed }) => {
      const done = await within((bound) => setLines(bound, { agency: null }, linesIn(typed)))
      return done.ok ? { kind: 'redirect', to: PEOPLE.href } : refused('They were not kept', done.refusal, PEOPLE)
    },
  }),
  ...taskRoutes({
    path: '/places/agencies/:agency/telephones',
    permission: KEEPS,
    notes: { page: { notes: ['list-places'] }, done: { notes: ['set-telephones'] } },
    params: z.object({ agency: z.string().max(200) }),
    task: async ({ within, params: { agency } }) => {
      const { found, lines } = await within(async (bound) => ({
        found: (await placesOf(bound)).agencies.find((each) => each.agency === agency),
        lines: (await agencyLines(bound)).find((each) => each.agency === agency),
      }))
      if (found === undefined) return { kind: 'not-found' }
      return {
        ...PLAIN,
        ...asking('Telephone numbers of an agency', lines ?? { byDay: null, byNight: null }),
        caption: found.title,
        back: PLACES,
      }
    },
    act: async ({ within, params: { agency } }, { typed }) => {
      const done = await within((bound) => setLines(bound, { agency }, linesIn(typed)))
      return done.ok ? { kind: 'redirect', to: PLACES.href } : refused('They were not kept', done.refusal, PLACES)
    },
  }),
]

function asking(
  title: string,
  { byDay, byNight }: Lines,
): Pick<Task, 'title' | 'questions' | 'button' | 'faults' | 'begins'> {
  return {
    title,
    questions: [
      phone('day', 'Telephone, or duty line', 'In office hours'),
      phone('night', 'Out of hours', 'When the office is closed'),
    ],
    button: 'Keep these numbers',
    faults: (typed) => ['day', 'night'].flatMap((name) => phoneFault(typed, name)),
    begins: { day: byDay ?? '', night: byNight ?? '' },
  }
}

function linesIn(typed: Typed): Lines {
  const orNull = (name: string): string | null => (typed.text(name) === '' ? null : typed.text(name))
  return { byDay: orNull('day'), byNight: orNull('night') }
}

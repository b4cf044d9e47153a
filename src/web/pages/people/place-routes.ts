import { z } from 'zod'
import { civilDateOf, type Day } from '../../../engine/calendar/day.ts'
import { adoptedProtocols } from '../../../record/pathways/adopted.ts'
import { choicesOf } from '../../../record/people/choices.ts'
import { endAgency, hangingOn } from '../../../record/people/ended-agencies.ts'
import { addAgency, addTeam, placesOf } from '../../../record/people/places.ts'
import { asCalled } from '../../as-called.ts'
import { PLAIN, taskRoutes } from '../../asking/task.ts'
import { type Answer, type Route, route } from '../../route.ts'
import * as ask from './ask-people.ts'
import * as places from './ask-places.ts'
import { placesPage } from './model.ts'
import { type Refusal, refused } from './words.ts'

const KEEPS = { kind: 'holds', roles: ['administrator'] } as const
const FORM = { notesNothing: 'a form that names colleagues, as everybody may' } as const
const PLACES = { href: '/places', text: 'Back to agencies, teams and lists' }

type Outcome = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal }

function after(title: string, done: Outcome): Answer {
  return done.ok ? { kind: 'redirect', to: PLACES.href } : refused(title, done.refusal, PLACES)
}

const begins = (name: string, today: Day) => {
  const { year, month, date } = civilDateOf(today)
  return ask.todayBody(name, { day: date, month, year })
}

/** Agencies, teams and lists, for whoever keeps them. No case is in any of it. */
export const placeRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/places',
    permission: KEEPS,
    audit: { notes: ['list-places'] },
    handle: async ({ within, today }) => {
      const model = placesPage(await within((bound) => placesOf(bound)), today, await within(asCalled))
      return { kind: 'page', template: 'people/places.njk', title: 'Agencies, teams and lists', model }
    },
  }),
  ...taskRoutes({
    path: '/places/agencies/add',
    permission: KEEPS,
    notes: { page: FORM, done: { notes: ['add-agency'] } },
    params: z.object({}),
    task: async ({ today }) => ({ ...PLAIN, ...ask.agency, begins: begins('since', today), back: PLACES }),
    act: async ({ within, today }, { typed }) => {
      const [agency, title, kind] = [typed.text('key'), typed.text('title'), typed.text('kind')]
      const asked = { agency, title, kind, since: typed.day('since') ?? today }
      return after('The agency was not added', await within((bound) => addAgency(bound, asked)))
    },
  }),
  ...taskRoutes({
    path: '/places/teams/add',
    permission: KEEPS,
    notes: { page: FORM, done: { notes: ['add-team'] } },
    params: z.object({}),
    task: async ({ within }) => {
      const choices = await within((bound) => choicesOf(bound))
      return { ...PLAIN, ...ask.team(choices), back: PLACES }
    },
    act: async ({ within }, { typed }) => {
      const asked = { team: typed.text('key'), title: typed.text('title'), agency: typed.text('agency') }
      return after('The team was not added', await within((bound) => addTeam(bound, asked)))
    },
  }),
  ...taskRoutes({
    path: '/places/agencies/:agency/end',
    permission: KEEPS,
    notes: { page: { notes: ['list-places'] }, done: { notes: ['end-agency'] } },
    params: z.object({ agency: z.string().max(200) }),
    task: async ({ within, params, today, who }) => {
      const { found, choices, hanging, roles } = await within(async (bound) => ({
        found: (await placesOf(bound)).agencies.find(({ agency }) => agency === params.agency),
        choices: await choicesOf(bound),
        hanging: await hangingOn(bound, params.agency),
        roles: (await adoptedProtocols(bound)).flatMap(({ protocol }) => [...protocol.roles]),
      }))
      if (found === undefined) return { kind: 'not-found' }
      const others = roles.filter(([role]) => !who.scopes.includes(`role:${role}`))
      return {
        ...PLAIN,
        ...places.ending(choices, params.agency, hanging, new Map(others)),
        caption: found.title,
        begins: begins('on', found.until ?? today),
        back: PLACES,
      }
    },
    act: async ({ within, params, today }, { typed }) => {
      const successor = typed.text('successor')
      const passesTo = successor === '' ? { role: typed.text('role') } : { agency: successor }
      const asked = { agency: params.agency, on: typed.day('on') ?? today, passesTo }
      return after('The agency was not ended', await within((bound) => endAgency(bound, asked)))
    },
  }),
]

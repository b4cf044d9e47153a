import { z } from 'zod'
import { sayRole } from '../../../documents/pathway/titles.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import { inventedPeople } from '../../../record/people/demonstration.ts'
import type { Proof } from '../../../record/people/sessions.ts'
import { type Store, within } from '../../../record/transaction.ts'
import { asCalled } from '../../as-called.ts'
import { openRoute, type Route, route } from '../../route.ts'
import { choicesOf, guideOf } from './choices.ts'
import { next } from './next.ts'

const PEOPLE_ARE_INVENTED = 'nobody can be known before they have said who they are'

/** Choosing one of the invented people of the demonstration, and leaving again. */
export const demonstrationSignIn: readonly Route[] = [
  openRoute({
    method: 'GET',
    path: '/sign-in',
    because: PEOPLE_ARE_INVENTED,
    audit: { notesNothing: 'it shows invented people alone, and no child' },
    query: z.object({ next }),
    handle: async ({ store, today, query, moment }) => ({
      kind: 'page',
      template: 'sign-in/choose.njk',
      title: 'Choose who to be',
      model: { ...(await choices(store, today, moment)), next: query.next },
    }),
  }),
  openRoute({
    method: 'POST',
    path: '/sign-in',
    because: PEOPLE_ARE_INVENTED,
    audit: { notes: ['sign-in'] },
    body: z.object({ next, person: z.string().max(100).default('') }),
    handle: async ({ store, today, body, moment }) => {
      const people = await inventedPeople(store, today)
      const found = people.find(({ principal }) => principal.person === body.person)
      if (found !== undefined) {
        return { kind: 'signed-in', principal: found.principal, proof: chosenAt(moment), to: body.next }
      }
      return {
        kind: 'page',
        template: 'sign-in/choose.njk',
        title: 'Choose who to be',
        model: { ...(await choices(store, today, moment)), next: body.next },
        errors: [{ field: 'person', text: 'Choose one of the people' }],
      }
    },
  }),
  route({
    method: 'GET',
    path: '/sign-in/again',
    permission: { kind: 'signed-in' },
    audit: { notesNothing: 'it asks whoever is signed in to show once more who they are' },
    query: z.object({ next }),
    handle: async ({ query, who }) => ({
      kind: 'page',
      template: 'sign-in/again.njk',
      title: 'Show once more who you are',
      model: { name: who.name, next: query.next },
    }),
  }),
  route({
    method: 'POST',
    path: '/sign-in/again',
    permission: { kind: 'signed-in' },
    audit: { notes: ['sign-in'] },
    body: z.object({ next }),
    handle: async ({ body, who, moment }) => {
      return { kind: 'signed-in', principal: who.principal, proof: chosenAt(moment), to: body.next }
    },
  }),
]

/** Everybody to choose from, with what the protocols of their authority call their roles. */
async function choices(store: Store, today: Day, moment: Instant) {
  const people = await inventedPeople(store, today)
  const [first] = people
  const called = first === undefined ? null : await within(store, first.principal, moment, asCalled)
  const agencies = choicesOf(people, called === null || 'kind' in called ? { role: sayRole } : called)
  return { agencies, guide: guideOf(people) }
}

function chosenAt(moment: Instant): Proof {
  return { how: 'demonstration', freshSince: moment }
}

export const signOut: readonly Route[] = [
  route({
    method: 'POST',
    path: '/sign-out',
    permission: { kind: 'signed-in' },
    audit: { notes: ['sign-out'] },
    handle: async () => ({ kind: 'signed-out', to: '/sign-in' }),
  }),
]

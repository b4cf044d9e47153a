import { sayDate } from '../../../documents/scan/words.ts'
import { parseDay } from '../../../engine/calendar/day.ts'
import { holdersOf } from '../../../record/people/holders.ts'
import { within } from '../../../record/transaction.ts'
import { BODIES_TODAY } from '../../names-today.ts'
import { openRoute, type Route } from '../../route.ts'

const BECAUSE = 'what the service is and does with what it keeps is for everybody to read'
const NOTHING = { notesNothing: 'it tells of the service, and of no child' } as const

/** What every page leads to at its foot: help, accessibility, privacy and cookies. */
export const aboutRoutes: readonly Route[] = [
  openRoute({
    method: 'GET',
    path: '/help',
    because: BECAUSE,
    audit: { notesNothing: 'it tells of the service and whom of the staff to ask, and of no child' },
    menu: { title: 'Help', place: 10, at: 'foot' },
    handle: async ({ who, store, moment }) => {
      const asked = who === null ? [] : await within(store, who.principal, moment, (bound) => holdersOf(bound, KEEPERS))
      const holders = 'kind' in asked ? [] : asked
      const names = (role: string) => holders.filter((each) => each.role === role).map(({ name }) => name)
      const model = { administrators: names('administrator'), officers: names('privacy-officer'), known: who !== null }
      return { kind: 'page', template: 'about/help.njk', title: 'Help', model }
    },
  }),
  openRoute({
    method: 'GET',
    path: '/names-today',
    because: BECAUSE,
    audit: NOTHING,
    menu: { title: 'Names today', place: 15, at: 'foot' },
    handle: async () => {
      const bodies = BODIES_TODAY.map(({ named, today, since, because }) => {
        const day = since === null ? undefined : parseDay(since)
        return { named: named.join(', '), today, since: day === undefined ? '' : sayDate(day), because }
      })
      return {
        kind: 'page',
        template: 'about/names-today.njk',
        title: 'What bodies are called today',
        model: { bodies },
      }
    },
  }),
  page('/accessibility', 'Accessibility statement', 'Accessibility', 20),
  page('/privacy', 'Privacy', 'Privacy', 30),
  page('/cookies', 'Cookies', 'Cookies', 40),
]

const KEEPERS = ['administrator', 'privacy-officer']

function page(path: `/${string}`, title: string, link: string, place: number): Route {
  return openRoute({
    method: 'GET',
    path,
    because: BECAUSE,
    audit: NOTHING,
    menu: { title: link, place, at: 'foot' },
    handle: async () => ({ kind: 'page', template: `about${path}.njk`, title, model: {} }),
  })
}

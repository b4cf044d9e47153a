import { z } from 'zod'
import { formatDay, parseDay } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import type { FlagCursor } from '../../../record/flags/carried.ts'
import { agencyLines, type Lines } from '../../../record/people/telephones.ts'
import { STANDS } from '../../flag-table.ts'
import { type Answer, type Route, route } from '../../route.ts'
import { fileRoutes } from './files.ts'
import { agencySections, flagGroups } from './model.ts'
import { agenciesShown, CARRIED, linesOf, shown, state, statesOf } from './read.ts'

const PAGE = 30
const SIGNED_IN = { kind: 'signed-in' } as const
const NOTES = { notes: ['list-flags'] } as const

/** Where the page before ended: "2026-11-27.ID", or "none.ID" after a case in which nothing is to be confirmed. */
const after = z
  .string()
  .regex(/^(none|\d{4}-\d{2}-\d{2})\.[0-9a-f-]{36}$/)
  .optional()
  .transform((text): FlagCursor | null => {
    const [due = '', pathway = ''] = text?.split('.') ?? []
    return text === undefined ? null : { due: parseDay(due) ?? null, pathway }
  })

/** What an agency must carry on its own system, and for whoever sees to it, what every agency does. */
export const flagRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/flags',
    permission: SIGNED_IN,
    audit: NOTES,
    menu: { title: 'Flags', place: 35, at: 'top' },
    query: z.object({ state, after }),
    handle: async ({ within, moment, today, query }) => {
      const states = statesOf(query)
      const asked = { whose: 'own', states, sought: null, after: query.after, most: PAGE } as const
      const { lines, next, ring, agencies } = await within(async (bound) => ({
        ...(await linesOf(bound, asked)),
        agencies: await agenciesShown(bound),
        ring: (await agencyLines(bound)).filter(({ kind }) => kind === 'council'),
      }))
      const here = `/flags?state=${query.state}`
      const model = {
        groups: flagGroups(lines, moment),
        agencies: sayAll(agencies),
        isOne: agencies.length < 2,
        ring: ring.map((each) => ({ title: each.title, says: sayLines(each) })),
        sought: '',
        printed: sayDay(today),
        states: [
          { text: 'Everything', href: '/flags', current: query.state === '' },
          ...CARRIED.map((value) => {
            return { text: STANDS[value].text, href: `/flags?state=${value}`, current: value === query.state }
          }),
        ],
        narrowed: query.state !== '',
        files: `?state=${query.state}`,
        pages: pagesOf(here, query.after, next),
      }
      return {
        kind: 'page',
        template: 'flags/flags.njk',
        title: agencies.length < 2 ? 'Flags your agency carries' : 'Flags your agencies carry',
        model,
      }
    },
  }),
  route({
    method: 'POST',
    path: '/flags/find',
    permission: SIGNED_IN,
    audit: NOTES,
    body: z.object({ sought: z.string().max(200).default('') }),
    handle: async ({ within, moment, today, body }): Promise<Answer> => {
      const sought = body.sought.trim()
      const asked = { whose: 'own', states: CARRIED, sought, after: null, most: PAGE } as const
      const found = sought === '' ? { lines: [], next: null } : await within((bound) => linesOf(bound, asked))
      const model = {
        groups: flagGroups(found.lines, moment),
        sought: body.sought,
        printed: sayDay(today),
        more: found.next !== null,
      }
      const errors = sought === '' ? [{ field: 'sought', text: 'Enter a name, or a reference number' }] : []
      return { kind: 'page', template: 'flags/found.njk', title: 'Find a flag', model, errors }
    },
  }),
  route({
    method: 'GET',
    path: '/flags/agencies',
    permission: SIGNED_IN,
    audit: NOTES,
    query: z.object({ show: z.enum(['all', 'unconfirmed']).default('all'), after }),
    handle: async ({ within, moment, today, query }) => {
      const states = shown[query.show]
      const asked = { whose: 'every-agency', states, sought: null, after: query.after, most: PAGE } as const
      const { lines, next } = await within((bound) => linesOf(bound, asked))
      const model = {
        sections: agencySections(lines, moment),
        printed: sayDay(today),
        narrowed: query.show !== 'all',
        files: `?show=${query.show}`,
        pages: pagesOf(`/flags/agencies?show=${query.show}`, query.after, next),
      }
      return { kind: 'page', template: 'flags/agencies.njk', title: 'Flags of every agency', model }
    },
  }),
  ...fileRoutes,
]

function pagesOf(here: string, from: FlagCursor | null, next: FlagCursor | null) {
  return {
    first: from === null ? '' : here,
    next: next === null ? '' : `${here}&after=${next.due === null ? 'none' : formatDay(next.due)}.${next.pathway}`,
    label: 'Pages of flags',
  }
}

/** "Nowhere Academy, Nowhere Health Board and Nowhere Police". */
function sayAll(titles: readonly string[]): string {
  const [last = '', ...others] = titles.toReversed()
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`
}

/** "01632 960 001; out of hours 01632 960 999", each number in one line. */
function sayLines({ byDay, byNight }: Lines): string {
  const number = (written: string): string => written.replaceAll(' ', '\u00a0')
  return [byDay === null ? [] : number(byDay), byNight === null ? [] : `out of hours ${number(byNight)}`]
    .flat()
    .join('; ')
}

import { z } from 'zod'
import { flagBundle } from '../../../documents/flags/flag-bundle.ts'
import { flagSheet } from '../../../documents/flags/flag-sheet.ts'
import { formatDay } from '../../../engine/calendar/day.ts'
import { type Route, route } from '../../route.ts'
import { sheetFile } from '../../sheet-file.ts'
import { allLines, shown, state, statesOf } from './read.ts'

const SIGNED_IN = { kind: 'signed-in' } as const
const NOTES = { notes: ['list-flags'] } as const

/** Flags as files: for a spreadsheet, and for an agency's own system. */
export const fileRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/flags/flags.csv',
    permission: SIGNED_IN,
    audit: NOTES,
    query: z.object({ state }),
    handle: async ({ within, today, query }) => {
      const lines = await within((bound) => allLines(bound, { whose: 'own', states: statesOf(query) }))
      return sheetFile(flagSheet(lines), `flags-${formatDay(today)}.csv`)
    },
  }),
  route({
    method: 'GET',
    path: '/flags/flags.json',
    permission: SIGNED_IN,
    audit: NOTES,
    query: z.object({ state }),
    handle: async ({ within, today, moment, who, query }) => {
      const lines = await within((bound) => allLines(bound, { whose: 'own', states: statesOf(query) }))
      const bundle = flagBundle(lines, who.principal.authority, moment)
      const content = `${JSON.stringify(bundle, null, 2)}\n`
      const name = `flags-${formatDay(today)}.json`
      return { kind: 'file', name, as: 'download', type: 'application/fhir+json; charset=utf-8', content }
    },
  }),
  route({
    method: 'GET',
    path: '/flags/agencies.csv',
    permission: SIGNED_IN,
    audit: NOTES,
    query: z.object({ show: z.enum(['all', 'unconfirmed']).default('all') }),
    handle: async ({ within, today, query }) => {
      const lines = await within((bound) => allLines(bound, { whose: 'every-agency', states: shown[query.show] }))
      return sheetFile(flagSheet(lines), `flags-of-every-agency-${formatDay(today)}.csv`)
    },
  }),
]

import { z } from 'zod'
import { namedFrom } from '../../../documents/papers/naming.ts'
import { listSheet } from '../../../documents/sheets/list-sheet.ts'
import { formatDay } from '../../../engine/calendar/day.ts'
import { endOf } from '../../../engine/pathway/days.ts'
import { keptAsOf } from '../../kept-list.ts'
import { pastDay } from '../../past-day.ts'
import { type Answer, type Route, route } from '../../route.ts'
import { sheetFile } from '../../sheet-file.ts'
import { withheldOfList } from '../../withheld.ts'
import { dayText, listingOf, listQuery, params } from './asked.ts'
import { adopted, allCasesNow, casesAsOf, sheetOf } from './read.ts'

const SIGNED_IN = { kind: 'signed-in' } as const

/** The lists as files, each in two forms. A file that would leave cases out is not made: nobody would see that it does. */
export const fileRoutes: readonly Route[] = (['csv', 'xlsx'] as const).flatMap((form) => [
  route({
    method: 'GET',
    path: `/lists/:protocol/list.${form}`,
    permission: SIGNED_IN,
    audit: { notes: ['list-pathways'] },
    params,
    query: listQuery,
    handle: async (asked) => {
      const { within, today, query } = asked
      const { day, errors } = pastDay(query.day.trim(), today)
      if (errors.length > 0) return { kind: 'not-found' }
      const sheet = await within(async (bound) => {
        const protocol = await adopted(bound, asked.params.protocol)
        const listing = protocol && listingOf(protocol, query)
        if (!listing) return null
        const read = day === null ? await allCasesNow(bound, listing) : await casesAsOf(bound, listing, endOf(day))
        return read.more ? 'cut' : sheetOf(protocol.title, read.cases)
      })
      if (sheet === 'cut') return cutShort(asked.params.protocol)
      return sheet === null
        ? { kind: 'not-found' }
        : sheetFile(sheet, `${asked.params.protocol}-${formatDay(day ?? today)}.${form}`)
    },
  }),
  route({
    method: 'GET',
    path: `/lists/:protocol/kept.${form}`,
    permission: SIGNED_IN,
    audit: { notes: ['list-pathways'] },
    params,
    query: z.object({ day: dayText }),
    handle: async ({ within, today, query, moment, params: { protocol: id } }) => {
      const { day, errors } = pastDay(query.day.trim(), today)
      if (errors.length > 0) return { kind: 'not-found' }
      const sheet = await within(async (bound) => {
        const protocol = await adopted(bound, id)
        const read = protocol && (await keptAsOf(bound, protocol, day === null ? moment : endOf(day)))
        if (!read) return null
        if (read.more) return 'cut'
        const { list, of, names } = read
        const withheld = await withheldOfList(
          bound,
          list.rows.map((row) => of(row.shown)),
        )
        const made = listSheet(list, (shown) => namedFrom(names, null, of(shown).childName ?? ''))
        return { ...made, notes: withheld.warnings }
      })
      if (sheet === 'cut') return cutShort(id)
      return sheet === null ? { kind: 'not-found' } : sheetFile(sheet, `${id}-list-${formatDay(day ?? today)}.${form}`)
    },
  }),
])

function cutShort(protocol: string): Answer {
  return {
    kind: 'refused',
    title: 'This list is too long for one file',
    reasons: [
      {
        why: 'A list as it stood on one day is worked out for at most 500 cases, and more stand in this one. A file of the first 500 would look whole.',
        clauses: '',
        instead: 'Take the list of one stage after the other, or the list as it stands today.',
      },
    ],
    back: { href: `/lists/${protocol}`, text: 'Back to the list' },
  }
}

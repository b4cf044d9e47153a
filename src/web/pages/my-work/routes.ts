import { z } from 'zod'
import { formatDay, parseDay } from '../../../engine/calendar/day.ts'
import { ownDrafts } from '../../../record/pathways/drafts.ts'
import { type OwedCursor, owedBy } from '../../../record/pathways/lists.ts'
import { type Route, route } from '../../route.ts'
import { myWork } from './model.ts'

const PAGE = 50

/** Where the page before ended: "2026-11-27.123", or "none.123" after what has no day. */
const after = z
  .string()
  .regex(/^(none|\d{4}-\d{2}-\d{2})\.\d{1,15}$/)
  .optional()
  .transform((text): OwedCursor | null => {
    const [due = '', number = ''] = text?.split('.') ?? []
    return text === undefined ? null : { due: parseDay(due) ?? null, number: Number(number) }
  })

/** What the person owes: the first page that everybody sees. */
export const myWorkRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/my-work',
    permission: { kind: 'signed-in' },
    audit: { notes: ['list-owed', 'list-drafts'] },
    menu: { title: 'My work', place: 10, at: 'top' },
    query: z.object({ after }),
    handle: async ({ within, today, query, store, who }) => {
      const { authority } = who.principal
      const model = await within(async (bound) => {
        const { rows, next } = await owedBy(bound, { whose: 'own', after: query.after, most: PAGE })
        const owed = await Promise.all(
          rows.map(async (row) => {
            const { protocol } = await store.shelf.rules({ tx: bound.tx, authority, ...row })
            const title = protocol.duties.find(({ id }) => id === row.duty)?.title ?? row.duty
            return { ...row, duty: title, protocol: protocol.title }
          }),
        )
        const pages = { first: query.after === null ? '' : '/my-work', next: next === null ? '' : addressOf(next) }
        const { length: unfinished } = await ownDrafts(bound)
        return { ...myWork(owed, today, pages), unfinished }
      })
      return { kind: 'page', template: 'my-work/my-work.njk', title: 'My work', model }
    },
  }),
]

function addressOf({ due, number }: OwedCursor): string {
  return `/my-work?after=${due === null ? 'none' : formatDay(due)}.${number}`
}

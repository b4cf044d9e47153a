import { z } from 'zod'
import { formatDay, parseDay } from '../../../engine/calendar/day.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import { ownDrafts } from '../../../record/pathways/drafts.ts'
import { type OwedCursor, owedBy } from '../../../record/pathways/lists.ts'
import { readNotice, unreadNotices } from '../../../record/pathways/notices.ts'
import { raisedBy } from '../../../record/pathways/raised.ts'
import { namesOf } from '../../../record/people/names.ts'
import type { Bound } from '../../../record/transaction.ts'
import { type Asked, identifier, type Route, route } from '../../route.ts'
import { owedPage, raisedLines, sayWithheld, toReadLines } from './model.ts'

const PAGE = 50
/** Notices and concerns raised: the rest follows once these are read, or lies on the pages of the cases. */
const SOME = 20

/** Where the page before ended: "2026-11-27.123", or "none.123" after what has no day. */
const after = z
  .string()
  .regex(/^(none|\d{4}-\d{2}-\d{2})\.\d{1,15}$/)
  .optional()
  .transform((text): OwedCursor | null => {
    const [due = '', number = ''] = text?.split('.') ?? []
    return text === undefined ? null : { due: parseDay(due) ?? null, number: Number(number) }
  })

/** What the person owes, must read and has raised: the first page that everybody sees; and what a manager's teams owe. */
export const myWorkRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/my-work',
    permission: { kind: 'signed-in' },
    audit: { notes: ['list-owed', 'list-notices', 'list-raised', 'list-drafts'] },
    menu: { title: 'My work', place: 10, at: 'top' },
    query: z.object({ after }),
    handle: async (asked) => {
      const { within, today, query, who } = asked
      const isFirst = query.after === null
      const model = await within(async (bound) => {
        const owed = await owedRows(asked, bound, 'own', query.after)
        const page = owedPage(owed.rows, today, {
          first: isFirst ? '' : '/my-work',
          next: owed.next === null ? '' : `/my-work?after=${written(owed.next)}`,
        })
        const rest = isFirst ? await restOf(asked, bound) : { notices: [], withheld: 0, raised: [] }
        const { length: unfinished } = await ownDrafts(bound)
        return {
          unfinished,
          owed: page,
          isFirst,
          notices: toReadLines(rest.notices),
          withheld: sayWithheld(rest.withheld),
          raised: raisedLines(rest.raised),
          team: who.scopes.some((scope) => scope.startsWith('managers:')) ? '/my-work/team' : '',
        }
      })
      return { kind: 'page', template: 'my-work/my-work.njk', title: 'My work', model }
    },
  }),
  route({
    method: 'GET',
    path: '/my-work/team',
    permission: { kind: 'signed-in' },
    audit: { notes: ['list-owed'] },
    query: z.object({ after }),
    handle: async (asked) => {
      const { within, today, query } = asked
      const owed = await within((bound) => owedRows(asked, bound, 'teams', query.after))
      const model = owedPage(owed.rows, today, {
        first: query.after === null ? '' : '/my-work/team',
        next: owed.next === null ? '' : `/my-work/team?after=${written(owed.next)}`,
      })
      return { kind: 'page', template: 'my-work/team.njk', title: 'What your team owes', model }
    },
  }),
  route({
    method: 'POST',
    path: '/pathways/:pathway/notices/read',
    permission: { kind: 'may', action: 'read', of: 'pathway' },
    audit: { notes: ['read-notice'] },
    params: z.object({ pathway: identifier }),
    body: z.object({ notice: z.string().max(1_000) }),
    handle: async ({ within, params, body }) => {
      const read = await within((bound) => readNotice(bound, { pathway: params.pathway, noticeId: body.notice }))
      return read ? { kind: 'redirect', to: '/my-work' } : { kind: 'not-found' }
    },
  }),
]

type Asking = Pick<Asked<unknown, unknown, unknown>, 'store' | 'who'>

async function protocolOf(
  { store, who }: Asking,
  { tx }: Bound,
  row: { readonly protocolHash: Buffer; readonly calendarHash: Buffer },
): Promise<Protocol> {
  return (await store.shelf.rules({ tx, authority: who.principal.authority, ...row })).protocol
}

async function owedRows(asked: Asking, bound: Bound, whose: 'own' | 'teams', from: OwedCursor | null) {
  const { rows, next } = await owedBy(bound, { whose, after: from, most: PAGE })
  const names = whose === 'own' ? new Map<string, string>() : await namesOf(bound)
  const named = await Promise.all(
    rows.map(async (row) => {
      const protocol = await protocolOf(asked, bound, row)
      const duty = protocol.duties.find(({ id }) => id === row.duty)
      const step = duty?.metBy.kind === 'step' ? duty.metBy.step : null
      const by = whose === 'own' ? '' : row.person === null ? 'Nobody yet' : (names.get(row.person) ?? '')
      return { ...row, duty: duty?.title ?? row.duty, protocol: protocol.title, step, by }
    }),
  )
  return { rows: named, next }
}

async function restOf(asked: Asking, bound: Bound) {
  const unread = await unreadNotices(bound, SOME)
  const notices = await Promise.all(
    unread.rows.map(async (row) => {
      const protocol = await protocolOf(asked, bound, row)
      const title = protocol.notices.find(({ id }) => id === row.notice)?.title ?? row.notice
      return { ...row, title, protocol: protocol.title }
    }),
  )
  const raised = await Promise.all(
    (await raisedBy(bound, SOME)).map(async (row) => {
      const protocol = await protocolOf(asked, bound, row)
      const stage = row.seen?.stage ?? ''
      return { ...row, protocol: protocol.title, stage: protocol.stages.get(stage)?.title ?? stage }
    }),
  )
  return { notices, withheld: unread.withheld, raised }
}

function written({ due, number }: OwedCursor): string {
  return `${due === null ? 'none' : formatDay(due)}.${number}`
}

import { z } from 'zod'
import { shownWithTheCase } from '../../../documents/followed/versions.ts'
import { drawTimeLine } from '../../../documents/timeline/draw-time-line.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import { waysInto } from '../../../record/access/ways-into.ts'
import { type SeenCursor, seenBy } from '../../../record/audit/seen-by.ts'
import { adoptedProtocols } from '../../../record/pathways/adopted.ts'
import { siblingsOf } from '../../../record/pathways/lists.ts'
import { type ReadCase, readCase } from '../../../record/pathways/read-case.ts'
import { nationOf } from '../../../record/people/nation.ts'
import { rosterOf } from '../../../record/people/roster.ts'
import type { Bound } from '../../../record/transaction.ts'
import { flagLines, flagTable } from '../../flag-table.ts'
import { aroundToRead } from '../../recording/reading.ts'
import { identifier, type Route, route } from '../../route.ts'
import { type SaidWithTheCase, saidOfLevels, sayWithTheCase } from '../../with-the-case.ts'
import { type CaseGiven, casePage, timeLineFor } from './model.ts'
import { seenLines } from './seen.ts'

const PAGE = 50

/** Where the page before ended: "1763632800000.01234567-...". */
const after = z
  .string()
  .regex(/^\d{1,15}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .optional()
  .transform((text): SeenCursor | null => {
    const [at = '', envelope = ''] = text?.split('.') ?? []
    return text === undefined ? null : { at: Number(at) as Instant, envelope }
  })

/** Everything about a child: who holds the case, where its pathways stand, the time line, and who may see and has seen it. */
export const caseRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/cases/:case',
    permission: { kind: 'knows' },
    audit: { notes: ['read-case', 'read-pathway', 'list-siblings', 'list-who-may-see'] },
    params: z.object({ case: identifier }),
    handle: async ({ params, within, today, who, store }) => {
      const { authority } = who.principal
      const found = await within(async (bound) => {
        const read = await readCase(bound, params.case)
        if (read === null) return null
        const calendar = read.pathways[0]?.rules.calendar ?? (await adoptedProtocols(bound))[0]?.calendar ?? null
        const shown = { ...(await shownIn(bound, read)), calendar, nation: await nationOf(bound) }
        if (read.sees === 'pathways') return { read, ...shown, family: null, ways: null }
        const ways = await Promise.all(
          ((await waysInto(bound, params.case)) ?? []).map(async (way) => {
            const { protocolHash, calendarHash } = way
            if (protocolHash === null || calendarHash === null) return { ...way, protocol: null }
            const { protocol } = await store.shelf.rules({ tx: bound.tx, authority, protocolHash, calendarHash })
            return { ...way, protocol }
          }),
        )
        return { read, ...shown, family: await siblingsOf(bound, params.case), ways }
      })
      if (found === null) return { kind: 'not-found' }
      const model = casePage({ ...found, today })
      return { kind: 'page', template: 'cases/case.njk', title: model.name, model }
    },
  }),
  route({
    method: 'GET',
    path: '/cases/:case/timeline.svg',
    permission: { kind: 'knows' },
    audit: { notes: ['read-case', 'read-pathway'] },
    params: z.object({ case: identifier }),
    query: z.object({ width: z.enum(['300', '560', '960']).default('960') }),
    handle: async ({ params, query, within, today }) => {
      const read = await within((bound) => readCase(bound, params.case))
      if (read === null) return { kind: 'not-found' }
      const content = drawTimeLine(timeLineFor(read, today), Number(query.width))
      return { kind: 'file', name: 'time-line.svg', type: 'image/svg+xml; charset=utf-8', content, as: 'shown' }
    },
  }),
  route({
    method: 'GET',
    path: '/cases/:case/seen',
    permission: { kind: 'signed-in' },
    audit: { notes: ['see-who-has-seen'] },
    params: z.object({ case: identifier }),
    query: z.object({ after }),
    handle: async ({ params, query, within }) => {
      // Who watches over privacy may ask this of a case that they may not otherwise know of.
      const seen = await within(async (bound) => {
        const page = await seenBy(bound, { caseId: params.case, after: query.after, most: PAGE })
        return page === null ? null : { ...page, agencies: (await rosterOf(bound)).agencies }
      })
      if (seen === null) return { kind: 'not-found' }
      const { rows, next, agencies } = seen
      const here = `/cases/${params.case}/seen`
      const pages = {
        first: query.after === null ? '' : here,
        next: next === null ? '' : `${here}?after=${next.at}.${next.envelope}`,
        label: 'Pages of who has seen it',
      }
      const model = { lines: seenLines(rows, agencies), pages, back: `/cases/${params.case}` }
      return { kind: 'page', template: 'cases/seen.njk', title: 'Who has seen this case', model }
    },
  }),
]

/** What each pathway of a case shows wherever the case is, and the flags of each that are not taken off. */
async function shownIn(
  bound: Bound,
  { caseId, pathways }: ReadCase,
): Promise<Pick<CaseGiven, 'withTheCase' | 'flags'>> {
  const withTheCase = new Map<string, readonly SaidWithTheCase[]>()
  const flags: CaseGiven['flags'][number][] = []
  for (const { pathway, rules, view } of pathways) {
    const shown = shownWithTheCase(rules.protocol, view)
    const levels = saidOfLevels(rules.protocol, view)
    if (levels.length > 0) withTheCase.set(pathway, levels)
    const carried = view.flags.filter(({ state }) => state !== 'removed')
    if (shown.length === 0 && carried.length === 0) continue
    const around = await aroundToRead(bound, rules.protocol, caseId)
    if (shown.length > 0) withTheCase.set(pathway, [...sayWithTheCase(shown, around), ...levels])
    const table = flagTable(carried, rules.protocol, around.agencies)
    if (table !== null) {
      flags.push({ lines: flagLines(carried, rules.protocol), table: { ...table, captionHidden: true } })
    }
  }
  return { withTheCase, flags }
}

import { z } from 'zod'
import { listOf } from '../../../documents/pathway/list.ts'
import { sayDate } from '../../../documents/scan/words.ts'
import { addDays, type Day, formatDay, parseDay } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { endOf } from '../../../engine/pathway/days.ts'
import { adoptedProtocols } from '../../../record/pathways/adopted.ts'
import { childrenNamed } from '../../../record/pathways/children-named.ts'
import { type ComingCursor, comingUp } from '../../../record/pathways/coming-up.ts'
import { LIST_ORDERS, type ListOrder } from '../../../record/pathways/listed.ts'
import { hiddenFrom } from '../../../record/pathways/lists.ts'
import { dutyTitles } from '../../duty-titles.ts'
import { keptAsOf, sayHidden } from '../../kept-list.ts'
import { isLate } from '../../late.ts'
import { pastDay } from '../../past-day.ts'
import { type Answer, type Asked, type Route, route } from '../../route.ts'
import { withheldOfList } from '../../withheld.ts'
import { dayText, listingOf, listQuery, params } from './asked.ts'
import { type Coming, choicesOf, comingTables, WEEKS_AHEAD } from './coming-up.ts'
import { fileRoutes } from './files.ts'
import { keptPage, tablesOf } from './model.ts'
import { notDonePage } from './not-done.ts'
import { adopted, casesAsOf, casesNow } from './read.ts'

const PAGE = 50
/** Of things owed, higher than any. */
const LAST_NUMBER = Number.MAX_SAFE_INTEGER

const ORDERS: Readonly<Record<ListOrder, string>> = {
  due: 'What is due first',
  stage: 'Stage by stage',
  since: 'Longest at its stage first',
  child: 'The child’s name',
}

const SIGNED_IN = { kind: 'signed-in' } as const
type ListAsking = Asked<z.output<typeof params>, z.output<typeof listQuery>, object>
type KeptAsking = Asked<z.output<typeof params>, { readonly day: string }, object>

/** Lists over all that somebody may see: by protocol, as the protocol keeps one, what is coming up, and by name. */
export const listRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/lists',
    permission: SIGNED_IN,
    audit: { notesNothing: 'which protocols an authority has adopted says nothing of anybody' },
    menu: { title: 'Lists', place: 20, at: 'top' },
    handle: async ({ within }) => {
      const protocols = await within(adoptedProtocols)
      const lists = protocols.map(({ protocol }) => ({
        title: protocol.title,
        href: `/lists/${protocol.id}`,
        byStage: `/lists/${protocol.id}?order=stage`,
        kept: listOf(protocol)?.title ?? '',
        keptHref: `/lists/${protocol.id}/kept`,
        ofChildren: protocol.subject !== 'series of meetings',
      }))
      const [children, others] = [true, false].map((is) => lists.filter(({ ofChildren }) => ofChildren === is))
      return { kind: 'page', template: 'lists/lists.njk', title: 'Lists', model: { children, others, name: '' } }
    },
  }),
  route({
    method: 'POST',
    path: '/lists/search',
    permission: SIGNED_IN,
    audit: { notes: ['search-children'] },
    body: z.object({ name: z.string().max(200).default('') }),
    handle: async ({ within, body: { name } }) => {
      const written = name.trim()
      const found = await within(async (bound) => {
        const protocols = await adoptedProtocols(bound)
        if (written === '') return { more: false, rows: [] }
        const { rows, next } = await childrenNamed(bound, { written, action: 'read', most: PAGE })
        const titleOf = (id: string) => protocols.find(({ protocol }) => protocol.id === id)?.protocol
        return {
          more: next !== null,
          rows: rows.map(({ caseId, born, open, ...row }) => ({
            name: row.name ?? 'A child whose name is not known here',
            href: `/cases/${caseId}`,
            born: born === null ? '' : sayDate(born),
            open: open.map(({ pathway, protocol, stage }) => {
              const of = titleOf(protocol)
              const at = stage === null ? '' : `: ${of?.stages.get(stage)?.title ?? stage}`
              return { href: `/pathways/${pathway}`, text: `${of?.title ?? protocol}${at}` }
            }),
          })),
        }
      })
      const errors = written === '' ? [{ field: 'name', text: 'Enter a child’s name, or part of it' }] : []
      const model = { ...found, name: written }
      return { kind: 'page', template: 'lists/search.njk', title: 'Find a child', model, errors }
    },
  }),
  route({
    method: 'GET',
    path: '/lists/:protocol',
    permission: SIGNED_IN,
    audit: { notes: ['list-pathways', 'count-hidden'] },
    params,
    query: listQuery,
    handle: listHandler,
  }),
  ...fileRoutes,
  route({
    method: 'GET',
    path: '/lists/:protocol/kept',
    permission: SIGNED_IN,
    audit: { notes: ['list-pathways', 'count-hidden'] },
    params,
    query: z.object({ day: dayText }),
    handle: keptHandler,
  }),
  route({
    method: 'GET',
    path: '/coming-up',
    permission: SIGNED_IN,
    audit: { notes: ['list-coming-up', 'list-not-done'] },
    menu: { title: 'Coming up', place: 30, at: 'top' },
    query: z.object({
      weeks: z.enum(['overdue', 'not-done', ...WEEKS_AHEAD.map(String)]).default('4'),
      after: afterDue(),
    }),
    handle: async (asking) => {
      const { within, today, moment, store, who } = asking
      const { weeks, after } = asking.query
      if (weeks === 'not-done') return notDonePage(asking)
      // What is overdue has pages of its own: of what falls due, the first begins with today.
      const late = weeks === 'overdue'
      const until = late ? today : addDays(today, 7 * Number(weeks))
      const from = late ? null : { due: addDays(today, -1), number: LAST_NUMBER }
      const { authority } = who.principal
      const { rows, next } = await within(async (bound) => {
        const page = await comingUp(bound, { until, after: after ?? from, most: PAGE })
        const known = await Promise.all(
          page.rows.map(async (row) => {
            const { protocol } = await store.shelf.rules({ tx: bound.tx, authority, ...row })
            return { ...row, protocol }
          }),
        )
        const titleOf = await dutyTitles(bound, known)
        const coming = known.map((row): Coming => ({ ...row, duty: titleOf(row), protocol: row.protocol.title }))
        return { rows: coming, next: page.next }
      })
      const here = `/coming-up?weeks=${weeks}`
      const model = {
        tables: comingTables(late ? rows.filter((row) => isLate(row, moment)) : rows, moment),
        until: late ? '' : sayDay(until),
        is: late ? 'overdue' : 'ahead',
        more: '',
        weeks: choicesOf(weeks),
        pages: {
          first: after === null ? '' : here,
          next: next === null ? '' : `${here}&after=${formatDay(next.due)}.${next.number}`,
          label: 'Pages of what is coming up',
        },
      }
      return { kind: 'page', template: 'lists/coming-up.njk', title: 'Coming up', model }
    },
  }),
]

function afterDue() {
  return z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}\.\d{1,15}$/)
    .optional()
    .transform((text): ComingCursor | null => {
      const [due = '', number = ''] = text?.split('.') ?? []
      const day = parseDay(due)
      return day === undefined ? null : { due: day, number: Number(number) }
    })
}

async function listHandler({ within, today, query, params: { protocol: id } }: ListAsking): Promise<Answer> {
  const { stage, order, after = null } = query
  const written = query.day.trim()
  const { day, errors } = pastDay(written, today)
  const read = await within(async (bound) => {
    const protocol = await adopted(bound, id)
    const listing = protocol && listingOf(protocol, query)
    if (!listing) return null
    const cases =
      day === null
        ? await casesNow(bound, { ...listing, after, most: PAGE })
        : await casesAsOf(bound, listing, endOf(day))
    return { protocol, cases, hidden: await hiddenFrom(bound, id) }
  })
  if (read === null) return { kind: 'not-found' }
  const { protocol, cases, hidden } = read
  const asked = addressOf({ stage, order, day: day === null ? '' : formatDay(day) })
  const first = after === null || day !== null
  const document = listOf(protocol)
  const model = {
    day: day === null ? written : sayDate(day),
    latest: formatDay(today),
    past: day === null ? '' : sayDay(day),
    printed: sayDay(today),
    tables: tablesOf(cases.cases, order, {
      on: day ?? today,
      title: protocol.title,
      whole: first && cases.next === null,
      past: pastOf(day),
    }),
    more: cases.more,
    hidden: sayHidden(hidden),
    stages: [
      { value: '', text: 'Every stage', selected: stage === '' },
      ...[...protocol.stages.values()]
        .filter(({ ends }) => !ends)
        .map((each) => ({ value: each.id, text: each.title, selected: each.id === stage })),
    ],
    orders: LIST_ORDERS.map((value) => ({ value, text: ORDERS[value], selected: value === order })),
    kept: document === undefined ? '' : document.title,
    keptHref: `/lists/${id}/kept${pastOf(day)}`,
    here: `/lists/${id}`,
    csv: `/lists/${id}/list.csv${asked}`,
    xlsx: `/lists/${id}/list.xlsx${asked}`,
    pages: {
      first: first ? '' : `/lists/${id}${asked}`,
      next: cases.next === null ? '' : `/lists/${id}${asked}&after=${cases.next}`,
      label: 'Pages of this list',
    },
  }
  return { kind: 'page', template: 'lists/list.njk', title: protocol.title, model, errors }
}

/** A file that leaves cases out would be taken for the whole list: none is made. */
async function keptHandler({ within, today, moment, query, params: { protocol: id } }: KeptAsking): Promise<Answer> {
  const written = query.day.trim()
  const { day, errors } = pastDay(written, today)
  const read = await within(async (bound) => {
    const protocol = await adopted(bound, id)
    const kept = protocol && (await keptAsOf(bound, protocol, day === null ? moment : endOf(day)))
    if (!kept) return null
    const { rows } = kept.list
    const withheld = await withheldOfList(
      bound,
      rows.map((row) => kept.of(row.shown)),
    )
    return { kept, protocol, hidden: await hiddenFrom(bound, id), withheld: withheld.banner }
  })
  if (read === null) return { kind: 'not-found' }
  const { kept, protocol, hidden, withheld } = read
  const asked = pastOf(day)
  const model = {
    ...keptPage(kept.list, kept.of, pastOf(day)),
    protocol: protocol.title,
    day: day === null ? written : sayDate(day),
    past: day === null ? '' : sayDay(day),
    printed: sayDay(today),
    more: kept.more,
    hidden: sayHidden(hidden),
    here: `/lists/${id}/kept`,
    back: `/lists/${id}${asked}`,
    csv: `/lists/${id}/kept.csv${asked}`,
    xlsx: `/lists/${id}/kept.xlsx${asked}`,
  }
  return { kind: 'page', template: 'lists/kept.njk', title: kept.list.document.title, model, errors, withheld }
}

/** The end of an address that keeps a past day. */
function pastOf(day: Day | null): string {
  return day === null ? '' : `?day=${formatDay(day)}`
}

function addressOf({ stage, order, day }: Readonly<Record<'stage' | 'order' | 'day', string>>): string {
  const asked = new URLSearchParams({ order })
  if (stage !== '') asked.set('stage', stage)
  if (day !== '') asked.set('day', day)
  return `?${asked}`
}

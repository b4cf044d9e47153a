import { z } from 'zod'
import { formatDay, parseDay } from '../../../engine/calendar/day.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import { notReadOf } from '../../../record/notices/not-read.ts'
import type { ToldKind } from '../../../record/notices/tell.ts'
import { sayRead, type ToReadRow, toRead } from '../../../record/notices/to-read.ts'
import { ownDrafts } from '../../../record/pathways/drafts.ts'
import { confirmPlaced, fileTextsWaiting } from '../../../record/pathways/file-texts.ts'
import { type OwedCursor, owedBy } from '../../../record/pathways/lists.ts'
import { raisedBy } from '../../../record/pathways/raised.ts'
import { namesOf } from '../../../record/people/names.ts'
import type { Bound } from '../../../record/transaction.ts'
import { dutyTitles } from '../../duty-titles.ts'
import { type Asked, identifier, type Route, route, several } from '../../route.ts'
import { fileTextLines, owedPage, raisedLines } from './model.ts'
import { notReadLines, sayWithheld, toReadBlocks } from './to-read.ts'

const PAGE = 50
/** What is to be read, and concerns raised: the rest follows once these are read, or lies on the pages of the cases. */
const SOME = 20
/** Reminders are read many at once. */
const TO_READ = 60
/** Texts for the case system are placed several at once. */
const FILE_TEXTS = 30

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
    audit: { notes: ['list-owed', 'list-told', 'list-not-read', 'list-raised', 'list-drafts', 'list-file-texts'] },
    menu: { title: 'My work', place: 10, at: 'top' },
    query: z.object({ after }),
    handle: async (asked) => {
      const { within, moment, query, who } = asked
      const isFirst = query.after === null
      const model = await within(async (bound) => {
        const owed = await owedRows(asked, bound, 'own', query.after)
        const page = owedPage(owed.rows, moment, {
          first: isFirst ? '' : '/my-work',
          next: owed.next === null ? '' : `/my-work?after=${written(owed.next)}`,
        })
        const rest = isFirst ? await restOf(asked, bound) : NO_REST
        const { length: unfinished } = await ownDrafts(bound)
        return {
          unfinished,
          owed: page,
          isFirst,
          toRead: rest.toRead,
          earlier: rest.earlier,
          withheld: rest.withheld,
          notRead: rest.notRead,
          raised: raisedLines(rest.raised),
          forFile: rest.forFile,
          moreForFile: rest.moreForFile,
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
      const { within, moment, query } = asked
      const owed = await within((bound) => owedRows(asked, bound, 'teams', query.after))
      const model = owedPage(owed.rows, moment, {
        first: query.after === null ? '' : '/my-work/team',
        next: owed.next === null ? '' : `/my-work/team?after=${written(owed.next)}`,
      })
      return { kind: 'page', template: 'my-work/team.njk', title: 'What your team owes', model }
    },
  }),
  route({
    method: 'POST',
    path: '/my-work/placed',
    permission: { kind: 'signed-in' },
    audit: { notes: ['confirm-placed'] },
    body: z.object({ entry: several.pipe(z.array(identifier).max(FILE_TEXTS)).optional() }),
    handle: async ({ within, body }) => {
      await within((bound) => confirmPlaced(bound, body.entry ?? []))
      return { kind: 'redirect', to: '/my-work#for-file' }
    },
  }),
  route({
    method: 'POST',
    path: '/my-work/read',
    permission: { kind: 'signed-in' },
    audit: { notes: ['read-told'] },
    body: z.object({ told: several.pipe(z.array(identifier).max(TO_READ)) }),
    handle: async ({ within, body }) => {
      const read = await within((bound) => sayRead(bound, body.told))
      return read ? { kind: 'redirect', to: '/my-work#to-read' } : { kind: 'not-found' }
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
  const known = await Promise.all(rows.map(async (row) => ({ ...row, protocol: await protocolOf(asked, bound, row) })))
  const titleOf = await dutyTitles(bound, known)
  const named = known.map(({ protocol, ...row }) => {
    const duty = protocol.duties.find(({ id }) => id === row.duty)
    const step = duty?.metBy.kind === 'step' ? duty.metBy.step : null
    const by = whose === 'own' ? '' : row.person === null ? 'Nobody yet' : (names.get(row.person) ?? '')
    return { ...row, duty: titleOf(row), protocol: protocol.title, step, by }
  })
  return { rows: named, next }
}

const NO_REST = { forFile: [], moreForFile: false, toRead: [], earlier: 0, withheld: '', notRead: [], raised: [] }

async function restOf(asked: Asking, bound: Bound) {
  const unread = await toRead(bound, TO_READ)
  const told = await Promise.all(unread.rows.map(async (row) => ({ ...row, ...(await titlesFor(asked, bound, row)) })))
  const notRead = await Promise.all(
    (await notReadOf(bound, SOME)).map(async (row) => ({ ...row, ...(await titlesFor(asked, bound, row)) })),
  )
  const raised = await Promise.all(
    (await raisedBy(bound, SOME)).map(async (row) => {
      const protocol = await protocolOf(asked, bound, row)
      const stage = row.seen?.stage ?? ''
      return { ...row, protocol: protocol.title, stage: protocol.stages.get(stage)?.title ?? stage }
    }),
  )
  const waiting = await fileTextsWaiting(bound, FILE_TEXTS)
  const forFile = await Promise.all(
    waiting.rows.map(async (row) => {
      const protocol = await protocolOf(asked, bound, row)
      return { ...row, title: protocol.steps.find(({ id }) => id === row.step)?.title ?? 'Something taken back' }
    }),
  )
  const names = told.length + notRead.length === 0 ? new Map<string, string>() : await namesOf(bound)
  const nameOf = (person: string): string => names.get(person) ?? 'Somebody'
  return {
    toRead: toReadBlocks(told, nameOf),
    earlier: unread.earlier,
    withheld: sayWithheld(unread.withheld.length),
    notRead: notReadLines(notRead, nameOf),
    raised,
    forFile: fileTextLines(forFile),
    moreForFile: waiting.more,
  }
}

/** What was told is kept in its own words where it has any; else its protocol has the title. */
const toldWords = z.looseObject({
  title: z.string().optional(),
  notice: z.string().optional(),
  duty: z.string().optional(),
})

async function titlesFor(
  asked: Asking,
  bound: Bound,
  row: Pick<ToReadRow, 'kind' | 'words' | 'about' | 'pathway' | 'protocolHash' | 'calendarHash'>,
): Promise<{ readonly title: string; readonly protocol: string }> {
  const { protocolHash, calendarHash } = row
  const said = toldWords.safeParse(row.words).data ?? {}
  if (protocolHash === null || calendarHash === null) {
    return { title: said.title ?? TITLES[row.kind] ?? '', protocol: '' }
  }
  const protocol = await protocolOf(asked, bound, { protocolHash, calendarHash })
  if (said.duty !== undefined && row.pathway !== null) {
    const of = { pathway: row.pathway, duty: said.duty, dutyId: row.about, protocol }
    return { title: (await dutyTitles(bound, [of]))(of), protocol: protocol.title }
  }
  const notice = protocol.notices.find(({ id }) => id === said.notice)?.title
  return { title: said.title ?? notice ?? said.notice ?? '', protocol: protocol.title }
}

/** Of what is of no protocol, where it is told of to whoever brought it about. */
const TITLES: Partial<Readonly<Record<ToldKind, string>>> = {
  'break-glass': 'Your emergency access',
  'hand-over': 'A caseload handed over',
  'stand-in': 'Standing in for somebody',
}

function written({ due, number }: OwedCursor): string {
  return `${due === null ? 'none' : formatDay(due)}.${number}`
}

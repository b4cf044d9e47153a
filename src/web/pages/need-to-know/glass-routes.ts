import { z } from 'zod'
import type { Instant } from '../../../engine/calendar/instant.ts'
import { beforeBreaking, breakGlass } from '../../../record/access/break-glass.ts'
import { giveBackGlass, noteUnderGlass } from '../../../record/access/own-glass.ts'
import { glassOfMine, glassReviewed, readGlass } from '../../../record/access/read-glass.ts'
import { type GlassCursor, glassToReview, reviewBreakGlass } from '../../../record/access/review-glass.ts'
import { type SoughtCase, seekCases } from '../../../record/access/seek-case.ts'
import { rosterOf } from '../../../record/people/roster.ts'
import { fieldsOf, type Question, readTyped } from '../../asking/questions.ts'
import { PLAIN, taskRoutes } from '../../asking/task.ts'
import { type FormError, identifier, type Route, route } from '../../route.ts'
import { glassLine, glassPage, reviewLine } from './glass.ts'
import { REASONS, refused } from './words.ts'

const PAGE = 50
const SOME = 20

const after = z
  .string()
  .regex(/^\d{1,15}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .optional()
  .transform((text): GlassCursor | null => {
    const [opened = '', id = ''] = text?.split('.') ?? []
    return text === undefined ? null : { opened: Number(opened) as Instant, breakGlass: id }
  })

const written = ({ opened, breakGlass: id }: GlassCursor): string => `${opened}.${id}`

const SEEK: readonly Question[] = [
  {
    name: 'identifier',
    label: 'The child’s identifier',
    hint: 'As your authority’s case system shows it, whole',
    asked: 'sometimes',
    as: { kind: 'line' },
  },
  { name: 'name', label: 'Or the child’s whole name', asked: 'sometimes', as: { kind: 'line' } },
  {
    name: 'born',
    label: 'and the day they were born',
    hint: 'For example, 27 3 2015',
    asked: 'sometimes',
    as: { kind: 'day' },
  },
]

/** Seeing in an emergency what is otherwise closed: asked for, open for hours, noted, and reviewed by somebody else. */
export const glassRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/glass',
    permission: { kind: 'signed-in' },
    audit: { notes: ['list-own-glass', 'list-broken-glass'] },
    menu: { title: 'Emergency access', place: 80, at: 'top' },
    handle: async ({ within, moment }) => {
      const { mine, waits } = await within(async (bound) => ({
        mine: await glassOfMine(bound, SOME),
        waits: await glassToReview(bound, { after: null, most: 1 }),
      }))
      const model = {
        alerts: mine.alerts.map((each) => glassLine(each, moment)),
        own: mine.own.map((each) => glassLine(each, moment)),
        reviews: waits.rows.length > 0 ? '/glass/reviews' : '',
      }
      return { kind: 'page', template: 'need-to-know/glass.njk', title: 'Emergency access', model }
    },
  }),
  route({
    method: 'GET',
    path: '/glass/find',
    permission: { kind: 'signed-in' },
    audit: { notesNothing: 'an empty form' },
    handle: async () => findPage({}, [], null),
  }),
  route({
    method: 'POST',
    path: '/glass/find',
    permission: { kind: 'signed-in' },
    audit: { notes: ['seek-case'] },
    body: z.object({}).catchall(z.string().max(1_000)),
    handle: async ({ within, body }) => {
      const { typed, errors: unread } = readTyped(SEEK, body)
      const [name, code, born] = [typed.text('name'), typed.text('identifier'), typed.day('born')]
      const errors = unread.length > 0 ? unread : faultsIn(name, code, born !== null)
      if (errors.length > 0) return findPage(body, errors, null)
      const sought = code !== '' || born === null ? { identifier: code } : { name, born }
      return findPage(body, [], await within((bound) => seekCases(bound, sought)))
    },
  }),
  ...taskRoutes({
    path: '/cases/:case/break-glass',
    permission: { kind: 'signed-in' },
    freshMinutes: 10,
    notes: {
      page: { notes: ['look-to-break-glass'] },
      done: { notes: ['look-to-break-glass', 'break-glass'] },
    },
    params: z.object({ case: identifier }),
    task: async ({ within, params }) => {
      const before = await within((bound) => beforeBreaking(bound, params.case))
      if (before === null) return { kind: 'not-found' }
      if (before.sees) return { kind: 'redirect', to: `/cases/${params.case}` }
      const { contact } = before
      return {
        ...PLAIN,
        title: 'See the case in an emergency',
        intro: [
          'You will see a child’s record that you do not work with. Do it only if a child could come to harm while you wait.',
          ...(contact === null ? [] : [`This case is restricted. Ask first, if you can: ${contact}.`]),
        ],
        warning:
          'Those who hold the case and a privacy officer are told at once. Somebody reviews each time, and what you saw.',
        questions: BREAKING,
        button: 'Open the case',
        back: { href: '/glass/find', text: 'Back to finding a case' },
        follows: () => [
          'You may read the case, but not what a lawyer was told or who informed.',
          'You may record nothing but one note.',
          'Every page says that you have emergency access, until you give it back or the time is up.',
        ],
      }
    },
    act: async ({ within, params }, { typed }) => {
      const asked = {
        caseId: params.case,
        reasonCode: typed.text('code'),
        reason: typed.text('reason'),
        minutes: Number(typed.text('minutes')),
      }
      const broken = await within((bound) => breakGlass(bound, asked))
      if (broken.ok) return { kind: 'redirect', to: `/cases/${params.case}` }
      return refused('The case was not opened', broken.refusal, { href: '/glass', text: 'Back' })
    },
  }),
  route({
    method: 'GET',
    path: '/glass/reviews',
    permission: { kind: 'signed-in' },
    audit: { notes: ['list-broken-glass'] },
    query: z.object({ after }),
    handle: async ({ within, query, moment }) => {
      const { page, roster } = await within(async (bound) => ({
        page: await glassToReview(bound, { after: query.after, most: PAGE }),
        roster: await rosterOf(bound),
      }))
      const lines = page.rows.map((row) => reviewLine(row, roster.persons, moment))
      return listPage('Emergency access to review', '/glass/reviews', lines, query.after, page.next)
    },
  }),
  route({
    method: 'GET',
    path: '/glass/reviewed',
    permission: { kind: 'signed-in' },
    audit: { notes: ['list-reviewed-glass'] },
    query: z.object({ after }),
    handle: async ({ within, query, moment }) => {
      const page = await within((bound) => glassReviewed(bound, { after: query.after, most: PAGE }))
      const lines = page.rows.map((row) => glassLine(row, moment))
      return listPage('Emergency access that was reviewed', '/glass/reviewed', lines, query.after, page.next)
    },
  }),
  route({
    method: 'GET',
    path: '/glass/:glass',
    permission: { kind: 'signed-in' },
    audit: { notes: ['read-break-glass'] },
    params: z.object({ glass: identifier }),
    handle: async ({ within, params, moment }) => {
      const found = await within((bound) => readGlass(bound, params.glass))
      if (found === null) return { kind: 'not-found' }
      const model = { ...glassPage(found, moment), words: '', missing: '' }
      return { kind: 'page', template: 'need-to-know/one-glass.njk', title: 'Emergency access to a case', model }
    },
  }),
  route({
    method: 'POST',
    path: '/glass/:glass/note',
    permission: { kind: 'signed-in' },
    audit: { notes: ['note-under-glass'] },
    params: z.object({ glass: identifier }),
    body: z.object({ words: z.string().max(5_000) }),
    handle: async ({ within, params, body, moment }) => {
      const here = `/glass/${params.glass}`
      if (body.words.trim() === '') {
        const found = await within((bound) => readGlass(bound, params.glass))
        if (found === null) return { kind: 'not-found' }
        const errors = [{ field: 'words', text: 'Write your note' }]
        const model = { ...glassPage(found, moment), words: body.words, missing: 'Write your note' }
        return {
          kind: 'page',
          template: 'need-to-know/one-glass.njk',
          title: 'Emergency access to a case',
          model,
          errors,
        }
      }
      const done = await within((bound) => noteUnderGlass(bound, { breakGlass: params.glass, words: body.words }))
      if (done.ok) return { kind: 'redirect', to: here }
      return refused('Your note was not kept', done.refusal, { href: here, text: 'Back' })
    },
  }),
  route({
    method: 'POST',
    path: '/glass/:glass/give-back',
    permission: { kind: 'signed-in' },
    audit: { notes: ['give-back-glass'] },
    params: z.object({ glass: identifier }),
    handle: async ({ within, params }) => {
      const here = `/glass/${params.glass}`
      const done = await within((bound) => giveBackGlass(bound, params.glass))
      if (done.ok || done.refusal.kind === 'closed-already') return { kind: 'redirect', to: here }
      return refused('It was not given back', done.refusal, { href: here, text: 'Back' })
    },
  }),
  ...taskRoutes({
    path: '/glass/:glass/review',
    permission: { kind: 'signed-in' },
    notes: {
      page: { notes: ['read-break-glass'] },
      done: { notes: ['read-break-glass', 'review-break-glass'] },
    },
    params: z.object({ glass: identifier }),
    task: async ({ within, params, moment }) => {
      const found = await within((bound) => readGlass(bound, params.glass))
      if (found === null) return { kind: 'not-found' }
      const back = { href: `/glass/${params.glass}`, text: 'Back' }
      if (found.isOwn) return refused('You cannot review this', { kind: 'own-approval' }, back)
      if (found.reviewed !== null) return refused('It is reviewed', { kind: 'reviewed-already' }, back)
      const isOpen = found.expires > moment
      return {
        ...PLAIN,
        title: 'Review the emergency access',
        caption: found.name,
        intro: [`They said: ${found.reason}`],
        questions: REVIEW,
        button: 'Record the review',
        back,
        follows: (typed) =>
          isOpen && typed.text('found') === 'not-justified'
            ? ['It is open now, and ends at once.']
            : ['The review is kept and cannot be changed.'],
      }
    },
    act: async ({ within, params }, { typed }) => {
      const justified = typed.text('found') === 'justified' ? 'justified' : 'not-justified'
      const review = { breakGlass: params.glass, found: justified, words: typed.text('words') } as const
      const done = await within((bound) => reviewBreakGlass(bound, review))
      const back = { href: `/glass/${params.glass}`, text: 'Back' }
      return done.ok ? { kind: 'redirect', to: back.href } : refused('It was not reviewed', done.refusal, back)
    },
  }),
]

const BREAKING: readonly Question[] = [
  {
    name: 'code',
    label: 'Why must you see it now?',
    missing: 'Choose why you must see it now',
    as: { kind: 'one', options: Object.entries(REASONS).map(([value, text]) => ({ value, text })) },
  },
  {
    name: 'reason',
    label: 'Say what has happened',
    hint: 'Whoever reviews it reads this. Name who asked you and by which telephone number, if anybody did.',
    missing: 'Say what has happened',
    as: { kind: 'lines' },
  },
  {
    name: 'minutes',
    label: 'For how long?',
    hint: 'Four hours at most. You can give it back earlier.',
    missing: 'Choose for how long',
    as: {
      kind: 'one',
      options: [
        { value: '30', text: 'Half an hour' },
        { value: '60', text: '1 hour' },
        { value: '240', text: '4 hours' },
      ],
    },
  },
]

const REVIEW: readonly Question[] = [
  {
    name: 'found',
    label: 'Was it right to open the case?',
    missing: 'Choose whether it was right',
    as: {
      kind: 'one',
      options: [
        { value: 'justified', text: 'Yes, it was justified' },
        { value: 'not-justified', text: 'No, it was not justified', hint: 'If it is still open, it ends at once' },
      ],
    },
  },
  {
    name: 'words',
    label: 'What did you find, and what did you do about it?',
    missing: 'Say what you found',
    as: { kind: 'lines' },
  },
]

function faultsIn(name: string, code: string, hasDay: boolean): readonly FormError[] {
  if (code !== '') return []
  if (name === '')
    return [{ field: 'identifier', text: 'Enter the child’s identifier, or their name and day of birth' }]
  return hasDay ? [] : [{ field: 'born-day', text: 'Enter the day they were born' }]
}

function findPage(
  body: Readonly<Record<string, string | undefined>>,
  errors: readonly FormError[],
  found: readonly SoughtCase[] | null,
) {
  const model = {
    fields: fieldsOf(SEEK, body, errors),
    asked: found !== null,
    found: (found ?? []).map(({ caseId, contact, sees }) => ({
      contact: contact ?? '',
      sees,
      href: sees ? `/cases/${caseId}` : `/cases/${caseId}/break-glass`,
    })),
  }
  return { kind: 'page', template: 'need-to-know/find.njk', title: 'Find the case', model, errors } as const
}

function listPage(
  title: string,
  here: string,
  lines: readonly object[],
  from: GlassCursor | null,
  next: GlassCursor | null,
) {
  const pages = {
    first: from === null ? '' : here,
    next: next === null ? '' : `${here}?after=${written(next)}`,
    label: `Pages of ${title.toLowerCase()}`,
  }
  const other =
    here === '/glass/reviews'
      ? { href: '/glass/reviewed', text: 'Emergency access that was reviewed' }
      : { href: '/glass/reviews', text: 'Emergency access to review' }
  return { kind: 'page', template: 'need-to-know/reviews.njk', title, model: { lines, pages, other } } as const
}

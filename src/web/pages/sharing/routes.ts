import { z } from 'zod'
import { addDays } from '../../../engine/calendar/day.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { rosterOf } from '../../../record/people/roster.ts'
import { endShare, readShare, sharedWithMe, sharePaper } from '../../../record/sharing/shares.ts'
import type { Bound } from '../../../record/transaction.ts'
import { type Body, fieldsOf } from '../../asking/questions.ts'
import { type Answer, type FormError, identifier, type Route, route, several } from '../../route.ts'
import { copyFor, questionsFor, readAsked, type Wanted } from './ask.ts'
import { addressOf, lineOf, sharePage, sharesPage } from './shared.ts'
import { BASIS_TITLES, sayNotShared } from './words.ts'

const paper = z.object({
  case: identifier,
  pathway: identifier,
  document: z.string().regex(/^[a-z][a-z0-9-]{0,80}$/),
})
const of = z.object({ of: z.string().max(200).optional() })
const typed = z.string().max(20_000).optional()
const DAY = 86_400_000

/** What is typed before something goes, and what the page of it had shown. */
const sharing = z.object({
  person: typed,
  basis: typed,
  purpose: typed,
  'until-day': typed,
  'until-month': typed,
  'until-year': typed,
  because: typed,
  out: several.pipe(z.array(z.string().max(300)).max(300)).optional(),
  id: identifier.optional(),
  seen: z.string().max(64).optional(),
  made: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
  do: z.enum(['preview', 'send', 'change']).default('preview'),
})
const oneEntry = z.object({ case: identifier, pathway: identifier, entry: identifier })

/** Sharing one paper or entry with one person who has no way to it (PRA-06): seen before it goes, lawful, for a purpose and until a day. */
export const sharingRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/cases/:case/share/:pathway/:document',
    permission: { kind: 'may', action: 'manage', of: 'case' },
    audit: { notes: ['read-pathway', 'list-siblings'] },
    params: paper,
    query: of,
    handle: ({ within, params, query }) => {
      return within((bound) => form(bound, { ...params, of: query.of ?? null }, {}, []))
    },
  }),
  route({
    method: 'POST',
    path: '/cases/:case/share/:pathway/:document',
    permission: { kind: 'may', action: 'manage', of: 'case' },
    audit: { notes: ['read-pathway', 'list-siblings', 'share-paper'] },
    params: paper,
    query: of,
    body: sharing,
    handle: ({ within, params, query, body }) => {
      return within((bound) => sent(bound, { ...params, of: query.of ?? null }, body))
    },
  }),
  route({
    method: 'GET',
    path: '/cases/:case/share-entry/:pathway/:entry',
    permission: { kind: 'may', action: 'manage', of: 'case' },
    audit: { notes: ['read-pathway', 'list-siblings'] },
    params: oneEntry,
    handle: ({ within, params: { entry, ...at } }) => {
      return within((bound) => form(bound, { ...at, document: null, of: entry }, {}, []))
    },
  }),
  route({
    method: 'POST',
    path: '/cases/:case/share-entry/:pathway/:entry',
    permission: { kind: 'may', action: 'manage', of: 'case' },
    audit: { notes: ['read-pathway', 'list-siblings', 'share-paper'] },
    params: oneEntry,
    body: sharing,
    handle: ({ within, params: { entry, ...at }, body }) => {
      return within((bound) => sent(bound, { ...at, document: null, of: entry }, body))
    },
  }),
  route({
    method: 'GET',
    path: '/cases/:case/shares',
    permission: { kind: 'may', action: 'manage', of: 'case' },
    audit: { notes: ['list-shares', 'read-case'] },
    params: z.object({ case: identifier }),
    handle: ({ within, params }) => within((bound) => sharesPage(bound, params.case)),
  }),
  route({
    method: 'GET',
    path: '/shared',
    permission: { kind: 'signed-in' },
    audit: { notes: ['list-shared-with-me'] },
    menu: { title: 'Shared with you', place: 5, at: 'foot' },
    handle: async ({ within }) => {
      const rows = await within(async (bound) => {
        const roster = await rosterOf(bound)
        return (await sharedWithMe(bound)).map((row) => lineOf(row, roster))
      })
      return { kind: 'page', template: 'sharing/mine.njk', title: 'Shared with you', model: { rows } }
    },
  }),
  route({
    method: 'GET',
    path: '/shared/:share',
    permission: { kind: 'signed-in' },
    audit: { notes: ['read-share'] },
    params: z.object({ share: identifier }),
    handle: ({ within, params, who }) => within((bound) => sharePage(bound, params.share, who.principal.person, [])),
  }),
  route({
    method: 'POST',
    path: '/shared/:share/end',
    permission: { kind: 'signed-in' },
    audit: { notes: ['read-share', 'end-share'] },
    params: z.object({ share: identifier }),
    body: z.object({ because: typed }),
    handle: ({ within, params, body, who }) =>
      within(async (bound) => {
        const because = body.because?.trim() ?? ''
        if (because === '') {
          return sharePage(bound, params.share, who.principal.person, [{ field: 'because', text: 'Say why it ends' }])
        }
        const row = await readShare(bound, params.share)
        if (row === null || !(await endShare(bound, { share: params.share, because })).ok) return { kind: 'not-found' }
        return { kind: 'redirect', to: `/cases/${row.caseId}/shares` }
      }),
  }),
]

async function form(bound: Bound, wanted: Wanted, body: Body, errors: readonly FormError[]): Promise<Answer> {
  const questions = await questionsFor(bound)
  const found = await copyFor(bound, wanted, {
    id: bound.store.ids.random(),
    typed: readAsked(questions, body, bound.today).typed,
    out: [],
    because: '',
    made: bound.moment,
  })
  if (found === null) return { kind: 'not-found' }
  const model = {
    paper: found.sharing.title,
    action: addressOf(wanted),
    back: `/cases/${found.sharing.caseId}/shares`,
    fields: fieldsOf(questions, body, errors),
  }
  return {
    kind: 'page',
    template: 'sharing/form.njk',
    title: wanted.document === null ? 'Share one entry' : 'Share a paper',
    model,
    errors,
  }
}

async function sent(
  bound: Bound,
  wanted: Wanted,
  body: Body & { readonly out?: readonly string[] | undefined; readonly do: 'preview' | 'send' | 'change' },
): Promise<Answer> {
  const questions = await questionsFor(bound)
  const { typed: said, errors } = readAsked(questions, body, bound.today)
  if (errors.length > 0 || body.do === 'change') return form(bound, wanted, body, errors)
  const isFirst = textIn(body, 'seen') === ''
  const typedWhy = textIn(body, 'because').trim()
  const before = Number(textIn(body, 'made'))
  const made = (before > bound.moment - DAY && before <= bound.moment ? before : bound.moment) as Instant
  const out = isFirst ? null : (body.out ?? [])
  const id = textIn(body, 'id') || bound.store.ids.random()
  const copy = await copyFor(bound, wanted, { id, typed: said, out, because: typedWhy, made })
  if (copy === null) return { kind: 'not-found' }
  const because = isFirst && copy.sharing.takenOut.length > 0 ? 'Whereabouts are withheld.' : typedWhy
  const unsaid = copy.sharing.takenOut.length > 0 && because === ''
  if (body.do === 'send' && !unsaid && !copy.tellsThem && copy.seen === textIn(body, 'seen')) {
    const done = await sharePaper(bound, copy.sharing)
    if (done.ok) return { kind: 'redirect', to: `/cases/${copy.sharing.caseId}/shares` }
    const { why, instead } = sayNotShared(done.refusal)
    const back = { href: addressOf(wanted), text: 'Back to the form' }
    return { kind: 'refused', title: 'It was not shared', reasons: [{ why, clauses: '', instead }], back }
  }
  const { persons } = await rosterOf(bound)
  const to = persons.get(copy.sharing.person)
  const tells =
    body.do === 'send' && copy.tellsThem
      ? 'Take every address out: whereabouts are withheld from whom this goes to'
      : ''
  const whyMissing = unsaid ? 'Say why they are taken out' : ''
  const model = {
    action: addressOf(wanted),
    paper: copy.sharing.title,
    tells,
    unsaid: whyMissing,
    to: to === undefined ? '' : `${to.name}, ${to.agency}`,
    basis: BASIS_TITLES[copy.sharing.basis].text,
    purpose: copy.sharing.purpose,
    until: sayDay(addDays(copy.sharing.until, -1)),
    names: copy.names.map((each, i) => ({ ...each, id: `out-${i + 1}`, as: AS[each.as] })),
    because,
    content: copy.sharing.content,
    changed: body.do === 'send' && !unsaid && !copy.tellsThem,
    hidden: [
      ...['person', 'basis', 'purpose', 'until-day', 'until-month', 'until-year'].map((name) => ({
        name,
        value: name === 'person' ? copy.sharing.person : textIn(body, name),
      })),
      { name: 'id', value: id },
      { name: 'made', value: String(made) },
      { name: 'seen', value: copy.seen },
    ],
  }
  const faults = [
    { field: 'out-1', text: tells },
    { field: 'because', text: whyMissing },
  ].filter(({ text }) => text !== '')
  return { kind: 'page', template: 'sharing/preview.njk', title: 'Look at what they will get', model, errors: faults }
}

const AS = {
  'of-the-family': 'A brother or sister',
  'works-here': 'Works here',
  somebody: 'May be a name',
  address: 'Looks like an address',
} as const

function textIn(body: Body, name: string): string {
  const value = body[name]
  return typeof value === 'string' ? value : ''
}

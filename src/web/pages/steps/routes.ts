import { z } from 'zod'
import { confirmPlaced, fileTextOf } from '../../../record/pathways/file-texts.ts'
import { CAPACITY } from '../../recording/capacity.ts'
import { typedOf } from '../../recording/model/typed.ts'
import type { Sent } from '../../recording/sending.ts'
import type { Target } from '../../recording/setting.ts'
import { identifier, type LateAsked, type Route, route } from '../../route.ts'
import { draftAnew, draftCheck, draftDiscard, draftForm, draftRecord, unfinished } from './drafts.ts'
import { emptyForm, sentForm } from './form.ts'
import { findPage, raisePage } from './raise.ts'
import { recordedPage } from './recorded-page.ts'

/** The name of a protocol or a step in a path. */
const name = z.string().regex(/^[a-z][a-z0-9-]{0,99}$/)
const number = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)

const capacity = z.string().regex(CAPACITY)

const asked = z.object({ role: capacity.optional(), about: z.string().max(300).optional() })

/** What every form of a step sends beside what was typed. */
const sent = z.looseObject({
  draft: identifier,
  revision: number,
  version: number,
  role: capacity,
  pathway: identifier,
  by: identifier,
  do: z.string().max(200).optional(),
})

const OWN = new Set(['_csrf', 'draft', 'revision', 'version', 'role', 'pathway', 'corrects', 'by', 'do'])

function sentOf(body: z.output<typeof sent>): Sent {
  const { draft, revision, version, role } = body
  const typed = typedOf(Object.fromEntries(Object.entries(body).filter(([field]) => !OWN.has(field))))
  return { draft, revision, version, role, typed, button: body.do ?? 'continue' }
}

/** Keeps what somebody typed, where the one who comes too late is the one who was given the form. */
async function kept(
  { principal, within }: Pick<LateAsked<unknown, unknown>, 'principal' | 'within'>,
  target: Target,
  body: z.output<typeof sent>,
): Promise<string | null> {
  if (body.by !== principal.person) return null
  const answer = await within((bound) => sentForm(bound, target, { ...sentOf(body), button: 'later' }))
  return answer.kind === 'redirect' ? `/drafts/${body.draft}` : null
}

function onPathway({ pathway, step }: { pathway: string; step: string }, corrects: string | undefined): Target {
  return { step, on: { pathway, supersedes: corrects ?? null } }
}

function opening(
  { case: caseId, protocol, step }: { case: string; protocol: string; step: string },
  pathway: string,
): Target {
  return { step, on: { caseId, protocol, pathway } }
}

const draft = { params: z.object({ draft: identifier }), permission: { kind: 'signed-in' } } as const

/** Everything with which people record: raising a child, the form of a step, its check, what follows, and what is unfinished. */
export const stepRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/raise',
    permission: { kind: 'signed-in' },
    audit: { notes: ['look-to-open'] },
    menu: { title: 'Raise a concern', place: 15, at: 'top' },
    query: z.object({ case: identifier.optional() }),
    handle: ({ within, query }) => within((bound) => raisePage(bound, query.case ?? null)),
  }),
  route({
    method: 'GET',
    path: '/raise/:protocol/:step',
    permission: { kind: 'signed-in' },
    audit: { notes: ['search-children'] },
    params: z.object({ protocol: name, step: name }),
    handle: ({ within, params }) => within((bound) => findPage(bound, params, '')),
  }),
  route({
    method: 'POST',
    path: '/raise/:protocol/:step',
    permission: { kind: 'signed-in' },
    audit: { notes: ['search-children'] },
    params: z.object({ protocol: name, step: name }),
    body: z.object({ words: z.string().max(1_000) }),
    handle: ({ within, params, body }) => within((bound) => findPage(bound, params, body.words)),
  }),
  route({
    method: 'GET',
    path: '/cases/:case/raise/:protocol/:step',
    permission: { kind: 'may', action: 'record', of: 'case' },
    audit: { notes: ['look-to-open'] },
    params: z.object({ case: identifier, protocol: name, step: name }),
    query: asked,
    handle: ({ within, params, query, store }) =>
      within((bound) => emptyForm(bound, opening(params, store.ids.random()), query)),
  }),
  route({
    method: 'POST',
    path: '/cases/:case/raise/:protocol/:step',
    permission: { kind: 'may', action: 'record', of: 'case' },
    audit: { notes: ['look-to-open', 'save-draft', 'try-step'] },
    params: z.object({ case: identifier, protocol: name, step: name }),
    body: sent,
    handle: ({ within, params, body }) =>
      within((bound) => sentForm(bound, opening(params, body.pathway), sentOf(body))),
    keepLate: (late) => kept(late, opening(late.params, late.body.pathway), late.body),
  }),
  route({
    method: 'GET',
    path: '/pathways/:pathway/steps/:step',
    permission: { kind: 'may', action: 'read', of: 'pathway' },
    audit: { notes: ['read-pathway', 'count-cases'] },
    params: z.object({ pathway: identifier, step: name }),
    query: asked.extend({ corrects: identifier.optional() }),
    handle: ({ within, params, query }) =>
      within((bound) => emptyForm(bound, onPathway(params, query.corrects), query)),
  }),
  route({
    method: 'POST',
    path: '/pathways/:pathway/steps/:step',
    permission: { kind: 'may', action: 'read', of: 'pathway' },
    audit: { notes: ['read-pathway', 'save-draft', 'try-step'] },
    params: z.object({ pathway: identifier, step: name }),
    body: sent.extend({ corrects: identifier.optional() }),
    handle: ({ within, params, body }) =>
      within((bound) => sentForm(bound, onPathway(params, body.corrects), sentOf(body))),
    keepLate: (late) => kept(late, onPathway(late.params, late.body.corrects), late.body),
  }),
  route({
    ...draft,
    method: 'GET',
    path: '/drafts/:draft',
    audit: { notes: ['read-draft'] },
    handle: ({ within, params }) => within((bound) => draftForm(bound, params.draft)),
  }),
  route({
    ...draft,
    method: 'GET',
    path: '/drafts/:draft/check',
    audit: { notes: ['read-draft', 'try-step'] },
    handle: ({ within, params }) => within((bound) => draftCheck(bound, params.draft)),
  }),
  route({
    ...draft,
    method: 'POST',
    path: '/drafts/:draft/record',
    audit: { notes: ['record-step', 'drop-draft'] },
    body: z.object({ revision: number }),
    handle: ({ within, params, body }) => within((bound) => draftRecord(bound, params.draft, body.revision)),
  }),
  route({
    ...draft,
    method: 'POST',
    path: '/drafts/:draft/anew',
    audit: { notes: ['save-draft'] },
    handle: ({ within, params }) => within((bound) => draftAnew(bound, params.draft)),
  }),
  route({
    ...draft,
    method: 'POST',
    path: '/drafts/:draft/discard',
    audit: { notes: ['drop-draft'] },
    handle: ({ within, params }) => within((bound) => draftDiscard(bound, params.draft)),
  }),
  route({
    method: 'GET',
    path: '/unfinished',
    permission: { kind: 'signed-in' },
    audit: { notes: ['list-drafts'] },
    handle: ({ within }) => within(unfinished),
  }),
  route({
    method: 'GET',
    path: '/pathways/:pathway/recorded/:entry',
    permission: { kind: 'may', action: 'read', of: 'pathway' },
    audit: { notes: ['read-pathway'] },
    params: z.object({ pathway: identifier, entry: identifier }),
    handle: ({ within, params }) => within((bound) => recordedPage(bound, params.pathway, params.entry)),
  }),
  route({
    method: 'POST',
    path: '/pathways/:pathway/recorded/:entry/placed',
    permission: { kind: 'may', action: 'read', of: 'pathway' },
    audit: { notes: ['confirm-placed'] },
    params: z.object({ pathway: identifier, entry: identifier }),
    handle: async ({ within, params: { pathway, entry } }) => {
      const page = `/pathways/${pathway}/recorded/${entry}`
      const isTheirs = await within(
        async (bound) =>
          (await confirmPlaced(bound, [entry])) > 0 || (await fileTextOf(bound, pathway, entry))?.mayPlace !== false,
      )
      if (isTheirs) return { kind: 'redirect', to: `${page}#for-file` }
      const why = 'Only whoever recorded it, who stands in for or manages them, or the child’s own worker may say that.'
      return {
        kind: 'refused',
        title: 'It is not yours to place',
        reasons: [{ why, clauses: '', instead: 'Ask one of them to place it. Until then it stands to be placed.' }],
        back: { href: page, text: 'Back to what was recorded' },
      }
    },
  }),
  route({
    method: 'GET',
    path: '/recorded',
    permission: { kind: 'signed-in' },
    audit: { notesNothing: 'it says that something was recorded, and not what or of whom' },
    handle: async () => ({ kind: 'page', template: 'steps/recorded-last.njk', title: 'Recorded', model: {} }),
  }),
]

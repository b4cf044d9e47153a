import { z } from 'zod'
import { sayDependent, sayNotDone } from '../../../cases/import/words.ts'
import type { ImportLookedAt } from '../../../record/facts/look-at-imports.ts'
import { throwAwayImport } from '../../../record/facts/take.ts'
import type { Depending } from '../../../record/facts/undo.ts'
import { type Answer, type FormError, identifier, type Route, route, several } from '../../route.ts'
import { looked, nothingDone, permission } from './looked.ts'

const params = z.object({ import: identifier })
const number = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)

/** Adopting what was brought in, throwing it away, and undoing it. */
export const decideRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/imports/:import/take',
    permission,
    audit: { notes: ['look-at-import', 'take-import'] },
    params,
    body: z.object({ seen: number }),
    handle: async ({ who, within, params, body, imports }) => {
      const seen = await within((bound) => looked(bound, params.import))
      if (seen === null) return { kind: 'not-found' }
      if (imports === null) return { kind: 'unavailable' }
      if (seen.state === 'waiting') imports.take(who.principal, seen.importId, body.seen)
      return { kind: 'redirect', to: `/imports/${seen.importId}` }
    },
  }),
  route({
    method: 'GET',
    path: '/imports/:import/throw-away',
    permission,
    audit: { notes: ['look-at-import'] },
    params,
    handle: async ({ within, params }) => {
      const seen = await within((bound) => looked(bound, params.import))
      if (seen === null) return { kind: 'not-found' }
      return whyPage(seen, THROW_AWAY, '', [])
    },
  }),
  route({
    method: 'POST',
    path: '/imports/:import/throw-away',
    permission,
    audit: { notes: ['throw-away-import'] },
    params,
    body: z.object({ because: z.string().max(2_000) }),
    handle: async ({ within, params, body }) => {
      const done = await within(async (bound) => {
        const thrown = await throwAwayImport(bound, params.import, body.because)
        return thrown.kind === 'no-reason' ? looked(bound, params.import) : thrown
      })
      if (done === null) return { kind: 'not-found' }
      if (!('kind' in done)) return whyPage(done, THROW_AWAY, body.because, [NO_REASON])
      if (done.kind === 'thrown-away') return { kind: 'redirect', to: `/imports/${params.import}` }
      return nothingDone(sayNotDone(done), 'See how it stands now.', {
        href: `/imports/${params.import}`,
        text: 'Back',
      })
    },
  }),
  route({
    method: 'GET',
    path: '/imports/:import/undo',
    permission,
    audit: { notes: ['look-at-import'] },
    params,
    handle: async ({ who, within, params, imports }) => {
      const seen = await within((bound) => looked(bound, params.import))
      if (seen === null) return { kind: 'not-found' }
      if (imports === null) return { kind: 'unavailable' }
      const depending = await imports.depending(who.principal, seen.importId)
      if (depending.kind !== 'depending') return { kind: 'redirect', to: `/imports/${seen.importId}` }
      return whyPage(seen, { ...UNDO, depending }, '', [])
    },
  }),
  route({
    method: 'POST',
    path: '/imports/:import/undo',
    permission,
    audit: { notes: ['undo-import'] },
    params,
    body: z.object({ because: z.string().max(2_000), said: several }),
    handle: async ({ who, within, params, body, imports }) => {
      const seen = await within((bound) => looked(bound, params.import))
      if (seen === null) return { kind: 'not-found' }
      if (imports === null) return { kind: 'unavailable' }
      const { because, said } = body
      const undone = await imports.undo(who.principal, seen.importId, { because, said })
      if (undone.kind === 'undone') return { kind: 'redirect', to: `/imports/${seen.importId}` }
      if (undone.kind !== 'no-reason' && undone.kind !== 'others-depend') {
        return nothingDone(sayNotDone(undone), 'See how it stands now.', {
          href: `/imports/${params.import}`,
          text: 'Back',
        })
      }
      const depending = await imports.depending(who.principal, seen.importId)
      if (depending.kind !== 'depending') return { kind: 'redirect', to: `/imports/${seen.importId}` }
      const error = undone.kind === 'no-reason' ? NO_REASON : MORE_DEPEND
      return whyPage(seen, { ...UNDO, depending }, because, [error])
    },
  }),
]

const NO_REASON: FormError = { field: 'because', text: 'Say why' }
const MORE_DEPEND: FormError = {
  field: 'because',
  text: 'Meanwhile other pathways depend on it. Read the list again, and decide once more.',
}

interface Why {
  readonly title: string
  readonly deed: 'throw-away' | 'undo'
  readonly button: string
  readonly depending?: Depending
}

const THROW_AWAY: Why = { title: 'Throw this away', deed: 'throw-away', button: 'Throw away' }
const UNDO: Why = { title: 'Undo this', deed: 'undo', button: 'Undo' }

/** What somebody decides against an import, with their reason. */
function whyPage(
  seen: ImportLookedAt,
  { title, deed, button, depending }: Why,
  because: string,
  errors: readonly FormError[],
): Answer {
  const back = `/imports/${seen.importId}`
  const model = {
    deed,
    button,
    back,
    action: `${back}/${deed}`,
    because,
    error: errors[0]?.text ?? '',
    children: depending?.children ?? 0,
    pathways: (depending?.pathways ?? []).map((each) => ({ id: each.pathway, says: sayDependent(each) })),
  }
  return { kind: 'page', template: 'imports/why.njk', title, model, errors }
}

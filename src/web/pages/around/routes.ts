import { recordAnswers } from '../../../record/people/sessions.ts'
import { openRoute, type Route, route } from '../../route.ts'

/** The address of the service itself, and what machines ask of it. */
export const around: readonly Route[] = [
  route({
    method: 'GET',
    path: '/',
    permission: { kind: 'signed-in' },
    audit: { notesNothing: 'it leads on to what the person owes' },
    handle: async () => ({ kind: 'redirect', to: '/my-work' }),
  }),
  openRoute({
    method: 'GET',
    path: '/health',
    because: 'whoever watches the service is no person',
    byAnyName: true,
    audit: { notesNothing: 'it says that the program runs' },
    handle: async () => ({ kind: 'file', name: 'health.txt', type: 'text/plain', content: 'ok\n', as: 'shown' }),
  }),
  openRoute({
    method: 'GET',
    path: '/ready',
    because: 'whoever watches the service is no person',
    byAnyName: true,
    audit: { notesNothing: 'it says that the record answers' },
    handle: async ({ store }) => {
      const answers = await recordAnswers(store)
      if (answers) return { kind: 'file', name: 'ready.txt', type: 'text/plain', content: 'ok\n', as: 'shown' }
      return { kind: 'unavailable' }
    },
  }),
]

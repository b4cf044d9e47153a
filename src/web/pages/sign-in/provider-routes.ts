import { z } from 'zod'
import { type KnownPerson, knownAs } from '../../../record/people/sign-ins.ts'
import { type Answer, openRoute, type Route } from '../../route.ts'
import { Begun } from './begun.ts'
import { next } from './next.ts'
import { notSignedIn } from './not-signed-in.ts'
import { type Attempt, Provider } from './provider.ts'
import type { ProviderSettings } from './providers-file.ts'

const NOBODY_YET = 'nobody can be known before they have said who they are'

interface Waiting {
  readonly attempt: Attempt
  readonly next: string
}

/** Somebody proved who they are, and is a person in several authorities. */
interface Choosing {
  readonly persons: readonly KnownPerson[]
  readonly next: string
}

const names = z.object({ provider: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/) })

/** What a provider answers with: a code of its own making, or an error. */
const answers = z.object({ state: z.string().max(500).default('') }).catchall(z.string().max(8000))

/**
 * Signing in by identity providers. Somebody is led to one by a link, not a form: browsers hold a form's redirects to the
 * policy of the page, which lets forms go to ourselves alone.
 * @param origin where browsers reach Sightline, to which the providers send them back
 */
export function providerSignIn(settings: readonly ProviderSettings[], origin: string): readonly Route[] {
  const providers = new Map(settings.map((each) => [each.name, new Provider(each, origin)]))
  const waiting = new Begun<Waiting>()
  const choosing = new Begun<Choosing>()

  return [
    openRoute({
      method: 'GET',
      path: '/sign-in',
      because: NOBODY_YET,
      audit: { notesNothing: 'it names the providers and nobody' },
      query: z.object({ next }),
      handle: async ({ query }) => ({
        kind: 'page',
        template: 'sign-in/providers.njk',
        title: 'Sign in',
        model: {
          providers: settings.map(({ name, title, help }) => {
            const onward = query.next === '/' ? '' : `?next=${encodeURIComponent(query.next)}`
            return { title, help, href: `/sign-in/providers/${name}${onward}` }
          }),
        },
      }),
    }),
    openRoute({
      method: 'GET',
      path: '/sign-in/providers/:provider',
      because: NOBODY_YET,
      audit: { notesNothing: 'it leads to the provider, who is yet to say who it is' },
      params: names,
      query: z.object({ next }),
      handle: async ({ params, query, browser, moment }) => {
        const provider = providers.get(params.provider)
        if (provider === undefined) return { kind: 'not-found' }
        const begun = await provider.begin()
        if (begun.kind === 'unavailable') return notSignedIn({ kind: 'unavailable', provider: provider.settings })
        const { attempt, to } = begun
        waiting.keep(browser, keyOf(params.provider, attempt.state), moment, { attempt, next: query.next })
        return { kind: 'redirect', to }
      },
    }),
    openRoute({
      method: 'GET',
      path: '/sign-in/providers/:provider/answer',
      because: NOBODY_YET,
      audit: { notes: ['sign-in', 'enter'] },
      params: names,
      query: answers,
      handle: async ({ params, query, browser, moment, store }) => {
        const provider = providers.get(params.provider)
        if (provider === undefined) return { kind: 'not-found' }
        const begun = waiting.take(browser, keyOf(params.provider, query.state), moment)
        if (begun === null) return notSignedIn({ kind: 'not-begun' })
        const ended = await provider.end(query, begun.attempt)
        if (ended.kind !== 'proved') return notSignedIn({ kind: ended.kind, provider: provider.settings })
        const known = await knownAs(store, ended.identity, moment)
        if (known.kind === 'closed') return notSignedIn({ kind: 'closed', provider: provider.settings })
        if (known.kind === 'unknown') {
          return notSignedIn({ kind: 'unknown', provider: provider.settings, subject: ended.identity.subject })
        }
        const [first, ...others] = known.persons
        if (others.length === 0) return signedIn(first, begun.next)
        choosing.keep(browser, browser, moment, { persons: known.persons, next: begun.next })
        return { kind: 'redirect', to: '/sign-in/authority' }
      },
    }),
    openRoute({
      method: 'GET',
      path: '/sign-in/authority',
      because: NOBODY_YET,
      audit: { notesNothing: 'it names the authorities to whoever has proved that they are a person in them' },
      handle: async ({ browser, moment }) => {
        const proved = choosing.look(browser, browser, moment)
        return proved === null ? notSignedIn({ kind: 'not-begun' }) : choose(proved, false)
      },
    }),
    openRoute({
      method: 'POST',
      path: '/sign-in/authority',
      because: NOBODY_YET,
      audit: { notes: ['sign-in'] },
      body: z.object({ authority: z.string().max(100).default('') }),
      handle: async ({ browser, moment, body }) => {
        const proved = choosing.look(browser, browser, moment)
        if (proved === null) return notSignedIn({ kind: 'not-begun' })
        const chosen = proved.persons.find(({ principal }) => principal.authority === body.authority)
        if (chosen === undefined) return choose(proved, true)
        choosing.take(browser, browser, moment)
        return signedIn(chosen, proved.next)
      },
    }),
  ]
}

function signedIn({ principal }: KnownPerson, to: string): Answer {
  return { kind: 'signed-in', principal, how: 'provider', to }
}

function keyOf(provider: string, state: string): string {
  return `${provider} ${state}`
}

const CHOOSE = 'Choose the authority you work in now'

function choose({ persons }: Choosing, missing: boolean): Answer {
  const items = persons.map(({ principal, authorityTitle }) => ({ value: principal.authority, text: authorityTitle }))
  const errors = missing ? [{ field: 'authority', text: 'Choose one of the authorities' }] : []
  const model = { items, error: missing ? { text: errors[0]?.text } : false }
  return { kind: 'page', template: 'sign-in/authority.njk', title: CHOOSE, model, errors }
}

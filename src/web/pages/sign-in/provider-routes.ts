import { z } from 'zod'
import type { Instant } from '../../../engine/calendar/instant.ts'
import type { Proof } from '../../../record/people/sessions.ts'
import { type KnownPerson, knownAs } from '../../../record/people/sign-ins.ts'
import type { Principal } from '../../../record/transaction.ts'
import { Begun } from '../../begun.ts'
import { type Answer, openRoute, type Route, route } from '../../route.ts'
import { next } from './next.ts'
import { notSignedIn } from './not-signed-in.ts'
import { type Attempt, Provider } from './provider.ts'
import type { ProviderSettings } from './providers-file.ts'

const NOBODY_YET = 'nobody can be known before they have said who they are'

interface Waiting {
  readonly attempt: Attempt
  readonly next: string
  /** Whoever is signed in already, and since when they are asked to show it once more; null for nobody yet. */
  readonly again: { readonly principal: Principal; readonly asked: Instant } | null
}

/** Somebody proved who they are, and is a person in several authorities. */
interface Choosing {
  readonly persons: readonly KnownPerson[]
  readonly proof: Proof
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
          providers: linksTo(settings, query.next === '/' ? [] : [['next', query.next]]),
          passkey: `/sign-in/passkey${query.next === '/' ? '' : `?next=${encodeURIComponent(query.next)}`}`,
        },
      }),
    }),
    route({
      method: 'GET',
      path: '/sign-in/again',
      permission: { kind: 'signed-in' },
      audit: { notesNothing: 'it asks whoever is signed in to show once more who they are' },
      query: z.object({ next }),
      handle: async ({ query, who }) => {
        if (who.how === 'passkey') {
          return { kind: 'redirect', to: `/sign-in/passkey?next=${encodeURIComponent(query.next)}&again=yes` }
        }
        return {
          kind: 'page',
          template: 'sign-in/again-elsewhere.njk',
          title: 'Sign in once more',
          model: {
            name: who.name,
            providers: linksTo(settings, [
              ['next', query.next],
              ['again', 'yes'],
            ]),
          },
        }
      },
    }),
    openRoute({
      method: 'GET',
      path: '/sign-in/providers/:provider',
      because: NOBODY_YET,
      audit: { notesNothing: 'it leads to the provider, who is yet to say who it is' },
      params: names,
      query: z.object({ next, again: z.literal('yes').optional() }),
      handle: async ({ params, query, browser, moment, who }) => {
        const provider = providers.get(params.provider)
        if (provider === undefined) return { kind: 'not-found' }
        const again = query.again === 'yes' && who !== null ? { principal: who.principal, asked: moment } : null
        const begun = await provider.begin(again === null ? 'known-is-enough' : 'once-more')
        if (begun.kind === 'unavailable') return notSignedIn({ kind: 'unavailable', provider: provider.settings })
        const { attempt, to } = begun
        waiting.keep(browser, keyOf(params.provider, attempt.state), moment, { attempt, next: query.next, again })
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
        const proof = { how: 'provider', freshSince: ended.provedAt } as const
        if (begun.again !== null) return signedInAgain(begun.again, known.persons, proof, begun.next, provider.settings)
        const [first, ...others] = known.persons
        if (others.length === 0) return signedIn(first, proof, begun.next)
        choosing.keep(browser, browser, moment, { persons: known.persons, proof, next: begun.next })
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
        return signedIn(chosen, proved.proof, proved.next)
      },
    }),
  ]
}

function linksTo(settings: readonly ProviderSettings[], query: readonly (readonly [string, string])[]) {
  const asked = new URLSearchParams(query.map(([name, value]) => [name, value])).toString()
  return settings.map(({ name, title, help }) => {
    return { title, help, href: `/sign-in/providers/${name}${asked === '' ? '' : `?${asked}`}` }
  })
}

function signedIn({ principal }: KnownPerson, proof: Proof, to: string): Answer {
  return { kind: 'signed-in', principal, proof, to }
}

/** By how much the clock of a provider may be behind ours. */
const SKEW_MS = 60_000

/** The same person, who has shown it since they were asked: whoever signed in there this morning has shown nothing now. */
function signedInAgain(
  { principal, asked }: Waiting['again'] & {},
  persons: readonly KnownPerson[],
  proof: Proof,
  to: string,
  provider: ProviderSettings,
): Answer {
  const same = persons.find((each) => {
    return each.principal.authority === principal.authority && each.principal.person === principal.person
  })
  if (same === undefined) return notSignedIn({ kind: 'somebody-else', provider })
  if (proof.freshSince === null || proof.freshSince < asked - SKEW_MS) return notSignedIn({ kind: 'not-now', provider })
  return signedIn(same, proof, to)
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

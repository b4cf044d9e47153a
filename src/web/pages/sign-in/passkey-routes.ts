import { z } from 'zod'
import type { Instant } from '../../../engine/calendar/instant.ts'
import { type KnownPasskey, passkeyOf, passkeysOf, usePasskey } from '../../../record/people/passkeys.ts'
import { type Principal, type Store, within } from '../../../record/transaction.ts'
import { Begun } from '../../begun.ts'
import { type Ceremonies, readAnswer } from '../../ceremony.ts'
import { type Answer, type FormError, openRoute, type Route, type Who } from '../../route.ts'
import { next } from './next.ts'

const NOBODY_YET = 'nobody can be known before they have said who they are'

const again = z.literal('yes').optional()

/** What the page is made for: where it leads, and whether whoever is signed in shows it once more. */
interface Asking {
  readonly next: string
  readonly again: 'yes' | undefined
}

/** Signing in by a passkey, and showing it once more. */
export function passkeySignIn(ceremonies: Ceremonies): readonly Route[] {
  /** Challenges that were given, each to be answered once and in the same browser. */
  const asked = new Begun<true>()

  async function page(
    browser: string,
    moment: Instant,
    asking: Asking,
    known: Parameters<Ceremonies['ask']>[0],
    errors: readonly FormError[],
  ): Promise<Answer> {
    const options = await ceremonies.ask(known)
    asked.keep(browser, options.challenge, moment, true)
    const isAgain = asking.again === 'yes'
    return {
      kind: 'page',
      template: 'sign-in/passkey.njk',
      title: isAgain ? 'Show your passkey once more' : 'Sign in with a passkey',
      model: {
        options,
        again: isAgain,
        hidden: [{ name: 'next', value: asking.next }, ...(isAgain ? [{ name: 'again', value: 'yes' }] : [])],
      },
      errors,
    }
  }

  /** Of whoever shows it once more their own are asked for: no other would do. */
  async function ownOf(store: Store, who: Who | null, asking: Asking, moment: Instant) {
    if (who === null || asking.again === undefined) return []
    const own = await within(store, who.principal, moment, (bound) => passkeysOf(bound, who.principal.person))
    return 'kind' in own ? [] : own.filter(({ revoked }) => revoked === null)
  }

  return [
    openRoute({
      method: 'GET',
      path: '/sign-in/passkey',
      because: NOBODY_YET,
      audit: { notesNothing: 'it asks for a passkey, and names nobody' },
      query: z.object({ next, again }),
      handle: async ({ query, browser, moment, store, who }) => {
        const asking = { next: query.next, again: who === null ? undefined : query.again }
        return page(browser, moment, asking, await ownOf(store, who, asking, moment), [])
      },
    }),
    openRoute({
      method: 'POST',
      path: '/sign-in/passkey',
      because: NOBODY_YET,
      audit: { notes: ['sign-in', 'use-passkey', 'enter'] },
      body: z.object({ next, again, challenge: z.string().max(200), response: z.string().max(100_000) }),
      handle: async ({ body, browser, moment, store, who }) => {
        const asking = { next: body.next, again: body.again }
        const own = await ownOf(store, who, asking, moment)
        const once = (text: string) => page(browser, moment, asking, own, [{ field: 'passkey', text }])
        const answer = readAnswer(body.response)
        if (answer === null) return once('Show your passkey: nothing was sent')
        if (asked.take(browser, body.challenge, moment) === null) {
          return once('The page was open for too long or was sent already: show your passkey again')
        }
        const known = await passkeyOf(store, Buffer.from(answer.id, 'base64url'))
        if (known === null) return notSignedIn('unknown')
        const { principal, publicKey } = known
        const { challenge } = body
        const proved = await ceremonies.proved(answer, { challenge, publicKey, person: principal.person })
        if (proved === null) return once('What was sent proves nothing: show your passkey again')
        if (body.again === 'yes' && !isSame(who, principal)) return notSignedIn('somebody-else')
        return signIn(store, known, proved.counter, moment, body.next)
      },
    }),
  ]
}

function isSame(who: Who | null, { authority, person }: Principal): boolean {
  return who !== null && who.principal.authority === authority && who.principal.person === person
}

async function signIn(
  store: Store,
  { principal, passkey }: KnownPasskey,
  counter: number,
  moment: Instant,
  to: string,
): Promise<Answer> {
  const used = await within(store, principal, moment, (bound) => usePasskey(bound, { passkey, counter }))
  if (typeof used !== 'string') return notSignedIn('closed')
  if (used !== 'used') return notSignedIn(used)
  return { kind: 'signed-in', principal, proof: { how: 'passkey', freshSince: moment, passkey }, to }
}

/** Why nobody was signed in by a passkey that was shown. */
type Why = 'unknown' | 'revoked' | 'copied' | 'closed' | 'somebody-else'

const ASK = 'Ask whoever keeps the list of people in your authority to invite you to make a new one.'

const SAID: Readonly<Record<Why, { readonly title: string; readonly lines: readonly string[] }>> = {
  unknown: {
    title: 'This passkey is not known here',
    lines: ['No authority has anybody on its list of people with this passkey. It may be of another service.', ASK],
  },
  revoked: {
    title: 'This passkey was revoked',
    lines: ['You or whoever keeps the list of people revoked it, so that it opens nothing any more.', ASK],
  },
  copied: {
    title: 'This passkey may have been copied',
    lines: [
      'It was used elsewhere since you used it last, which a passkey of its kind can only be where it was copied. It was revoked, and nobody is signed in by it.',
      'Tell whoever keeps the list of people in your authority today, and ask them to invite you to make a new one.',
    ],
  },
  closed: {
    title: 'Your account is not open',
    lines: [
      'It was closed, it has not begun yet, or your agency is not linked to the authority today.',
      'Ask whoever keeps the list of people in your authority.',
    ],
  },
  'somebody-else': {
    title: 'That is somebody else',
    lines: [
      'The passkey is not of whoever is signed in here, so nothing was done.',
      'Sign out first, if it was you who meant to sign in.',
    ],
  },
}

function notSignedIn(why: Why): Answer {
  const { title, lines } = SAID[why]
  return { kind: 'page', template: 'sign-in/not-signed-in.njk', title, status: 403, model: { lines, name: '' } }
}

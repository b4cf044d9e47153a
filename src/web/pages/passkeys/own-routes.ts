import { z } from 'zod'
import { invitationLink, invite } from '../../../cases/invite/invite.ts'
import { addPasskey, passkeysOf, revokePasskey } from '../../../record/people/passkeys.ts'
import { Begun } from '../../begun.ts'
import type { Ceremonies } from '../../ceremony.ts'
import { type Answer, type Asked, type FormError, identifier, type Route, route, type Who } from '../../route.ts'
import { FRESH_FORM_MINUTES, FRESH_MINUTES } from './fresh.ts'
import { deviceTitle, makePage } from './make-page.ts'
import { showPasskeys } from './model.ts'

type Anything = Asked<unknown, unknown, unknown>

/** One's own passkeys: what there are, one more, one less. */
export function ownRoutes(ceremonies: Ceremonies, origin: string): readonly Route[] {
  const making = new Begun<true>()

  async function ask({ who, within, browser, moment }: Anything, errors: readonly FormError[]): Promise<Answer> {
    const { principal, name, agency, authority } = who
    const own = await within((bound) => passkeysOf(bound, principal.person))
    const active = own.filter(({ revoked }) => revoked === null)
    const options = await ceremonies.askToMake({ person: principal.person, name, authority }, active)
    making.keep(browser, options.challenge, moment, true)
    return makePage({ action: '/passkeys/add', options, owner: { name, of: `${agency}, in ${authority}` }, errors })
  }

  return [
    route({
      method: 'GET',
      path: '/passkeys',
      permission: { kind: 'signed-in' },
      audit: { notesNothing: 'it shows people their own passkeys' },
      menu: { title: 'Your passkeys', place: 60, at: 'foot' },
      handle: async ({ who, within }) => {
        const own = await within((bound) => passkeysOf(bound, who.principal.person))
        const shown = showPasskeys(own, who.passkey)
        return {
          kind: 'page',
          template: 'passkeys/own.njk',
          title: 'Your passkeys',
          model: {
            active: shown.filter(({ gone }) => gone === ''),
            gone: shown.filter(({ gone }) => gone !== ''),
            mayAdd: bySigningIn(who),
          },
        }
      },
    }),
    route({
      method: 'GET',
      path: '/passkeys/add',
      permission: { kind: 'signed-in' },
      freshMinutes: FRESH_MINUTES,
      audit: { notesNothing: 'it asks for a new passkey, and keeps none' },
      handle: async (asked) => (bySigningIn(asked.who) ? ask(asked, []) : onlyByPasskey()),
    }),
    route({
      method: 'POST',
      path: '/passkeys/add',
      permission: { kind: 'signed-in' },
      freshMinutes: FRESH_FORM_MINUTES,
      audit: { notes: ['make-passkey'] },
      body: z.object({
        challenge: z.string().max(200),
        response: z.string().max(100_000),
        title: z.string().max(1000).default(''),
      }),
      handle: async (asked) => {
        const { who, body, browser, moment, within } = asked
        if (!bySigningIn(who)) return onlyByPasskey()
        const again = (text: string): Promise<Answer> => ask(asked, [{ field: 'title', text }])
        if (making.take(browser, body.challenge, moment) === null) {
          return again('The page was open for too long or was sent already: make it once more')
        }
        const made = await ceremonies.made(body.response, body.challenge)
        if (made === null) return again('What was sent proves no passkey: make it once more')
        const added = await within((bound) => addPasskey(bound, { ...made, title: deviceTitle(body.title) }))
        if (added.ok) return { kind: 'redirect', to: '/passkeys' }
        return again(
          added.refusal.kind === 'too-many'
            ? 'You have as many passkeys as you may: revoke those of devices that you use no more'
            : 'This passkey is known already: make one on another device',
        )
      },
    }),
    route({
      method: 'GET',
      path: '/passkeys/link',
      permission: { kind: 'signed-in' },
      freshMinutes: FRESH_MINUTES,
      audit: { notesNothing: 'it offers a link, and makes none' },
      handle: async ({ who }) => (bySigningIn(who) ? linkPage(null) : onlyByPasskey()),
    }),
    route({
      method: 'POST',
      path: '/passkeys/link',
      permission: { kind: 'signed-in' },
      freshMinutes: FRESH_FORM_MINUTES,
      audit: { notes: ['invite'] },
      handle: async ({ who, within }) => {
        if (!bySigningIn(who)) return onlyByPasskey()
        const made = await within((bound) => invite(bound, who.principal.person))
        return made.ok ? linkPage(invitationLink(origin, made.token)) : onlyByPasskey()
      },
    }),
    route({
      method: 'GET',
      path: '/passkeys/:passkey/revoke',
      permission: { kind: 'signed-in' },
      audit: { notesNothing: 'it asks people whether they mean it, of a passkey of their own' },
      params: z.object({ passkey: identifier }),
      handle: async ({ who, params, within }) => {
        const own = await within((bound) => passkeysOf(bound, who.principal.person))
        const active = own.filter(({ revoked }) => revoked === null)
        const [found] = showPasskeys(
          active.filter(({ passkey }) => passkey === params.passkey),
          who.passkey,
        )
        if (found === undefined) return { kind: 'not-found' }
        const model = { passkey: found, isLast: active.length === 1 }
        return { kind: 'page', template: 'passkeys/revoke.njk', title: `Revoke the passkey of ${found.title}`, model }
      },
    }),
    route({
      method: 'POST',
      path: '/passkeys/:passkey/revoke',
      permission: { kind: 'signed-in' },
      audit: { notes: ['revoke-passkey'] },
      params: z.object({ passkey: identifier }),
      handle: async ({ who, params, within }) => {
        const of = who.principal.person
        const revoked = await within((bound) => revokePasskey(bound, { of, passkey: params.passkey }))
        return revoked.ok ? { kind: 'redirect', to: '/passkeys' } : { kind: 'not-found' }
      },
    }),
  ]
}

/** Whoever signs in at an identity provider is let in and kept out there: a passkey would pass by that. */
function bySigningIn({ how }: Who): boolean {
  return how === 'passkey'
}

function onlyByPasskey(): Answer {
  return {
    kind: 'refused',
    title: 'You sign in with your account at work',
    reasons: [
      {
        why: 'Passkeys are for people who have no such account. With one of your own you could still sign in once your account at work was closed.',
        clauses: '',
        instead: 'Go on signing in with your account at work.',
      },
    ],
    back: { href: '/passkeys', text: 'Go to your passkeys' },
  }
}

/** @param link that was made, shown this once; null before */
function linkPage(link: string | null): Answer {
  const title = link === null ? 'Add a passkey on another device' : 'Open this link on the other device'
  return { kind: 'page', template: 'passkeys/link.njk', title, model: { link: link ?? '', name: '', until: '' } }
}

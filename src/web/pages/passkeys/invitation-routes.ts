import { z } from 'zod'
import type { Instant } from '../../../engine/calendar/instant.ts'
import {
  type Invitation,
  type InvitationUsed,
  invitationOf,
  useInvitation,
} from '../../../record/people/invitations.ts'
import { passkeysOf } from '../../../record/people/passkeys.ts'
import { hashOf } from '../../../record/people/token-hash.ts'
import { type Store, within } from '../../../record/transaction.ts'
import { Begun } from '../../begun.ts'
import type { Ceremonies } from '../../ceremony.ts'
import { type Answer, type FormError, openRoute, type Route } from '../../route.ts'
import { isToken } from '../../tokens.ts'
import { deviceTitle, makePage } from './make-page.ts'

const NOBODY_YET = 'nobody can be known before they have a passkey to show'

/** Opening the link of an invitation, and making a passkey by it. */
export function invitationRoutes(ceremonies: Ceremonies): readonly Route[] {
  /** Invitations by which a passkey is being made, by the challenges given. */
  const making = new Begun<Invitation>()

  async function ask(
    store: Store,
    invitation: Invitation,
    browser: string,
    moment: Instant,
    errors: readonly FormError[],
  ): Promise<Answer> {
    const { principal, name, agency, authority } = invitation
    const known = await within(store, principal, moment, (bound) => passkeysOf(bound, principal.person))
    if ('kind' in known) return notInvited('closed')
    const active = known.filter(({ revoked }) => revoked === null)
    const options = await ceremonies.askToMake({ person: principal.person, name, authority }, active)
    making.keep(browser, options.challenge, moment, invitation)
    const who = { name, of: `${agency}, in ${authority}` }
    return makePage({ action: '/invitation/passkey', options, owner: who, errors })
  }

  return [
    openRoute({
      method: 'GET',
      path: '/invitation',
      because: NOBODY_YET,
      audit: { notesNothing: 'it asks for the code of a link, and names nobody' },
      handle: async () => codePage([]),
    }),
    openRoute({
      method: 'POST',
      path: '/invitation',
      because: NOBODY_YET,
      audit: { notesNothing: 'it shows whoever holds a link for whom it was made' },
      body: z.object({ code: z.string().max(2000).default('') }),
      handle: async ({ body, store, moment, browser }) => {
        const token = tokenIn(body.code)
        if (token === null) return codePage([{ field: 'code', text: 'Enter the whole link, or the code at its end' }])
        const invitation = await invitationOf(store, hashOf(token), moment)
        if (invitation === null) return notInvited('unknown')
        if (invitation.state !== 'open') return notInvited(invitation.state)
        return ask(store, invitation, browser, moment, [])
      },
    }),
    openRoute({
      method: 'POST',
      path: '/invitation/passkey',
      because: NOBODY_YET,
      audit: { notes: ['use-invitation', 'make-passkey', 'sign-in'] },
      body: z.object({
        challenge: z.string().max(200),
        response: z.string().max(100_000),
        title: z.string().max(1000).default(''),
      }),
      handle: async ({ body, store, moment, browser }) => {
        const invitation = making.take(browser, body.challenge, moment)
        if (invitation === null) {
          return codePage([
            { field: 'code', text: 'The page was open for too long or was sent already: open the link again' },
          ])
        }
        const made = await ceremonies.made(body.response, body.challenge)
        if (made === null) {
          const text = 'What was sent proves no passkey: make it once more'
          return ask(store, invitation, browser, moment, [{ field: 'title', text }])
        }
        const { principal } = invitation
        const used = await within(store, principal, moment, (bound) => {
          return useInvitation(bound, invitation.invitation, { ...made, title: deviceTitle(body.title) })
        })
        if ('kind' in used) return notInvited('closed')
        if (!used.ok) return notInvited(whyNot(used))
        const proof = { how: 'passkey', freshSince: moment, passkey: used.passkey } as const
        return { kind: 'signed-in', principal, proof, to: '/' }
      },
    }),
  ]
}

/** People paste the whole link, or what stands behind its number sign. */
function tokenIn(code: string): string | null {
  const text = code.trim()
  const token = text.slice(text.lastIndexOf('#') + 1)
  return isToken(token) ? token : null
}

function codePage(errors: readonly FormError[]): Answer {
  const [error] = errors
  return {
    kind: 'page',
    template: 'passkeys/invitation.njk',
    title: 'Make a passkey',
    model: { error: error === undefined ? false : { text: error.text } },
    errors,
  }
}

type WhyNot = Exclude<Invitation['state'], 'open'> | 'unknown' | 'closed' | 'known-already' | 'too-many'

function whyNot({ refusal }: Extract<InvitationUsed, { ok: false }>): WhyNot {
  return refusal.kind === 'not-open' ? 'used' : refusal.kind
}

const ASK = 'Ask whoever gave you the link for a new one.'

const SAID: Readonly<Record<WhyNot, { readonly title: string; readonly lines: readonly string[] }>> = {
  unknown: {
    title: 'This link invites nobody',
    lines: ['A part of it may be missing. Open or copy it once more, up to its last letter.', ASK],
  },
  used: {
    title: 'This link was used',
    lines: [
      'A passkey was made with it, and it is of no more use. If that was you, sign in with the passkey.',
      'If it was not you, tell whoever keeps the list of people in your authority today: somebody may have signed in as you.',
    ],
  },
  expired: { title: 'This link has expired', lines: ['It could be used for a short time only.', ASK] },
  withdrawn: { title: 'This link was withdrawn', lines: ['A newer one may have been made for you.', ASK] },
  closed: {
    title: 'Your account is not open',
    lines: [
      'It was closed, it has not begun yet, or your agency is not linked to the authority today.',
      'Ask whoever keeps the list of people in your authority.',
    ],
  },
  'known-already': {
    title: 'This passkey is known already',
    lines: ['It was made here before. Sign in with it, or make one on another device.'],
  },
  'too-many': {
    title: 'You have as many passkeys as you may',
    lines: ['Sign in with one of them, and revoke those of devices that you use no more.'],
  },
}

function notInvited(why: WhyNot): Answer {
  const { title, lines } = SAID[why]
  return { kind: 'page', template: 'passkeys/not-made.njk', title, status: 403, model: { lines } }
}

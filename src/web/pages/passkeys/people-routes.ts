import { z } from 'zod'
import { invitationLink, invite } from '../../../cases/invite/invite.ts'
import { sayMoment } from '../../../documents/pathway/titles.ts'
import { type NotInvited, openInvitationOf, withdrawInvitations } from '../../../record/people/invitations.ts'
import { passkeysOf, revokePasskey } from '../../../record/people/passkeys.ts'
import { type SigningIn, signingIn, signingInOf } from '../../../record/people/signing-in.ts'
import { type Answer, type Asked, identifier, type Route, route } from '../../route.ts'
import { FRESH_FORM_MINUTES, FRESH_MINUTES } from './fresh.ts'
import { MOST_SHOWN, sayWays, showInvitation, showPasskeys, showPeople } from './model.ts'

const ADMINISTRATOR = { kind: 'holds', roles: ['administrator'] } as const
const NAMED = z.object({ person: identifier })

type OfSomebody = Asked<{ readonly person: string }, unknown, unknown>

/** Inviting people whom no identity provider knows, for whoever keeps the list of people. */
export function peopleRoutes(origin: string): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/passkeys/people',
      permission: ADMINISTRATOR,
      audit: { notesNothing: 'it shows how staff sign in, and no child' },
      menu: { title: 'Invitations', place: 61, at: 'foot' },
      handle: async ({ within }) => people(await within((bound) => signingIn(bound, '', MOST_SHOWN + 1)), ''),
    }),
    // A form, so that no name stands in an address.
    route({
      method: 'POST',
      path: '/passkeys/people',
      permission: ADMINISTRATOR,
      audit: { notesNothing: 'it shows how staff sign in, and no child' },
      body: z.object({ name: z.string().trim().max(200).default('') }),
      handle: async ({ body, within }) => {
        return people(await within((bound) => signingIn(bound, body.name, MOST_SHOWN + 1)), body.name)
      },
    }),
    route({
      method: 'GET',
      path: '/passkeys/people/:person',
      permission: ADMINISTRATOR,
      freshMinutes: FRESH_MINUTES,
      audit: { notesNothing: 'it shows how a member of staff signs in, and no child' },
      params: NAMED,
      handle: personPage,
    }),
    route({
      method: 'POST',
      path: '/passkeys/people/:person/invite',
      permission: ADMINISTRATOR,
      freshMinutes: FRESH_FORM_MINUTES,
      audit: { notes: ['invite'] },
      params: NAMED,
      handle: async ({ params, within }) => {
        const made = await within((bound) => invite(bound, params.person))
        if (!made.ok) return notInvited(made.refusal, params.person)
        const model = { link: invitationLink(origin, made.token), name: made.name, until: sayMoment(made.expires) }
        return { kind: 'page', template: 'passkeys/link.njk', title: `Give this link to ${made.name}`, model }
      },
    }),
    route({
      method: 'POST',
      path: '/passkeys/people/:person/withdraw',
      permission: ADMINISTRATOR,
      audit: { notes: ['withdraw-invitations'] },
      params: NAMED,
      handle: async ({ params, within }) => {
        await within((bound) => withdrawInvitations(bound, params.person))
        return { kind: 'redirect', to: `/passkeys/people/${params.person}` }
      },
    }),
    route({
      method: 'POST',
      path: '/passkeys/people/:person/revoke',
      permission: ADMINISTRATOR,
      audit: { notes: ['revoke-passkey'] },
      params: NAMED,
      body: z.object({ passkey: identifier }),
      handle: async ({ params, body, within }) => {
        const revoked = await within((bound) => revokePasskey(bound, { of: params.person, passkey: body.passkey }))
        return revoked.ok ? { kind: 'redirect', to: `/passkeys/people/${params.person}` } : { kind: 'not-found' }
      },
    }),
  ]
}

function people(found: readonly SigningIn[], name: string): Answer {
  const model = { ...showPeople(found), name }
  return { kind: 'page', template: 'passkeys/people.njk', title: 'Invitations', model }
}

async function personPage({ who, params, within }: OfSomebody): Promise<Answer> {
  const found = await within(async (bound) => {
    const person = await signingInOf(bound, params.person)
    if (person === null) return null
    const passkeys = await passkeysOf(bound, params.person)
    return { person, passkeys, open: await openInvitationOf(bound, params.person) }
  })
  if (found === null) return { kind: 'not-found' }
  const { person, passkeys, open } = found
  return {
    kind: 'page',
    template: 'passkeys/person.njk',
    title: person.name,
    model: {
      person: person.person,
      name: person.name,
      agency: person.agency,
      ways: sayWays(person),
      passkeys: showPasskeys(passkeys, null),
      invitation: showInvitation(open),
      hasAccount: person.providers > 0,
      isSelf: person.person === who.principal.person,
    },
  }
}

const WHY: Readonly<Record<NotInvited['kind'], { readonly why: string; readonly instead: string }>> = {
  'not-allowed': {
    why: 'Only whoever keeps the list of people invites others.',
    instead: 'Ask an administrator of your authority.',
  },
  'own-approval': {
    why: 'Nobody lets themselves in by a passkey, so that no administrator keeps a way in that nobody else knows of.',
    instead: 'Ask another administrator to invite you.',
  },
  'not-an-administrator': {
    why: 'The program itself invites administrators alone.',
    instead: 'Ask an administrator of your authority.',
  },
  'not-active': {
    why: 'Their account is closed, has not begun, or their agency is not linked to the authority today.',
    instead: 'Put their account in order first, on the lists of people.',
  },
}

function notInvited({ kind }: NotInvited, person: string): Answer {
  return {
    kind: 'refused',
    title: 'Nobody was invited',
    reasons: [{ ...WHY[kind], clauses: '' }],
    back: { href: `/passkeys/people/${person}`, text: 'Go back to the person' },
  }
}

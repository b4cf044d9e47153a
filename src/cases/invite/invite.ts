import type { Instant } from '../../engine/calendar/instant.ts'
import { keepInvitation, type NotInvited } from '../../record/people/invitations.ts'
import { hashOf } from '../../record/people/token-hash.ts'
import type { Bound } from '../../record/transaction.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** How long a link invites: somebody else until they are at their desk again, oneself until the other device is at hand. */
const OTHERS_HOURS = 72
const OWN_HOURS = 1

export type Invite =
  | {
      readonly ok: true
      /** Shown once, to whoever passes it on; kept nowhere. */
      readonly token: string
      readonly name: string
      readonly expires: Instant
    }
  | { readonly ok: false; readonly refusal: NotInvited }

/** Invites somebody to make a passkey, by a token that is for its link alone. */
export async function invite(bound: Bound, person: string): Promise<Invite> {
  const { store, moment, principal } = bound
  const token = store.ids.salt().toString('base64url')
  const hours = person === principal.person ? OWN_HOURS : OTHERS_HOURS
  const expires = (Math.floor((moment + hours * HOUR_MS) / MINUTE_MS) * MINUTE_MS) as Instant
  const kept = await keepInvitation(bound, { person, tokenHash: hashOf(token), expires })
  return kept.ok ? { ok: true, token, name: kept.name, expires } : kept
}

/**
 * The link of a token, at the address where browsers reach Sightline. The token stands behind the number sign, which no browser
 * sends: it comes into no log of a server or of what stands before it.
 */
export function invitationLink(origin: string, token: string): string {
  return `${origin}/invitation#${token}`
}

import { sayMoment } from '../../../documents/pathway/titles.ts'
import { capital } from '../../../documents/scan/words.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import type { OpenInvitation } from '../../../record/people/invitations.ts'
import type { Passkey } from '../../../record/people/passkeys.ts'
import type { SigningIn } from '../../../record/people/signing-in.ts'

/** A passkey as a page shows it. */
interface PasskeyShown {
  readonly id: string
  readonly title: string
  readonly made: string
  readonly used: string
  /** '' of one that can be used. */
  readonly gone: string
  readonly isCurrent: boolean
}

const MINUTE_MS = 60_000

/** People tell days and minutes apart, and no seconds. */
function when(moment: Instant): string {
  return sayMoment((Math.floor(moment / MINUTE_MS) * MINUTE_MS) as Instant)
}

const BECAUSE: Readonly<Record<NonNullable<Passkey['revokedBecause']>, string>> = {
  own: 'by its owner',
  administrator: 'by an administrator',
  copied: 'since it may have been copied',
}

/** @param current by which whoever looks has signed in; null where it was otherwise */
export function showPasskeys(passkeys: readonly Passkey[], current: string | null): readonly PasskeyShown[] {
  return passkeys.map(({ passkey, title, made, used, revoked, revokedBecause, synced }) => ({
    id: passkey,
    title: synced ? `${title} (on all devices of its owner’s account)` : title,
    made: when(made),
    used: used === null ? 'not yet' : when(used),
    gone: revoked === null || revokedBecause === null ? '' : `Revoked ${BECAUSE[revokedBecause]}, ${when(revoked)}`,
    isCurrent: passkey === current,
  }))
}

/** What a page says of a link that can still be used; '' where there is none. */
export function showInvitation(open: OpenInvitation | null): string {
  return open === null
    ? ''
    : `A link that ${open.madeBy} made at ${when(open.made)} can be used until ${when(open.expires)}.`
}

/** How somebody comes to sign in, in words. */
export function sayWays({ providers, passkeys, invited }: SigningIn): string {
  const ways = [
    ...(providers > 0 ? ['by an identity provider'] : []),
    ...(passkeys > 0 ? [`by ${passkeys === 1 ? 'a passkey' : `${passkeys} passkeys`}`] : []),
  ]
  if (invited) ways.push('invited')
  return capital(ways.length === 0 ? 'not yet' : ways.join(', '))
}

/** The most that are shown at once: whoever looks for somebody else gives a part of the name. */
export const MOST_SHOWN = 50

/** The people of a list, and whether there are more than it shows. */
export function showPeople(people: readonly SigningIn[]) {
  return {
    isCut: people.length > MOST_SHOWN,
    people: people.slice(0, MOST_SHOWN).map((each) => ({
      name: each.name,
      agency: each.agency,
      ways: sayWays(each),
      href: `/passkeys/people/${each.person}`,
    })),
  }
}

import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { unavailable } from '../database/unavailable.ts'
import { type Principal, type Store, within } from '../transaction.ts'

/** By what an identity provider knows somebody. Never an e-mail address: those change hands. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
}

/** Somebody whom an identity stands for, and in which authority. */
export interface KnownPerson {
  readonly principal: Principal
  readonly authorityTitle: string
}

/** The persons that an identity stands for: `known` with those whose accounts are open today. */
export type KnownAs =
  | { readonly kind: 'known'; readonly persons: readonly [KnownPerson, ...KnownPerson[]] }
  /** They are a person here, and each of their accounts is closed. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'unknown' }

/**
 * Whom an identity stands for, one in each authority. Whether an account is open is asked in that person's name, which notes
 * that a closed one was tried.
 */
export async function knownAs(store: Store, { issuer, subject }: Identity, moment: Instant): Promise<KnownAs> {
  const asked = sql<{ authority: string; person_id: string }>`
    select * from sightline.persons_of_sign_in(${issuer}, ${subject}) order by authority`
  const { rows } = await asked.execute(store.database).catch((error: unknown) => {
    throw unavailable(error) ?? error
  })
  if (rows.length === 0) return { kind: 'unknown' }
  const open: KnownPerson[] = []
  for (const { authority, person_id: person } of rows) {
    const principal = { authority, person }
    const title = await within(store, principal, moment, async ({ tx }) => {
      const { rows: found } = await sql<{ title: string }>`
        select title from sightline.authorities where authority = ${authority}`.execute(tx)
      return found[0]?.title ?? authority
    })
    if (typeof title === 'string') open.push({ principal, authorityTitle: title })
  }
  const [first, ...rest] = open
  return first === undefined ? { kind: 'closed' } : { kind: 'known', persons: [first, ...rest] }
}

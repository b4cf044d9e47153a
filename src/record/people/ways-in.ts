import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { unavailable } from '../database/unavailable.ts'
import type { Store } from '../transaction.ts'

/** How many can sign in to an authority, and by what. It names nobody. */
export interface WaysIn {
  readonly authority: string
  /** Identities at identity providers. */
  readonly signIns: number
  readonly passkeys: number
  /** That can still be used. */
  readonly invitations: number
}

/** The ways in to each authority of a record. */
export async function waysIn(store: Store, moment: Instant): Promise<readonly WaysIn[]> {
  const asked = sql<{ authority: string; sign_ins: string; passkeys: string; invitations: string }>`
    select * from sightline.ways_in(${new Date(moment)})`
  const { rows } = await asked.execute(store.database).catch((error: unknown) => {
    throw unavailable(error) ?? error
  })
  return rows.map(({ authority, sign_ins, passkeys, invitations }) => {
    return { authority, signIns: Number(sign_ins), passkeys: Number(passkeys), invitations: Number(invitations) }
  })
}

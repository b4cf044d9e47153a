import { sql } from 'kysely'
import { AS_NAMES } from '../database/names.ts'
import type { Bound } from '../transaction.ts'

/** How somebody comes to sign in, as whoever keeps the list of people sees it. */
export interface SigningIn {
  readonly person: string
  readonly name: string
  readonly agency: string
  /** At how many identity providers they are known. */
  readonly providers: number
  /** Those that were not revoked. */
  readonly passkeys: number
  /** Whether a link can still be used. */
  readonly invited: boolean
}

/**
 * People whose accounts are open, by name: of a part of a name, or, where that is empty, those whom no identity provider knows. Only
 * whoever keeps the list of people is told of passkeys and links; nothing of any child is in it, and nothing is noted.
 */
export async function signingIn(bound: Bound, part: string, most: number): Promise<readonly SigningIn[]> {
  return ask(bound, { part, person: null, most })
}

/** The same of one person; null where there is none whose account is open. */
export async function signingInOf(bound: Bound, person: string): Promise<SigningIn | null> {
  const [found] = await ask(bound, { part: '', person, most: 1 })
  return found ?? null
}

async function ask(
  { tx, principal, moment }: Bound,
  { part, person, most }: { readonly part: string; readonly person: string | null; readonly most: number },
): Promise<readonly SigningIn[]> {
  const { rows } = await sql<SigningIn>`
    select * from (
      select p.person_id as person, p.name, a.title as agency,
        (select count(*) from sightline.sign_ins s where s.authority = p.authority and s.person_id = p.person_id) as providers,
        (select count(*) from sightline.passkeys k
         where k.authority = p.authority and k.person_id = p.person_id and k.revoked is null) as passkeys,
        exists (
          select from sightline.invitations i
          where i.authority = p.authority and i.person_id = p.person_id and i.used is null and i.withdrawn is null
            and i.expires > ${new Date(moment)}) as invited
      from sightline.persons p
      join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
      where p.authority = ${principal.authority} and not p.service
        and p.since <= sightline.today() and (p.until is null or p.until > sightline.today())
        and (${person}::uuid is null or p.person_id = ${person}::uuid)
        and position(sightline.searched(${part}::text) in sightline.searched(p.name)) > 0
    ) people
    where providers = 0 or ${part}::text <> '' or ${person}::uuid is not null
    order by people.name ${AS_NAMES}, people.person
    limit ${most}`.execute(tx)
  return rows
}

import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { type Principal, SERVICE, type Store } from '../transaction.ts'

/** An authority that is to be kept in the record. */
export interface NewAuthority {
  /** Its name in every key: small letters, digits and hyphens. */
  readonly authority: string
  readonly title: string
  /** Invented, so that nothing real may be kept beside it. */
  readonly demonstration: boolean
  readonly since: Day
}

export type SetUp =
  | { readonly ok: true; readonly service: Principal }
  | { readonly ok: false; readonly refusal: { readonly kind: 'bad-name' | 'there-already' | 'not-beside-others' } }

/**
 * Makes an authority with nobody in it but the program itself, under whose name lists of people are first taken. An invented one
 * and a real one are never kept in the same record.
 */
export async function setUpAuthority(store: Store, given: NewAuthority): Promise<SetUp> {
  const { authority, title, demonstration, since } = given
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(authority)) return { ok: false, refusal: { kind: 'bad-name' } }
  const { ids, database } = store
  const person = ids.random()
  return database.transaction().execute(async (tx): Promise<SetUp> => {
    // Nobody is there yet in whose name it could be done: the program acts by itself.
    await sql`
      select set_config('sightline.authority', ${authority}, true), set_config('sightline.scopes', ${SERVICE}, true)`.execute(
      tx,
    )
    const { rows } = await sql<{ kinds: boolean[] | null; known: boolean | null }>`
      select array_agg(distinct demonstration) as kinds, bool_or(authority = ${authority}) as known
      from sightline.authorities_kept()`.execute(tx)
    const [{ kinds, known } = { kinds: null, known: null }] = rows
    if (known === true) return { ok: false, refusal: { kind: 'there-already' } }
    if ((kinds ?? []).includes(!demonstration)) return { ok: false, refusal: { kind: 'not-beside-others' } }
    await sql`
      insert into sightline.authorities (authority, title, demonstration)
      values (${authority}, ${title}, ${demonstration})`.execute(tx)
    await sql`
      insert into sightline.agencies (authority, agency, title, kind, since)
      values (${authority}, 'council', ${title}, 'council', ${formatDay(since)})`.execute(tx)
    await sql`
      insert into sightline.persons (authority, person_id, pseudonym, name, agency, service, since)
      values (${authority}, ${person}, ${ids.random()}, 'Sightline', 'council', true, ${formatDay(since)})`.execute(tx)
    return { ok: true, service: { authority, person } }
  })
}

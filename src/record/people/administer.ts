import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { administering } from '../access/administering.ts'
import { isBlank } from '../access/managing.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import type { Bound } from '../transaction.ts'

/** Why the list of people, or of places, is left as it was. */
export type NotAdministered =
  | { readonly kind: 'not-allowed' }
  | NotKept
  /** Whoever keeps the list gives themselves no role, team or people, by which they would see cases. */
  | { readonly kind: 'own-approval' }
  | { readonly kind: 'unknown-person' }
  /** An agency or team that is not there, or a team of another agency. */
  | { readonly kind: 'unknown-place' }
  | { readonly kind: 'no-name' }
  /** Somebody, or something, is called so already. */
  | { readonly kind: 'taken' }
  /** They would be their own manager, be it through others. */
  | { readonly kind: 'own-manager' }
  /** Somebody changed it since it was looked at. */
  | { readonly kind: 'changed-meanwhile' }
  | { readonly kind: 'ends-before-it-begins' }
  /** Nobody else holds the role, and duties would be owed by nobody: somebody else is given it first. */
  | { readonly kind: 'last-holder'; readonly role: string }
  /** It was not theirs, or has ended. */
  | { readonly kind: 'not-held' }
  /** They hold it already, for the same agency and team. */
  | { readonly kind: 'held-already' }
  /** No adopted protocol names it. */
  | { readonly kind: 'unknown-role' }

export type Administered = { readonly ok: true } | { readonly ok: false; readonly refusal: NotAdministered }

/** What is done to the list, and of whom. */
interface Change {
  readonly action: string
  readonly of: { readonly kind: 'person' | 'authority'; readonly id: string | null }
  readonly about: object
}

/** Does something that only whoever keeps the list of people may; it, or its refusal, is noted. */
export async function administered(
  bound: Bound,
  { action, of, about }: Change,
  work: () => Promise<NotAdministered | null>,
): Promise<Administered> {
  const accessPath = administering(bound)
  const refusal = accessPath === null ? ({ kind: 'not-allowed' } as const) : (notKept(about) ?? (await work()))
  const decision = refusal === null ? 'allowed' : 'refused'
  const payload = { ...about, refusal }
  await note(bound, { action, object: of, caseId: null, decision, accessPath, compartments: [], payload })
  return refusal === null ? { ok: true } : { ok: false, refusal }
}

/** Who somebody is and where they work. */
export interface Particulars {
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
  /** The authority's own name for them. */
  readonly staffId: string | null
  readonly agency: string
  readonly team: string | null
  readonly manager: string | null
}

/**
 * Adds a person, who begins on a day and may sign in once an identity provider's name for them is on the list of sign-ins.
 * @param id of the person; the same one again adds nobody
 */
export async function addPerson(
  bound: Bound,
  asked: { readonly id: string; readonly since: Day } & Particulars,
): Promise<Administered> {
  const { tx, principal, store } = bound
  const id = identifierOr(asked.id)
  const change = { action: 'add-person', of: { kind: 'person', id }, about: asked } as const
  return administered(bound, change, async () => {
    const refusal = await notSound(bound, id, asked)
    if (refusal !== null) return refusal
    const { rows } = await sql`
      insert into sightline.persons (authority, person_id, pseudonym, staff_id, name, email, phone, agency, team, manager_id, since)
      values (${principal.authority}, ${id}, ${store.ids.random()}, ${asked.staffId}, ${asked.name}, ${asked.email}, ${asked.phone},
        ${asked.agency}, ${asked.team}, ${asked.manager}, ${formatDay(asked.since)})
      on conflict do nothing
      returning person_id`.execute(tx)
    return rows.length === 0 ? { kind: 'taken' } : null
  })
}

/** Changes who somebody is or where they work, from what the page saw. */
export async function changePerson(
  bound: Bound,
  asked: { readonly person: string; readonly version: string } & Particulars,
): Promise<Administered> {
  const { tx, principal } = bound
  const person = identifierOr(asked.person)
  const change = { action: 'change-person', of: { kind: 'person', id: person }, about: asked } as const
  return administered(bound, change, async () => {
    const { rows: seen } = await sql<{ version: string; team: string | null }>`
      select ${VERSION} as version, p.team from sightline.persons p
      where p.authority = ${principal.authority} and p.person_id = ${person} and not p.service for update`.execute(tx)
    const [before] = seen
    if (before === undefined) return { kind: 'unknown-person' }
    if (before.version !== asked.version) return { kind: 'changed-meanwhile' }
    if (person === principal.person && before.team !== asked.team) return { kind: 'own-approval' }
    const refusal = await notSound(bound, person, asked)
    if (refusal !== null) return refusal
    const { rows } = await sql`
      update sightline.persons p
      set name = ${asked.name}, email = ${asked.email}, phone = ${asked.phone},
        -- Another address is tried anew.
        email_bounced = case when p.email is distinct from ${asked.email}::text then null else p.email_bounced end, staff_id = ${asked.staffId}, agency = ${asked.agency},
        team = ${asked.team}, manager_id = ${asked.manager}
      where p.authority = ${principal.authority} and p.person_id = ${person} and not exists (
        select from sightline.persons o
        where o.authority = p.authority and o.staff_id = ${asked.staffId} and o.person_id <> p.person_id)
      returning person_id`.execute(tx)
    return rows.length === 0 ? { kind: 'taken' } : null
  })
}

/** By what a page knows again that a person is as it saw them; `p` is the person. */
export const VERSION = sql`md5(concat_ws(chr(31), p.name, p.email, coalesce(p.phone, chr(30)), coalesce(p.staff_id, chr(30)), p.agency,
  coalesce(p.team, chr(30)), coalesce(p.manager_id::text, chr(30)), coalesce(p.until::text, chr(30))))`

async function notSound(bound: Bound, person: string, asked: Particulars): Promise<NotAdministered | null> {
  const { tx, principal } = bound
  const { name, agency, team, manager } = asked
  if (isBlank(name)) return { kind: 'no-name' }
  // Who is somebody's manager sees the cases of their team.
  if (manager === principal.person) return { kind: 'own-approval' }
  const { rows } = await sql<{ place: boolean; manager: boolean; loop: boolean }>`
    with recursive line as (
      select p.person_id, p.manager_id from sightline.persons p
      where p.authority = ${principal.authority} and p.person_id = ${manager}::uuid
      union
      select p.person_id, p.manager_id from sightline.persons p join line on p.person_id = line.manager_id
      where p.authority = ${principal.authority}
    )
    select
      exists (select from sightline.agencies a where a.authority = ${principal.authority} and a.agency = ${agency})
        and (${team}::text is null or exists (
          select from sightline.teams t
          where t.authority = ${principal.authority} and t.team = ${team} and t.agency = ${agency})) as place,
      ${manager}::uuid is null or exists (
        select from sightline.persons p where p.authority = ${principal.authority} and p.person_id = ${manager}::uuid
          and not p.service) as manager,
      exists (select from line where person_id = ${person}::uuid) as loop`.execute(tx)
  const [found] = rows
  if (found?.place !== true) return { kind: 'unknown-place' }
  if (!found.manager) return { kind: 'unknown-person' }
  return found.loop ? { kind: 'own-manager' } : null
}

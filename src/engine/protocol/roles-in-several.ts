import type { Protocol } from './protocol.ts'
import type { Name } from './sentences/sentence.ts'

/** One role of several protocols, which do not call it the same: they may mean several offices by it. */
export interface RoleOfSeveralTitles {
  readonly role: Name
  /** Each title, the one of most protocols first, with the protocols that give it. */
  readonly titles: readonly { readonly title: string; readonly protocols: readonly Name[] }[]
}

type Naming = Pick<Protocol, 'id' | 'roles'>

/**
 * Every title of each role that protocols name, the one of most protocols first; of as many, the one that is
 * named first. Small and capital letters make no other title.
 */
export function titlesOfRoles(protocols: readonly Naming[]): ReadonlyMap<Name, RoleOfSeveralTitles['titles']> {
  const named = protocols.flatMap(({ id, roles }) => [...roles].map(([role, title]) => ({ role, title, protocol: id })))
  return new Map(
    [...Map.groupBy(named, ({ role }) => role)].map(([role, some]) => [
      role,
      [...Map.groupBy(some, ({ title }) => title.toLowerCase())]
        .map(([key, by]) => ({ title: by[0]?.title ?? key, protocols: by.map(({ protocol }) => protocol) }))
        .toSorted((a, b) => b.protocols.length - a.protocols.length),
    ]),
  )
}

/**
 * The roles that protocols call by different titles. Whoever holds a role holds it in every protocol of the authority, so that a
 * title which means another office makes records untrue about who acted.
 */
export function rolesOfSeveralTitles(protocols: readonly Naming[]): readonly RoleOfSeveralTitles[] {
  return [...titlesOfRoles(protocols)]
    .filter(([, titles]) => titles.length > 1)
    .map(([role, titles]) => ({ role, titles }))
}

/** What to do about it. */
export const ONE_TITLE = 'Give each office a role of its own, or call it the same in all of them.'

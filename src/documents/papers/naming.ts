import type { People } from '../../engine/pathway/people.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { printed } from './printed.ts'

/**
 * What people, agencies and the child are called. The engine knows identifiers alone, so that whoever asks for a paper gives the
 * names that its reader may see.
 */
export interface Naming {
  /** Undefined where nobody is known by this identifier: the identifier is then shown. */
  readonly person: (id: string) => { readonly name: string; readonly agency: string | null } | undefined
  readonly agency: (id: string) => string | undefined
  /** Undefined for a brother or sister whom the reader may not see. */
  readonly sibling: (id: string) => string | undefined
  /** What the child, family or series is called on paper. */
  readonly subject: string
}

/** The names of nobody. */
export const NO_NAMES: Naming = {
  person: () => undefined,
  agency: () => undefined,
  sibling: () => undefined,
  subject: '',
}

/** The names as far as a history itself tells them: identifiers, with the agency of each person. */
export function namedById(people: People, subject: string): Naming {
  const agencies = new Map(people.persons.map(({ id, agency }) => [id, agency]))
  return {
    person: (id) => {
      const agency = agencies.get(id)
      return agency === undefined ? undefined : { name: id, agency }
    },
    agency: (id) => id,
    sibling: (id) => id,
    subject,
  }
}

interface Titles {
  readonly agencies?: ReadonlyMap<string, string>
  readonly siblings?: ReadonlyMap<string, string>
}

/**
 * The names by which an authority knows its people, as far as its reader may see them.
 * @param people whose agencies are told beside their names; null where no agency is told
 * @param titles what agencies are called, and the brothers and sisters whom the reader may see
 */
export function namedFrom(
  names: ReadonlyMap<string, string>,
  people: People | null,
  subject: string,
  titles: Titles = {},
): Naming {
  const agencies = new Map(people?.persons.map(({ id, agency }) => [id, agency]))
  return {
    person: (id) => {
      const name = names.get(id)
      return name === undefined ? undefined : { name, agency: agencies.get(id) ?? null }
    },
    agency: (id) => titles.agencies?.get(id) ?? id,
    sibling: (id) => titles.siblings?.get(id),
    subject,
  }
}

/** "Nerys Invented (health)". */
export function sayPerson(id: string, naming: Naming): string {
  const { name, agency } = personNamed(id, naming)
  return agency === null ? name : `${name} (${agency})`
}

export function personNamed(id: string, { person, agency }: Naming): { name: string; agency: string | null } {
  const found = person(id)
  if (found === undefined) return { name: printed(id), agency: null }
  const of = found.agency === null ? null : printed(agency(found.agency) ?? found.agency)
  return { name: printed(found.name), agency: of }
}

export function agencyNamed(id: string, { agency }: Naming): string {
  return printed(agency(id) ?? id)
}

export function siblingNamed(id: string, { sibling }: Naming): string {
  const name = sibling(id)
  return name === undefined ? 'A brother or sister whom this reader may not see' : printed(name)
}

/** The roles that somebody holds for this case or at all on a day, by their titles. */
export function rolesHeld(
  id: string,
  { own, holdings }: People,
  on: number,
  roles: ReadonlyMap<Name, string>,
): readonly string[] {
  const held = [...own, ...holdings].filter(({ person, from, until }) => {
    return person === id && from <= on && (until === null || on < until)
  })
  return [...new Set(held.map(({ role }) => roles.get(role) ?? role))]
}

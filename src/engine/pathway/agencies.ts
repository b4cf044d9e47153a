import type { Day } from '../calendar/day.ts'
import type { Name, Who } from '../protocol/sentences/sentence.ts'
import type { Entry } from './entry.ts'
import type { Holding, People } from './people.ts'

// For which agency somebody acts. A person belongs to one, and may hold roles for others: a designated doctor of the hospital
// who sits for the board as well acts for the one to which the role belongs.

/** The agency that somebody belongs to; null where nobody of that name is known. */
export function agencyOf({ persons }: People, person: string): string | null {
  return persons.find(({ id }) => id === person)?.agency ?? null
}

/** Whether a role is held on a day: from the first up to and not on the last. */
export function lasts({ from, until }: Holding, on: Day): boolean {
  return from <= on && (until === null || on < until)
}

/**
 * The agencies for which somebody may act in a role on a day: each for which they hold it, and their own where they hold it
 * for none, or by their part in this case alone. Several where they hold the same role for several.
 */
export function agenciesInRole(people: People, person: string, role: Name, on: Day): readonly string[] {
  const own = agencyOf(people, person)
  const found = new Set<string>()
  for (const each of people.holdings) {
    if (each.person !== person || each.role !== role || !lasts(each, on)) continue
    const agency = each.agency ?? own
    if (agency !== null) found.add(agency)
  }
  if (found.size === 0 && own !== null) found.add(own)
  return [...found]
}

/** The agency for which an entry was recorded: what it says, else whoever recorded it's own. */
export function agencyOfEntry(people: People, { agency, by }: Pick<Entry, 'agency' | 'by'>): string | null {
  return agency ?? agencyOf(people, by)
}

/** Everybody of an agency on a day: whom it is the own of, and who holds a role for it. */
export function membersOf(people: People, agency: string, on: Day): readonly string[] {
  const members = new Set<string>()
  for (const each of people.persons) if (each.agency === agency) members.add(each.id)
  for (const each of people.holdings) if (each.agency === agency && lasts(each, on)) members.add(each.person)
  return [...members]
}

/** Every agency that somebody belongs to or holds a role for. */
export function agenciesWithPeople({ persons, holdings }: People): readonly string[] {
  return [...new Set([...persons.map(({ agency }) => agency), ...holdings.flatMap(({ agency }) => agency ?? [])])]
}

/** Whether a word of a sentence means people by the agency for which they act. */
export function isByAgency({ kind }: Who): boolean {
  return kind === 'that-agency' || kind === 'each-agency-with-flag'
}

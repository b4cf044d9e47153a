import { sayRole } from '../../../documents/pathway/titles.ts'
import type { InventedPerson } from '../../../record/people/demonstration.ts'

/** The people of one agency, to choose from. */
export interface AgencyChoices {
  readonly title: string
  readonly people: readonly { readonly id: string; readonly name: string; readonly does: string }[]
}

/** Everybody whom a visitor may choose to be, by agency. */
export function choicesOf(people: readonly InventedPerson[]): readonly AgencyChoices[] {
  const agencies = new Map<string, InventedPerson[]>()
  for (const person of people) {
    agencies.set(person.agencyTitle, [...(agencies.get(person.agencyTitle) ?? []), person])
  }
  return [...agencies]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([title, those]) => ({
      title,
      people: those.map(({ principal, name, roles, teamTitle }) => {
        const does = roles.map((role, place) => (place === 0 ? sayRole(role) : sayRole(role).toLowerCase())).join(', ')
        return { id: principal.person, name, does: teamTitle === null ? does : `${does} (${teamTitle})` }
      }),
    }))
}

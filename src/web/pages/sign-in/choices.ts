import { GUIDE } from '../../../cases/demonstration/guide.ts'
import { sayList } from '../../../documents/scan/words.ts'
import type { InventedPerson } from '../../../record/people/demonstration.ts'
import type { AsCalled } from '../../as-called.ts'

/** The people of one agency, to choose from. */
export interface AgencyChoices {
  readonly title: string
  readonly people: readonly { readonly id: string; readonly name: string; readonly does: string }[]
}

/** Everybody whom a visitor may choose to be, by agency. */
export function choicesOf(people: readonly InventedPerson[], called: Pick<AsCalled, 'role'>): readonly AgencyChoices[] {
  const agencies = new Map<string, InventedPerson[]>()
  for (const person of people) {
    agencies.set(person.agencyTitle, [...(agencies.get(person.agencyTitle) ?? []), person])
  }
  return [...agencies]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([title, those]) => ({
      title,
      people: those.map(({ principal, name, roles, teamTitle }) => {
        const does = sayList(roles.map(called.role))
        return { id: principal.person, name, does: teamTitle === null ? does : `${does} (${teamTitle})` }
      }),
    }))
}

/** Whom to be in turn, to see one concern go from the worker to the director; nobody where they are not all there. */
export function guideOf(people: readonly InventedPerson[]): AgencyChoices['people'] {
  const found = GUIDE.flatMap(({ name, does }) => {
    return people.filter((each) => each.name === name).map(({ principal }) => ({ id: principal.person, name, does }))
  })
  return found.length === GUIDE.length ? found : []
}

import { roleTitle } from '../../documents/pathway/titles.ts'
import type { Day } from '../../engine/calendar/day.ts'
import { agenciesInRole, agencyOf } from '../../engine/pathway/agencies.ts'
import type { People } from '../../engine/pathway/people.ts'
import type { Name, Who } from '../../engine/protocol/sentences/sentence.ts'
import { type Around, agencyTitle } from './model/around.ts'

/** Whom a sentence means by what they did, were chosen for or belong to, whatever roles they hold. */
export const BY_RELATION: ReadonlySet<Who['kind']> = new Set([
  'raiser',
  'that-person',
  'chosen',
  'whoever-recorded-it',
  'chair-of-last-meeting',
  'that-agency',
  'each-agency-with-flag',
] as const)

/** As what somebody records: a role, and the agency for which they act in it; null for their own. */
export interface Capacity {
  readonly role: Name
  readonly agency: string | null
}

/** How a form, an address and a draft name it: "team-manager", "designated-doctor@invented-board". */
export function writeCapacity({ role, agency }: Capacity): string {
  return agency === null ? role : `${role}@${agency}`
}

/** What an address or a form may name as one. */
export const CAPACITY = /^[a-z][a-z0-9-]{0,99}(@[^\s@]{1,200})?$/

export function readCapacity(written: string): Capacity {
  const [role = '', agency = null] = written.split('@', 2)
  return { role, agency }
}

/** "Designated Doctor, for Invented Board"; the role alone where they act for their own agency. */
export function sayCapacity(written: string, around: Pick<Around, 'protocol' | 'agencies'>): string {
  const { role, agency } = readCapacity(written)
  const title = roleTitle(role, around.protocol)
  return agency === null ? title : `${title}, for ${agencyTitle(agency, around)}`
}

/**
 * As what somebody may record in a role: for each agency for which they hold it. Their own agency is named where they hold the
 * role for another as well.
 * @param only the agencies for which what they record is asked; null for any
 */
export function capacitiesIn(
  role: Name,
  {
    people,
    person,
    on,
    only,
  }: { readonly people: People; readonly person: string; readonly on: Day; readonly only: readonly string[] | null },
): readonly Capacity[] {
  const all = agenciesInRole(people, person, role, on)
  const agencies = only === null ? all : all.filter((each) => only.includes(each))
  const own = agencyOf(people, person)
  if (agencies.length === 0) return [{ role, agency: null }]
  return agencies.map((agency) => ({ role, agency: agency === own && all.length === 1 ? null : agency }))
}

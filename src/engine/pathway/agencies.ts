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
export function lasts({ from, until }: Pick<Holding, 'from' | 'until'>, on: Day): boolean {
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

/** Every agency for which somebody holds a role on a day. */
export function agenciesOfRole(people: People, role: Name, on: Day): readonly string[] {
  const holders = people.holdings.filter(
    (each) => each.role === role && lasts(each, on) && !isOut(people, each.person, on),
  )
  return [...new Set(holders.flatMap(({ person }) => agenciesInRole(people, person, role, on)))]
}

/** The agency for which an entry was recorded: what it says, else whoever recorded it's own. */
export function agencyOfEntry(people: People, { agency, by }: Pick<Entry, 'agency' | 'by'>): string | null {
  return agency ?? agencyOf(people, by)
}

/** Who answers for an agency on a day. */
type Answering =
  | { readonly kind: 'agency'; readonly agency: string }
  | { readonly kind: 'role'; readonly role: Name; readonly agency: string }
  | { readonly kind: 'nobody' }

/** Itself; once it has ended its successor, and so on, or the holders of the role to which it fell. */
function answeringFor({ ended = [] }: People, agency: string, on: Day): Answering {
  const passed = new Set<string>()
  for (let now = agency; !passed.has(now); ) {
    passed.add(now)
    const end = ended.find((each) => each.agency === now && each.on <= on)
    if (end === undefined) return { kind: 'agency', agency: now }
    if (end.successor === null) return end.falls === null ? { kind: 'nobody' } : { kind: 'role', ...end.falls }
    now = end.successor
  }
  return { kind: 'nobody' }
}

/** The agency that has taken the place of another by a day, or itself; null where none has. */
export function successorOf(people: People, agency: string, on: Day): string | null {
  const answering = answeringFor(people, agency, on)
  return answering.kind === 'agency' ? answering.agency : null
}

/** Whether whoever acts for an agency in a role answers for another: the same, one whose place it took, or that fell to the role. */
export function answersFor(
  people: People,
  agency: string,
  act: { readonly agency: string | null; readonly role: Name },
  on: Day,
): boolean {
  const answering = answeringFor(people, agency, on)
  if (answering.kind === 'nobody') return false
  return answering.agency === act.agency && (answering.kind === 'agency' || answering.role === act.role)
}

/** Everybody who answers for an agency on a day: whom it is the own of, and who holds a role for it. */
export function membersOf(people: People, agency: string, on: Day): readonly string[] {
  const answering = answeringFor(people, agency, on)
  if (answering.kind === 'nobody') return []
  const members = new Set<string>()
  if (answering.kind === 'role') {
    for (const { person, role } of people.holdings) {
      if (role !== answering.role || members.has(person)) continue
      if (holds(people, person, role, answering.agency, on)) members.add(person)
    }
    return [...members]
  }
  for (const each of people.persons) if (each.agency === answering.agency && isThere(each, on)) members.add(each.id)
  for (const each of people.holdings) if (each.agency === answering.agency && lasts(each, on)) members.add(each.person)
  return [...members]
}

/**
 * Whom an agency has working with the case on a day, by a role in it or in its core group; everybody who answers for it where it has
 * nobody there.
 */
export function caseMembersOf(people: People, agency: string, on: Day): readonly string[] {
  const members = membersOf(people, agency, on)
  const working = members.filter((person) => {
    return !isOut(people, person, on) && worksWithCaseFor(people, person, agency, on)
  })
  return working.length > 0 ? working : members
}

function worksWithCaseFor(people: People, person: string, agency: string, on: Day): boolean {
  const own = agencyOf(people, person)
  const answers = (role: Name, of: string | null): boolean => answersFor(people, agency, { agency: of, role }, on)
  const holdsOne = people.own.some((each) => {
    return each.person === person && lasts(each, on) && answers(each.role, each.agency ?? own)
  })
  return holdsOne || (people.coreGroup.includes(person) && answers('core-group', own))
}

function holds(people: People, person: string, role: Name, agency: string, on: Day): boolean {
  return (
    people.holdings.some((each) => each.person === person && each.role === role && lasts(each, on)) &&
    agenciesInRole(people, person, role, on).includes(agency)
  )
}

function isThere({ until = null }: People['persons'][number], on: Day): boolean {
  return until === null || on < until
}

/** Whether somebody was there once and is there no more on a day. */
function hasLeft({ persons }: People, person: string, on: Day): boolean {
  const until = leaversOf(persons).get(person)
  return until !== undefined && until <= on
}

/** Whether nothing of the case waits for somebody on a day: they have left, or may see nothing of it. */
export function isOut(people: People, person: string, on: Day): boolean {
  const isExcluded = people.excluded?.some((each) => each.person === person && lasts(each, on)) === true
  return isExcluded || hasLeft(people, person, on)
}

/** A view asks many times, of a list from which few leave. */
const leavers = new WeakMap<People['persons'], ReadonlyMap<string, Day>>()

function leaversOf(persons: People['persons']): ReadonlyMap<string, Day> {
  const known = leavers.get(persons)
  if (known !== undefined) return known
  const found = new Map(persons.flatMap(({ id, until = null }) => (until === null ? [] : [[id, until] as const])))
  leavers.set(persons, found)
  return found
}

/** Every agency to which somebody belongs or for which they hold a role on a day. */
export function agenciesWithPeople({ persons, holdings }: People, on: Day): readonly string[] {
  const own = persons.filter((each) => isThere(each, on)).map(({ agency }) => agency)
  return [...new Set([...own, ...holdings.flatMap((each) => (lasts(each, on) ? (each.agency ?? []) : []))])]
}

/** Whether a word of a sentence means people by the agency for which they act. */
export function isByAgency({ kind }: Who): boolean {
  return kind === 'that-agency' || kind === 'each-agency-with-flag'
}

import type { Day } from '../../../engine/calendar/day.ts'
import { fillersOf } from '../../../engine/pathway/attending.ts'
import type { People } from '../../../engine/pathway/people.ts'
import { coreGroupOf } from '../../../engine/pathway/who.ts'
import type { Meeting, Question } from '../../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import type { Name } from '../../../engine/protocol/sentences/sentence.ts'

/** Who somebody is, for others to know them by. */
export interface Somebody {
  readonly name: string
  /** The title of their agency. */
  readonly agency: string
}

/** What a form's questions are asked and answered from, beside the protocol: who there is, on the day. */
export interface Around {
  readonly protocol: Protocol
  readonly people: People
  readonly names: ReadonlyMap<string, Somebody>
  /** Titles of agencies by their names. */
  readonly agencies: ReadonlyMap<string, string>
  /** The child's brothers and sisters whom the person may know of, by their names. */
  readonly siblings: ReadonlyMap<string, string>
  /** Who recorded a step of this pathway, latest last. */
  readonly recordedBy: (step: Name) => readonly string[]
  /** Whoever fills the form in; left out where nobody does. */
  readonly recorder?: string
  readonly today: Day
}

/** What an agency is called; its own name where nobody gave it a title. */
export function agencyTitle(agency: string, { agencies }: Pick<Around, 'agencies'>): string {
  return agencies.get(agency) ?? agency
}

/** Somebody to choose, as a list shows them. */
export interface Candidate {
  readonly id: string
  readonly name: string
  /** "Team Manager, Invented Council" */
  readonly detail: string
}

/** Everybody who may be named in answer to a question: those tied to the case first, then all others by name. */
export function candidatesFor({ from }: Question, around: Around): readonly Candidate[] {
  const ids = from === null ? null : personsOf(from, around)
  const known = [...around.names.keys()].filter((id) => ids === null || ids.includes(id))
  return inOrder(known, around)
}

/**
 * Who may have been there for a post of a meeting: its holders first. Nobody who is kept from the case.
 * @param chosen whoever is named already, who stays on the list
 */
export function candidatesForPost(post: Name, around: Around, chosen: string): readonly Candidate[] {
  const able = (id: string): boolean => id === chosen || !isKeptFrom(id, around)
  const holders = new Set(fillersOf(around.people, post, around.today).filter(able))
  const [first, others] = [[...holders], [...around.names.keys()].filter((id) => !holders.has(id) && able(id))]
  return [...inOrder(first, around), ...inOrder(others, around)]
}

/** Everybody who may be written by name. */
export function everybodyIn(around: Around): readonly Candidate[] {
  return inOrder([...around.names.keys()], around)
}

/** Whether somebody has a part in the case today. */
export function isTied(id: string, { people, today }: Around): boolean {
  return people.coreGroup.includes(id) || people.own.some((each) => each.person === id && lasts(each, today))
}

/** Whether somebody may see nothing of the case today: they were at no meeting about it. */
export function isKeptFrom(id: string, { people, today }: Pick<Around, 'people' | 'today'>): boolean {
  return people.excluded?.some((each) => each.person === id && lasts(each, today)) === true
}

/** Whoever is put forward for a post: whoever fills the form in, where it may be theirs; else the case's own holder, else the only one, unless they are kept from it. */
export function ownerOfPost(post: Name, around: Around): string | null {
  const { recorder } = around
  if (recorder !== undefined && fillersOf(around.people, post, around.today).includes(recorder)) return recorder
  const [first, ...others] = postHolders(post, around)
  return first !== undefined && others.length === 0 && !isKeptFrom(first, around) ? first : null
}

/** Who holds a post: for the case itself, else for everybody. */
export function postHolders(post: Name, around: Around): readonly string[] {
  const { people, today } = around
  const own = people.own.filter((each) => each.role === post && lasts(each, today)).map(({ person }) => person)
  return [...new Set(own.length > 0 ? own : holding(around, post))]
}

/** "Sunil Invented (Team Manager, Invented Council)". */
export function sayCandidate({ name, detail }: Candidate): string {
  return detail === '' ? name : `${name} (${detail})`
}

export function candidate(id: string, around: Around): Candidate {
  const somebody = around.names.get(id)
  const roles = rolesOf(id, around).map((role) => around.protocol.roles.get(role) ?? '')
  const detail = [...roles, somebody?.agency ?? ''].filter((each) => each !== '').join(', ')
  return { id, name: somebody?.name ?? 'Somebody who is no longer known here', detail }
}

/** The meeting whose posts a question of attendance asks about. */
export function meetingOf({ from }: Question, { protocol }: Around): Meeting | undefined {
  return protocol.meetings.find(({ id }) => id === from)
}

function personsOf(from: Name, { people, protocol, recordedBy }: Around): readonly string[] | null {
  if (from === 'core-group') return coreGroupOf(people)
  if (protocol.steps.some(({ id }) => id === from)) return recordedBy(from)
  return Object.hasOwn(people.pools, from) ? (people.pools[from] ?? []) : protocol.pools.has(from) ? [] : null
}

function inOrder(ids: readonly string[], around: Around): readonly Candidate[] {
  const tied = new Set(ids.filter((id) => isTied(id, around)))
  return ids
    .map((id) => candidate(id, around))
    .toSorted((a, b) => Number(tied.has(b.id)) - Number(tied.has(a.id)) || a.name.localeCompare(b.name, 'en-GB'))
}

/** Everybody's roles are found in one pass: an authority may have thousands of people. */
const rolesFound = new WeakMap<Around, ReadonlyMap<string, readonly Name[]>>()

function rolesOf(person: string, around: Around): readonly Name[] {
  const found = rolesFound.get(around) ?? rolesBy(around)
  rolesFound.set(around, found)
  return found.get(person) ?? []
}

function rolesBy({ people, protocol, today }: Around): ReadonlyMap<string, readonly Name[]> {
  const by = new Map<string, Name[]>()
  for (const each of [...people.own, ...people.holdings]) {
    if (!lasts(each, today) || !protocol.roles.has(each.role)) continue
    const roles = by.get(each.person) ?? []
    if (!roles.includes(each.role)) by.set(each.person, [...roles, each.role])
  }
  return by
}

function holding({ people, today }: Around, role: Name): readonly string[] {
  const held = [...people.own, ...people.holdings].filter((each) => each.role === role && lasts(each, today))
  return [...new Set(held.map(({ person }) => person))]
}

function lasts({ from, until }: { readonly from: Day; readonly until: Day | null }, on: Day): boolean {
  return from <= on && (until === null || on < until)
}

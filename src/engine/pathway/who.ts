import type { Day } from '../calendar/day.ts'
import type { Question } from '../protocol/pathway-parts.ts'
import type { Name, Who } from '../protocol/sentences/sentence.ts'
import {
  agenciesInRole,
  agenciesWithPeople,
  agencyOfEntry,
  answersFor,
  caseMembersOf,
  isByAgency,
  isOut,
  lasts,
  membersOf,
  successorOf,
} from './agencies.ts'
import { postsChosenIn } from './chosen.ts'
import { dayOf } from './days.ts'
import type { AnswerValue } from './entry.ts'
import type { Holding, People, Tie } from './people.ts'
import type { Counted } from './record.ts'
import { answerTo, fieldsOf, type OpenedDuty, type State } from './state.ts'
import type { GrantScope } from './view.ts'

/** Where a relation is looked at from: a day, and what is being done or owed. */
export interface Scene {
  readonly state: State
  readonly on: Day
  /** The record that "whoever recorded it" means. */
  readonly by: Counted | null
  /** The agency that "that agency" means. */
  readonly agency: string | null
  /** The person that "that person" means. */
  readonly person: string | null
}

/** Somebody whom a sentence means; `role` is null where any role of theirs will do. */
export interface Meant {
  readonly person: string
  readonly role: Name | null
}

/**
 * Everybody whom one of a sentence's words for people means on a day; nobody where the relation has nobody in it, or only somebody
 * who has left or is excluded from the case: nothing waits for them.
 */
export function meantBy(who: Who, scene: Scene): readonly Meant[] {
  const { state, on } = scene
  const meant = everybodyMeantBy(who, scene)
  return meant.some(({ person }) => isOut(state.people, person, on))
    ? meant.filter(({ person }) => !isOut(state.people, person, on))
    : meant
}

function everybodyMeantBy(who: Who, { state, on, by, agency, person }: Scene): readonly Meant[] {
  const { people } = state
  switch (who.kind) {
    case 'role':
    case 'every-holder':
      return distinct(membersOfRole(who.role, people, on), who.role)
    case 'every-other-holder': {
      const own = new Set(held(people.own, who.role, on))
      const others = held(people.holdings, who.role, on).filter((each) => !own.has(each))
      return distinct(others, who.role)
    }
    case 'managers-of':
      return distinct(
        membersOfRole(who.role, people, on).flatMap((each) => managerOf(people, each) ?? []),
        null,
      )
    case 'of-child':
    case 'of-case':
      return distinct(held(people.own, who.role, on), who.role)
    case 'raisers-own': {
      const theirs = state.start === null ? null : agencyOfEntry(people, state.start.entry)
      if (theirs === null) return []
      const holders = held(people.holdings, who.role, on).filter((person) => {
        return agenciesInRole(people, person, who.role, on).includes(theirs)
      })
      return distinct(holders, who.role)
    }
    case 'raiser':
      return state.start === null || state.start.step === null ? [] : [{ person: state.start.entry.by, role: null }]
    case 'that-person':
      return person === null ? [] : [{ person, role: null }]
    case 'chosen': {
      const latest = state.records.get(who.step)?.at(-1)
      if (latest === undefined) return []
      const holders = postsIn(latest, state).flatMap((post) => everyHolderOf(people, post, on))
      return distinct([...personsIn(latest), ...holders], null)
    }
    case 'whoever-recorded-it':
      return by === null || by.step === null ? [] : [{ person: by.entry.by, role: null }]
    case 'that-agency':
      if (agency === null) return []
      return distinct(who.tied ? caseMembersOf(people, agency, on) : membersOf(people, agency, on), null)
    case 'each-agency-with-flag':
      return distinct(
        flaggedAgencies(state).flatMap((each) => membersOf(people, each, on)),
        null,
      )
    case 'chair-of-last-meeting': {
      return chairsOfLastMeeting(state, on)
    }
    case 'tied-holder':
      return distinct(
        held(people.holdings, who.role, on).filter((person) => hasPart(person, who.role, on, state)),
        who.role,
      )
    case 'anyone-independent':
      return distinct(
        people.persons.map(({ id }) => id).filter((person) => tiesOf(person, state).length === 0),
        null,
      )
    default:
      return who satisfies never
  }
}

/**
 * Whether somebody whom a word means by their agency acts for it in a role: nobody acts for one agency in the role that they
 * hold for another.
 * @param agency the one agency for which they act; null for any that goes with the role
 */
export function actsFor(
  who: Who,
  scene: Scene,
  act: { readonly person: string; readonly role: Name; readonly agency: string | null },
): boolean {
  if (!isByAgency(who)) return true
  const { state, on } = scene
  const meant = who.kind === 'that-agency' ? [scene.agency] : flaggedAgencies(state)
  const theirs = act.agency !== null ? [act.agency] : agenciesInRole(state.people, act.person, act.role, on)
  return theirs.some((own) => {
    return meant.some((each) => each !== null && answersFor(state.people, each, { agency: own, role: act.role }, on))
  })
}

/** To what a grant is tied by one of its words: those who come to hold a role later are meant as well. */
export function scopesMeantBy(who: Who, scene: Scene): readonly GrantScope[] {
  switch (who.kind) {
    case 'role':
    case 'every-holder':
      // The core group is each child's own, and no role of the authority.
      if (who.role !== CORE_GROUP) return [{ kind: 'role', role: who.role }]
      break
    case 'each-agency-with-flag':
      return flaggedAgencies(scene.state).flatMap((each): readonly GrantScope[] => {
        const agency = successorOf(scene.state.people, each, scene.on)
        if (agency !== null) return [{ kind: 'agency', agency }]
        return membersOf(scene.state.people, each, scene.on).map((person) => ({ kind: 'person', person }))
      })
  }
  return meantBy(who, scene).map(({ person }) => ({ kind: 'person', person }))
}

/** The first of a list in which somebody is, with those persons; the first of all, and nobody, where none is. */
export function firstMeant(
  list: readonly Who[],
  scene: Scene,
): { readonly who: Who | null; readonly persons: readonly string[] } {
  for (const who of list) {
    const meant = meantBy(who, scene)
    if (meant.length > 0) return { who, persons: meant.map(({ person }) => person) }
  }
  return { who: list[0] ?? null, persons: [] }
}

/** Nobody holds this role for the authority: it is whoever belongs to this child's core group. */
export const CORE_GROUP = 'core-group'

function membersOfRole(role: Name, people: People, on: Day): readonly string[] {
  return role === CORE_GROUP ? coreGroupOf(people) : held(people.holdings, role, on)
}

function managerOf({ persons }: People, person: string): string | null {
  return persons.find(({ id }) => id === person)?.manager ?? null
}

/**
 * Of whom nobody is known for a word of a list although somebody should be: of posts that were chosen, each that nobody holds. Where this case's own holder of a role is the only
 * one, there is no other to be found; of line managers, each one who is not known is missed.
 */
export function missedOf(who: Who, found: readonly string[], scene: Scene): readonly Who[] {
  if (who.kind !== 'chosen') return isMissed(who, found, scene) ? [who] : []
  const { state, on } = scene
  const latest = state.records.get(who.step)?.at(-1)
  const asksForPosts = state.rulebook.steps.get(who.step)?.asks.some(({ id }) => isOfPosts(id, state)) === true
  if (!asksForPosts) return found.length === 0 ? [who] : []
  const posts = latest === undefined ? [] : postsIn(latest, state)
  return posts
    .filter((post) => everyHolderOf(state.people, post, on).length === 0)
    .map((role): Who => ({ kind: 'role', role }))
}

function isOfPosts(question: Name, { rulebook }: State): boolean {
  return [...rulebook.meetings.values()].some(({ chosenIn }) => chosenIn.includes(question))
}

function isMissed(who: Who, found: readonly string[], { state: { people }, on }: Scene): boolean {
  if (who.kind === 'every-other-holder') return held(people.holdings, who.role, on).length === 0
  if (who.kind !== 'managers-of') return found.length === 0
  const members = membersOfRole(who.role, people, on)
  return members.some((each) => managerOf(people, each) === null)
}

/** Whether somebody holds a role on a day: their own, or this child's or case's. */
export function holdsRole(people: People, person: string, role: Name, on: Day): boolean {
  const { holdings, own } = people
  if (role === CORE_GROUP) return coreGroupOf(people).includes(person)
  const holds = (each: Holding): boolean => each.person === person && each.role === role && lasts(each, on)
  return holdings.some(holds) || own.some(holds)
}

/** Every role that somebody holds on a day. */
export function rolesOf(people: People, person: string, on: Day): readonly Name[] {
  const { holdings, own } = people
  const roles: Name[] = []
  for (const held of [holdings, own]) {
    for (const each of held) {
      if (each.person !== person || each.role === CORE_GROUP || !lasts(each, on)) continue
      if (!roles.includes(each.role)) roles.push(each.role)
    }
  }
  if (coreGroupOf(people).includes(person)) roles.push(CORE_GROUP)
  return roles
}

/** The professionals of the core group: what a protocol means by it, which the family is part of and not meant by. */
export function coreGroupOf({ coreGroup, persons }: People): readonly string[] {
  if (!persons.some(({ family }) => family === true)) return coreGroup
  const family = new Set(persons.flatMap((each) => (each.family === true ? [each.id] : [])))
  return coreGroup.filter((person) => !family.has(person))
}

/**
 * The agencies that an answer may name: those that are part of the case, then every other to which somebody belongs; only the
 * first where the question says from whom they are. An agency with nobody in it could be asked for nothing.
 */
export function agenciesToName({ from }: Pick<Question, 'from'>, people: People, on: Day): readonly string[] {
  const { agencies } = people
  return from !== null ? agencies : [...new Set([...agencies, ...agenciesWithPeople(people, on)])]
}

/** Agencies that have been asked for a flag and have not taken it away. */
export function flaggedAgencies({ flags }: State): readonly string[] {
  return [...new Set(flags.filter(({ removed }) => removed === null).map(({ agency }) => agency))]
}

/**
 * CWM-26: what ties somebody to the case: their own work with it, the core group, an earlier meeting, or managing somebody
 * who is tied in one of these ways.
 */
export function tiesOf(person: string, state: State): readonly Tie[] {
  const direct = directTies(person, state)
  const managed = state.people.persons.filter(({ manager, id }) => manager === person && id !== person)
  const through = managed
    .filter(({ id }) => directTies(id, state).length > 0)
    .map(({ id }): Tie => ({ person, kind: 'manages', of: id }))
  return [...direct, ...through]
}

/** Whether somebody works with the case: by a tie of their own, or because the agency of their role is part of it. */
function hasPart(person: string, role: Name, on: Day, state: State): boolean {
  const agencies = agenciesInRole(state.people, person, role, on)
  return agencies.some((each) => state.people.agencies.includes(each)) || tiesOf(person, state).length > 0
}

function directTies(person: string, state: State): readonly Tie[] {
  const { people } = state
  const ties: Tie[] = []
  for (const each of people.own) if (each.person === person) ties.push({ person, kind: 'allocated', of: each.role })
  if (people.coreGroup.includes(person)) ties.push({ person, kind: 'core-group', of: person })
  const { start } = state
  if (start?.step != null && start.entry.by === person) ties.push({ person, kind: 'raised', of: start.step.id })
  for (const step of state.rulebook.sittingSteps.keys()) {
    if (state.records.get(step)?.some((record) => attended(record, state).includes(person)) === true) {
      ties.push({ person, kind: 'attended', of: step })
    }
  }
  return ties
}

/** Who was at a meeting, as its record tells: whoever recorded it, and each post that was there, by name or by its holder. */
function attended(record: Counted, { people }: State): readonly string[] {
  const present: string[] = [record.entry.by, ...personsIn(record)]
  const on = dayOf(record.entry.happened)
  for (const question of record.step?.asks ?? []) {
    const value = answerTo(record.entry.answers, question.id)
    if (value === undefined) continue
    if (question.type !== 'attendance') continue
    for (const { post, is, who } of attendanceIn(value)) {
      if (is !== 'present') continue
      if (who !== null) present.push(who)
      else present.push(...holdersOfPost(people, post, on))
    }
  }
  return present
}

/** The persons whom a record names in answer to a question for a person or for people. */
function personsIn({ step, entry }: Counted): readonly string[] {
  return (step?.asks ?? []).flatMap(({ id, type }) => {
    const value = type === 'person' || type === 'people' ? answerTo(entry.answers, id) : undefined
    if (typeof value === 'string') return [value]
    return Array.isArray(value) ? (value as readonly AnswerValue[]).filter((each) => typeof each === 'string') : []
  })
}

/** The posts that a record asks to come to a meeting. */
function postsIn({ step, entry }: Counted, { rulebook }: State): readonly Name[] {
  return step === null ? [] : postsChosenIn(step, entry.answers, rulebook.meetings.values())
}

/** Whoever holds a post for the case; where nobody does, whoever holds it for everybody. */
export function everyHolderOf(people: People, post: Name, on: Day): readonly string[] {
  const own = held(people.own, post, on)
  return own.length > 0 ? own : held(people.holdings, post, on)
}

/** The case's own holder of a post; where it has none, the only holder there is. */
export function holdersOfPost(people: People, post: Name, on: Day): readonly string[] {
  const own = held(people.own, post, on)
  if (own.length > 0) return own
  const all = new Set(held(people.holdings, post, on))
  return all.size === 1 ? [...all] : []
}

/** What an answer about attendance says of one post. */
export interface Attended {
  readonly post: Name
  readonly is: string
  readonly who: string | null
  /** Why somebody was there in place of whoever holds the post; null where nobody was. */
  readonly instead: string | null
}

/** What an answer about attendance says of each post. */
export function attendanceIn(value: AnswerValue): readonly Attended[] {
  return Object.entries(fieldsOf(value) ?? {}).map(([post, said]) => {
    if (typeof said === 'string') return { post, is: said, who: null, instead: null }
    const fields = fieldsOf(said) ?? {}
    const [is, who, instead] = ['is', 'who', 'instead'].map((name) => {
      const told = answerTo(fields, name)
      return typeof told === 'string' ? told : null
    })
    return { post, is: is ?? '', who: who ?? null, instead: instead ?? null }
  })
}

/**
 * Who chaired the last meeting: whoever its record names as chair, else whoever recorded it. Where they have left the roles
 * that they had then, whoever holds one of these for the case now: who has left waits for nothing, and nothing waits for them.
 */
function chairsOfLastMeeting({ lastSitting, people }: State, on: Day): readonly Meant[] {
  if (lastSitting === null) return []
  const { entry, step } = lastSitting
  const named = step?.asks.find(({ id, type }) => id === 'chair' && type === 'person')
  const chair = named === undefined ? undefined : answerTo(entry.answers, named.id)
  const isNamed = typeof chair === 'string'
  const person = isNamed ? chair : entry.by
  const roles = isNamed ? rolesOf(people, person, dayOf(entry.happened)) : [entry.role]
  if (roles.length === 0 || roles.some((role) => holdsRole(people, person, role, on))) return [{ person, role: null }]
  return roles.flatMap((role) => distinct(held(people.own, role, on), role))
}

function held(holdings: readonly Holding[], role: Name, on: Day): readonly string[] {
  const persons: string[] = []
  for (const each of byRole(holdings).get(role) ?? []) if (lasts(each, on)) persons.push(each.person)
  return persons
}

/** A view asks who holds a role a hundred times, of a list as long as the authority has people. */
const byRoles = new WeakMap<readonly Holding[], ReadonlyMap<Name, readonly Holding[]>>()

function byRole(holdings: readonly Holding[]): ReadonlyMap<Name, readonly Holding[]> {
  const known = byRoles.get(holdings)
  if (known !== undefined) return known
  const found = Map.groupBy(holdings, ({ role }) => role)
  byRoles.set(holdings, found)
  return found
}

function distinct(persons: readonly string[], role: Name | null): readonly Meant[] {
  // Mostly there is one, and nothing to tell apart.
  const each = persons.length < 2 ? persons : [...new Set(persons)]
  return each.map((person) => ({ person, role }))
}

/** What a duty is looked at from. */
export function sceneOf(state: State, owed: OpenedDuty, on: Day): Scene {
  return { state, on, by: owed.by, agency: owed.agency, person: owed.person }
}

import { addDays } from '../../engine/calendar/day.ts'
import { type Instant, LONDON } from '../../engine/calendar/instant.ts'
import { sayDay, sayInstant } from '../../engine/calendar/words.ts'
import { dayOf, isHourUntold, startOf } from '../../engine/pathway/days.ts'
import type { Kept, Question, Step } from '../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import type { Name, Who } from '../../engine/protocol/sentences/sentence.ts'
import { capital, sayList } from '../scan/words.ts'

/** The titles of a protocol's parts by their names, in quotes; a name that it does not know stays as it is. */
export interface Titles {
  readonly step: (id: Name) => string
  readonly stage: (id: Name) => string
  readonly duty: (id: Name) => string
  readonly meeting: (id: Name) => string
  readonly role: (id: Name) => string
  /** As it is named in the record, where nobody gives it a title. */
  readonly agency: (id: string) => string
  readonly question: (step: Step | undefined, id: Name) => string
  readonly who: (who: readonly Who[]) => string
  readonly stepOf: (id: Name | null) => Step | undefined
}

/** @param agencies what agencies are called, where whoever shows it knows */
export function titlesOf(protocol: Protocol, agencies: ReadonlyMap<string, string> = new Map()): Titles {
  const steps = new Map(protocol.steps.map((step) => [step.id, step]))
  const quoted = (title: string | undefined, id: Name): string => `"${title ?? id}"`
  return {
    step: (id) => quoted(steps.get(id)?.title, id),
    stage: (id) => quoted(protocol.stages.get(id)?.title, id),
    duty: (id) => quoted(protocol.duties.find((each) => each.id === id)?.title, id),
    meeting: (id) => quoted(protocol.meetings.find((each) => each.id === id)?.title, id),
    role: (id) => roleTitle(id, protocol),
    agency: (id) => agencies.get(id) ?? id,
    question: (step, id) => quoted(questionIn(step?.asks ?? [], id)?.title, id),
    who: (who) => who.map((each) => sayWho(each, protocol)).join(' or '),
    stepOf: (id) => (id === null ? undefined : steps.get(id)),
  }
}

/** Who somebody is to the case, by the title of the role: "the case's Team Manager". */
function sayWho(who: Who, { roles, steps }: Protocol): string {
  const title = (role: Name): string => roleTitle(role, { roles })
  switch (who.kind) {
    case 'role':
      return title(who.role)
    case 'of-child':
      return `the child's ${title(who.role)}`
    case 'of-case':
      return `the case's ${title(who.role)}`
    case 'raisers-own':
      return `the raiser's own ${title(who.role)}`
    case 'every-holder':
      return `every ${title(who.role)}`
    case 'every-other-holder':
      return `every other ${title(who.role)}`
    case 'managers-of':
      return `the line manager of each ${title(who.role)}`
    case 'raiser':
      return 'whoever raised it'
    case 'whoever-recorded-it':
      return 'whoever recorded it'
    case 'that-agency':
      return who.tied ? 'whoever of that agency works with the case' : 'that agency'
    case 'that-person':
      return 'that person'
    case 'chosen':
      return `those chosen in "${steps.find(({ id }) => id === who.step)?.title ?? who.step}"`
    case 'each-agency-with-flag':
      return 'each agency with a flag'
    case 'chair-of-last-meeting':
      return 'the chair of the last meeting'
    case 'tied-holder':
      return `${title(who.role)} with a tie to the case`
    case 'anyone-independent':
      return 'anyone independent of the case'
    default:
      return who satisfies never
  }
}

/** What a protocol calls a role; else its own name, as people write it. */
export function roleTitle(role: Name, { roles }: Pick<Protocol, 'roles'>): string {
  return roles.get(role) ?? sayRole(role)
}

/** "Team manager", of team-manager. */
export function sayRole(role: Name): string {
  return capital(role.replaceAll('-', ' '))
}

/** The question of this name; "actions.owner" is a part of an item. */
function questionIn(questions: readonly Question[], id: Name): Question | undefined {
  const [first, ...rest] = id.split('.')
  const found = questions.find((each) => each.id === first)
  const further = rest.filter((each) => !/^\d+$/.test(each))
  return found === undefined || further.length === 0 ? found : questionIn(found.parts, further.join('.'))
}

/** "10:30 on Saturday 28 March 2026", to the minute; the last moment of a day is "the end of Saturday 28 March 2026". */
export function sayMoment(at: Instant): string {
  const day = dayOf(at)
  if (at === startOf(day)) return `the beginning of ${sayDay(day)}`
  return at + 1 === startOf(addDays(day, 1)) ? `the end of ${sayDay(day)}` : sayInstant(toTheMinute(at), LONDON)
}

/** As `sayMoment`, of what happened: "Saturday 28 March 2026, at an hour that was not told". */
export function sayHappened(at: Instant): string {
  return isHourUntold(at) ? `${sayDay(dayOf(at))}, at an hour that was not told` : sayMoment(at)
}

const MINUTE_MS = 60_000

function toTheMinute(at: Instant): Instant {
  return (Math.floor(at / MINUTE_MS) * MINUTE_MS) as Instant
}

/** As `sayMoment`, to follow a verb: "at 10:30 on Saturday 28 March 2026". */
export function sayAt(at: Instant): string {
  return `at ${sayMoment(at)}`
}

/** "nerys", "nerys and hywel", "nobody". */
/** Within which agency a protocol keeps its pathways, as a sentence. */
export function sayKept({ within }: Kept): string {
  const agency = within === 'lead' ? 'the agency that leads the case' : 'the agency of whoever raised it'
  return `Kept within ${agency}: of another agency only those see it whom the protocol names.`
}

export function sayPersons(persons: readonly string[]): string {
  return persons.length === 0 ? 'nobody' : sayList(persons)
}

/** That somebody filled a post that is not theirs: "in place of the Team Manager: she is ill". */
export function sayInstead(post: string, why: string): string {
  return `in place of the ${post}: ${why}`
}

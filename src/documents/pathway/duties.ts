import type { Instant } from '../../engine/calendar/instant.ts'
import { limitOn } from '../../engine/calendar/limit.ts'
import { sayDay, sayLimit } from '../../engine/calendar/words.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import type { PathwayDuty, WhyLapsed } from '../../engine/pathway/view.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import type { Each } from '../../engine/protocol/sentences/sentence.ts'
import { sayDays } from '../scan/words.ts'
import { sayNoDueDay } from './derivations.ts'
import type { Shown } from './shown.ts'
import { sayAt, sayMoment, sayPersons, titlesOf } from './titles.ts'

/** How a duty stands: "due in 5 days, on Wednesday 8 April 2026", "met late, at 10:00 on ...". */
export function sayStandingOfDuty(duty: PathwayDuty, shown: Shown): string {
  const { due, standing } = duty
  const today = dayOf(shown.asOf)
  switch (standing.kind) {
    case 'met': {
      const late = standing.late && 'day' in due ? `; it was due ${sayDueOf(due)}` : ''
      return `met${standing.late ? ' late,' : ''} ${sayAt(standing.at)}${late}`
    }
    case 'lapsed':
      if (standing.why === 'followed') return sayFollowed(duty, standing.at, shown.protocol)
      return `lapsed ${sayAt(standing.at)}, ${LAPSED[standing.why]}`
    case 'open':
      return 'day' in due
        ? `due ${sayDistance(due.day - today)}, ${sayDueAndRest(due, shown)}`
        : sayNoDueDay(due.none, duty, shown)
    case 'overdue':
      return 'day' in due
        ? `overdue${due.day < today ? ` by ${sayDays(today - due.day)}` : ''}: it was due ${sayDueAndRest(due, shown)}`
        : 'overdue'
    case 'not-known':
      return 'day' in due
        ? `was due ${sayDueOf(due)}; whether it was done is in no file`
        : 'whether it was done is in no file'
    default:
      return standing satisfies never
  }
}

/** "not done, and followed by the review conference of Tuesday 3 March 2026: nothing is owed for it any more". */
function sayFollowed(
  { duty: { forEach }, due }: Pick<PathwayDuty, 'duty' | 'due'>,
  at: Instant,
  protocol: Protocol,
): string {
  const was = 'day' in due ? `; it was due ${sayDueOf(due)}` : ''
  return `not done, and followed by ${sayNext(forEach, at, protocol)}: nothing is owed for it any more${was}`
}

/** What has come next: "the review conference of Tuesday 3 March 2026"; whatever is recorded by its title. */
export function sayNext(forEach: Each | null, at: Instant, protocol: Protocol): string {
  return `${nextOf(forEach, protocol)} of ${sayDay(dayOf(at))}`
}

function nextOf(forEach: Each | null, protocol: Protocol): string {
  const of = forEach?.of
  const titles = titlesOf(protocol)
  switch (of?.kind) {
    case 'fact':
      return `the ${of.thing}`
    case 'named': {
      const parent = protocol.duties.find(({ id }) => id === of.name)
      if (parent === undefined) return `the next ${titles.step(of.name)}`
      return parent.metBy.kind === 'fact' ? `the ${parent.metBy.fact}` : `the next ${titles.duty(of.name)}`
    }
    case 'entering':
      return `the next ${titles.stage(of.stage)}`
    case 'sitting':
      return `the sitting of ${titles.meeting(of.meeting)}`
    default:
      return 'the next'
  }
}

const LAPSED: Readonly<Record<Exclude<WhyLapsed, 'followed'>, string>> = {
  'left-stage': 'when the stage was left',
  'other-duty-met': 'when another duty was met in its place',
  recorded: 'when a step was recorded that ends it',
  'plan-ended': 'when the plan ended',
  'life-event': 'as the child’s life changed',
  'no-longer-met': 'when its trigger held no more',
  'pathway-ended': 'when all of it ended',
  moved: 'when the case was moved to a version that owes it no longer',
}

function sayDueOf(due: Extract<PathwayDuty['due'], { readonly derivation: unknown }>): string {
  return due.at === null ? `on ${sayDay(due.day)}` : `by ${sayMoment(due.at)}`
}

/** A due day that is a day of rest stays where it falls, and the last working day before it is said beside it. */
function sayDueAndRest(due: Parameters<typeof sayDueOf>[0], { calendar }: Shown): string {
  const limit = due.at === null ? limitOn(due.day, calendar) : null
  return limit?.ok === true ? `on ${sayLimit(limit.value)}` : sayDueOf(due)
}

function sayDistance(days: number): string {
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${sayDays(days)}`
}

/** Who owes it: "tegan (Team Manager of the case)"; "nobody is known to be ..." where nobody is. */
export function sayOwing({ owedBy, who }: Pick<PathwayDuty, 'owedBy' | 'who'>, { protocol }: Shown): string {
  const said = titlesOf(protocol).who([who])
  if (owedBy.length === 0) return `nobody yet, since nobody is known to be this: ${said}`
  // Which person or agency is said by their names.
  return who.kind === 'that-person' || who.kind === 'that-agency'
    ? sayPersons(owedBy)
    : `${sayPersons(owedBy)} (${said})`
}

/** Who is told of silence, and from which day: "If nothing is done, told from Thursday 9 April 2026: lena." */
export function saySilence({ duty, standing, tell, tellFrom }: PathwayDuty, { protocol, asOf }: Shown): string {
  const who = titlesOf(protocol).who(duty.ifOverdue.tell)
  const persons =
    tell.length === 0 ? `nobody yet, since nobody else than who owes it is known to be this: ${who}` : sayPersons(tell)
  if (tellFrom === null) return `If nothing is done in time, told of it: ${persons}.`
  const isTime = standing.kind === 'overdue' && tellFrom <= dayOf(asOf)
  return isTime
    ? `To be told of it since ${sayDay(tellFrom)}: ${persons}.`
    : `If nothing is done, told of it from ${sayDay(tellFrom)}: ${persons}.`
}

/** Of what was done late, or ended undone when it was: who was to be told of the silence, and from when. */
export function sayPastSilence({ standing, tell, tellFrom }: PathwayDuty): string {
  const isOver = standing.kind === 'met' || standing.kind === 'lapsed'
  if (!isOver || tellFrom === null || tellFrom > dayOf(standing.at) || tell.length === 0) return ''
  return `; ${sayPersons(tell)} ${tell.length === 1 ? 'was' : 'were'} to be told of it from ${sayDay(tellFrom)}`
}

/** Duties in the order in which a person needs them: what is late, what falls due, what has no day, what is done. */
export function inOrderOfNeed(duties: readonly PathwayDuty[]): readonly PathwayDuty[] {
  const rank = ({ standing, due }: PathwayDuty): number => {
    const first = ['overdue', 'open', 'not-known', 'met', 'lapsed'].indexOf(standing.kind) * 2
    return 'day' in due ? first : first + 1
  }
  const day = ({ due }: PathwayDuty): number => ('day' in due ? due.day : 0)
  return duties.toSorted((a, b) => rank(a) - rank(b) || day(a) - day(b))
}

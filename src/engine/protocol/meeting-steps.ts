import type { Guard, Meeting, Notice, Question, Step } from './pathway-parts.ts'
import type { Protocol } from './protocol.ts'
import type { Moment, Name, Who } from './sentences/sentence.ts'

/** The steps that can be recorded only on a day on which this meeting sits: what it decides of a case. */
export function stepsAtSitting(meeting: Name, { steps }: Pick<Protocol, 'steps'>): readonly Step[] {
  return steps.filter(({ needs }) => needs.some((guard) => needsSitting(guard, meeting)))
}

/** Whether a guard asks that a meeting sits on the day, alone or as one of several ways. */
export function needsSitting(guard: Guard, meeting: Name): boolean {
  if (guard.kind === 'either') return guard.guards.some((each) => needsSitting(each, meeting))
  return guard.kind === 'sitting' && guard.meetings.includes(meeting)
}

/** Whether something is due at the next sitting of a meeting, alone or as one of two moments. */
export function isDueAt(moment: Moment, meeting: Name): boolean {
  switch (moment.kind) {
    case 'next':
      return moment.meetings.includes(meeting)
    case 'earlier-of':
    case 'later-of':
      return moment.parts.some((part) => isDueAt(part, meeting))
    case 'by':
    case 'shifted':
    case 'same-working-day':
      return false
    default:
      return moment satisfies never
  }
}

/** A meeting that is called for one case: the step that calls it for a day, and the step that records that it was held. */
export interface CalledMeeting {
  readonly call: Step
  /** What asks for the day. */
  readonly when: Question
  readonly hold: Step
  /** The meetings as which it may be held: the posts of each are asked for in turn. None where only people are named. */
  readonly meetings: readonly Meeting[]
}

/** The meetings that are called for one case: each is held no earlier than the day for which another step called it. */
export function calledMeetings({ steps, meetings }: Pick<Protocol, 'steps' | 'meetings'>): readonly CalledMeeting[] {
  return steps.flatMap((hold) =>
    hold.needs.flatMap((guard): readonly CalledMeeting[] => {
      if (guard.kind !== 'not-before') return []
      const call = steps.find(({ id }) => id === guard.step)
      const when = call?.asks.find(({ id }) => id === guard.question)
      if (call === undefined || when === undefined) return []
      return [{ call, when, hold, meetings: meetingsAsked(hold, meetings) }]
    }),
  )
}

/** The meetings whose attendance a step asks for. */
function meetingsAsked({ asks }: Step, meetings: readonly Meeting[]): readonly Meeting[] {
  const names = asks.filter(({ type }) => type === 'attendance').map(({ from }) => from)
  return meetings.filter(({ id }) => names.includes(id))
}

/** The posts of which a question asks who was there at a meeting, in its order. */
export function postsAsked({ always, needs, invites, considers }: Meeting): readonly Name[] {
  return [...new Set([...always, ...needs, ...invites, ...considers])]
}

/** The notices that call people to a meeting: that of a sitting which is planned with them, and that which tells those chosen for it. */
export function callsTo(meeting: Name, { steps, notices, meetings }: Protocol): readonly Notice[] {
  const chosenIn = new Set(meetings.filter(({ id }) => id === meeting).flatMap((each) => each.chosenIn))
  const plans = (id: Name): boolean => {
    return steps.some((step) => step.id === id && step.asks.some((question) => question.plans === meeting))
  }
  const chooses = (id: Name): boolean => {
    return steps.some((step) => step.id === id && step.asks.some((question) => chosenIn.has(question.id)))
  }
  return notices.filter(({ to, forEach: { of } }) => {
    const tellsChosen = to.some(({ anyOf }) => anyOf.some((who) => who.kind === 'chosen' && chooses(who.step)))
    return tellsChosen || (of.kind === 'named' && [of.name, ...of.or].some(plans))
  })
}

/** At which meetings a step is recorded; empty where it is recorded at none that the protocol names. */
export function meetingsOfStep(step: Step, { meetings }: Pick<Protocol, 'meetings'>): readonly Name[] {
  const sitting = meetings.filter(({ id }) => step.needs.some((guard) => needsSitting(guard, id)))
  return [...new Set([...sitting, ...meetingsAsked(step, meetings)].map(({ id }) => id))]
}

/** The roles that words for people name by themselves, whatever the case. */
export function rolesNamed(who: readonly Who[]): readonly Name[] {
  return who.flatMap((each) => (each.kind === 'role' || each.kind === 'every-holder' ? [each.role] : []))
}

/** The roles that people hold for one child or one case alone: nothing in the protocol speaks of everybody who holds them. */
export function rolesOfCases({ steps, duties, notices, grants }: Protocol): ReadonlySet<Name> {
  const named = [
    ...steps.flatMap(({ by }) => by.anyOf),
    ...duties.flatMap(({ owedBy }) => owedBy.anyOf),
    ...notices.flatMap(({ to }) => to.flatMap(({ anyOf }) => anyOf)),
    ...grants.flatMap(({ who }) => who),
  ]
  const ofCases = named.flatMap((who) => (who.kind === 'of-child' || who.kind === 'of-case' ? [who.role] : []))
  const ofAll = new Set(named.flatMap((who) => (who.kind === 'every-holder' ? [who.role] : [])))
  return new Set(ofCases.filter((role) => !ofAll.has(role)))
}

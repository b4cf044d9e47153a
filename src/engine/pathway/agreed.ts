import { type Day, parseDay } from '../calendar/day.ts'
import type { Instant } from '../calendar/instant.ts'
import { calledMeetings, meetingsOfStep } from '../protocol/meeting-steps.ts'
import type { Question, Step } from '../protocol/pathway-parts.ts'
import type { Duty, Protocol } from '../protocol/protocol.ts'
import type { Name } from '../protocol/sentences/sentence.ts'
import { firstNamed } from './items.ts'
import { answerTo, fieldsOf } from './state.ts'
import type { EntryView, PathwayDuty, View } from './view.ts'

/**
 * What was agreed to be done. `action`: one of a list, each with its owner and its day. `follow-up`: what is owed because a meeting
 * decided so. `recommendation`: what stands in a register and is to be answered.
 */
export const AGREED_KINDS = ['action', 'follow-up', 'recommendation'] as const
export type AgreedKind = (typeof AGREED_KINDS)[number]

export interface Agreed {
  /** The same in every evaluation of the same entries: the duty's own where one is owed for it. */
  readonly id: string
  readonly kind: AgreedKind
  /** The first of the chain of entries that agreed it, and their step. */
  readonly entry: string
  readonly step: Name
  /** The meetings at one of which it was agreed; empty where it was at none that the protocol names. */
  readonly meetings: readonly Name[]
  /** Which of a list it is, from 1; null where it is none. */
  readonly item: { readonly question: Name; readonly number: number } | null
  /** Null where nobody is asked by the protocol to say that it was done. */
  readonly duty: PathwayDuty | null
  readonly owners: readonly string[]
  /** The agency that it is agreed with, where no person is named. */
  readonly agency: string | null
  readonly role: Name | null
  readonly agreed: Instant
  readonly due: Day | null
  readonly dueAt: Instant | null
}

/** A list of which each item has an owner, a person or an agency, and a day. */
export function isOfActions({ type, parts }: Question): boolean {
  const has = (...types: readonly Question['type'][]): boolean => parts.some((part) => types.includes(part.type))
  return type === 'items' && has('person', 'agencies') && has('day')
}

/** Whether a duty is owed for each item of a list. */
export function isOwedFor({ forEach }: Duty, question: Name): boolean {
  return forEach?.of.kind === 'item' && forEach.of.question === question
}

/** Everything that was agreed in a pathway and stands, in the order in which it was. */
export function agreedIn(protocol: Protocol, { entries, duties }: Pick<View, 'entries' | 'duties'>): readonly Agreed[] {
  const held = new Set(protocol.registers.flatMap(({ holds }) => [...holds.keys()]))
  const called = new Set(calledMeetings(protocol).map(({ hold }) => hold.id))
  return entries.flatMap((each): readonly Agreed[] => {
    const step = protocol.steps.find(({ id }) => id === each.entry.step)
    if (step === undefined || each.supersededBy !== null || each.ignored !== null) return []
    const { root } = each
    const meetings = meetingsOfStep(step, protocol)
    const of = { entry: root, step: step.id, meetings, agreed: each.entry.happened }
    const actions = actionsIn(step, each, of, { duties, entries })
    const told = new Set(actions.map(({ id }) => id))
    const opened = duties.filter(({ id, of: whatFor, duty }) => {
      return !told.has(id) && duty.forEach !== null && (whatFor === root || whatFor.startsWith(`${root}/`))
    })
    const isDecided = meetings.length > 0 || called.has(step.id)
    const rest = opened.flatMap((duty): readonly Agreed[] => {
      const isHeld = held.has(step.id) && isOwedForStep(duty.duty, step.id)
      if (!isHeld && !isDecided) return []
      const kind = isHeld ? 'recommendation' : 'follow-up'
      return [{ ...of, ...owing(duty, entries), id: duty.id, kind, item: null, duty }]
    })
    return [...actions, ...rest]
  })
}

function actionsIn(
  { asks }: Step,
  { entry }: EntryView,
  of: Pick<Agreed, 'entry' | 'step' | 'meetings' | 'agreed'>,
  { duties, entries }: Pick<View, 'entries' | 'duties'>,
): readonly Agreed[] {
  return asks.filter(isOfActions).flatMap((question) => {
    const items = answerTo(entry.answers, question.id)
    if (!Array.isArray(items)) return []
    return items.map((value, place): Agreed => {
      const number = place + 1
      const duty = duties.find((each) => isOwedFor(each.duty, question.id) && each.of === `${of.entry}/${number}`)
      const own = fieldsOf(value) ?? {}
      const person = firstNamed(own, question.parts, 'person')
      const day = firstNamed(own, question.parts, 'day')
      const named = {
        ...(person === null ? {} : { owners: [person] }),
        agency: firstNamed(own, question.parts, 'agencies'),
      }
      const unowed = { owners: [], role: null, due: day === null ? null : (parseDay(day) ?? null), dueAt: null }
      return {
        ...of,
        ...(duty === undefined ? unowed : owing(duty, entries)),
        ...named,
        id: duty?.id ?? `${of.entry}/${question.id}/${number}`,
        kind: 'action',
        item: { question: question.id, number },
        duty: duty ?? null,
      }
    })
  })
}

function isOwedForStep({ forEach }: Duty, step: Name): boolean {
  return forEach?.of.kind === 'named' && forEach.of.name === step
}

/** Who owes it while it is open; whoever did it once it is done, since roles change hands; nobody where it lapsed. */
function owing(
  { owedBy, agency, who, due, standing }: PathwayDuty,
  entries: readonly EntryView[],
): Pick<Agreed, 'owners' | 'agency' | 'role' | 'due' | 'dueAt'> {
  const day = 'day' in due ? { due: due.day, dueAt: due.at } : { due: null, dueAt: null }
  const role = 'role' in who ? who.role : null
  switch (standing.kind) {
    case 'met': {
      const by = entries.find(({ root }) => root === standing.by)?.entry.by
      return { owners: by === undefined || by === '' ? [] : [by], agency, role, ...day }
    }
    case 'lapsed':
      return { owners: [], agency, role, ...day }
    case 'open':
    case 'overdue':
    case 'not-known':
      return { owners: [...owedBy], agency, role, ...day }
    default:
      return standing satisfies never
  }
}

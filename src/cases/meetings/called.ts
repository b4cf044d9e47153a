import type { Day } from '../../engine/calendar/day.ts'
import { parseDay } from '../../engine/calendar/day.ts'
import { type Instant, LONDON, parseInstant, wallTimeOf } from '../../engine/calendar/instant.ts'
import { startOf } from '../../engine/pathway/days.ts'
import type { People } from '../../engine/pathway/people.ts'
import type { EntryView, PathwayDuty } from '../../engine/pathway/view.ts'
import { coreGroupOf, holdersOfPost } from '../../engine/pathway/who.ts'
import { type CalledMeeting, calledMeetings } from '../../engine/protocol/meeting-steps.ts'
import type { Meeting } from '../../engine/protocol/pathway-parts.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { pathwaysAt } from '../../record/meetings/considered.ts'
import { adoptedProtocols } from '../../record/pathways/adopted.ts'
import type { SeenPathway } from '../../record/pathways/read-pathway.ts'
import type { Bound } from '../../record/transaction.ts'

/** How much a post is wanted at a meeting. */
export type Wanted = 'chairs' | 'always' | 'needed' | 'invited' | 'considered'

/** A post of a meeting, with whoever holds it. */
export interface Post {
  readonly role: Name
  readonly wanted: Wanted
  /** Nobody, where nobody is known to hold it for this case. */
  readonly persons: readonly string[]
}

/** A meeting of one case: called, held, or neither yet. */
export interface CaseMeeting {
  readonly read: SeenPathway
  readonly called: CalledMeeting
  /** What called it last; null where nobody has since the pathway came to the stage at which it is held. */
  readonly call: EntryView | null
  /** For when it was called. */
  readonly at: Instant | null
  /** What recorded that it was held, of the last time it was called. */
  readonly held: EntryView | null
  /** The duty to hold it, or to call it, while it is open. */
  readonly owed: PathwayDuty | null
  readonly posts: readonly Post[]
  /** Whom the call names beside the posts. */
  readonly named: readonly string[]
}

/** What a person has to do with a meeting of a case; the first that holds. */
export type Part = 'holds' | 'calls' | 'owes' | 'invited'

/** The meetings of a pathway: those that its stage asks for, and those that were called or held. */
export function meetingsIn(read: SeenPathway, today: Day): readonly CaseMeeting[] {
  const { view, rules, people } = read
  const stage = view.stage?.id ?? null
  return calledMeetings(rules.protocol).flatMap((called): readonly CaseMeeting[] => {
    const { call: by, hold, when, meetings } = called
    const counted = view.entries.filter(({ supersededBy, ignored }) => supersededBy === null && ignored === null)
    const held = counted.findLast(({ entry }) => entry.step === hold.id) ?? null
    const isNow = hold.at.kind === 'stages' && stage !== null && hold.at.stages.includes(stage)
    const since = isNow ? (view.since ?? null) : null
    const call =
      counted.findLast(({ entry }) => entry.step === by.id && (since === null || entry.happened >= since)) ?? null
    if (!isNow && held === null) return []
    const isHeld = held !== null && (!isNow || (since !== null && held.entry.happened >= since))
    const open = view.duties.filter(({ standing: { kind } }) => kind === 'open' || kind === 'overdue')
    const owed = open.find(({ duty: { metBy } }) => metBy.kind === 'step' && metBy.step === hold.id)
    const owedCall = open.find(({ duty: { metBy } }) => metBy.kind === 'step' && metBy.step === by.id)
    const answered = call?.entry.answers[when.id]
    return [
      {
        read,
        called,
        call,
        at: typeof answered === 'string' ? momentIn(answered) : null,
        held: isHeld ? held : null,
        owed: owed ?? owedCall ?? null,
        posts: postsOf(meetings, people, today),
        named: call === null ? [] : namedIn(called, call),
      },
    ]
  })
}

function momentIn(text: string): Instant | null {
  const day = parseDay(text)
  return parseInstant(text) ?? (day === undefined ? null : startOf(day))
}

/** Each post once, as that of its meetings which wants it most. */
function postsOf(meetings: readonly Meeting[], people: People, today: Day): readonly Post[] {
  const wanted = new Map<Name, Wanted>()
  const [first] = meetings
  const all: readonly (readonly [readonly Name[], Wanted])[] = [
    [first?.always ?? [], 'always'],
    [first?.needs ?? [], 'needed'],
    [first?.invites ?? [], 'invited'],
    [first?.considers ?? [], 'considered'],
  ]
  for (const [roles, how] of all) for (const role of roles) if (!wanted.has(role)) wanted.set(role, how)
  return [...wanted].map(([role, how]) => ({ role, wanted: how, persons: personsOf(role, people, today) }))
}

function personsOf(role: Name, people: People, today: Day): readonly string[] {
  return role === 'core-group' ? coreGroupOf(people) : holdersOfPost(people, role, today)
}

/** The people whom the call names. */
function namedIn({ call }: CalledMeeting, { entry }: EntryView): readonly string[] {
  return call.asks.flatMap(({ id, type }) => {
    const value = type === 'people' || type === 'person' ? entry.answers[id] : undefined
    return [value].flat().filter((each) => typeof each === 'string')
  })
}

/** What a person has to do with a meeting that is still to be held; null where it is no business of theirs. */
export function partIn({ read, called, held, owed, posts, named }: CaseMeeting, person: string): Part | null {
  if (held !== null) return null
  const takes = (step: Name): boolean => {
    return read.view.offers.some(
      (offer) => offer.step.id === step && offer.takers.some((each) => each.person === person),
    )
  }
  if (takes(called.hold.id)) return 'holds'
  if (takes(called.call.id)) return 'calls'
  if (owed?.owedBy.includes(person) === true) return 'owes'
  const isInvited = posts.some(({ persons, wanted }) => wanted !== 'considered' && persons.includes(person))
  return isInvited || named.includes(person) ? 'invited' : null
}

/** The meetings of cases that are still to be held and that a person has to do with, the next first; and whether there are more. */
export async function ownMeetings(
  bound: Bound,
): Promise<{ readonly meetings: readonly (CaseMeeting & { readonly part: Part })[]; readonly more: boolean }> {
  const { person } = bound.principal
  const meetings: (CaseMeeting & { readonly part: Part })[] = []
  let isMore = false
  for (const { protocol } of await adoptedProtocols(bound)) {
    const stages = calledMeetings(protocol).flatMap(({ hold: { at } }) => (at.kind === 'stages' ? at.stages : []))
    if (stages.length === 0) continue
    const { rows, more } = await pathwaysAt(bound, protocol.id, [...new Set(stages)])
    isMore ||= more
    for (const each of rows.flatMap((read) => meetingsIn(read, bound.today))) {
      const part = partIn(each, person)
      if (part !== null) meetings.push({ ...each, part })
    }
  }
  return { meetings: meetings.toSorted((a, b) => dayOfMeeting(a) - dayOfMeeting(b)), more: isMore }
}

/** The day of a meeting: that for which it was called, else that by which it is owed. */
function dayOfMeeting({ at, owed }: CaseMeeting): number {
  if (at !== null) return wallTimeOf(at, LONDON).day
  return owed !== null && 'day' in owed.due ? owed.due.day : Number.POSITIVE_INFINITY
}

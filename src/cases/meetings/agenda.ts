import { addDays, type Day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { isOut } from '../../engine/pathway/agencies.ts'
import { postsChosen } from '../../engine/pathway/chosen.ts'
import { dayOf, startOf } from '../../engine/pathway/days.ts'
import type { EntryView, Offer, PathwayDuty, View } from '../../engine/pathway/view.ts'
import { everyHolderOf, holdersOfPost } from '../../engine/pathway/who.ts'
import { isDueAt, stepsAtSitting } from '../../engine/protocol/meeting-steps.ts'
import type { Meeting, Step } from '../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { pathwaysConsidered } from '../../record/meetings/considered.ts'
import { casePostsOf, type SittingPost } from '../../record/meetings/posts.ts'
import type { Sitting } from '../../record/meetings/sittings.ts'
import { adoptedProtocols } from '../../record/pathways/adopted.ts'
import { type Hidden, hiddenFrom } from '../../record/pathways/lists.ts'
import type { SeenPathway } from '../../record/pathways/read-pathway.ts'
import type { Rules } from '../../record/pathways/shelf.ts'
import type { Bound } from '../../record/transaction.ts'

/** A case on the agenda of a sitting. */
export interface AgendaCase {
  readonly read: SeenPathway
  /** What was recorded of it at that sitting, in the order in which it happened. */
  readonly decided: readonly EntryView[]
  /** The decisions of the meeting that can be recorded now, with those who may. */
  readonly open: readonly Offer[]
  /** What waits for the meeting: due at it, or met by what it decides. */
  readonly waits: readonly PathwayDuty[]
  /** Who comes for this case alone, post by post: nobody who is kept from it. */
  readonly comes: readonly SittingPost[]
}

/** The cases of one protocol that a sitting considers. */
export interface AgendaPart {
  readonly rules: Rules
  /** The meeting as the protocol has it. */
  readonly meeting: Meeting
  readonly cases: readonly AgendaCase[]
  /** How many it leaves out, for whom they are sealed or who is kept out of them. */
  readonly hidden: Hidden
  /** Whether there are more than one page works out. */
  readonly more: boolean
}

/** A meeting as the protocols have it that keep or use it, those of cases before those of series. */
export interface KnownMeeting {
  readonly id: Name
  readonly title: string
  readonly said: readonly { readonly rules: Rules; readonly meeting: Meeting }[]
}

/** The meetings that sit by a calendar, or have a sitting, by their titles. */
export async function meetingsKnown(
  bound: Bound,
  sittings: readonly Pick<Sitting, 'meeting'>[],
): Promise<readonly KnownMeeting[]> {
  const sits = new Set(sittings.map(({ meeting }) => meeting))
  const said = (await adoptedProtocols(bound)).flatMap((rules) =>
    rules.protocol.meetings.map((meeting) => ({ rules, meeting })),
  )
  const inOrder = said.toSorted((a, b) => Number(isSeries(a.rules.protocol)) - Number(isSeries(b.rules.protocol)))
  return [...Map.groupBy(inOrder, ({ meeting }) => meeting.id)]
    .map(([id, all]) => ({ id, title: all[0]?.meeting.title ?? id, said: all }))
    .filter(({ id, said: all }) => sits.has(id) || all.some((each) => isSeriesOf(each)))
    .toSorted((a, b) => a.title.localeCompare(b.title, 'en-GB'))
}

/** What is held every so often, or decides of cases on days that are planned, has a calendar of its own. */
function isSeriesOf({ rules, meeting }: KnownMeeting['said'][number]): boolean {
  return meeting.everyMonths !== null || stepsAtSitting(meeting.id, rules.protocol).length > 0
}

function isSeries({ subject }: Protocol): boolean {
  return subject === 'series of meetings'
}

/** The cases that a sitting considers, protocol by protocol, of those that this person may see. */
export async function agendaOf(bound: Bound, meeting: KnownMeeting, on: Day): Promise<readonly AgendaPart[]> {
  const parts: AgendaPart[] = []
  for (const each of meeting.said) {
    const { protocol } = each.rules
    if (isSeries(protocol) || stepsAtSitting(meeting.id, protocol).length === 0) continue
    const { rows, more } = await pathwaysConsidered(bound, protocol.id, momentsOf(on, bound))
    const cases = rows.flatMap((read) => agendaCase(read, each.meeting, on, bound.today) ?? [])
    parts.push({ ...each, cases, hidden: await hiddenFrom(bound, protocol.id), more })
  }
  return parts
}

/** The moments at which a case must have been open to be considered: those of a day that has come are its first and its last. */
function momentsOf(on: Day, { today, moment }: Bound): readonly Instant[] {
  if (on > today) return []
  const end = (startOf(addDays(on, 1)) - 1) as Instant
  return [startOf(on), end < moment ? end : moment]
}

/** A case as a sitting has it before it; null where it does not consider it. */
function agendaCase(read: SeenPathway, of: Meeting, on: Day, today: Day): AgendaCase | null {
  const { view, rules } = read
  const meeting = of.id
  const steps = stepsAtSitting(meeting, rules.protocol)
  const decided = view.entries.filter(({ entry, supersededBy, ignored }) => {
    const isOf = steps.some(({ id }) => id === entry.step) && dayOf(entry.happened) === on
    return isOf && supersededBy === null && ignored === null
  })
  const stages = on < today ? stagesOn(view, on) : [view.stage?.id ?? null]
  const wasThere = (step: Step): boolean => stages.some((stage) => stage !== null && isAt(step, stage))
  if (decided.length === 0 && !steps.some(wasThere)) return null
  const open = view.offers.filter(({ step }) => steps.includes(step) && wasThere(step))
  const end = on < today ? startOf(addDays(on, 1)) : Number.POSITIVE_INFINITY
  const waits = view.duties.filter(({ standing: { kind }, opened, duty: { metBy, due } }) => {
    if ((kind !== 'open' && kind !== 'overdue') || opened >= end) return false
    return isDueAt(due.first, meeting) || (metBy.kind === 'step' && steps.some(({ id }) => id === metBy.step))
  })
  return { read, decided, open, waits, comes: comesFor(read, of, on) }
}

function comesFor(
  { rules: { protocol }, people, view }: SeenPathway,
  meeting: Meeting,
  on: Day,
): readonly SittingPost[] {
  const post = (role: Name, wanted: SittingPost['wanted'], holders: readonly string[]): SittingPost => {
    const persons = holders.filter((person) => !isOut(people, person, on))
    return { role, wanted, title: protocol.roles.get(role) ?? role, persons }
  }
  return [
    ...casePostsOf({ protocol, meeting }).map(({ role, wanted }) =>
      post(role, wanted, holdersOfPost(people, role, on)),
    ),
    ...postsChosen(meeting, view, protocol).map((role) => post(role, 'invited', everyHolderOf(people, role, on))),
  ]
}

function isAt({ at }: Step, stage: Name): boolean {
  return at.kind === 'any' || (at.kind === 'stages' && at.stages.includes(stage))
}

/** The stages at which a pathway stood on a day: that with which the day began, and those entered in it. */
function stagesOn({ entries }: View, on: Day): readonly (Name | null)[] {
  const [start, end] = [startOf(on), startOf(addDays(on, 1))]
  const moves = entries
    .filter(({ to, entry }) => to !== null && entry.happened < end)
    .toSorted((a, b) => a.entry.happened - b.entry.happened)
  const before = moves.findLast(({ entry }) => entry.happened < start)?.to ?? null
  return [before, ...moves.filter(({ entry }) => entry.happened >= start).map(({ to }) => to)]
}

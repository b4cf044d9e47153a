import type { DocumentPart, Flag, Grant, Meeting, Notice, Stage, Step } from '../protocol/pathway-parts.ts'
import type { Duty, Protocol, Trigger } from '../protocol/protocol.ts'
import type { Each, Happening, Moment, Name } from '../protocol/sentences/sentence.ts'
import { inOrderOfNeed } from '../watch/order.ts'

/** The parts of a protocol that a pathway runs by. */
export type Running = Pick<
  Protocol,
  'stages' | 'triggers' | 'steps' | 'duties' | 'notices' | 'flags' | 'meetings' | 'documents' | 'grants' | 'pools'
>

/** A protocol with what it says found by name, and its duties by what opens, meets and ends them. */
export interface Rulebook {
  readonly protocol: Running
  readonly stages: ReadonlyMap<Name, Stage>
  readonly steps: ReadonlyMap<Name, Step>
  readonly triggers: ReadonlyMap<Name, Trigger>
  readonly meetings: ReadonlyMap<Name, Meeting>
  /** Each duty after the one that it is owed for each of. */
  readonly dutiesInOrder: readonly Duty[]
  readonly opens: {
    /** Each time it is entered, recorded, met or owed, by the name of the stage, step, trigger or duty. */
    readonly entering: ReadonlyMap<Name, readonly Duty[]>
    readonly named: ReadonlyMap<Name, readonly Duty[]>
    readonly items: ReadonlyMap<Name, readonly Duty[]>
    readonly sittings: readonly Duty[]
    readonly flags: readonly Duty[]
    readonly recipients: ReadonlyMap<Name, readonly Duty[]>
    readonly siblings: readonly Duty[]
    /** Once for the child or the family. */
    readonly once: readonly Duty[]
    readonly lasting: readonly Duty[]
    readonly again: ReadonlyMap<Name, readonly Duty[]>
  }
  readonly metBy: ReadonlyMap<Name, readonly Duty[]>
  readonly noticesOfStep: ReadonlyMap<Name, readonly Notice[]>
  readonly noticesOfItems: ReadonlyMap<Name, readonly Notice[]>
  readonly noticesOfStage: ReadonlyMap<Name, readonly Notice[]>
  readonly documentsOf: ReadonlyMap<Name, readonly DocumentPart[]>
  readonly flags: readonly Flag[]
  readonly grants: readonly Grant[]
  /** The steps that record a sitting of a meeting, each with the meeting's name. */
  readonly sittingSteps: ReadonlyMap<Name, Name>
}

const rulebooks = new WeakMap<Running, Rulebook>()

/** The rulebook of a protocol; made once for each. */
export function rulebookOf(protocol: Running): Rulebook {
  const known = rulebooks.get(protocol)
  if (known !== undefined) return known
  const made = makeRulebook(protocol)
  rulebooks.set(protocol, made)
  return made
}

function makeRulebook(protocol: Running): Rulebook {
  const { duties, notices, meetings } = protocol
  const openedBy = <K extends Each['of']['kind']>(kind: K): readonly Duty[] =>
    duties.filter(({ forEach }) => forEach?.of.kind === kind)
  const isOnce = ({ forEach }: Duty): boolean =>
    forEach?.of.kind === 'fact' && (forEach.of.thing === 'child' || forEach.of.thing === 'family')
  const sittingSteps = new Map<Name, Name>()
  for (const step of protocol.steps) {
    const meeting = meetingRecordedBy(step, meetings)
    if (meeting !== undefined) sittingSteps.set(step.id, meeting)
  }
  return {
    protocol,
    stages: protocol.stages,
    steps: byId(protocol.steps),
    triggers: byId(protocol.triggers),
    meetings: byId(meetings),
    dutiesInOrder: inOrderOfNeed(duties),
    opens: {
      entering: grouped(openedBy('entering'), ({ forEach }) => [stageOf(forEach)]),
      named: grouped(openedBy('named'), ({ forEach }) => namesOf(forEach?.of)),
      items: grouped(openedBy('item'), ({ forEach }) => (forEach?.of.kind === 'item' ? [forEach.of.step] : [])),
      sittings: openedBy('sitting'),
      flags: openedBy('agency-with-flag'),
      recipients: grouped(openedBy('recipient'), ({ forEach }) =>
        forEach?.of.kind === 'recipient' ? [forEach.of.notice] : [],
      ),
      siblings: openedBy('sibling'),
      once: duties.filter(isOnce),
      lasting: duties.filter((duty) => duty.forEach === null && duty.while !== null),
      again: grouped(
        duties.filter(({ due }) => due.again.kind === 'again'),
        ({ due }) => (due.again.kind === 'again' ? recordsIn(due.again.moment) : []),
      ),
    },
    metBy: grouped(duties, ({ metBy }) => (metBy.kind === 'step' ? [metBy.step] : [])),
    noticesOfStep: grouped(notices, ({ forEach }) => namesOf(forEach.of)),
    noticesOfItems: grouped(notices, ({ forEach }) => (forEach.of.kind === 'item' ? [forEach.of.step] : [])),
    noticesOfStage: grouped(
      notices.filter(({ forEach }) => forEach.of.kind === 'entering'),
      ({ forEach }) => [stageOf(forEach)],
    ),
    documentsOf: grouped(protocol.documents, ({ madeBy }) => [madeBy]),
    flags: protocol.flags,
    grants: protocol.grants,
    sittingSteps,
  }
}

/** The names of what opens a duty or sends a notice, where names do. */
export function namesOf(of: Each['of'] | undefined): readonly Name[] {
  return of?.kind === 'named' ? [of.name, ...of.or] : []
}

function stageOf(each: Each | null): Name {
  return each?.of.kind === 'entering' ? each.of.stage : ''
}

function byId<T extends { readonly id: Name }>(items: readonly T[]): ReadonlyMap<Name, T> {
  return new Map(items.map((item) => [item.id, item]))
}

function grouped<T>(items: readonly T[], namesOf: (item: T) => readonly Name[]): ReadonlyMap<Name, readonly T[]> {
  const groups = new Map<Name, T[]>()
  for (const item of items) {
    for (const name of namesOf(item)) {
      const group = groups.get(name)
      if (group === undefined) groups.set(name, [item])
      else group.push(item)
    }
  }
  return groups
}

/** A step records a sitting where it asks who was there, or needs everybody there. */
function meetingRecordedBy({ asks, needs }: Step, meetings: readonly Meeting[]): Name | undefined {
  const asked = asks.find(({ type }) => type === 'attendance')?.from ?? undefined
  const needed = needs.find(({ kind }) => kind === 'present')
  const name = needed?.kind === 'present' ? needed.meeting : asked
  return meetings.find(({ id }) => id === name)?.id
}

/** The steps whose every record a moment counts from. */
function recordsIn(moment: Moment): readonly Name[] {
  switch (moment.kind) {
    case 'by':
    case 'shifted':
    case 'same-working-day':
      return recordsOf(moment.event)
    case 'earlier-of':
    case 'later-of':
      return moment.parts.flatMap(recordsIn)
    case 'next':
      return []
    default:
      return moment satisfies never
  }
}

function recordsOf(event: Happening): readonly Name[] {
  switch (event.kind) {
    case 'each':
    case 'named':
      return [event.name]
    case 'earlier-of':
    case 'later-of':
      return event.parts.flatMap(recordsOf)
    default:
      return []
  }
}

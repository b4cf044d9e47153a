import type { LifeEventKind } from '../facts/life-event.ts'
import type { LifeEffect } from '../protocol/life-effect.ts'
import { stepsAtSitting } from '../protocol/meeting-steps.ts'
import type { DocumentPart, Flag, Grant, Meeting, Notice, Outcome, Stage, Step } from '../protocol/pathway-parts.ts'
import type { Duty, Protocol, Trigger } from '../protocol/protocol.ts'
import { happeningsIn, recordsIn } from '../protocol/sentences/happenings.ts'
import type { Each, Name } from '../protocol/sentences/sentence.ts'
import { inOrderOfNeed } from '../watch/order.ts'

/** The parts of a protocol that a pathway runs by. */
export type Running = Pick<
  Protocol,
  | 'stages'
  | 'triggers'
  | 'steps'
  | 'duties'
  | 'notices'
  | 'flags'
  | 'meetings'
  | 'documents'
  | 'grants'
  | 'pools'
  | 'kept'
  | 'lifeEvents'
  | 'ifOverdue'
  | 'version'
  | 'movesFrom'
>

/** What the protocol says of an entry. */
export interface Meaning {
  /** Null for a pathway that a trigger opened by itself. */
  readonly step: Step | null
  readonly outcome: Outcome | null
  readonly trigger: Trigger | null
  /** The stage it leads to; null where it moves nothing. */
  readonly to: Stage | null
}

/** What a step means by its outcome; `only` where none is named, and missing where one must be. */
interface Meanings {
  readonly only: Meaning | undefined
  readonly by: ReadonlyMap<Name, Meaning>
}

/** Whose each of a duty is to answer, where that is not open to all who may take the step. */
export interface Answering {
  readonly personal: boolean
  readonly ofAgency: boolean
  readonly ofRecorder: boolean
}

/** A protocol with what it says found by name, and its duties by what opens, meets and ends them. */
export interface Rulebook {
  readonly protocol: Running
  readonly stages: ReadonlyMap<Name, Stage>
  readonly steps: ReadonlyMap<Name, Step>
  readonly triggers: ReadonlyMap<Name, Trigger>
  /** What an entry means: by its step and outcome, or by the trigger that opened the pathway by itself. */
  readonly meanings: ReadonlyMap<Name, Meanings>
  readonly triggered: ReadonlyMap<Name, Meaning>
  readonly meetings: ReadonlyMap<Name, Meeting>
  /** What a file or a trigger opens, each duty after the one that it is owed for each of. */
  readonly openByThemselves: readonly Duty[]
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
    /** Those that are open through stages, by each of the stages. */
    readonly lasting: ReadonlyMap<Name, readonly Duty[]>
    readonly again: ReadonlyMap<Name, readonly Duty[]>
  }
  /** What the protocol says of each change in a child's life, and what is owed for it. */
  readonly lifeEffects: ReadonlyMap<LifeEventKind, LifeEffect>
  readonly owedForLife: ReadonlyMap<LifeEventKind, readonly Duty[]>
  readonly metBy: ReadonlyMap<Name, readonly Duty[]>
  readonly answering: ReadonlyMap<Duty, Answering>
  /** What ends unmet: by the step that is recorded, the stage that is left, or the other duty that is met. */
  readonly ends: {
    readonly recorded: ReadonlyMap<Name, readonly Duty[]>
    readonly leaving: ReadonlyMap<Name, readonly Duty[]>
    readonly met: ReadonlyMap<Name, readonly Duty[]>
  }
  readonly noticesOfStep: ReadonlyMap<Name, readonly Notice[]>
  readonly noticesOfItems: ReadonlyMap<Name, readonly Notice[]>
  readonly noticesOfStage: ReadonlyMap<Name, readonly Notice[]>
  readonly documentsOf: ReadonlyMap<Name, readonly DocumentPart[]>
  readonly flags: readonly Flag[]
  readonly grants: readonly Grant[]
  /** The steps that record a sitting of a meeting, each with the meeting's name. */
  readonly sittingSteps: ReadonlyMap<Name, Name>
  /** Meetings on whose days alone some steps can be recorded. */
  readonly waitedFor: readonly Name[]
  /** Duties that count from the day on which their trigger is noticed. */
  readonly countedFromNotice: ReadonlySet<Duty>
}

const rulebooks = new WeakMap<Running, Rulebook>()
const rulebooksOfDuties = new WeakMap<Running, Rulebook>()

/** The rulebook of a protocol; made once for each. */
export function rulebookOf(protocol: Running): Rulebook {
  const known = rulebooks.get(protocol)
  if (known !== undefined) return known
  const made = makeRulebook(protocol)
  rulebooks.set(protocol, made)
  return made
}

/** As `rulebookOf`, without the notices by which nothing is owed: what a fold goes by that asks for duties alone. */
export function rulebookOfDuties(protocol: Running): Rulebook {
  const known = rulebooksOfDuties.get(protocol)
  if (known !== undefined) return known
  const { recipients } = rulebookOf(protocol).opens
  const made = makeRulebook({ ...protocol, notices: protocol.notices.filter(({ id }) => recipients.has(id)) })
  rulebooksOfDuties.set(protocol, made)
  return made
}

function makeRulebook(protocol: Running): Rulebook {
  const { duties, notices, meetings, lifeEvents } = protocol
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
    meanings: new Map(protocol.steps.map((step) => [step.id, meaningsOf(step, protocol)])),
    triggered: new Map(protocol.triggers.flatMap((trigger) => meaningOfTrigger(trigger, protocol))),
    meetings: byId(meetings),
    openByThemselves: inOrderOfNeed(duties).filter((duty) => opensByItself(duty, protocol)),
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
      lasting: grouped(
        duties.filter(({ forEach }) => forEach === null),
        ({ while: lasts }) => lasts?.stages ?? [],
      ),
      again: grouped(
        duties.filter(({ due }) => due.again.kind === 'again'),
        ({ due }) => (due.again.kind === 'again' ? recordsIn(due.again.moment) : []),
      ),
    },
    lifeEffects: new Map(lifeEvents.map((effect) => [effect.event, effect])),
    owedForLife: new Map(
      lifeEvents.map(({ event, owes }) => [event, openedBy('life-event').filter(({ id }) => owes.includes(id))]),
    ),
    metBy: grouped(duties, ({ metBy }) => (metBy.kind === 'step' ? [metBy.step] : [])),
    answering: new Map(duties.map((duty) => [duty, answeringOf(duty)])),
    ends: {
      recorded: grouped(duties, ({ lapses }) => (lapses?.kind === 'recorded' ? [lapses.step] : [])),
      leaving: grouped(duties, stagesLeft),
      met: grouped(duties, ({ lapses }) => (lapses?.kind === 'duty-met' ? [lapses.duty] : [])),
    },
    noticesOfStep: grouped(notices, ({ forEach }) => namesOf(forEach.of)),
    noticesOfItems: grouped(notices, ({ forEach }) => (forEach.of.kind === 'item' ? [forEach.of.step] : [])),
    noticesOfStage: grouped(
      notices.filter(({ forEach }) => forEach.of.kind === 'entering'),
      ({ forEach }) => [stageOf(forEach)],
    ),
    documentsOf: grouped(protocol.documents, ({ madeBy }) => namesOf(madeBy?.of)),
    flags: protocol.flags,
    grants: protocol.grants,
    sittingSteps,
    waitedFor: meetings.map(({ id }) => id).filter((id) => stepsAtSitting(id, protocol).length > 0),
    countedFromNotice: new Set(
      duties.filter(({ due }) => happeningsIn(due.first).some(({ kind }) => kind === 'trigger-noticed')),
    ),
  }
}

function meaningsOf(step: Step, { stages }: Running): Meanings {
  const by = new Map<Name, Meaning>()
  for (const outcome of step.outcomes) {
    const to = outcome.to === null ? null : stages.get(outcome.to)
    // An outcome to a stage that is not there means nothing.
    if (to !== undefined) by.set(outcome.id, { step, outcome, trigger: null, to })
  }
  if (step.chooses) return { only: undefined, by }
  const [only] = step.outcomes
  return { only: only === undefined ? { step, outcome: null, trigger: null, to: null } : by.get(only.id), by }
}

function meaningOfTrigger(trigger: Trigger, { stages }: Running): readonly [Name, Meaning][] {
  const to = trigger.opens === null ? undefined : stages.get(trigger.opens)
  return to === undefined ? [] : [[trigger.id, { step: null, outcome: null, trigger, to }]]
}

/** The names of what opens a duty or sends a notice, where names do. */
export function namesOf(of: Each['of'] | undefined): readonly Name[] {
  return of?.kind === 'named' ? [of.name, ...of.or] : []
}

function opensByItself({ forEach }: Duty, { triggers }: Running): boolean {
  return forEach?.of.kind === 'fact' || namesOf(forEach?.of).some((name) => triggers.some(({ id }) => id === name))
}

function answeringOf({ owedBy: { anyOf } }: Duty): Answering {
  const kinds = new Set(anyOf.map(({ kind }) => kind))
  return {
    personal: kinds.has('every-holder') || kinds.has('every-other-holder') || kinds.has('that-person'),
    ofAgency: kinds.has('that-agency') || kinds.has('each-agency-with-flag'),
    ofRecorder: kinds.has('whoever-recorded-it'),
  }
}

/** The stages that may end a duty when they are left: the one that it names, and those that it lasts through. */
function stagesLeft({ lapses, while: lasts }: Duty): readonly Name[] {
  return [...new Set([...(lapses?.kind === 'leaving' ? [lapses.stage] : []), ...(lasts?.stages ?? [])])]
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

/** A step records a sitting where it must be one, asks who was there, or needs everybody there. */
function meetingRecordedBy({ asks, needs }: Step, meetings: readonly Meeting[]): Name | undefined {
  const asked = asks.find(({ type }) => type === 'attendance')?.from ?? undefined
  const needed = needs.find(({ kind }) => kind === 'present')
  const sits = needs.find(({ kind }) => kind === 'sitting')
  const name = needed?.kind === 'present' ? needed.meeting : sits?.kind === 'sitting' ? sits.meetings[0] : asked
  return meetings.find(({ id }) => id === name)?.id
}

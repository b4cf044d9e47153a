import { agencyOf, isByAgency } from '../../engine/pathway/agencies.ts'
import { postsChosen } from '../../engine/pathway/chosen.ts'
import type { EntryView, PathwayDuty, Refusal, Taker } from '../../engine/pathway/view.ts'
import { postsAsked } from '../../engine/protocol/meeting-steps.ts'
import type { Step } from '../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { type BeforeRecording, beforeOpening, beforeRecording } from '../../record/pathways/before-recording.ts'
import { rulesUnder } from '../../record/pathways/course.ts'
import { tryStep } from '../../record/pathways/try-step.ts'
import { rosterOf } from '../../record/people/roster.ts'
import { helpLines, type Lines } from '../../record/people/telephones.ts'
import type { Bound } from '../../record/transaction.ts'
import { askedAbout, whyNotAbout } from './asked-about.ts'
import { BY_RELATION, capacitiesIn, writeCapacity } from './capacity.ts'
import type { Around } from './model/around.ts'
import { type ComesFirst, comesFirst } from './model/comes-first.ts'
import { type Reason, reasonOf, type Telling } from './model/refused.ts'
import { dutiesToChoose } from './model/settled.ts'
import { type OpenAlready, openAlready } from './open-already.ts'
import { answersForSiblings, asksOfSiblings, siblingsNamed } from './siblings.ts'

/** Which step of what somebody wants to record. */
export interface Target {
  readonly step: Name
  /** A pathway with the entry to be corrected, if any; or a case that one is to be opened for, under its own identifier. */
  readonly on:
    | { readonly pathway: string; readonly supersedes: string | null }
    | { readonly caseId: string; readonly protocol: Name; readonly pathway: string }
}

/** Everything that a step's pages are made from. */
export interface Setting {
  readonly target: Target
  readonly before: BeforeRecording
  readonly step: Step
  readonly around: Around
  /** As what this person may record it, as `writeCapacity` writes it: in which role, and for which agency. */
  readonly roles: readonly string[]
  /** The open duties of which it answers one, where only a person can tell which. */
  readonly duties: readonly PathwayDuty[]
  /** The one of several that it answers, of an agency, an item or a child, where there is no choice. */
  readonly about: PathwayDuty | null
  /** The entry that is to be corrected. */
  readonly corrected: EntryView | null
  readonly telling: Telling
  /** Whom anybody rings about a child who needs help today. */
  readonly help: Lines
}

export type Found =
  | { readonly kind: 'setting'; readonly setting: Setting }
  | { readonly kind: 'not-found' }
  /** One of the protocol is open for the child already. */
  | OpenAlready
  /** This person may not record it now: why, and what to do instead. */
  | {
      readonly kind: 'refused'
      readonly step: Step
      readonly caseId: string
      readonly protocol: Name
      readonly reasons: readonly Reason[]
      /** What must be recorded first. */
      readonly first: readonly ComesFirst[]
      readonly around: Around
      readonly before: BeforeRecording
    }

/**
 * Looks at everything around a step that somebody wants to record.
 * @param about the duty that they come to answer; null for whichever it will be
 */
export async function settingOf(bound: Bound, target: Target, about: string | null = null): Promise<Found> {
  const { on } = target
  const before = 'caseId' in on ? await beforeOpening(bound, on) : await beforeRecording(bound, on.pathway)
  if (before === null) return { kind: 'not-found' }
  if ('kind' in before) {
    if (before.kind !== 'open-already' || !('caseId' in on)) return { kind: 'not-found' }
    return (await openAlready(bound, target.step, on, before.pathway)) ?? { kind: 'not-found' }
  }
  return settingIn(bound, target, before, about)
}

/** The same, of what was looked at before. */
export async function settingIn(
  bound: Bound,
  target: Target,
  now: BeforeRecording,
  asked: string | null = null,
): Promise<Found> {
  const { on } = target
  const before = 'caseId' in on ? now : asTold(on.supersedes, now)
  const step = before.rules.protocol.steps.find(({ id }) => id === target.step)
  if (step === undefined) return { kind: 'not-found' }
  const supersedes = 'caseId' in on ? null : on.supersedes
  const corrected = before.view.entries.find(({ entry }) => entry.id === supersedes) ?? null
  if (supersedes !== null && corrected?.entry.step !== step.id) return { kind: 'not-found' }
  const around = await aroundOf(bound, before)
  const { person } = bound.principal
  const offer = before.view.offers.find((each) => each.step.id === step.id)
  const all = (offer?.takers ?? []).filter((each) => each.person === person)
  const toAnswer = all.filter(({ about }) => about === null || about === asked)
  const mine = toAnswer.length > 0 && asked !== null ? toAnswer : all
  const correcting = supersedes === null ? undefined : before.correctable().get(supersedes)
  const named = corrected === null ? askedAbout(asked, step, before.view) : null
  const roles =
    corrected === null
      ? capacitiesOf(step, mine, before, bound)
      : correctingRoles(corrected, {
          may: correcting?.roles ?? [],
          offered: mine.map(({ role }) => role),
          bound,
          step,
          before,
        })
  const telling = {
    step,
    around,
    clause: before.rules.clause,
    entries: before.view.entries,
    duties: before.view.duties,
  }
  const { protocol } = before.rules
  const refused = { kind: 'refused', step, caseId: before.caseId, protocol: protocol.id, around, before } as const
  const other =
    named === null || !before.mayRecord
      ? null
      : whyNotAbout(named, toAnswer.length > 0 || all.length === 0, around, before.view)
  if (other !== null) return { ...refused, reasons: [other], first: [] }
  if (!before.mayRecord || roles.length === 0) {
    // Whose role takes it is let in when it can be taken: until then they are told what it waits for.
    const waits = before.view.refused.some((each) => each.step.id === step.id) && isTheirs(step, before, person)
    const reasons =
      before.mayRecord && corrected !== null
        ? (correcting?.refusals ?? []).map((each) => reasonOf(each, telling))
        : before.mayRecord || waits
          ? await whyNot(bound, before, step, telling)
          : [ONLY_READS]
    const first = corrected === null ? comesFirst(step.id, before.view, protocol, person) : []
    return { ...refused, reasons, first }
  }
  const abouts = new Set(mine.flatMap(({ about }) => about ?? []))
  const meets = (offer?.meets ?? []).filter(
    (id) => abouts.size === 0 || mine.some(({ about }) => about === null) || abouts.has(id),
  )
  const duties = corrected === null ? dutiesToChoose(meets, before.view.duties) : []
  const only = before.view.duties.find(({ id, duty }) => meets.includes(id) && duty.forEach !== null)
  const about = duties.length > 0 || corrected !== null ? null : (named ?? only ?? null)
  const help = await helpLines(bound)
  return {
    kind: 'setting',
    setting: { target, before, step, around, roles, duties, about, corrected, telling, help },
  }
}

/** What an entry told before the pathway was moved is corrected by the form of then. */
function asTold(supersedes: string | null, before: BeforeRecording): BeforeRecording {
  const told = before.view.entries.find(({ entry }) => entry.id === supersedes)
  return told === undefined ? before : { ...before, rules: rulesUnder(before.course, told.under) }
}

const ONLY_READS: Reason = {
  says: 'You may read this, and you may not record in it.',
  instead: 'Ask whoever holds the case to record it, or to let you in.',
  clauses: [],
}

/**
 * Between what somebody chooses who records a step: in each of their roles, for each agency for which they hold it. What an agency
 * owes they answer for that agency.
 */
function capacitiesOf(
  step: Step,
  takers: readonly Taker[],
  before: BeforeRecording,
  { principal: { person }, today: on }: Bound,
): readonly string[] {
  const { people, view } = before
  const byAgency = step.by.anyOf.every(isByAgency)
  const capacities = takers.flatMap(({ role, about }) => {
    const owed = byAgency ? view.duties.find(({ id }) => id === about)?.agency : null
    return capacitiesIn(role, { people, person, on, only: owed == null ? null : [owed] })
  })
  const groups = [...Map.groupBy(capacities, ({ agency }) => agency)]
  return groups.flatMap(([agency, each]) => {
    const offered = [...new Set(each.map(({ role }) => role))]
    return rolesToRecordIn(step, offered, before, person).map((role) => writeCapacity({ role, agency }))
  })
}

/**
 * The roles between which somebody chooses: those that the protocol knows, where it knows any. A step that is theirs by a
 * relation asks nobody for a role: it is the one in which they last recorded here, else the one they have in this case.
 */
function rolesToRecordIn(
  step: Step,
  offered: readonly Name[],
  before: BeforeRecording,
  person: string,
): readonly Name[] {
  const { people, view } = before
  const roles = fitting(offered, before)
  const asksByRole = step.asks.some(({ of }) => of !== null)
  if (asksByRole || !step.by.anyOf.every(({ kind }) => BY_RELATION.has(kind))) return roles
  const last = view.entries.findLast(({ entry }) => entry.by === person && roles.includes(entry.role))
  const own = people.own.find((each) => each.person === person && roles.includes(each.role))
  const inGroup = people.coreGroup.includes(person) ? roles.find((role) => role === 'core-group') : undefined
  const role = last?.entry.role ?? own?.role ?? inGroup ?? roles[0]
  return role === undefined ? [] : [role]
}

/** Whoever recorded an entry corrects it in the role they had; others in a role of theirs in which they may. */
function correctingRoles(
  { entry }: EntryView,
  {
    may,
    offered,
    bound: { principal, today },
    step,
    before,
  }: {
    readonly may: readonly Name[]
    readonly offered: readonly Name[]
    readonly bound: Bound
    readonly step: Step
    readonly before: BeforeRecording
  },
): readonly Name[] {
  const { people } = before
  if (entry.by === principal.person && may.includes(entry.role)) {
    const agency = entry.agency ?? null
    return [writeCapacity({ role: entry.role, agency: agency === agencyOf(people, entry.by) ? null : agency })]
  }
  const asked = new Set(step.by.anyOf.flatMap((who) => ('role' in who ? [who.role] : [])))
  const now = may.filter((role) => offered.includes(role))
  const able = may.filter((role) => asked.has(role))
  const roles = fitting(now.length > 0 ? now : able.length > 0 ? able : may, before)
  const acting = { people, person: principal.person, on: today, only: null }
  return roles.flatMap((role) => capacitiesIn(role, acting).map(writeCapacity))
}

/** Roles of theirs that the protocol knows, where it knows any: of others nobody could say what they are in it. */
function fitting(roles: readonly Name[], { rules }: BeforeRecording): readonly Name[] {
  const known = roles.filter((role) => rules.protocol.roles.has(role))
  return [...new Set(known.length > 0 ? known : roles)]
}

async function aroundOf(bound: Bound, { rules, people, view, caseId }: BeforeRecording): Promise<Around> {
  const protocol = withChosen(rules.protocol, view)
  const { persons, agencies } = await rosterOf(bound)
  // What a step leads to may be owed for each of them as well.
  const isOfSiblings = asksOfSiblings(protocol) || answersForSiblings(protocol)
  return {
    protocol,
    people,
    names: persons,
    agencies,
    recorder: bound.principal.person,
    siblings: isOfSiblings ? await siblingsNamed(bound, caseId) : new Map(),
    today: bound.today,
    recordedBy: (step) => {
      return view.entries
        .filter(({ entry, supersededBy, ignored }) => entry.step === step && supersededBy === null && ignored === null)
        .map(({ entry }) => entry.by)
    },
  }
}

/** The protocol with the posts that are asked to come for this case among those of its meetings. */
function withChosen(protocol: Protocol, view: BeforeRecording['view']): Protocol {
  const meetings = protocol.meetings.map((meeting) => {
    const sits = new Set(postsAsked(meeting))
    const chosen = postsChosen(meeting, view, protocol).filter((post) => !sits.has(post))
    return chosen.length === 0 ? meeting : { ...meeting, invites: [...meeting.invites, ...chosen] }
  })
  return { ...protocol, meetings }
}

/** Whether somebody holds a role that takes a step, here or for the authority. */
function isTheirs({ by }: Step, { people }: BeforeRecording, person: string): boolean {
  const asked = new Set(by.anyOf.flatMap((who) => ('role' in who ? [who.role] : [])))
  return [...people.own, ...people.holdings].some((each) => each.person === person && asked.has(each.role))
}

/** Why this person may not record a step now: what stands in everybody's way, else what stands in theirs. */
async function whyNot(bound: Bound, before: BeforeRecording, step: Step, telling: Telling): Promise<readonly Reason[]> {
  const ofAll = before.view.refused.find((each) => each.step.id === step.id)?.refusals ?? []
  const refusals = ofAll.length > 0 ? ofAll : await refusalsOf(bound, before, step)
  return refusals.map((each) => reasonOf(each, telling))
}

async function refusalsOf(bound: Bound, before: BeforeRecording, step: Step): Promise<readonly Refusal[]> {
  const { person } = bound.principal
  const held = [...before.people.own, ...before.people.holdings].filter((each) => each.person === person)
  const command = {
    step: step.id,
    outcome: step.outcomes[0]?.id ?? null,
    role: held[0]?.role ?? '',
    happened: bound.moment,
    answers: {},
    about: null,
    supersedes: null,
    because: null,
  }
  const tried = await tryStep(bound, { key: bound.store.ids.random(), on: before.on, command })
  if (tried.ok || tried.refusal.kind !== 'refused') return []
  return tried.refusal.refusals.filter(({ kind }) => OF_PERSON.has(kind))
}

const OF_PERSON: ReadonlySet<Refusal['kind']> = new Set([
  'wrong-role',
  'role-not-held',
  'not-the-own',
  'not-independent',
  'same-person',
] as const)

/** Where the form of a step lies. */
export function addressOfTarget({ on, step }: Target): string {
  return 'caseId' in on ? `/cases/${on.caseId}/raise/${on.protocol}/${step}` : `/pathways/${on.pathway}/steps/${step}`
}

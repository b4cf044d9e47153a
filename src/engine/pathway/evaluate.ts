import type { WorkingCalendar } from '../calendar/calendar.ts'
import { addDays, type Day } from '../calendar/day.ts'
import type { Instant } from '../calendar/instant.ts'
import { shift } from '../calendar/span.ts'
import { dayOfOccasion } from '../watch/occasions.ts'
import { childhoodEnd } from '../watch/told.ts'
import { agencyOfEntry } from './agencies.ts'
import { closureOf } from './closure.ts'
import { dayOf, startOf } from './days.ts'
import type { DueDerivation } from './derivation.ts'
import { instantOf } from './due.ts'
import { documentsOf } from './effects.ts'
import { fold, type Given, givenFor, type PathwayHistory } from './fold.ts'
import { meetable, refusal, refusalsOfStep, takersOf } from './judge.ts'
import { viewOfFlags, viewOfNotice } from './notices.ts'
import { obligationsOf } from './obligations.ts'
import type { People } from './people.ts'
import type { Counted, Known } from './record.ts'
import { type Running, rulebookOf } from './rulebook.ts'
import { dutyOf, type StandingDuty, validUntil } from './standing.ts'
import { occasionOfEntry } from './starts.ts'
import { type OpenedDuty, type State, stageOf, toldUnder } from './state.ts'
import { viewOfTriggers } from './triggers.ts'
import type { Asking, EntryView, KeptWithin, NoticeView, Offer, PathwayDuty, Refused, View } from './view.ts'
import { meantBy, type Scene, sceneOf, scopesMeantBy } from './who.ts'

/**
 * Everything that is shown of one pathway as of a moment, as far as it was known by another: where it stands, what is owed,
 * what may be recorded now and what not and why, triggers met and to come, who was told, who may see it.
 */
export function evaluate(
  protocol: Running,
  history: PathwayHistory,
  people: People,
  calendar: WorkingCalendar,
  asking: Asking,
): View {
  const given = givenFor(protocol, history, people, calendar, rulebookOf)
  const { state, record } = fold(given, asking)
  const { counted, known, next } = record
  const duties = state.opened.map((owed) => viewOfDuty(owed, state))
  const stay = state.stays.at(-1) ?? null
  return {
    childhoodEnd: childhoodEnd(state.told),
    stage: stageOf(state),
    since: stay?.from ?? null,
    version: state.version,
    entries: viewOfEntries(known, counted, state),
    duties,
    ...stepsNow(state),
    triggers: viewOfTriggers(state),
    obligations: obligationsOf(duties, state),
    notices: [...keptNotices(given, known), ...state.notices.map(viewOfNotice)].sort((a, b) => a.at - b.at),
    flags: viewOfFlags(state),
    kept: keptWithin(state),
    grants: grantsNow(state),
    documents: counted.flatMap((each) => documentsOf(each, state).map((id) => ({ id, of: each.root }))),
    validUntil: validUntil(state, duties, next),
  }
}

/** What was sent for entries that were corrected since, as it was sent. Of what was recorded at one moment, one fold tells. */
function keptNotices(given: Given, known: readonly Known[]): readonly NoticeView[] {
  const sentBy = new Map<Instant, State['notices']>()
  return known.flatMap(({ entry, supersededBy, ignored }): readonly NoticeView[] => {
    if (supersededBy === null || ignored !== null) return []
    const { recorded } = entry
    const sent = sentBy.get(recorded) ?? fold(given, { asOf: recorded, knownAt: recorded }).state.notices
    sentBy.set(recorded, sent)
    const own = sent.filter(({ by }) => by.entry === entry)
    return own.map((each) => ({ ...viewOfNotice(each), correctedBy: supersededBy }))
  })
}

function viewOfEntries(known: readonly Known[], counted: readonly Counted[], state: State): readonly EntryView[] {
  const moved = new Map<Counted, { readonly from: string | null; readonly to: string }>()
  for (const { by, cameFrom, to } of state.stays) moved.set(by, { from: cameFrom, to })
  const records = new Map(counted.map((record) => [record.entry, record]))
  return known.map(({ entry, derived, root, under, supersededBy, ignored }) => {
    const record = ignored === null && supersededBy === null ? records.get(entry) : undefined
    const move = record === undefined ? undefined : moved.get(record)
    const occasion = occasionOfEntry(entry, toldUnder({ under }, state).occasions)
    const metByFiles = occasion === null ? null : dayOfOccasion(occasion)
    const [from, to] = [move?.from ?? null, move?.to ?? null]
    return { entry, derived, root, metByFiles, under, supersededBy, ignored, from, to }
  })
}

function viewOfDuty(owed: OpenedDuty, state: State): PathwayDuty {
  const closed = closureOf(owed, state, state.asOf)
  const duty = dutyOf(owed, closed, state)
  const scene = sceneOf(state, owed, closed === null ? state.told.asOf : dayOf(closed.at))
  return {
    ...duty,
    tell: toldOfSilence(duty, scene),
    tellFrom: 'day' in duty.due ? tellFrom(owed, duty.due.derivation, state) : null,
  }
}

/**
 * Whom silence is told to: of those whom the duty names in turn, and then those whom the protocol names for all, the first
 * who do not owe it themselves. Nobody where there is none: silence must never reach only whoever is silent.
 */
function toldOfSilence({ duty: { ifOverdue }, owedBy }: StandingDuty, scene: Scene): readonly string[] {
  for (const who of [...ifOverdue.tell, ...scene.state.rulebook.protocol.ifOverdue.tell]) {
    const persons = meantBy(who, scene).map(({ person }) => person)
    const others = persons.filter((person) => !owedBy.includes(person))
    if (others.length > 0) return others
  }
  return []
}

/** The day on which silence is told of: the day after the due day, or so long after it; null where the calendar ends before. */
function tellFrom({ duty }: OpenedDuty, due: DueDerivation, { calendar }: State): Day | null {
  const { after } = duty.ifOverdue
  const at = instantOf(due)
  if (after === null) return at === null ? addDays(due.result, 1) : due.result
  if (after.unit === 'hour') return dayOf(((at ?? startOf(addDays(due.result, 1))) + after.count * HOUR) as Instant)
  const shifted = shift(due.result, { count: after.count, unit: after.unit }, 'after', calendar)
  return shifted.ok ? shifted.value : null
}

const HOUR = 3_600_000

/** One table of what may happen next: each step is offered, or refused with every reason. */
function stepsNow(state: State): { readonly offers: readonly Offer[]; readonly refused: readonly Refused[] } {
  const offers: Offer[] = []
  const refused: Refused[] = []
  for (const step of state.rulebook.protocol.steps) {
    const refusals = refusalsOfStep(step, state.asOf, state)
    const takers = refusals.length > 0 ? [] : takersOf(step, state.asOf, state)
    if (takers.length > 0) {
      const meets = meetable(step, state.asOf, state).map(({ id }) => id)
      offers.push({ step, by: step.by.anyOf, takers, asks: step.asks, outcomes: step.outcomes, meets })
      continue
    }
    // Nobody is there who may: the relation is to be filled first.
    const [wanted] = step.by.anyOf
    const nobody = wanted === undefined ? [] : [refusal(step, { kind: 'not-the-own', wanted, own: null })]
    refused.push({ step, refusals: refusals.length > 0 ? refusals : nobody })
  }
  return { offers, refused }
}

function keptWithin({ rulebook, people, start }: State): KeptWithin | null {
  const { kept } = rulebook.protocol
  if (kept === null) return null
  if (kept.within === 'lead') return { kind: 'lead' }
  const agency = start === null || start.step === null ? null : agencyOfEntry(people, start.entry)
  return agency === null ? { kind: 'nobody' } : { kind: 'agency', agency }
}

function grantsNow(state: State): View['grants'] {
  const stage = stageOf(state)
  return state.rulebook.grants
    .filter((grant) => grant.while.length === 0 || (stage !== null && grant.while.includes(stage.id)))
    .map(({ id, who, compartments }) => {
      const scene = { state, on: state.told.asOf, by: state.start, agency: null, person: null }
      const persons = new Set(who.flatMap((each) => meantBy(each, scene).map(({ person }) => person)))
      return { id, persons: [...persons], scopes: who.flatMap((each) => scopesMeantBy(each, scene)), compartments }
    })
}

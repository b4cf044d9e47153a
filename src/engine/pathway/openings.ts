import { formatDay } from '../calendar/day.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Fact } from '../facts/fact.ts'
import type { Duty } from '../protocol/protocol.ts'
import { happeningsIn } from '../protocol/sentences/happenings.ts'
import type { Moment } from '../protocol/sentences/sentence.ts'
import { dayOf, startOf } from './days.ts'
import { type Item, itemsOf } from './items.ts'
import { type Counted, toldBy } from './record.ts'
import { occasionOfEntry } from './starts.ts'
import {
  answerIs,
  answerTo,
  type Closed,
  type FlagState,
  hasEnded,
  type OpenedDuty,
  type Opening,
  type State,
  type Stay,
  stageOf,
  wasOpened,
} from './state.ts'
import { flaggedAgencies, meantBy } from './who.ts'

/** Opens a duty, where what it is owed for is what it asks for and the pathway stands where it lasts. */
export function openDuty(duty: Duty, opening: Opening, state: State): void {
  if ((hasEnded(state) && !duty.outlasts) || !lastsNow(duty, state) || !isAsked(duty, opening)) return
  // What changed in a child's life before there was a pathway asks nothing of it.
  if (opening.life != null && opening.life.at < (state.stays[0]?.from ?? Number.POSITIVE_INFINITY)) return
  openFor(duty, opening, state)
}

/** Opens a duty of a run that is still to be opened, whether or not one before it has ended. */
export function openOfNextRun(duty: Duty, opening: Opening, state: State): void {
  if (duty.while === null && isAsked(duty, opening)) openFor(duty, opening, state)
}

/** Opens it once, or for each of those who owe it. */
function openFor(duty: Duty, opening: Opening, state: State): void {
  const [first] = duty.owedBy.anyOf
  if (first?.kind === 'every-holder' || first?.kind === 'every-other-holder') {
    const scene = {
      state,
      on: dayOf(opening.at),
      by: opening.by,
      agency: opening.agency ?? null,
      person: opening.person ?? null,
    }
    const holders = meantBy(first, scene).map(({ person }) => person)
    if (holders.length > 0) {
      for (const person of holders) add(duty, { ...opening, of: `${opening.of}/${person}`, person }, state)
      return
    }
  }
  if (first?.kind === 'each-agency-with-flag') {
    for (const agency of flaggedAgencies(state)) add(duty, { ...opening, of: `${opening.of}/${agency}`, agency }, state)
    return
  }
  add(duty, opening, state)
}

/** Opens the next one of a duty that recurs. */
export function openAnother(owed: OpenedDuty, number: number, record: Counted, state: State): void {
  if (hasEnded(state)) return
  const { duty, chain } = owed
  add(duty, { ...owed, of: `${chain}#${number}`, at: record.entry.happened, number }, state)
}

function add(duty: Duty, opening: Opening, state: State): void {
  if (wasOpened(duty, opening.of, state)) return
  const owed = made(duty, opening, state)
  state.opened.push(owed)
  const list = state.open.get(duty.id)
  if (list === undefined) state.open.set(duty.id, [owed])
  else list.push(owed)
  for (const child of state.rulebook.opens.named.get(duty.id) ?? []) openChild(child, owed, state)
}

/** A duty as it would be opened. */
export function made(duty: Duty, opening: Opening, state: State): OpenedDuty {
  const { of, at, by, answers, anchor, occasion, sitting, agency, person, flag } = opening
  return {
    of,
    at,
    by,
    answers,
    anchor: anchor ?? null,
    occasion: occasion ?? null,
    sitting: sitting ?? null,
    agency: agency ?? null,
    person: person ?? null,
    flag: flag ?? null,
    life: opening.life ?? null,
    parent: opening.parent ?? null,
    number: opening.number ?? 1,
    chain: opening.chain ?? of,
    again: opening.again ?? null,
    untold: opening.untold ?? false,
    movedIn: opening.movedIn ?? null,
    byFiles: endedByFiles(duty, opening, state),
    duty,
    name: duty.id,
    reckoned: { duty, calendar: state.calendar },
    carried: null,
    id: `${duty.id}:${of}`,
    opened: at,
    closed: null,
  }
}

/** What is owed for each of a duty, "from the second" where it says so. */
function openChild(duty: Duty, parent: OpenedDuty, state: State): void {
  const of = duty.forEach?.of
  if (of?.kind !== 'named' || parent.number < of.from) return
  // What ends the one unmet ends the other too; what meets it does not.
  const byFiles = parent.byFiles.filter(({ kind }) => kind === 'lapsed')
  openDuty(duty, { ...parent, chain: parent.of, parent, again: null, byFiles }, state)
}

/** Duties that are open through stages: they open as the first of them is entered. */
export function openOnEntering(stay: Stay, before: Stay | null, state: State): void {
  const { by, from, stage } = stay
  const opening: Opening = { of: by.root, at: from, by, answers: toldBy(by) }
  for (const duty of state.rulebook.opens.entering.get(stage.id) ?? []) openDuty(duty, opening, state)
  for (const duty of state.rulebook.opens.lasting.get(stage.id) ?? []) {
    const wasLasting = before !== null && duty.while?.stages.includes(before.stage.id) === true
    if (!wasLasting) openDuty(duty, opening, state)
  }
  for (const duty of state.rulebook.opens.once) if (isFirst(duty, before)) openDuty(duty, opening, state)
  for (const duty of state.rulebook.opens.siblings) {
    if (!isFirst(duty, before)) continue
    for (const sibling of state.people.siblings ?? []) {
      openDuty(duty, { ...opening, of: `${by.root}/${sibling}` }, state)
    }
  }
  for (const { duty, opening } of state.lasting) {
    if (!isFirst(duty, before) || !goesOn(opening, from)) continue
    const of = wasOpened(duty, opening.of, state) ? `${opening.of}/${by.root}` : opening.of
    openDuty(duty, { ...opening, of, at: from }, state)
  }
}

/** Whether what files tell of had begun by a moment and goes on after it. */
function goesOn({ at, anchor, byFiles }: Opening, moment: Instant): boolean {
  if (at > moment || byFiles?.some((closed) => closed.at <= moment) === true) return false
  return anchor == null || anchor.until === null || anchor.until > dayOf(moment)
}

/** Whether a stage is the first of those a duty lasts through, or the first of all. */
function isFirst(duty: Duty, before: Stay | null): boolean {
  return before === null || (duty.while !== null && !duty.while.stages.includes(before.stage.id))
}

/** Duties for what was recorded: the step itself, the items of its lists, and those that start anew at it. */
export function openOnRecord(record: Counted, state: State): void {
  const step = record.step?.id ?? record.trigger?.id
  if (step === undefined) return
  const { root, entry } = record
  const at = entry.happened
  const { opens } = state.rulebook
  const named = opens.named.get(step) ?? []
  const answers = named.length === 0 ? [] : toldBy(record)
  const occasion = occasionOfEntry(record.entry, state.occasions)
  for (const duty of named) {
    const of = duty.forEach?.of
    const from = of?.kind === 'named' ? of.from : 1
    if (record.step !== null && (state.records.get(step)?.length ?? 0) < from) continue
    openDuty(duty, { of: root, at, by: record, answers, occasion, anchor: occasion?.anchor ?? null }, state)
  }
  for (const duty of opens.items.get(step) ?? []) {
    const of = duty.forEach?.of
    for (const item of of?.kind === 'item' ? itemsOf(record, of.question, state) : []) {
      openDuty(duty, { of: `${root}/${item.id}`, at, by: record, answers: item.answers, ...whoOf(item) }, state)
    }
  }
  for (const duty of opens.again.get(step) ?? []) openAgain(duty, record, state)
}

function whoOf({ agency, person }: Item): Pick<Opening, 'agency' | 'person'> {
  return { agency, person }
}

function openAgain(duty: Duty, record: Counted, state: State): void {
  const { root, entry } = record
  const again = { at: entry.happened, by: record, answers: toldBy(record), again: record }
  if (duty.forEach === null) {
    openDuty(duty, { ...again, of: root, chain: root }, state)
    return
  }
  const latest = new Map<string, OpenedDuty>()
  for (const owed of state.opened) if (owed.name === duty.id) latest.set(owed.chain, owed)
  for (const [chain, owed] of latest) {
    if (owed.closed?.kind === 'lapsed' || owed.by === record) continue
    const { anchor, occasion, agency, person, flag } = owed
    openDuty(duty, { ...again, of: `${chain}/${root}`, chain, anchor, occasion, agency, person, flag }, state)
  }
}

/** Duties of each agency with a flag: when it is asked for, or, where they count from leaving a stage, when that is left. */
export function openForFlag(flag: FlagState, at: Instant, moment: 'asked' | 'removal', state: State): void {
  const of = `${flag.by.root}/${flag.flag.id}/${flag.agency}`
  for (const duty of state.rulebook.opens.flags) {
    if ((moment === 'removal') !== countsFromLeaving(duty.due.first)) continue
    openDuty(duty, { of, at, by: flag.by, answers: flag.answers, agency: flag.agency, flag }, state)
  }
}

function countsFromLeaving(moment: Moment): boolean {
  return happeningsIn(moment).some(({ kind }) => kind === 'leaving')
}

function isAsked({ forEach }: Duty, { answers }: Opening): boolean {
  const where = forEach?.where ?? null
  if (where === null) return true
  for (const each of answers) {
    const value = answerTo(each, where.question)
    if (value !== undefined) return answerIs(value, where.is)
  }
  return false
}

/** Whether the pathway stands where a duty lasts; one that names no stages lasts anywhere. */
function lastsNow({ while: lasts }: Duty, state: State): boolean {
  const stage = stageOf(state)
  return lasts === null || (stage !== null && lasts.stages.includes(stage.id))
}

/** What files tell of the end of a duty: the conference that meets it, or the end of the plan. */
function endedByFiles(duty: Duty, opening: Opening, state: State): readonly Closed[] {
  const known = opening.byFiles ?? (duty.metBy.kind === 'fact' ? metByFiles(duty, opening, state) : NONE)
  const ended = duty.lapses?.kind === 'plan-ends' ? [...known, ...endedWithPlan(opening, state)] : known
  return state.lifeEvents.length === 0 ? ended : [...ended, ...endedByLife(duty, opening, state)]
}

/** What happened in the child's life since it was opened, and ends it by what the protocol says. */
function endedByLife({ id }: Duty, { at }: Opening, { lifeEvents, rulebook }: State): readonly Closed[] {
  return lifeEvents
    .filter((event) => event.at >= at && rulebook.lifeEffects.get(event.kind)?.ends.includes(id) === true)
    .map((event) => ({ kind: 'lapsed', at: event.at, why: 'life-event' }))
}

const NONE: readonly Closed[] = []

/** The first conference of the kind on or after the day on which the duty was opened. */
function metByFiles({ metBy }: Duty, { at }: Opening, { told }: State): readonly Closed[] {
  if (metBy.kind !== 'fact') return []
  const opened = dayOf(at)
  const held = told
    .facts(metBy.fact === 'review conference' ? 'review' : 'conference')
    .find(({ from }) => from >= opened)
  if (held === undefined) return []
  const on = startOf(held.from)
  return [{ kind: 'met', at: on > at ? on : at, by: identityOf(held) }]
}

/** What a fact is known by, in whichever import it stands. */
export function identityOf(fact: Fact): string {
  const code = 'code' in fact ? ` ${fact.code}` : ''
  return `${fact.kind} ${formatDay(fact.from)}${code}`
}

/** "when the plan ends": the plan that it is owed for, else the one that the child was on when it was opened. */
function endedWithPlan({ anchor, at }: Opening, { told }: State): readonly Closed[] {
  const on = dayOf(at)
  const plan: Fact | undefined =
    anchor?.kind === 'protection-plan'
      ? anchor
      : told.facts('protection-plan').find(({ from, until }) => from <= on && (until === null || until > on))
  if (plan === undefined || plan.until === null) return []
  const ended = startOf(plan.until)
  return [{ kind: 'lapsed', at: ended > at ? ended : at, why: 'plan-ended' }]
}

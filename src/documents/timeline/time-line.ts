import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Fact, FactKind, History } from '../../engine/facts/fact.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import type { View } from '../../engine/pathway/view.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { dayOfOccasion } from '../../engine/watch/occasions.ts'
import { capital, sayBareFact, sayCategory, sayDate, sayLegalStatus, sayPlacement } from '../scan/words.ts'

/** What a time line is made of: what files tell of a child, and the pathways as they stand. */
export interface TimeLineGiven {
  readonly facts: History
  readonly pathways: readonly { readonly protocol: Protocol; readonly view: View }[]
  readonly today: Day
}

/** A child's time in rows, as it is drawn and as it is told: the two never say different things. */
export interface TimeLine {
  readonly today: Day
  readonly lanes: readonly Lane[]
  /** What is to come, or should have been done by now; soonest first. */
  readonly coming: readonly Coming[]
  /** Everything of it in words, the earliest first. */
  readonly told: readonly TimeLineRow[]
}

/** One row: what lasted, and what happened on a day. */
export interface Lane {
  readonly title: string
  readonly spells: readonly Spell[]
  readonly moments: readonly Moment[]
}

export type SpellLook = 'open' | 'plan' | 'other' | 'stage'

export interface Spell {
  readonly from: Day
  /** The day it ended; null while it goes on. */
  readonly until: Day | null
  /** What it is called inside its bar; '' where the row says it. */
  readonly title: string
  readonly look: SpellLook
}

export type MomentLook = 'conference' | 'review' | 'ended'

export interface Moment {
  readonly on: Day
  /** What it is called beside its mark; '' where the row and the shape say it. */
  readonly title: string
  readonly look: MomentLook
}

/** `silent`: its day has passed, and no file tells whether it was done. `forecast`: if nothing else changes. */
export type ComingLook = 'overdue' | 'due' | 'silent' | 'forecast'

export interface Coming {
  readonly on: Day
  readonly title: string
  readonly look: ComingLook
}

export interface TimeLineRow {
  readonly on: Day
  readonly when: string
  readonly what: string
  /** The row of the picture that it stands in. */
  readonly lane: string
}

export const COMING = 'What is owed and to come'

const SPELLS: readonly {
  readonly title: string
  readonly kind: FactKind
  readonly look: SpellLook
  readonly moments: readonly (readonly [FactKind, MomentLook])[]
}[] = [
  { title: 'Case open', kind: 'referral', look: 'open', moments: [] },
  { title: 'Section 47 enquiry', kind: 'enquiry', look: 'open', moments: [['conference', 'conference']] },
  { title: 'Child in need plan', kind: 'child-in-need-plan', look: 'other', moments: [] },
  { title: 'Child protection plan', kind: 'protection-plan', look: 'plan', moments: [['review', 'review']] },
  { title: 'Pre-proceedings', kind: 'pre-proceedings', look: 'other', moments: [] },
  { title: 'Legal status', kind: 'legal-status', look: 'other', moments: [] },
  { title: 'Placement', kind: 'placement', look: 'other', moments: [] },
]

/** Sets out a child's time. Of facts known to be withdrawn nothing is shown, nor of what lies ahead in a file. */
export function timeLineOf({ facts, pathways, today }: TimeLineGiven): TimeLine {
  const known = facts.facts.filter(({ from, knownUntil }) => from <= today && knownUntil === null)
  const lanes: Lane[] = []
  const told: TimeLineRow[] = []
  for (const { title, kind, look, moments } of SPELLS) {
    const spells = known.filter((fact) => fact.kind === kind)
    const happened = moments.flatMap(([of, shape]) => known.filter((fact) => fact.kind === of).map(momentOf(shape)))
    if (spells.length === 0 && happened.length === 0) continue
    const until = (fact: Fact): Day | null => (fact.until === null || fact.until > today ? null : fact.until)
    lanes.push({
      title,
      spells: spells.map((fact) => ({ from: fact.from, until: until(fact), title: nameOf(fact), look })),
      moments: happened.map(({ on, title: called, look: shape }) => ({ on, title: called, look: shape })),
    })
    told.push(...[...spells, ...happened.map(({ fact }) => fact)].map((fact) => rowOf(fact, title)))
  }
  for (const pathway of pathways) {
    const { lane, rows } = stagesOf(pathway)
    if (lane.spells.length === 0 && lane.moments.length === 0) continue
    lanes.push(lane)
    told.push(...rows)
  }
  const coming = pathways.flatMap((pathway) => comingOf(pathway, today)).toSorted((a, b) => a.on - b.on)
  told.push(...coming.map((each) => ({ on: each.on, when: sayDate(each.on), what: sayComing(each), lane: COMING })))
  return { today, lanes, coming, told: told.toSorted((a, b) => a.on - b.on) }
}

function momentOf(look: MomentLook): (fact: Fact) => Moment & { readonly fact: Fact } {
  return (fact) => ({ on: fact.from, title: '', look, fact })
}

function nameOf(fact: Fact): string {
  if (fact.kind === 'protection-plan') return capital(sayCategory(fact.latestCategory))
  if (fact.kind === 'legal-status') return capital(sayLegalStatus(fact.code))
  if (fact.kind === 'placement') return capital(sayPlacement(fact.code))
  return ''
}

function rowOf(fact: Fact, lane: string): TimeLineRow {
  return { on: fact.from, when: sayDate(fact.from), what: capital(sayBareFact(fact)), lane }
}

/** The stages that a pathway went through, and when it ended. */
function stagesOf({ protocol, view }: TimeLineGiven['pathways'][number]): { lane: Lane; rows: TimeLineRow[] } {
  const moves = view.entries.flatMap(({ entry, to, supersededBy, ignored }) => {
    const stage = to === null || supersededBy !== null || ignored !== null ? undefined : protocol.stages.get(to)
    return stage === undefined ? [] : [{ stage, on: dayOf(entry.happened) }]
  })
  const title = protocol.title
  const spells: Spell[] = []
  const moments: Moment[] = []
  const rows: TimeLineRow[] = []
  for (const [place, { stage, on }] of moves.entries()) {
    const next = moves[place + 1]?.on ?? null
    if (stage.ends) {
      moments.push({ on, title: 'Ended', look: 'ended' })
      rows.push({ on, when: sayDate(on), what: `Ended: ${stage.title}`, lane: title })
      continue
    }
    spells.push({ from: on, until: next, title: stage.title, look: 'stage' })
    rows.push({ on, when: sayDate(on), what: stage.title, lane: title })
  }
  return { lane: { title, spells, moments }, rows }
}

const STANDINGS = { open: 'due', overdue: 'overdue', 'not-known': 'silent' } as const

/** What is owed, once for each day and title; and the triggers that will be met if nothing else changes. */
function comingOf({ view }: TimeLineGiven['pathways'][number], today: Day): readonly Coming[] {
  const found = new Map<string, Coming>()
  const add = (coming: Coming): void => {
    found.set(`${formatDay(coming.on)} ${coming.title}`, coming)
  }
  for (const { duty, due, standing } of view.duties) {
    if (standing.kind === 'met' || standing.kind === 'lapsed' || !('day' in due)) continue
    add({ on: due.day, title: duty.title, look: STANDINGS[standing.kind] })
  }
  if (view.stage?.ends === true) return [...found.values()]
  for (const { occasion, standing } of view.triggers) {
    const on = dayOfOccasion(occasion)
    if (standing !== 'to-come' || on <= today) continue
    add({ on, title: occasion.trigger.title, look: 'forecast' })
  }
  return [...found.values()]
}

/** "Overdue: Hold the review". */
function sayComing({ title, look }: Pick<Coming, 'title' | 'look'>): string {
  return `${COMING_LABELS[look]}: ${title}`
}

const COMING_LABELS: Readonly<Record<ComingLook, string>> = {
  overdue: 'Overdue',
  due: 'Due',
  silent: 'Was due, and no file tells whether it was done',
  forecast: 'Will be met, if nothing else changes',
}

/** The picture in a sentence or two, for whoever does not see it. */
export function tellTimeLine({ lanes, coming, today }: TimeLine): string {
  const overdue = coming.filter(({ look }) => look === 'overdue').length
  const next = coming.find(({ look, on }) => look === 'due' && on >= today)
  const rows =
    lanes.length === 0 ? 'Nothing dated is known yet.' : `It shows ${lanes.map(({ title }) => title).join('; ')}.`
  const late = overdue === 0 ? '' : ` Overdue: ${overdue}.`
  const ahead = next === undefined ? '' : ` Next due: ${next.title}, ${sayDate(next.on)}.`
  return `Time line to ${sayDate(today)}. ${rows}${late}${ahead} The table below tells the same.`
}

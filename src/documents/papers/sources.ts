import type { Entry } from '../../engine/pathway/entry.ts'
import { askedOf } from '../../engine/pathway/questions.ts'
import type { EntryView, PathwayDuty, View } from '../../engine/pathway/view.ts'
import type { DocumentHeading, Question, Step } from '../../engine/protocol/pathway-parts.ts'
import { ALWAYS_TOLD, eachSource, OUTCOME } from '../../engine/protocol/unasked.ts'
import type { Shown } from '../pathway/shown.ts'
import { titlesOf } from '../pathway/titles.ts'

/** A record that speaks under a heading, with the questions of the heading that it was asked. */
export interface Speaking {
  readonly record: CountedEntry
  readonly asked: readonly Question[]
  /** Questions of the heading that its step has and that were not asked of it, because of other answers or of the role. */
  readonly unasked: readonly Question[]
}

/** An entry that counts, with its step. */
export interface CountedEntry {
  readonly view: EntryView
  readonly entry: Entry
  readonly step: Step
  readonly root: string
}

/** The entries of steps that count, in the order in which they fold. */
export function countedIn({
  protocol,
  versions,
  view,
}: Pick<Shown, 'protocol' | 'versions' | 'view'>): readonly CountedEntry[] {
  const now = titlesOf(protocol)
  const then = new Map([...(versions ?? [])].map(([under, each]) => [under, titlesOf(each)]))
  return view.entries.flatMap((each): readonly CountedEntry[] => {
    const step = (then.get(each.under) ?? now).stepOf(each.entry.step)
    if (step === undefined || each.supersededBy !== null || each.ignored !== null) return []
    return [{ view: each, entry: each.entry, step, root: each.root }]
  })
}

/**
 * The records that speak under a heading of one case's document: the one that made it and those before it, the latest first. A
 * later record that asks the same again replaces an earlier one whole, so that two meetings never mix under one heading.
 */
export function speakingUnder({ from }: DocumentHeading, upTo: readonly CountedEntry[]): readonly Speaking[] {
  const ids = new Set(from.filter((source) => !ALWAYS_TOLD.includes(source)))
  const taken: Speaking[] = []
  const said = new Set<string>()
  for (const record of upTo.toReversed()) {
    const under = record.step.asks.filter(({ id }) => ids.has(id))
    if (under.length === 0 || under.some(({ id }) => said.has(id))) continue
    for (const { id } of under) said.add(id)
    taken.push(speaking(record, under, from))
  }
  return taken
}

/** Everybody who answered what a heading asks of each, since such a paper was last made, in the order in which they did. */
export function eachSpeakingUnder(
  { from }: DocumentHeading,
  since: CountedEntry | null,
  upTo: readonly CountedEntry[],
): readonly Speaking[] {
  const ids = from.flatMap((source) => eachSource(source) ?? [])
  if (ids.length === 0) return []
  return upTo.slice(since === null ? 0 : upTo.indexOf(since) + 1).flatMap((record) => {
    const under = record.step.asks.filter(({ id }) => ids.includes(id))
    const one = speaking(record, under, ids)
    return one.asked.length === 0 ? [] : [one]
  })
}

function speaking(record: CountedEntry, under: readonly Question[], from: readonly string[]): Speaking {
  const { entry, step } = record
  const told = entry.outcome === null ? entry.answers : { ...entry.answers, [OUTCOME]: entry.outcome }
  const all = new Set(askedOf(step.asks, entry.role, told))
  const isAsked = (question: Question): boolean => all.has(question) || Object.hasOwn(entry.answers, question.id)
  return {
    record,
    asked: inOrderOf(from, under.filter(isAsked)),
    unasked: under.filter((question) => !isAsked(question)),
  }
}

/** The duties that a record met: what it was recorded for. */
function metBy({ root, entry }: CountedEntry, { duties }: View): readonly PathwayDuty[] {
  return duties.filter(({ id, standing }) => {
    return id === entry.about || (standing.kind === 'met' && standing.by === root)
  })
}

/** The earlier record that a record follows up, since it was owed for each of those; null where it follows none up. */
export function followedUp(
  record: CountedEntry,
  upTo: readonly CountedEntry[],
  { view }: Pick<Shown, 'view'>,
): CountedEntry | null {
  const owed = metBy(record, view).filter(({ duty }) => duty.forEach?.of.kind === 'named')
  const followed = new Set(owed.map(({ of }) => of))
  return upTo.find((each) => each !== record && followed.has(each.root)) ?? null
}

/**
 * Without the records of other occasions: where a record follows another one up, such as the write-up of one contact of several,
 * what was recorded of the others says nothing of this one.
 */
export function ofTheSame(
  record: CountedEntry,
  upTo: readonly CountedEntry[],
  { protocol, view }: Pick<Shown, 'protocol' | 'view'>,
): readonly CountedEntry[] {
  const first = followedUp(record, upTo, { view })
  if (first === null) return upTo
  const { id } = first.step
  const following = protocol.duties.flatMap(({ forEach, metBy: by }) => {
    const of = forEach?.of
    return of?.kind === 'named' && [of.name, ...of.or].includes(id) && by.kind === 'step' ? [by.step] : []
  })
  return upTo.filter((each) => {
    if (each.step.id === id) return each === first
    return !following.includes(each.step.id) || metBy(each, view).some(({ of }) => of === first.root)
  })
}

function inOrderOf(from: readonly string[], questions: readonly Question[]): readonly Question[] {
  return questions.toSorted((a, b) => from.indexOf(a.id) - from.indexOf(b.id))
}

import { formatDay } from '../../engine/calendar/day.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import type { Entry } from '../../engine/pathway/entry.ts'
import { identifierOfStart } from '../../engine/pathway/starts.ts'
import { triggerEntry } from '../../engine/pathway/triggers.ts'
import { type MetOccasion, metFor } from '../facts/occasions.ts'
import type { Bound } from '../transaction.ts'
import { workedOut } from './course.ts'
import { keepStart } from './keep-entry.ts'
import { type Loaded, load } from './load.ts'
import { type Locked, lockCase, lockPathway } from './locking.ts'
import { keepReadModel, lastOf, readModelOf } from './read-models.ts'

/** A trigger that was found met for a case. */
export interface Found {
  readonly caseId: string
  readonly protocol: string
  readonly trigger: string
  /** The occasion, as `metFor` calls it. */
  readonly key: string
}

/**
 * Opens a pathway because its trigger is met: asked again on what is locked, so that two who look at once open one. Gives the
 * pathway, opened now or open already; null where it is met no more. Call it inside `unbound`.
 */
export async function openByTrigger(
  bound: Bound,
  { caseId, protocol: name, trigger, key }: Found,
): Promise<{ readonly pathway: string; readonly opened: boolean } | null> {
  const { store, moment } = bound
  const pathway = store.ids.random()
  const locked = await lockCase(bound, { protocol: name, caseId, pathway })
  if (locked === null) return null
  if ('kind' in locked) return null
  if ('open' in locked) return { pathway: locked.open, opened: false }
  const loaded = await load(bound, locked)
  const triggers = loaded.course.opened.protocol.triggers.filter(({ id }) => id === trigger)
  const met = metFor(triggers, loaded.history, dayOf(moment)).find((each) => each.key === key)
  if (met === undefined) return null
  const entry = startsOf(bound, loaded).find((each) => each.trigger?.id === trigger) ?? noticedNow(bound, met)
  if (entry === null) return null
  await keepStarts(bound, locked, loaded, [entry])
  return { pathway, opened: true }
}

/**
 * Records in a pathway that runs what started by itself and nobody has recorded yet, as a trigger that takes over what waits
 * (CWM-06). Call it inside `unbound`.
 */
export async function takeOverByTrigger(bound: Bound, pathway: string): Promise<void> {
  const locked = await lockPathway(bound, pathway)
  if (locked === null) return
  const loaded = await load(bound, locked)
  const starts = startsOf(bound, loaded)
  if (starts.length > 0) await keepStarts(bound, locked, loaded, starts)
}

/** What files tell has started by itself, and nobody has recorded, as it is recorded now. */
function startsOf({ moment }: Bound, loaded: Loaded): readonly Entry[] {
  const { view } = workedOut(loaded, { asOf: moment, knownAt: moment })
  return view.entries.filter(({ derived }) => derived).map(({ entry }) => ({ ...entry, recorded: moment }))
}

/** The start by a trigger of whose day no file tells for certain: it counts from now. */
function noticedNow({ moment }: Bound, { occasion, met }: MetOccasion): Entry | null {
  const id = identifierOfStart({ id: occasion.trigger.id, met: formatDay(met) })
  return triggerEntry(occasion, { noticed: moment, newId: id })
}

async function keepStarts(bound: Bound, locked: Locked, loaded: Loaded, starts: readonly Entry[]): Promise<void> {
  const { moment } = bound
  const { pathway, caseId, version } = locked
  for (const [number, entry] of starts.entries()) await keepStart(bound, locked, entry, version + number + 1)
  const entries = [...loaded.history.entries, ...starts]
  const asOf = lastOf(entries, moment)
  const after = { ...loaded, history: { ...loaded.history, entries } }
  const { view, rules } = workedOut(after, { asOf, knownAt: asOf })
  await keepReadModel(bound, pathway, caseId, { model: readModelOf(pathway, view, rules), asOf })
}

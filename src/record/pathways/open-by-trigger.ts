import { dayOf } from '../../engine/pathway/days.ts'
import { evaluate } from '../../engine/pathway/evaluate.ts'
import { triggerEntry } from '../../engine/pathway/triggers.ts'
import { note } from '../audit/audit.ts'
import { metFor } from '../facts/occasions.ts'
import { type Bound, unbound } from '../transaction.ts'
import { load } from './load.ts'
import { lockCase } from './locking.ts'
import { keepReadModel, readModelOf } from './read-models.ts'
import { keepEntry } from './record-step.ts'

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
 * pathway, opened now or open already; null where it is met no more.
 */
export async function openByTrigger(
  bound: Bound,
  { caseId, protocol: name, trigger, key }: Found,
): Promise<{ readonly pathway: string; readonly opened: boolean } | null> {
  const { tx, principal, store, moment } = bound
  return unbound(bound, async () => {
    const pathway = store.ids.random()
    const locked = await lockCase(bound, { protocol: name, caseId, pathway })
    if (locked === null) return null
    if ('kind' in locked) return locked.kind === 'open-already' ? { pathway: locked.pathway, opened: false } : null
    const { protocol, calendar } = await store.shelf.rules({ tx, authority: principal.authority, ...locked })
    const { history, people } = await load(bound, locked)
    const triggers = protocol.triggers.filter(({ id }) => id === trigger)
    const met = metFor(triggers, history, dayOf(moment)).find((each) => each.key === key)
    const entry = met && triggerEntry(met.occasion, { noticed: moment, newId: store.ids.growing() })
    if (entry === undefined || entry === null) return null
    await keepEntry(bound, locked, entry, 1)
    const asking = { asOf: entry.recorded, knownAt: entry.recorded }
    const view = evaluate(protocol, { ...history, entries: [entry] }, people, calendar, asking)
    await keepReadModel(bound, pathway, caseId, readModelOf(pathway, view, calendar))
    await note(bound, {
      action: 'open-by-trigger',
      object: { kind: 'entry', id: entry.id },
      caseId,
      decision: 'allowed',
      accessPath: 'service',
      compartments: ['shared'],
      payload: { ...entry },
    })
    return { pathway, opened: true }
  })
}

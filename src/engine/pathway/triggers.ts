import type { Day } from '../calendar/day.ts'
import type { Instant } from '../calendar/instant.ts'
import { dayOfOccasion, type Occasion, standingOf } from '../watch/occasions.ts'
import { dayOf, startOf } from './days.ts'
import type { Entry } from './entry.ts'
import { isDealtWith, noticedByFiles, occasionOfEntry, startingEntry } from './starts.ts'
import { type State, toldUnder } from './state.ts'
import type { TriggerView } from './view.ts'

/**
 * The entry with which a pathway opens by itself: when its trigger was met, or when that was noticed, whichever is later.
 * Null where the trigger opens none, or is not surely met yet.
 */
export function triggerEntry(
  occasion: Occasion,
  { noticed, newId }: { readonly noticed: Instant; readonly newId: string },
): Entry | null {
  const { trigger, certain } = occasion
  if (trigger.opens === null || certain === null || standingOf(occasion, dayOf(noticed)) !== 'met') return null
  const began = startOf(certain)
  const happened = began > noticed ? began : noticed
  return startingEntry(occasion, { id: newId, met: certain, happened, recorded: noticed })
}

/**
 * Every trigger met or to come, and what it does here: one that is met in a pathway that is open already is only noted, but
 * where it takes that over.
 */
export function viewOfTriggers(state: State): readonly TriggerView[] {
  const started = new Map(
    state.startedByItself.map((record) => [occasionOfEntry(record.entry, state.occasions), record] as const),
  )
  return [...state.occasions.values()].flat().map((occasion): TriggerView => {
    const standing = standingOf(occasion, state.told.asOf)
    const record = started.get(occasion)
    if (record !== undefined) {
      const noticed = dayOf(record.entry.happened)
      return { occasion, standing, noticed, does: record === state.start ? 'opened' : 'took-over' }
    }
    const noticed = standing === 'met' ? noticedByFiles(occasion, state.told) : null
    return { occasion, standing, noticed, does: whatElse(occasion, state) }
  })
}

function whatElse(occasion: Occasion, state: State): TriggerView['does'] {
  if (occasion.trigger.opens === null) return 'suggests'
  if (isDealtWith(occasion, state)) return 'noted'
  return state.start === null || dayOfOccasion(occasion) > endedOn(state) ? 'opens' : 'noted'
}

/** The day on which a pathway ended; a day that never comes while it runs. */
function endedOn(state: State): number {
  const last = state.stays.at(-1)
  return last?.stage.ends === true ? dayOf(last.from) : Number.POSITIVE_INFINITY
}

/** Triggers that are met and have opened nothing: they wait for somebody to open a pathway, or a new one. */
export function unopenedTriggers(state: State): readonly { readonly trigger: string; readonly met: Day }[] {
  return viewOfTriggers(state)
    .filter(({ does, standing }) => does === 'opens' && standing === 'met')
    .map(({ occasion }) => ({ trigger: occasion.trigger.id, met: dayOfOccasion(occasion) }))
}

/** The trigger that opened the pathway, where what files tell today no longer meets it on that day. */
export function withdrawnTrigger(state: State): { readonly entry: string; readonly trigger: string } | null {
  const { start } = state
  const opened = start?.entry.trigger ?? null
  if (start === null || opened === null) return null
  return occasionOfEntry(start.entry, toldUnder(start, state).occasions) !== null
    ? null
    : { entry: start.root, trigger: opened.id }
}

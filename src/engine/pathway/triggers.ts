import { type Day, formatDay } from '../calendar/day.ts'
import type { Instant } from '../calendar/instant.ts'
import { dayOfOccasion, type Occasion, standingOf } from '../watch/occasions.ts'
import { dayOf, startOf } from './days.ts'
import type { Entry } from './entry.ts'
import type { State } from './state.ts'
import type { TriggerView } from './view.ts'

/** Who records that a trigger opened a pathway: nobody but the program itself. */
export const SIGHTLINE = 'sightline'

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
  return {
    id: newId,
    step: null,
    outcome: null,
    by: SIGHTLINE,
    role: SIGHTLINE,
    happened: began > noticed ? began : noticed,
    recorded: noticed,
    answers: {},
    about: null,
    supersedes: null,
    because: null,
    trigger: { id: trigger.id, met: formatDay(certain) },
  }
}

/** Every trigger met or to come, and what it does here: one that is met in a pathway that is open already is only noted. */
export function viewOfTriggers(state: State): readonly TriggerView[] {
  const opened = state.start?.entry.trigger ?? null
  return [...state.occasions.values()].flat().map((occasion): TriggerView => {
    const standing = standingOf(occasion, state.told.asOf)
    const { id, opens } = occasion.trigger
    if (opens === null) return { occasion, standing, does: 'suggests' }
    if (state.start === null) return { occasion, standing, does: 'opens' }
    const day = dayOfOccasion(occasion)
    if (opened?.id === id && opened.met === formatDay(day)) return { occasion, standing, does: 'opened' }
    return { occasion, standing, does: day > endedOn(state) ? 'opens' : 'noted' }
  })
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
  const stands = viewOfTriggers(state).some(({ does }) => does === 'opened')
  return stands ? null : { entry: start.root, trigger: opened.id }
}

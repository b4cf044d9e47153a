import type { WorkingCalendar } from '../calendar/calendar.ts'
import type { Rulebook, Running } from './rulebook.ts'

/** A version of its protocol to which a pathway was moved, or may be: its text, and the calendar by which it counts. */
export interface Version {
  readonly protocol: Running
  readonly calendar: WorkingCalendar
}

/** A version to which a pathway moves, as a fold goes by it. */
export interface Later {
  /** As the history calls it. */
  readonly version: string
  readonly rulebook: Rulebook
  readonly calendar: WorkingCalendar
}

/** The versions to which entries move a pathway, by what they are called there. */
export function laterVersions(
  versions: ReadonlyMap<string, Version> | undefined,
  rulebookFor: (protocol: Running) => Rulebook,
): ReadonlyMap<string, Later> {
  if (versions === undefined) return NONE
  return new Map(
    [...versions].map(([version, { protocol, calendar }]) => {
      return [version, { version, rulebook: rulebookFor(protocol), calendar }]
    }),
  )
}

const NONE: ReadonlyMap<string, Later> = new Map()

import assert from 'node:assert/strict'
import file from '../../../data/calendars/england-and-wales.json' with { type: 'json' }
import { parseCalendar } from '../../engine/calendar/calendar-file.ts'
import { day } from '../../engine/calendar/day.ts'
import { generateAuthority } from './authority.ts'
import type { DemonstrationChild } from './truth.ts'

const read = parseCalendar(JSON.stringify(file))
assert(read.ok)
export const CALENDAR = read.value

export const AS_OF = day('2026-11-21')

/** The children of an authority, one after another. */
export function authority(children: number, seed: number, asOf = AS_OF): Generator<DemonstrationChild> {
  return generateAuthority({ children, seed, asOf, calendar: CALENDAR })
}

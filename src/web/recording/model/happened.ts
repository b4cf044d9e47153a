import { addDays, type Day } from '../../../engine/calendar/day.ts'
import { type Instant, LONDON, wallTimeOf } from '../../../engine/calendar/instant.ts'
import { startOf } from '../../../engine/pathway/days.ts'
import { momentOf, readDay, readTime } from '../../dates.ts'
import type { Control, Option } from './control.ts'
import { boxesIn, type Fault } from './read-answers.ts'
import { idOf, type Typed, textIn } from './typed.ts'

/** The fields that say when it happened: now, or at an earlier time. */
export const HAPPENED = 'happened'
const WHEN = 'happened.when'
const TIME = `${WHEN}.time`

export type ReadHappened = { readonly ok: true; readonly at: Instant } | { readonly ok: false; readonly fault: Fault }

/**
 * When it happened: now, unless an earlier time is given. Of an earlier day whose time nobody knows the end is taken, from which
 * hours are counted.
 */
export function readHappened(typed: Typed, now: Instant): ReadHappened {
  if (textIn(typed, HAPPENED) !== 'earlier') return { ok: true, at: now }
  const day = readDay(boxesIn(typed, WHEN))
  const time = readTime(textIn(typed, TIME))
  if (day.kind === 'empty') return wrong(`${WHEN}.day`, 'Enter the day on which it happened')
  if (day.kind === 'fault') return wrong(`${WHEN}.${day.box}`, `The day on which it happened ${day.says}`)
  if (time.kind === 'fault') return wrong(TIME, `The time at which it happened ${time.says}`)
  const today = wallTimeOf(now, LONDON).day
  if (day.day > today) return wrong(`${WHEN}.day`, 'The day on which it happened must be today or in the past')
  if (time.kind === 'empty') {
    if (day.day === today)
      return wrong(TIME, 'Enter the time at which it happened today, even if you only know it roughly')
    return { ok: true, at: endOf(day.day) }
  }
  const moment = momentOf(day.day, time)
  if (!moment.ok) return wrong(TIME, moment.says)
  return moment.at > now ? wrong(TIME, 'The time at which it happened must be in the past') : moment
}

function wrong(field: string, says: string): ReadHappened {
  return { ok: false, fault: { field, says } }
}

function endOf(day: Day): Instant {
  return (startOf(addDays(day, 1)) - 1) as Instant
}

/** The question when it happened. */
export function happenedControl(typed: Typed, faults: readonly Fault[]): Control {
  const isEarlier = textIn(typed, HAPPENED) === 'earlier'
  const time = {
    id: idOf(TIME),
    name: TIME,
    value: textIn(typed, TIME),
    isWrong: faults.some(({ field }) => field === TIME),
  }
  const wrongBox = faults
    .find(({ field }) => /^happened\.when\.(day|month|year)$/.test(field))
    ?.field.split('.')
    .at(-1)
  const when: Control = {
    id: idOf(`${WHEN}.day`),
    name: WHEN,
    label: 'When did it happen?',
    hint: 'For example, 27 3 2026 and 2:15pm. Leave the time out if you do not know it: the end of that day is then taken.',
    error: faults.find(({ field }) => field.startsWith(WHEN))?.says ?? null,
    cites: [],
    kind: 'moment',
    date: { id: idOf(WHEN), name: WHEN, ...boxesIn(typed, WHEN), wrong: wrongBox ?? null },
    time,
  }
  const option = (value: string, text: string, number: number): Option => ({
    id: number === 1 ? HAPPENED : `${HAPPENED}_${number}`,
    value,
    text,
    detail: null,
    isChosen: (value === 'earlier') === isEarlier,
    reveals: value === 'earlier' ? [when] : [],
  })
  return {
    id: HAPPENED,
    name: HAPPENED,
    label: 'When did this happen?',
    hint: null,
    error: faults.find(({ field }) => field === HAPPENED)?.says ?? null,
    cites: [],
    kind: 'radios',
    isInline: false,
    options: [option('now', 'Now', 1), option('earlier', 'Earlier', 2)],
  }
}

/** The same, filled in with a time. */
export function happenedTyped(at: Instant): Typed {
  const { day, hour, minute } = wallTimeOf(at, LONDON)
  const isUnknown = at === endOf(day)
  const date = new Date(day * 86_400_000).toISOString()
  return {
    [HAPPENED]: ['earlier'],
    [`${WHEN}.day`]: [String(Number(date.slice(8, 10)))],
    [`${WHEN}.month`]: [String(Number(date.slice(5, 7)))],
    [`${WHEN}.year`]: [date.slice(0, 4)],
    [TIME]: [isUnknown ? '' : `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`],
  }
}

import { type Instant, LONDON, wallTimeOf } from '../../../engine/calendar/instant.ts'
import { endOf, isHourUntold } from '../../../engine/pathway/days.ts'
import type { Step } from '../../../engine/protocol/pathway-parts.ts'
import { stepsByTheHour } from '../../../engine/protocol/steps-by-the-hour.ts'
import { momentOf, readDay, readTime } from '../../dates.ts'
import type { Around } from './around.ts'
import type { Control, Option } from './control.ts'
import { boxesIn, type Fault } from './read-answers.ts'
import { idOf, type Typed, textIn } from './typed.ts'

/** The fields that say when it happened: now, or at an earlier time. */
export const HAPPENED = 'happened'
const WHEN = 'happened.when'
const TIME = `${WHEN}.time`
/** No field: what fills a form in for somebody says with it that the hour of a past day is known to nobody. */
const UNTOLD = `${WHEN}.untold`

export type ReadHappened = { readonly ok: true; readonly at: Instant } | { readonly ok: false; readonly fault: Fault }

/** Whether the hour of a past day may be left out: hours that count from it would make it the start of that day. */
export type Hour = 'may be left out' | 'must be told'

/** Whether a form must ask at what hour it happened. */
export function hourOf(step: Step, { protocol }: Around): Hour {
  return stepsByTheHour(protocol).includes(step) ? 'must be told' : 'may be left out'
}

/** When it happened: now, unless an earlier time is given. An earlier day whose hour was left out stands as its last moment. */
export function readHappened(typed: Typed, now: Instant, hour: Hour): ReadHappened {
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
    if (hour === 'must be told' && textIn(typed, UNTOLD) === '')
      return wrong(
        TIME,
        'Enter about what time it happened, since hours are counted from it. If nobody knows, enter 00:00',
      )
    return { ok: true, at: endOf(day.day) }
  }
  const moment = momentOf(day.day, time)
  if (!moment.ok) return wrong(TIME, moment.says)
  return moment.at > now ? wrong(TIME, 'The time at which it happened must be in the past') : moment
}

function wrong(field: string, says: string): ReadHappened {
  return { ok: false, fault: { field, says } }
}

const HOUR_HINTS = {
  'may be left out': 'Leave the time out if you do not know it.',
  'must be told':
    'Hours are counted from it: give the time, even if you only know it roughly. If nobody knows, write 00:00.',
} as const satisfies Record<Hour, string>

/**
 * The question when it happened.
 * @param title what the step is called: people who tell of something give the day of that otherwise
 */
export function happenedControl(typed: Typed, faults: readonly Fault[], hour: Hour, title: string): Control {
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
    label: 'When was it done?',
    hint: `For example, 27 3 2026 and 2:15pm. ${HOUR_HINTS[hour]}`,
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
    label: 'When was this done?',
    hint: `The step itself, “${title}”, and not what you tell of in it. Time limits are counted from then.`,
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
  const isUntold = isHourUntold(at)
  const date = new Date(day * 86_400_000).toISOString()
  return {
    [HAPPENED]: ['earlier'],
    [`${WHEN}.day`]: [String(Number(date.slice(8, 10)))],
    [`${WHEN}.month`]: [String(Number(date.slice(5, 7)))],
    [`${WHEN}.year`]: [date.slice(0, 4)],
    ...(isUntold ? { [UNTOLD]: ['yes'] } : {}),
    [TIME]: [isUntold ? '' : `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`],
  }
}

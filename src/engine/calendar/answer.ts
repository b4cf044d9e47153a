import type { Day } from './day.ts'

/** Why a question about days cannot be answered. A refusal is data; nothing is thrown. `words.ts` says it. */
export type CalendarRefusal =
  | {
      /** The day asked for, or one that had to be counted, lies outside the years that the calendar knows. */
      readonly kind: 'outside-calendar'
      readonly calendar: string
      readonly day: Day
      readonly from: Day
      readonly until: Day
    }
  /** What was to be counted is a fraction, or less than nothing. */
  | { readonly kind: 'not-a-whole-number'; readonly given: number }
  /** The count leaves the years 1 to 9999, which is as far as a written date reaches. */
  | { readonly kind: 'outside-written-years' }

/** An answer, or the reason why there is none. */
export type Answer<T, R = CalendarRefusal> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: R }

export function answer<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function refuse<R>(refusal: R): { readonly ok: false; readonly refusal: R } {
  return { ok: false, refusal }
}

import { type Day, formatDay } from '../../engine/calendar/day.ts'

/** A large authority writes some ten thousand different days several million times: each is put into words once. */
const texts = new Map<Day, string>()

/** A day as YYYY-MM-DD; '' for none. */
export function written(on: Day | null): string {
  if (on === null) return ''
  let text = texts.get(on)
  if (text === undefined) {
    text = formatDay(on)
    texts.set(on, text)
  }
  return text
}

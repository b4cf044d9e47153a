import { z } from 'zod'
import { type Answer, answer, refuse } from './answer.ts'
import { type CalendarText, WorkingCalendar } from './calendar.ts'

const CALENDAR_FILE: z.ZodType<CalendarText> = z.strictObject({
  calendar: z.string(),
  title: z.string(),
  from: z.string(),
  until: z.string(),
  weekend: z.array(z.string()),
  source: z.string().exactOptional(),
  holidays: z.array(z.strictObject({ day: z.string(), name: z.string(), note: z.string().exactOptional() })),
})

/** Reads a calendar's file, which is JSON. Every fault is named, with its place in the file. */
export function parseCalendar(text: string): Answer<WorkingCalendar, readonly string[]> {
  const json = parseJson(text)
  if (!json.ok) return json
  const read = CALENDAR_FILE.safeParse(json.value)
  if (read.success) return WorkingCalendar.from(read.data)
  return refuse(read.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`))
}

function parseJson(text: string): Answer<unknown, readonly string[]> {
  try {
    return answer<unknown>(JSON.parse(text))
  } catch (error) {
    return refuse([`the file is not JSON: ${error instanceof Error ? error.message : String(error)}`])
  }
}

import { readFileSync } from 'node:fs'
import { SaxesParser } from 'saxes'
import type { WorkingCalendar } from '../../src/engine/calendar/calendar.ts'
import { parseCalendar } from '../../src/engine/calendar/calendar-file.ts'
import { day } from '../../src/engine/calendar/day.ts'
import { Cohort } from '../../src/engine/facts/cohort.ts'
import { readCensus } from '../../src/intake/census/read-census.ts'
import { Findings } from '../../src/intake/finding.ts'
import { readText } from '../../src/intake/text/read-text.ts'

/** The day for which the census is written, and on which it is read. */
export const TODAY = day('2026-11-21')

/** A census with every check, into a cohort; gives the number of its children. */
export async function intake(file: string): Promise<number> {
  const cohort = new Cohort()
  const findings = new Findings()
  await readCensus(file, { cohort, report: findings.report, today: TODAY, calendar: calendarOfEngland() })
  return cohort.size
}

/** The same text through saxes alone, with the handlers that intake has, which do nothing but count. */
export async function bareSaxes(file: string): Promise<number> {
  const parser = new SaxesParser({ position: false })
  let [children, others] = [0, 0]
  parser.on('opentag', ({ name }) => {
    if (name === 'Child') children += 1
  })
  const count = (): void => {
    others += 1
  }
  parser.on('closetag', count)
  parser.on('text', count)
  parser.on('cdata', count)
  parser.on('comment', count)
  parser.on('error', count)
  for await (const text of readText(file, 'xml', { report: () => undefined })) parser.write(text)
  parser.close()
  return others > 0 ? children : 0
}

function calendarOfEngland(): WorkingCalendar {
  const path = new URL('../../data/calendars/england-and-wales.json', import.meta.url)
  const read = parseCalendar(readFileSync(path, 'utf8'))
  if (!read.ok) throw new Error(read.refusal.join('\n'))
  return read.value
}

import { z } from 'zod'
import { parseDay } from '../../engine/calendar/day.ts'
import { sayDay } from '../../engine/calendar/words.ts'

const body = z.strictObject({
  named: z.array(z.string().min(1).max(200)).min(1),
  today: z.string().min(1).max(400),
  since: z.iso.date().nullable(),
  because: z.string().max(400),
})

/** The file that says what bodies named by sources are called today: data/names-today.json. */
export const namesTodayFile = z.strictObject({ note: z.string(), bodies: z.array(body) })

/** A body under the names by which sources know it, and who bears its duties today. */
export type BodyToday = z.output<typeof body>

/** "Clinical Commissioning Group is the integrated care board since Friday 1 July 2022." */
function sayBody(name: string, { today, since, because }: BodyToday): string {
  const day = since === null ? undefined : parseDay(since)
  return `Where it says ${name}, that is today ${today}${day === undefined ? '' : ` (since ${sayDay(day)})`}. ${because}`
}

/**
 * What is to be explained in texts: for each body that they name by a name of its time, who it is today. Of names that stand in one
 * another the longest is meant.
 */
export function explainNames(texts: readonly string[], bodies: readonly BodyToday[]): readonly string[] {
  const names = bodies
    .flatMap((each) => each.named.map((name) => ({ name, body: each })))
    .sort((a, b) => b.name.length - a.name.length)
  const said = new Map<BodyToday, string>()
  for (let rest of texts) {
    for (const { name, body: found } of names) {
      const parts = rest.split(wholeWord(name))
      if (parts.length === 1) continue
      rest = parts.join(' ')
      if (!said.has(found)) said.set(found, sayBody(name, found))
    }
  }
  return [...said.values()]
}

function wholeWord(name: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(name)}(?![\\p{L}\\p{N}])`, 'gu')
}

import { readFileSync } from 'node:fs'
import { type BodyToday, namesTodayFile } from '../documents/names-today/names-today.ts'

const FILE = 'data/names-today.json'

/** What bodies that sources name are called today, as the authority's file has it. A file that cannot be read stops the start. */
export const BODIES_TODAY: readonly BodyToday[] = readBodies()

function readBodies(): readonly BodyToday[] {
  const read = namesTodayFile.safeParse(JSON.parse(readFileSync(new URL(`../../${FILE}`, import.meta.url), 'utf8')))
  if (read.success) return read.data.bodies
  const [first] = read.error.issues
  throw new Error(
    `${FILE}: ${first?.path.join('.') ?? ''}: ${first?.message ?? ''}. Put it right, or put the file back.`,
  )
}

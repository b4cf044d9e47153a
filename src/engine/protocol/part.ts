import { openDocument } from './document.ts'
import type { Fault } from './fault.ts'
import type { Places } from './place.ts'
import type { Surroundings } from './protocol.ts'

type Group = Readonly<Record<string, unknown>>

/** What a part may hold. Roles and stages are those of each protocol that uses it. */
export const GROUPS_OF_PARTS = [
  'steps',
  'duties',
  'forms',
  'notices',
  'flags',
  'meetings',
  'documents',
  'sees',
  'versions',
  'levels',
  'life events',
  'did it help',
] as const

/** A protocol file with the parts that it uses written into it. */
export interface Joined {
  readonly value: Group
  readonly places: Places
  readonly faults: readonly Fault[]
}

/**
 * Writes the parts that a file `uses` into it. What is wrong in a part is a fault of the line that names the part, with its
 * place in the part's own file.
 */
export function joinParts(value: Group, places: Places, { parts }: Surroundings): Joined {
  const { uses } = value
  if (!Array.isArray(uses)) return { value, places, faults: [] }
  const faults: Fault[] = []
  let joined = { value, places }
  const names: readonly unknown[] = uses
  names.forEach((name, i) => {
    // The schema says what is wrong with a name that is none.
    if (typeof name !== 'string') return
    const at = ['uses', i]
    if (names.indexOf(name) < i) {
      faults.push(places.fault(at, `the part "${name}" is used twice`, 'Take one of them away.'))
      return
    }
    const text = parts?.(name)
    if (text === undefined) {
      const remedy = `Write protocols/parts/${name}.yaml, or correct the name.`
      faults.push(places.fault(at, `there is no part "${name}"`, remedy))
      return
    }
    const opened = openDocument(text)
    for (const { line, column, message, remedy } of opened.faults) {
      faults.push(places.fault(at, `in the part "${name}", line ${line}, column ${column}: ${message}`, remedy))
    }
    if (opened.content === undefined) return
    const part = { name, at, places: opened.content.places }
    const added = writeIn(joined.value, opened.content.value)
    const within = joined.places.withPart(part, added.owned)
    for (const { path, message, remedy } of added.wrong) faults.push(within.faultAtKey(path, message, remedy))
    joined = { value: added.value, places: within }
  })
  return { ...joined, faults }
}

interface Written {
  readonly value: Group
  /** The first two steps of the path of everything that came from the part. */
  readonly owned: readonly (readonly [group: string, name: string])[]
  readonly wrong: readonly { path: readonly string[]; message: string; remedy: string }[]
}

function writeIn(value: Group, part: Group): Written {
  const owned: (readonly [string, string])[] = []
  const wrong: { path: readonly string[]; message: string; remedy: string }[] = []
  let whole = value
  for (const [group, items] of Object.entries(part)) {
    if (!GROUPS_OF_PARTS.some((known) => known === group) || !isGroup(items)) {
      owned.push([group, ''])
      const remedy = `A part holds groups of: ${GROUPS_OF_PARTS.join(', ')}.`
      wrong.push({ path: [group], message: `"${group}" cannot stand so in a part`, remedy })
      continue
    }
    const here = whole[group] ?? {}
    if (!isGroup(here)) continue
    for (const [name, item] of Object.entries(items)) {
      if (Object.hasOwn(here, name)) {
        const message = `the part has a "${name}" under ${group} too`
        wrong.push({ path: [group, name], message, remedy: 'Rename one of the two.' })
        continue
      }
      owned.push([group, name])
      whole = { ...whole, [group]: { ...(isGroup(whole[group]) ? whole[group] : {}), [name]: item } }
    }
  }
  return { value: whole, owned, wrong }
}

function isGroup(value: unknown): value is Group {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

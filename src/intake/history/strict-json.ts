import { type HistoryFault, type HistoryRead, sayPath, shortened } from './fault.ts'
import { endOfString, placeOfFault } from './json-place.ts'

/** How deep lists and objects may lie in one another. A history needs seven; what is built to exhaust a reader has thousands. */
const DEEPEST = 32

/**
 * Reads JSON, and refuses what the language's own reader takes in silence: a key that stands twice in one object, of which the
 * first would be lost, and a key that no object should have.
 */
export function parseStrictJson(text: string): HistoryRead<unknown> {
  const fault = faultOfNesting(text)
  if (fault?.message === TOO_DEEP) return { ok: false, faults: [fault] }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, faults: [faultOfForm(text)] }
  }
  return fault === undefined ? { ok: true, value } : { ok: false, faults: [fault] }
}

const TOO_DEEP = `lists and objects lie more than ${DEEPEST} deep in one another`

interface Level {
  /** The keys of an object so far; null for a list. */
  readonly keys: Set<string> | null
  at: string | number
  awaitsKey: boolean
}

function faultOfNesting(text: string): HistoryFault | undefined {
  const levels: Level[] = []
  for (let i = 0; i < text.length; i++) {
    const level = levels.at(-1)
    switch (text[i]) {
      case '{':
      case '[':
        if (levels.length === DEEPEST) {
          return { path: '', message: TOO_DEEP, remedy: 'See that this is a history, and not another file.' }
        }
        levels.push(
          text[i] === '{' ? { keys: new Set(), at: '', awaitsKey: true } : { keys: null, at: 0, awaitsKey: false },
        )
        break
      case '}':
      case ']':
        levels.pop()
        break
      case ',':
        if (level?.keys === null) level.at = Number(level.at) + 1
        else if (level !== undefined) level.awaitsKey = true
        break
      case '"': {
        const end = endOfString(text, i)
        if (level?.keys != null && level.awaitsKey) {
          const key = unquoted(text.slice(i, end + 1))
          level.awaitsKey = false
          level.at = key
          const path = sayPath(levels.map(({ at }) => at))
          if (key === '__proto__') {
            return { path, message: 'no object has a key of this name', remedy: 'Take it out.' }
          }
          if (level.keys.has(key)) {
            return {
              path,
              message: `"${shortened(key)}" stands twice in one object, and one of the two would be lost`,
              remedy: 'Keep the right one.',
            }
          }
          level.keys.add(key)
        }
        i = end
        break
      }
      default:
    }
  }
  return undefined
}

function unquoted(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted
  }
}

/** Says where JSON breaks off. */
function faultOfForm(text: string): HistoryFault {
  const place = placeOfFault(text)
  if (place === text.length) {
    return {
      path: '',
      message: 'this is not whole JSON: it ends before everything is closed',
      remedy: 'Close what was opened, or copy the file again.',
    }
  }
  const before = text.slice(0, place)
  const line = before.split('\n').length
  const column = before.length - before.lastIndexOf('\n')
  return {
    path: '',
    message: `this is not JSON from line ${line}, column ${column} on`,
    remedy: 'See that keys and words stand in double quotes, and that no comma stands before a closing bracket.',
  }
}

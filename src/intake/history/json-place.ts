/** What may come next. `first`: right after a bracket was opened, where it may be closed again. */
type Awaits = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma' | 'end'

const BLANK = /[ \t\n\r]*/y
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/**
 * Where a text stops being JSON: the place of the first character that cannot stand there, or the text's length where it ends
 * too early. The language's own reader tells this only sometimes, and then with a piece of the text, which may hold names.
 */
export function placeOfFault(text: string): number {
  const open: ('{' | '[')[] = []
  let awaits: Awaits = 'value'
  let i = 0
  const closed = (): Awaits => (open.length === 0 ? 'end' : 'comma')
  for (;;) {
    i += lengthOf(BLANK, text, i)
    const char = text[i]
    if (char === undefined) return i
    const inside = open.at(-1)
    if (awaits === 'comma' || awaits === 'first value' || awaits === 'first key') {
      if ((char === '}' && inside === '{') || (char === ']' && inside === '[')) {
        open.pop()
        awaits = closed()
        i += 1
        continue
      }
    }
    if (awaits === 'end') return i
    if (awaits === 'comma' || awaits === 'colon') {
      if (char !== (awaits === 'comma' ? ',' : ':')) return i
      awaits = awaits === 'comma' && inside === '{' ? 'key' : 'value'
      i += 1
      continue
    }
    const isKey: boolean = awaits === 'key' || awaits === 'first key'
    if (char === '"') {
      const end = endOfString(text, i)
      if (end === text.length) return end
      if (!isString(text.slice(i, end + 1))) return i
      awaits = isKey ? 'colon' : closed()
      i = end + 1
    } else if (!isKey && (char === '{' || char === '[')) {
      open.push(char)
      awaits = char === '{' ? 'first key' : 'first value'
      i += 1
    } else {
      const length = isKey ? 0 : lengthOf(SCALAR, text, i)
      if (length === 0) return i
      awaits = closed()
      i += length
    }
  }
}

/** Where the string that begins here ends; the end of the text where it does not. */
export function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i += 1
    else if (text[i] === '"') return i
  }
  return text.length
}

function isString(quoted: string): boolean {
  try {
    return typeof JSON.parse(quoted) === 'string'
  } catch {
    return false
  }
}

function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0].length ?? 0
}

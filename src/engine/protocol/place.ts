import { type Document, isMap, isNode, isPair, isScalar, type LineCounter, type Node, type Scalar } from 'yaml'
import type { Fault } from './fault.ts'

export type Path = readonly PropertyKey[]

/** A part shared between protocols: its name, where the protocol names it, and its own file. */
export interface PartPlaces {
  readonly name: string
  readonly at: Path
  readonly places: Places
}

/** Finds the line and column of anything in a YAML document by its path. */
export class Places {
  readonly #document: Document
  readonly #lines: LineCounter
  readonly #text: string
  readonly #parts: ReadonlyMap<string, PartPlaces>

  constructor(
    document: Document,
    lines: LineCounter,
    text: string,
    parts: ReadonlyMap<string, PartPlaces> = new Map(),
  ) {
    this.#document = document
    this.#lines = lines
    this.#text = text
    this.#parts = parts
  }

  /** The same places, with what came from a part: a group and a name of each. */
  withPart(part: PartPlaces, owned: readonly (readonly [group: string, name: string])[]): Places {
    const parts = new Map(this.#parts)
    for (const each of owned) parts.set(ownerKey(each), part)
    return new Places(this.#document, this.#lines, this.#text, parts)
  }

  /** The place of a value; of the nearest thing around it where the value is not there. */
  ofValue(path: Path, columnInText?: number): { line: number; column: number } {
    const node = this.#node(path)
    if (columnInText === undefined || !isScalar(node)) return this.at(node?.range?.[0] ?? 0)
    return this.at(this.#offsetInside(node, columnInText))
  }

  /** The place of the last key of a path. */
  ofKey(path: Path): { line: number; column: number } {
    const around = this.#node(path.slice(0, -1))
    const wanted = String(path.at(-1))
    if (isMap(around)) {
      for (const pair of around.items) {
        if (isPair(pair) && isNode(pair.key) && isScalar(pair.key) && String(pair.key.value) === wanted) {
          return this.at(pair.key.range?.[0] ?? 0)
        }
      }
    }
    return this.ofValue(path)
  }

  /** What stands in the file for a value, before YAML takes 2017.10 for the number 2017.1. */
  written(path: Path): string | undefined {
    const part = this.#partOf(path)
    if (part !== undefined) return part.places.written(path)
    const node = this.#document.getIn([...path] as unknown[], true)
    return isScalar(node) ? node.source : undefined
  }

  /** Whether something stands at a path in the file, or in the part that it came from. */
  has(path: Path): boolean {
    const part = this.#partOf(path)
    if (part !== undefined) return part.places.has(path)
    return this.#document.hasIn([...path] as unknown[])
  }

  fault(path: Path, message: string, remedy: string, columnInText?: number): Fault {
    const part = this.#partOf(path)
    if (part !== undefined) return this.#inPart(part, part.places.fault(path, message, remedy, columnInText))
    return { ...this.ofValue(path, columnInText), place: placeOf(path), message, remedy }
  }

  faultAtKey(path: Path, message: string, remedy: string): Fault {
    const part = this.#partOf(path)
    if (part !== undefined) return this.#inPart(part, part.places.faultAtKey(path, message, remedy))
    return { ...this.ofKey(path), place: placeOf(path), message, remedy }
  }

  #partOf(path: Path): PartPlaces | undefined {
    const [group, name = ''] = path.map(String)
    return this.#parts.get(ownerKey([group ?? '', name]))
  }

  #inPart({ name, at }: PartPlaces, { line, column, place, message, remedy }: Fault): Fault {
    const within = `in the part "${name}", line ${line}, column ${column}: ${message}`
    return { ...this.ofValue(at), place, message: within, remedy }
  }

  at(offset: number): { line: number; column: number } {
    const { line, col } = this.#lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }

  #node(path: Path): Node | undefined {
    for (let length = path.length; length >= 0; length--) {
      const found = this.#document.getIn(path.slice(0, length) as unknown[], true)
      if (isNode(found)) return found
    }
    return undefined
  }

  /**
   * Where in the file a column of a sentence lies. YAML folds lines and takes quotes away but never touches what is not a
   * space, so that the letters before the column are counted.
   */
  #offsetInside(node: Scalar, column: number): number {
    const [from, until] = node.range ?? [0, 0]
    const value = String(node.value)
    const letters = value.slice(0, column).replace(/\s/g, '').length
    const atEnd = column >= value.trimEnd().length
    let at = contentStart(node, this.#text, from)
    let last = at
    for (let seen = 0; at < until; at++) {
      if (/\s/.test(this.#text[at] ?? ' ')) continue
      if (seen === letters && !atEnd) return at
      if (seen === letters) break
      if (isEscape(node, this.#text, at)) at += 1
      seen += 1
      last = at + 1
    }
    return last
  }
}

function ownerKey([group, name]: readonly [string, string]): string {
  return `${group} / ${name}`
}

function contentStart(node: Scalar, text: string, from: number): number {
  switch (node.type) {
    case 'QUOTE_SINGLE':
    case 'QUOTE_DOUBLE':
      return from + 1
    case 'BLOCK_FOLDED':
    case 'BLOCK_LITERAL':
      return text.indexOf('\n', from) + 1
    default:
      return from
  }
}

/** Two characters in the file that are one in the text. */
function isEscape(node: Scalar, text: string, at: number): boolean {
  return node.type === 'QUOTE_DOUBLE'
    ? text[at] === '\\'
    : node.type === 'QUOTE_SINGLE' && text[at] === "'" && text[at + 1] === "'"
}

export function placeOf(path: Path): string {
  return path.map((part) => (typeof part === 'number' ? String(part + 1) : String(part))).join(' / ')
}

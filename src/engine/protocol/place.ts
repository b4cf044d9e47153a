import { type Document, isMap, isNode, isPair, isScalar, type LineCounter, type Node } from 'yaml'
import type { Fault } from './fault.ts'

export type Path = readonly PropertyKey[]

/** Finds the line and column of anything in a YAML document by its path. */
export class Places {
  readonly #document: Document
  readonly #lines: LineCounter

  constructor(document: Document, lines: LineCounter) {
    this.#document = document
    this.#lines = lines
  }

  /** The place of a value; of the nearest thing around it where the value is not there. */
  ofValue(path: Path, columnInText = 0): { line: number; column: number } {
    const node = this.#node(path)
    const start = node?.range?.[0] ?? 0
    // Inside a plain scalar the columns of the sentence are the columns of the file; a quoted one has its quote before it.
    const quoted = isScalar(node) && (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE')
    return this.#at(start + columnInText + (quoted ? 1 : 0))
  }

  /** The place of the last key of a path. */
  ofKey(path: Path): { line: number; column: number } {
    const around = this.#node(path.slice(0, -1))
    const wanted = String(path.at(-1))
    if (isMap(around)) {
      for (const pair of around.items) {
        if (isPair(pair) && isNode(pair.key) && isScalar(pair.key) && String(pair.key.value) === wanted) {
          return this.#at(pair.key.range?.[0] ?? 0)
        }
      }
    }
    return this.ofValue(path)
  }

  fault(path: Path, message: string, remedy: string, columnInText?: number): Fault {
    return { ...this.ofValue(path, columnInText), place: placeOf(path), message, remedy }
  }

  faultAtKey(path: Path, message: string, remedy: string): Fault {
    return { ...this.ofKey(path), place: placeOf(path), message, remedy }
  }

  #node(path: Path): Node | undefined {
    for (let length = path.length; length >= 0; length--) {
      const found = this.#document.getIn(path.slice(0, length) as unknown[], true)
      if (isNode(found)) return found
    }
    return undefined
  }

  #at(offset: number): { line: number; column: number } {
    const { line, col } = this.#lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
}

export function placeOf(path: Path): string {
  return path.map((part) => (typeof part === 'number' ? String(part + 1) : String(part))).join(' / ')
}

import { type Letters, widthOf, wrap } from './letters.ts'

/** One line of letters in a box or on an arrow. `ruled`: a line is drawn above it. */
export interface Line {
  readonly text: string
  readonly bold: boolean
  readonly ruled: boolean
}

export type BoxKind = 'stage' | 'step' | 'trigger'

export interface Box {
  readonly kind: BoxKind
  readonly lines: readonly Line[]
  readonly width: number
  readonly height: number
}

/** The words on an arrow. */
export interface Label {
  readonly lines: readonly string[]
  readonly width: number
  readonly height: number
}

/** Of 10 points, in CSS pixels: no letters of a drawing are smaller. */
const LETTERS = 13.4
export const LINE = 16
const LABEL_LETTERS = LETTERS
export const LABEL_LINE = 15.5
export const PADDING = { x: 9, y: 5 }
const BOX_WIDTH = 235
const LABEL_WIDTH = 130
const RULE = 4

export interface Words {
  readonly text: string
  readonly bold?: boolean
  readonly ruled?: boolean
}

export function boxOf(kind: BoxKind, words: readonly Words[], room = BOX_WIDTH): Box {
  const lines = linesOf(words, room - 2 * PADDING.x)
  const width = Math.max(...lines.map(({ text, bold }) => widthOf(text, letters(bold)))) + 2 * PADDING.x
  return { kind, lines, width: Math.ceil(width), height: heightOf(lines) + 2 * PADDING.y }
}

function linesOf(words: readonly Words[], width: number): readonly Line[] {
  return words.flatMap(({ text, bold = false, ruled = false }) =>
    wrap(text, letters(bold), width).map((line, i) => ({ text: line, bold, ruled: ruled && i === 0 })),
  )
}

/** How far below the top of the lines each of them ends, with the room for rules. */
function heightOf(lines: readonly Line[]): number {
  return lines.length * LINE + lines.filter(({ ruled }) => ruled).length * RULE
}

export function labelOf(texts: readonly string[]): Label | null {
  const size = { size: LABEL_LETTERS, bold: false }
  const lines = texts.flatMap((text) => wrap(text, size, LABEL_WIDTH))
  if (lines.length === 0) return null
  const width = Math.max(...lines.map((line) => widthOf(line, size))) + 6
  return { lines, width: Math.ceil(width), height: lines.length * LABEL_LINE + 4 }
}

function letters(bold: boolean): Letters {
  return { size: LETTERS, bold }
}

import type { Instant } from '../../engine/calendar/instant.ts'

/**
 * A document before it is set in type: what every writer (PDF, DOCX, text) writes, in the same order and the same words.
 * Nothing in it is markup: a text is shown as it stands.
 */
export interface Paper {
  readonly title: string
  /** The protocol that names it, with its authority and version. */
  readonly subtitle: string
  /** What stands at the foot of every page; never a name. */
  readonly reference: string
  /** Whom and what it is about, who made it, for whom and when. */
  readonly about: readonly Field[]
  /** What a reader must know first: what is withheld, what was corrected, what it is not for. */
  readonly warnings: readonly string[]
  readonly sections: readonly Section[]
  /** When it was made. */
  readonly made: Instant
}

export interface Section {
  readonly title: string
  /** 1 below the title of the paper; 2 below such a section. */
  readonly level: 1 | 2
  readonly blocks: readonly Block[]
}

/** A label with what stands beside it. */
export interface Field {
  readonly label: string
  readonly says: Cell
}

/** A text, or that there is none and why. Lines are parted by "\n", paragraphs by an empty line. */
export type Cell = { readonly says: string } | { readonly absent: string }

export type Block =
  /** The question that the next blocks answer. */
  | { readonly kind: 'question'; readonly title: string }
  | { readonly kind: 'words'; readonly text: string }
  /** There is nothing to say, and why. */
  | { readonly kind: 'absent'; readonly why: string }
  | { readonly kind: 'list' | 'numbered'; readonly items: readonly string[] }
  | { readonly kind: 'fields'; readonly fields: readonly Field[] }
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  /** Where what stands above it comes from. */
  | { readonly kind: 'note'; readonly text: string }

/** The same paper with what its reader must know before anything else. */
export function warnedFirst(paper: Paper, warnings: readonly string[]): Paper {
  return warnings.length === 0 ? paper : { ...paper, warnings: [...warnings, ...paper.warnings] }
}

export function textOf(cell: Cell): string {
  return 'says' in cell ? cell.says : cell.absent
}

export function says(text: string): Cell {
  return { says: text }
}

export function absent(why: string): Cell {
  return { absent: why }
}

import { type Walk, walk } from './walk.ts'

/** The clauses that a document carries, and its headings in their order. */
export type Documents = Readonly<Record<string, readonly [rows: string, ...headings: readonly string[]]>>

/** Each document of a protocol, with all that its clauses ask to stand in it. */
export function documentWalks(wanted: Documents): readonly Walk[] {
  return Object.entries(wanted).map(([document, [rows, ...headings]]) =>
    walk(rows, `the document "${document}" has its headings`, (story) => {
      story.hasHeadings(document, ...headings)
    }),
  )
}

import { z } from 'zod'
import { type FlagLine, flagLines } from '../../../documents/flags/flag-line.ts'
import type { FlagView } from '../../../engine/pathway/view.ts'
import { agenciesActedFor, carriedFlags, type FlagCursor, type FlagsAsked } from '../../../record/flags/carried.ts'
import { LONGEST_PAGE } from '../../../record/pathways/pages.ts'
import { rosterOf } from '../../../record/people/roster.ts'
import type { Bound } from '../../../record/transaction.ts'

type State = FlagView['state']

/** What an agency carries until it has said that it is gone. */
export const CARRIED = ['asked', 'placed', 'removal-asked'] as const satisfies readonly State[]

/** One state alone, or everything that an agency carries. */
export const state = z.enum(['', ...CARRIED]).default('')

export function statesOf(query: { readonly state: z.output<typeof state> }): readonly State[] {
  return query.state === '' ? CARRIED : [query.state]
}

/** Of every agency: all flags of a case in which one is carried, or those that are to be confirmed. */
export const shown = {
  all: [...CARRIED, 'removed'],
  unconfirmed: ['asked', 'removal-asked'],
} as const satisfies Record<string, readonly State[]>

/** A page of flags, each in its own protocol's words. */
export async function linesOf(
  bound: Bound,
  asked: FlagsAsked,
): Promise<{ readonly lines: readonly FlagLine[]; readonly next: FlagCursor | null }> {
  const { tx, store, principal } = bound
  const { rows, next } = await carriedFlags(bound, asked)
  const { agencies } = await rosterOf(bound)
  const lines: FlagLine[] = []
  for (const row of rows) {
    const { protocol } = await store.shelf.rules({ tx, authority: principal.authority, ...row })
    lines.push(...flagLines(row, protocol, agencies))
  }
  return { lines, next }
}

/** The titles of the agencies whose flags somebody is shown as their own. */
export async function agenciesShown(bound: Bound): Promise<readonly string[]> {
  const { agencies } = await rosterOf(bound)
  return (await agenciesActedFor(bound))
    .map((each) => agencies.get(each) ?? each)
    .toSorted((a, b) => a.localeCompare(b, 'en-GB'))
}

/** All of them, page after page, for a file: one that leaves some out would be taken for the whole. */
export async function allLines(
  bound: Bound,
  asked: Pick<FlagsAsked, 'whose' | 'states'>,
): Promise<readonly FlagLine[]> {
  const lines: FlagLine[] = []
  for (let after: FlagCursor | null = null; ; ) {
    const page: Awaited<ReturnType<typeof linesOf>> = await linesOf(bound, {
      ...asked,
      sought: null,
      after,
      most: LONGEST_PAGE,
    })
    lines.push(...page.lines)
    if (page.next === null) return lines
    after = page.next
  }
}

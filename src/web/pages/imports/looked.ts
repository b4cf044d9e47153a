import { type ImportLookedAt, lookAtImport } from '../../../record/facts/look-at-imports.ts'
import type { Bound } from '../../../record/transaction.ts'
import type { Answer } from '../../route.ts'

/** Who brings data in, and decides about it. */
export const permission = { kind: 'holds', roles: ['record-keeper'] } as const

/** An import as whoever may look at it sees it; null where there is none. */
export async function looked(bound: Bound, id: string): Promise<ImportLookedAt | null> {
  const seen = await lookAtImport(bound, id)
  return seen === null || 'kind' in seen ? null : seen
}

/** Why nothing was done, and where to go. */
export function nothingDone(
  why: string,
  instead: string,
  back: { readonly href: string; readonly text: string },
): Answer {
  return { kind: 'refused', title: 'Nothing was done', reasons: [{ why, clauses: '', instead }], back }
}

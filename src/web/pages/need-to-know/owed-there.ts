import { owedThere } from '../../../record/access/owed-there.ts'
import type { Bound } from '../../../record/transaction.ts'
import { dutyTitles } from '../../duty-titles.ts'

/** What is owed in a case, in words, with who owes it as an exclusion may name them. */
export interface OwedSaid {
  readonly title: string
  readonly owedBy: readonly (readonly string[])[]
}

/** What is owed by somebody in a case, in words. */
export async function sayOwedThere(bound: Bound, caseId: string): Promise<readonly OwedSaid[]> {
  const { tx, store, principal } = bound
  const rows = await owedThere(bound, caseId)
  const known = await Promise.all(
    rows.map(async (row) => {
      const { protocol } = await store.shelf.rules({ tx, authority: principal.authority, ...row })
      return { ...row, protocol }
    }),
  )
  const titleOf = await dutyTitles(bound, known)
  return known.map((row) => ({ title: titleOf(row), owedBy: row.owedBy }))
}

/** What becomes of what somebody owes, said before they are excluded. */
export function followsOfExcluding(owed: readonly OwedSaid[], who: string): readonly string[] {
  const theirs = owed.filter(({ owedBy }) => owedBy.some((scopes) => scopes.includes(who)))
  if (theirs.length === 0) return ['They owe nothing in this case.']
  return theirs.map(({ title, owedBy }) => {
    const others = owedBy.some((scopes) => !scopes.includes(who))
    return others
      ? `They owe this no more, and others still do: ${title}.`
      : `They owe this no more. It falls to whoever else the protocol means, and where that is nobody it stands under “What must be settled” until somebody is found: ${title}.`
  })
}

import { sayWithheldWhereabouts, whereaboutsWarnings } from '../documents/pathway/whereabouts.ts'
import type { SeenPathway } from '../record/pathways/read-pathway.ts'
import { withheldIn } from '../record/sharing/whereabouts.ts'
import type { Bound } from '../record/transaction.ts'

/** What is withheld in the cases of a list: said on its page, and first on every paper and sheet that is made of it. */
export interface WithheldOfList {
  readonly banner: readonly string[]
  readonly warnings: readonly string[]
}

/** What is withheld in these cases, each with its child. */
export async function withheldOfList(
  bound: Bound,
  cases: readonly Pick<SeenPathway, 'caseId' | 'childName'>[],
): Promise<WithheldOfList> {
  const children = new Map(cases.map(({ caseId, childName }) => [caseId, childName ?? 'Not about one child']))
  const withheld = await withheldIn(bound, [...children.keys()])
  const childOf = (caseId: string): string => children.get(caseId) ?? ''
  return {
    banner: withheld.map((each) => `${childOf(each.caseId)}: ${sayWithheldWhereabouts(each)}`),
    warnings: withheld.flatMap((each) => whereaboutsWarnings([each], childOf(each.caseId))),
  }
}

import type { PathwayDuty } from '../../engine/pathway/view.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { siblingsOf } from '../../record/pathways/lists.ts'
import type { Bound } from '../../record/transaction.ts'
import type { Around } from './model/around.ts'

const NOT_SEEN = 'A brother or sister whom you may not see'

/** Whether a step asks of brothers and sisters; with no step, whether any of the protocol does. */
export function asksOfSiblings({ steps }: Protocol, step?: Name): boolean {
  return steps.some(
    ({ id, asks }) => (step === undefined || id === step) && asks.some(({ type }) => type === 'siblings'),
  )
}

/** Whether a step answers what is owed for each brother and sister; with no step, whether any of the protocol does. */
export function answersForSiblings({ duties }: Protocol, step?: Name): boolean {
  return duties.some(({ forEach, metBy }) => {
    return forEach?.of.kind === 'sibling' && metBy.kind === 'step' && (step === undefined || metBy.step === step)
  })
}

/** What the child's brothers and sisters are called, as far as somebody may know of them. It is noted that they were looked for. */
export async function siblingsNamed(bound: Bound, caseId: string): Promise<ReadonlyMap<string, string>> {
  return new Map((await siblingsOf(bound, caseId)).rows.map(({ child, name }) => [child, name ?? NOT_SEEN]))
}

/** What the brother or sister is called for whom a duty is owed; null where it is owed for none. */
export function siblingOf({ duty, of }: PathwayDuty, { siblings }: Pick<Around, 'siblings'>): string | null {
  if (duty.forEach?.of.kind !== 'sibling') return null
  // The identity of what opened it ends with the child's own.
  return siblings.get(of.slice(of.lastIndexOf('/') + 1)) ?? NOT_SEEN
}

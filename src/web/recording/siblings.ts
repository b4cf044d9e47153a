import { siblingOfDuty, siblingOfRecord } from '../../documents/pathway/about-sibling.ts'
import type { EntryView, PathwayDuty, View } from '../../engine/pathway/view.ts'
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
export function answersForSiblings(protocol: Protocol, step?: Name): boolean {
  const steps = stepsForSiblings(protocol)
  return step === undefined ? steps.size > 0 : steps.has(step)
}

/** The steps that answer what is owed for each brother and sister, and those that answer what follows of these. */
function stepsForSiblings({ duties }: Protocol): ReadonlySet<Name> {
  const steps = new Set<Name>()
  for (let before = -1; before < steps.size; ) {
    before = steps.size
    for (const { forEach, metBy } of duties) {
      const of = forEach?.of
      const follows = of?.kind === 'named' && [of.name, ...of.or].some((name) => steps.has(name))
      if (metBy.kind === 'step' && (of?.kind === 'sibling' || follows)) steps.add(metBy.step)
    }
  }
  return steps
}

/** What the child's brothers and sisters are called, as far as somebody may know of them. It is noted that they were looked for. */
export async function siblingsNamed(bound: Bound, caseId: string): Promise<ReadonlyMap<string, string>> {
  return new Map((await siblingsOf(bound, caseId)).rows.map(({ child, name }) => [child, name ?? NOT_SEEN]))
}

/** What the brother or sister is called whom a duty is about; null where it is about none. */
export function siblingOf(owed: PathwayDuty, { siblings }: Pick<Around, 'siblings'>, view: View): string | null {
  const sibling = siblingOfDuty(owed, view)
  return sibling === null ? null : (siblings.get(sibling) ?? NOT_SEEN)
}

/** What the brother or sister is called whom a record is about; null where it is about none. */
export function siblingOfEntry(each: EntryView, { siblings }: Pick<Around, 'siblings'>, view: View): string | null {
  const sibling = siblingOfRecord(each, view)
  return sibling === null ? null : (siblings.get(sibling) ?? NOT_SEEN)
}

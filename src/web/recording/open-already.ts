import type { Step } from '../../engine/protocol/pathway-parts.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { adoptedProtocols } from '../../record/pathways/adopted.ts'
import type { Bound } from '../../record/transaction.ts'
import type { Around } from './model/around.ts'
import { aroundToRead } from './reading.ts'

/** A pathway of the protocol is open for the child already: which, and by what the form of another is read. */
export interface OpenAlready {
  readonly kind: 'open-already'
  readonly pathway: string
  readonly step: Step
  readonly around: Around
}

/** What was typed for another of the protocol is read by the protocol as it opens pathways today; null where it does so no more. */
export async function openAlready(
  bound: Bound,
  name: Name,
  { protocol, caseId }: { readonly protocol: Name; readonly caseId: string },
  pathway: string,
): Promise<OpenAlready | null> {
  const rules = (await adoptedProtocols(bound)).find((each) => each.protocol.id === protocol)
  const step = rules?.protocol.steps.find(({ id }) => id === name)
  if (rules === undefined || step === undefined) return null
  return { kind: 'open-already', pathway, step, around: await aroundToRead(bound, rules.protocol, caseId, step.id) }
}

import type { Refusal, View } from '../../../engine/pathway/view.ts'
import type { Step } from '../../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import type { Name } from '../../../engine/protocol/sentences/sentence.ts'

/** A step that another waits for, and who can take it now. */
export interface ComesFirst {
  readonly step: Step
  /** Whether it is for whoever asks; else who may take it: nobody where it waits for something itself. */
  readonly isTheirs: boolean
  readonly takers: readonly string[]
}

/** The steps that must be recorded before this one, in the order in which its refusals name them. */
export function comesFirst(
  step: Name,
  { refused, offers, duties }: View,
  { steps }: Pick<Protocol, 'steps'>,
  person: string,
): readonly ComesFirst[] {
  const refusals = refused.find((each) => each.step.id === step)?.refusals ?? []
  const metBy = (duty: Name): readonly Name[] =>
    duties.flatMap(({ duty: { id, metBy: by } }) => (id === duty && by.kind === 'step' ? [by.step] : []))
  const waitsFor = (refusal: Refusal): readonly Name[] => {
    if (refusal.kind === 'needs-earlier') return [refusal.step]
    if (refusal.kind === 'duty-open') return metBy(refusal.duty)
    return refusal.kind === 'none-of' ? refusal.refusals.flatMap(waitsFor) : []
  }
  return [...new Set(refusals.flatMap(waitsFor))].flatMap((id) => {
    const first = steps.find((each) => each.id === id)
    if (first === undefined || id === step) return []
    const takers = offers.find((each) => each.step.id === id)?.takers.map((taker) => taker.person) ?? []
    return [{ step: first, isTheirs: takers.includes(person), takers: [...new Set(takers)] }]
  })
}

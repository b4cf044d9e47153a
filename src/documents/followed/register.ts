import type { EntryView, PathwayDuty, View } from '../../engine/pathway/view.ts'
import type { Register } from '../../engine/protocol/followed.ts'
import { countedInOrder } from './counted.ts'

/** One line of a register: what was brought up, what is owed for it, and what answered it. */
export interface RegisterLine {
  /** From 1, in the order in which they were brought up. */
  readonly number: number
  readonly kind: string
  readonly step: string
  readonly entry: EntryView
  readonly duty: PathwayDuty | null
  readonly answer: EntryView | null
}

/** Everything that a series of meetings has brought up, the oldest first, each with how it stands. */
export function registerLines({ holds }: Register, view: View): readonly RegisterLine[] {
  const counted = countedInOrder(view)
  const lines = counted.flatMap((each): readonly Omit<RegisterLine, 'number'>[] => {
    const { step } = each.entry
    const kind = step === null ? undefined : holds.get(step)
    if (step === null || kind === undefined) return []
    const duty = view.duties.find(({ of, duty: { forEach, metBy } }) => {
      return of === each.root && metBy.kind === 'step' && forEach?.of.kind === 'named' && forEach.of.name === step
    })
    const met = duty?.standing.kind === 'met' ? duty.standing.by : null
    const answer = counted.find(({ root }) => root === met) ?? null
    return [{ kind, step, entry: each, duty: duty ?? null, answer }]
  })
  return lines.map((line, i) => ({ number: i + 1, ...line }))
}

import type { EntryView, PathwayDuty, View } from '../../engine/pathway/view.ts'
import type { Register } from '../../engine/protocol/followed.ts'
import { countedInOrder } from './counted.ts'

/** One line of a register: what was brought up, what is owed for it now, and what answered it, the first answer first. */
export interface RegisterLine {
  /** From 1, in the order in which they were brought up. */
  readonly number: number
  readonly kind: string
  readonly step: string
  readonly entry: EntryView
  readonly duty: PathwayDuty | null
  readonly answers: readonly EntryView[]
}

/** Everything that a series of meetings has brought up, the oldest first, each with how it stands. */
export function registerLines({ holds }: Register, view: View): readonly RegisterLine[] {
  const counted = countedInOrder(view)
  // An answer that is not the last opens another duty, which the next answer meets.
  const followed = (root: string, step: string): Pick<RegisterLine, 'duty' | 'answers'> => {
    const duty = view.duties.find(({ of, duty: { forEach, metBy } }) => {
      return of === root && metBy.kind === 'step' && forEach?.of.kind === 'named' && forEach.of.name === step
    })
    if (duty?.standing.kind !== 'met') return { duty: duty ?? null, answers: [] }
    const met = duty.standing.by
    const answer = counted.find((other) => other.root === met)
    if (answer === undefined) return { duty, answers: [] }
    const next = followed(answer.root, answer.entry.step ?? '')
    return { duty: next.duty ?? duty, answers: [answer, ...next.answers] }
  }
  const lines = counted.flatMap((each): readonly Omit<RegisterLine, 'number'>[] => {
    const { step } = each.entry
    const kind = step === null ? undefined : holds.get(step)
    if (step === null || kind === undefined) return []
    return [{ kind, step, entry: each, ...followed(each.root, step) }]
  })
  return lines.map((line, i) => ({ number: i + 1, ...line }))
}

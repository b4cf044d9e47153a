import type { Duty, Protocol } from '../protocol/protocol.ts'

/**
 * The duties that files alone open: owed for each fact or trigger, or for each of such a duty, and not only while a stage
 * lasts. The others begin with what somebody records in a pathway.
 */
export function dutiesOfFiles({ duties, triggers }: Protocol): readonly Duty[] {
  const found = new Set<Duty>()
  for (const duty of inOrderOfNeed(duties)) {
    const of = duty.forEach?.of
    if (duty.while !== null || of === undefined) continue
    const opened =
      of.kind === 'fact' ||
      (of.kind === 'named' &&
        (triggers.some(({ id }) => id === of.name) || [...found].some(({ id }) => id === of.name)))
    if (opened) found.add(duty)
  }
  return duties.filter((duty) => found.has(duty))
}

/** A protocol's duties, each after the one that it is owed for each of. The checker has refused circles. */
export function inOrderOfNeed(duties: readonly Duty[]): readonly Duty[] {
  const ordered = new Set<Duty>()
  const met = new Set<Duty>()
  const add = (duty: Duty): void => {
    if (met.has(duty)) return
    met.add(duty)
    const of = duty.forEach?.of
    const before = of?.kind === 'named' ? duties.find(({ id }) => id === of.name) : undefined
    if (before !== undefined) add(before)
    ordered.add(duty)
  }
  for (const duty of duties) add(duty)
  return [...ordered]
}

import type { Protocol } from '../../src/engine/protocol/protocol.ts'

/** Every stage that a pathway can come to, by its steps and triggers. */
export function reached({ steps, triggers }: Protocol): ReadonlySet<string> {
  const opens = steps.filter(({ at }) => at.kind === 'start').flatMap(({ outcomes }) => outcomes)
  const found = new Set([
    ...opens.flatMap(({ to }) => to ?? []),
    ...triggers.flatMap(({ opens: stage }) => stage ?? []),
  ])
  // A set that grows while it is gone through: each stage found leads to further ones.
  for (const stage of found) for (const next of leadsTo(steps, stage)) found.add(next)
  return found
}

/** Whether some way leads from a stage to an end. */
export function endsFrom({ stages, steps }: Protocol, from: string): boolean {
  const found = new Set([from])
  for (const stage of found) for (const next of leadsTo(steps, stage)) found.add(next)
  return [...found].some((stage) => stages.get(stage)?.ends === true)
}

function leadsTo(steps: Protocol['steps'], stage: string): readonly string[] {
  return steps
    .filter(({ at }) => at.kind === 'any' || (at.kind === 'stages' && at.stages.includes(stage)))
    .flatMap(({ outcomes }) => outcomes.flatMap(({ to }) => to ?? []))
}

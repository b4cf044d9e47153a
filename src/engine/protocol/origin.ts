import type { Checking } from './checking.ts'
import type { Duty, Trigger } from './protocol.ts'
import type { Each, FactThing } from './sentences/sentence.ts'

/** What a duty is owed for in the end, when the duties and triggers in between are followed. */
export interface Origin {
  /** The fact that opens it; undefined where a pathway's own doings do, or where it cannot be told. */
  readonly thing: FactThing | undefined
  readonly trigger: Trigger | undefined
  /** What a duty is owed for each of, at the end of the chain; undefined where the chain runs in a circle. */
  readonly of: Each['of'] | undefined
  readonly circle: boolean
}

/** Follows "for each" from duty to duty until something else opens it. */
export function originOf({ protocol }: Checking, duty: Duty): Origin {
  const seen = new Set<string>()
  let of = duty.forEach?.of
  while (of?.kind === 'named' && !seen.has(of.name)) {
    const { name } = of
    seen.add(name)
    const trigger = protocol.triggers.find(({ id }) => id === name)
    if (trigger !== undefined) {
      const thing = trigger.forEach.of.kind === 'fact' ? trigger.forEach.of.thing : undefined
      return { thing, trigger, of, circle: false }
    }
    const before = protocol.duties.find(({ id }) => id === name)
    if (before === undefined) return { thing: undefined, trigger: undefined, of, circle: false }
    of = before.forEach?.of
  }
  const circle = of?.kind === 'named'
  return { thing: of?.kind === 'fact' ? of.thing : undefined, trigger: undefined, of: circle ? undefined : of, circle }
}

/** Whether nothing can be said of what a duty is owed for: no step has that name, or its part could not be read. */
export function isUnread({ unread, steps }: Checking, of: Origin['of']): boolean {
  return of?.kind === 'named' && (!steps.has(of.name) || unread.names.has(of.name))
}

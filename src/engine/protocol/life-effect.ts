import { z } from 'zod'
import { LIFE_EVENTS, type LifeEventKind } from '../facts/life-event.ts'
import { cites, name, words } from './schema-words.ts'
import type { Name } from './sentences/sentence.ts'

/** What follows from a change in a child's life in a pathway that is open. */
export interface LifeEffect {
  readonly event: LifeEventKind
  readonly cites: readonly string[]
  /** Duties that are owed because of it. */
  readonly owes: readonly Name[]
  /** Duties that end unmet with it, beside those that lapse when the plan ends. */
  readonly ends: readonly Name[]
  /** Why nothing changes; null where something does. */
  readonly changesNothing: string | null
}

/** What ends the child's plan, with what is owed for it. */
export const ENDS_THE_PLAN: readonly LifeEventKind[] = ['plan ended', 'turned 18', 'death']

const effect = z.strictObject({
  cites,
  owes: z
    .array(name)
    .min(1)
    .optional()
    .meta({ description: 'Duties that are owed because of it, each of which is "for each: life event".' }),
  ends: z.array(name).min(1).optional().meta({ description: 'Duties that end unmet with it.' }),
  'nothing changes': words.optional().meta({ description: 'Why nothing follows from it.' }),
})

type EffectText = z.infer<typeof effect>

// The checker asks for all of them, so that a part may say some.
const EFFECTS = Object.fromEntries(
  LIFE_EVENTS.map((event) => [event, effect.optional().meta({ description: `What follows from it: ${event}.` })]),
) as Record<LifeEventKind, z.ZodOptional<typeof effect>>

export const lifeEvents = z.strictObject(EFFECTS).meta({
  description: "What follows in an open pathway from each change in the child's life.",
})

export function readLifeEffects(
  text: { readonly [K in LifeEventKind]?: EffectText | undefined },
): readonly LifeEffect[] {
  return LIFE_EVENTS.flatMap((event): readonly LifeEffect[] => {
    const said = text[event]
    if (said === undefined) return []
    const { cites, owes = [], ends = [], 'nothing changes': changesNothing = null } = said
    return [{ event, cites, owes, ends, changesNothing }]
  })
}

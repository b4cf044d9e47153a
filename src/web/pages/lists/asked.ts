import { z } from 'zod'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import { LIST_ORDERS, type ListOrder } from '../../../record/pathways/listed.ts'
import { identifier } from '../../route.ts'

/** Which protocol's list an address names. */
export const params = z.object({ protocol: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/) })

export const dayText = z.string().max(40).default('')

/** How a list is asked for: one stage or all, its order, where the page before ended, and as of which day. */
export const listQuery = z.object({
  stage: z
    .string()
    .regex(/^[a-z0-9-]{0,80}$/)
    .default(''),
  order: z.enum(LIST_ORDERS).default('due'),
  after: identifier.optional(),
  day: dayText,
})

/** What is asked of the record; null where the protocol has no such stage. */
export function listingOf(
  { id, stages }: Protocol,
  { stage, order }: { readonly stage: string; readonly order: ListOrder },
) {
  if (stage !== '' && !stages.has(stage)) return null
  return { protocol: id, stage: stage === '' ? null : stage, order, stages: [...stages.keys()] }
}

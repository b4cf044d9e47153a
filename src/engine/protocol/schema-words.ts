import { z } from 'zod'

// What the schema of every part of a protocol file is made of.

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

export const name = z
  .string()
  .regex(NAME, 'a name is small letters, digits and hyphens, such as "tier-1-in-time"')
  .max(80)
  .meta({ description: 'A name: small letters, digits and hyphens.' })

export const words = z.string().trim().regex(/\S/, 'it is empty').max(2_000)

export const yesOrNo = z.enum(['yes', 'no'])

export const cites = z
  .array(z.string().regex(/^[A-Z]{3}-\d{2}$/, 'a clause is three capital letters, a hyphen and two digits: CWM-06'))
  .min(1, 'name at least one clause')
  .meta({ description: 'The clauses of the source that this carries.' })

export const reading = words.meta({
  description: 'How the source was read where it is silent or contradicts itself, and why. Shown to users.',
})

export const named = <T extends z.ZodType>(item: T, what: string): z.ZodRecord<typeof name, T> =>
  z.record(name, item).meta({ description: what })

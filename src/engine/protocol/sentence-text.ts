import { z } from 'zod'
import type { Read } from './sentences/reader.ts'

/** A string that one rule of the sentence grammar reads. */
export function sentenceText(parse: (text: string) => Read<unknown>, example: string): z.ZodType<string> {
  return z
    .string()
    .superRefine((text, ctx) => {
      const read = parse(text)
      if (read.ok) return
      const { column, message, remedy } = read.fault
      ctx.addIssue({ code: 'custom', message, params: { column, remedy } })
    })
    .meta({ examples: [example] })
}

/** Reads a sentence that the schema has already accepted. */
export function accepted<T>(read: Read<T>): T {
  if (!read.ok) throw new Error(`a sentence was read before it was checked: ${read.fault.message}`)
  return read.value
}

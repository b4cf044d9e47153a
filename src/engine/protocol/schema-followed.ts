import { z } from 'zod'
import { EARLIER, PROPOSALS } from './pathway-parts.ts'
import { cites, name, named, words } from './schema-words.ts'
import { sentenceText } from './sentence-text.ts'
import { parseEach } from './sentences/parse.ts'

// What is followed from record to record: what is written anew, levels that rise and fall, and what a series has brought up.

const oneOrSeveral = z.union([name, z.array(name).min(1)])

const version = z.strictObject({
  title: words,
  cites,
  of: oneOrSeveral.meta({
    description: 'The form, or forms, in which it is written. Each record of a step that asks one is a version.',
  }),
  'parts by': name.optional().meta({
    description: 'The step with which each agency writes a part of its own, kept apart and under its name.',
  }),
  'adopted by': sentenceText(parseEach, 'adopt-the-plan where adopted is yes')
    .optional()
    .meta({ description: 'The step with which an agency adopts it, "where" an answer says that it does.' }),
})

const level = z.strictObject({
  title: words,
  cites,
  scale: z.array(name).min(2).meta({ description: 'The answers that are a level, from the lowest to the highest.' }),
  'told by': z.array(name).min(1).meta({ description: 'The questions that ask for it.' }),
})

const register = z.strictObject({
  title: words,
  cites,
  holds: named(words, 'The steps whose records stand in it, each with what one is called there.'),
})

export const followed = {
  versions: named(version, 'What is written in versions, each to be compared with those before.').optional(),
  levels: named(level, 'Levels that are told again and again, and shown on one line over time.').optional(),
  registers: named(register, 'What a series of meetings has brought up, with what came of it.').optional(),
}

const PROPOSED = new RegExp(
  `^(?:${EARLIER}|${PROPOSALS.join('|')}|(?:cases|register) of [a-z][a-z0-9]*(?:-[a-z0-9]+)*)$`,
)

export const proposed = z
  .array(
    z
      .string()
      .regex(
        PROPOSED,
        `it is "cases of" a protocol, "register of" a step, or one of: ${EARLIER}, ${PROPOSALS.join(', ')}`,
      ),
  )
  .min(1)
  .meta({
    description: 'What the record tells of it: proposed as the answer, for a person to confirm or change.',
    examples: [['the current plan']],
  })

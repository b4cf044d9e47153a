import { z } from 'zod'
import { conditionText } from './condition-keys.ts'
import { didItHelp } from './helped.ts'
import { lifeEvents } from './life-effect.ts'
import { followed } from './schema-followed.ts'
import { movesFrom } from './schema-moves.ts'
import { groups, kept, notice, stage } from './schema-parts.ts'
import { PLAIN_GUARDS, questions, step } from './schema-step.ts'
import { cites, name, named, reading, words, yesOrNo } from './schema-words.ts'
import { sentenceText } from './sentence-text.ts'
import {
  parseDue,
  parseEach,
  parseIfOverdue,
  parseLapses,
  parseMoment,
  parseOwedBy,
  parseWhile,
} from './sentences/parse.ts'

// One schema is the type, the validator and the published JSON Schema (`sightline schema`).

const MONTH_OR_DAY = /^\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?$/
const monthOrDay = z.string().regex(MONTH_OR_DAY, 'a date is written YYYY-MM or YYYY-MM-DD')

const forEach = sentenceText(parseEach, 'protection plan').meta({ description: 'What it is owed or met for.' })

const trigger = z.strictObject({
  title: words,
  cites,
  'for each': forEach,
  met: conditionText.meta({ description: 'The condition; its value is the day on which it was or will be met.' }),
  opens: name.optional().meta({ description: 'The stage at which a pathway opens by itself when it is met.' }),
  'takes over': z.array(name).min(1).optional().meta({
    description: 'Stages at which a pathway that runs waits no longer when it is met: it goes on where this "opens".',
  }),
  suggests: words.optional().meta({ description: 'What a person is asked to consider when it is met.' }),
  asks: z
    .array(words)
    .min(1)
    .optional()
    .meta({ description: 'What no file can tell, for a person to judge when it is met.' }),
  reading: reading.optional(),
})

const duty = z
  .strictObject({
    title: words,
    cites,
    'owed by': sentenceText(parseOwedBy, "the child's conference-chair").meta({ description: 'Who owes it.' }),
    'for each': forEach.optional(),
    while: sentenceText(parseWhile, 'listed').optional().meta({ description: 'The stages that it lasts through.' }),
    due: sentenceText(parseDue, '10 working days after it').meta({ description: 'When it is due.' }),
    'met by': words.meta({ description: 'The step that meets it, or "review conference" for one the files tell of.' }),
    'met from': sentenceText(parseMoment, '10 working days before it').optional().meta({
      description: 'From when on a record meets it. One made before is too early for it.',
    }),
    lapses: sentenceText(parseLapses, 'when the plan ends').optional().meta({
      description: 'What ends it unmet, without anybody being late.',
    }),
    'replaced by the next': yesOrNo.optional().meta({
      description: 'Whether nothing is owed for it any more once the next that it is owed for has come. Otherwise no.',
    }),
    'outlasts the end': yesOrNo.optional().meta({
      description: 'Whether it is still owed, and can still be met, once the pathway has ended. Otherwise no.',
    }),
    'if overdue': sentenceText(parseIfOverdue, 'tell director').optional().meta({
      description: "What silence does. Where it is left out, the protocol's default holds.",
    }),
    reading: reading.optional(),
  })
  .refine((each) => each['for each'] !== undefined || each.while !== undefined, {
    error: 'nothing opens it',
    params: { remedy: 'Say what it is owed "for each", or "while" which stage it lasts.' },
  })

export const protocolSchema = z
  .strictObject({
    protocol: name.meta({ description: 'The name of this protocol, the same in every version of it.' }),
    title: words,
    authority: words.meta({ description: 'The partnership that owns it.' }),
    version: z
      .string("a version is text in quotation marks, such as '2017.12'")
      .min(1)
      .max(40)
      .meta({ description: 'This version, in quotation marks.' }),
    source: z.strictObject({
      document: words.meta({ description: 'The title of the document that it carries out.' }),
      issued: monthOrDay.meta({ description: 'When the document was issued: YYYY-MM or YYYY-MM-DD.' }),
      'review due': z
        .union([monthOrDay, z.literal('none given')])
        .meta({ description: 'When its review is due, or "none given".' }),
      owner: words.optional(),
      clauses: name.meta({ description: 'The register of its clauses: the file protocols/clauses/NAME.yaml.' }),
    }),
    subject: z.enum(['child', 'young person', 'family', 'series of meetings']),
    for: words.optional().meta({
      description: 'For whom it is, in words by which people tell it from others when they choose what to begin.',
    }),
    calendar: name.meta({
      description: 'The calendar that its working days are counted by: data/calendars/NAME.json.',
    }),
    readings: z
      .array(z.strictObject({ cites, reading }))
      .optional()
      .meta({ description: 'Readings that belong to no single element.' }),
    roles: z.record(name, words).meta({ description: 'Each role that the protocol names, with its title.' }),
    uses: z.array(name).min(1).optional().meta({
      description: 'Parts that belong to this protocol as if they were written in it: protocols/parts/NAME.yaml.',
    }),
    stages: named(stage, 'Each stage that a pathway may stand at, with its title.').optional(),
    triggers: named(trigger, 'Conditions over facts, each with the day on which it is met.').optional(),
    steps: named(step, 'What a person with a role records.').optional(),
    duties: named(duty, 'What a role owes by a time.').optional(),
    forms: named(questions, 'Questions that several steps ask.').optional(),
    ...groups,
    ...followed,
    kept: kept.optional().meta({
      description: 'Within which agency its pathways are kept. Left out, whoever sees a case sees them.',
    }),
    'life events': lifeEvents.optional(),
    'did it help': didItHelp.optional(),
    'if overdue': sentenceText(parseIfOverdue, 'tell director').meta({
      description: 'What silence does where a duty does not say.',
    }),
    'moves from': movesFrom.optional(),
  })
  .meta({ title: 'Sightline protocol', description: 'How one authority handles one kind of escalation.' })

/** A protocol as its file says it, checked for form; sentences are still sentences. */
export type ProtocolText = z.infer<typeof protocolSchema>

/** The little of JSON Schema that this project reads back. */
export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
}

/**
 * The published JSON Schema, from which editors complete a protocol file. It tells of form alone: a sentence is text to it,
 * and only the checker knows which names there are.
 */
export function protocolJsonSchema(): JsonSchema {
  return z.toJSONSchema(protocolSchema, {
    target: 'draft-2020-12',
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === duty) jsonSchema.anyOf = [{ required: ['for each'] }, { required: ['while'] }]
      if (zodSchema === notice) jsonSchema.anyOf = [{ required: ['to'] }, { required: ['mailbox'] }]
      if (zodSchema === PLAIN_GUARDS.answer) {
        jsonSchema.anyOf = [
          { minProperties: 1, maxProperties: 1, not: { required: ['with'] } },
          { minProperties: 2, maxProperties: 2, required: ['with'] },
        ]
      }
    },
  }) as JsonSchema
}

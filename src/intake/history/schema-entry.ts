import { z } from 'zod'
import type { Answers, AnswerValue, Entry } from '../../engine/pathway/entry.ts'
import { SIGHTLINE } from '../../engine/pathway/starts.ts'
import { identifier, moment, name } from './schema-words.ts'

const LONGEST_ANSWER = 100_000
const MOST_ITEMS = 1_000

type Item = Readonly<Record<string, AnswerValue>>

const said = z.string().max(LONGEST_ANSWER)

/** An answer, by the type of its question. What a question takes is for the protocol to say; here only its form is read. */
const answer: z.ZodType<AnswerValue> = z.lazy(() =>
  z.union([said, z.number(), z.boolean(), z.array(said).max(MOST_ITEMS), item, z.array(item).max(MOST_ITEMS)], {
    error: 'it is no answer',
  }),
)

const item: z.ZodType<Item> = z.record(z.string().min(1).max(200), answer)

const answers: z.ZodType<Answers> = z.record(name, answer)

/** What an entry and a command say alike. */
export const act = {
  step: name.nullable().default(null),
  outcome: name.nullable().default(null),
  by: identifier.optional(),
  role: name.optional(),
  agency: identifier.nullable().default(null),
  happened: moment,
  answers: answers.default({}),
  about: identifier.nullable().default(null),
  supersedes: identifier.nullable().default(null),
  because: z.string().min(1).max(LONGEST_ANSWER).nullable().default(null),
}

export const entry: z.ZodType<Entry> = z
  .strictObject({
    id: identifier,
    ...act,
    recorded: moment.optional(),
    trigger: z.strictObject({ id: name, met: z.iso.date() }).nullable().default(null),
  })
  .transform((text, ctx) => {
    const fault = (path: string, message: string, remedy: string): void => {
      ctx.addIssue({ code: 'custom', message, path: [path], params: { remedy } })
    }
    const { step, trigger, supersedes } = text
    if (step !== null && trigger !== null) {
      fault('trigger', 'an entry is of a step or of a trigger', 'Leave one of the two out.')
    }
    if (step === null && trigger === null && supersedes === null) {
      fault('step', 'the entry says nothing', 'Name the step that was recorded, or the entry that it takes back.')
    }
    for (const key of ['by', 'role'] as const) {
      if (text[key] === undefined && trigger === null) fault(key, 'it is missing', MISSING[key])
    }
    if (supersedes !== null && text.because === null) {
      fault('because', 'a correction says why', 'Say why the earlier entry was wrong.')
    }
    const recorded = text.recorded ?? text.happened
    if (text.happened > recorded) {
      fault('happened', 'it lies after the moment at which it was recorded', 'Correct one of the two.')
    }
    return { ...text, recorded, by: text.by ?? SIGHTLINE, role: text.role ?? SIGHTLINE }
  })

export const MISSING = {
  by: 'Name the person who recorded it.',
  role: 'Name the role in which that person acted.',
} as const

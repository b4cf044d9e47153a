import { z } from 'zod'
import { QUESTION_TYPES } from './pathway-parts.ts'
import { proposed } from './schema-followed.ts'
import { cites, name, named, reading, words, yesOrNo } from './schema-words.ts'
import { sentenceText } from './sentence-text.ts'
import { parseBy, parseNeeded, parseShown } from './sentences/parse.ts'

// Steps: who records what, at which stage, and where it leads.

const option = z.union([
  words,
  z.strictObject({
    title: words,
    means: words.meta({ description: 'What it means, said beside it where it is chosen.' }),
  }),
])

const questionKeys = {
  title: words.meta({ description: 'What is asked.' }),
  type: z.enum(QUESTION_TYPES).meta({ description: 'What an answer is.' }),
  hint: words.optional().meta({ description: 'What helps to answer it.' }),
  cites: cites.optional(),
  of: z.array(name).min(1).optional().meta({ description: 'The roles that are asked, where not all are.' }),
  shown: sentenceText(parseShown, 'when risks includes other').optional().meta({
    description: 'After which answer of this step it is asked, or where something comes too late; otherwise always.',
  }),
  needed: sentenceText(parseNeeded, 'when agreed is no').optional().meta({
    description: 'Whether the step is refused without it: yes, no, or after which answer. Otherwise yes.',
  }),
  options: named(option, 'The answers to choose from, each with its title.').optional(),
  from: name.optional().meta({
    description: 'What people, agencies or posts are chosen from: a meeting, a pool, or "core-group".',
  }),
  each: z.literal('independent of the case').optional().meta({ description: 'What each person chosen must be.' }),
  'shown with the case': words.optional().meta({
    description: 'What the latest answer is called where it is shown with the case: on its page and in lists.',
  }),
  proposed: proposed.optional(),
}

const part = z.strictObject(questionKeys)

const question = z.strictObject({
  ...questionKeys,
  tells: z.literal('dissent').optional().meta({
    description: 'That its answer says who did not agree: it is told beside whatever was agreed in the same record.',
  }),
  'serious incident': z.array(name).min(1).optional().meta({
    description: 'The answers with which a notification of a serious incident must be considered at once.',
  }),
  plans: name.optional().meta({
    description: 'The meeting of which a sitting is planned for the day that is answered.',
  }),
  parts: named(part, 'What is asked of each item of the list.').optional(),
})

export const questions = named(question, 'Questions by name, in the order in which they are asked.')

const answerGuard = z
  .record(name, z.string())
  .refine((answer) => Object.keys(answer).filter((key) => key !== 'with').length === 1, {
    error: 'a guard looks at one answer',
    params: { remedy: 'Write { question: answer }, and "with:" where another must be answered too.' },
  })

/** Guards other than `either`, each by its key. */
export const PLAIN_GUARDS = {
  earlier: z.union([name, z.strictObject({ step: name, outcome: name.optional(), since: name.optional() })]).meta({
    description:
      'A step was recorded before; with "outcome" by that outcome, with "since" after that stage was entered.',
  }),
  answer: answerGuard.meta({ description: 'An answer given in this step, "with" another question answered too.' }),
  present: z
    .string()
    .regex(/^everyone of [a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'it is "everyone of" and the name of a meeting')
    .meta({ description: 'Everybody whom the meeting needs is marked present.', examples: ['everyone of smt'] }),
  met: name.meta({ description: 'No duty of this name is still open.' }),
  overdue: name.meta({ description: 'A duty of this name is overdue.' }),
  'on a plan': yesOrNo.meta({ description: 'The child is, or is not, on a protection plan on the day.' }),
  'trigger met': name.meta({ description: 'By what files tell, this trigger is met on the day, or may be.' }),
  sitting: z
    .union([name, z.array(name).min(1)])
    .meta({ description: 'This meeting, or one of these, has a sitting on the day it happened.' }),
  'not before': z
    .strictObject({ step: name, question: name })
    .meta({ description: 'It happened on or after the day that was answered in another step.' }),
  'not after': z
    .strictObject({ step: name, question: name })
    .meta({ description: 'It happened on or before the day that was answered in another step.' }),
  'another person than': name.meta({ description: 'Recorded by somebody other than whoever recorded that step.' }),
  'not themselves in': name.meta({
    description: 'Whoever records it is not among the people named in answer to this question.',
  }),
  'agency named': z
    .strictObject({ of: name, in: name })
    .meta({ description: 'An agency for which somebody holds this role is among those named in this question.' }),
} as const

/** What each guard may say besides what must hold. */
const saying = {
  otherwise: words.optional().meta({ description: 'What to do instead, where the step does not say it for all.' }),
  cites: cites.optional(),
}

const plainGuard = z.union([
  z.strictObject({ earlier: PLAIN_GUARDS.earlier, ...saying }),
  z.strictObject({ answer: PLAIN_GUARDS.answer, ...saying }),
  z.strictObject({ present: PLAIN_GUARDS.present, ...saying }),
  z.strictObject({ met: PLAIN_GUARDS.met, ...saying }),
  z.strictObject({ overdue: PLAIN_GUARDS.overdue, ...saying }),
  z.strictObject({ 'on a plan': PLAIN_GUARDS['on a plan'], ...saying }),
  z.strictObject({ 'trigger met': PLAIN_GUARDS['trigger met'], ...saying }),
  z.strictObject({ sitting: PLAIN_GUARDS.sitting, ...saying }),
  z.strictObject({ 'not before': PLAIN_GUARDS['not before'], ...saying }),
  z.strictObject({ 'not after': PLAIN_GUARDS['not after'], ...saying }),
  z.strictObject({ 'another person than': PLAIN_GUARDS['another person than'], ...saying }),
  z.strictObject({ 'not themselves in': PLAIN_GUARDS['not themselves in'], ...saying }),
  z.strictObject({ 'agency named': PLAIN_GUARDS['agency named'], ...saying }),
])

const guard = z.union([
  ...plainGuard.options,
  z.strictObject({
    either: z.array(plainGuard).min(2).meta({ description: 'One of these guards is enough.' }),
    ...saying,
  }),
])

const outcome = z.union([
  name,
  z.strictObject({
    title: words.optional(),
    to: name.optional().meta({ description: 'The stage it leads to; left out, the pathway stays where it is.' }),
    cites: cites.optional(),
  }),
])

export const step = z.strictObject({
  title: words,
  cites,
  at: z
    .union([z.literal('any stage'), name, z.array(name).min(1)])
    .optional()
    .meta({ description: 'Where it may be recorded: a stage, several, "any stage", or "start" to open a pathway.' }),
  by: sentenceText(parseBy, 'director or assistant-director').meta({ description: 'Who may record it.' }),
  warning: words.optional().meta({ description: 'What this is not for, said before anything is asked.' }),
  recalls: z.array(name).min(1).optional().meta({
    description: 'Questions of any step, of which the latest answer is shown before anything is asked.',
  }),
  asks: z
    .union([name, z.array(name).min(1), questions])
    .optional()
    .meta({ description: 'Questions, or the name of a form, or of several.' }),
  needs: z
    .array(guard)
    .min(1)
    .optional()
    .meta({ description: 'What must hold before it may be recorded: all of them.' }),
  otherwise: words.optional().meta({ description: 'What a refusal says to do instead.' }),
  to: z
    .union([name, z.record(name, outcome)])
    .optional()
    .meta({ description: 'The stage it leads to, or each outcome with its stage; left out, it moves nothing.' }),
  reading: reading.optional(),
})

import { z } from 'zod'
import { cites, name, named, reading, words, yesOrNo } from './schema-words.ts'
import { sentenceText } from './sentence-text.ts'
import { parseBy, parseEach, parseHeld, parseOwedBy, parseWhile, parseWho } from './sentences/parse.ts'

// What a protocol says besides triggers, steps and duties.

export const COMPARTMENTS = [
  'shared',
  'agency-private',
  'legal-privileged',
  'informant',
  'police-sensitive',
  'health-sensitive',
] as const

export const stage = z.union([
  words,
  z.strictObject({
    title: words,
    ends: yesOrNo.optional().meta({ description: 'Whether the pathway ends there.' }),
  }),
])

const whoList = z.array(sentenceText(parseWho, 'every holder of service-manager')).min(1)
const lasting = sentenceText(parseWhile, 'listed')

export const notice = z
  .strictObject({
    title: words,
    cites,
    'for each': sentenceText(parseEach, 'entering listed').meta({ description: 'What sends it.' }),
    to: z
      .array(sentenceText(parseOwedBy, "the child's reviewing-officer, else the child's conference-chair"))
      .min(1)
      .optional()
      .meta({ description: 'Who is told, each with a receipt.' }),
    mailbox: name.optional().meta({ description: 'A mailbox of the authority that gets the reference too.' }),
    says: words.meta({ description: 'What they are told.' }),
    reading: reading.optional(),
  })
  .refine(({ to, mailbox }) => to !== undefined || mailbox !== undefined, {
    error: 'it reaches nobody',
    params: { remedy: 'Say "to" whom it goes, or the "mailbox" that gets it.' },
  })

const flag = z.strictObject({
  title: words,
  cites,
  'for each': sentenceText(parseEach, 'item of agencies in agree-shared-plan').meta({
    description: 'What asks an agency to place it.',
  }),
  while: lasting.optional().meta({ description: 'The stages through which it stays.' }),
  'placed by': name.optional().meta({ description: 'The step with which an agency says that it is placed.' }),
  'removed by': name.optional().meta({ description: 'The step with which an agency says that it is gone.' }),
  code: words
    .optional()
    .meta({ description: 'What the document calls it officially, where its title says it more kindly.' }),
  reference: name.optional().meta({
    description: 'The question of `placed by` whose answer is the agency’s own number for it.',
  }),
  'reviewed by': name.optional().meta({ description: 'The duty on whose day it is looked at again.' }),
  'when seen': name.optional().meta({
    description: 'The step that an agency with the flag records when it meets whom the flag is about.',
  }),
})

const meeting = z.strictObject({
  title: words,
  cites,
  by: sentenceText(parseBy, 'team-manager').meta({ description: 'Who chairs it.' }),
  always: z.array(name).min(1).optional().meta({
    description: 'Who must be there, and can never be marked as not involved.',
  }),
  needs: z.array(name).min(1).optional().meta({ description: 'Who must be there, or be marked as not involved.' }),
  invites: z.array(name).min(1).optional().meta({ description: 'Who else is invited.' }),
  considers: z.array(name).min(1).optional().meta({ description: 'Whom to invite is considered, with a reason.' }),
  'invites chosen in': z.array(name).min(1).optional().meta({
    description: 'The questions, each of whose options is a role, in which it is chosen who comes for one case.',
  }),
  never: z.array(words).min(1).optional().meta({ description: 'Who is never invited, in words.' }),
  agenda: z.array(words).min(1).optional().meta({ description: 'What is talked about, in order.' }),
  held: sentenceText(parseHeld, 'every 1 month').optional().meta({
    description: 'The longest time between two sittings, or "when called", which holds where this is left out.',
  }),
  reading: reading.optional(),
})

const FROM = /^(?:entering |each )?[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

const heading = z.union([
  words,
  z.strictObject({
    title: words,
    says: words.optional().meta({ description: 'What stands under it in every such document, before any answer.' }),
    from: z
      .array(z.string().regex(FROM, 'it is the name of a question, after "each" too, or "entering" and a stage'))
      .min(1)
      .optional()
      .meta({
        description:
          'The questions whose answers stand under it; "each" and a question for all who answered it since such a ' +
          'document was last made; or "entering" a stage for that day.',
      }),
  }),
])

const documentPart = z.strictObject({
  title: words,
  cites,
  by: sentenceText(parseEach, 'review-the-case where outcome is remove').optional().meta({
    description:
      'The steps or the meeting that make it. Left out, where it holds every case of some stages: no record does.',
  }),
  while: lasting.optional().meta({
    description: 'The stages through which a case stands in it; it then holds every such case. Left out: the one case.',
  }),
  'names nobody': z.enum(['yes', 'no']).optional().meta({
    description: 'Whether its head leaves out whom it is about, who recorded it and when. Left out: no.',
  }),
  headings: z.array(heading).min(1).meta({ description: 'Its headings, in order.' }),
})

const grant = z.strictObject({
  cites,
  who: whoList.meta({ description: 'Who may see the case.' }),
  while: lasting.optional().meta({ description: 'At which stages; left out, at all.' }),
  compartments: z.array(z.enum(COMPARTMENTS)).min(1).meta({ description: 'What of it they may see.' }),
})

/** Within which agency pathways may be kept. */
const KEEPERS = ['the lead agency', "the raiser's own agency"] as const

export const kept = z.strictObject({
  within: z.enum(KEEPERS).meta({ description: 'The agency that leads the case, or that of whoever raised it.' }),
  cites,
  reading: reading.optional(),
})

export const groups = {
  notices: named(notice, 'What people must be told.').optional(),
  flags: named(flag, 'Alerts that agencies place on their own systems.').optional(),
  meetings: named(meeting, 'Groups that sit.').optional(),
  documents: named(documentPart, 'What steps and sittings make.').optional(),
  sees: named(grant, 'Who may see the case because of where it stands.').optional(),
  pools: named(words, 'Lists of people that the authority keeps, each with its title.').optional(),
}

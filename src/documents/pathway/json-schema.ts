import { z } from 'zod'
import { FACT_KINDS } from '../../engine/facts/fact.ts'
import { dayOrAlways, gap } from '../scan/json-schema.ts'

// The JSON of a view, version 1. Documented in docs/reference/evaluate.md; the type of what is written is inferred from here.

const day = z.iso.date()
const moment = z.iso.datetime({ offset: true })
const count = z.int().min(0)
const cites = z.array(z.string())
const persons = z.array(z.string())

const skipped = z.strictObject({
  day,
  why: z.enum(['weekend', 'holiday']),
  name: z.string().nullable(),
})

/** How a due day came about, as a tree. Every node has its result and one other field. */
const derivation = z.strictObject({
  result: day,
  get event() {
    return z.strictObject({ says: z.string(), entry: z.string().nullable(), at: moment.nullable() }).optional()
  },
  get counted() {
    return z
      .strictObject({
        length: z.strictObject({ count, unit: z.string() }),
        direction: z.enum(['after', 'before']),
        skipped: z.array(skipped),
        since: moment.nullable(),
        until: moment.nullable(),
        from: derivation,
      })
      .optional()
  },
  get choice() {
    return z
      .strictObject({
        rule: z.enum(['earlier-of', 'later-of']),
        taken: derivation,
        passedOver: derivation.nullable(),
      })
      .optional()
  },
})

const because = z.strictObject({
  says: z.string(),
  holds: z.string(),
  earliest: dayOrAlways.nullable(),
  latest: dayOrAlways.nullable(),
  facts: z.array(z.strictObject({ kind: z.enum(FACT_KINDS), from: day, until: day.nullable(), says: z.string() })),
  gaps: z.array(gap),
  get parts(): z.ZodArray<typeof because> {
    return z.array(because)
  },
})

const refusal = z.strictObject({
  kind: z.string(),
  about: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
  says: z.string(),
  instead: z.string(),
  cites,
  get refusals() {
    return z.array(refusal).optional()
  },
})

const answer = z.strictObject({ question: z.string(), title: z.string(), says: z.string() })

const entry = z.strictObject({
  id: z.string(),
  step: z.string().nullable(),
  outcome: z.string().nullable(),
  trigger: z.strictObject({ id: z.string(), met: z.string() }).nullable(),
  derived: z.boolean(),
  metByFiles: day.nullable(),
  noticedLate: z.int().nullable(),
  says: z.string(),
  by: z.string(),
  role: z.string(),
  agency: z.string().nullable(),
  happened: moment,
  recorded: moment,
  from: z.string().nullable(),
  to: z.string().nullable(),
  answers: z.array(answer),
  about: z.string().nullable(),
  supersedes: z.string().nullable(),
  because: z.string().nullable(),
  supersededBy: z.string().nullable(),
  notCounted: z
    .enum([
      'unknown-step',
      'unknown-outcome',
      'unknown-trigger',
      'supersedes-nothing',
      'repeated',
      'already-open',
      'taken-over',
      'ended',
      'no-moment',
      'unknown-version',
    ])
    .nullable(),
  notes: z.array(z.string()),
})

const duty = z.strictObject({
  id: z.string(),
  duty: z.string(),
  title: z.string(),
  cites,
  of: z.string(),
  opened: moment,
  owedBy: persons,
  who: z.string(),
  due: day.nullable(),
  dueAt: moment.nullable(),
  lastWorkingDay: day.nullable(),
  standing: z.enum(['met', 'open', 'overdue', 'lapsed', 'not-known']),
  at: moment.nullable(),
  late: z.boolean().nullable(),
  lapsedBecause: z
    .enum([
      'left-stage',
      'other-duty-met',
      'followed',
      'recorded',
      'plan-ended',
      'life-event',
      'no-longer-met',
      'pathway-ended',
      'moved',
    ])
    .nullable(),
  tell: persons,
  tellFrom: day.nullable(),
  metFrom: day.nullable(),
  says: z.string(),
  why: z.array(z.string()),
  reading: z.string().nullable(),
  derivation: derivation.nullable(),
})

const question = z.strictObject({
  question: z.string(),
  title: z.string(),
  type: z.string(),
  hint: z.string().nullable(),
  cites,
  roles: z.array(z.string()).nullable(),
  shown: z.string(),
  needed: z.string(),
  options: z.array(z.strictObject({ option: z.string(), title: z.string() })),
  from: z.string().nullable(),
  each: z.string().nullable(),
  get parts() {
    return z.array(question)
  },
})

const offer = z.strictObject({
  step: z.string(),
  title: z.string(),
  cites,
  by: z.string(),
  takers: z.array(z.strictObject({ person: z.string(), role: z.string(), about: z.string().nullable() })),
  warning: z.string().nullable(),
  asks: z.array(question),
  outcomes: z.array(z.strictObject({ outcome: z.string(), title: z.string(), to: z.string().nullable() })),
  meets: z.array(z.string()),
})

const notice = z.strictObject({
  id: z.string(),
  title: z.string(),
  cites,
  of: z.string(),
  at: moment,
  to: persons,
  nobody: z.array(z.string()),
  correctedBy: z.string().nullable(),
  mailbox: z.string().nullable(),
  says: z.string(),
})

const flag = z.strictObject({
  id: z.string(),
  title: z.string(),
  cites,
  agency: z.string(),
  state: z.enum(['asked', 'placed', 'removal-asked', 'removed']),
  since: moment,
})

/** The whole document. */
export const viewJsonSchema = z.strictObject({
  format: z.literal('sightline-view'),
  formatVersion: z.literal(2),
  madeBy: z.string(),
  protocol: z.strictObject({ id: z.string(), title: z.string(), authority: z.string(), version: z.string() }),
  child: z.string().nullable(),
  series: z.string().nullable(),
  childhoodEnd: z.strictObject({ by: z.enum(['death', 'age']), on: day, says: z.string() }).nullable(),
  asOf: moment,
  knownAt: moment.nullable(),
  validUntil: moment.nullable(),
  stage: z.strictObject({ id: z.string(), title: z.string(), ends: z.boolean(), since: moment }).nullable(),
  duties: z.array(duty),
  obligations: z.array(
    z.strictObject({
      kind: z.enum(['find-who', 'confirm-or-close', 'open', 'confirm-plan', 'plan-sitting']),
      of: z.string(),
      for: z.enum(['duty', 'notice', 'silence']).nullable(),
      who: z.string().nullable(),
      owedBy: persons,
      due: day.nullable(),
      says: z.string(),
    }),
  ),
  offers: z.array(offer),
  refused: z.array(z.strictObject({ step: z.string(), title: z.string(), refusals: z.array(refusal) })),
  entries: z.array(entry),
  leftOut: count,
  strangers: z.array(z.string()),
  triggers: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      cites,
      standing: z.enum(['met', 'may-be-met', 'to-come', 'may-come', 'over']),
      does: z.enum(['opened', 'took-over', 'opens', 'noted', 'suggests']),
      noticed: day.nullable(),
      noticedLate: z.int().nullable(),
      earliest: day.nullable(),
      latest: day.nullable(),
      over: day.nullable(),
      says: z.string(),
      because,
    }),
  ),
  notices: z.array(notice),
  flags: z.array(flag),
  documents: z.array(z.strictObject({ id: z.string(), title: z.string(), of: z.string() })),
  grants: z.array(
    z.strictObject({ id: z.string(), cites, who: z.string(), persons, compartments: z.array(z.string()) }),
  ),
  kept: z
    .strictObject({
      within: z.enum(['lead', 'agency', 'nobody']),
      agency: z.string().nullable(),
      cites,
      says: z.string(),
    })
    .nullable(),
  clauses: z.array(z.strictObject({ id: z.string(), place: z.string(), says: z.string() })),
})

/** The document that `decide` gives. An entry is written as a history writes it. */
export const decisionJsonSchema = z.strictObject({
  format: z.literal('sightline-decision'),
  formatVersion: z.literal(1),
  madeBy: z.string(),
  protocol: z.string(),
  allowed: z.boolean(),
  starts: z.array(z.record(z.string(), z.unknown())),
  entry: z.record(z.string(), z.unknown()).nullable(),
  effects: z.array(
    z.strictObject({
      kind: z.enum(['notice', 'document', 'flag', 'stage', 'agenda', 'sitting']),
      says: z.string(),
      from: z.string().nullable().optional(),
      to: z.string().optional(),
      document: z.string().optional(),
      meeting: z.string().optional(),
      sitting: z.string().nullable().optional(),
      on: day.optional(),
      at: z.string().nullable().optional(),
      notice: notice.optional(),
      flag: flag.optional(),
    }),
  ),
  refusals: z.array(refusal),
})

export type DecisionJson = z.infer<typeof decisionJsonSchema>
export type ViewJson = z.infer<typeof viewJsonSchema>
export type DerivationJson = z.infer<typeof derivation>
export type QuestionJson = z.infer<typeof question>
export type RefusalJson = z.infer<typeof refusal>
export type DutyJson = z.infer<typeof duty>
export type EntryJson = z.infer<typeof entry>
export type NoticeJson = z.infer<typeof notice>
export type FlagJson = z.infer<typeof flag>

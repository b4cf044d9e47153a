import { z } from 'zod'
import { UNITS } from '../../engine/calendar/span.ts'
import { FACT_KINDS } from '../../engine/facts/fact.ts'

// The one definition of the JSON that `sightline scan --format json` writes: the writer's types come from it, the tests hold
// real output to it, and docs/reference/scan.md says what each field means.

const day = z.iso.date()
const factKind = z.enum(FACT_KINDS)
const count = z.int().min(0)

const fact = z.strictObject({
  kind: factKind,
  key: z.string().nullable(),
  from: day,
  until: day.nullable(),
  file: z.string(),
  line: count,
  says: z.string(),
})

const gapWords = { lacks: z.string(), wouldTell: z.string() }
export const gap = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('no-source'), facts: factKind, ...gapWords }),
  z.strictObject({
    kind: z.literal('not-covered'),
    facts: factKind,
    from: day.nullable(),
    until: day.nullable(),
    ...gapWords,
  }),
  z.strictObject({ kind: z.literal('stated-count'), stated: count, seen: count, ...gapWords }),
  z.strictObject({ kind: z.literal('person'), question: z.string(), ...gapWords }),
  z.strictObject({
    kind: z.enum([
      'category-undated',
      'category-multiple',
      'no-birth-date',
      'no-distance',
      'service-unknown',
      'no-families',
      'household-unknown',
    ]),
    ...gapWords,
  }),
])

/** A day, or `always` where it has held for as long as anything is known. */
export const dayOrAlways = z.union([day, z.literal('always')])

const because = z.strictObject({
  says: z.string(),
  holds: z.string(),
  earliest: dayOrAlways.nullable(),
  latest: dayOrAlways.nullable(),
  facts: z.array(fact),
  gaps: z.array(gap),
  get parts(): z.ZodArray<typeof because> {
    return z.array(because)
  },
})

const skipped = z.strictObject({
  day,
  why: z.enum(['weekend', 'holiday']),
  name: z.string().nullable(),
  note: z.string().nullable(),
})

const derivation = z.strictObject({
  result: day,
  event: z.strictObject({ says: z.string(), fact: fact.nullable() }).exactOptional(),
  counted: z
    .strictObject({
      length: z.strictObject({ count, unit: z.enum(UNITS) }),
      direction: z.enum(['after', 'before']),
      skipped: z.array(skipped),
      shortMonth: z.boolean(),
      get from(): typeof derivation {
        return derivation
      },
    })
    .exactOptional(),
  choice: z
    .strictObject({
      rule: z.enum(['earlier-of', 'later-of']),
      get taken(): typeof derivation {
        return derivation
      },
      get passedOver(): z.ZodNullable<typeof derivation> {
        return derivation.nullable()
      },
    })
    .exactOptional(),
})

const occasion = z.strictObject({
  protocol: z.string(),
  trigger: z.string(),
  child: z.string(),
  for: fact.nullable(),
  standing: z.enum(['met', 'may-be-met', 'to-come', 'may-come', 'over']),
  day: day.nullable(),
  earliest: day.nullable(),
  latest: day.nullable(),
  over: day.nullable(),
  says: z.string(),
  gaps: z.array(gap),
  because,
})

const duty = z.strictObject({
  protocol: z.string(),
  duty: z.string(),
  child: z.string(),
  for: fact.nullable(),
  number: z.int().min(1),
  trigger: z.strictObject({ trigger: z.string(), day: day.nullable(), sure: z.boolean() }).nullable(),
  standing: z.enum(['open', 'overdue', 'not-known', 'met', 'lapsed']),
  due: day,
  lastWorkingDay: day.nullable(),
  daysLeft: z.int(),
  owedBy: z.string(),
  team: z.string().nullable(),
  says: z.string(),
  why: z.array(z.string()),
  derivation,
})

const undatedDuty = z.strictObject({
  protocol: z.string(),
  duty: z.string(),
  child: z.string(),
  for: fact.nullable(),
  reason: z.enum(['not-yet', 'not-in-the-files', 'calendar']),
  owedBy: z.string(),
  says: z.string(),
})

const weight = z.enum(['refused', 'doubtful', 'note'])

const finding = z.strictObject({
  weight,
  rule: z.string(),
  file: z.string(),
  line: count.nullable(),
  child: z.string().nullable(),
  message: z.string(),
  remedy: z.string(),
})

const source = z.strictObject({
  name: z.string(),
  format: z.enum(['cin-census', 'safeguarding-dataset']),
  files: z.array(z.string()),
  authority: z.string().nullable(),
  writtenOn: day.nullable(),
  previousPlans: z.enum(['leaves-present-out', 'unknown']),
  coverage: z.array(z.strictObject({ facts: factKind, from: day.nullable(), until: day })),
})

const trigger = z.strictObject({
  id: z.string(),
  title: z.string(),
  cites: z.array(z.string()),
  met: z.string(),
  opens: z.string().nullable(),
  suggests: z.string().nullable(),
  asks: z.array(z.string()),
  reading: z.string().nullable(),
  counts: z.strictObject({ met: count, 'may-be-met': count, 'to-come': count, 'may-come': count, over: count }),
  unanswered: count,
  wouldTell: z.array(gap),
})

const dutyOfProtocol = z.strictObject({
  id: z.string(),
  title: z.string(),
  cites: z.array(z.string()),
  owedBy: z.string(),
  due: z.string(),
  reading: z.string().nullable(),
  counts: z.strictObject({ met: count, open: count, overdue: count, 'not-known': count, lapsed: count }),
})

const protocol = z.strictObject({
  id: z.string(),
  title: z.string(),
  authority: z.string(),
  version: z.string(),
  subject: z.enum(['child', 'young person', 'family', 'series of meetings']),
  calendar: z.string(),
  source: z.strictObject({
    document: z.string(),
    issued: z.string(),
    reviewDue: z.string(),
    owner: z.string().nullable(),
  }),
  readings: z.array(z.strictObject({ cites: z.array(z.string()), reading: z.string() })),
  triggers: z.array(trigger),
  duties: z.array(dutyOfProtocol),
})

/** What stands before the long lists. */
const head = z.strictObject({
  format: z.literal('sightline-scan'),
  formatVersion: z.literal(1),
  madeBy: z.string(),
  asOf: day,
  until: day,
  knownAt: day.nullable(),
  sources: z.array(source),
  filesEnd: day.nullable(),
  counts: z.strictObject({
    children: count,
    facts: count,
    occasions: count,
    duties: count,
    undatedDuties: count,
    findings: z.strictObject({ refused: count, doubtful: count, note: count }),
  }),
  findings: z.strictObject({
    counts: z.array(z.strictObject({ rule: z.string(), weight, count })),
    kept: z.array(finding),
  }),
  clauses: z.array(z.strictObject({ id: z.string(), place: z.string(), says: z.string() })),
  protocols: z.array(protocol),
})

/** The whole document. */
export const scanJsonSchema = z.strictObject({
  ...head.shape,
  occasions: z.array(occasion),
  duties: z.array(duty),
  undatedDuties: z.array(undatedDuty),
})

export type ScanJson = z.infer<typeof scanJsonSchema>
export type HeadJson = z.infer<typeof head>
export type ProtocolJson = z.infer<typeof protocol>
export type OccasionJson = z.infer<typeof occasion>
export type DutyJson = z.infer<typeof duty>
export type UndatedDutyJson = z.infer<typeof undatedDuty>
export type FactJson = z.infer<typeof fact>
export type GapJson = z.infer<typeof gap>
export type DerivationJson = z.infer<typeof derivation>

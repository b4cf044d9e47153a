import { z } from 'zod'

// What FHIR R4 (4.0.1) says of a Bundle of Flags, written down from its pages flag.html, bundle.html, datatypes.html and
// references.html, and the rules of json.html: no property is empty. What a resource may hold besides is left out, so that anything
// that is written and not named here fails.

const filled = z.string().regex(/^[ \r\n\t\S]+$/)
const code = z.string().regex(/^[^\s]+(\s[^\s]+)*$/)
const uri = z.string().regex(/^\S+$/)
const id = z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/)
const clock = String.raw`([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|(\+|-)((0\d|1[0-3]):[0-5]\d|14:00))`
const date = String.raw`\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])`
const dateTime = z.string().regex(new RegExp(`^${date}(T${clock})?)?)?$`))
const instant = z.string().regex(new RegExp(String.raw`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T${clock}$`))
const some = <T extends z.ZodType>(each: T) => z.array(each).min(1)

const coding = z.strictObject({
  system: uri.optional(),
  version: filled.optional(),
  code: code.optional(),
  display: filled.optional(),
  userSelected: z.boolean().optional(),
})
const concept = z
  .strictObject({ coding: some(coding).optional(), text: filled.optional() })
  .refine((each) => Object.keys(each).length > 0)
/** Invariant per-1: where both are there, the start is not after the end. */
const period = z
  .strictObject({ start: dateTime.optional(), end: dateTime.optional() })
  .refine(({ start, end }) => start === undefined || end === undefined || Date.parse(start) <= Date.parse(end))

const identifier = z.strictObject({
  use: z.enum(['usual', 'official', 'temp', 'secondary', 'old']).optional(),
  type: concept.optional(),
  system: uri.optional(),
  value: filled.optional(),
  period: period.optional(),
  assigner: z.strictObject({ display: filled }).optional(),
})

const referenceTo = (types: readonly [string, ...string[]]) =>
  z
    .strictObject({
      reference: filled.optional(),
      type: z.enum(types).optional(),
      identifier: identifier.optional(),
      display: filled.optional(),
    })
    .refine((each) => Object.keys(each).length > 0)

const flag = z.strictObject({
  resourceType: z.literal('Flag'),
  id: id.optional(),
  identifier: some(identifier).optional(),
  status: z.enum(['active', 'inactive', 'entered-in-error']),
  category: some(concept).optional(),
  code: concept,
  subject: referenceTo([
    ...(['Patient', 'Location', 'Group', 'Organization'] as const),
    ...(['Practitioner', 'PlanDefinition', 'Medication', 'Procedure'] as const),
  ]),
  period: period.optional(),
  encounter: referenceTo(['Encounter']).optional(),
  author: referenceTo(['Device', 'Organization', 'Patient', 'Practitioner', 'PractitionerRole']).optional(),
})

/** A Bundle of the type "collection": bdl-1 to bdl-4 leave it without totals, searches, requests and responses. */
export const FLAG_BUNDLE = z
  .strictObject({
    resourceType: z.literal('Bundle'),
    id: id.optional(),
    type: z.literal('collection'),
    timestamp: instant.optional(),
    entry: some(z.strictObject({ fullUrl: uri, resource: flag })).optional(),
  })
  // Invariant bdl-7: each full address is there once.
  .refine(({ entry = [] }) => new Set(entry.map(({ fullUrl }) => fullUrl)).size === entry.length)
  // A full address of the form urn:uuid is that of the resource's identifier.
  .refine(({ entry = [] }) => entry.every(({ fullUrl, resource }) => fullUrl === `urn:uuid:${resource.id}`))

import { z } from 'zod'
import type { People } from '../../engine/pathway/people.ts'
import { day, identifier, MOST_PERSONS, name } from './schema-words.ts'

const holding = z.strictObject({
  person: identifier,
  role: name,
  agency: identifier.nullable().default(null),
  from: day,
  until: day.nullable().default(null),
})

const holdings = z.array(holding).max(MOST_PERSONS).default([])
const persons = z.array(identifier).max(MOST_PERSONS)

/** Who there is, as far as one case needs it. */
export const people: z.ZodType<People> = z
  .strictObject({
    persons: z
      .array(
        z.strictObject({
          id: identifier,
          agency: identifier,
          manager: identifier.nullable().default(null),
          family: z.boolean().default(false),
        }),
      )
      .max(MOST_PERSONS)
      .default([]),
    holdings,
    own: holdings,
    coreGroup: persons.default([]),
    siblings: persons.optional(),
    agencies: persons.default([]),
    pools: z.record(name, persons).default({}),
    sittings: z
      .array(z.strictObject({ meeting: name, id: identifier, on: day }))
      .max(MOST_PERSONS)
      .default([]),
  })
  .transform(({ siblings, ...rest }) => (siblings === undefined ? rest : { ...rest, siblings }))

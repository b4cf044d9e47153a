import { z } from 'zod'
import type { PathwayHistory } from '../../engine/pathway/fold.ts'
import type { People } from '../../engine/pathway/people.ts'
import type { Command } from '../../engine/pathway/view.ts'
import { act, entry, MISSING } from './schema-entry.ts'
import { childHistory, factsOf } from './schema-facts.ts'
import { people } from './schema-people.ts'
import { MOST_ENTRIES, moment } from './schema-words.ts'

/** One case as somebody wrote it down: what files tell, who there is, what was recorded. */
export interface GivenHistory {
  readonly history: PathwayHistory
  readonly people: People
}

const earlierRun = z.strictObject({ opened: moment, ended: moment }).refine(({ opened, ended }) => opened <= ended, {
  error: 'it ended before it opened',
  path: ['ended'],
  params: { remedy: 'Correct one of the two.' },
})

/** A history, version 1. */
export const historySchema: z.ZodType<GivenHistory> = z
  .strictObject({
    format: z.literal('sightline-history'),
    formatVersion: z.literal(1),
    note: z.string().max(10_000).optional(),
    ...childHistory,
    family: z.array(z.strictObject(childHistory)).max(100).optional(),
    people,
    entries: z.array(entry).max(MOST_ENTRIES).default([]),
    earlierRuns: z.array(earlierRun).max(100).default([]),
  })
  .transform(({ child, facts, coverage, family, people, entries, earlierRuns }) => ({
    history: {
      facts: factsOf({ child, facts, coverage }, 0),
      entries,
      earlierRuns,
      ...(family === undefined ? {} : { family: family.map((each, i) => factsOf(each, i + 1)) }),
    },
    people,
  }))

/** What somebody wants to record, version 1. */
export const commandSchema: z.ZodType<Command> = z
  .strictObject({ format: z.literal('sightline-command'), formatVersion: z.literal(1), ...act })
  .transform(({ format: _, formatVersion: __, by, role, ...rest }, ctx) => {
    const needed = (key: 'by' | 'role', value: string | undefined): string => {
      if (value === undefined) {
        ctx.addIssue({ code: 'custom', message: 'it is missing', path: [key], params: { remedy: MISSING[key] } })
      }
      return value ?? ''
    }
    return { ...rest, by: needed('by', by), role: needed('role', role) }
  })

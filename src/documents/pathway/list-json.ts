import { z } from 'zod'
import { formatDay } from '../../engine/calendar/day.ts'
import { formatInstant, LONDON } from '../../engine/calendar/instant.ts'
import { type List, missingIn } from './list.ts'
import type { ListAsked } from './list-text.ts'

// The JSON of a list, version 1. Documented in docs/reference/list.md; the type of what is written is inferred from here.

const moment = z.iso.datetime({ offset: true })

export const listJsonSchema = z.strictObject({
  format: z.literal('sightline-list'),
  formatVersion: z.literal(1),
  madeBy: z.string(),
  protocol: z.strictObject({ id: z.string(), title: z.string(), authority: z.string(), version: z.string() }),
  document: z.strictObject({ id: z.string(), title: z.string(), cites: z.array(z.string()) }),
  asOf: moment,
  knownAt: moment.nullable(),
  filtered: z.int().min(0),
  cases: z.array(
    z.strictObject({
      child: z.string(),
      stage: z.string(),
      since: moment,
      headings: z.array(z.strictObject({ title: z.string(), says: z.string().nullable() })),
      missing: z.array(z.string()),
      owed: z.array(
        z.strictObject({
          duty: z.string(),
          title: z.string(),
          due: z.iso.date().nullable(),
          standing: z.string(),
          owedBy: z.array(z.string()),
        }),
      ),
    }),
  ),
  counts: z.array(
    z.strictObject({ title: z.string(), answers: z.array(z.strictObject({ says: z.string(), cases: z.int() })) }),
  ),
  elsewhere: z.array(z.strictObject({ child: z.string(), stage: z.string().nullable() })),
})

export function listJson(list: List, { asOf, knownAt }: ListAsked, version: string): string {
  const { document, protocol, rows, filtered, elsewhere, counts } = list
  const json: z.infer<typeof listJsonSchema> = {
    format: 'sightline-list',
    formatVersion: 1,
    madeBy: `Sightline ${version}`,
    protocol: { id: protocol.id, title: protocol.title, authority: protocol.authority, version: protocol.version },
    document: { id: document.id, title: document.title, cites: [...document.cites] },
    asOf: formatInstant(asOf, LONDON),
    knownAt: knownAt === null ? null : formatInstant(knownAt, LONDON),
    filtered,
    cases: rows.map((row) => ({
      child: row.shown.history.facts.child.id,
      stage: row.shown.view.stage?.id ?? '',
      since: formatInstant(row.since, LONDON),
      headings: row.cells.map(({ title, says }) => ({ title, says })),
      missing: [...missingIn(row)],
      owed: row.owed.map(({ duty, due, standing, owedBy }) => ({
        duty: duty.id,
        title: duty.title,
        due: 'day' in due ? formatDay(due.day) : null,
        standing: standing.kind,
        owedBy: [...owedBy],
      })),
    })),
    counts: counts.map(({ title, answers }) => ({
      title,
      answers: [...answers].map(([says, cases]) => ({ says, cases })),
    })),
    elsewhere: elsewhere.map(({ history, view }) => ({
      child: history.facts.child.id,
      stage: view.stage?.id ?? null,
    })),
  }
  return `${JSON.stringify(json, null, 2)}\n`
}

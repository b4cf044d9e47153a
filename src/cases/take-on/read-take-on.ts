import { createReadStream } from 'node:fs'
import { z } from 'zod'
import { parseDay } from '../../engine/calendar/day.ts'
import { type Instant, parseInstant } from '../../engine/calendar/instant.ts'
import { startOf } from '../../engine/pathway/days.ts'
import type { Answers, AnswerValue } from '../../engine/pathway/entry.ts'
import { readRows } from '../../intake/dataset/rows.ts'
import type { Report } from '../../intake/finding.ts'
import { readText } from '../../intake/text/read-text.ts'
import { asJson } from '../../record/database/json.ts'
import type { Running } from '../../record/pathways/take-on.ts'

/** A pathway of the file, with the line or the place of the list at which it begins. */
export interface Row {
  readonly line: number
  readonly running: Running
}

/** Larger files are no list of what runs today. */
const LARGEST = 50_000_000
/** Longer answers are a document, which has its own place. */
const LONGEST_ANSWER = 100_000

const COLUMNS = [
  'key',
  'child',
  'born',
  'name',
  'protocol',
  'stage',
  'step',
  'outcome',
  'role',
  'by',
  'happened',
] as const
type Column = (typeof COLUMNS)[number]
const NEEDED: readonly Column[] = ['key', 'child', 'protocol', 'stage', 'step', 'happened']

/**
 * Reads a list of pathways that run already: JSON, or CSV with a row for each step that was taken. Whatever cannot be taken is
 * a finding with its line and its remedy; a pathway of which any row cannot be read is left out whole.
 */
export async function readTakeOn(file: string, report: Report): Promise<readonly Row[]> {
  const tell: Tell = (line, message, remedy) => {
    report({ weight: 'refused', file, line, child: null, rule: 'take-on', message, remedy })
  }
  const rows = await (/\.json$/i.test(file) ? readJson(file, tell) : readCsv(file, report, tell))
  for (const { line, running } of rows) {
    if (JSON.stringify(running) === asJson(running)) continue
    const message = `${running.key}: it holds characters that no record can keep; each is kept as the sign for one that could not be read.`
    const remedy = 'See whether the text can still be understood.'
    report({ weight: 'note', file, line, child: null, rule: 'take-on-unkeepable', message, remedy })
  }
  return rows
}

type Tell = (line: number | null, message: string, remedy: string) => void

async function readCsv(file: string, report: Report, tell: Tell): Promise<readonly Row[]> {
  const rows = new Map<string, { line: number; running: Running }>()
  const refused = new Set<string>()
  let header: readonly string[] | undefined
  for await (const some of readRows(readText(file, 'csv', { report }))) {
    for (const { line, cells, fault } of some) {
      if (fault !== null)
        tell(line, 'The row cannot be read: its quotes do not pair, or it is too long.', 'Mend the row.')
      else if (header === undefined) header = headerOf(cells, line, tell)
      else {
        const cell = cellsOf(header, cells)
        const key = cell('key')
        const read = pathwayOf(cell, line, tell)
        const before = rows.get(key)
        if (read === null) refused.add(key)
        else if (before === undefined) rows.set(key, { line, running: read })
        else if (!isSame(before.running, read)) {
          refused.add(key)
          tell(
            line,
            `Row "${key}" names another child, protocol or stage than on line ${before.line}.`,
            'Give each pathway a key of its own.',
          )
        } else {
          const entries = [...before.running.entries, ...read.entries]
          rows.set(key, { line: before.line, running: { ...before.running, entries } })
        }
      }
    }
  }
  return [...rows].filter(([key]) => !refused.has(key)).map(([, row]) => row)
}

function headerOf(cells: readonly string[], line: number, tell: Tell): readonly string[] {
  const header = cells.map((cell) => cell.trim().toLowerCase())
  const missing = NEEDED.filter((column) => !header.includes(column))
  if (missing.length > 0)
    tell(line, `Columns are missing: ${missing.join(', ')}.`, `Give it the columns ${COLUMNS.join(', ')}.`)
  const strange = header.filter((name) => name !== '' && !COLUMNS.some((column) => column === name))
  if (strange.length > 0)
    tell(line, `Columns that are not known: ${strange.join(', ')}.`, 'Take them out, or correct their names.')
  return header
}

type Cell = (column: Column) => string

function cellsOf(header: readonly string[], cells: readonly string[]): Cell {
  return (column) => (cells[header.indexOf(column)] ?? '').trim()
}

function pathwayOf(cell: Cell, line: number, tell: Tell): Running | null {
  const empty = NEEDED.filter((column) => cell(column) === '')
  if (empty.length > 0) {
    tell(
      line,
      `Nothing is written under ${empty.join(', ')}.`,
      'Fill it in: the pathway cannot be taken on without it.',
    )
    return null
  }
  const happened = momentOf(cell('happened'))
  const born = cell('born')
  if (happened === null || (born !== '' && parseDay(born) === undefined)) {
    tell(line, `"${happened === null ? cell('happened') : born}" is no day.`, 'Write it as YYYY-MM-DD.')
    return null
  }
  return {
    key: cell('key'),
    child: cell('child'),
    born: born === '' ? null : born,
    name: cell('name') === '' ? null : cell('name'),
    protocol: cell('protocol'),
    stage: cell('stage'),
    entries: [
      {
        step: cell('step'),
        outcome: cell('outcome') === '' ? null : cell('outcome'),
        role: cell('role') === '' ? null : cell('role'),
        by: cell('by') === '' ? null : cell('by'),
        happened,
        answers: {},
      },
    ],
  }
}

function isSame(a: Running, b: Running): boolean {
  return a.child === b.child && a.protocol === b.protocol && a.stage === b.stage && a.born === b.born
}

/** A day counts from its beginning; a moment is written with its offset. */
function momentOf(text: string): Instant | null {
  const day = parseDay(text)
  return day === undefined ? (parseInstant(text) ?? null) : startOf(day)
}

const answer: z.ZodType<AnswerValue> = z.lazy(() =>
  z.union([
    z.string().max(LONGEST_ANSWER),
    z.number(),
    z.boolean(),
    z.array(z.string().max(LONGEST_ANSWER)),
    z.record(z.string(), answer),
    z.array(z.record(z.string(), answer)),
  ]),
)
const moment = z.string().transform((text, context) => {
  const read = momentOf(text)
  if (read !== null) return read
  context.addIssue({ code: 'custom', message: 'it is no day (YYYY-MM-DD) and no moment with its offset' })
  return z.NEVER
})
const optional = z
  .string()
  .min(1)
  .nullish()
  .transform((text) => text ?? null)
const name = z.string().trim().min(1).max(500)
const pathway = z.strictObject({
  key: name,
  child: name,
  born: z
    .string()
    .refine((text) => parseDay(text) !== undefined, 'it is no day (YYYY-MM-DD)')
    .nullish()
    .transform((text) => text ?? null),
  name: optional,
  protocol: name,
  stage: name,
  entries: z
    .array(
      z.strictObject({
        step: name,
        outcome: optional,
        role: optional,
        by: optional,
        happened: moment,
        answers: z
          .record(z.string(), answer)
          .nullish()
          .transform((given): Answers => given ?? {}),
      }),
    )
    .min(1)
    .max(1_000),
})

async function readJson(file: string, tell: Tell): Promise<readonly Row[]> {
  const text = await textOf(file, tell)
  if (text === null) return []
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch {
    tell(null, 'The file is not JSON.', 'Mend it, or write it as CSV.')
    return []
  }
  if (!Array.isArray(list)) {
    tell(null, 'The file holds no list.', 'Write a list of pathways: [ { "key": ..., "child": ..., ... } ].')
    return []
  }
  const keys = new Set<string>()
  return list.flatMap((each: unknown, at): readonly Row[] => {
    const read = pathway.safeParse(each)
    if (!read.success) {
      for (const { path, message } of read.error.issues) {
        tell(
          at + 1,
          `${path.length === 0 ? 'The pathway' : path.join('.')}: ${message.slice(0, 200)}.`,
          'Correct it: docs/reference/take-on.md says what is written where.',
        )
      }
      return []
    }
    if (keys.has(read.data.key)) {
      tell(at + 1, `The key "${read.data.key}" is used twice.`, 'Give each pathway a key of its own.')
      return []
    }
    keys.add(read.data.key)
    return [{ line: at + 1, running: read.data }]
  })
}

async function textOf(file: string, tell: Tell): Promise<string | null> {
  const pieces: Buffer[] = []
  let size = 0
  try {
    for await (const piece of createReadStream(file)) {
      size += piece.length
      if (size > LARGEST) {
        tell(null, `The file is larger than ${LARGEST / 1_000_000} MB.`, 'Give it in parts.')
        return null
      }
      pieces.push(piece)
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    tell(null, `The file cannot be read (${error.code}).`, 'Check its name, and that this account may read it.')
    return null
  }
  return Buffer.concat(pieces)
    .toString('utf8')
    .replace(/^\ufeff/, '')
}

import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { WorkingCalendar } from '../calendar/calendar.ts'
import { parseCalendar } from '../calendar/calendar-file.ts'
import { addDays, type Day, day } from '../calendar/day.ts'
import { Cohort, type GivenFact } from '../facts/cohort.ts'
import { FACT_KINDS, type FactKind, type FactOf, type Source } from '../facts/fact.ts'
import type { Protocol } from '../protocol/protocol.ts'
import { readProtocol } from '../protocol/read.ts'

// What the tests of the watch are given: children in a few words, and the protocols as they are shipped.

const root = new URL('../../../', import.meta.url)

let made: WorkingCalendar | undefined

export function england(): WorkingCalendar {
  made ??= readEngland()
  return made
}

function readEngland(): WorkingCalendar {
  const read = parseCalendar(readFileSync(new URL('data/calendars/england-and-wales.json', root), 'utf8'))
  if (!read.ok) throw new Error(read.refusal.join('\n'))
  return read.value
}

const shipped = new Map<string, Protocol>()

/** A protocol as it is shipped, read once for all tests of a process; with a text, that one instead. */
export function protocol(id: string, text?: string): Protocol {
  if (text !== undefined) return readText(text)
  const made = shipped.get(id) ?? readText(readFileSync(new URL(`protocols/${id}.yaml`, root), 'utf8'))
  shipped.set(id, made)
  return made
}

function readText(source: string): Protocol {
  const read = readProtocol(source, {
    clauses: (register) => {
      const file = readFileSync(new URL(`protocols/clauses/${register}.yaml`, root), 'utf8')
      const { entries } = parse(file) as { entries: Record<string, { place: string; says: string }> }
      return new Map(Object.entries(entries).map(([clause, entry]) => [clause, { id: clause, ...entry }]))
    },
    calendars: new Set(['england-and-wales']),
    parts: (name) => {
      const file = new URL(`protocols/parts/${name}.yaml`, root)
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined
    },
  })
  if (!read.ok) throw new Error(JSON.stringify(read.faults, null, 2))
  return read.protocol
}

/** Covers every kind back to the beginning, as a dataset does. */
export function dataset(writtenOn: string, kinds: readonly FactKind[] = FACT_KINDS): Source {
  return {
    name: 'dataset',
    format: 'safeguarding-dataset',
    files: ['dataset.csv'],
    authority: null,
    writtenOn: day(writtenOn),
    coverage: kinds.map((kind) => ({ kind, from: null, until: day(writtenOn) })),
    previousPlans: 'leaves-present-out',
  }
}

const CENSUS_KINDS: readonly FactKind[] = [
  'referral',
  'assessment',
  'enquiry',
  'conference',
  'child-in-need-plan',
  'protection-plan',
  'review',
]

/** Covers one collection year. */
export function census(yearEnding: string, previousPlans: Source['previousPlans'] = 'leaves-present-out'): Source {
  const until = day(yearEnding)
  return {
    name: `census ${yearEnding}`,
    format: 'cin-census',
    files: ['census.xml'],
    authority: '998',
    writtenOn: until,
    coverage: CENSUS_KINDS.map((kind) => ({ kind, from: addDays(until, -364), until })),
    previousPlans,
  }
}

type Own<K extends FactKind> = Partial<Omit<FactOf<K>, 'kind' | 'from' | 'until' | 'key' | 'origin'>> & {
  readonly key?: string
}

interface GivenChild {
  readonly born?: string
  readonly died?: string
  readonly family?: string
  readonly facts: readonly ((source: number, line: number) => GivenFact)[]
}

function dated(from: string, until: string | null, source: number, line: number, key = '') {
  const end = until === null ? null : day(until)
  return { from: day(from), until: end, key, origin: { source, file: 0, line } }
}

export const plan =
  (from: string, until: string | null = null, own: Own<'protection-plan'> = {}) =>
  (source: number, line: number): GivenFact => ({
    kind: 'protection-plan',
    initialCategory: 'NEG',
    latestCategory: 'NEG',
    statedPrevious: null,
    conference: '',
    ...own,
    ...dated(from, until, source, line, own.key),
  })

export const review =
  (on: string, ofPlan = '') =>
  (source: number, line: number): GivenFact => ({
    kind: 'review',
    plan: ofPlan,
    due: null,
    ...dated(on, on, source, line),
  })

export const referral =
  (from: string, until: string | null = null) =>
  (source: number, line: number): GivenFact => ({
    kind: 'referral',
    need: 'N1',
    noFurtherAction: false,
    ...dated(from, until, source, line),
  })

export const assessment =
  (from: string, until: string | null, own: Own<'assessment'> = {}) =>
  (source: number, line: number): GivenFact => ({
    kind: 'assessment',
    factors: [],
    service: 'unknown',
    referral: '',
    ...own,
    ...dated(from, until, source, line),
  })

export const enquiry =
  (from: string, target: string | null, until: string | null = null) =>
  (source: number, line: number): GivenFact => ({
    kind: 'enquiry',
    conferenceTarget: target === null ? null : day(target),
    conferenceNotRequired: false,
    ...dated(from, until, source, line),
  })

export const conference =
  (on: string) =>
  (source: number, line: number): GivenFact => ({
    kind: 'conference',
    target: null,
    meeting: '',
    ...dated(on, on, source, line),
  })

export const childInNeedPlan =
  (from: string, until: string | null = null) =>
  (source: number, line: number): GivenFact => ({ kind: 'child-in-need-plan', ...dated(from, until, source, line) })

export const legalStatus =
  (code: string, from: string, until: string | null = null) =>
  (source: number, line: number): GivenFact => ({ kind: 'legal-status', code, ...dated(from, until, source, line) })

export const placement =
  (code: string, from: string, until: string | null = null, distance: number | null = null) =>
  (source: number, line: number): GivenFact => ({
    kind: 'placement',
    code,
    distance,
    ...dated(from, until, source, line),
  })

/** A cohort of these children, all from one source. */
export function given(source: Source, ...children: readonly GivenChild[]): Cohort {
  const cohort = new Cohort()
  const number = cohort.addSource(source)
  children.forEach(({ born, died, family, facts }, i) => {
    const index = cohort.childOf(`CHILD-${i + 1}`, number)
    const known = cohort.child(index)
    const dayOr = (text: string | undefined): Day | null => (text === undefined ? null : day(text))
    cohort.describe(index, { ...known, born: dayOr(born), died: dayOr(died), family: family ?? '' })
    facts.forEach((fact, line) => {
      cohort.add(index, fact(number, line + 1))
    })
  })
  return cohort
}

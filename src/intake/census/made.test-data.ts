import { readFileSync } from 'node:fs'
import { type CalendarText, WorkingCalendar } from '../../engine/calendar/calendar.ts'
import { type Day, day } from '../../engine/calendar/day.ts'
import { Cohort } from '../../engine/facts/cohort.ts'
import type { Fact, FactKind, FactOf } from '../../engine/facts/fact.ts'
import type { Finding } from '../finding.ts'
import type { Reading } from '../reading.ts'
import { decodeText } from '../text/read-text.ts'
import { Census } from './read-census.ts'

/** The day on which the tests read their files. */
export const TODAY: Day = day('2025-06-30')

export const CALENDAR: WorkingCalendar = calendar()

function calendar(): WorkingCalendar {
  const path = new URL('../../../data/calendars/england-and-wales.json', import.meta.url)
  const text: CalendarText = JSON.parse(readFileSync(path, 'utf8'))
  const made = WorkingCalendar.from(text)
  if (!made.ok) throw new Error(made.refusal.join('\n'))
  return made.value
}

/** An element, or one for each value; a value may be a list of elements, and an empty one is left out. */
export function el(name: string, ...values: readonly (string | readonly string[])[]): string {
  return values
    .map((value) => (typeof value === 'string' ? value : value.join('')))
    .filter((value) => value !== '')
    .map((value) => `<${name}>${value}</${name}>\n`)
    .join('')
}

export interface HeaderParts {
  readonly collection?: string
  readonly year?: string
  readonly referenceDate?: string
  readonly authority?: string
  readonly writtenOn?: string
}

export function header(parts: HeaderParts = {}): string {
  const made = { collection: 'CIN', year: '2025', referenceDate: '2025-03-31', authority: '999', ...parts }
  const details = [el('Collection', made.collection), el('Year', made.year), el('ReferenceDate', made.referenceDate)]
  const source = [el('LEA', made.authority), el('DateTime', made.writtenOn ?? '2025-05-12T09:30:00')]
  return el('Header', [el('CollectionDetails', details), el('Source', source)])
}

/** The identifiers of a child with nothing wrong, but for what is given. */
export function identifiers(parts: Readonly<Record<string, string>> = {}): string {
  const made = { LAchildID: 'MADE1', UPN: 'H243278544154', PersonBirthDate: '2014-05-06', Sex: 'F', ...parts }
  return el(
    'ChildIdentifiers',
    Object.entries(made).map(([name, value]) => el(name, value)),
  )
}

/** A case; `parts` take the place of its referral's own elements, or stand beside them. */
export function details(parts: Readonly<Record<string, string>> = {}, ...blocks: readonly string[]): string {
  const made = { CINreferralDate: '2024-06-03', ReferralSource: '1A', PrimaryNeedCode: 'N1', ...parts }
  return el('CINdetails', [...Object.entries(made).map(([name, value]) => el(name, value)), ...blocks])
}

export function child(identified: string, ...cases: readonly string[]): string {
  return el('Child', [identified, el('ChildCharacteristics', el('Ethnicity', 'WBRI')), ...cases])
}

/** A child of an identifier, born on a plain day, with these blocks in one case. */
export function childWith(...blocks: readonly string[]): string {
  return child(identifiers(), details({}, ...blocks))
}

export function assessment(start: string, authorised = '', ...factors: readonly string[]): string {
  return el('Assessments', [
    el('AssessmentActualStartDate', start),
    el('AssessmentAuthorisationDate', authorised),
    el('FactorsIdentifiedAtAssessment', el('AssessmentFactors', ...factors)),
  ])
}

export function needPlan(start: string, end = ''): string {
  return el('CINPlanDates', [el('CINPlanStartDate', start), el('CINPlanEndDate', end)])
}

export function enquiry(start: string, conference = '', required: 'required' | 'not required' = 'required'): string {
  return el('Section47', [
    el('S47ActualStartDate', start),
    el('DateOfInitialCPC', conference),
    el('ICPCnotRequired', required === 'required' ? 'false' : 'true'),
  ])
}

export interface PlanParts {
  readonly start?: string
  readonly end?: string
  readonly initial?: string
  readonly latest?: string
  readonly previous?: string
  readonly reviews?: readonly string[]
}

export function plan(parts: PlanParts = {}): string {
  const made = { start: '2024-07-01', end: '', initial: 'NEG', latest: 'NEG', previous: '1', reviews: [], ...parts }
  return el('ChildProtectionPlans', [
    el('CPPstartDate', made.start),
    el('CPPendDate', made.end),
    el('InitialCategoryOfAbuse', made.initial),
    el('LatestCategoryOfAbuse', made.latest),
    el('NumberOfPreviousCPP', made.previous),
    el('Reviews', el('CPPreviewDate', ...made.reviews)),
  ])
}

export function census(children: string | readonly string[], head: string = header()): string {
  const list = typeof children === 'string' ? children : children.join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n${head}<Children>\n${list}</Children>\n</Message>\n`
}

/** The line of a text on which a part of it stands; the part stands in it once. */
export function lineOf(text: string, part: string): number {
  const before = text.split(part)
  if (before.length !== 2) throw new Error(`"${part}" stands ${before.length - 1} times in the text`)
  return before[0]?.split('\n').length ?? 0
}

/** What a test sees of a census that was read. */
export interface Told {
  readonly cohort: Cohort
  readonly findings: readonly Finding[]
  /** The rules of the findings, in the order told. */
  readonly rules: readonly string[]
  /** The findings of a rule, as "weight line child". */
  readonly places: (rule: string) => readonly string[]
  readonly facts: <K extends FactKind>(kind: K, id?: string) => readonly FactOf<K>[]
}

export interface Wishes {
  /** Where the bytes are cut into pieces. */
  readonly cuts?: readonly number[]
  readonly into?: Cohort
  readonly calendar?: WorkingCalendar | null
  readonly today?: Day
}

/** Reads a census from its text or bytes, as `readCensus` does from its file. */
export async function read(content: string | Uint8Array, wishes: Wishes = {}): Promise<Told> {
  const cohort = wishes.into ?? new Cohort()
  const findings: Finding[] = []
  const known = wishes.calendar === undefined ? CALENDAR : wishes.calendar
  const reading: Reading = {
    cohort,
    report: (finding) => findings.push(finding),
    today: wishes.today ?? TODAY,
    ...(known === null ? {} : { calendar: known }),
  }
  const made = new Census('made.xml', reading)
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  for await (const text of decodeText('made.xml', 'xml', inPieces(bytes, wishes.cuts ?? []), reading.report)) {
    made.read(text)
  }
  made.end()
  return {
    cohort,
    findings,
    rules: findings.map(({ rule }) => rule),
    places: (rule) =>
      findings
        .filter((finding) => finding.rule === rule)
        .map(({ weight, line, child: whose }) => `${weight} ${line ?? '-'} ${whose ?? '-'}`),
    facts: (kind, id = 'MADE1') => factsIn(cohort, kind, id),
  }
}

async function* inPieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((x, y) => x - y)
  let from = 0
  for (const place of [...places, bytes.length]) {
    if (place > from) yield bytes.slice(from, place)
    from = Math.max(from, place)
  }
}

function factsIn<K extends FactKind>(cohort: Cohort, kind: K, id: string): readonly FactOf<K>[] {
  const index = cohort.find(id)
  if (index === undefined) return []
  const isOfKind = (fact: Fact): fact is FactOf<K> => fact.kind === kind
  return cohort.history(index).facts.filter(isOfKind)
}

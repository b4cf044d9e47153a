import fc from 'fast-check'
import { addDays, type Day, day } from '../../engine/calendar/day.ts'
import { Cohort, type GivenFact } from '../../engine/facts/cohort.ts'
import { type Coverage, FACT_KINDS, type Source } from '../../engine/facts/fact.ts'
import { protocol } from '../../engine/watch/given.test-data.ts'
import { scan, type Watched } from '../../engine/watch/scan.ts'
import { type Finding, Findings } from '../../intake/finding.ts'
import { AS_OF, CALENDAR, northvale } from './given.test-data.ts'
import type { Scanned } from './scanned.ts'

// Random cohorts with hostile text in them, asked every protocol that is shipped.

const PROTOCOLS = [
  'challenging-cases',
  'cases-of-most-concern',
  'complex-cases',
  'contested-threshold',
  'plans-that-drift',
  'repeat-plans',
]
const WATCHED: readonly Watched[] = [...PROTOCOLS.map((id) => protocol(id)), northvale()].map((each) => ({
  protocol: each,
  calendar: CALENDAR,
}))

/** Text as a hostile or broken file may hold it. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '=1+1',
    '+44',
    '-2',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\nx',
    '＝1',
    '"',
    '""',
    ',',
    'a;b',
    ' ',
    "'",
    '\u001b[2J',
    '\u202Eabc',
  ),
  fc.string({ maxLength: 30 }),
  fc.string({ maxLength: 30, unit: 'binary' }),
)

const FIRST = day('2022-01-01')
const anyDay: fc.Arbitrary<Day> = fc.integer({ min: 0, max: 1_900 }).map((days) => addDays(FIRST, days))
const spell = fc.record({ from: anyDay, lasts: fc.option(fc.integer({ min: 0, max: 900 })) })

const coverage: fc.Arbitrary<Coverage> = fc.record({
  kind: fc.constantFrom(...FACT_KINDS),
  from: fc.option(anyDay),
  until: anyDay,
})

const source: fc.Arbitrary<Source> = fc.record({
  name: hostileText,
  format: fc.constantFrom('cin-census', 'safeguarding-dataset'),
  files: fc.array(hostileText, { minLength: 1, maxLength: 3 }),
  authority: fc.option(hostileText),
  writtenOn: fc.option(anyDay),
  coverage: fc.array(coverage, { maxLength: 12 }),
  previousPlans: fc.constantFrom('leaves-present-out', 'unknown'),
})

const fact = fc.record({
  kind: fc.constantFrom(...FACT_KINDS),
  spell,
  code: fc.constantFrom('NEG', 'EMO', 'MUL', 'C1', 'P1', 'K1', 'H5', 'U1', '=x'),
  later: fc.constantFrom('NEG', 'PHY', 'MUL'),
  number: fc.option(fc.integer({ min: 0, max: 3 })),
  text: hostileText,
  source: fc.nat({ max: 2 }),
  line: fc.integer({ min: 1, max: 9 }),
})
type DrawnFact = typeof fact extends fc.Arbitrary<infer F> ? F : never

function factOf(
  { kind, spell: { from, lasts }, code, later, number, text, source: of, line }: DrawnFact,
  sources: number,
): GivenFact {
  const until = lasts === null ? null : addDays(from, lasts)
  const dated = { from, until, key: '', origin: { source: of % sources, file: 0, line } }
  switch (kind) {
    case 'referral':
      return { kind, need: 'N1', noFurtherAction: line === 1, ...dated }
    case 'assessment': {
      const service = line < 3 ? 'yes' : line < 6 ? 'no' : 'unknown'
      return { kind, factors: ['15A', '4A', '2A'].slice(line % 3), service, referral: '', ...dated }
    }
    case 'enquiry': {
      const conferenceTarget = number === null ? null : addDays(from, 15)
      return { kind, conferenceTarget, conferenceNotRequired: false, ...dated }
    }
    case 'conference':
      return { kind, target: null, meeting: '', ...dated, until: from }
    case 'child-in-need-plan':
      return { kind, ...dated }
    case 'protection-plan': {
      const categories = { initialCategory: code, latestCategory: later }
      return { kind, ...categories, statedPrevious: number, conference: '', ...dated }
    }
    case 'review':
      return { kind, plan: '', due: null, ...dated, until: from }
    case 'legal-status':
      return { kind, code, ...dated }
    case 'placement':
      return { kind, code, distance: number === null ? null : number * 11, ...dated }
    case 'pre-proceedings':
      return { kind, outcome: text, ...dated }
    case 'involvement':
      return { kind, role: text, professional: text, team: text, ...dated }
    default:
      return kind satisfies never
  }
}

const child = fc.record({
  id: hostileText,
  born: fc.option(anyDay),
  died: fc.option(anyDay, { freq: 9 }),
  family: fc.constantFrom('', '', 'F1', 'F2'),
  facts: fc.array(fact, { maxLength: 8 }),
})

const finding: fc.Arbitrary<Finding> = fc.record({
  weight: fc.constantFrom('refused', 'doubtful', 'note'),
  file: hostileText,
  line: fc.option(fc.integer({ min: 1, max: 9_999 })),
  child: fc.option(hostileText),
  rule: fc.constantFrom('8925', 'birth-dates-differ'),
  message: hostileText,
  remedy: hostileText,
})

/** What a scan is drawn from: sources, children with facts, findings, and how far is looked ahead. */
export const anyGiven = fc.record({
  sources: fc.array(source, { minLength: 1, maxLength: 3 }),
  children: fc.array(child, { maxLength: 6 }),
  findings: fc.array(finding, { maxLength: 5 }),
  ahead: fc.integer({ min: 0, max: 400 }),
})

/** The scan of what was drawn. */
export function scanOf(drawn: typeof anyGiven extends fc.Arbitrary<infer G> ? G : never): Scanned {
  const cohort = new Cohort()
  for (const each of drawn.sources) cohort.addSource(each)
  for (const { id, born, died, family, facts } of drawn.children) {
    const index = cohort.childOf(id, 0)
    cohort.describe(index, { ...cohort.child(index), born, died, family })
    for (const each of facts) {
      const made = factOf(each, drawn.sources.length)
      cohort.childOf(id, made.origin.source)
      cohort.add(index, made)
    }
  }
  const findings = new Findings()
  for (const each of drawn.findings) findings.report(each)
  return {
    scan: scan(WATCHED, cohort, { asOf: AS_OF, until: addDays(AS_OF, drawn.ahead) }),
    cohort,
    findings,
    clause: (id) => ({ id, place: 'Section 1', says: 'Something is asked for.' }),
    version: '1.2.3',
  }
}

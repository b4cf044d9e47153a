import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day, day, formatDay } from '../../engine/calendar/day.ts'
import { read, type Told } from './files.test-data.ts'

const PLANS =
  'cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_initial_category,' +
  'cppl_cp_plan_latest_category,cppl_icpc_id,cppl_cp_plan_ola'

describe('properties of reading a dataset', () => {
  const date = fc.integer({ min: day('2012-01-01'), max: day('2026-11-01') }).map((n) => addDays(0 as Day, n))
  const plan = fc.record({
    id: fc.integer({ min: 1, max: 12 }),
    child: fc.constantFrom('A1', 'A2', 'Ünicode7'),
    from: date,
    length: fc.option(fc.nat({ max: 900 })),
    category: fc.constantFrom(
      'NEG',
      'Physical abuse',
      'Multiple: Neglect, Emotional abuse',
      'a) Neglect',
      '',
      'no, "such"\r\nthing',
    ),
  })
  const cells = (each: { id: number; child: string; from: Day; length: number | null; category: string }): string[] => [
    `P${each.id}`,
    each.child,
    formatDay(each.from),
    each.length === null ? '' : formatDay(addDays(each.from, each.length)),
    each.category,
    each.category,
    '',
    'N',
  ]
  const facts = ({ cohort }: Told): unknown =>
    [...Array(cohort.size).keys()].map((index) => {
      const history = cohort.history(index)
      return { ...history, facts: history.facts.map((fact) => ({ ...fact, origin: null })) }
    })
  const rules = ({ findings }: Told): unknown =>
    findings.map(({ weight, rule, child }) => `${weight} ${rule} ${child ?? ''}`)

  it('does not depend on the delimiter, the line ending, the byte order mark, the encoding or the quoting', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(plan, { maxLength: 8 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom('utf-8', 'utf-8 with mark', 'utf-16le with mark'),
        fc.boolean(),
        async (plans, delimiter, ending, encoding, quoteAll) => {
          const rows = [PLANS.split(','), ...plans.map(cells)]
          const quote = (text: string, needed: boolean): string => (needed ? `"${text.replaceAll('"', '""')}"` : text)
          const plain = rows.map((row) => row.map((each) => quote(each, true)).join(',')).join('\n')
          const varied = rows
            .map((row) => row.map((each) => quote(each, quoteAll || /[",;\t\r\n]/.test(each))).join(delimiter) + ending)
            .join('')
          const bytes = Buffer.from(
            encoding === 'utf-8' ? varied : `\uFEFF${varied}`,
            encoding.startsWith('utf-16') ? 'utf16le' : 'utf8',
          )
          const [one, other] = [await read({ 'plans.csv': plain }), await read({ 'plans.csv': bytes })]
          assert.deepEqual(facts(other), facts(one))
          assert.deepEqual(rules(other), rules(one))
        },
      ),
      { numRuns: 30 },
    )
  })

  it('says of every row that gives no fact why', async () => {
    const anything = fc.constantFrom(
      '',
      'A1',
      'P1',
      '2024-01-01',
      '31/12/2023',
      'x',
      'NEG',
      '99999',
      'NULL',
      'a,b',
      '\n',
    )
    const row = fc.array(anything, { minLength: 1, maxLength: 10 })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
        const text = [PLANS, ...rows.map((each) => each.join(','))].join('\n')
        const told = await read({ 'plans.csv': text })
        const accounted = new Set<number>()
        for (let index = 0; index < told.cohort.size; index++) {
          for (const { origin } of told.cohort.history(index).facts) accounted.add(origin.line)
        }
        for (const { line, weight } of told.findings) if (line !== null && weight === 'refused') accounted.add(line)
        text.split('\n').forEach((line, at) => {
          if (/[^,\s]/.test(line) && at > 0) assert.ok(accounted.has(at + 1), `line ${at + 1}: ${line}`)
        })
      }),
      { numRuns: 50 },
    )
  })

  it('throws for no bytes whatever, and says the same of them twice', async () => {
    const bytes = fc.array(
      fc.constantFrom(0, 9, 10, 13, 34, 44, 45, 47, 48, 49, 50, 59, 65, 78, 80, 160, 195, 233, 255),
    )
    await fc.assert(
      fc.asyncProperty(fc.boolean(), bytes, async (asTable, noise) => {
        const start = asTable ? `${PLANS}\nP1,A1,2024-01-01,` : ''
        const file = { 'any.csv': Buffer.concat([Buffer.from(start), Buffer.from(noise)]) }
        const [one, other] = [await read(file), await read(file)]
        assert.ok(one.findings.length > 0)
        assert.deepEqual(other.findings, one.findings)
        assert.deepEqual(facts(other), facts(one))
      }),
      { numRuns: 100 },
    )
  })
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../../engine/calendar/day.ts'
import { type Because, explainCondition, explainOccasion } from '../../../engine/watch/explain.ts'
import { dataset, given, legalStatus, placement } from '../../../engine/watch/given.test-data.ts'
import { tell } from '../../../engine/watch/told.ts'
import { scanned, threeChildren } from '../given.test-data.ts'
import { placesIn } from './facts.ts'
import { reasonLines, sayHolding, sayReasons } from './reasons.ts'

const { scan, cohort } = scanned(threeChildren())
const row = scan.occasions.find(({ child }) => child === 0)
assert.ok(row !== undefined)
const because = explainOccasion(row, cohort, scan.question)
const sayPlace = placesIn(cohort.sources)

describe('a tree of reasons', () => {
  it('is indented lines, each condition with its day, its facts and what is missing', () => {
    assert.deepEqual(
      reasonLines(because, sayPlace).map(({ depth, text }) => `${'  '.repeat(depth)}${text}`),
      [
        'Any of these (from 18 December 2026 at the latest; not before 19 September 2025)',
        '  lasting for: 15 months (from 18 December 2026)',
        '    protection plan begun 18 September 2025, for neglect (census.xml, line 1)',
        '  review conferences held: 3 (cannot tell; not before 19 September 2025)',
        '    review conference held 15 June 2026 (census.xml, line 2)',
        '    No file given tells of review conferences from 19 September 2025 to 31 March 2026. The dataset table ' +
          'ssd_cp_reviews would tell, since it holds all of them. So would the censuses of that time.',
      ],
    )
  })

  it('is one text of its leaves', () => {
    assert.equal(
      sayReasons(because, sayPlace),
      'Lasting for: 15 months (from 18 December 2026), resting on: protection plan begun 18 September 2025, for neglect ' +
        '(census.xml, line 1). Review conferences held: 3 (cannot tell; not before 19 September 2025), resting on: review ' +
        'conference held 15 June 2026 (census.xml, line 2). No file given tells of review conferences from 19 September ' +
        '2025 to 31 March 2026.',
    )
  })
})

describe('from when a condition holds', () => {
  const home = given(dataset('2026-11-20', ['legal-status']), {
    facts: [legalStatus('C1', '2026-02-02'), placement('P1', '2026-03-03')],
  })
  const told = tell(home.history(0), day('2026-11-20'))
  const holding = (condition: Parameters<typeof explainCondition>[0]): string =>
    sayHolding(explainCondition(condition, { told, others: null, anchor: null }))

  it('is a day, always, never, or not to be told', () => {
    const order = { kind: 'legal-status', name: 'interim care order' } as const
    const secure = { kind: 'placed', names: ['secure accommodation'] } as const
    assert.equal(holding(order), 'from 2 February 2026')
    assert.equal(
      holding({ kind: 'not', part: { kind: 'died', within: { count: 12, unit: 'month' } } }),
      'holds throughout',
    )
    assert.equal(holding({ kind: 'legal-status', name: 'remand' }), 'does not hold')
    assert.equal(holding(secure), 'cannot tell')
    assert.equal(holding({ kind: 'all-of', parts: [order, secure] }), 'cannot tell')
  })

  it('may be between two days', () => {
    const bounds: Because = {
      says: '',
      certain: day('2026-06-03'),
      possible: day('2026-05-04'),
      facts: [],
      gaps: [],
      parts: [],
    }
    assert.equal(sayHolding(bounds), 'from 3 June 2026 at the latest; not before 4 May 2026')
  })
})

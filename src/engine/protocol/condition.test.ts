import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Condition, printCondition } from './condition.ts'

describe('a condition on one line', () => {
  const year = { count: 12, unit: 'month' } as const
  const printed: readonly (readonly [Condition, string])[] = [
    [{ kind: 'died', within: year }, 'died within: 12 months'],
    [{ kind: 'case-open' }, 'open to social care: yes'],
    [{ kind: 'in-placement' }, 'in a placement: yes'],
    [{ kind: 'conference-asked-for' }, 'conference asked for: yes'],
    [{ kind: 'lasting', threshold: { length: year, moreThan: true } }, 'lasting for: more than 12 months'],
    [
      { kind: 'counted', what: 'placements', threshold: { count: 3, window: year } },
      'placements begun: 3 within 12 months',
    ],
    [
      { kind: 'placed', names: ['with parents', 'secure accommodation'] },
      'placed: with parents or secure accommodation',
    ],
    [
      {
        kind: 'all-of',
        parts: [
          { kind: 'age', years: 10 },
          { kind: 'not', part: { kind: 'reviews', count: 3 } },
        ],
      },
      'all of: age at least: 10; not: review conferences held: 3',
    ],
  ]
  for (const [condition, text] of printed) {
    it(`is "${text}"`, () => assert.equal(printCondition(condition), text))
  }
})

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  assessment,
  childInNeedPlan,
  conference,
  dataset,
  enquiry,
  given,
  legalStatus,
  placement,
  plan,
  referral,
  review,
} from '../../../engine/watch/given.test-data.ts'
import { placesIn, sayCategory, sayFact, sayLegalStatus, sayPlacement, shortNames } from './facts.ts'

describe('a fact in words', () => {
  const cohort = given(dataset('2026-11-20'), {
    facts: [
      referral('2025-01-06', '2025-02-03'),
      assessment('2025-01-07', '2025-02-03', { service: 'no' }),
      enquiry('2025-01-08', '2025-01-29'),
      conference('2025-01-29'),
      childInNeedPlan('2025-02-04'),
      plan('2025-03-03', '2025-09-01', { initialCategory: 'EMO', latestCategory: 'MUL' }),
      review('2025-06-02'),
      legalStatus('C1', '2025-07-01', '2025-08-01'),
      placement('K1', '2025-07-02', null, 21.5),
      placement('U1', '2025-07-03'),
    ],
  })

  it('tells what happened, from when to when, and where it was read', () => {
    const sayPlace = placesIn(cohort.sources)
    assert.deepEqual(
      cohort.history(0).facts.map((fact) => sayFact(fact, sayPlace)),
      [
        'referral of 6 January 2025, case closed 3 February 2025 (dataset.csv, line 1)',
        'assessment begun 7 January 2025, authorised 3 February 2025, no service followed (dataset.csv, line 2)',
        'section 47 enquiry begun 8 January 2025, conference to be held by 29 January 2025 (dataset.csv, line 3)',
        'initial conference held 29 January 2025 (dataset.csv, line 4)',
        'child in need plan begun 4 February 2025 (dataset.csv, line 5)',
        'protection plan begun 3 March 2025, ended 1 September 2025, for emotional abuse, later multiple categories ' +
          '(dataset.csv, line 6)',
        'review conference held 2 June 2025 (dataset.csv, line 7)',
        'legal status C1 (interim care order) from 1 July 2025, to 1 August 2025 (dataset.csv, line 8)',
        'placement K1 (secure accommodation) from 2 July 2025, 21.5 miles from home (dataset.csv, line 9)',
        'placement U1 (foster care with relatives or friends, long term) from 3 July 2025 (dataset.csv, line 10)',
      ],
    )
  })

  it('has words for the placements and legal statuses of every collection year', () => {
    const codes = 'A1 A3 F6 H1 H22 H4 H5 K1 K2 K3 M2 P1 P2 P3 Q2 R1 R2 R3 R5 S1 T0 T4 U1 U2 U3 U4 U5 U6 Z1 Z14'.split(
      ' ',
    )
    assert.deepEqual(
      codes.filter((code) => sayPlacement(code) === code),
      [],
    )
    assert.equal(sayPlacement('U6'), 'foster care, not long term')
    assert.deepEqual(['C2', 'V4', 'X9'].map(sayLegalStatus), ['full care order', 'agreed series of short breaks', 'X9'])
  })

  it('leaves a category that no set knows as it came', () => {
    assert.equal(sayCategory('Neglekt'), 'Neglekt')
  })
})

describe('the name of a file', () => {
  it('is its last part, and its whole path where two share one', () => {
    const short = shortNames([
      '2025/census.xml',
      '2026/census.xml',
      'tables/ssd_cp_plans.csv',
      'tables/ssd_cp_plans.csv',
    ])
    assert.deepEqual(['2025/census.xml', 'tables/ssd_cp_plans.csv', 'never/seen.csv'].map(short), [
      '2025/census.xml',
      'ssd_cp_plans.csv',
      'seen.csv',
    ])
  })
})

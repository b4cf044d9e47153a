import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../calendar/day.ts'
import { cohortOf, type Import, standing } from './imports.test-data.ts'

const YEAR_24 = [
  ['protection-plan', '2023-04-01', '2024-03-31'],
  ['review', '2023-04-01', '2024-03-31'],
] as const
const YEAR_25 = [
  ['protection-plan', '2024-04-01', '2025-03-31'],
  ['review', '2024-04-01', '2025-03-31'],
] as const
const YEAR_26 = [
  ['protection-plan', '2025-04-01', '2026-03-31'],
  ['review', '2025-04-01', '2026-03-31'],
] as const

test('a plan held by two census years is one plan, and the later year says how it ended', () => {
  const cohort = cohortOf(
    { writtenOn: '2024-07-01', covers: YEAR_24, holds: [{ plan: '2023-10-02' }] },
    { writtenOn: '2025-07-01', covers: YEAR_25, holds: [{ plan: '2023-10-02', ended: '2024-09-05', category: 'EMO' }] },
  )
  assert.deepEqual(standing(cohort), ['EMO 2023-10-02 2024-09-05 @1'])
  assert.deepEqual(standing(cohort, '2025-06-30'), ['NEG 2023-10-02 on @0'])
  assert.deepEqual(standing(cohort, '2024-06-30'), [])
})

test('what a later import covers and does not hold is withdrawn on the day it was written', () => {
  const again = [['review', '2023-04-01', '2024-03-31']] as const
  const cohort = cohortOf(
    { writtenOn: '2024-07-01', covers: YEAR_24, holds: [{ review: '2023-12-20' }, { plan: '2023-10-02' }] },
    { writtenOn: '2024-08-09', covers: again, holds: [] },
  )
  assert.deepEqual(standing(cohort), ['NEG 2023-10-02 on @0'])
  assert.deepEqual(standing(cohort, '2024-08-08'), ['NEG 2023-10-02 on @0', 'review 2023-12-20 2023-12-20 @0'])
  assert.deepEqual(standing(cohort, '2024-08-09'), ['NEG 2023-10-02 on @0'])
})

test('what lies outside the later coverage stands: before it, after it, and of another kind', () => {
  const holds = ['2023-12-31', '2024-01-01', '2024-06-30', '2024-07-01'].map((review) => ({ review }))
  const later: Import = { writtenOn: '2025-01-09', covers: [['review', '2024-01-01', '2024-06-30']], holds: [] }
  const covers = [['review', null, '2024-06-01']] as const
  const status = { status: 'C2', from: '2024-02-01' }
  assert.deepEqual(standing(cohortOf({ writtenOn: '2024-07-05', covers, holds: [...holds, status] }, later)), [
    'review 2023-12-31 2023-12-31 @0',
    'C2 2024-02-01 on @0',
    'review 2024-07-01 2024-07-01 @0',
  ])
  // An import that declares no coverage reaches to the day it was written, here further than the later one covers.
  assert.equal(standing(cohortOf({ writtenOn: '2024-07-05', holds }, later)).length, 4)
})

test('a plan that ended before the later coverage stands; one that ended on its first day should be held', () => {
  const first = { writtenOn: '2024-07-01', covers: [['protection-plan', null, '2024-04-10']] as const }
  const second = { writtenOn: '2025-07-01', covers: YEAR_25, holds: [] }
  assert.deepEqual(standing(cohortOf({ ...first, holds: [{ plan: '2023-05-01', ended: '2024-03-31' }] }, second)), [
    'NEG 2023-05-01 2024-03-31 @0',
  ])
  assert.deepEqual(standing(cohortOf({ ...first, holds: [{ plan: '2023-05-01', ended: '2024-04-01' }] }, second)), [])
})

test('a plan open at the end of one year and not held by the next is withdrawn', () => {
  const cohort = cohortOf(
    { writtenOn: '2024-07-01', covers: YEAR_24, holds: [{ plan: '2023-10-02' }] },
    { writtenOn: '2025-07-01', covers: YEAR_25, holds: [] },
  )
  assert.deepEqual(standing(cohort), [])
  assert.deepEqual(standing(cohort, '2025-06-30'), ['NEG 2023-10-02 on @0'])
})

test('a plan open at the end of one year, with a year missing and none in the next, ended in between', () => {
  const cohort = cohortOf(
    { writtenOn: '2024-07-01', covers: YEAR_24, holds: [{ plan: '2023-10-02' }] },
    { writtenOn: '2026-07-01', covers: YEAR_26, holds: [{ plan: '2025-11-03' }] },
  )
  assert.deepEqual(standing(cohort), ['NEG 2023-10-02 2025-04-01 @0', 'NEG 2025-11-03 on @1'])
  assert.deepEqual(standing(cohort, '2026-06-30'), ['NEG 2023-10-02 on @0'])
})

test('a gap of one day is a gap, and of two that begin the earlier one ends it, whatever stands first', () => {
  const open: Import = {
    writtenOn: '2024-07-01',
    covers: [['protection-plan', null, '2024-03-30']],
    holds: [{ plan: '2023-10-02' }],
  }
  const later = [
    ['protection-plan', '2024-09-01', '2025-03-31'],
    ['protection-plan', '2024-04-01', '2024-05-31'],
    ['protection-plan', '2020-04-01', '2021-03-31'],
  ] as const
  const ended = ['NEG 2023-10-02 2024-04-01 @0']
  assert.deepEqual(standing(cohortOf(open, { writtenOn: '2025-07-01', covers: later, holds: [] })), ended)
  const each = later.map((covers): Import => ({ writtenOn: '2025-07-01', covers: [covers], holds: [] }))
  assert.deepEqual(standing(cohortOf(open, ...each)), ended)
  assert.deepEqual(standing(cohortOf(open, ...each.toReversed())), ended)
})

test('the missing year, found later, says how it ended after all', () => {
  const held = { plan: '2023-10-02', ended: '2024-09-05' }
  const cohort = cohortOf(
    { writtenOn: '2024-07-01', covers: YEAR_24, holds: [{ plan: '2023-10-02' }] },
    { writtenOn: '2026-07-01', covers: YEAR_26, holds: [] },
    { writtenOn: '2026-08-03', covers: YEAR_25, holds: [held] },
  )
  assert.deepEqual(standing(cohort), ['NEG 2023-10-02 2024-09-05 @2'])
  assert.deepEqual(standing(cohort, '2026-08-02'), ['NEG 2023-10-02 2025-04-01 @0'])
  assert.deepEqual(standing(cohort, '2026-06-30'), ['NEG 2023-10-02 on @0'])
})

test('of three imports each speaks until the next, and never two at once', () => {
  const cohort = cohortOf(
    { writtenOn: '2024-05-01', covers: YEAR_24, holds: [{ plan: '2023-10-02', category: 'NEG' }] },
    { writtenOn: '2024-06-01', covers: YEAR_24, holds: [{ plan: '2023-10-02', category: 'PHY' }] },
    { writtenOn: '2024-07-01', covers: YEAR_24, holds: [{ plan: '2023-10-02', category: 'EMO' }] },
  )
  assert.deepEqual(standing(cohort, '2024-05-31'), ['NEG 2023-10-02 on @0'])
  assert.deepEqual(standing(cohort, '2024-06-30'), ['PHY 2023-10-02 on @1'])
  assert.deepEqual(standing(cohort, '2024-07-01'), ['EMO 2023-10-02 on @2'])
  assert.deepEqual(standing(cohort), ['EMO 2023-10-02 on @2'])
})

test('a fact withdrawn by the second import and held again by the third was not known in between', () => {
  const held = [{ review: '2023-12-20' }]
  const cohort = cohortOf(
    { writtenOn: '2024-05-01', covers: YEAR_24, holds: held },
    { writtenOn: '2024-06-01', covers: YEAR_24, holds: [] },
    { writtenOn: '2024-07-01', covers: YEAR_24, holds: held },
  )
  assert.deepEqual(standing(cohort, '2024-05-31'), ['review 2023-12-20 2023-12-20 @0'])
  assert.deepEqual(standing(cohort, '2024-06-15'), [])
  assert.deepEqual(standing(cohort), ['review 2023-12-20 2023-12-20 @2'])
})

test('an import written later that reaches less far does not undo what was known beyond it', () => {
  const cohort = cohortOf(
    {
      writtenOn: '2025-06-20',
      covers: [['protection-plan', null, '2025-06-20']],
      holds: [{ plan: '2024-10-02', ended: '2025-05-10' }],
    },
    { writtenOn: '2025-07-15', covers: YEAR_25, holds: [{ plan: '2024-10-02' }] },
  )
  assert.deepEqual(standing(cohort), ['NEG 2024-10-02 2025-05-10 @0'])
  assert.deepEqual(standing(cohort, '2025-07-31'), ['NEG 2024-10-02 2025-05-10 @0'])
})

test('an undated import speaks as far as it reaches, and is taken as known all along', () => {
  const cohort = cohortOf(
    { writtenOn: '2025-07-15', covers: YEAR_25, holds: [{ plan: '2024-10-02' }] },
    {
      writtenOn: null,
      covers: [['protection-plan', null, '2025-09-30']],
      holds: [{ plan: '2024-10-02', ended: '2025-08-01' }],
    },
  )
  assert.deepEqual(standing(cohort), ['NEG 2024-10-02 2025-08-01 @1'])
  assert.deepEqual(standing(cohort, '2025-08-15'), ['NEG 2024-10-02 2025-08-01 @1'])
  assert.deepEqual(standing(cohort, '2020-01-01'), ['NEG 2024-10-02 2025-08-01 @1'])
})

test('of two imports of one day, or of none, the one given later speaks', () => {
  for (const writtenOn of ['2024-07-01', null]) {
    const cohort = cohortOf(
      { writtenOn, covers: YEAR_24, holds: [{ plan: '2023-10-02', category: 'NEG' }, { review: '2023-12-20' }] },
      { writtenOn, covers: YEAR_24, holds: [{ plan: '2023-10-02', category: 'PHY' }] },
    )
    assert.deepEqual(standing(cohort), ['PHY 2023-10-02 on @1'])
    assert.deepEqual(standing(cohort, '2024-07-01'), ['PHY 2023-10-02 on @1'])
  }
})

test('an import that does not speak of the child withdraws nothing of it', () => {
  const cohort = cohortOf({ writtenOn: '2024-07-01', covers: YEAR_24, holds: [{ review: '2023-12-20' }] })
  const other = cohort.addSource({
    name: 'another',
    format: 'cin-census',
    files: [],
    authority: null,
    writtenOn: day('2024-08-01'),
    coverage: [{ kind: 'review', from: null, until: day('2024-07-31') }],
    previousPlans: 'unknown',
  })
  cohort.childOf('another child', other)
  assert.deepEqual(standing(cohort), ['review 2023-12-20 2023-12-20 @0'])
})

test('two facts of one import with the same kind and day both stand', () => {
  const cohort = cohortOf(
    {
      writtenOn: '2024-07-01',
      holds: [
        { status: 'C1', from: '2024-01-05' },
        { status: 'E1', from: '2024-01-05' },
      ],
    },
    { writtenOn: '2024-08-01', holds: [{ status: 'C1', from: '2024-01-05', ended: '2024-07-20' }] },
  )
  assert.deepEqual(standing(cohort), ['E1 2024-01-05 on @0', 'C1 2024-01-05 2024-07-20 @1'])
})

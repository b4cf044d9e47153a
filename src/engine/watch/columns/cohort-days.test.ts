import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day, day, formatDay } from '../../calendar/day.ts'
import type { Cohort } from '../../facts/cohort.ts'
import type { Condition } from '../../protocol/condition.ts'
import type { Protocol, Trigger } from '../../protocol/protocol.ts'
import { FACT_THINGS, type FactThing } from '../../protocol/sentences/sentence.ts'
import { explainOccasion } from '../explain.ts'
import { census, dataset, given, plan, protocol, review } from '../given.test-data.ts'
import { dayOfOccasion, standingOf } from '../occasions.ts'
import { anyCohort, anyCondition, anyCrowd, anyDay, anyOfChild } from './cohort-days.test-data.ts'
import { cohortDays, findingsOf, planFor, type TriggerDays, valueIn, valueOfFindings } from './cohort-days.ts'
import { CohortColumns } from './fact-columns.ts'

const root = new URL('../../../../', import.meta.url)
const protocols: readonly Protocol[] = readdirSync(new URL('protocols', root))
  .filter((file) => file.endsWith('.yaml'))
  .sort()
  .map((file) => protocol(file.replace('.yaml', '')))
const shipped = protocols.flatMap(({ triggers }) => triggers)

function shippedTrigger(id: string): Trigger {
  return shipped.find((each) => each.id === id) ?? assert.fail(id)
}

/** Every value by columns beside the single case's. */
function compare(cohort: Cohort, triggers: readonly Trigger[], asOf: Day, knownAt?: Day): readonly TriggerDays[] {
  const columns = CohortColumns.of(cohort, knownAt)
  const found = cohortDays(columns, triggers, asOf)
  for (const each of found) {
    for (let child = 0; child < cohort.size; child++) {
      const alone = valueOfFindings(findingsOf(columns, each.trigger, child, asOf), asOf)
      assert.deepEqual(valueIn(each, child), alone, `${each.trigger.id}, child ${child}, as of ${asOf}`)
    }
  }
  return found
}

function triggerFor(thing: FactThing, met: Condition): Trigger {
  return { ...(shipped[0] ?? assert.fail()), forEach: { of: { kind: 'fact', thing }, where: null }, met }
}

const anyTrigger = fc.tuple(fc.constantFrom(...FACT_THINGS), anyCondition).map(([thing, met]) => triggerFor(thing, met))

describe('a cohort in columns', () => {
  it('gives the values of the single case for every trigger that is shipped', () => {
    fc.assert(
      fc.property(anyCohort, fc.array(anyDay, { minLength: 1, maxLength: 3 }), (cohort, days) => {
        for (const asOf of days) compare(cohort, shipped, asOf)
      }),
    )
  })

  it('gives the values of the single case for any condition, whatever it is met for', () => {
    fc.assert(
      fc.property(anyCohort, fc.array(anyTrigger, { minLength: 1, maxLength: 6 }), anyDay, (cohort, triggers, asOf) => {
        compare(cohort, triggers, asOf)
      }),
    )
  })

  it('gives the values of the single case where everything falls in a few days', () => {
    fc.assert(
      fc.property(anyCrowd, fc.array(anyOfChild, { minLength: 6, maxLength: 6 }), ({ cohort, asOf }, conditions) => {
        const triggers = conditions.map((met) => triggerFor('child', met))
        assert.ok(planFor(triggers).every(({ way }) => way.kind === 'columns'))
        compare(cohort, triggers, asOf)
      }),
    )
  })

  it('gives the values of the single case for any condition where everything falls in a few days', () => {
    fc.assert(
      fc.property(anyCrowd, fc.array(anyTrigger, { minLength: 1, maxLength: 6 }), ({ cohort, asOf }, triggers) => {
        compare(cohort, triggers, asOf)
      }),
    )
  })

  it('gives them as they were known on an earlier day', () => {
    fc.assert(
      fc.property(anyCohort, anyDay, anyDay, (cohort, asOf, knownAt) => {
        compare(cohort, shipped, asOf, knownAt)
      }),
    )
  })

  it('explains a value by the occasion that the single case finds', () => {
    fc.assert(
      fc.property(anyCohort, anyDay, (cohort, asOf) => {
        const columns = CohortColumns.of(cohort)
        for (const each of cohortDays(columns, shipped, asOf)) {
          for (let child = 0; child < cohort.size; child++) {
            const { day: on, kind } = valueIn(each, child)
            if (on === null) continue
            const { occasions } = findingsOf(columns, each.trigger, child, asOf)
            const occasion = occasions.find(
              (one) => dayOfOccasion(one) === on && (one.certain !== null) === (kind === 'sure'),
            )
            assert.ok(occasion)
            const row = {
              protocol: protocols[0] ?? assert.fail(),
              child,
              occasion,
              standing: standingOf(occasion, asOf),
            }
            const because = explainOccasion(row, cohort, { asOf, until: asOf })
            // A condition may hold in several spells: an occasion is one of them, and the explanation tells of the first.
            assert.ok((because.certain ?? on) <= on && (because.possible ?? on) <= on)
          }
        }
      }),
    )
  })

  const asOf = day('2026-11-22')

  it('says before it begins which triggers columns cannot work out, and why', () => {
    const alone = planFor(shipped).flatMap(({ trigger: { id }, way }) =>
      way.kind === 'single' ? [[id, way.reason]] : [],
    )
    assert.deepEqual(Object.fromEntries(alone), {
      'exploitation-identified': 'factors identified',
      'self-harm-identified': 'factors identified',
      'high-risk-adolescent': 'factors identified',
      'multiple-complex-needs': 'factors identified',
      'assessed-without-service': 'assessments without a service',
      'conference-for-a-third-plan': 'earlier plan episodes of the family at least',
      'third-family-episode': 'for each: family',
    })
  })

  it('works out lengths up to a hundred years, and asks alone what is counted further', () => {
    const way = (count: number, unit: 'month' | 'year' | 'day'): string => {
      const lasting: Condition = { kind: 'lasting', threshold: { length: { count, unit }, moreThan: false } }
      return planFor([triggerFor('protection plan', lasting)])[0]?.way.kind ?? ''
    }
    assert.deepEqual([way(1_200, 'month'), way(1_201, 'month')], ['columns', 'single'])
    assert.deepEqual([way(100, 'year'), way(101, 'year')], ['columns', 'single'])
    assert.equal(way(1_201, 'day'), 'columns')
  })

  it('takes the later end of two spells that overlap, whichever comes first', () => {
    const parts: readonly Condition[] = [
      { kind: 'died', within: { count: 2, unit: 'month' } },
      { kind: 'age', years: 10 },
    ]
    const cohort = given(dataset('2026-11-22'), { born: '2016-08-01', died: '2026-06-01', facts: [] })
    for (const way of [parts, parts.toReversed()]) {
      const [found] = compare(cohort, [triggerFor('child', { kind: 'earliest-of', parts: way })], asOf)
      assert.equal(found?.askedAlone, 0)
      assert.deepEqual(found && valueIn(found, 0), { kind: 'sure', day: day('2026-06-01') })
    }
  })

  it("counts no review that names another plan of the child's, in any place of the block", () => {
    const two = [plan('2024-01-08', '2025-01-06', { key: 'A' }), plan('2025-06-02', null, { key: 'B' })]
    const reviews = [
      review('2025-08-04', 'A'),
      review('2025-10-06', 'B'),
      review('2026-01-05'),
      review('2026-02-02', 'C'),
    ]
    const child = { facts: [...two, ...reviews] }
    const one = { facts: [plan('2025-06-02', null, { key: 'B' }), ...reviews] }
    const cohort = given(dataset('2026-11-22'), child, one, child)
    const held = (count: number) =>
      compare(cohort, [triggerFor('protection plan', { kind: 'reviews', count })], asOf).flatMap((found) =>
        [0, 1, 2].map((each) => {
          const { day: on } = valueIn(found, each)
          return on === null ? null : formatDay(on)
        }),
      )
    assert.deepEqual(held(1), ['2025-10-06', '2025-08-04', '2025-10-06'])
    assert.deepEqual(held(3), ['2026-02-02', '2026-01-05', '2026-02-02'])
    assert.deepEqual(held(4), [null, '2026-02-02', null])
  })

  it('asks alone of a child whose spells lie apart, and counts it', () => {
    const cohort = given(
      dataset('2026-11-22'),
      { facts: [plan('2024-01-01')] },
      { facts: [plan('2026-01-01', null, { latestCategory: 'PHY' })] },
    )
    const met: Condition = {
      kind: 'earliest-of',
      parts: [
        { kind: 'category', category: 'neglect' },
        { kind: 'lasting', threshold: { length: { count: 12, unit: 'month' }, moreThan: false } },
      ],
    }
    const [found] = compare(cohort, [{ ...shippedTrigger('third-plan'), met }], asOf)
    assert.equal(found?.askedAlone, 1)
    assert.deepEqual(found && [0, 1].map((child) => valueIn(found, child)), [
      { kind: 'sure', day: day('2024-01-01') },
      { kind: 'sure', day: day('2027-01-01') },
    ])
  })

  it('asks alone of a child whose days no column holds', () => {
    const cohort = given(
      dataset('2026-11-22'),
      { facts: [plan('1830-01-01', null)] },
      { facts: [plan('2025-01-31', null), review('2025-04-01')] },
    )
    const [found] = compare(cohort, [shippedTrigger('plan-not-ending')], asOf)
    assert.equal(found?.askedAlone, 1)
    assert.deepEqual(found && valueIn(found, 1), { kind: 'sure', day: day('2026-04-30') })
  })

  it('asks alone of a child of whose plans two have one identifier', () => {
    const cohort = given(dataset('2026-11-22'), {
      facts: [
        plan('2020-01-01', '2021-01-01', { key: 'A' }),
        plan('2026-01-01', null, { key: 'A' }),
        review('2026-04-01', 'A'),
      ],
    })
    assert.equal(compare(cohort, [shippedTrigger('plan-not-ending')], asOf)[0]?.askedAlone, 1)
  })

  it('takes plans that touch as one time on the register', () => {
    const cohort = given(dataset('2026-11-22'), { facts: [plan('2025-01-01', '2025-06-01'), plan('2025-06-01')] })
    const [found] = compare(cohort, [shippedTrigger('plan-not-ending')], asOf)
    assert.deepEqual(found && valueIn(found, 0), { kind: 'sure', day: day('2026-04-01') })
  })

  it('counts the day asked among the days untold', () => {
    const cohort = given(census('2026-03-31'), { facts: [plan('2025-02-28')] })
    const third: Trigger = { ...shippedTrigger('third-plan'), met: { kind: 'reviews', count: 3 } }
    const [found] = compare(cohort, [third], day('2025-03-01'))
    assert.deepEqual(found && valueIn(found, 0), { kind: 'suspected', day: day('2025-03-01') })
  })

  it('goes on from block to block', () => {
    const children = Array.from({ length: 2_500 }, (_, i) => ({
      facts: i % 3 === 0 ? [plan(formatDay(addDays(day('2024-01-01'), i % 1_000))), review('2026-11-01')] : [],
    }))
    const found = compare(given(dataset('2026-11-22'), ...children), [shippedTrigger('plan-not-ending')], asOf)
    assert.equal(found[0]?.askedAlone, 0)
  })
})

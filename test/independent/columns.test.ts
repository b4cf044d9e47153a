import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../src/engine/calendar/day.ts'
import { cohortDays, findingsOf, VALUES, valueIn, valueOfFindings } from '../../src/engine/watch/columns/cohort-days.ts'
import { CohortColumns } from '../../src/engine/watch/columns/fact-columns.ts'
import { openLibrary } from '../../src/intake/library.ts'
import { Demonstrated, type Given } from './authority.ts'

// The bar: by columns and alone, every child has the same value of every trigger on every day. What is found alone is held
// to an evaluation of its own kind in equal.test.ts.

const library = openLibrary()
const triggers = library.protocols.flatMap(({ protocol }) => protocol.triggers)
const WRITTEN = '2026-11-21'
const DAYS = ['2024-02-29', '2026-03-31', '2026-11-21'].map(day)
const FILES: readonly Given[] = ['dataset and census', 'census', { without: 'ssd_cp_plans' }]

describe('a demonstration authority in columns', () => {
  it('has the values of the single case, for every child, trigger and day', async (test) => {
    using made = await Demonstrated.make(library, { children: 80, seed: 7, written: WRITTEN })
    const met = new Map<string, number>()
    for (const given of FILES) {
      const { cohort } = await made.give(given)
      const columns = CohortColumns.of(cohort)
      for (const asOf of DAYS) {
        for (const found of cohortDays(columns, triggers, asOf)) {
          for (let child = 0; child < cohort.size; child++) {
            const value = valueIn(found, child)
            const alone = valueOfFindings(findingsOf(columns, found.trigger, child, asOf), asOf)
            assert.deepEqual(value, alone, `${found.trigger.id}, ${cohort.child(child).id}, as of ${asOf}`)
            if (found.way.kind === 'columns') met.set(value.kind, (met.get(value.kind) ?? 0) + 1)
          }
          if (found.way.kind === 'columns') assert.equal(found.askedAlone, 0, found.trigger.id)
        }
      }
    }
    test.diagnostic(`values by columns: ${[...met].map(([kind, times]) => `${kind} ${times}`).join(', ')}`)
    assert.deepEqual([...met.keys()].sort(), [...VALUES].sort())
  })
})

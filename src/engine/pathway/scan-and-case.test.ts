import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../calendar/day.ts'
import { dataset, given, protocol } from '../watch/given.test-data.ts'
import { scan } from '../watch/scan.ts'
import { startOf } from './days.ts'
import { evaluate } from './evaluate.ts'
import { calendar, PEOPLE } from './given.test-data.ts'
import { anyDay, anyFacts } from './random.test-data.ts'

// A scan asks a whole cohort, `evaluate` one case: of the same child and day they say the same.

const WATCHED = [
  'cases-of-most-concern',
  'challenging-cases',
  'plans-that-drift',
  'repeat-plans',
  'complex-cases',
  'contested-threshold',
].map((id) => ({ protocol: protocol(id), calendar }))

describe('a scan of many and a look at one', () => {
  it('say the same of each child, trigger and day', () => {
    fc.assert(
      fc.property(anyFacts, anyDay, (facts, asOf) => {
        const cohort = given(dataset('2022-12-31'), { facts })
        const question = { asOf, until: addDays(asOf, 4_000) }
        for (const watched of WATCHED) {
          const scanned = scan([watched], cohort, question)
          const history = { facts: cohort.history(0), entries: [] }
          const moment = startOf(asOf)
          const view = evaluate(watched.protocol, history, PEOPLE, calendar, { asOf: moment, knownAt: moment })
          assert.deepEqual(
            view.triggers
              .filter(({ standing }) => standing !== 'over')
              .map(({ occasion, standing }) => ({ occasion, standing })),
            scanned.occasions.map(({ occasion, standing }) => ({ occasion, standing })),
          )
          for (const owed of view.duties) {
            if (owed.duty.metBy.kind !== 'fact' || !('day' in owed.due)) continue
            const { due, id } = owed
            const same = scanned.duties.filter((row) => row.owed.duty.id === owed.duty.id && row.owed.due === due.day)
            if (owed.standing.kind !== 'open' && owed.standing.kind !== 'overdue') continue
            assert.deepEqual(same[0]?.owed.derivation, due.derivation, id)
            assert.equal(same[0]?.owed.standing.kind, owed.standing.kind, id)
          }
        }
      }),
    )
  })
})

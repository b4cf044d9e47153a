import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day, day } from '../calendar/day.ts'
import {
  assessment,
  conference,
  dataset,
  enquiry,
  given,
  legalStatus,
  placement,
  plan,
  protocol,
  referral,
  review,
} from '../watch/given.test-data.ts'
import { scan } from '../watch/scan.ts'
import { startOf } from './days.ts'
import { evaluate } from './evaluate.ts'
import { calendar, PEOPLE } from './given.test-data.ts'

// A scan asks a whole cohort, `evaluate` one case: of the same child and day they say the same.

const WATCHED = [
  'cases-of-most-concern',
  'challenging-cases',
  'repeat-plans',
  'complex-cases',
  'contested-threshold',
].map((id) => ({ protocol: protocol(id), calendar }))

const START = day('2023-01-01')
const on = fc.integer({ min: 0, max: 1_300 }).map((days) => addDays(START, days))
const text = (of: Day): string => new Date(of * 86_400_000).toISOString().slice(0, 10)
const spell = fc
  .record({ from: on, length: fc.option(fc.integer({ min: 1, max: 700 }), { freq: 3 }) })
  .map(({ from, length }) => ({
    from: text(from),
    until: length === null ? null : text(addDays(from, length)),
  }))

const fact = fc.oneof(
  spell.map(({ from, until }) => plan(from, until)),
  on.map((each) => review(text(each))),
  on.map((each) => conference(text(each))),
  spell.map(({ from, until }) => referral(from, until)),
  spell.map(({ from }) => enquiry(from, from)),
  spell.map(({ from, until }) => assessment(from, until, { factors: ['24A'], service: 'no' })),
  spell.map(({ from, until }) => legalStatus('C1', from, until)),
  spell.map(({ from, until }) => placement('P1', from, until, 25)),
)

describe('a scan of many and a look at one', () => {
  it('say the same of each child, trigger and day', () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 8 }), on, (facts, asOf) => {
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

import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { WorkingCalendar } from '../calendar/calendar.ts'
import { addDays, day } from '../calendar/day.ts'
import { type Instant, instantAt, LONDON, wallTimeOf } from '../calendar/instant.ts'
import type { Protocol } from '../protocol/protocol.ts'
import { placement, referral } from '../watch/given.test-data.ts'
import type { Entry } from './entry.ts'
import { evaluate } from './evaluate.ts'
import { files, NO_FACTS } from './given.test-data.ts'
import { answersTo, anyProtocol, peopleFor } from './random.test-data.ts'
import type { View } from './view.ts'

// What must come out alike although something that does not matter is changed.

/** A Wednesday after the clocks went forward: none of these histories reaches the day on which they go back. */
const APRIL = day('2026-04-01')

/** Weekends and no bank holiday: a duty may be due twelve weeks after one that is due in twelve weeks. */
const calendar = withoutHolidays()

function withoutHolidays(): WorkingCalendar {
  const read = WorkingCalendar.from({
    calendar: 'england-and-wales',
    title: 'No holidays',
    from: '2020-01-01',
    until: '2030-12-31',
    weekend: ['saturday', 'sunday'],
    holidays: [],
  })
  if (!read.ok) throw new Error(read.refusal.join('; '))
  return read.value
}

const history = fc.array(
  fc.record({
    on: fc.integer({ min: 0, max: 30 }),
    hour: fc.integer({ min: 8, max: 17 }),
    step: fc.nat({ max: 4 }),
    outcome: fc.nat({ max: 1 }),
    who: fc.nat({ max: 5 }),
  }),
  { maxLength: 10 },
)

function noonOf(on: number, hour: number): Instant {
  const found = instantAt({ day: addDays(APRIL, on), hour, minute: 0 }, LONDON)
  if (!found.ok) throw new Error(found.refusal.kind)
  return found.value
}

/** Entries as they come, whether or not anybody would have allowed them. */
function entriesOf(
  all: readonly { on: number; hour: number; step: number; outcome: number; who: number }[],
  of: Protocol,
): Entry[] {
  const people = peopleFor(of)
  return all.map(({ on, hour, step: at, outcome, who }, i) => {
    const step = of.steps[at]
    const { person = '', role = '' } = people.holdings[who] ?? {}
    const happened = noonOf(on, hour)
    return {
      id: `e${i}`,
      step: step?.id ?? null,
      outcome: step?.chooses === true ? (step.outcomes[outcome]?.id ?? null) : null,
      by: person,
      role,
      happened,
      recorded: happened,
      answers: step === undefined ? {} : answersTo(step, role, at, people, of),
      about: null,
      supersedes: null,
      because: null,
      trigger: null,
    }
  })
}

function view(of: Protocol, entries: readonly Entry[], asOf: Instant, facts = NO_FACTS): View {
  return evaluate(of, { facts, entries }, peopleFor(of), calendar, { asOf, knownAt: asOf })
}

function later(moment: Instant, days: number): Instant {
  const wall = wallTimeOf(moment, LONDON)
  const found = instantAt({ ...wall, day: addDays(wall.day, days) }, LONDON)
  if (!found.ok) throw new Error(found.refusal.kind)
  return found.value
}

/** Everything of a view that tells a day or a moment, with days as they were before they were moved. */
function shown({ duties, stage, since, offers, refused, validUntil }: View, moved: number): unknown {
  const back = (moment: Instant | null): number | null => (moment === null ? null : moment - moved * 86_400_000)
  return {
    stage: stage?.id,
    since: back(since),
    validUntil: back(validUntil),
    offers: offers.map(({ step, takers, meets }) => [step.id, takers, meets]),
    refused: refused.map(({ step, refusals }) => [step.id, refusals]),
    duties: duties.map(({ id, opened, due, standing, owedBy }) => ({
      id,
      opened: back(opened),
      due: 'day' in due ? due.day - moved : due.none.kind,
      at: 'day' in due ? back(due.at) : null,
      standing: { ...standing, at: 'at' in standing ? back(standing.at) : null },
      owedBy,
    })),
  }
}

describe('a whole history moved by whole weeks', () => {
  it('moves every day alike', () => {
    fc.assert(
      fc.property(anyProtocol, history, fc.integer({ min: 1, max: 4 }), (of, all, weeks) => {
        const entries = entriesOf(all, of)
        const moved = entries.map((entry) => {
          const happened = later(entry.happened, weeks * 7)
          return { ...entry, happened, recorded: happened }
        })
        const asOf = noonOf(35, 12)
        assert.deepEqual(shown(view(of, moved, later(asOf, weeks * 7)), weeks * 7), shown(view(of, entries, asOf), 0))
      }),
    )
  })
})

describe('facts that no protocol asks for', () => {
  it('change nothing', () => {
    fc.assert(
      fc.property(anyProtocol, history, (of, all) => {
        const entries = entriesOf(all, of)
        const asOf = noonOf(35, 12)
        const facts = files('2026-12-31', referral('2026-04-02'), placement('U1', '2026-04-05'))
        assert.deepEqual(view(of, entries, asOf, facts), view(of, entries, asOf, files('2026-12-31')))
      }),
    )
  })
})

describe('the order of recording', () => {
  it('does not matter for what happened at different times', () => {
    fc.assert(
      fc.property(
        anyProtocol,
        history,
        fc.array(fc.nat({ max: 1_000 }), { minLength: 10, maxLength: 10 }),
        (of, all, delays) => {
          const distinct = all.filter(
            ({ on, hour }, i) => all.findIndex((each) => each.on === on && each.hour === hour) === i,
          )
          const entries = entriesOf(distinct, of)
          const asOf = noonOf(60, 12)
          const late = entries.map((entry, i) => ({
            ...entry,
            recorded: (entry.happened + (delays[i] ?? 0) * 60_000) as Instant,
          }))
          assert.deepEqual(shown(view(of, late, asOf), 0), shown(view(of, entries, asOf), 0))
        },
      ),
    )
  })
})

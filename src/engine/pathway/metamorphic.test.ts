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
import { standsAt } from './stands.ts'
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

describe('a correction that says what is right', () => {
  it('is as if it had been said at first, whatever else happened or was recorded at that moment', () => {
    const mistakes = fc.record({
      at: fc.nat({ max: 9 }),
      step: fc.nat({ max: 4 }),
      hours: fc.integer({ min: -2, max: 2 }),
      times: fc.integer({ min: 1, max: 3 }),
    })
    // Few hours of few days, so that many things share a moment.
    const crowded = history.map((all) => all.map((each) => ({ ...each, on: each.on % 3, hour: 8 + (each.hour % 3) })))
    fc.assert(
      fc.property(anyProtocol, crowded, mistakes, (of, all, { at, step, hours, times }) => {
        const right = entriesOf(all, of)
        const truth = right[at]
        if (truth === undefined) return
        const asOf = noonOf(60, 12)
        const mistaken = of.steps[step]
        const wrong: Entry = {
          ...truth,
          step: mistaken?.id ?? null,
          outcome: mistaken?.chooses === true ? (mistaken.outcomes[0]?.id ?? null) : null,
          answers: {},
          happened: (truth.happened + hours * 3_600_000) as Instant,
        }
        const corrections = Array.from({ length: times }, (_, i): Entry => {
          const supersedes = i === 0 ? truth.id : `c${i - 1}`
          const recorded = (noonOf(40, 12) + i) as Instant
          const last = i === times - 1
          return { ...(last ? truth : wrong), id: `c${i}`, supersedes, recorded, because: 'It was written wrongly.' }
        })
        const corrected = [...right.with(at, wrong), ...corrections]
        assert.deepEqual(shown(view(of, corrected, asOf), 0), shown(view(of, right, asOf), 0))
        assert.equal(standsAt(of, corrected, { asOf, knownAt: asOf })?.id, view(of, right, asOf).stage?.id)
      }),
    )
  })
})

describe('identifiers', () => {
  it('say nothing of the order in which things came', () => {
    fc.assert(
      fc.property(anyProtocol, history, fc.infiniteStream(fc.nat({ max: 99 })), (of, all, numbers) => {
        const entries = entriesOf(
          all.map((each) => ({ ...each, on: 1, hour: 9 })),
          of,
        )
        const asOf = noonOf(35, 12)
        const renamed = entries.map((entry, i) => ({ ...entry, id: `${numbers.next().value}-${i}` }))
        const before = view(of, entries, asOf)
        const after = view(of, renamed, asOf)
        assert.equal(after.stage, before.stage)
        assert.deepEqual(
          after.entries.map(({ from, to }) => [from, to]),
          before.entries.map(({ from, to }) => [from, to]),
        )
        assert.equal(standsAt(of, renamed, { asOf, knownAt: asOf }), before.stage)
      }),
    )
  })
})

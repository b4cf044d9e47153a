import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Instant } from '../calendar/instant.ts'
import type { History } from '../facts/fact.ts'
import type { Protocol } from '../protocol/protocol.ts'
import { dataset, given, protocol as shipped } from '../watch/given.test-data.ts'
import type { Entry } from './entry.ts'
import { evaluate } from './evaluate.ts'
import { at, calendar, duty, NO_FACTS, opened, running } from './given.test-data.ts'
import { answersTo, anyFacts, anyProtocol, peopleFor } from './random.test-data.ts'
import { standingIn } from './standing.test-data.ts'
import { standing } from './standing.ts'

const HOUR = 3_600_000
const BEGAN = at('2026-03-02 09:00')
const SHIPPED = [shipped('cases-of-most-concern'), shipped('challenging-cases')]

const anyHistory = anyFacts.map((facts) => given(dataset('2026-06-30'), { facts }).history(0))

/** One entry, judged by nobody: how long after the one before it happened, how late it was recorded, and what it says. */
const recording = fc.record({
  after: fc.integer({ min: -100, max: 400 }),
  late: fc.integer({ min: 0, max: 600 }),
  pick: fc.nat({ max: 999 }),
  who: fc.nat({ max: 999 }),
  chance: fc.nat({ max: 999 }),
  is: fc.constantFrom('new', 'new', 'new', 'of a duty', 'a correction', 'taken back', 'of a trigger'),
})
type Recording = typeof recording extends fc.Arbitrary<infer T> ? T : never

function entriesOf(protocol: Protocol, facts: History, recordings: readonly Recording[]): readonly Entry[] {
  const people = peopleFor(protocol)
  const entries: Entry[] = []
  let happened = BEGAN
  for (const { after, late, pick, who, chance, is } of recordings) {
    // The first opens the pathway, so that something stands.
    const starts = protocol.steps.filter((step) => step.at.kind === 'start')
    const steps = entries.length === 0 ? starts : protocol.steps
    const step = steps[pick % steps.length]
    const { person, role } = people.holdings[who % people.holdings.length] ?? { person: '', role: '' }
    const trigger = protocol.triggers[pick % Math.max(1, protocol.triggers.length)]
    happened = (happened + after * HOUR) as Instant
    const recorded = (happened + late * HOUR) as Instant
    const asking = { asOf: happened, knownAt: recorded }
    const { duties } = standing(protocol, { facts, entries }, people, calendar, asking)
    const before = is === 'a correction' || is === 'taken back' ? entries[who % Math.max(1, entries.length)] : undefined
    const byTrigger = is === 'of a trigger' && trigger !== undefined
    entries.push({
      id: `e${entries.length}`,
      step: is === 'taken back' || byTrigger ? null : (step?.id ?? null),
      outcome: step?.chooses === true ? (step.outcomes[chance % step.outcomes.length]?.id ?? null) : null,
      by: person,
      role,
      happened,
      recorded,
      answers: step === undefined ? {} : answersTo(step, role, chance, people, protocol),
      about: is === 'of a duty' ? (duties[chance % Math.max(1, duties.length)]?.id ?? null) : null,
      supersedes: before?.id ?? null,
      because: before === undefined ? null : 'It was recorded wrongly.',
      trigger: byTrigger ? { id: trigger.id, met: '2026-02-02' } : null,
    })
  }
  return entries
}

function saysTheSame(protocol: Protocol, facts: History, recordings: readonly Recording[], hours: number): void {
  const people = peopleFor(protocol)
  const history = { facts, entries: entriesOf(protocol, facts, recordings) }
  const moments = [...history.entries.flatMap(({ happened, recorded }) => [happened, recorded]), BEGAN + hours * HOUR]
  for (const asOf of moments as Instant[]) {
    for (const knownAt of [asOf, Math.max(...moments) as Instant]) {
      const asked = [protocol, history, people, calendar, { asOf, knownAt }] as const
      assert.deepEqual(standing(...asked), standingIn(evaluate(...asked)))
    }
  }
}

describe('what a list says of a pathway', () => {
  it('is what an evaluation says, for any protocol, facts and entries, late ones and corrections among them', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyProtocol, fc.constantFrom(...SHIPPED)),
        fc.oneof(fc.constant(NO_FACTS), anyHistory),
        fc.array(recording, { maxLength: 10 }),
        fc.integer({ min: -500, max: 9_000 }),
        saysTheSame,
      ),
    )
  })

  it('names the open duties, their days and who owes them', () => {
    const { protocol, entries, facts, people, now } = opened(
      running(duty('    for each: entering first\n    due: 5 working days after it')),
    )
    const asked = standing(protocol, { facts, entries }, people, calendar, { asOf: now, knownAt: now })
    assert.equal(asked.stage?.id, 'first')
    assert.equal(asked.since, at('2026-03-02 10:00'))
    assert.deepEqual(
      asked.duties.map(({ id, owedBy, due }) => [id, owedBy, 'day' in due ? due.day : null]),
      [['it-is-done:e1', ['wyn'], 20_521]],
    )
  })
})

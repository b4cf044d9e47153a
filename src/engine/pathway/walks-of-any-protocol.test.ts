import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day } from '../calendar/day.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Protocol } from '../protocol/protocol.ts'
import { dataset, given, protocol as shipped } from '../watch/given.test-data.ts'
import { startOf } from './days.ts'
import { decide } from './decide.ts'
import type { Entry } from './entry.ts'
import { evaluate } from './evaluate.ts'
import { at, calendar, NO_FACTS, PEOPLE } from './given.test-data.ts'
import { answersTo, anyDay, anyFacts, anyProtocol, peopleFor } from './random.test-data.ts'
import { standsAt } from './stands.ts'
import type { Command, Decision, DutyStanding, Offer, Refusal, View } from './view.ts'

// Walks at random, legal and illegal, through any protocol and through those that are shipped.

/** One thing that somebody tries: after how many hours, and numbers by which everything about it is chosen. */
interface Move {
  readonly hours: number
  readonly legal: boolean
  readonly pick: number
  readonly who: number
  readonly chance: number
}

const moves = fc.array(
  fc.record<Move>({
    hours: fc.integer({ min: 0, max: 400 }),
    legal: fc.boolean(),
    pick: fc.nat({ max: 999 }),
    who: fc.nat({ max: 999 }),
    chance: fc.nat({ max: 999 }),
  }),
  { maxLength: 14 },
)

const SHIPPED = [shipped('cases-of-most-concern'), shipped('challenging-cases')]

const BEGAN = at('2026-03-02 09:00')

class Walk {
  readonly entries: Entry[] = []
  readonly protocol: Protocol
  readonly people: ReturnType<typeof peopleFor>
  now: Instant = BEGAN

  constructor(protocol: Protocol) {
    this.protocol = protocol
    this.people = peopleFor(protocol)
  }

  view(asOf = this.now, knownAt = this.now, entries: readonly Entry[] = this.entries): View {
    return evaluate(this.protocol, { facts: NO_FACTS, entries }, this.people, calendar, { asOf, knownAt })
  }

  decide(command: Command): Decision {
    const recording = { now: this.now, newId: `e${this.entries.length + 1}` }
    return decide(this.protocol, { facts: NO_FACTS, entries: this.entries }, this.people, calendar, command, recording)
  }

  wait(hours: number): void {
    this.now = (this.now + hours * 3_600_000) as Instant
  }

  /** What is offered, taken by one of those to whom it is offered. */
  taking(offer: Offer, { who, chance }: Move): Command {
    const taker = offer.takers[who % offer.takers.length]
    assert.ok(taker !== undefined, 'an offer that nobody may take')
    return this.#command(
      offer,
      taker.person,
      taker.role,
      taker.about ?? offer.meets[chance % offer.meets.length] ?? null,
      chance,
    )
  }

  /** Any step by anybody. */
  anything({ pick, who, chance }: Move): Command {
    const step = this.protocol.steps[pick % this.protocol.steps.length]
    const holding = this.people.holdings[who % this.people.holdings.length]
    assert.ok(step !== undefined && holding !== undefined)
    return this.#command({ step, outcomes: step.outcomes }, holding.person, holding.role, null, chance)
  }

  #command(
    { step, outcomes }: Pick<Offer, 'step' | 'outcomes'>,
    by: string,
    role: string,
    about: string | null,
    chance: number,
  ): Command {
    const outcome = step.chooses ? (outcomes[chance % outcomes.length]?.id ?? null) : null
    const answers = answersTo(step, role, chance, this.people, this.protocol)
    return { step: step.id, outcome, by, role, happened: this.now, answers, about, supersedes: null, because: null }
  }

  play(move: Move): Decision | null {
    this.wait(move.hours)
    const { offers } = this.view()
    const offer = move.legal ? offers[move.pick % offers.length] : undefined
    if (move.legal && offer === undefined) return null
    const command = offer === undefined ? this.anything(move) : this.taking(offer, move)
    const decision = this.decide(command)
    if (offer !== undefined && !decision.ok) assert.deepEqual(decision.refusals.filter(isOfSubstance), [])
    if (decision.ok) {
      assert.ok(
        offers.some(
          ({ step, takers }) =>
            step.id === command.step && takers.some((each) => each.person === command.by && each.role === command.role),
        ),
        `${command.step} by ${command.by} was let through and not offered`,
      )
      this.entries.push(...decision.starts, decision.entry)
    }
    return decision
  }
}

/** Whether a refusal is of what an offer vouches for: stage, role, relation, guard. Answers are for whoever takes it. */
function isOfSubstance(refusal: Refusal): boolean {
  switch (refusal.kind) {
    case 'unanswered':
    case 'not-asked':
    case 'bad-answer':
    case 'needs-answer':
    case 'absent':
    case 'no-outcome':
    case 'unknown-outcome':
    case 'about-needed':
    case 'no-sitting':
    case 'after-day':
    case 'before-day':
      return false
    case 'not-independent':
      return false
    case 'none-of':
      return refusal.refusals.every(isOfSubstance)
    default:
      return true
  }
}

const NOTHING_DONE = { step: null, outcome: null, trigger: null, answers: {}, about: null, supersedes: null } as const

/** A later version of a protocol that says the same. */
function sameAs(protocol: Protocol): Protocol {
  const nothing = { stages: new Map(), steps: new Map(), questions: new Map(), duties: new Map() }
  return { ...protocol, version: 'two', movesFrom: [{ version: protocol.version, ...nothing }] }
}

function closures(view: View): ReadonlyMap<string, DutyStanding> {
  return new Map(view.duties.map(({ id, standing }) => [id, standing]))
}

/** What the duty of this identity is owed for each of, where that has a name. */
function forEachOf(id: string, { duties }: Protocol): string | undefined {
  const of = duties.find((duty) => id.startsWith(`${duty.id}:`))?.forEach?.of
  return of?.kind === 'named' ? of.name : undefined
}

function properties(name: string, protocols: fc.Arbitrary<Protocol>): void {
  describe(name, () => {
    it('offers what is then allowed, and allows only what was offered', () => {
      fc.assert(
        fc.property(protocols, moves, (protocol, all) => {
          const walk = new Walk(protocol)
          for (const move of all) walk.play(move)
        }),
      )
    })

    it('loses no duty: what was opened is open, met or lapsed ever after, and closing closes all', () => {
      fc.assert(
        fc.property(protocols, moves, (protocol, all) => {
          const walk = new Walk(protocol)
          let before = closures(walk.view())
          for (const move of all) {
            walk.play({ ...move, legal: true })
            const view = walk.view()
            const now = closures(view)
            for (const [id, standing] of before) {
              const found = now.get(id)
              assert.ok(found !== undefined, `${id} is gone`)
              if (standing.kind === 'met' || standing.kind === 'lapsed') {
                assert.ok(
                  'at' in found && found.kind === standing.kind && found.at === standing.at,
                  `${id} has changed`,
                )
              }
              // What is owed by another duty's day moves with it.
              const isOfDuty = protocol.duties.some((duty) => duty.id === forEachOf(id, protocol))
              if (standing.kind === 'overdue' && !isOfDuty) assert.notEqual(found.kind, 'open', `${id} is late no more`)
            }
            if (view.stage?.ends === true) {
              const outlasting = new Set(view.duties.flatMap(({ id, duty }) => (duty.outlasts ? [id] : [])))
              for (const [id, { kind }] of now)
                assert.ok(kind === 'met' || kind === 'lapsed' || outlasting.has(id), `${id} is open in the end`)
              for (const { meets } of view.offers) assert.ok(meets.some((id) => outlasting.has(id)))
            }
            before = now
          }
        }),
      )
    })

    it('shows an earlier knowledge as if the later entries were not there, in whatever order they come', () => {
      fc.assert(
        fc.property(protocols, moves, fc.nat({ max: 14 }), (protocol, all, cut) => {
          const walk = new Walk(protocol)
          for (const move of all) walk.play({ ...move, legal: true, hours: move.hours + 1 })
          const known = walk.entries[Math.min(cut, walk.entries.length - 1)]?.recorded ?? BEGAN
          const earlier = walk.entries.filter(({ recorded }) => recorded <= known)
          const end = walk.now
          assert.equal(standsAt(protocol, walk.entries, { asOf: end, knownAt: known }), walk.view(end, known).stage)
          assert.deepEqual(walk.view(end, known), walk.view(end, known, earlier))
          assert.deepEqual(walk.view(end, end, [...walk.entries].reverse()), walk.view(end, end))
        }),
      )
    })

    it('goes on as if it had not been moved, where the version to which it is moved says the same', () => {
      fc.assert(
        fc.property(protocols, moves, anyFacts, fc.nat({ max: 14 }), (protocol, all, told, cut) => {
          const walk = new Walk(protocol)
          for (const move of all) walk.play({ ...move, legal: true, hours: move.hours + 1 })
          const before = walk.entries.slice(0, cut)
          const last = before.at(-1)
          if (last === undefined) return
          const when = { happened: last.happened, recorded: last.recorded }
          const move: Entry = { ...last, ...when, id: 'moved', ...NOTHING_DONE, movesTo: 'two' }
          const facts = given(dataset('2026-12-31'), { facts: told }).history(0)
          const versions = new Map([['two', { protocol: sameAs(protocol), calendar }]])
          const view = (entries: readonly Entry[]): View => {
            const asking = { asOf: walk.now, knownAt: walk.now }
            return evaluate(protocol, { facts, entries, versions }, walk.people, calendar, asking)
          }
          const moved = view([...before, move, ...walk.entries.slice(cut)])
          const entries = moved.entries.filter(({ entry }) => entry !== move).map((each) => ({ ...each, under: null }))
          const duties = moved.duties.map((each) => ({ ...each, carried: null }))
          assert.deepEqual({ ...moved, version: null, entries, duties }, view(walk.entries))
        }),
      )
    })

    it('changes with time alone no sooner than it says', () => {
      fc.assert(
        fc.property(protocols, moves, fc.integer({ min: 0, max: 4_000 }), (protocol, all, hours) => {
          const walk = new Walk(protocol)
          for (const move of all) walk.play({ ...move, legal: true })
          const view = walk.view()
          const then = (walk.now + hours * 3_600_000) as Instant
          if (view.validUntil !== null && then >= view.validUntil) return
          const { validUntil: _now, ...shown } = view
          const { validUntil: _then, ...after } = walk.view(then, then)
          assert.deepEqual(after, shown)
        }),
      )
    })
  })
}

describe('a child of whom files tell, in the shipped protocols', () => {
  it('changes with time alone no sooner than it says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SHIPPED),
        anyFacts,
        anyDay,
        fc.integer({ min: 1, max: 500 }),
        (protocol, told, on, days) => {
          const facts = given(dataset('2022-12-31'), { facts: told }).history(0)
          const look = (day: Day): View => {
            const moment = startOf(day)
            return evaluate(protocol, { facts, entries: [] }, PEOPLE, calendar, { asOf: moment, knownAt: moment })
          }
          const { validUntil, ...shown } = look(on)
          if (validUntil !== null && startOf(addDays(on, days)) >= validUntil) return
          const { validUntil: _then, ...after } = look(addDays(on, days))
          assert.deepEqual(after, shown)
        },
      ),
    )
  })
})

properties('any protocol', anyProtocol)
properties('the shipped protocols', fc.constantFrom(...SHIPPED))

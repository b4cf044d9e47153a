import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createActor, initialTransition, transition } from 'xstate'
import { addDays, type Day, day } from '../src/engine/calendar/day.ts'
import { dayOf, startOf } from '../src/engine/pathway/days.ts'
import { decide } from '../src/engine/pathway/decide.ts'
import { evaluate } from '../src/engine/pathway/evaluate.ts'
import { standing } from '../src/engine/pathway/standing.ts'
import { standsAt } from '../src/engine/pathway/stands.ts'
import type { PathwayDuty } from '../src/engine/pathway/view.ts'
import type { Stage } from '../src/engine/protocol/pathway-parts.ts'
import { readHistory } from '../src/intake/history/read-history.ts'
import type { GivenHistory } from '../src/intake/history/schema.ts'
import { openLibrary, type Shelved } from '../src/intake/library.ts'
import type { Comparison, Row } from './comparison.ts'
import { type Contender, sideBySide } from './measure/rounds.ts'
import { machineOf, type Recorded } from './pathway/machine.ts'

type Case = Pick<Shelved, 'protocol' | 'calendar'> & GivenHistory

/** Where a pathway stands, and what is open in it with its due day; null for no day yet. */
interface Answer {
  readonly stage: string
  readonly owed: readonly { readonly id: string; readonly due: Day | null }[]
}

/** The end of the day of the last entry. */
const AS_OF = startOf(addDays(day('2026-04-24'), 1))
const ASKING = { asOf: AS_OF, knownAt: AS_OF }
/** What the child's plan is known by in what is owed for it. */
const PLAN = 'protection-plan 2025-07-28'

/** A pathway runs through much code, which V8 is not done with compiling after fewer. */
const COMPILED = { uncounted: 10 }

const TOO_SLOW =
  'each due day comes with what it skipped, who owes it and until when all this holds, which XState is spared; a hundredth of ' +
  'XState would be about 1 µs, less than 100 ns an entry, which only the stage alone keeps'
const TOO_MUCH = 'it tells of every step who may take it, or each reason why not'

export const comparison: Comparison = {
  title: 'Where a pathway of twelve entries stands, and what is owed by which day: by the engine, and by XState 5.',
  data:
    'One invented child in Challenging cases, from the request to the week before the Multi-Agency Supervision Event ' +
    '(`bench/pathway/twelve-entries.json`); `decide` allows each entry after those before it. All give the same stage and ' +
    'the same open duties with the same due days. The machine of XState is made from the protocol before the clock runs: ' +
    'stages are states, each outcome of a step a guarded transition, what is owed lies in the context. It counts days by ' +
    "Sightline's calendar, so that only the walking is compared. It is written as usual (an actor, guards for what a step " +
    'needs, an action for each change) and with as little as gives the answer (guards for outcomes alone, one action), and ' +
    'that once as an actor and once by pure transitions, which XState makes slower. "Unexplained" is `standing`, ' +
    'which lists and sweeps ask and which also finds who owes what; "explained" is all that `evaluate` shows; "the stage ' +
    'alone" is `standsAt`, beside a machine without duties.',
  run: async () => {
    const given = readCase()
    assertLegal(given)
    const { protocol, calendar, history, people } = given
    const events = history.entries.map(({ step, id, outcome, by, happened, answers }): Recorded => {
      assert.ok(step !== null)
      return { type: step, id, outcome, by, on: dayOf(happened), answers }
    })

    const explained = (): Answer => {
      const { stage, duties } = evaluate(protocol, history, people, calendar, ASKING)
      return answerOf(
        stage,
        duties.filter(({ standing: { kind } }) => kind === 'open' || kind === 'overdue'),
      )
    }
    const unexplained = (): Answer => {
      const { stage, duties } = standing(protocol, history, people, calendar, ASKING)
      return answerOf(stage, duties)
    }
    const asActor = (machine: ReturnType<typeof machineOf>) => (): Answer => {
      const actor = createActor(machine).start()
      for (const event of events) actor.send(event)
      const { value, context } = actor.getSnapshot()
      return { stage: String(value), owed: context.open }
    }
    const usual = machineOf(protocol, calendar, PLAN, 'as usual')
    const least = machineOf(protocol, calendar, PLAN, 'as little as does')
    const stages = machineOf(protocol, calendar, PLAN, 'stages alone')
    const [begun] = initialTransition(least)
    const purely = (): Answer => {
      let snapshot = begun
      for (const event of events) [snapshot] = transition(least, snapshot, event)
      return { stage: String(snapshot.value), owed: snapshot.context.open }
    }

    const [brief, shown, ...machines] = await sideBySide(
      [
        contending('Sightline, unexplained', 400, unexplained),
        contending('Sightline, explained', 400, explained),
        contending('XState as usual', 400, asActor(usual)),
        contending('XState, as little as does', 400, asActor(least)),
        contending('XState, pure transitions', 400, purely),
      ],
      COMPILED,
    )
    const [stage, ...stageMachines] = await sideBySide(
      [
        contending('Sightline, the stage alone', 20_000, () => ({
          stage: standsAt(protocol, history.entries, ASKING)?.id ?? '',
          owed: [],
        })),
        contending('XState, stages alone', 400, asActor(stages)),
      ],
      COMPILED,
    )
    if (brief === undefined || shown === undefined || stage === undefined) return []
    const what = 'the stage and the due days, a pathway'
    return [
      ...machines.map(
        (peer): Row => ({
          what,
          ours: brief,
          peer,
          bar: { kind: 'times as fast', atLeast: 100 },
          ifMissed: TOO_SLOW,
        }),
      ),
      {
        what: 'everything shown of it, a pathway',
        ours: shown,
        peer: brief,
        bar: { kind: 'times the cost', atMost: 5 },
        ifMissed: TOO_MUCH,
      },
      ...stageMachines.map(
        (peer): Row => ({ what: 'the stage alone, a pathway', ours: stage, peer, bar: { kind: 'none' } }),
      ),
    ]
  },
}

function answerOf(stage: Stage | null, duties: readonly Pick<PathwayDuty, 'id' | 'due'>[]): Answer {
  return { stage: stage?.id ?? '', owed: duties.map(({ id, due }) => ({ id, due: 'day' in due ? due.day : null })) }
}

/** One that answers so many times in a round. */
function contending(name: string, units: number, walk: () => Answer): Contender<Answer> {
  return {
    name,
    answers: () => {
      const { stage, owed } = walk()
      const plain = owed.map(({ id, due }) => ({ id, due }))
      return { stage, owed: plain.sort((a, b) => (a.id < b.id ? -1 : 1)) }
    },
    units,
    work: () => {
      let sum = 0
      for (let i = 0; i < units; i++) {
        const { stage, owed } = walk()
        sum += stage.length + owed.length
      }
      return sum
    },
  }
}

/**
 * The protocol lies beside its entries and stands still while the shipped one changes: figures of one year compare with those of
 * another, and the peer's machine is built for what it says.
 */
function readCase(): Case {
  const [shelved] = openLibrary([fileURLToPath(new URL('pathway/protocol.yaml', import.meta.url))]).protocols
  const read = readHistory(readFileSync(new URL('pathway/twelve-entries.json', import.meta.url), 'utf8'))
  assert.ok(shelved !== undefined && read.ok)
  return { ...shelved, ...read.value }
}

/** Each entry may be recorded after those before it. */
function assertLegal({ protocol, calendar, history, people }: Case): void {
  assert.equal(history.entries.length, 12)
  for (const [i, entry] of history.entries.entries()) {
    const before = { ...history, entries: history.entries.slice(0, i) }
    const decision = decide(protocol, before, people, calendar, entry, { now: entry.recorded, newId: entry.id })
    assert.ok(decision.ok, `${entry.id} is refused: ${JSON.stringify(decision)}`)
  }
}

import assert from 'node:assert/strict'
import type { Cohort } from '../src/engine/facts/cohort.ts'
import type { Trigger } from '../src/engine/protocol/protocol.ts'
import {
  cohortDays,
  type TriggerDays,
  type Value,
  valueIn,
  valueOfFindings,
} from '../src/engine/watch/columns/cohort-days.ts'
import { CohortColumns } from '../src/engine/watch/columns/fact-columns.ts'
import { occasionsOf } from '../src/engine/watch/occasions.ts'
import { tell as toldOf } from '../src/engine/watch/told.ts'
import { openLibrary } from '../src/intake/library.ts'
import { byDateFns, dated } from './cohort/date-fns.ts'
import { byHand, type Days } from './cohort/hand-written.ts'
import { AS_OF, invent } from './cohort/invent.ts'
import { planFacts, Rules } from './cohort/rules-engine.ts'
import type { Comparison, Row } from './comparison.ts'
import { sideBySide } from './measure/rounds.ts'

const CHILDREN = 100_000
/** How often a fast one works in a round, to be long enough to be timed. */
const AGAIN = 10
/** How many rounds it takes until all the loops of ours are compiled; what follows is not the first to run. */
const COMPILING = 20
/** How many children the slow ones are asked of in a round. */
const FEW = 5_000
const FEWEST = 1_000
/** The sizes between which the cost of a child is to stay flat. */
const SOME = 10_000
const MANY = 1_000_000
const TRIGGERS = ['plan-not-ending', 'neglect-over-18-months', 'fifteen-months', 'twenty-one-months', 'third-plan']

export const comparison: Comparison = {
  title: 'Five triggers of the shipped protocols asked of a whole cohort: the day of each for every child.',
  data:
    `${CHILDREN} invented children with about 161,000 plans and 349,000 review conferences, of which one source tells ` +
    'whole. The triggers: 15 months or the third review conference; neglect for more than 18 months; 15 and 21 months or ' +
    'the review of that month; the third plan. Day and kind of every value were found equal. Columns are made before the ' +
    'clock runs, for ours and for the hand-written loop, which reads the same typed arrays and is written for just these ' +
    `triggers; date-fns and json-rules-engine are given objects that are made before. date-fns is timed on ${FEW} ` +
    `children. json-rules-engine says yes or no of one day and knows no days to come, so it is held to what is surely met ` +
    `on the day asked, on ${FEWEST} children; months are counted for it by an operator of date-fns. ` +
    'It is asked of every plan, and again only of those that go on, which are chosen before the clock runs.',
  run: async (tell) => {
    tell('inventing children')
    const triggers = wanted()
    const cohort = invent(CHILDREN)
    const columns = CohortColumns.of(cohort)
    const ours = (): readonly TriggerDays[] => cohortDays(columns, triggers, AS_OF)
    const rows: Row[] = []

    tell('against the hand-written loop')
    const [own, hand] = await sideBySide(
      [
        {
          name: 'Sightline',
          answers: () => plain(ours()),
          units: CHILDREN * AGAIN,
          work: () => sumOfMany(ours),
        },
        {
          name: 'by hand',
          answers: () => plain(byHand(columns, AS_OF)),
          units: CHILDREN * AGAIN,
          work: () => sumOfMany(() => byHand(columns, AS_OF)),
        },
      ],
      { uncounted: COMPILING },
    )
    assert.ok(own && hand)
    const bar = { kind: 'times as fast', atLeast: 0.6 } as const
    rows.push({ what: 'five triggers, a child', ours: own, peer: hand, bar })

    tell('against date-fns')
    const objects = Array.from({ length: CHILDREN }, (_, child) => dated(cohort.history(child), AS_OF))
    const few = objects.slice(0, FEW)
    const asOf = new Date(AS_OF * 86_400_000)
    const [again, dateFns] = await sideBySide([
      {
        name: 'Sightline',
        answers: () => valuesOf(ours(), CHILDREN),
        units: CHILDREN * AGAIN,
        work: () => sumOfMany(ours),
      },
      {
        name: 'date-fns',
        answers: () => objects.map((each) => byDateFns(each, asOf)),
        units: FEW,
        work: () => few.reduce((sum, each) => byDateFns(each, asOf).reduce((all, { day }) => all + (day ?? 0), sum), 0),
      },
    ])
    assert.ok(again && dateFns)
    rows.push({ what: 'five triggers, a child', ours: again, peer: dateFns, bar: { kind: 'none' } })

    tell('against each child alone')
    const [inColumns, alone] = await sideBySide([
      {
        name: 'Sightline',
        answers: () => valuesOf(ours(), FEW),
        units: CHILDREN * AGAIN,
        work: () => sumOfMany(ours),
      },
      {
        name: 'Sightline, each child alone',
        answers: () => aloneIn(cohort, triggers),
        units: FEW,
        work: () => aloneIn(cohort, triggers).reduce((sum, each) => sum + (each[0]?.day ?? 0), 0),
      },
    ])
    assert.ok(inColumns && alone)
    rows.push({ what: 'five triggers, a child', ours: inColumns, peer: alone, bar: { kind: 'none' } })

    tell('against json-rules-engine')
    const rules = new Rules(AS_OF)
    const plans = Array.from({ length: FEWEST }, (_, child) => planFacts(cohort.history(child), AS_OF))
    const running = plans.map((each) => each.filter(({ until }) => until === null))
    const met = async (of: typeof plans): Promise<number[]> => {
      const children: number[] = []
      for (const each of of) {
        let bits = 0
        for (const plan of each) bits |= await rules.met(plan)
        children.push(bits)
      }
      return children
    }
    const asked = (name: string, of: typeof plans) => ({
      name,
      answers: () => met(of),
      units: FEWEST,
      work: async () => (await met(of)).reduce((sum, bits) => sum + bits, 0),
    })
    const [third, engine, chosen] = await sideBySide([
      {
        name: 'Sightline',
        answers: () => metBits(ours(), FEWEST),
        units: CHILDREN * AGAIN,
        // A promise, so that both are timed on the wall.
        work: async () => sumOfMany(ours),
      },
      asked('json-rules-engine', plans),
      asked('json-rules-engine, of plans that go on', running),
    ])
    assert.ok(third && engine && chosen)
    const engineBar = { kind: 'times as fast', atLeast: 1_000 } as const
    rows.push({ what: 'five triggers, a child', ours: third, peer: engine, bar: engineBar })
    rows.push({ what: 'five triggers, a child', ours: third, peer: chosen, bar: { kind: 'none' } })

    tell('a larger cohort')
    rows.push(await flatness(triggers))
    return rows
  },
}

/** What a child costs in a hundred times as large a cohort, whose first children are the same. */
async function flatness(triggers: readonly Trigger[]): Promise<Row> {
  const cohorts = [MANY, SOME].map((children) => CohortColumns.of(invent(children)))
  const [many, some] = await sideBySide(
    cohorts.map((columns) => ({
      name: `${columns.size} children`,
      answers: () =>
        cohortDays(columns, triggers, AS_OF).map(({ kind, day }) => [kind.slice(0, SOME), day.slice(0, SOME)]),
      units: MANY,
      work: () => {
        let sum = 0
        for (let done = 0; done < MANY; done += columns.size) sum += sumOf(cohortDays(columns, triggers, AS_OF))
        return sum
      },
    })),
  )
  assert.ok(many && some)
  return { what: 'five triggers, a child', ours: many, peer: some, bar: { kind: 'times the cost', atMost: 1.3 } }
}

function wanted(): readonly Trigger[] {
  const all = openLibrary().protocols.flatMap(({ protocol }) => protocol.triggers)
  return TRIGGERS.map((id) => all.find((each) => each.id === id) ?? assert.fail(`no trigger is called ${id}`))
}

function plain(days: readonly Days[]): readonly Days[] {
  return days.map(({ kind, day }) => ({ kind, day }))
}

/** The values of the first children by the evaluation that explains itself. */
function aloneIn(cohort: Cohort, triggers: readonly Trigger[]): readonly (readonly Value[])[] {
  return Array.from({ length: FEW }, (_, child) => {
    const told = toldOf(cohort.history(child), AS_OF)
    return triggers.map((trigger) => valueOfFindings(occasionsOf(trigger, told, null), AS_OF))
  })
}

function valuesOf(days: readonly TriggerDays[], size: number): readonly (readonly Value[])[] {
  return Array.from({ length: size }, (_, child) => days.map((each) => valueIn(each, child)))
}

/** Which triggers are surely met of each child on the day asked, one bit each. */
function metBits(days: readonly TriggerDays[], children: number): number[] {
  return Array.from({ length: children }, (_, child) =>
    days.reduce((bits, each, i) => {
      const { kind, day } = valueIn(each, child)
      return kind === 'sure' && day !== null && day <= AS_OF ? bits | (1 << i) : bits
    }, 0),
  )
}

function sumOfMany(work: () => readonly Days[]): number {
  let sum = 0
  for (let done = 0; done < AGAIN; done++) sum += sumOf(work())
  return sum
}

/** Keeps the work from being left out, and costs next to nothing. */
function sumOf(days: readonly Days[]): number {
  let sum = 0
  for (const { day, kind } of days) {
    for (let child = 0; child < day.length; child += 997) sum += (day[child] ?? 0) + (kind[child] ?? 0)
  }
  return sum
}

import { addMonths, getTime } from 'date-fns'
import { Engine, type TopLevelCondition } from 'json-rules-engine'
import type { Fact, History } from '../../src/engine/facts/fact.ts'

// The five triggers as rules of json-rules-engine. It answers yes or no of facts that it is given, and knows no days: so it is
// asked, plan by plan, which triggers are surely met on the day asked. Months are counted by an operator of our own.

const DAY = 86_400_000

/** What the engine is given of a plan. `until` is null while it goes on. */
export interface PlanFacts {
  readonly from: number
  readonly until: number | null
  readonly initial: string
  readonly latest: string
  readonly known: number
  readonly number: number
  readonly reviews: readonly number[]
}

/** The plans of a child, those that follow one another without a gap as one: joined before the clock runs. */
export function planFacts({ child: { born }, facts }: History, asOf: number): readonly PlanFacts[] {
  const adult = born === null ? Number.POSITIVE_INFINITY : addMonths(born * DAY, 18 * 12).getTime() / DAY
  const plans: { from: number; until: number; initial: string; latest: string; known: number; keys: string[] }[] = []
  for (const fact of facts) {
    if (fact.kind !== 'protection-plan' || fact.from > asOf) continue
    const until = fact.until === null || fact.until > asOf ? Number.POSITIVE_INFINITY : fact.until
    if (until <= fact.from) continue
    const before = plans.at(-1)
    const own = { latest: fact.latestCategory, known: fact.knownFrom ?? asOf }
    if (before === undefined || before.until < fact.from) {
      plans.push({ from: fact.from, until, initial: fact.initialCategory, ...own, keys: [fact.key] })
    } else Object.assign(before, own, { until: Math.max(until, before.until), keys: [...before.keys, fact.key] })
  }
  return plans.map(({ from, until, initial, latest, known, keys }, i) => {
    const reviews = facts.flatMap((fact) => (isReviewOf(fact, from, asOf, keys) ? [fact.from] : []))
    const goesOn = until === Number.POSITIVE_INFINITY && adult > asOf
    return { from, until: goesOn ? null : until, initial, latest, known, number: i + 1, reviews }
  })
}

function isReviewOf(fact: Fact, after: number, asOf: number, keys: readonly string[]): boolean {
  return fact.kind === 'review' && fact.from > after && fact.from <= asOf && keys.includes(fact.plan)
}

export class Rules {
  readonly #engine = new Engine()

  constructor(asOf: number) {
    const monthsAfter = (from: number, months: number): number => getTime(addMonths(from * DAY, months)) / DAY
    const engine = this.#engine
    engine.addOperator<number, number>('lasted months', (from, months) => monthsAfter(from, months) <= asOf)
    engine.addOperator<number, number>('lasted more than months', (from, months) => monthsAfter(from, months) < asOf)
    engine.addOperator<readonly number[], number>('as many as', (reviews, count) => reviews.length >= count)
    engine.addOperator<PlanFacts, number>('reviewed after months', ({ from, reviews }, months) =>
      reviews.some((on) => on >= monthsAfter(from, months)),
    )
    const lasted = (value: number) => ({ fact: 'from', operator: 'lasted months', value })
    const reviewedAfter = (value: number) => ({ fact: 'plan', operator: 'reviewed after months', value })
    const rule = (type: string, conditions: TopLevelCondition) => engine.addRule({ conditions, event: { type } })
    const goesOn = { fact: 'until', operator: 'equal', value: null }
    rule('0', { all: [goesOn, { any: [lasted(15), { fact: 'reviews', operator: 'as many as', value: 3 }] }] })
    rule('1', {
      all: [
        goesOn,
        { fact: 'latest', operator: 'equal', value: 'NEG' },
        { fact: 'from', operator: 'lasted more than months', value: 18 },
      ],
    })
    rule('2', { all: [goesOn, { any: [lasted(15), reviewedAfter(12)] }] })
    rule('3', { all: [goesOn, { any: [lasted(21), reviewedAfter(18)] }] })
    rule('4', { all: [goesOn, { fact: 'number', operator: 'greaterThanInclusive', value: 3 }] })
  }

  /** Which triggers are met of a plan: one bit each. */
  async met(plan: PlanFacts): Promise<number> {
    const { events } = await this.#engine.run({ ...plan, plan })
    return events.reduce((bits, { type }) => bits | (1 << Number(type)), 0)
  }
}

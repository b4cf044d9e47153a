import * as dateFns from 'date-fns'
import type { History } from '../../src/engine/facts/fact.ts'
import type { Value } from '../../src/engine/watch/columns/cohort-days.ts'

// The five triggers with date-fns over plain objects, as one would write them, for sources that tell of every day.

interface Plan {
  readonly from: Date
  until: Date | null
  readonly initial: string
  latest: string
  known: Date
  key: string
}

/** A child's facts with the library's own dates. */
export interface Dated {
  readonly adult: Date | null
  readonly plans: readonly Plan[]
  readonly reviews: readonly { readonly on: Date; readonly plan: string }[]
}

const DAY = 86_400_000
const dateOf = (day: number): Date => new Date(day * DAY)

export function dated({ child: { born }, facts }: History, asOf: number): Dated {
  return {
    adult: born === null ? null : dateFns.addYears(dateOf(born), 18),
    plans: facts.flatMap((fact) =>
      fact.kind === 'protection-plan'
        ? [
            {
              from: dateOf(fact.from),
              until: fact.until === null ? null : dateOf(fact.until),
              initial: fact.initialCategory,
              latest: fact.latestCategory,
              known: dateOf(fact.knownFrom ?? asOf),
              key: fact.key,
            },
          ]
        : [],
    ),
    reviews: facts.flatMap((fact) => (fact.kind === 'review' ? [{ on: dateOf(fact.from), plan: fact.plan }] : [])),
  }
}

const NONE: Value = { kind: 'none', day: null }

/** The values of one child, in the order of the triggers. */
export function byDateFns({ plans, reviews, adult }: Dated, asOf: Date): readonly Value[] {
  const told: Plan[] = []
  for (const plan of plans) {
    if (dateFns.isAfter(plan.from, asOf)) break
    let until = plan.until === null || dateFns.isAfter(plan.until, asOf) ? null : plan.until
    const isAdult = adult !== null && !dateFns.isAfter(adult, asOf)
    if (isAdult && (until === null || dateFns.isAfter(until, adult))) until = adult
    if (until !== null && !dateFns.isAfter(until, plan.from)) continue
    const before = told.at(-1)
    if (before === undefined || (before.until !== null && dateFns.isBefore(before.until, plan.from))) {
      told.push({ ...plan, until })
      continue
    }
    before.until = before.until === null || until === null ? null : dateFns.max([before.until, until])
    before.latest = plan.latest
    before.known = plan.known
    before.key = ''
  }
  const plan = told.at(-1)
  if (plan === undefined || plan.until !== null) return [NONE, NONE, NONE, NONE, NONE]

  const { from, known } = plan
  const held = reviews.filter(({ on, plan: named }) => {
    if (dateFns.isAfter(on, asOf) || !dateFns.isAfter(on, from)) return false
    return named === plan.key || named === '' || !told.some(({ key }) => key === named)
  })
  const third = held[2]?.on
  const reached = (months: number, event: Date | undefined): Value => {
    const day = dateFns.addMonths(from, months)
    return sure(event === undefined ? day : dateFns.min([day, event]))
  }
  const after = (months: number): Date | undefined => {
    const day = dateFns.addMonths(from, months)
    return held.find(({ on }) => !dateFns.isBefore(on, day))?.on
  }
  return [
    reached(15, third),
    neglect(plan, dateFns.addDays(dateFns.addMonths(from, 18), 1), known, asOf),
    reached(15, after(12)),
    reached(21, after(18)),
    told.length >= 3 ? sure(from) : NONE,
  ]
}

function neglect({ initial, latest }: Plan, reached: Date, known: Date, asOf: Date): Value {
  if (latest === 'NEG') return sure(initial === 'NEG' ? reached : dateFns.max([reached, known]))
  if (latest === 'MUL') return { kind: 'suspected', day: sure(reached).day }
  const wasOnce = initial === 'NEG' || initial === 'MUL'
  const isOver = !dateFns.isAfter(known, asOf)
  return wasOnce && dateFns.isBefore(reached, known) && !isOver ? { kind: 'suspected', day: sure(reached).day } : NONE
}

function sure(on: Date): Value {
  return { kind: 'sure', day: Math.round(on.getTime() / DAY) as NonNullable<Value['day']> }
}

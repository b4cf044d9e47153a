import { addDays, type Day } from '../calendar/day.ts'
import { birthday } from '../calendar/months.ts'
import type { Cohort } from '../facts/cohort.ts'
import {
  ADULT,
  type Child,
  type Fact,
  type FactKind,
  type FactOf,
  type History,
  type ProtectionPlan,
} from '../facts/fact.ts'
import type { LifeEventKind, RecordedLifeEvent } from '../facts/life-event.ts'
import { BEGINNING, complement, type DaySet, days, END, union } from './day-set.ts'
import type { Gap } from './truth.ts'

/**
 * A history as it stood on a day: what began later is left out, and what ended later is still going on. From there nothing
 * else is assumed to change, so that a day in the future is a forecast.
 */
export interface Told {
  readonly child: Child
  readonly asOf: Day
  /** The facts of one kind, in order of their first day. */
  readonly facts: <K extends FactKind>(kind: K) => readonly FactOf<K>[]
  /** The days of which the sources do not tell whether a fact of this kind held. Empty where they tell of all. */
  readonly untold: (kind: FactKind) => DaySet
  /** Whether a source tells of a day itself. Past the newest source nothing is told; it is only assumed that nothing changed. */
  readonly reaches: (kind: FactKind, day: Day) => boolean
  /** What people recorded of the child's life, by that day. */
  readonly recorded: readonly RecordedLifeEvent[]
}

export function tell(history: History, asOf: Day): Told {
  const byKind = new Map<FactKind, Fact[]>()
  const recorded = history.lifeEvents?.filter(({ on }) => on <= asOf) ?? NONE
  const child = withDeath(history.child, recorded)
  const end = endOfChildhood(child, asOf)
  for (const fact of history.facts) {
    if (fact.from > asOf) continue
    const open = fact.until !== null && fact.until > asOf ? { ...fact, until: null } : fact
    const ended = recorded.length === 0 || open.until !== null ? open : { ...open, until: endRecorded(open, recorded) }
    const stood = untilDay(ended, end(fact))
    if (stood === undefined) continue
    const list = byKind.get(fact.kind)
    if (list === undefined) byKind.set(fact.kind, [stood])
    else list.push(stood)
  }
  const plans = byKind.get('protection-plan')
  if (plans !== undefined) byKind.set('protection-plan', registrations(plans as unknown as readonly ProtectionPlan[]))
  const untoldByKind = new Map<FactKind, DaySet>()
  return {
    child,
    asOf,
    recorded,
    // The map holds under each kind only facts of that kind; the compiler cannot see it.
    facts: <K extends FactKind>(kind: K) => (byKind.get(kind) ?? []) as unknown as readonly FactOf<K>[],
    untold: (kind) => {
      const known = untoldByKind.get(kind)
      if (known !== undefined) return known
      const untold = untoldDays(history, kind)
      untoldByKind.set(kind, untold)
      return untold
    },
    reaches: (kind, day) =>
      history.coverage.some(
        (covered) => covered.kind === kind && day <= covered.until && (covered.from === null || day >= covered.from),
      ),
  }
}

const NONE: readonly never[] = []

/** The child, who has died where somebody recorded it before any file told of it. */
function withDeath(child: Child, recorded: readonly RecordedLifeEvent[]): Child {
  const death = child.died === null ? recorded.find(({ kind }) => kind === 'death') : undefined
  return death === undefined ? child : { ...child, died: death.on }
}

/** Which facts a recorded event ends that files still tell to go on. */
const ENDED_BY: Partial<Record<FactKind, readonly LifeEventKind[]>> = {
  'protection-plan': ['plan ended', 'turned 18'],
  placement: ['no longer looked after', 'turned 18'],
  'legal-status': ['no longer looked after', 'turned 18'],
  referral: ['case closed'],
}

/** The day on which somebody recorded that a fact ended; null where nobody did. */
function endRecorded(fact: Fact, recorded: readonly RecordedLifeEvent[]): Day | null {
  const by = ENDED_BY[fact.kind] ?? NONE
  const days = recorded.filter(({ kind, on }) => by.includes(kind) && on > fact.from).map(({ on }) => on)
  return days.length === 0 ? null : (Math.min(...days) as Day)
}

/** What nobody is after an eighteenth birthday: on a protection plan, in a placement, under a care order. */
const OF_CHILDREN: readonly FactKind[] = ['protection-plan', 'legal-status', 'placement']

/**
 * The day on which a fact must have ended, whatever its source says: everything at a death, and what only children have at
 * the eighteenth birthday. A record that nobody closed chases nobody who has died or grown up.
 */
function endOfChildhood(child: Child, asOf: Day): (fact: Fact) => Day | null {
  const { death, adult } = endsOf(child, asOf)
  return ({ kind }) => {
    if (adult === null || !OF_CHILDREN.includes(kind)) return death
    return death === null || adult < death ? adult : death
  }
}

/** The days, up to a day, on which a child died and turned 18. */
function endsOf(child: Child, asOf: Day): { readonly death: Day | null; readonly adult: Day | null } {
  const { died } = child
  const adult = adultOn(child)
  return {
    death: died !== null && died <= asOf ? died : null,
    adult: adult !== null && adult <= asOf ? adult : null,
  }
}

/** The eighteenth birthday; null where nobody knows when the child was born. */
export function adultOn({ born }: Child): Day | null {
  return born === null ? null : birthday(born, ADULT)
}

/** What ended a childhood, and on which day. A death is said also of somebody who had grown up before. */
export interface ChildhoodEnd {
  readonly by: 'death' | 'age'
  readonly on: Day
}

/** What ended a childhood by a day; null while it goes on, or where nobody knows of its end. */
export function childhoodEnd({ child, asOf }: Told): ChildhoodEnd | null {
  const { death, adult } = endsOf(child, asOf)
  if (death !== null) return { by: 'death', on: death }
  return adult === null ? null : { by: 'age', on: adult }
}

/** The fact, ended by a day; undefined where it would have begun only then. */
function untilDay(fact: Fact, end: Day | null): Fact | undefined {
  if (end === null || (fact.until !== null && fact.until <= end)) return fact
  return fact.from >= end ? undefined : { ...fact, until: end }
}

/**
 * Plans that follow one another without a gap, or overlap, are one time on the register (CWM-06: "continuously"): some
 * systems close a plan and open another on the day its category changes. A plan that ends on its first day is none.
 */
function registrations(plans: readonly ProtectionPlan[]): ProtectionPlan[] {
  const joined: ProtectionPlan[] = []
  for (const plan of plans) {
    if (plan.until !== null && plan.until <= plan.from) continue
    const before = joined.at(-1)
    if (before === undefined || (before.until !== null && before.until < plan.from)) {
      joined.push(plan)
      continue
    }
    const until = before.until === null || plan.until === null ? null : (Math.max(before.until, plan.until) as Day)
    // Its reviews are found by their days, since they name different plans.
    joined[joined.length - 1] = {
      ...before,
      until,
      latestCategory: plan.latestCategory,
      knownFrom: plan.knownFrom,
      key: '',
    }
  }
  return joined
}

function untoldDays(history: History, kind: FactKind): DaySet {
  let told: DaySet = []
  let last = BEGINNING
  for (const covered of history.coverage) {
    if (covered.kind !== kind) continue
    told = union(told, days(covered.from ?? BEGINNING, addDays(covered.until, 1)))
    last = Math.max(last, covered.until)
  }
  // After the newest source nothing is assumed to change, which is what "as of" means.
  return complement(last === BEGINNING ? told : union(told, days(last, END)))
}

/** What a condition is asked of. */
export interface Asked {
  readonly told: Told
  /** The other children of the family; null where no source tells of this child's family. */
  readonly others: readonly Told[] | null
  /** The fact that the trigger is met for; null where it is met for the child or the family. */
  readonly anchor: Fact | null
}

/** The days on which a fact holds. */
export function spellOf(fact: Fact): DaySet {
  return days(fact.from, fact.until ?? END)
}

/** How long what a trigger is met for goes on. What an enquiry leads to, a conference above all, comes after its end. */
export function courseOf(anchor: Fact): DaySet {
  return anchor.kind === 'enquiry' ? days(anchor.from) : spellOf(anchor)
}

/** Which days of a kind no source tells of, or that none tells of the kind at all. */
export function notCovered(kind: FactKind, untold: DaySet, told: Told): Gap {
  const all = told.untold(kind)
  return all[0] === BEGINNING && all[1] === END
    ? { kind: 'no-source', facts: kind }
    : { kind: 'not-covered', facts: kind, from: untold[0] ?? BEGINNING, until: untold[1] ?? END }
}

/** The other children of a child's family, as they stood; null where no source tells of the family. */
export function othersOf(cohort: Cohort, child: number, asOf: Day, knownAt?: Day): readonly Told[] | null {
  const { family } = cohort.child(child)
  if (family === '') return null
  const others = cohort.family(family).filter((each) => each !== child)
  return others.map((each) => tell(cohort.history(each, knownAt), asOf))
}

import { addDays, type Day } from '../calendar/day.ts'
import type { Fact, ProtectionPlan, Review } from '../facts/fact.ts'
import { ALWAYS, type DaySet, NEVER, union } from './day-set.ts'
import { type Asked, notCovered, spellOf, type Told } from './told.ts'
import { exactly, type Gap, type Truth, untold } from './truth.ts'

/** A number known between two bounds, and what it rests on. */
export interface Between {
  readonly least: number
  readonly most: number
  readonly facts: readonly Fact[]
  readonly gaps: readonly Gap[]
}

/** The review conferences of a plan, first to last: by the plan's identifier where the source gives it, else by the dates. */
export function reviewsOf(plan: ProtectionPlan, told: Told): readonly Review[] {
  const found: Review[] = []
  const plans = told.facts('protection-plan')
  for (const review of told.facts('review')) {
    // A review may name a plan that no later source holds under that name, or that has become one with another.
    const named = review.plan !== '' && plans.some(({ key }) => key === review.plan)
    const belongs = named ? review.plan === plan.key : plan.until === null || review.from <= plan.until
    if (belongs && review.from > plan.from && review.from !== found.at(-1)?.from) found.push(review)
  }
  return found
}

/** Which of the child's plans this is, counted from the first. */
export function plansUpTo(plan: ProtectionPlan, told: Told): Between {
  const before = plansBefore(plan.from, told)
  const bounds = withStated(plan, before)
  return { ...bounds, least: bounds.least + 1, most: bounds.most + 1, facts: [...before.facts, plan] }
}

/** How many plans the child had that began before a day. */
export function plansBefore(on: Day, told: Told): Between {
  const facts = told.facts('protection-plan').filter((plan) => plan.from < on)
  const silent = told.untold('protection-plan')
  if (silent.length === 0) return { least: facts.length, most: facts.length, facts, gaps: [] }
  const last = facts.at(-1)
  const unknown: Between = {
    least: facts.length,
    most: Number.POSITIVE_INFINITY,
    facts,
    gaps: [notCovered('protection-plan', silent, told)],
  }
  if (last === undefined) return unknown
  // What the source states of the last earlier plan, and that plan itself.
  const stated = withStated(last, { ...unknown, least: facts.length - 1 })
  return { ...stated, least: stated.least + 1, most: stated.most + 1 }
}

/**
 * Narrows a count of the plans before one by what its source states. A feed may count the present plan too, so a stated
 * number N means N earlier plans, or N - 1 (never fewer than those seen).
 */
function withStated(plan: ProtectionPlan, seen: Between): Between {
  const stated = plan.statedPrevious
  if (stated === null || seen.least === seen.most) return seen
  const most = Math.max(seen.least, stated)
  const least = Math.max(seen.least, plan.statedMayCountThis && stated > 0 ? stated - 1 : stated)
  const gaps: readonly Gap[] = least === most ? [] : [{ kind: 'stated-count', stated, seen: seen.least }]
  return { least, most, facts: seen.facts, gaps }
}

/**
 * WAR-18: the days of the plans that belong to the family's nth or a later episode. Children who became subject to plans
 * at one conference are one episode; where the conference is not known, those who did so on one day.
 */
export function familyEpisodes(count: number, asked: Asked): Truth {
  const episodes = episodesOf(asked)
  if (episodes === undefined) return untold(NEVER, ALWAYS, [], [{ kind: 'no-families' }])
  const spell = (set: DaySet, plan: ProtectionPlan): DaySet => union(set, spellOf(plan))
  const plans = episodes.flat()
  const sure = episodes
    .slice(count - 1)
    .flat()
    .reduce(spell, NEVER)
  const gaps = gapsInPlans(asked)
  return gaps.length === 0 ? exactly(sure, plans) : untold(sure, plans.reduce(spell, sure), plans, gaps)
}

/** How many times children of the family had become subject to plans before a day. */
export function episodesBefore(on: Day, asked: Asked): Between {
  const episodes = episodesOf(asked)
  if (episodes === undefined) {
    return { least: 0, most: Number.POSITIVE_INFINITY, facts: [], gaps: [{ kind: 'no-families' }] }
  }
  const before = episodes.filter(([first]) => first !== undefined && first.from < on)
  const facts = before.flat()
  const gaps = gapsInPlans(asked)
  const most = gaps.length === 0 ? before.length : Number.POSITIVE_INFINITY
  return { least: before.length, most, facts, gaps }
}

/** The family's episodes in order, each with its plans; undefined where no source tells of families. */
function episodesOf({ told, others }: Asked): readonly (readonly ProtectionPlan[])[] | undefined {
  if (others === null) return undefined
  const plans = [told, ...others].flatMap((each) => each.facts('protection-plan')).sort((a, b) => a.from - b.from)
  const episodes = new Map<string, ProtectionPlan[]>()
  for (const plan of plans) {
    const episode = plan.conference === '' ? `on ${plan.from}` : plan.conference
    const members = episodes.get(episode)
    if (members === undefined) episodes.set(episode, [plan])
    else members.push(plan)
  }
  return [...episodes.values()]
}

/** Where the sources do not tell of every plan of the family: the first of its members of whom they do not. */
function gapsInPlans({ told, others }: Asked): readonly Gap[] {
  for (const each of [told, ...(others ?? [])]) {
    const silent = each.untold('protection-plan')
    if (silent.length > 0) return [notCovered('protection-plan', silent, each)]
  }
  return []
}

/** Whether every review conference of a plan is in the sources, so that the third seen is the third held. */
export function numbersAreKnown(plan: ProtectionPlan, told: Told): boolean {
  const untold = told.untold('review')
  const last = plan.until ?? told.asOf
  for (let i = 0; i < untold.length; i += 2) {
    if ((untold[i] ?? 0) <= last && (untold[i + 1] ?? 0) > addDays(plan.from, 1)) return false
  }
  return true
}

import type { FactKind } from '../../src/engine/facts/fact.ts'
import type { Seen } from './conditions.ts'
import type { IsoDate } from './dates.ts'
import { DUTIES, type Duty, type Standing as DutyStanding, dayOf, type Owed } from './duties.ts'
import { type Answered, asItStood, ask, type Occasion } from './occasions.ts'
import type { Covered, Shown } from './shown.ts'
import { TRIGGERS } from './triggers.ts'

/** What the files of one authority show, and what is asked of them. */
export interface Authority {
  readonly children: readonly Shown[]
  /** What the files hold whole, of every child alike. */
  readonly covered: ReadonlyMap<FactKind, Covered>
  readonly writtenOn: IsoDate
}

export interface Question {
  readonly asOf: IsoDate
  readonly until: IsoDate
}

export type Standing = 'met' | 'may-be-met' | 'to-come' | 'may-come' | 'over'

/** Answers as lines of text, each the same as what the engine gives for the same child, trigger or duty. */
export interface Lines {
  /** The times that a trigger is met, or may be, which a scan lists. */
  readonly occasions: readonly string[]
  /** The duties that a scan lists. */
  readonly duties: readonly string[]
  /** How often each trigger and duty stands how, listed or not; how many are unanswered, or without a day. */
  readonly counts: ReadonlyMap<string, number>
}

/** The same, and beside it all that a scan does not list: what is over, far ahead, met or lapsed. */
export interface AllLines extends Lines {
  readonly everything: readonly string[]
}

function standingOf({ possible, certain, over }: Occasion, asOf: IsoDate): Standing {
  if (over !== null && over <= asOf) return 'over'
  if (certain !== null && certain <= asOf) return 'met'
  if (possible <= asOf) return 'may-be-met'
  return certain === null ? 'may-come' : 'to-come'
}

/** Answers every trigger and duty for every child. */
export function evaluate({ children, covered, writtenOn }: Authority, { asOf, until }: Question): AllLines {
  const occasions: string[] = []
  const duties: string[] = []
  const everything: string[] = []
  const counts = new Map<string, number>()
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1)
  const stood = children.map((child) => asItStood(child, asOf))
  const families = Map.groupBy(stood, ({ family }) => family)
  const asked = new Set<string>()
  for (const child of stood) {
    const family = child.family === '' ? undefined : families.get(child.family)
    const seen: Seen = { child, family, covered, asOf, writtenOn }
    const first = family === undefined || !asked.has(child.family)
    asked.add(child.family)
    const found = new Map<string, Answered>()
    for (const trigger of TRIGGERS) {
      if (trigger.of === 'family' && !first) continue
      const name = `${trigger.protocol} ${trigger.trigger}`
      const who = trigger.of === 'family' && family !== undefined ? child.family : child.id
      const answered = ask(trigger, seen)
      found.set(name, answered)
      if (answered.unanswered) count(`${name} unanswered`)
      for (const occasion of answered.occasions) {
        const { anchor, possible, certain, over } = occasion
        const standing = standingOf(occasion, asOf)
        const line = `${name} | ${who} | ${anchor?.from} | ${standing} ${possible} ${certain} ${over}`
        everything.push(line)
        if (standing !== 'met' && standing !== 'may-be-met' && dayOf(occasion) > until) continue
        count(`${name} ${standing}`)
        if (standing !== 'over') occasions.push(line)
      }
    }
    for (const duty of DUTIES) {
      if (duty.trigger === null) {
        for (const plan of child.plans) list(duty, duty.of(seen, plan, until), child.id)
        continue
      }
      const trigger = TRIGGERS.find((each) => each.protocol === duty.protocol && each.trigger === duty.trigger)
      const who = trigger?.of === 'family' && family !== undefined ? child.family : child.id
      for (const occasion of found.get(`${duty.protocol} ${duty.trigger}`)?.occasions ?? []) {
        if (standingOf(occasion, asOf) === 'over') continue
        const owed = duty.of(seen, occasion)
        if (owed === null) count(`${duty.protocol} ${duty.duty} undated`)
        else list(duty, [owed], who)
      }
    }
  }
  return { occasions: occasions.sort(), duties: duties.sort(), everything: everything.sort(), counts }

  function list({ protocol, duty, trigger }: Duty, owed: readonly Owed[], who: string): void {
    // What is owed for a trigger is owed as long as that is not over.
    const hasTrigger = trigger !== null
    const name = `${protocol} ${duty}`
    const lastUnknown = owed.findLast(({ standing }) => standing === 'not-known')
    for (const each of owed) {
      const { standing, due, anchor, number, inTime } = each
      const day = inTime === undefined ? due : `${due} (${inTime})`
      const line = `${name} | ${who} | ${anchor?.from} | no. ${number} by ${day}: `
      everything.push(`${line}${standing}`)
      if (standing === 'open' && due > until) continue
      count(`${name} ${kindOf(standing)}`)
      const isShown =
        standing === 'open' || standing === 'overdue' || (each === lastUnknown && (hasTrigger || goesOn(each)))
      // WAR-24: from the second review on, only the analysis that takes the place of the risk assessment is listed.
      if (isShown && !(duty === 'risk-assessment' && number >= 2)) duties.push(`${line}${kindOf(standing)}`)
    }
  }
}

function kindOf(standing: DutyStanding): string {
  return standing === 'met late' ? 'met' : standing
}

function goesOn({ anchor }: Owed): boolean {
  return anchor === null || anchor.until === null
}

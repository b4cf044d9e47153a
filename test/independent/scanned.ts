import { day } from '../../src/engine/calendar/day.ts'
import type { Cohort } from '../../src/engine/facts/cohort.ts'
import type { Fact } from '../../src/engine/facts/fact.ts'
import type { Protocol, Trigger } from '../../src/engine/protocol/protocol.ts'
import { type Owed, type OwedOf, owedUnder } from '../../src/engine/watch/duties.ts'
import { isForFamily, type Occasion, occasionsOf, type Standing, standingOf } from '../../src/engine/watch/occasions.ts'
import { dutiesOfFiles, inOrderOfNeed } from '../../src/engine/watch/order.ts'
import { scan } from '../../src/engine/watch/scan.ts'
import { tell } from '../../src/engine/watch/told.ts'
import type { Library } from '../../src/intake/library.ts'
import { dateOf, type IsoDate } from './dates.ts'
import type { Lines, Question } from './evaluation.ts'

// The answers of the engine as the same lines of text as the independent evaluation's. Nothing of the evaluation is here, and
// nothing of the engine is there.

export function scanned(library: Library, cohort: Cohort, { asOf, until }: Question): Lines {
  const result = scan(library.protocols, cohort, { asOf: day(asOf), until: day(until) })
  const counts = new Map<string, number>()
  const count = (what: string, times: number): void => {
    if (times > 0) counts.set(what, times)
  }
  for (const { protocol, triggers, duties } of result.tallies) {
    for (const { trigger, counts, unanswered } of triggers) {
      const name = `${protocol.id} ${trigger.id}`
      for (const [standing, times] of Object.entries(counts)) count(`${name} ${standing}`, times)
      count(`${name} unanswered`, unanswered)
    }
    for (const { duty, counts } of duties) {
      for (const [standing, times] of Object.entries(counts)) count(`${protocol.id} ${duty.id} ${standing}`, times)
    }
  }
  for (const { protocol, undated } of result.undated) {
    const name = `${protocol.id} ${undated.duty.id} undated`
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const occasions = result.occasions.map(({ protocol, child, occasion, standing }) =>
    occasionLine(protocol, whose(cohort, child, occasion.trigger), occasion, standing),
  )
  const duties = result.duties.map(({ protocol, child, owed }) =>
    dutyLine(protocol, whose(cohort, child, owed.occasion?.trigger), owed, owed.standing.kind),
  )
  return { occasions: occasions.sort(), duties: duties.sort(), counts }
}

/** Everything that the engine works out for every child up to a day, what a scan counts and does not list among it. */
export function watched(
  library: Library,
  cohort: Cohort,
  question: Question & { readonly last: IsoDate },
): readonly string[] {
  const asOf = day(question.asOf)
  const lines: string[] = []
  const told = Array.from({ length: cohort.size }, (_, child) => tell(cohort.history(child), asOf))
  told.forEach((own, child) => {
    const { family } = cohort.child(child)
    const members = family === '' ? null : cohort.family(family)
    const others = members?.filter((each) => each !== child).flatMap((each) => told[each] ?? []) ?? null
    for (const { protocol, calendar } of library.protocols) {
      const occasions = new Map<string, readonly Occasion[]>()
      for (const trigger of protocol.triggers) {
        if (isForFamily(trigger) && members !== null && members[0] !== child) continue
        const found = occasionsOf(trigger, own, others).occasions
        occasions.set(trigger.id, found)
        for (const each of found) {
          if (dateOf(each.possible) > question.last) continue
          lines.push(occasionLine(protocol, whose(cohort, child, trigger), each, standingOf(each, asOf)))
        }
      }
      const earlier = new Map<string, OwedOf>()
      for (const duty of inOrderOfNeed(dutiesOfFiles(protocol))) {
        const found = owedUnder(duty, { told: own, calendar, until: day(question.until), occasions, earlier })
        earlier.set(duty.id, found)
        for (const owed of found.owed) {
          const { standing } = owed
          const kind = standing.kind === 'met' && standing.late ? 'met late' : standing.kind
          lines.push(dutyLine(protocol, whose(cohort, child, owed.occasion?.trigger), owed, kind))
        }
      }
    }
  })
  return lines.sort()
}

/** A family's answers are its own, whichever of its children was asked. */
function whose(cohort: Cohort, child: number, trigger: Trigger | undefined): string {
  const { id, family } = cohort.child(child)
  return trigger !== undefined && isForFamily(trigger) && family !== '' ? family : id
}

function occasionLine({ id }: Protocol, who: string, occasion: Occasion, standing: Standing): string {
  const { trigger, anchor, possible, certain, over } = occasion
  const days = `${standing} ${dateOf(possible)} ${dateOrNull(certain)} ${dateOrNull(over)}`
  return `${id} ${trigger.id} | ${who} | ${fromOf(anchor)} | ${days}`
}

function dutyLine({ id }: Protocol, who: string, owed: Owed, standing: string): string {
  const { duty, anchor, number, due, noticedLate } = owed
  const day = noticedLate === null ? dateOf(due) : `${dateOf(due)} (${dateOf(noticedLate.due)})`
  return `${id} ${duty.id} | ${who} | ${fromOf(anchor)} | no. ${number} by ${day}: ${standing}`
}

function fromOf(anchor: Fact | null): IsoDate | undefined {
  return anchor === null ? undefined : dateOf(anchor.from)
}

function dateOrNull(value: number | null): IsoDate | null {
  return value === null ? null : dateOf(value)
}

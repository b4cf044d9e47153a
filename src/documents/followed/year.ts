import { addDays, type Day } from '../../engine/calendar/day.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import type { View } from '../../engine/pathway/view.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { capital, sayDate, sayDays } from '../scan/words.ts'
import { countedInOrder } from './counted.ts'
import { levelsIn, pointsOfLevel } from './levels.ts'

/** A case of the year: how it stands by its own protocol. */
export interface CaseOfYear {
  readonly protocol: Protocol
  readonly view: View
}

/** Fewer than so many could tell who they are: how many is not said. */
const FEWEST_TOLD = 5

/** "none", "fewer than five", "12". */
function sayFew(count: number): string {
  if (count === 0) return 'none'
  return count < FEWEST_TOLD ? 'fewer than five' : String(count)
}

/**
 * What the cases of a protocol came to in a year: how many, at which stages and for how long, and how high each level stood at
 * entry, when it was last told, and at exit. Nothing in it tells of one case.
 */
export function sayYear(
  cases: readonly CaseOfYear[],
  { from, until }: { readonly from: Day; readonly until: Day },
): readonly string[] {
  const runs = cases.flatMap((each) => runOf(each, until) ?? [])
  const within = (day: Day | null): boolean => day !== null && day >= from && day <= until
  return [
    `Cases between ${sayDate(from)} and ${sayDate(until)}: ${sayFew(runs.length)}.`,
    `Begun in that time: ${sayFew(runs.filter(({ opened }) => within(opened)).length)}. Ended in it: ${sayFew(runs.filter(({ ended }) => within(ended)).length)}.`,
    ...stages(runs),
    ...levels(cases),
  ]
}

interface Run {
  readonly opened: Day
  readonly ended: Day | null
  readonly stays: readonly { readonly stage: string; readonly days: number }[]
}

function runOf({ protocol, view }: CaseOfYear, until: Day): Run | null {
  const moved = countedInOrder(view).filter(({ to }) => to !== null)
  const [first] = moved
  if (first === undefined) return null
  const stays = moved.flatMap(({ to, entry }, i) => {
    const stage = to === null ? undefined : protocol.stages.get(to)
    if (stage === undefined || stage.ends) return []
    const next = moved[i + 1]
    return [
      { stage: stage.title, days: (next === undefined ? until : dayOf(next.entry.happened)) - dayOf(entry.happened) },
    ]
  })
  const ended = view.stage?.ends === true && view.since !== null ? dayOf(view.since) : null
  return { opened: dayOf(first.entry.happened), ended, stays }
}

/** How long cases stood at each stage: the middle of their lengths, where there are enough of them to tell it. */
function stages(runs: readonly Run[]): readonly string[] {
  const byStage = Map.groupBy(
    runs.flatMap(({ stays }) => stays),
    ({ stage }) => stage,
  )
  return [...byStage].map(([stage, stays]) => {
    if (stays.length < FEWEST_TOLD) return `${stage}: ${sayFew(stays.length)}.`
    const days = stays.map((stay) => stay.days).toSorted((a, b) => a - b)
    return `${stage}: ${stays.length}, half of them for ${sayDays(days[Math.floor(days.length / 2)] ?? 0)} or longer.`
  })
}

function levels(cases: readonly CaseOfYear[]): readonly string[] {
  const lines = cases.flatMap(({ protocol, view }) => levelsIn(protocol, view))
  return [...Map.groupBy(lines, ({ of }) => of.id).values()].flatMap((some) => {
    const [first] = some
    const told = some.map(pointsOfLevel)
    if (first === undefined) return []
    const say = (what: string, places: readonly (number | null | undefined)[]): string => {
      const counts = first.scale.map(({ title: level }, place) => {
        const count = places.filter((each) => each === place).length
        return count === 0 ? '' : `${level} ${sayFew(count)}`
      })
      const said = counts.filter((each) => each !== '').toReversed()
      return `${first.of.title} ${what}: ${said.length === 0 ? 'none told' : said.join(', ')}.`
    }
    return [
      say(
        'at entry',
        told.map((points) => points.find(({ when }) => when === 'entry')?.level.place),
      ),
      say(
        'at the latest review',
        told.map((points) => points.findLast(({ when }) => when === 'review')?.level.place),
      ),
      say(
        'at exit',
        told.map((points) => points.findLast(({ when }) => when === 'exit')?.level.place),
      ),
    ].map(capital)
  })
}

/** The year that ends on a day. */
export function yearUntil(until: Day): { readonly from: Day; readonly until: Day } {
  return { from: addDays(until, -364), until }
}

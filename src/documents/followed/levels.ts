import type { Instant } from '../../engine/calendar/instant.ts'
import type { EntryView, View } from '../../engine/pathway/view.ts'
import type { Level } from '../../engine/protocol/followed.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { countedInOrder } from './counted.ts'

/** One time that a level was told. */
export interface LevelPoint {
  readonly at: Instant
  readonly entry: EntryView
  /** What was recorded: the title of its step. */
  readonly step: string
  /** What was answered, as its question says it. */
  readonly says: string
  /** Its place on the scale, from 0; null for an answer that is no level. */
  readonly place: number | null
  /** How it stands in the run: at its beginning, on the way, or as it ended. */
  readonly when: 'entry' | 'review' | 'exit'
}

/** A level as a pathway tells it, from the first to the last. */
export interface LevelLine {
  readonly of: Level
  /** From the lowest to the highest, as the first question that asks for it says them. */
  readonly scale: readonly string[]
  readonly points: readonly LevelPoint[]
}

/** Every level that a pathway's protocol follows, of which something was told. */
export function levelsIn({ levels, steps }: Protocol, view: View): readonly LevelLine[] {
  const counted = countedInOrder(view)
  return levels.flatMap((of) => {
    const options = steps.flatMap(({ asks }) => asks).find(({ id }) => of.toldBy.includes(id))?.options
    const told = counted.flatMap((entry): readonly Omit<LevelPoint, 'when'>[] => {
      const step = steps.find(({ id }) => id === entry.entry.step)
      const question = step?.asks.find(({ id }) => of.toldBy.includes(id) && Object.hasOwn(entry.entry.answers, id))
      const value = question === undefined ? undefined : entry.entry.answers[question.id]
      if (step === undefined || question === undefined || typeof value !== 'string') return []
      const place = of.scale.indexOf(value)
      const says = question.options.get(value) ?? value
      return [{ at: entry.entry.happened, entry, step: step.title, says, place: place < 0 ? null : place }]
    })
    if (told.length === 0) return []
    const leaves = view.stage?.ends === true
    const points = told.map((point, i): LevelPoint => {
      const when = i === 0 ? 'entry' : leaves && i === told.length - 1 ? 'exit' : 'review'
      return { ...point, when }
    })
    return [{ of, scale: of.scale.map((level) => options?.get(level) ?? level), points }]
  })
}

import type { Day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import type { AnswerValue } from '../../engine/pathway/entry.ts'
import type { EntryView, View } from '../../engine/pathway/view.ts'
import type { Level } from '../../engine/protocol/followed.ts'
import type { Helped } from '../../engine/protocol/helped.ts'
import type { Question, Step } from '../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { countedInOrder } from './counted.ts'

/** How something stands in the run of a pathway: at its beginning, on the way, or as it ended. */
export type WhenTold = 'entry' | 'review' | 'exit'

/** A record that asks for a level, or for what the child's life is like. */
export interface Asked {
  readonly at: Instant
  readonly entry: EntryView
  /** What was recorded: the title of its step. */
  readonly step: string
  readonly when: WhenTold
}

/** One time that a level was told, or what the child's life is like. */
export interface LevelPoint extends Asked {
  readonly level: LevelTold | null
  /** The child's life, day to day, in the words that were recorded; null where nobody said. */
  readonly life: string | null
}

export interface LevelTold {
  /** What was answered, as its question says it. */
  readonly says: string
  /** Its place on the scale, from 0; null for an answer that is no level. */
  readonly place: number | null
}

/** A level as a pathway tells it, from the first to the last. */
export interface LevelLine {
  readonly of: Level
  /** From the lowest to the highest, as the first question that asks for it says them, with what each means where it is said. */
  readonly scale: readonly { readonly title: string; readonly means: string | null }[]
  readonly points: readonly LevelPoint[]
  /** Records that asked for it, and to which nobody answered. */
  readonly unanswered: readonly Asked[]
  /** The day on which the pathway ended; null while it runs. */
  readonly ended: Day | null
  /** Whether it is asked, with this level, what the child's life is like. */
  readonly asksLife: boolean
}

/** The points of a line at which the level itself was told. */
export function pointsOfLevel({ points }: LevelLine): readonly (LevelPoint & { readonly level: LevelTold })[] {
  return points.flatMap((point) => (point.level === null ? [] : [{ ...point, level: point.level }]))
}

/** Every level that a pathway's protocol follows, of which something was told, or was asked whether it helped. */
export function levelsIn(protocol: Protocol, view: View): readonly LevelLine[] {
  const { levels, steps, helped } = protocol
  const ended = view.stage?.ends === true && view.since !== null ? dayOf(view.since) : null
  return levels.flatMap((of): readonly LevelLine[] => {
    const help = helped?.level === of.id ? helped : null
    const asked = askedIn(of, help, protocol, view)
    const entries = placesOfEntry(asked, help)
    const exit = ended !== null ? asked.findLastIndex((each) => leaves(each, help, protocol)) : -1
    const points: LevelPoint[] = []
    const unanswered: Asked[] = []
    asked.forEach(({ at, entry: of, step, level, life }, i) => {
      const when = entries.includes(i) ? 'entry' : i === exit ? 'exit' : 'review'
      const one = { at, entry: of, step: step.title, when } as const
      if (level !== null || life !== null) points.push({ ...one, level, life })
      else unanswered.push(one)
    })
    if (asked.length === 0) return []
    const question = steps.flatMap(({ asks }) => asks).find(({ id }) => of.toldBy.includes(id))
    const scale = of.scale.map((level) => {
      return { title: question?.options.get(level) ?? level, means: question?.meanings.get(level) ?? null }
    })
    return [{ of, scale, points, unanswered, ended, asksLife: help?.dayToDay != null }]
  })
}

interface Told extends Pick<LevelPoint, 'at' | 'entry' | 'level' | 'life'> {
  readonly step: Step
}

/** The records that ask for a level; where it does not say whether it helped, those alone that tell it. */
function askedIn(of: Level, help: Helped | null, { steps }: Protocol, view: View): readonly Told[] {
  return countedInOrder(view).flatMap((entry): readonly Told[] => {
    const step = steps.find(({ id }) => id === entry.entry.step)
    if (step === undefined) return []
    const asks = step.asks.filter(({ id }) => of.toldBy.includes(id))
    const dayToDay = step.asks.find(({ id }) => id === help?.dayToDay)
    const level = levelTold(of, asks, entry)
    const life = dayToDay === undefined ? null : lifeTold(dayToDay, entry)
    const isAsked = level !== null || (help !== null && (asks.length > 0 || dayToDay !== undefined))
    return isAsked ? [{ at: entry.entry.happened, entry, step, level, life }] : []
  })
}

/**
 * Which of them tell how it stood at entry, where they stand at the beginning: the first that answers, and the first that tells the
 * level where another told before what life is like; else the beginning itself, unanswered.
 */
function placesOfEntry(asked: readonly Told[], help: Helped | null): readonly number[] {
  const begins = (place: number): boolean => {
    const step = asked[place]?.step.id
    return step !== undefined && (help === null || help.atEntry.includes(step))
  }
  const answered = asked.findIndex(({ level, life }) => level !== null || life !== null)
  const places = [answered, asked.findIndex(({ level }) => level !== null)].filter(begins)
  return places.length === 0 && begins(0) ? [0] : places
}

/**
 * Whether what a record tells of a pathway that has ended is how it stood at exit. A step that may end it or go on tells so only
 * where it ended it; one from which others lead on to the end, where it led there.
 */
function leaves({ step, entry: { to } }: Told, help: Helped | null, { stages }: Protocol): boolean {
  if (help === null) return true
  const ends = (stage: Name | null): boolean => stage !== null && stages.get(stage)?.ends === true
  return help.atExit.includes(step.id) && to !== null && (ends(to) || !step.outcomes.some((way) => ends(way.to)))
}

function levelTold(of: Level, asks: readonly Question[], entry: EntryView): LevelTold | null {
  const question = asks.find(({ id }) => answerTo(entry, id) !== undefined)
  const value = question === undefined ? undefined : answerTo(entry, question.id)
  if (question === undefined || typeof value !== 'string') return null
  const place = of.scale.indexOf(value)
  return { says: question.options.get(value) ?? value, place: place < 0 ? null : place }
}

function lifeTold({ id }: Question, entry: EntryView): string | null {
  const value = answerTo(entry, id)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

function answerTo({ entry: { answers } }: EntryView, question: Name): AnswerValue | undefined {
  return Object.hasOwn(answers, question) ? answers[question] : undefined
}

/** "High; at entry Very high": how it stands, and how it stood at first where that was another; '' where nobody said. */
export function sayFromTo(line: LevelLine): string {
  const told = pointsOfLevel(line)
  const [first, last] = [told[0], told.at(-1)]
  if (first === undefined || last === undefined) return ''
  return sayChange({ says: first.level.says, isEntry: first.when === 'entry' }, last.level.says)
}

export function sayChange(first: { readonly says: string; readonly isEntry: boolean }, last: string): string {
  if (first.says === last) return last
  return `${last}; ${first.isEntry ? 'at entry' : 'first'} ${first.says}`
}

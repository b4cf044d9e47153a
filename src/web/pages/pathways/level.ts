import { levelRows, sayUnanswered, tellLevels } from '../../../documents/followed/draw-levels.ts'
import { type LevelLine, pointsOfLevel } from '../../../documents/followed/levels.ts'
import { type Day, formatDay } from '../../../engine/calendar/day.ts'
import { cell, headsOf, type Table } from '../../table.ts'

/** A level over time, with what the child's life is like where that is asked: a picture, wide and narrow, with its table. */
export interface LevelPart {
  readonly title: string
  /** What it is about, where the heading asks whether it helped; else "". */
  readonly about: string
  /** Null where no level was told. */
  readonly picture: { readonly wide: string; readonly narrow: string; readonly alt: string } | null
  /** Null where nothing was told. */
  readonly table: Table | null
  readonly unanswered: string
  /** What each level means, where its question says so. */
  readonly means: readonly { readonly title: string; readonly means: string }[]
}

export function levelPart(
  line: LevelLine,
  { pathway, today, isPast }: { readonly pathway: string; readonly today: Day; readonly isPast: boolean },
): LevelPart {
  const { asksLife, points, scale } = line
  const { id, title } = line.of
  const address = `/pathways/${pathway}/levels/${id}/drawing.svg?${isPast ? `day=${formatDay(today)}&` : ''}width=`
  const about = `${title}, and what the child’s life is like, from the beginning to ${line.ended === null ? 'now' : 'the end'}.`
  return {
    title: asksLife ? 'Did it help?' : `${title}, over time`,
    about: asksLife ? about : '',
    picture:
      pointsOfLevel(line).length === 0
        ? null
        : { wide: `${address}560`, narrow: `${address}300`, alt: tellLevels(line) },
    table: points.length === 0 ? null : tableOf(line, today),
    unanswered: sayUnanswered(line),
    means: scale.flatMap(({ title, means }) => (means === null ? [] : [{ title, means }])).toReversed(),
  }
}

function tableOf(line: LevelLine, today: Day): Table {
  const { asksLife, of } = line
  return {
    caption: `${of.title} in words`,
    captionHidden: true,
    head: headsOf(['When', of.title, ...(asksLife ? ['Life, day to day'] : [])]),
    rows: levelRows(line, today).map(({ when, says, life, step, long }) => {
      const level = cell(says, { hint: long === '' ? '' : `For ${long}` })
      return [cell(when, { hint: step }), level, ...(asksLife ? [cell(life === '' ? 'Not said' : life)] : [])]
    }),
  }
}

import { heightOf, type Line, linesOf, PADDING, type Words } from './boxes.ts'
import type { Chart, ChartStep } from './chart.ts'
import { onArrow, sayTarget } from './section.ts'

/** What belongs to a protocol and not into its flow: lists in columns beside it. */
export interface Group {
  readonly heading: string
  readonly items: readonly (readonly Words[])[]
}

export function groupsOf(chart: Chart): readonly Group[] {
  const suggesting = chart.stages.length === 0 ? [] : chart.triggers.filter(({ suggests }) => suggests !== null)
  const groups: Group[] = [
    {
      heading: 'Triggers that suggest it: a person decides',
      items: suggesting.map(({ title, suggests }) => [{ text: title, bold: true }, { text: suggests ?? '' }]),
    },
    {
      heading: 'From several stages',
      items: chart.fromManyStages.map((step) => [
        { text: step.title, bold: true },
        {
          text: [
            `By ${step.who}, at ${step.at.kind === 'any' ? 'any stage' : sayPlaces(chart, step.at)}.`,
            ...step.deadlines(null).map((deadline) => `Due ${onArrow(deadline)}.`),
          ].join(' '),
        },
        ...step.ways.flatMap(({ titles, to }) => [{ text: [...titles, sayTarget(chart, to, 0)].join(': ') }]),
      ]),
    },
    ...chart.beside.map(({ at, steps }) => ({
      heading: chart.stages.length === 0 ? 'Who records what' : sayAt(chart, at),
      items: steps.map(stepWords),
    })),
    {
      heading: 'Seen from the files, with no record',
      items: (chart.stages.length === 0 ? [] : chart.duties)
        .filter(({ metBy }) => metBy !== null)
        .map((duty) => [{ text: duty.duty, bold: true }, { text: onArrow(duty) }]),
    },
  ]
  return groups.filter(({ items }) => items.length > 0)
}

function stepWords({ title, who, at, deadlines }: ChartStep): readonly Words[] {
  const stage = at.kind === 'stages' && at.stages.length === 1 ? (at.stages[0] ?? null) : null
  return [
    { text: title, bold: true },
    { text: [`By ${who}.`, ...deadlines(stage).map((deadline) => `Due ${onArrow(deadline)}.`)].join(' ') },
  ]
}

/** "At 5 Form with the Service Managers or 6 On the list". */
function sayAt(chart: Chart, at: ChartStep['at']): string {
  if (at.kind === 'any') return 'At any stage'
  return at.kind === 'start' ? 'At the start' : `While at ${sayPlaces(chart, at)}`
}

function sayPlaces({ stages }: Chart, at: ChartStep['at']): string {
  if (at.kind !== 'stages') return ''
  const places = stages.filter(({ id }) => at.stages.includes(id))
  const isMany = places.length > 2
  return places
    .map(({ number, title }) => (isMany ? String(number) : `${number} ${title}`))
    .join(isMany ? ', ' : ' or ')
}

export interface Entry {
  readonly isHeading: boolean
  readonly lines: readonly Line[]
  readonly height: number
}

const GAP = 6

/** One column of the lists, none of them higher than the room for it. */
export type Column = readonly Entry[]

export interface Laid {
  readonly heading: Entry
  readonly continued: Entry
  readonly items: readonly Entry[]
}

export function layGroup({ heading, items }: Group, width: number): Laid {
  const entryOf = (words: readonly Words[], isHeading: boolean): Entry => {
    const lines = linesOf(words, width - 2 * PADDING.x)
    return { isHeading, lines, height: heightOf(lines) + (isHeading ? 2 * GAP : GAP) }
  }
  return {
    heading: entryOf([{ text: heading, bold: true }], true),
    continued: entryOf([{ text: `${heading}, continued`, bold: true }], true),
    items: items.map((words) => entryOf(words, false)),
  }
}

/** Fills columns of the given heights; undefined where the lists do not fit. */
export function fill(groups: readonly Laid[], heights: readonly number[]): readonly Column[] | undefined {
  const columns: Entry[][] = heights.map(() => [])
  let column = 0
  let left = heights[0] ?? 0
  for (const { heading, continued, items } of groups) {
    let isNew = true
    for (const item of items) {
      for (;;) {
        const filled = columns[column]
        if (filled === undefined) return undefined
        const top = isNew ? heading : filled.length === 0 ? continued : null
        const needed = item.height + (top?.height ?? 0)
        if (needed <= left) {
          filled.push(...(top === null ? [] : [top]), item)
          left -= needed
          isNew = false
          break
        }
        column += 1
        left = heights[column] ?? 0
      }
    }
  }
  return columns
}

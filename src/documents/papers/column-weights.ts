import { type Block, textOf } from './paper.ts'

const NARROWEST = 3
/** What the space beside a column takes, in letters. */
const MARGIN = 3
const WIDEST = 60

/** How wide each column is beside the others: by its longest text, so that a day stays narrow and what is told gets the room. */
export function columnWeights({ columns, rows }: Extract<Block, { readonly kind: 'table' }>): readonly number[] {
  return columns.map((title, i) => {
    const lengths = rows.map((row) => {
      const cell = row[i]
      return cell === undefined
        ? 0
        : Math.max(
            ...textOf(cell)
              .split('\n')
              .map((line) => line.length),
          )
    })
    const longest = Math.max(longestWord(title), title.length / 3, Math.min(WIDEST, Math.max(0, ...lengths)), NARROWEST)
    return Math.round((longest + MARGIN) ** 0.65 * 10)
  })
}

function longestWord(text: string): number {
  return Math.max(...text.split(' ').map((word) => word.length)) + 1
}

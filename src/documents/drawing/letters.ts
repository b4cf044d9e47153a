// How wide words are, so that a picture's boxes fit them on any machine: nothing is measured when it is drawn.

// Widths of Arial and Helvetica in thousandths of the letter size, for the characters from space to tilde.
const WIDTHS = [
  ...[278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556],
  ...[556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667],
  ...[556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556],
  ...[556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722],
  ...[500, 500, 500, 334, 260, 334, 584],
]
const FIRST = 32
const QUOTES = 333
/** Letters with accents are mostly no wider than this; signs of other scripts are as wide as they are high. */
const ACCENTED = 667
const LAST_ACCENTED = 0x24f
const WIDEST = 1000
/** Bold letters, at the most. */
const BOLD = 1.08
/** Where a machine has neither Arial nor Helvetica, the letters it takes instead are mostly this much wider. */
const RESERVE = 1.11

export interface Letters {
  readonly size: number
  readonly bold: boolean
}

export function widthOf(text: string, { size, bold }: Letters): number {
  let sum = 0
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    if ('“”‘’'.includes(letter)) sum += QUOTES
    else sum += WIDTHS[code - FIRST] ?? (code <= LAST_ACCENTED ? ACCENTED : WIDEST)
  }
  return (sum / 1000) * size * (bold ? BOLD : 1) * RESERVE
}

/** Lines no wider than asked for. A word too long for a line is broken. */
export function wrap(text: string, letters: Letters, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer, letters) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    while (widthOf(line, letters) > width) {
      const fits = longestFitting(line, letters, width)
      lines.push(line.slice(0, fits))
      line = line.slice(fits)
    }
  }
  if (line !== '') lines.push(line)
  return lines
}

function longestFitting(word: string, letters: Letters, width: number): number {
  let end = 0
  for (const letter of word) {
    const next = end + letter.length
    if (end > 0 && widthOf(word.slice(0, next), letters) > width) break
    end = next
  }
  return end
}

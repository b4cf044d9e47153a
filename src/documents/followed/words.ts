/** A piece of two texts beside each other: what both have, or one of them alone. */
export interface Piece {
  readonly is: 'same' | 'added' | 'removed'
  readonly text: string
}

/** As many comparisons as two stretches of text are given; beyond it the one is shown as taken out and the other as put in. */
const MOST_COMPARED = 2_000_000

/**
 * What became of one list in another: each element the same, added or removed, in order, with as much the same as can be. Where
 * the two are too long to be compared, all of the one is removed and all of the other added.
 */
export function compareLists<T>(
  before: readonly T[],
  after: readonly T[],
  same: (a: T, b: T) => boolean = (a, b) => a === b,
): readonly { readonly is: Piece['is']; readonly each: T }[] {
  let start = 0
  while (start < before.length && start < after.length && isSame(before, after, start, start, same)) start += 1
  let end = 0
  while (
    end < before.length - start &&
    end < after.length - start &&
    isSame(before, after, before.length - 1 - end, after.length - 1 - end, same)
  ) {
    end += 1
  }
  return [
    ...after.slice(0, start).map((each) => ({ is: 'same' as const, each })),
    ...compareMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end), same),
    ...after.slice(after.length - end).map((each) => ({ is: 'same' as const, each })),
  ]
}

function isSame<T>(a: readonly T[], b: readonly T[], i: number, j: number, same: (a: T, b: T) => boolean): boolean {
  const [x, y] = [a[i], b[j]]
  return x !== undefined && y !== undefined && same(x, y)
}

/** By the longest list that both hold, found by filling a table from the end. */
function compareMiddle<T>(before: readonly T[], after: readonly T[], same: (a: T, b: T) => boolean) {
  const found: { is: Piece['is']; each: T }[] = []
  const push = (is: Piece['is'], each: T | undefined): void => {
    if (each !== undefined) found.push({ is, each })
  }
  const [rows, columns] = [before.length, after.length]
  if (rows === 0 || columns === 0 || rows * columns > MOST_COMPARED) {
    for (const each of before) push('removed', each)
    for (const each of after) push('added', each)
    return found
  }
  const width = columns + 1
  const longest = new Uint16Array((rows + 1) * width)
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      longest[i * width + j] = isSame(before, after, i, j, same)
        ? at(i + 1, j + 1) + 1
        : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  let [i, j] = [0, 0]
  while (i < rows || j < columns) {
    if (i < rows && j < columns && isSame(before, after, i, j, same)) {
      push('same', after[j])
      i += 1
      j += 1
    } else if (j >= columns || (i < rows && at(i + 1, j) >= at(i, j + 1))) {
      push('removed', before[i])
      i += 1
    } else {
      push('added', after[j])
      j += 1
    }
  }
  return found
}

/** What became of a text, word by word: nothing of either is left out, and what stands between two changes is no gap of one space. */
export function compareWords(before: string, after: string): readonly Piece[] {
  const pieces = compareLists(before.match(WORDS) ?? [], after.match(WORDS) ?? [])
  return joined(pieces.map(({ is, each }) => ({ is, text: each })))
}

/** Words with the space that follows them. */
const WORDS = /\S+\s*|^\s+/g

/** Neighbours of one kind as one piece; of each change what was taken out first. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const found: Piece[] = []
  let [removed, added] = ['', '']
  const close = (): void => {
    if (removed !== '') found.push({ is: 'removed', text: removed })
    if (added !== '') found.push({ is: 'added', text: added })
    removed = ''
    added = ''
  }
  for (const { is, text } of pieces) {
    if (is === 'removed') removed += text
    else if (is === 'added') added += text
    else {
      close()
      const last = found.at(-1)
      if (last?.is === 'same') found[found.length - 1] = { is, text: last.text + text }
      else found.push({ is, text })
    }
  }
  close()
  return found
}

/** How much two texts have in common, from 0 to 1: the share of the words of the longer one that both have. */
export function likeness(a: string, b: string): number {
  const [words, others] = [new Set(a.match(/\S+/g)), new Set(b.match(/\S+/g))]
  const most = Math.max(words.size, others.size)
  return most === 0 ? 1 : [...words].filter((word) => others.has(word)).length / most
}

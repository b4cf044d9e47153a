// What a comparison is. Each bench/NAME.ts beside this file is one, run by "npm run bench -- NAME"; what it needs besides lies
// in a folder bench/NAME/. It exports `comparison`, and imports its peers itself, so that others run without them.

/** What one unit of work costs; less is better. */
export type Unit = 'ns' | 'ms' | 'MB'

/** What one contender cost: the median of all rounds, and the least and the most of any round. */
export interface Cost {
  readonly name: string
  readonly unit: Unit
  readonly median: number
  readonly least: number
  readonly most: number
}

/** What is asked of a row. */
export type Bar =
  /** Ours is at least so many times as fast as the peer: the ratio is the peer's cost over ours. */
  | { readonly kind: 'times as fast'; readonly atLeast: number }
  /** Ours costs at most so many times what the peer does: the ratio is our cost over the peer's. */
  | { readonly kind: 'times the cost'; readonly atMost: number }
  /** Ours costs at most so much, whatever the peer does; the ratio, where there is a peer, is our cost over the peer's. */
  | { readonly kind: 'cost'; readonly atMost: number }
  /** Nothing is asked: the row is told for comparison, with the peer's cost over ours. */
  | { readonly kind: 'none' }

/** One row of the table in docs/benchmarks.md. */
export interface Row {
  /** What was done, with its unit, such as "adding 10 working days, a call". */
  readonly what: string
  readonly ours: Cost
  readonly peer?: Cost
  readonly bar: Bar
  /** Why the bar is missed, where it is known to be; a bar that is missed without a reason is a failure of the run. */
  readonly ifMissed?: string
}

export interface Comparison {
  /** One line: what is compared with what. */
  readonly title: string
  /** The data that all contenders are given, how their answers were found equal, and what a reader must know to be fair. */
  readonly data: string
  /** Measures; throws where answers differ. `tell` shows a line of progress. */
  readonly run: (tell: (line: string) => void) => Promise<readonly Row[]>
}

/** The row's ratio as its bar reads it; undefined where there is no peer. */
export function ratioOf({ ours, peer, bar }: Row): number | undefined {
  if (peer === undefined) return undefined
  switch (bar.kind) {
    case 'times as fast':
    case 'none':
      return peer.median / ours.median
    case 'times the cost':
    case 'cost':
      return ours.median / peer.median
    default:
      return bar satisfies never
  }
}

export function isMet(row: Row): boolean {
  const { bar, ours } = row
  const ratio = ratioOf(row)
  switch (bar.kind) {
    case 'times as fast':
      return ratio !== undefined && ratio >= bar.atLeast
    case 'times the cost':
      return ratio !== undefined && ratio <= bar.atMost
    case 'cost':
      return ours.median <= bar.atMost
    case 'none':
      return true
    default:
      return bar satisfies never
  }
}

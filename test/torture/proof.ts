/** One thing that was found, with what was asked of it. */
export interface Finding {
  readonly what: string
  /** In words and figures, as measured. */
  readonly measured: string
  /** What was asked; null where the figure is only told. */
  readonly bar: string | null
  readonly met: boolean
  /** Why a bar is missed, where it is known: a bar that is missed without a reason is a failure of the run. */
  readonly ifMissed?: string
}

/** A long proof of the record: `npm run torture` runs it whole, `npm test` a small share of it. */
export interface Proof {
  readonly title: string
  /** What is done, how often, and how it is known that nothing was lost: what a reader needs to trust it. */
  readonly proves: string
  /**
   * Runs it and gives what was found; throws where it cannot be run at all.
   * @param share of the whole: 1 for all of it, 0.005 for a two-hundredth
   * @param tell shows a line of progress
   */
  readonly run: (share: number, tell: (line: string) => void) => Promise<readonly Finding[]>
}

/**
 * Something in a file that a person should know of. A finding never stops the reading: what can be read is read, and what
 * cannot is named here with its place and its remedy.
 */
export interface Finding {
  /**
   * `refused`: something that the file says was not taken, be it a value, a row or the file. `doubtful`: all was taken, and
   * something about it is wrong or unlikely. `note`: nothing is wrong, but what is shown rests on it.
   */
  readonly weight: 'refused' | 'doubtful' | 'note'
  /** The file's name as it was given. */
  readonly file: string
  /** Line in the file, from 1; null where the finding is about the file as a whole. */
  readonly line: number | null
  /** The authority's identifier of the child; null where it is not about one. */
  readonly child: string | null
  /** The collection's own rule number where it has one (8925, 2885, ...), else a name of ours (`birth-dates-differ`). */
  readonly rule: string
  readonly message: string
  readonly remedy: string
}

/** What to do with each finding as it is made: keep it, count it, write it out. */
export type Report = (finding: Finding) => void

/** How many findings of one rule are kept whole in memory; all are counted, and a sink gets every one. */
const KEPT_OF_EACH_RULE = 100

export interface RuleCount {
  readonly rule: string
  readonly weight: Finding['weight']
  readonly count: number
}

/**
 * Gathers findings. A bad file of a large authority can make a million of them, so the first hundred of each rule are kept
 * and the rest counted; nothing is lost, since `sink` is given each one as it is made.
 */
export class Findings {
  readonly #kept: Finding[] = []
  readonly #counts = new Map<string, { rule: string; weight: Finding['weight']; count: number }>()
  readonly #sink: Report | undefined

  constructor(sink?: Report) {
    this.#sink = sink
  }

  readonly report: Report = (finding) => {
    this.#sink?.(finding)
    const key = `${finding.weight} ${finding.rule}`
    const counted = this.#counts.get(key)
    if (counted === undefined) this.#counts.set(key, { rule: finding.rule, weight: finding.weight, count: 1 })
    else counted.count += 1
    if ((counted?.count ?? 1) <= KEPT_OF_EACH_RULE) this.#kept.push(finding)
  }

  get kept(): readonly Finding[] {
    return this.#kept
  }

  get counts(): readonly RuleCount[] {
    return [...this.#counts.values()]
  }

  /** How many findings of a weight were made, kept or not. */
  total(weight: Finding['weight']): number {
    let total = 0
    for (const each of this.#counts.values()) if (each.weight === weight) total += each.count
    return total
  }
}

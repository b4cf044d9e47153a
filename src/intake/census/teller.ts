import type { Finding, Report } from '../finding.ts'

/** A finding without its place. */
export type Problem = Pick<Finding, 'weight' | 'rule' | 'message' | 'remedy'>

/** How many different things are counted one by one; a file of nothing but strange names has no end of them. */
const MOST_COUNTED = 500
/** What the rest is counted under. */
const REST = ''

interface Counted {
  readonly line: number
  readonly say: (times: string) => Problem
  count: number
}

/** Tells findings of one file: it knows the file, and the child that is being read. */
export class Teller {
  /** Identifier of the child that is being read; null between children and until it is known. */
  child: string | null = null
  readonly #file: string
  readonly #report: Report
  readonly #counted = new Map<string, Counted>()

  constructor(file: string, report: Report) {
    this.#file = file
    this.#report = report
  }

  tell(line: number | null, { weight, rule, message, remedy }: Problem): void {
    this.#report({ weight, file: this.#file, line, child: this.child, rule, message, remedy })
  }

  /**
   * Counts something that is told once, at the end, with its first line and how often it was met.
   *
   * @param what tells one such thing from another
   * @param say the finding, given how often in words ("once", "1,234 times")
   */
  count(what: string, line: number, say: (times: string) => Problem): void {
    const full = this.#counted.size >= MOST_COUNTED
    const counted = this.#counted.get(what) ?? (full ? this.#counted.get(REST) : undefined)
    if (counted !== undefined) counted.count += 1
    else if (full) this.#counted.set(REST, { line, say: tooMany, count: 1 })
    else this.#counted.set(what, { line, say, count: 1 })
  }

  /** Tells what has been counted; there is no child it is about. */
  tellCounted(): void {
    this.child = null
    for (const { line, say, count } of this.#counted.values()) {
      this.tell(line, say(count === 1 ? 'once' : `${count.toLocaleString('en-GB')} times`))
    }
    this.#counted.clear()
  }
}

function tooMany(times: string): Problem {
  return {
    weight: 'refused',
    rule: 'too-many-to-count',
    message: `More than ${MOST_COUNTED} different things in this file are not of a census; others were met ${times}.`,
    remedy: 'See that this is the census as the collection asks for it.',
  }
}

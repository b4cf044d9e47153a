import type { Day } from '../../engine/calendar/day.ts'
import { quotedValue } from '../quoted.ts'
import { UNREADABLE } from '../text/decode.ts'
import { isCode, TRUTHS } from './codes.ts'
import { type DateOf, likelyDay, readDate } from './dates.ts'
import { blank, blankHeader, type Said } from './record.ts'
import type { Teller } from './teller.ts'

/** Five times what the collection allows. */
const LONGEST_IDENTIFIER = 100

/** What is done when the header has been read, when the list of children begins and when a child has been read. */
export interface Ends {
  readonly header: () => void
  readonly children: () => void
  readonly child: () => void
}

/** What is being filled in while the file is read: at each level the last one that was opened. */
export class Filling {
  /** Line 0 where there has been none. */
  header = blankHeader(0)
  child = blank.child(0)
  episode = blank.episode(0)
  assessment = blank.assessment(0)
  inNeedPlan = blank.inNeedPlan(0)
  enquiry = blank.enquiry(0)
  plan = blank.plan(0)
  preProceedings = blank.preProceedings(0)

  readonly ends: Ends
  readonly teller: Teller
  readonly #today: Day

  constructor(ends: Ends, teller: Teller, today: Day) {
    this.ends = ends
    this.teller = teller
    this.#today = today
  }

  /** Names the child; a name that is out of all bounds is text that has strayed here, and is told and not taken. */
  identify(said: Said<string>): void {
    if (said.value.includes(UNREADABLE)) {
      this.teller.tell(said.line, {
        weight: 'refused',
        rule: 'identifier-unreadable',
        message:
          "The child's identifier holds bytes that are no character, so that two children may look like one; it is not taken.",
        remedy: 'Export the census again as UTF-8, and do not edit it in between.',
      })
      return
    }
    if (said.value.length <= LONGEST_IDENTIFIER) {
      this.child.id = said
      this.teller.child = said.value
      return
    }
    this.teller.tell(said.line, {
      weight: 'refused',
      rule: '1570',
      message: `The child's identifier is longer than ${LONGEST_IDENTIFIER} characters; it is not taken.`,
      remedy: 'Correct the export: the collection allows 20.',
    })
  }

  /** The day that a text gives; null where it gives none that is taken. */
  date(text: string, line: number, element: string, of: DateOf): Day | null {
    const likely = likelyDay(text, this.#today)
    if (likely !== null) return likely
    const { day, problem } = readDate(text, element, of, this.#today)
    if (problem !== null) this.teller.tell(line, problem)
    return day
  }

  /**
   * A code, in capitals. One that is not in its set is kept and told: no trigger asks for it, so it does no harm, and it
   * may be a new one. (What is longer than any code is not kept: it is text that has strayed here.) Where the set is not
   * known, any code will do.
   */
  code(text: string, line: number, element: string, known: ReadonlySet<string> | 'any'): string {
    if (known !== 'any' && known.has(text)) return text
    const capitals = text.toUpperCase()
    const kept = isCode(capitals)
    if (known === 'any' ? kept : known.has(capitals)) return capitals
    this.teller.tell(line, {
      weight: kept ? 'doubtful' : 'refused',
      rule: 'unknown-code',
      message: `${element} ${quotedValue(text)} is not a code of the collection; it is ${kept ? 'kept as it is' : 'not taken'}.`,
      remedy: 'Correct the code in the case system, or its translation in the export.',
    })
    return kept ? capitals : ''
  }

  /** A truth value in any spelling; null where it is none. */
  truth(text: string, line: number, element: string): boolean | null {
    const value = TRUTHS.get(text) ?? TRUTHS.get(text.toLowerCase())
    if (value !== undefined) return value
    this.teller.tell(line, {
      weight: 'refused',
      rule: 'not-true-or-false',
      message: `${element} ${quotedValue(text)} is neither true nor false (1 nor 0); it is not taken.`,
      remedy: 'Write true or false.',
    })
    return null
  }

  /** A whole number from `least` to `most`; null where it is none. */
  count(text: string, line: number, element: string, least: number, most: number): number | null {
    const value = /^\d{1,6}$/.test(text) ? Number(text) : -1
    if (value >= least && value <= most) return value
    this.teller.tell(line, {
      weight: 'refused',
      rule: 'not-a-count',
      message: `${element} ${quotedValue(text)} is not a whole number from ${least} to ${most}; it is not taken.`,
      remedy: 'Correct it in the case system, or its place in the export.',
    })
    return null
  }
}

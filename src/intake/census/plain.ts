import { isBlank, type XmlEvents } from './xml-events.ts'

/**
 * One plain step: at most one end of a line (1) and an indent, then a tag that opens an element (2), or opens it and closes it
 * again behind text (3), or closes one (4). Names are in ASCII; text is of any characters from the space up but "<", ">"
 * and "&", and below those of which only a parser knows whether XML allows them.
 */
const STEP = /(\r?\n)?[ \t]*<(?:([A-Za-z_:][\w:.-]*)>(?:([ -%'-;=?-\ud7ff]*)<\/\2>)?|\/([\w:.-]+)>)/y

/** Longer names and texts are the parser's to judge. */
const LONGEST = 1_000
const NO_ATTRIBUTES: readonly string[] = []

/**
 * Reads what nearly all of a census is made of, one pattern being all that is asked of it. It takes nothing that could be
 * wrong; all else is left to the parser.
 */
export class PlainXml {
  readonly #events: XmlEvents
  /** The names of the elements that were opened here and are still open, the outermost first. */
  #open: string[] = []
  /** The line endings passed here. */
  lines = 0

  constructor(events: XmlEvents) {
    this.#events = events
  }

  /** The names of the elements that are open, the outermost first; someone else closes them from now on. */
  handOver(): readonly string[] {
    const open = this.#open
    if (open.length > 0) this.#open = []
    return open
  }

  /**
   * Reads on as far as everything is plain, and gives the place of what is not, which is behind a tag.
   *
   * @param from a place behind a tag, within the document's outermost element
   * @param deepest how many elements may be open here at once
   */
  read(xml: string, from: number, deepest: number): number {
    const events = this.#events
    const open = this.#open
    for (let at = from; ; at = STEP.lastIndex) {
      STEP.lastIndex = at
      const step = STEP.exec(xml)
      if (step === null) return at
      const opened = step[2]
      if (opened === undefined ? step[4] !== open.at(-1) : open.length >= deepest || step[0].length > LONGEST) return at
      if (step[1] !== undefined) this.lines += 1
      if (xml[at] !== '<') events.text(' ')
      const text = step[3]
      if (opened === undefined) {
        open.pop()
        events.close()
      } else if (text === undefined) {
        open.push(opened)
        events.open(opened, NO_ATTRIBUTES)
      } else {
        events.open(opened, NO_ATTRIBUTES)
        if (text !== '') events.text(isBlank(text) ? ' ' : text)
        events.close()
      }
    }
  }
}

/** What ends something that is left out: a text, a comment, a section of characters or an instruction. */
type Awaited = '<' | '-->' | ']]>' | '?>'

/** What the parser is not given, because it is too long to be held: what would end it is looked for here, and its lines are counted. */
export class LeftOut {
  /** What ends what is being left out; '' while nothing is. */
  awaited: '' | Awaited = ''
  /** The line endings that the parser has not seen. */
  lines = 0
  /** The character before what comes next. */
  lastBefore = ''
  /** The last characters left out, where what is awaited may begin. */
  #tail = ''

  begin(awaited: Awaited): void {
    this.awaited = awaited
    this.#tail = ''
  }

  /** Leaves out text up to what is awaited, and gives what the parser is to go on with. */
  restOf(given: string): string {
    const { awaited } = this
    const before = this.#tail.length
    const text = this.#tail + given
    const end = text.indexOf(awaited)
    if (end < 0) {
      this.#tail = text.slice(Math.max(0, text.length - awaited.length + 1))
      this.count(given)
      return ''
    }
    this.count(text.slice(before, Math.max(before, end)))
    this.awaited = ''
    // The space keeps what was read before from joining with the end: "-" and "-->" would be no end of a comment.
    return (awaited === '<' ? '' : ' ') + text.slice(end)
  }

  /** Counts the lines of what the parser does not see; a return and a line feed are one ending, wherever they are cut. */
  count(text: string): void {
    this.lines += lineEndings(this.lastBefore + text) - lineEndings(this.lastBefore)
    if (text !== '') this.lastBefore = text.slice(-1)
  }
}

function lineEndings(text: string): number {
  return text.match(/\r\n?|\n/g)?.length ?? 0
}

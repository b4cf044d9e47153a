import { SaxesParser } from 'saxes'
import { oddAmpersand } from './ampersand.ts'
import { LeftOut } from './left-out.ts'
import { PlainXml } from './plain.ts'
import { isBlank, type XmlEvents } from './xml-events.ts'
import { faultOf, type Place, type XmlFault } from './xml-fault.ts'

/** The longest text, tag, comment or instruction that is held in memory, in characters. */
export const LONGEST = 1 << 16
/** A census is eight elements deep; what is far deeper is an attack on the reader's memory. */
const DEEPEST = 64
const NO_ATTRIBUTES: readonly string[] = []

class Stop extends Error {}

/**
 * Reads XML piece by piece. What is plain (`PlainXml`) is read here, several times as fast as a parser can; all else goes
 * through saxes, which checks that it is well formed, and what saxes does not guard is guarded: document types and entities
 * are refused, depth and lengths are capped (saxes would hold a text of 100 MB in memory), and a fault in a value does not
 * end the reading.
 */
export class XmlReader {
  readonly #parser = new SaxesParser({ position: false })
  readonly #plain: PlainXml
  readonly #fault: (fault: XmlFault) => void

  /** How many elements are open that the parser knows, and how many of those whose opening was told before it read them. */
  #depth = 0
  #toldBefore = 0
  #begun = false
  #opened = false
  #stopped = false
  /** How much the parser was given, where its last event ended, and how what follows that event begins. */
  #fed = 0
  #at = 0
  #head = ''
  /** What the parser is reading now, and where it begins. */
  #segment = ''
  #start = 0
  /** The end of the piece before, where it may be the beginning of an entity. */
  #carry = ''
  readonly #leftOut = new LeftOut()

  constructor(events: XmlEvents, fault: (fault: XmlFault) => void) {
    this.#fault = fault
    this.#plain = new PlainXml(events)
    const parser = this.#parser
    // Six handlers and no more: with eight, V8 turns the parser into a dictionary, and it reads five times slower.
    parser.on('opentag', (tag) => {
      if (!this.#opened) this.#refuseDocumentType()
      // Looking into the attributes costs more than all the rest; most tags are just their name.
      const plain = this.#passTag() === tag.name.length + 2
      this.#opened = true
      this.#depth += 1
      if (this.#toldBefore > 0) {
        this.#toldBefore -= 1
        return
      }
      if (this.#depth > DEEPEST) this.#halt({ stops: true, kind: 'too-deep' })
      events.open(tag.name, plain ? NO_ATTRIBUTES : Object.keys(tag.attributes))
    })
    parser.on('closetag', () => {
      this.#passTag()
      this.#depth -= 1
      events.close()
    })
    parser.on('text', (text) => {
      if (!this.#opened) this.#refuseDocumentType()
      // The parser has seen the "<" that ends the text; what follows begins with it.
      this.#at = parser.position - 1
      if (this.#depth > 0) events.text(text.length <= LONGEST && isBlank(text) ? ' ' : text)
    })
    parser.on('cdata', (text) => {
      this.#at = parser.position
      if (this.#depth > 0) events.text(text)
    })
    parser.on('comment', () => {
      // The parser tells before it has seen the ">".
      this.#at = parser.position + 1
    })
    parser.on('error', (error) => this.#weigh(error.message))
  }

  /** The line that has been reached, from 1. */
  get line(): number {
    return this.#parser.line + this.#plain.lines + this.#leftOut.lines
  }

  /** Whether the reading has ended before the text did. */
  get stopped(): boolean {
    return this.#stopped
  }

  /** Ends the reading, from within an event. */
  stop(): never {
    this.#stopped = true
    throw new Stop()
  }

  write(piece: string): void {
    this.#guarded(() => this.#takeIn(this.#begun ? this.#carry + piece : this.#withoutMargin(piece), false))
  }

  /** Says that there is no more. */
  end(): void {
    this.#guarded(() => {
      this.#takeIn(this.#carry, true)
      if (this.#opened && this.#depth === 0) return
      this.#refuseDocumentType()
      this.#halt({ stops: true, kind: this.#opened ? 'cut-off' : 'not-xml' })
    })
  }

  #guarded(read: () => void): void {
    if (this.#stopped) return
    try {
      read()
    } catch (error) {
      if (!(error instanceof Stop)) throw error
    }
  }

  /** Blank lines before the declaration are against the rules of XML and harmless; they are passed over. */
  #withoutMargin(piece: string): string {
    const text = piece.trimStart()
    this.#leftOut.count(piece.slice(0, piece.length - text.length))
    this.#begun = text !== ''
    return text
  }

  #halt(fault: XmlFault & { readonly stops: true }): never {
    this.#fault(fault)
    return this.stop()
  }

  /**
   * Gives text to the parser, except that an ampersand that begins no known entity is given as text: saxes would take all
   * up to the next semicolon, tags and children with it, for the entity's name.
   */
  #takeIn(input: string, last: boolean): void {
    this.#carry = ''
    let from = 0
    for (let odd = oddAmpersand(input, 0, last); odd !== null; odd = oddAmpersand(input, from, last)) {
      this.#feed(input.slice(from, odd.at))
      if (odd.kind === 'unfinished') {
        this.#carry = input.slice(odd.at)
        return
      }
      from = odd.at + 1
      const place = this.#place()
      if (this.#leftOut.awaited !== '' || (place !== 'text' && place !== 'tag')) {
        this.#feed('&')
        continue
      }
      const inText = place === 'text'
      if (odd.kind === 'bare') this.#fault({ stops: false, kind: 'ampersand', what: '', inText })
      else this.#fault({ stops: false, kind: 'entity', what: odd.name, inText })
      this.#feed('&amp;')
    }
    this.#feed(from === 0 ? input : input.slice(from))
  }

  #feed(given: string): void {
    const { awaited } = this.#leftOut
    if (awaited === '') return this.#read(given)
    // The end of an instruction is no event of the parser's: it is given alone, so as to be passed before what follows.
    const alone = awaited === '?>' ? ' ?>'.length : 0
    const rest = this.#leftOut.restOf(given)
    this.#give(rest.slice(0, alone))
    this.#read(rest.slice(alone))
  }

  /** Reads what is plain, and gives the parser what is not: up to the next ">", behind which all may be plain again. */
  #read(text: string): void {
    let from = 0
    // Where nothing becomes plain the parser is given twice as much each time, since each time costs.
    let least = 1
    while (from < text.length) {
      if (this.#isBehindTag()) {
        const end = this.#plain.read(text, from, DEEPEST - this.#depth)
        if (end > from) least = 1
        from = end
        if (from === text.length) return
        this.#catchUp()
      }
      const end = text.indexOf('>', from + least - 1) + 1
      const given = text.slice(from, end === 0 ? text.length : end)
      this.#give(given)
      from += given.length
      least *= 2
      if (this.#leftOut.awaited !== '') return this.#feed(text.slice(from))
    }
  }

  /** Whether what comes next stands in the outermost element, behind a tag or the like. (A comment's end is told before its ">".) */
  #isBehindTag(): boolean {
    return this.#depth > 0 && this.#at === this.#fed && this.#leftOut.lastBefore === '>'
  }

  /** Tells the parser of the elements that were opened without it. */
  #catchUp(): void {
    const names = this.#plain.handOver()
    this.#toldBefore = names.length
    this.#give(names.map((name) => `<${name}>`).join(''))
  }

  #give(segment: string): void {
    if (segment === '') return
    this.#segment = segment
    this.#start = this.#fed
    this.#fed += segment.length
    this.#parser.write(segment)
    this.#passInstructions()
    this.#leftOut.lastBefore = segment.slice(-1)
    this.#head = this.#begins()
    this.#segment = ''
    this.#start = this.#fed
    if (this.#fed - this.#at > LONGEST) this.#shorten()
  }

  /** The ends of instructions (and of the XML declaration) are looked for here, as if the parser told of them. */
  #passInstructions(): void {
    while (this.#place() === 'instruction') {
      const from = this.#at - this.#start
      const text = from > 0 ? this.#segment.slice(from) : this.#leftOut.lastBefore + this.#segment
      const end = text.indexOf('?>')
      const at = this.#fed - text.length + end + 2
      if (end < 0 || at > this.#parser.position) return
      this.#at = at
    }
  }

  #refuseDocumentType(): void {
    if (this.#place() === 'declaration') this.#halt({ stops: true, kind: 'doctype' })
  }

  /** How what follows the last event begins: enough of it to tell what it is. */
  #begins(): string {
    const from = this.#at - this.#start
    const wanted = '<!DOCTYPE'.length
    if (from >= 0) return this.#segment.slice(from, from + wanted)
    return this.#head.length >= wanted ? this.#head : this.#head + this.#segment.slice(0, wanted - this.#head.length)
  }

  /** What the parser is in the middle of. */
  #place(): Place {
    const begins = this.#begins()
    if (!begins.startsWith('<')) return 'text'
    if (begins.startsWith('<!--')) return 'comment'
    if (begins.startsWith('<![CDATA[')) return 'cdata'
    if (begins.startsWith('<!')) return 'declaration'
    return begins.startsWith('<?') ? 'instruction' : 'tag'
  }

  /** Something has grown too long to be held: what is left of it is passed over, or the reading ends. */
  #shorten(): void {
    const place = this.#place()
    switch (place) {
      case 'text':
        return this.#leftOut.begin('<')
      case 'comment':
        return this.#leftOut.begin('-->')
      case 'cdata':
        return this.#leftOut.begin(']]>')
      case 'instruction':
        return this.#leftOut.begin('?>')
      case 'tag':
        return this.#halt({ stops: true, kind: 'tag-too-long' })
      case 'declaration':
        return this.#halt({ stops: true, kind: 'doctype' })
      default:
        return place satisfies never
    }
  }

  /** Passes a tag, and gives its length. */
  #passTag(): number {
    const position = this.#parser.position
    const length = position - this.#at
    if (length > LONGEST) this.#halt({ stops: true, kind: 'tag-too-long' })
    this.#at = position
    return length
  }

  /** Weighs a fault that saxes found: whether one value is spoilt, or nothing that follows can be trusted. */
  #weigh(message: string): void {
    this.#passInstructions()
    // What follows the last event says nothing where the parser has not come to it.
    const place = this.#at >= this.#parser.position ? 'text' : this.#place()
    const fault = faultOf(message, place, this.#opened)
    if (fault.stops) this.#halt(fault)
    else this.#fault(fault)
  }
}

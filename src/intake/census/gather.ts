import { quotedName } from '../quoted.ts'
import type { Element, Group } from './element.ts'
import type { Filling } from './filling.ts'
import type { Teller } from './teller.ts'
import { LONGEST } from './xml.ts'
import { isBlank, type XmlEvents } from './xml-events.ts'

/** Text longer than this may be a slice of the piece it was read from, which it would keep in memory. */
const LONGEST_COPIED = 12

/** Attributes that say how the file is written, and nothing of what is in it. */
const OF_THE_FORM = /^(?:xmlns|xsi|xml)(?::|$)/

/**
 * Follows the elements of a census as they open and close, and gives the text of each to what the structure says of it.
 * What the structure does not know is passed over with its content and told.
 */
export class Gatherer implements XmlEvents {
  readonly #into: Filling
  readonly #teller: Teller
  readonly #line: () => number
  readonly #wrongRoot: (name: string) => void

  /** The element that is open, those around it, and which of its children each has had. */
  #element: Element
  readonly #around: Element[] = []
  readonly #seen: number[] = [0]
  /** Which of its children the last one was. */
  readonly #places: number[] = [0]
  /** Where the last tag stood, where the open element began, and its text. */
  #passed = 1
  #began = 1
  #text = ''
  #spoilt = false
  /** How deep in an element that is passed over. */
  #passedOver = 0

  /**
   * @param structure what may stand where, from around the outermost element on
   * @param line the line that has been reached
   * @param wrongRoot what to do where the outermost element is another
   */
  constructor(structure: Group, into: Filling, line: () => number, wrongRoot: (name: string) => void) {
    this.#element = structure
    this.#into = into
    this.#teller = into.teller
    this.#line = line
    this.#wrongRoot = wrongRoot
  }

  open(name: string, attributes: readonly string[]): void {
    if (this.#passedOver > 0) {
      this.#passedOver += 1
      return
    }
    const parent = this.#element
    const depth = this.#around.length
    const line = this.#line()
    const element = parent.kind === 'group' ? this.#child(parent, name, depth) : undefined
    if (element === undefined) {
      if (depth === 0) return this.#wrongRoot(name)
      this.#unknown(parent, name, line)
      this.#passedOver = 1
      return
    }
    if (element.once !== 0) {
      const seen = this.#seen[depth] ?? 0
      if ((seen & element.once) !== 0) {
        this.#twice(parent, element, line)
        this.#passedOver = 1
        return
      }
      this.#seen[depth] = seen | element.once
    }
    for (const attribute of attributes) this.#attribute(element, attribute, line)
    this.#around.push(parent)
    this.#seen[depth + 1] = 0
    this.#places[depth + 1] = 0
    this.#element = element
    this.#began = line
    this.#passed = line
    this.#spoilt = false
    if (element.kind === 'group') element.open(this.#into, line)
    else this.#text = ''
  }

  text(text: string): void {
    if (this.#passedOver > 0) return
    if (this.#element.kind === 'leaf') {
      if (this.#text.length + text.length > LONGEST) this.#tooLong()
      else this.#text = this.#text === '' ? text : this.#text + text
    } else if (text.length > LONGEST) {
      this.#tooLong()
    } else if (!isBlank(text)) {
      this.#stray(this.#element, text)
    }
  }

  close(): void {
    this.#passed = this.#line()
    if (this.#passedOver > 0) {
      this.#passedOver -= 1
      return
    }
    const element = this.#element
    if (element.kind === 'leaf') this.#read(element)
    else element.close(this.#into)
    const parent = this.#around.pop()
    if (parent !== undefined) this.#element = parent
  }

  /** Says that the text being read is not what was meant. */
  spoil(): void {
    this.#spoilt = true
  }

  /**
   * The child element of a name. It is sought from the one before on: elements come in order, so that a comparison or two
   * find it, where a map would first have to hash a name that has just been cut from the text.
   */
  #child(parent: Group, name: string, depth: number): Element | undefined {
    const { children } = parent
    const from = this.#places[depth] ?? 0
    for (let i = from; i < children.length; i++) {
      const child = children[i]
      if (child?.name === name) {
        this.#places[depth] = i
        return child
      }
    }
    for (let i = 0; i < from; i++) {
      const child = children[i]
      if (child?.name === name) {
        this.#places[depth] = i
        return child
      }
    }
    return this.#nearly(parent, name)
  }

  #read(element: Element & { readonly kind: 'leaf' }): void {
    if (this.#spoilt) return
    const text = this.#text.trim()
    if (text === '') {
      this.#teller.count(`empty ${element.name}`, this.#began, (times) => ({
        weight: 'note',
        rule: 'empty-element',
        message: `${element.name} stands empty ${times}; it is taken as left out.`,
        remedy: 'Leave an element out where there is nothing to say.',
      }))
      return
    }
    element.read(this.#into, text.length > LONGEST_COPIED ? copied(text) : text, this.#began, element.name)
  }

  /** The child element of this name in another mix of small and capital letters, or with a prefix. */
  #nearly(parent: Group, name: string): Element | undefined {
    const local = name.slice(name.indexOf(':') + 1)
    const small = local.toLowerCase()
    const element = parent.children.find((each) => each.name.toLowerCase() === small)
    if (element !== undefined && element.name !== local) {
      this.#teller.count(`spelling ${name}`, this.#line(), (times) => ({
        weight: 'note',
        rule: 'element-spelling',
        message: `${element.name} is written ${quotedName(name)} ${times}; it is read all the same.`,
        remedy: `Ask the supplier of the case system to write ${element.name}, as the collection does.`,
      }))
    }
    return element
  }

  #unknown(parent: Element, name: string, line: number): void {
    const where = parent.name
    this.#teller.count(`unknown ${where} ${name}`, line, (times) => ({
      weight: 'refused',
      rule: 'unknown-element',
      message: `${quotedName(name)} is not known in ${where}. It stands there ${times}, and is passed over with its content.`,
      remedy: 'See whether it is a new part of the collection or a slip of the export; what it says is not used.',
    }))
  }

  #attribute(element: Element, attribute: string, line: number): void {
    if (OF_THE_FORM.test(attribute)) return
    this.#teller.count(`attribute ${element.name} ${attribute}`, line, (times) => ({
      weight: 'note',
      rule: 'unknown-attribute',
      message: `${element.name} has an attribute ${quotedName(attribute)} ${times}; the census knows none, and it is ignored.`,
      remedy: 'See that nothing of importance is said by it.',
    }))
  }

  #twice(parent: Element, element: Element, line: number): void {
    this.#teller.tell(line, {
      weight: 'refused',
      rule: 'given-twice',
      message: `${element.name} stands twice in one ${parent.name}; the first is taken, this one is not.`,
      remedy: 'Correct the record, and see that the export does not write it twice.',
    })
  }

  #stray(element: Element, text: string): void {
    const before = text.slice(0, text.search(/\S/))
    this.#teller.tell(this.#passed + before.split('\n').length - 1, {
      weight: 'refused',
      rule: 'stray-text',
      message: `Text stands between the elements of ${element.name}; it is ignored.`,
      remedy: 'See whether an element has lost its tags there.',
    })
  }

  #tooLong(): void {
    if (this.#spoilt) return
    this.#spoilt = true
    this.#teller.tell(this.#passed, {
      weight: 'refused',
      rule: 'text-too-long',
      message: `The text in ${this.#element.name} is longer than ${LONGEST.toLocaleString('en-GB')} characters; it is not taken.`,
      remedy: 'See what the export has written there.',
    })
  }
}

function copied(text: string): string {
  return Buffer.from(text).toString()
}

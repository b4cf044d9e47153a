import { widthOf, wrap } from '../drawing/letters.ts'
import { sayDate } from '../scan/words.ts'
import { type Axis, axisOf, placeOf, SMALL, STRONG, type Tick, ticksOf } from './axis.ts'
import {
  COMING,
  type Coming,
  type ComingLook,
  type Lane,
  type MomentLook,
  type Spell,
  type SpellLook,
  type TimeLine,
} from './time-line.ts'

// Where everything of a time line stands, in pixels. Nothing is measured when it is drawn: texts are placed by how wide they are
// at the most, so that none lies upon another whatever fonts a machine has.

export interface Picture {
  readonly width: number
  readonly height: number
  readonly axis: Axis
  readonly ticks: readonly Tick[]
  readonly today: { readonly x: number; readonly text: Text }
  readonly titles: readonly Text[]
  readonly rules: readonly number[]
  readonly bars: readonly Bar[]
  readonly marks: readonly Mark[]
  readonly texts: readonly Text[]
  /** Inside bars. */
  readonly labels: readonly Text[]
  /** Of the key. */
  readonly signs: readonly Mark[]
  /** Where the rows end and the key begins. */
  readonly bottom: number
}

export interface Text {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly bold: boolean
}

export interface Bar {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly look: SpellLook
  readonly goesOn: boolean
}

export type Shape = MomentLook | ComingLook

export interface Mark {
  readonly x: number
  readonly y: number
  readonly shape: Shape
}

export const BAR = 24
const PITCH = 30
const LINE = 18
const EDGE = 8
const TITLES = 190
/** From this width on, the titles of the rows stand at their left; on a narrower one above them. */
const WIDE = 700
const TOP = 50
const MARK = 8
/** More than these are told in the table alone. */
const MOST_COMING = 8

const SHAPES: Readonly<Record<Shape, string>> = {
  conference: 'Initial conference',
  review: 'Review conference',
  ended: 'Pathway ended',
  overdue: 'Overdue',
  due: 'Due',
  silent: 'Was due; no file tells whether it was done',
  forecast: 'Forecast, if nothing else changes',
}

/** Places a time line on a picture of a width. */
export function setOut(line: TimeLine, width: number): Picture {
  const left = width >= WIDE ? TITLES : EDGE
  const axis = axisOf(line, left, width - EDGE)
  const sheet = new Sheet(axis, width, width >= WIDE)
  for (const lane of line.lanes) sheet.addLane(lane, placeOf(axis, line.today))
  sheet.addComing(line.coming)
  return sheet.picture(line)
}

class Sheet {
  readonly #axis: Axis
  readonly #width: number
  readonly #titlesBeside: boolean
  #y = TOP
  readonly #titles: Text[] = []
  readonly #rules: number[] = []
  readonly #bars: Bar[] = []
  readonly #marks: Mark[] = []
  readonly #texts: Text[] = []
  readonly #labels: Text[] = []
  readonly #signs: Mark[] = []
  readonly #numbers = new Map<string, number>()

  constructor(axis: Axis, width: number, titlesBeside: boolean) {
    this.#axis = axis
    this.#width = width
    this.#titlesBeside = titlesBeside
  }

  addLane({ title, spells, moments }: Lane, today: number): void {
    const bottom = this.#addTitle(title)
    const ends: number[] = []
    const top = this.#y
    for (const spell of spells.toSorted((a, b) => a.from - b.from)) {
      const x = placeOf(this.#axis, spell.from)
      const end = spell.until === null ? today : placeOf(this.#axis, spell.until)
      const right = Math.max(end, x + 4)
      const row = freeRow(ends, x, right)
      this.#addBar(spell, x, right, top + row * PITCH)
    }
    const below = top + ends.length * PITCH
    const marked: number[] = []
    for (const { on, title: text, look } of moments.toSorted((a, b) => a.on - b.on)) {
      const x = placeOf(this.#axis, on)
      const beside = text === '' ? null : this.#beside(x, text)
      const row = freeRow(marked, Math.min(x - MARK, beside?.x ?? x), Math.max(x + MARK, beside?.right ?? x))
      const y = below + row * PITCH + BAR / 2
      this.#marks.push({ x, y, shape: look })
      if (beside !== null) this.#texts.push({ x: beside.x, y: y + 5, text, bold: false })
    }
    this.#y = Math.max(bottom, below + marked.length * PITCH) + 6
  }

  addComing(coming: readonly Coming[]): void {
    if (coming.length === 0) return
    const bottom = this.#addTitle(COMING)
    for (const { on, title, look } of coming.slice(0, MOST_COMING)) {
      const x = placeOf(this.#axis, on)
      const onRight = this.#axis.right - x > x - this.#axis.left
      const room = (onRight ? this.#axis.right - x : x - this.#axis.left) - MARK - 6
      const lines = shortened(`${sayDate(on)}: ${title}`, room)
      this.#marks.push({ x, y: this.#y + 10, shape: look })
      for (const [place, text] of lines.entries()) {
        const start = onRight ? x + MARK + 4 : x - MARK - 4 - widthOf(text, SMALL)
        this.#texts.push({ x: start, y: this.#y + 15 + place * LINE, text, bold: false })
      }
      this.#y += lines.length * LINE + 7
    }
    const more = coming.length - MOST_COMING
    if (more > 0) {
      this.#texts.push({ x: this.#axis.left, y: this.#y + 15, text: `and ${more} more in the table`, bold: false })
      this.#y += LINE + 7
    }
    this.#y = Math.max(this.#y, bottom) + 4
  }

  picture(line: TimeLine): Picture {
    const bottom = this.#y
    this.#rules.push(bottom)
    this.#addKey()
    const x = placeOf(this.#axis, line.today)
    const text = `Today, ${sayDate(line.today)}`
    const wide = widthOf(text, STRONG)
    const start = Math.max(EDGE, Math.min(x - wide / 2, this.#width - EDGE - wide))
    return {
      width: this.#width,
      height: this.#y + 4,
      axis: this.#axis,
      ticks: ticksOf(this.#axis),
      today: { x, text: { x: start, y: 17, text, bold: true } },
      titles: this.#titles,
      rules: this.#rules,
      bars: this.#bars,
      marks: this.#marks,
      texts: this.#texts,
      labels: this.#labels,
      signs: this.#signs,
      bottom,
    }
  }

  /** Gives how far down the title reaches; what stands beside it begins at `#y`. */
  #addTitle(title: string): number {
    this.#rules.push(this.#y)
    this.#y += 6
    const lines = wrap(title, STRONG, this.#titlesBeside ? TITLES - EDGE - 12 : this.#width - 2 * EDGE)
    for (const [place, text] of lines.entries()) {
      this.#titles.push({ x: EDGE, y: this.#y + 15 + place * LINE, text, bold: true })
    }
    const bottom = this.#y + lines.length * LINE + 3
    if (!this.#titlesBeside) this.#y = bottom + 3
    return bottom
  }

  #addBar({ title, look, until }: Spell, x: number, right: number, y: number): void {
    const width = right - x
    this.#bars.push({ x, y, width, look, goesOn: until === null })
    if (title === '') return
    const room = width - 10 - (until === null ? 6 : 0)
    const number = this.#numbers.get(title)
    const text = widthOf(title, SMALL) <= room ? title : `${number ?? this.#numbers.size + 1}`
    if (text !== title) this.#numbers.set(title, Number(text))
    if (widthOf(text, SMALL) <= width - 4) {
      this.#labels.push({ x: text === title ? x + 5 : x + 3, y: y + 17, text, bold: false })
    }
  }

  /** Where a text stands beside a mark: to its right, or to its left where there is no room. */
  #beside(x: number, text: string): { readonly x: number; readonly right: number } {
    const wide = widthOf(text, SMALL)
    const start = x + MARK + 4 + wide <= this.#axis.right ? x + MARK + 4 : x - MARK - 4 - wide
    return { x: start, right: start + wide }
  }

  #addKey(): void {
    this.#y += 12
    const shapes = new Set(this.#marks.map(({ shape }) => shape))
    let x = EDGE
    for (const shape of shapes) {
      const wide = 24 + widthOf(SHAPES[shape], SMALL)
      if (x > EDGE && x + wide > this.#width - EDGE) {
        x = EDGE
        this.#y += 24
      }
      this.#signs.push({ x: x + MARK, y: this.#y + 10, shape })
      this.#texts.push({ x: x + 22, y: this.#y + 15, text: SHAPES[shape], bold: false })
      x += wide + 18
    }
    if (shapes.size > 0) this.#y += 26
    for (const [title, number] of this.#numbers) {
      for (const [place, text] of wrap(title, SMALL, this.#width - 2 * EDGE - 26).entries()) {
        if (place === 0) this.#texts.push({ x: EDGE, y: this.#y + 15, text: `${number}`, bold: true })
        this.#texts.push({ x: EDGE + 26, y: this.#y + 15, text, bold: false })
        this.#y += LINE + 1
      }
    }
  }
}

/** The first row with nothing in it from `x` on; it is taken up to `right`. */
function freeRow(ends: number[], x: number, right: number): number {
  const free = ends.findIndex((end) => end + 2 <= x)
  const row = free === -1 ? ends.length : free
  ends[row] = right
  return row
}

/** Two lines of a text at the most, the second cut where there is more. */
function shortened(text: string, room: number): readonly string[] {
  const lines = wrap(text, SMALL, room)
  const [first = '', second] = lines
  if (second === undefined) return [first]
  if (lines.length === 2) return [first, second]
  let cut = second
  while (cut !== '' && widthOf(`${cut}…`, SMALL) > room) cut = cut.slice(0, -1)
  return [first, `${cut.trimEnd()}…`]
}

/** Narrower than this nothing can be read, and the width asked for is not kept to. */
const LEAST_WIDTH = 40

/** Lines of text for a terminal of a fixed width; nothing in them moves the cursor or turns the writing round. */
export class Layout {
  readonly width: number
  readonly #lines: string[] = []

  constructor(width: number) {
    this.width = Math.max(LEAST_WIDTH, Math.floor(width))
  }

  get text(): string {
    return this.#lines.map((line) => `${line}\n`).join('')
  }

  blank(): void {
    this.#lines.push('')
  }

  /** A heading with a line under it. */
  heading(text: string): void {
    this.blank()
    const lines = wrap(text, this.width)
    this.#lines.push(...lines, '-'.repeat(Math.max(...lines.map(({ length }) => length))))
  }

  /** A paragraph, wrapped; every line after the first is indented by `hanging` more. */
  paragraph(text: string, indent = 0, hanging = 0): void {
    const lines = wrap(text, this.width - indent - hanging, hanging)
    lines.forEach((line, i) => {
      this.#lines.push(`${' '.repeat(i === 0 ? indent : indent + hanging)}${line}`)
    })
  }

  /** Names to the left, wrapped where they are long, and columns of numbers to the right. */
  table(header: readonly string[], rows: readonly (readonly string[])[]): void {
    const numbers = header.length - 1
    const widths = header.slice(1).map((title, i) => {
      const words = title.split(' ').map(({ length }) => length)
      const values = rows.map((row) => row[i + 1]?.length ?? 0)
      return Math.max(...words, ...values, Math.min(title.length, Math.floor(this.width / 10)))
    })
    const left = Math.max(20, this.width - widths.reduce((sum, width) => sum + width + 2, 0))
    for (const row of [header, ...rows]) {
      const cells = [wrap(row[0] ?? '', left - 2, 2)]
      for (let i = 0; i < numbers; i++) cells.push(wrap(row[i + 1] ?? '', widths[i] ?? 5))
      const height = Math.max(...cells.map(({ length }) => length))
      for (let line = 0; line < height; line++) {
        const [name = [], ...others] = cells
        const first = `${line === 0 ? '' : '  '}${name[line] ?? ''}`.padEnd(left)
        const rest = others.map((cell, i) => `  ${(cell[line] ?? '').padStart(widths[i] ?? 5)}`)
        this.#lines.push(`${first}${rest.join('')}`.trimEnd())
      }
    }
  }
}

/**
 * Breaks a text into lines between words; a word longer than a line is cut. The first line may be longer by `first`, for one
 * that is indented less than the rest.
 */
export function wrap(text: string, width: number, first = 0): readonly string[] {
  const lines: string[] = []
  let line = ''
  const room = (): number => (lines.length === 0 ? width + first : width)
  for (const word of printable(text).split(' ')) {
    let rest = word
    if (line !== '' && line.length + 1 + rest.length > room()) {
      lines.push(line)
      line = ''
    }
    while (rest.length > room()) {
      const cut = room()
      lines.push(rest.slice(0, cut))
      rest = rest.slice(cut)
    }
    line = line === '' ? rest : `${line} ${rest}`
  }
  lines.push(line)
  return lines
}

/** What would move the cursor, colour the screen or turn the reading direction, or is not seen at all, becomes a mark. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD')
}

// Text as people type and paste it. What is kept has one kind of line end; what Word leaves in it is read, never thrown away.

/** Text as it is kept: each line ends in one way, and nothing else of it is changed. */
export function keptText(typed: string): string {
  // Word writes a line break inside a paragraph as a vertical tab, and PowerPoint a page break.
  return typed.replaceAll(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n')
}

/** A piece of a text as it is shown. */
export type Block =
  | { readonly kind: 'paragraph'; readonly lines: readonly string[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly start: number; readonly items: readonly string[] }

/** How Word, Outlook and people begin an item of a list: with a bullet of one of their fonts, a dash, or a number. */
const BULLET = /^\s*(?:[•‣◦▪▫●○■□–—*·\u00A7\uF0A7\uF0B7\uF0D8\uF0FC\uF0A8-]|o(?=\t|\s{2,}))[\s\u00A0]+(?=\S)/
const NUMBER = /^\s*(\d{1,3})[.)][\s\u00A0]+(?=\S)/

/** The paragraphs and lists of a text. Every word of it is in one of them. */
export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = []
  let lines: string[] = []
  let items: string[] = []
  let ordered = false
  let start = 1
  const end = (): void => {
    if (lines.length > 0) blocks.push({ kind: 'paragraph', lines })
    if (items.length > 0) blocks.push({ kind: 'list', ordered, start, items })
    lines = []
    items = []
  }
  for (const line of text.split('\n')) {
    const number = NUMBER.exec(line)
    const bullet = number === null ? BULLET.exec(line) : null
    const mark = number ?? bullet
    if (line.trim() === '') end()
    else if (mark === null) {
      if (items.length > 0) end()
      lines.push(line.trim())
    } else {
      const isOrdered = number !== null
      const next = isOrdered ? Number(number[1]) : 1
      if (
        lines.length > 0 ||
        (items.length > 0 && (ordered !== isOrdered || (isOrdered && next !== start + items.length)))
      )
        end()
      if (items.length === 0) {
        ordered = isOrdered
        start = next
      }
      items.push(line.slice(mark[0].length).trim())
    }
  }
  end()
  return blocks
}

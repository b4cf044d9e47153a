import { sayNumber } from '../words.ts'
import { type Content, html, type Markup } from './markup.ts'

/** The heads of a table's columns; a number's column is named with a `#` before it and stands to the right. */
export function tableHead(columns: readonly string[]): Markup {
  const cells = columns.map((column) =>
    column.startsWith('#')
      ? html`<th scope="col" class="num">${column.slice(1)}</th>`
      : html`<th scope="col">${column}</th>`,
  )
  return html`<thead><tr>${cells}</tr></thead>`
}

export function numberCell(content: number | string): Markup {
  return html`<td class="num">${typeof content === 'number' ? sayNumber(content) : content}</td>`
}

/** A caption for those who do not see the heading above the table. */
export function hiddenCaption(title: Content): Markup {
  return html`<caption class="vh">${title}</caption>`
}

/** A link to a child's time line, by the authority's identifier. */
export function childLink(child: number, id: string): Markup {
  return html`<a href="#c${child}"><bdi>${id}</bdi></a>`
}

/** The last part of a path, however it is written. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}

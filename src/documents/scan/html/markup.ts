/**
 * Text that may stand in a page as it is. Only `html` makes it, and it escapes whatever is not markup already: a value
 * from a file cannot become part of the page's structure, since there is no second way in.
 */
class Markup {
  readonly text: string
  // Without something of its own the class would be nothing but a shape, and any object with a text would pass for it.
  readonly #made = true

  constructor(text: string) {
    this.text = text
  }

  static is(value: unknown): value is Markup {
    return typeof value === 'object' && value !== null && #made in value
  }
}

export type { Markup }

/** What may stand in a template: text is escaped, markup is not, a list is written piece by piece, null is nothing. */
export type Content = string | number | null | Markup | readonly Content[]

/**
 * A piece of a page. Attribute values always stand between double quotes. A line break of the template, with the
 * indentation after it, is one line break of the page, so that templates can be laid out to be read.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  const parts = withoutIndentation(strings)
  let text = parts[0] ?? ''
  for (let i = 0; i < values.length; i++) text += written(values[i] ?? null) + (parts[i + 1] ?? '')
  return new Markup(text)
}

/** The pieces with a separator between them. */
export function joined(pieces: readonly Content[], separator: Content): Content {
  return pieces.flatMap((piece, i) => (i === 0 ? [piece] : [separator, piece]))
}

const narrowed = new WeakMap<TemplateStringsArray, readonly string[]>()

/** Worked out once for each template in the source. */
function withoutIndentation(strings: TemplateStringsArray): readonly string[] {
  const known = narrowed.get(strings)
  if (known !== undefined) return known
  const parts = strings.map((part) => part.replace(/\n\s*/g, '\n'))
  narrowed.set(strings, parts)
  return parts
}

function written(value: Content): string {
  if (typeof value === 'string') return escaped(value)
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  if (Markup.is(value)) return value.text
  let text = ''
  for (const each of value) text += written(each)
  return text
}

const SPECIAL = /[&<>"']/
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
// Characters that no HTML page may hold, even written as numbers; a damaged file can bring them along.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to take out
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g

function escaped(text: string): string {
  const clean = text.toWellFormed().replace(UNPRINTABLE, '\ufffd')
  return SPECIAL.test(clean) ? clean.replace(/[&<>"']/g, (each) => ENTITIES[each] ?? each) : clean
}

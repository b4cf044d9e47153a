/** Longer names of entities are taken for a bare ampersand. */
const LONGEST = 34

const KNOWN = /&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});/y
const NAMED = /&([A-Za-z_#][\w.-]*);/y
const UNFINISHED = /&[\w#.-]*$/y

/** An ampersand that begins none of the entities that XML has of itself. */
export type OddAmpersand =
  | { readonly kind: 'bare'; readonly at: number }
  | { readonly kind: 'entity'; readonly at: number; readonly name: string }
  /** The text ends before it can be told. */
  | { readonly kind: 'unfinished'; readonly at: number }

/**
 * The first odd ampersand of a text, if there is one.
 *
 * @param from where to begin
 * @param last whether nothing follows the text
 */
export function oddAmpersand(text: string, from: number, last: boolean): OddAmpersand | null {
  for (let at = text.indexOf('&', from); at >= 0; at = text.indexOf('&', at + 1)) {
    if (matchAt(KNOWN, text, at) !== null) continue
    if (!last && text.length - at < LONGEST && matchAt(UNFINISHED, text, at) !== null) return { kind: 'unfinished', at }
    const name = matchAt(NAMED, text.slice(0, at + LONGEST), at)?.[1]
    return name === undefined ? { kind: 'bare', at } : { kind: 'entity', at, name }
  }
  return null
}

function matchAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at
  return sticky.exec(text)
}

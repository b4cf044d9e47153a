import { addressesIn } from './addresses.ts'
import type { Block, Cell, Paper } from './paper.ts'

/** Somebody whom a paper may name in what was written freely, besides whom it is about; or where somebody may be. */
export interface NameInText {
  /** As it is found: of an address its postcode, or its street. */
  readonly name: string
  /** `somebody`: words that look like a name, and are nobody's who is known here. */
  readonly as: 'works-here' | 'of-the-family' | 'somebody' | 'address'
  readonly times: number
  /** Where it stands first, with some words around it. */
  readonly excerpt: string
}

/** Who is known by name. */
export interface KnownNames {
  /** Whom the paper is about. */
  readonly subject: string
  readonly staff: readonly string[]
  readonly family: readonly string[]
  /** Titles whose words are no names, such as those of agencies. */
  readonly titles: readonly string[]
}

const AROUND = 40

/**
 * The names in what was written freely in a paper: of people who are known, however written, and what else looks like a name by
 * its capitals; and what looks like an address, which comes first. A hint to whoever reads it before it goes, and no proof that nobody else is named.
 */
export function thirdPartiesIn(paper: Paper, { subject, staff, family, titles }: KnownNames): readonly NameInText[] {
  const text = freeText(paper)
  const known = [
    ...family.map((name) => ({ name, as: 'of-the-family' as const })),
    ...staff.map((name) => ({ name, as: 'works-here' as const })),
  ].filter(({ name }) => name !== subject)
  const addresses = addressesIn(text)
  const found = known.flatMap(({ name, as }) => told(name, as, text))
  const taken = new Set([subject, ...titles, ...found.map(({ name }) => name)].flatMap((name) => wordsOf(name)))
  const isNone = (word: string): boolean => wordsOf(word).every((part) => taken.has(part) || NO_NAMES.has(part))
  const likely = new Set([...text.matchAll(LIKE_A_NAME)].map(([words]) => without(words.split(' '), isNone).join(' ')))
  const others = [...likely].filter((name) => !addresses.some((address) => address.includes(name)))
  return [
    ...addresses.flatMap((address) => told(address, 'address', text)),
    ...found,
    ...others.flatMap((name) => told(name, 'somebody', text)),
  ]
}

/** Two or more words with capitals, or one in the midst of a sentence. */
const LIKE_A_NAME =
  /\p{Lu}[\p{L}\p{M}’'-]+(?: \p{Lu}[\p{L}\p{M}’'-]+)+|(?<=[\p{Ll},] )\p{Lu}(?:[\p{Ll}\p{M}]|[’']\p{Lu})[\p{L}\p{M}’'-]+/gu

const NO_NAMES = new Set(
  [
    'monday tuesday wednesday thursday friday saturday sunday',
    'january february march april may june july august september october november december',
    'a an and at but for he her his if in it my no not of on our she that the their then there they this to was we when who',
    'tier team manager social worker council police health school plan review conference panel',
  ].flatMap((words) => words.split(' ')),
)

/** Words without those at either end that are part of no name. */
function without(words: readonly string[], isNone: (word: string) => boolean): readonly string[] {
  const first = words.findIndex((word) => !isNone(word))
  const last = words.findLastIndex((word) => !isNone(word))
  return first < 0 ? [] : words.slice(first, last + 1)
}

function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
}

function told(name: string, as: NameInText['as'], text: string): readonly NameInText[] {
  if (name.trim() === '') return []
  const all = [...text.matchAll(patternOf(name))]
  const at = all[0]?.index
  if (at === undefined) return []
  const excerpt = text.slice(Math.max(0, at - AROUND), at + name.length + AROUND).replaceAll(/\s+/g, ' ')
  return [{ name, as, times: all.length, excerpt: `…${excerpt.trim()}…` }]
}

function patternOf(name: string): RegExp {
  const words = name
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`(?<![\\p{L}\\p{N}])${words.join('\\s+')}(?![\\p{L}\\p{N}])`, 'giu')
}

function freeText({ sections }: Paper): string {
  return sections.flatMap(({ blocks }) => blocks.flatMap(textsIn)).join('\n')
}

function textsIn(block: Block): readonly string[] {
  switch (block.kind) {
    case 'words':
      return [block.text]
    case 'list':
    case 'numbered':
      return block.items
    case 'fields':
      return block.fields.map(({ says }) => saidIn(says))
    case 'table':
      return block.rows.flatMap((row) => row.map(saidIn))
    case 'question':
    case 'absent':
    case 'note':
      return []
    default:
      return block satisfies never
  }
}

function saidIn(cell: Cell): string {
  return 'says' in cell ? cell.says : ''
}

/** A text without these names and addresses, wherever they stand in it, the longest first. */
export function takeOut(text: string, out: readonly Pick<NameInText, 'name' | 'as'>[]): string {
  return out
    .toSorted((a, b) => b.name.length - a.name.length)
    .reduce((rest, { name, as }) => {
      const instead = as === 'address' ? '[address taken out]' : '[name taken out]'
      return name.trim() === '' ? rest : rest.replaceAll(patternOf(name), instead)
    }, text)
}

/** Something to choose by its name. */
export interface Named {
  readonly value: string
  readonly text: string
}

/** Of more than so many one is chosen by writing a name, which the browser completes, and no more from a list that opens. */
export const LONG_LIST = 150

/** So many are shown to choose between, where what was written fits several. */
const MOST_ALIKE = 20

/** Who is meant by what was written. */
export type Meant<T extends Named> =
  | { readonly kind: 'one'; readonly named: T }
  | { readonly kind: 'several'; readonly alike: readonly T[] }
  | { readonly kind: 'nobody' }

/**
 * Who is meant by a name as somebody writes it: whole, with or without what follows it in the list, or some of its words.
 * Capitals, accents and spaces do not matter. What fits a whole name is not sought among parts of others.
 */
export function meantBy<T extends Named>(written: string, all: readonly T[]): Meant<T> {
  const sought = plain(written)
  if (sought === '') return { kind: 'nobody' }
  const words = sought.split(' ')
  const ways: readonly ((each: T) => boolean)[] = [
    ({ value, text }) => value === written || plain(text) === sought,
    ({ text }) => plain(text.split(/[,(]/, 1)[0] ?? '') === sought,
    ({ text }) => {
      const parts = plain(text).split(' ')
      return words.every((word) => parts.some((part) => part.startsWith(word)))
    },
  ]
  for (const way of ways) {
    const found = all.filter(way)
    const [first] = found
    if (first === undefined) continue
    return found.length === 1 ? { kind: 'one', named: first } : { kind: 'several', alike: found.slice(0, MOST_ALIKE) }
  }
  return { kind: 'nobody' }
}

/** What is said where it is not clear who is meant; '' where it is. */
export function sayUnclear(written: string, meant: Meant<Named>): string {
  switch (meant.kind) {
    case 'one':
      return ''
    case 'several':
      return `Several people are called “${written}”: choose one of them`
    case 'nobody':
      return `Nobody here is called “${written}”: write the name as the authority knows it`
    default:
      return meant satisfies never
  }
}

function plain(text: string): string {
  const bare = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return bare.replaceAll(/[\s,()]+/g, ' ').trim()
}

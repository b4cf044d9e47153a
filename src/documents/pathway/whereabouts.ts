import type { Withheld } from '../../record/sharing/whereabouts.ts'

/** "Where the child is must not become known to the father.": what every page and paper of a case says of what is withheld in it. */
export function sayWithheldWhereabouts({
  whose,
  carer,
  from,
  named,
}: Omit<Withheld, 'caseId' | 'reviewOn' | 'scope'>): string {
  return `Where ${WHOSE[whose](carer)} must not become known to ${saidFrom(from, named)}.`
}

const WHOSE: Readonly<Record<Withheld['whose'], (carer: string) => string>> = {
  child: () => 'the child is',
  carer: (carer) => `${carer} is`,
  'child-and-carer': (carer) => `the child and ${carer} are`,
}

function saidFrom(from: Withheld['from'], named: string): string {
  switch (from) {
    case 'family':
      return named === '' ? 'the family' : named
    case 'somebody':
    case 'person':
      return named
    case 'agency':
      return `anybody of ${named}`
    default:
      return from satisfies never
  }
}

/** What stands first on what leaves a case: an address in it tells whom it must not tell. '' where nothing is withheld. */
export function whereaboutsWarnings(withheld: readonly Withheld[], child: string | null = null): readonly string[] {
  return withheld.map((each) => {
    const of = child === null ? '' : ` (${child})`
    return `Whereabouts withheld${of}. ${sayWithheldWhereabouts(each)} Take out every address before this goes to anybody else.`
  })
}

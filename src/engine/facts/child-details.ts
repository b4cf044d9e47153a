import type { Child } from './fact.ts'

/** What one source says of who a child is; what it does not say is left out, or empty as in `Child`. */
export type GivenDetails = Partial<Omit<Child, 'id'>>

/** The child with both sources' details; where both speak, the given ones stand if they are newer. */
export function mergeChild(known: Child, given: GivenDetails, newer: boolean): Child {
  return {
    id: known.id,
    born: settle(known.born, given.born, null, newer),
    expected: settle(known.expected, given.expected, null, newer),
    died: settle(known.died, given.died, null, newer),
    sex: settle(known.sex, given.sex, 'unknown', newer),
    ethnicity: settle(known.ethnicity, given.ethnicity, '', newer),
    family: settle(known.family, given.family, '', newer),
  }
}

function settle<T>(known: T, given: T | undefined, unsaid: T, newer: boolean): T {
  if (given === undefined || given === unsaid) return known
  return newer || known === unsaid ? given : known
}

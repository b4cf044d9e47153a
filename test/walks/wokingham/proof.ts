import type { Proof } from '../proof.ts'
import { WOKINGHAM } from './given.ts'
import { KEEPING } from './keeping.ts'
import { LISTING } from './listing.ts'
import { RAISING } from './raising.ts'
import { SOURCE } from './source.ts'
import { SUGGESTED } from './suggested.ts'

export const CASES_OF_MOST_CONCERN: Proof = {
  protocol: 'cases-of-most-concern',
  cast: WOKINGHAM,
  walks: [...SUGGESTED, ...RAISING, ...LISTING, ...KEEPING, ...SOURCE],
  clauses: ['WOK', 28],
}

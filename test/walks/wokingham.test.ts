// Cases of Most Concern, told as its own stories; and each of its parts taken away, to see that a story breaks without it.
import { prove } from './prove.ts'
import { WOKINGHAM } from './wokingham/given.ts'
import { KEEPING } from './wokingham/keeping.ts'
import { LISTING } from './wokingham/listing.ts'
import { RAISING } from './wokingham/raising.ts'
import { SOURCE } from './wokingham/source.ts'
import { SUGGESTED } from './wokingham/suggested.ts'

prove({
  protocol: 'cases-of-most-concern',
  cast: WOKINGHAM,
  walks: [...SUGGESTED, ...RAISING, ...LISTING, ...KEEPING, ...SOURCE],
  clauses: ['WOK', 28],
})

import type { Table } from '../table.ts'
import { careEpisodes, legalStatuses, placements } from './care.ts'
import {
  assessmentFactors,
  assessments,
  childInNeedPlans,
  enquiries,
  involvements,
  preProceedings,
  referrals,
} from './need.ts'
import { departments, families, persons, professionals } from './persons.ts'
import { conferences, protectionPlans, reviews } from './protection.ts'

/** The tables that are read, in the order in which they must be: what a table refers to comes before it. */
export const TABLES: readonly Table[] = [
  persons,
  families,
  departments,
  professionals,
  referrals,
  assessmentFactors,
  assessments,
  childInNeedPlans,
  conferences,
  enquiries,
  protectionPlans,
  reviews,
  legalStatuses,
  careEpisodes,
  placements,
  preProceedings,
  involvements,
]

import { randomBytes, randomUUID } from 'node:crypto'
import { identifiersFrom } from '../record/identifiers.ts'
import type { Identifiers } from '../record/transaction.ts'

/** The one place where the record's chance and the clock within its identifiers come from. */
export function identifiers(now: () => number = Date.now): Identifiers {
  return identifiersFrom({ now, uuid: () => randomUUID(), bytes: (count) => randomBytes(count) })
}

import type { Day } from '../engine/calendar/day.ts'
import type { Instant } from '../engine/calendar/instant.ts'
import type { Asking, Database } from './database/database.ts'
import type { Shelf } from './pathways/shelf.ts'

/** The record as a program has it: its database, the protocols read from it, and where new identifiers come from. */
export interface Store {
  readonly database: Database
  readonly shelf: Shelf
  readonly ids: Identifiers
}

/** Chance comes in here alone, so that a test can name its own. */
export interface Identifiers {
  /** For an entry: each sorts after those made before it (UUID version 7). */
  readonly growing: () => string
  /** For everything else: tells nothing of when or beside what it was made (UUID version 4). */
  readonly random: () => string
  /** 32 bytes. */
  readonly salt: () => Buffer
}

/** Who asks: a person of an authority, or a part of the program under its own name. */
export interface Principal {
  readonly authority: string
  readonly person: string
}

/**
 * A transaction that the database knows the principal of: row-level security shows it what that person may see, and nothing
 * else. Every function of the record demands one; only `within` makes one.
 */
export interface Bound {
  readonly tx: Asking
  readonly store: Store
  readonly principal: Principal
  /** What the principal is and holds at `moment`, as the keys that access is granted to ("person:...", "role:..."). */
  readonly scopes: readonly string[]
  /** When the transaction stands: the entry's time of recording, and the day that access is asked for. */
  readonly moment: Instant
  readonly today: Day
  readonly bound: unique symbol
}

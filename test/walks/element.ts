import type { Protocol } from '../../src/engine/protocol/protocol.ts'

/** A part of a protocol that carries a clause, and the protocol without it, or with it said otherwise. */
export interface Element {
  /** "duty review-each-month", "question category of complete-the-form". */
  readonly name: string
  readonly cites: readonly string[]
  readonly without: Protocol
}

import type { Instant } from '../calendar/instant.ts'
import type { Name } from '../protocol/sentences/sentence.ts'

/** What somebody answered to one question, by the question's type. */
export type AnswerValue =
  | string
  | number
  | boolean
  | readonly string[]
  | { readonly [key: string]: AnswerValue }
  | readonly { readonly [key: string]: AnswerValue }[]

export type Answers = Readonly<Record<Name, AnswerValue>>

/**
 * The record of one step as it happened. An entry is never changed: a correction is a new entry that supersedes one and says
 * why. A superseding entry with no step takes the other back and puts nothing in its place.
 */
export interface Entry {
  readonly id: string
  readonly step: Name | null
  /** Null where the step has no outcomes to choose from. */
  readonly outcome: Name | null
  /** Identifier of the person, and the role in which they acted. */
  readonly by: string
  readonly role: Name
  /** The agency for which they acted; left out or null where none is told apart from their own. */
  readonly agency?: string | null
  readonly happened: Instant
  readonly recorded: Instant
  readonly answers: Answers
  /** The duty that it answers, where it answers one of several: its identity as `evaluate` gives it. */
  readonly about: string | null
  readonly supersedes: string | null
  readonly because: string | null
  /** The trigger that opened the pathway by itself, and the day it was met; null for what a person recorded. */
  readonly trigger: { readonly id: Name; readonly met: string } | null
  /** The version of its protocol to which it moves the pathway, as the history calls it; any other entry has none. */
  readonly movesTo?: string
}

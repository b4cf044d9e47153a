import type { Progress } from '../../cases/import/desk.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Depending, NotUndone, Undone } from '../../record/facts/undo.ts'
import type { NotActive, Principal } from '../../record/transaction.ts'

/** What a thread is asked to do. */
export interface Started {
  readonly principal: Principal
  readonly importId: string
  /** When it is: the thread's clock goes on from there. */
  readonly moment: Instant
  readonly task: Task
}

export type Task =
  | {
      readonly kind: 'read'
      readonly files: readonly { readonly name: string; readonly path: string }[]
      readonly code: string | null
      /** SHA-256 of the files when they came, in hexadecimal. */
      readonly contentHash: string
    }
  | { readonly kind: 'take'; readonly seen: number }
  | { readonly kind: 'depending' }
  | { readonly kind: 'undo'; readonly because: string; readonly said: readonly string[] }

/** What a thread says: how far it has come, and at its end what became of its task. */
export type Said =
  | { readonly kind: 'progress'; readonly progress: Progress }
  /** It was read whole, or refused; either stands in the record. */
  | { readonly kind: 'was-read' }
  /** Null where it was taken, else why not. */
  | { readonly kind: 'took'; readonly notTaken: string | null }
  | { readonly kind: 'depends'; readonly depending: Depending | NotUndone | NotActive }
  | { readonly kind: 'undid'; readonly undone: Undone | NotActive }
  /** The database could not be asked: it may be tried again. */
  | { readonly kind: 'unavailable' }

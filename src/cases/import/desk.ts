import type { NotBegun } from '../../record/facts/imports.ts'
import type { Depending, NotUndone, Undone } from '../../record/facts/undo.ts'
import type { NotActive, Principal } from '../../record/transaction.ts'

/** A file that somebody brought: what they call it, and where it lies. */
export interface BroughtFile {
  readonly name: string
  readonly path: string
}

/** How far something has come that takes its time. */
export type Progress =
  | { readonly phase: 'reading'; readonly file: string; readonly bytes: number; readonly ofBytes: number }
  | { readonly phase: 'keeping'; readonly children: number; readonly ofChildren: number }
  | { readonly phase: 'taking' }

/**
 * Where files are brought, read and taken, while everybody else goes on: reading is done in a thread of its own, and goes on after
 * the program was started again. Everything is done in the name of who asks, and the record asks whether they may.
 */
export interface ImportDesk {
  /** Where files lie while they are sent and read, and no longer. */
  readonly folder: string
  /** Takes files into its keeping, and begins to read them. */
  readonly bringIn: (
    principal: Principal,
    brought: { readonly files: readonly BroughtFile[]; readonly code: string | null },
  ) => Promise<{ readonly kind: 'begun'; readonly importId: string } | NotBegun | NotActive>
  /** Begins to let an import take effect, and to look at every child for what it has changed. */
  readonly take: (principal: Principal, importId: string, seen: number) => void
  readonly depending: (principal: Principal, importId: string) => Promise<Depending | NotUndone | NotActive>
  readonly undo: (
    principal: Principal,
    importId: string,
    told: { readonly because: string; readonly said: readonly string[] },
  ) => Promise<Undone | NotActive>
  /** How far an import has come; null where nothing is done with it here now. */
  readonly progressOf: (importId: string) => Progress | null
  /** Why an import was not taken when somebody asked for it last, since this program started; null where nothing stood in the way. */
  readonly notTaken: (importId: string) => string | null
  /** Stops what is being read; the next start goes on with it. */
  readonly close: () => Promise<void>
}

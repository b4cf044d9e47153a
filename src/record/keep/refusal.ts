import type { RecordRefusal } from '../opening/refusal.ts'
import { sayRecordRefusal } from '../opening/refusal.ts'

/** Why a backup was not made or not restored. Nothing was written. */
export type KeepRefusal =
  | { readonly kind: 'record'; readonly refusal: RecordRefusal }
  /** There is no record to back up. */
  | { readonly kind: 'nothing-kept'; readonly place: string }
  /** Nobody is named who sees every row. */
  | { readonly kind: 'sees-not-all'; readonly place: string; readonly user: string | null }
  | { readonly kind: 'file-there'; readonly file: string }
  | { readonly kind: 'not-written'; readonly file: string; readonly why: string }
  | { readonly kind: 'not-read'; readonly file: string; readonly why: string }
  | { readonly kind: 'not-a-backup' | 'cut-short' | 'altered'; readonly file: string }
  /** It was made by a later version of Sightline. */
  | { readonly kind: 'later-backup'; readonly file: string; readonly migration: string }
  /** A migration that was run where it was made has another text here. */
  | { readonly kind: 'other-migration'; readonly file: string; readonly migration: string }
  | { readonly kind: 'not-empty'; readonly place: string }
  /** What was written is not what the backup holds; it was taken away again. */
  | { readonly kind: 'not-equal'; readonly place: string; readonly tables: readonly string[] }

/** What happened, and what to do. */
export function sayKeepRefusal(refusal: KeepRefusal): string {
  switch (refusal.kind) {
    case 'record':
      return sayRecordRefusal(refusal.refusal)
    case 'nothing-kept':
      return `There is no record in ${refusal.place}. Name its folder with --data, or its address in DATABASE_URL.`
    case 'sees-not-all':
      return refusal.user === null
        ? `A backup of ${refusal.place} needs somebody who sees every row. Name a superuser in DATABASE_OWNER_URL.`
        : `Row security binds ${refusal.user}, so that a backup of ${refusal.place} would leave rows out. Name a superuser in ` +
            `DATABASE_OWNER_URL, or let this one see everything: alter role ${refusal.user} bypassrls`
    case 'file-there':
      return `${refusal.file} is there already. Name another file: a backup never takes the place of one.`
    case 'not-written':
      return `${refusal.file} could not be written: ${refusal.why}. Make room, or name another place.`
    case 'not-read':
      return `${refusal.file} could not be read: ${refusal.why}. Name the file of a backup.`
    case 'not-a-backup':
      return `${refusal.file} is no backup that Sightline made. Nothing was restored. Name another file.`
    case 'cut-short':
      return `${refusal.file} is not whole: its end is missing. Nothing was restored. Copy it again, or name another backup.`
    case 'altered':
      return `${refusal.file} is not as it was written. Nothing was restored. Copy it again, or name another backup.`
    case 'later-backup':
      return (
        `${refusal.file} was made by a later version of Sightline (${refusal.migration}). Nothing was restored. Install that ` +
        'version or one that came after it.'
      )
    case 'other-migration':
      return (
        `${refusal.file} was made where the migration ${refusal.migration} had another text. Nothing was restored. Install ` +
        'the version of Sightline that made it, or one that came after it, unaltered.'
      )
    case 'not-empty':
      return `${refusal.place} holds something already. A backup is restored into an empty place alone: name another.`
    case 'not-equal':
      return (
        `What was restored into ${refusal.place} is not what the backup holds (${refusal.tables.join(', ')}), and was taken ` +
        'away again. This is a fault of Sightline: please report it.'
      )
    default:
      return refusal satisfies never
  }
}

/** Why the embedded server does not run. Each is said with its remedy by `sayServerRefusal`. */
export type ServerRefusal =
  /** This machine's kind has no server in the packages that were installed. */
  | { readonly kind: 'no-programs'; readonly platform: string }
  /** The data were written by another version of PostgreSQL. */
  | { readonly kind: 'other-version'; readonly folder: string; readonly found: string; readonly wanted: string }
  /** The folder holds something else, or is none. */
  | { readonly kind: 'not-ours'; readonly folder: string }
  | { readonly kind: 'no-permission' | 'no-space' | 'read-only'; readonly folder: string }
  /** PostgreSQL refuses to run as root, and this machine has no other account that could be used. */
  | { readonly kind: 'no-account' }
  /** Root lends the server an account that may not pass through a folder above the data, such as root's own home. */
  | { readonly kind: 'not-reachable'; readonly folder: string }
  /** What a killed server left behind still writes to the data. */
  | { readonly kind: 'still-used'; readonly folder: string; readonly by: readonly number[] }
  /** The folder for the socket is there already and belongs to another account. */
  | { readonly kind: 'socket-taken'; readonly folder: string; readonly data: string }
  | { readonly kind: 'did-not-start'; readonly log: string; readonly lastWords: string }

/** What happened, and what to do. */
export function sayServerRefusal(refusal: ServerRefusal): string {
  switch (refusal.kind) {
    case 'no-programs':
      return (
        `No embedded database is installed for this machine (${refusal.platform}). Run "npm ci" again without ` +
        '"--omit=optional", or name a PostgreSQL 15 or later in DATABASE_URL.'
      )
    case 'other-version':
      return (
        `${refusal.folder} was written by PostgreSQL ${refusal.found}, and this is ${refusal.wanted}. Make a backup with the ` +
        'version of Sightline that wrote it ("sightline backup"), and restore it into an empty folder.'
      )
    case 'not-ours':
      return `${refusal.folder} holds something else. Name an empty folder, or one that Sightline made, with --data.`
    case 'no-permission':
      return (
        `This account may not write to ${refusal.folder}. Run Sightline as the account that it belongs to, or name another ` +
        'folder with --data.'
      )
    case 'no-space':
      return `There is no space left for ${refusal.folder}. Make some, or name a folder on another disk with --data. Nothing was lost.`
    case 'read-only':
      return `${refusal.folder} lies on a disk that can only be read. Name a folder on another with --data.`
    case 'no-account':
      return 'The database will not run as root, and there is no account "sightline", "postgres" or "nobody". Add one of them.'
    case 'not-reachable':
      return (
        `The database runs as an account that may not pass through ${refusal.folder}. Name a data folder elsewhere with ` +
        `--data, or let others pass: chmod o+x ${refusal.folder}`
      )
    case 'still-used':
      return (
        `Processes of a database that was killed still write to ${refusal.folder}: ${refusal.by.join(', ')}. Wait until they ` +
        'have ended, or end them, and start again.'
      )
    case 'socket-taken':
      return (
        `The path of ${refusal.data} is too long for a socket, and ${refusal.folder}, which would hold it, is not ours. Take it ` +
        'away, or name a data folder with a shorter path with --data.'
      )
    case 'did-not-start':
      return `The database did not start. Its last words, in ${refusal.log}: ${refusal.lastWords}`
    default:
      return refusal satisfies never
  }
}

/** Thrown inside this folder alone; `startServer` gives it as data. */
export class NotRunning extends Error {
  readonly refusal: ServerRefusal
  constructor(refusal: ServerRefusal) {
    super(refusal.kind)
    this.refusal = refusal
  }
}

/** Why the server did not start, by its last words. */
export function notStarted(folder: string, log: string, lastWords: string): NotRunning {
  if (lastWords.includes('No space left on device')) return new NotRunning({ kind: 'no-space', folder })
  if (lastWords.includes('Read-only file system')) return new NotRunning({ kind: 'read-only', folder })
  return new NotRunning({ kind: 'did-not-start', log, lastWords })
}

/** What a failing use of the disk means for a folder; undefined for what is no fault of the disk. */
export function refusalOfDisk(error: unknown, folder: string): ServerRefusal | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const place = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : folder
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'no-permission', folder: place }
  if (code === 'ENOSPC' || code === 'EDQUOT') return { kind: 'no-space', folder }
  if (code === 'EROFS') return { kind: 'read-only', folder: place }
  if (code === 'ENOTDIR' || code === 'EEXIST') return { kind: 'not-ours', folder: place }
  return undefined
}

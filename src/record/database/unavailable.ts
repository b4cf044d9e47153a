/**
 * The database could not be asked, or went away in the midst of a request; or a clock is so wrong that nothing may rest on it.
 * Where the database went away while a transaction was ending, nobody knows whether what it did stands: the same request with
 * the same key tells, and does nothing twice.
 */
export class RecordUnavailable extends Error {
  readonly kind: 'unreachable' | 'no-space' | 'too-many-connections' | 'clock-ahead' | 'clock-behind' | 'clock-put-back'
  constructor(kind: RecordUnavailable['kind'], cause: unknown = undefined) {
    super(SAYS[kind], { cause })
    this.kind = kind
  }
}

const SAYS: Readonly<Record<RecordUnavailable['kind'], string>> = {
  unreachable:
    'The database does not answer. Nothing that was acknowledged is lost. Try again; "sightline doctor" says more.',
  'no-space': 'The disk of the database is full: nothing can be recorded. Make room, and try again.',
  'too-many-connections': 'The database has no connection left. Try again.',
  'clock-ahead':
    "This machine's clock is more than a day ahead of the database's: nothing was done. Set whichever of the two is wrong, by a " +
    'time service, and try again.',
  'clock-behind':
    "This machine's clock stands behind the last look at the record, and nothing was looked at. Set it by a time service; " +
    '"sightline doctor" says more.',
  'clock-put-back':
    "The last look at the record was by a clock ahead of this machine's and of the database's. The watch was put back and goes on. " +
    'If it is these that are wrong, set them by a time service.',
}

/** Codes of PostgreSQL (errcodes) by which a session ends or does not begin, and of the system, by which a connection does. */
const KINDS: Readonly<Record<string, RecordUnavailable['kind']>> = {
  '57P01': 'unreachable',
  '57P02': 'unreachable',
  '57P03': 'unreachable',
  '57P05': 'unreachable',
  // A standby that nothing can be written to: the database has moved.
  '25006': 'unreachable',
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  ENOENT: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EPIPE: 'unreachable',
  '53100': 'no-space',
  '53300': 'too-many-connections',
}

/** What the driver says, without a code, of a connection that broke. */
const BROKEN =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/

/** What an error tells of the database itself; null for one that is about the question that it was asked. */
export function unavailable(error: unknown): RecordUnavailable | null {
  if (error instanceof RecordUnavailable) return error
  if (!(error instanceof Error)) return null
  const code = 'code' in error ? String(error.code) : ''
  const kind = Object.hasOwn(KINDS, code) ? KINDS[code] : undefined
  if (kind !== undefined) return new RecordUnavailable(kind, error)
  // Class 08: connection exceptions.
  if (/^08...$/.test(code) || BROKEN.test(error.message)) return new RecordUnavailable('unreachable', error)
  return null
}

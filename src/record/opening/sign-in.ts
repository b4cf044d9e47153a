import { Client, type ClientConfig } from 'pg'
import type { AddressName, RecordRefusal } from './refusal.ts'

/** Where and as whom to sign in. */
export interface Login {
  readonly config: ClientConfig
  /** How it is told, without a password. */
  readonly place: string
  readonly user: string
}

/** A server in the same room may be starting; one far away is not waited for longer. */
const LONGEST_CONNECT_MS = 10_000

/** Reads an address of the environment; null where it is none. */
export function loginAt(address: string): Login | null {
  if (!/^postgres(ql)?:\/\//.test(address) || !URL.canParse(address)) return null
  const url = new URL(address)
  const host = url.searchParams.get('host') ?? url.hostname
  const database = decoded(url.pathname.slice(1))
  const user = decoded(url.username)
  if (database === null || database === '' || user === null || user === '') return null
  return { config: { connectionString: address }, place: `${host}/${database}`, user }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

export function badAddress(name: AddressName): RecordRefusal {
  return { kind: 'bad-address', name }
}

export type SignedIn =
  | { readonly ok: true; readonly client: Client }
  | { readonly ok: false; readonly refusal: RecordRefusal }

/** Signs in once, and says why not where that fails. */
export async function signIn({ config, place, user }: Login): Promise<SignedIn> {
  const client = new Client({ connectionTimeoutMillis: LONGEST_CONNECT_MS, ...config })
  // A connection that breaks while nobody asks anything is told to the next who does.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return { ok: true, client }
  } catch (error) {
    await client.end().catch(() => undefined)
    return { ok: false, refusal: refusalOf(error, place, user) }
  }
}

function refusalOf(error: unknown, place: string, user: string): RecordRefusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const why = wordsOf(error)
  if (code === '3D000') return { kind: 'no-database', place }
  // Class 28: authorisation. 42501: the login may not connect to this database.
  if (code.startsWith('28') || code === '42501') return { kind: 'sign-in-refused', place, user, why }
  if (/password|SCRAM|SASL/.test(why)) return { kind: 'sign-in-refused', place, user, why }
  return { kind: 'unreachable', place, why }
}

/** What an error says; one that tells of several attempts (an AggregateError) says nothing itself. */
export function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('; ')
  if (!(error instanceof Error)) return String(error)
  return error.message === '' && 'code' in error ? String(error.code) : error.message
}

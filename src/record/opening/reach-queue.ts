import type { Client, Pool } from 'pg'
import { openQueue } from '../database/queue.ts'
import type { Logins, RecordPlace } from './open.ts'
import type { RecordRefusal } from './refusal.ts'
import { badAddress, type Login, loginAt, signIn } from './sign-in.ts'

export type QueueReached =
  | { readonly ok: true; readonly queue: Pool }
  | { readonly ok: false; readonly refusal: RecordRefusal }

/**
 * Opens the queue of a record that is open: on the embedded server it is signed in to there, else at the address named for it.
 * @param address of the queue, where the record is at an address; null where none is named
 */
export async function reachQueue(
  place: RecordPlace,
  { app }: Logins,
  address: string | null,
  onLost: (error: Error) => void,
): Promise<QueueReached> {
  const login = loginOf(place, app, address)
  if ('kind' in login) return { ok: false, refusal: login }
  const signedIn = await signIn(login)
  if (!signedIn.ok) return signedIn
  const { client } = signedIn
  try {
    const refusal = await refuseQueue(client, login)
    if (refusal !== null) return { ok: false, refusal }
  } finally {
    await client.end().catch(() => undefined)
  }
  return { ok: true, queue: openQueue(login.config, onLost) }
}

function loginOf(place: RecordPlace, app: Login, address: string | null): Login | RecordRefusal {
  if (place.kind === 'folder') {
    const user = 'sightline_worker'
    return { ...app, user, config: { ...app.config, user } }
  }
  if (address === null) return { kind: 'no-queue-address', place: app.place }
  return loginAt(address) ?? badAddress('DATABASE_WORKER_URL')
}

/** Refuses a login that is not the queue's own: the wrong database, or one that could do more than work the queue. */
async function refuseQueue(client: Client, { place }: Login): Promise<RecordRefusal | null> {
  const { rows } = await client.query<{ user: string; works: boolean | null; sees: boolean | null }>(
    `select current_user as user,
       to_regprocedure('sightline.look_at_later(text, uuid, timestamptz)') is not null
         and (select pg_has_role(current_user, w.oid, 'usage') from pg_roles w where w.rolname = 'sightline_worker') as works,
       (select r.rolsuper or r.rolbypassrls from pg_roles r where r.rolname = current_user) or exists (
         select from pg_roles o
         where o.rolname in ('sightline_owner', 'sightline_access', 'sightline_keeper', 'sightline_app')
           and pg_has_role(current_user, o.oid, 'member')
       ) as sees`,
  )
  const [found] = rows
  if (found?.sees !== false) return { kind: 'sees-the-record', place, user: found?.user ?? '' }
  return found.works === true ? null : { kind: 'not-the-worker', place, user: found.user }
}

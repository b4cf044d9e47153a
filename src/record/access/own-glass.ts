import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import { type Bound, unbound } from '../transaction.ts'
import { isBlank } from './managing.ts'

/** What every page tells whoever broke the glass, or was told that somebody did. */
export interface GlassNow {
  /** That which closes last of what this person broke and is open now; null where none is. */
  readonly open: { readonly breakGlass: string; readonly expires: Instant } | null
  /** How often they were told of others and have not said that they read it. */
  readonly alerts: number
}

/** Tells a person what they did themselves and how many alerts wait for them, and of no child anything. */
export async function glassNow({ tx, principal }: Bound): Promise<GlassNow> {
  const { authority, person } = principal
  const { rows } = await sql<{ breakGlass: string | null; expires: Instant | null; alerts: number }>`
    select o.break_glass_id as "breakGlass", o.expires,
      (select count(*)::int from sightline.told a
       where a.authority = ${authority} and a.person_id = ${person} and a.kind = 'break-glass' and a.read is null) as alerts
    from (select) here
    left join lateral (
      select b.break_glass_id, b.expires from sightline.break_glass b
      where b.authority = ${authority} and b.person_id = ${person} and b.expires > sightline.moment()
      order by b.expires desc limit 1
    ) o on true`.execute(tx)
  const [row] = rows
  if (row === undefined) return { open: null, alerts: 0 }
  const { breakGlass, expires, alerts } = row
  return { open: breakGlass === null || expires === null ? null : { breakGlass, expires }, alerts }
}

export type OwnGlass = { readonly ok: true } | { readonly ok: false; readonly refusal: NotOwnGlass }

export type NotOwnGlass =
  /** There is none that this person broke. */
  | { readonly kind: 'not-found' }
  /** It has closed. */
  | { readonly kind: 'closed-already' }
  /** There is one note, and it was written. */
  | { readonly kind: 'noted-already' }
  | { readonly kind: 'no-words' }
  | NotKept

/** Writes the one note that whoever broke the glass may leave: for who holds the case, and who reviews it. */
export async function noteUnderGlass(
  bound: Bound,
  asked: { readonly breakGlass: string; readonly words: string },
): Promise<OwnGlass> {
  const { words } = asked
  const unkept = notKept({ words })
  return own(bound, 'note-under-glass', asked.breakGlass, unkept === null ? { words } : {}, async (id, row) => {
    if (unkept !== null) return unkept
    if (isBlank(words)) return { kind: 'no-words' }
    if (row.noted) return { kind: 'noted-already' }
    await sql`
      update sightline.break_glass set note = ${words}, noted = sightline.moment()
      where authority = ${bound.principal.authority} and break_glass_id = ${id}`.execute(bound.tx)
    return null
  })
}

/** Ends it before its time: from here on it opens nothing. */
export async function giveBackGlass(bound: Bound, breakGlass: string): Promise<OwnGlass> {
  return own(bound, 'give-back-glass', breakGlass, {}, async (id) => {
    await sql`
      update sightline.break_glass
      set expires = greatest(sightline.moment(), opened + interval '1 millisecond'), given_back = sightline.moment()
      where authority = ${bound.principal.authority} and break_glass_id = ${id}`.execute(bound.tx)
    return null
  })
}

interface OwnRow {
  readonly caseId: string
  readonly open: boolean
  readonly noted: boolean
}

async function own(
  bound: Bound,
  action: string,
  asked: string,
  about: object,
  work: (id: string, row: OwnRow) => Promise<NotOwnGlass | null>,
): Promise<OwnGlass> {
  const id = identifierOr(asked)
  const { tx, principal } = bound
  const { row, refusal } = await unbound(bound, async () => {
    const { rows } = await sql<OwnRow>`
      select case_id as "caseId", expires > sightline.moment() as open, note is not null as noted
      from sightline.break_glass
      where authority = ${principal.authority} and break_glass_id = ${id} and person_id = ${principal.person}
      for update`.execute(tx)
    const [found] = rows
    if (found === undefined) return { row: null, refusal: { kind: 'not-found' } as const }
    return { row: found, refusal: found.open ? await work(id, found) : ({ kind: 'closed-already' } as const) }
  })
  await note(bound, {
    action,
    object: { kind: 'break-glass', id },
    caseId: row?.caseId ?? null,
    decision: refusal === null ? 'allowed' : 'refused',
    accessPath: refusal === null ? 'break-glass' : null,
    compartments: [],
    payload: { ...about, refusal },
  })
  return refusal === null ? { ok: true } : { ok: false, refusal }
}

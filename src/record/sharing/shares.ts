import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { isBlank } from '../access/managing.ts'
import { wayIn } from '../access/way-in.ts'
import { note, noteList } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import { tell } from '../notices/tell.ts'
import { type Bound, unbound } from '../transaction.ts'

/** Why it is lawful to share something with somebody. */
export const BASES = [
  'public-task',
  'safeguarding',
  'legal-obligation',
  'vital-interests',
  'crime-and-disorder',
  'consent',
] as const
export type Basis = (typeof BASES)[number]

/** One paper for one person: its very text, as it was seen before it went. */
export interface Sharing {
  /** The same again shares nothing twice. */
  readonly id: string
  readonly caseId: string
  readonly pathway: string
  readonly person: string
  readonly title: string
  readonly content: string
  readonly takenOut: readonly string[]
  readonly takenOutBecause: string
  readonly basis: Basis
  readonly purpose: string
  /** The first day on which it is no longer open to them. */
  readonly until: Day
}

export type NotShared =
  /** They do not manage the case: nobody else decides what of it is shared. */
  | { readonly kind: 'not-allowed' }
  /** There is no such person, or none who is active; or it is themselves. */
  | { readonly kind: 'nobody-such' }
  /** They are kept out of this case or of its child. */
  | { readonly kind: 'excluded' }
  /** The case is sealed: only who is let in by name sees any of it. */
  | { readonly kind: 'sealed' }
  | { readonly kind: 'no-purpose' }
  /** Something is taken out, and nobody says why. */
  | { readonly kind: 'no-reason' }
  /** The day on which it ends has come, or is more than a year away. */
  | { readonly kind: 'no-such-end' }
  | NotKept

export type Shared = { readonly ok: true; readonly share: string } | { readonly ok: false; readonly refusal: NotShared }

/** The longest for which something is shared, in days. */
export const LONGEST_SHARE = 366

/** Shares one paper with one person. What they get, the way to it and the note of why stand together, or nothing does. */
export async function sharePaper(bound: Bound, sharing: Sharing): Promise<Shared> {
  const { tx, principal, moment, today } = bound
  const { authority } = principal
  const { caseId, pathway, person, title, content, takenOut, takenOutBecause, basis, purpose, until } = sharing
  const share = identifierOr(sharing.id)
  const way = await wayIn(bound, 'manage', caseId, identifierOr(pathway))
  const refusal = way === null ? ({ kind: 'not-allowed' } as const) : await notShareable(bound, sharing)
  const event = {
    action: 'share-paper',
    object: { kind: 'share', id: refusal === null ? share : null },
    caseId,
    accessPath: way,
    compartments: ['shared'],
  }
  if (refusal !== null) {
    const about = refusal.kind === 'not-kept' ? { refusal } : { person, title, refusal }
    await note(bound, { ...event, decision: 'refused', payload: about })
    return { ok: false, refusal }
  }
  const isNew = await unbound(bound, async () => {
    const { rows } = await sql`
      insert into sightline.shares (
        authority, share_id, case_id, pathway_id, person_id, title, content, taken_out, taken_out_because, basis, purpose,
        shared_by, shared, until
      ) values (
        ${authority}, ${share}, ${caseId}, ${pathway}, ${person}, ${title}, ${content}, ${[...takenOut]}::text[],
        ${takenOut.length === 0 ? null : takenOutBecause}, ${basis}, ${purpose}, ${principal.person}, ${new Date(moment)},
        ${formatDay(until)}::date
      )
      on conflict (authority, share_id) do nothing
      returning share_id`.execute(tx)
    if (rows.length === 0) return false
    await sql`
      insert into sightline.case_scopes (
        authority, scope, case_id, source, pathway_id, actions, compartments, named, since, until
      ) values (
        ${authority}, ${`person:${person}`}, ${caseId}, ${`share:${share}`}, ${pathway}, '{}', '{}', false,
        ${formatDay(today)}::date, ${formatDay(until)}::date
      )`.execute(tx)
    const telling = { about: share, kind: 'share', dueDay: null, persons: [person], words: { title } } as const
    await tell(bound, { pathway: null, caseId }, [{ ...telling, sender: principal.person }])
    return true
  })
  const payload = isNew
    ? { share, person, title, takenOut, takenOutBecause, basis, purpose, until: formatDay(until) }
    : { share, again: true }
  await note(bound, { ...event, decision: 'allowed', payload })
  return { ok: true, share }
}

async function notShareable({ tx, principal, today }: Bound, sharing: Sharing): Promise<NotShared | null> {
  const { caseId, pathway, person, title, content, purpose, until, takenOut, takenOutBecause } = sharing
  const unkept = notKept({ person, title, content, purpose, until, takenOut, takenOutBecause })
  if (unkept !== null) return unkept
  if (isBlank(purpose)) return { kind: 'no-purpose' }
  if (takenOut.length > 0 && isBlank(takenOutBecause)) return { kind: 'no-reason' }
  if (until <= today || until - today > LONGEST_SHARE) return { kind: 'no-such-end' }
  const { authority } = principal
  const { rows } = await sql<{ excluded: boolean; sealed: boolean }>`
    select sightline.excluded(${authority}, c.case_id, held.scopes) as excluded, c.sensitivity = 'sealed' as sealed
    from sightline.persons p
    cross join lateral (select sightline.scopes_of(${authority}, p.person_id, ${formatDay(today)}::date) as scopes) held
    join sightline.pathways w on w.authority = p.authority and w.pathway_id = ${identifierOr(pathway)}
    join sightline.cases c on c.authority = p.authority and c.case_id = w.case_id and c.case_id = ${identifierOr(caseId)}
    where p.authority = ${authority} and p.person_id = ${identifierOr(person)} and p.person_id <> ${principal.person}
      and not p.service and held.scopes is not null`.execute(tx)
  const [row] = rows
  if (row === undefined) return { kind: 'nobody-such' }
  if (row.excluded) return { kind: 'excluded' }
  return row.sealed ? { kind: 'sealed' } : null
}

/** Something that was shared, without what it says. */
export interface ShareRow {
  readonly share: string
  readonly caseId: string
  readonly person: string
  readonly title: string
  readonly takenOut: readonly string[]
  readonly takenOutBecause: string | null
  readonly basis: Basis
  readonly purpose: string
  readonly by: string
  readonly shared: Instant
  readonly until: Day
  readonly ended: Instant | null
  readonly endedBecause: string | null
}

const ROW = sql`
  s.share_id as share, s.case_id as "caseId", s.person_id as person, s.title, s.taken_out as "takenOut",
  s.taken_out_because as "takenOutBecause", s.basis, s.purpose, s.shared_by as by, s.shared, s.until, s.ended,
  s.ended_because as "endedBecause"`

/** What of a case was shared, the latest first, for who manages it. Null where they do not: both are noted alike. */
export async function sharesOfCase(bound: Bound, asked: string): Promise<readonly ShareRow[] | null> {
  const caseId = identifierOr(asked)
  const way = await wayIn(bound, 'manage', caseId, null)
  const { rows } = await sql<ShareRow>`
    select ${ROW} from sightline.shares s
    where s.authority = ${bound.principal.authority} and s.case_id = ${caseId} and ${way !== null}
    order by s.shared desc, s.share_id`.execute(bound.tx)
  const event = { action: 'list-shares', object: { kind: 'case', id: caseId }, caseId, accessPath: way, payload: {} }
  await note(bound, { ...event, decision: way === null ? 'refused' : 'allowed', compartments: ['shared'] })
  return way === null ? null : rows
}

/** What is shared with this person now, the latest first. */
export async function sharedWithMe(bound: Bound): Promise<readonly ShareRow[]> {
  const { tx, principal } = bound
  const { rows } = await sql<ShareRow>`
    select ${ROW} from sightline.shares s
    where s.authority = ${principal.authority} and s.person_id = ${principal.person} and s.ended is null
    order by s.shared desc, s.share_id`.execute(tx)
  const event = { action: 'list-shared-with-me', object: { kind: 'list', id: null }, asked: {} }
  await noteList(
    bound,
    event,
    rows.map(({ caseId }) => caseId),
  )
  return rows
}

/** One paper as it was shared, for whom it was shared with or who manages the case; null where it is for neither. */
export async function readShare(
  bound: Bound,
  asked: string,
): Promise<(ShareRow & { readonly content: string }) | null> {
  const { tx, principal } = bound
  const share = identifierOr(asked)
  const { rows } = await sql<ShareRow & { readonly content: string }>`
    select ${ROW}, s.content from sightline.shares s
    where s.authority = ${principal.authority} and s.share_id = ${share}`.execute(tx)
  const [row] = rows
  await note(bound, {
    action: 'read-share',
    object: { kind: 'share', id: share },
    caseId: row?.caseId ?? null,
    decision: row === undefined ? 'refused' : 'allowed',
    accessPath: row === undefined ? null : row.person === principal.person ? `share:${share}` : 'manage',
    compartments: row === undefined ? [] : ['shared'],
    payload: {},
  })
  return row ?? null
}

export type ShareEnded =
  | { readonly ok: true }
  | {
      readonly ok: false
      /** There is none that lasts and that this person may end; the two are told alike. */
      readonly refusal: { readonly kind: 'not-found' } | { readonly kind: 'no-reason' } | NotKept
    }

/** Ends a share at once. */
export async function endShare(
  bound: Bound,
  { share: asked, because }: { readonly share: string; readonly because: string },
): Promise<ShareEnded> {
  const { tx, principal, moment } = bound
  const { authority, person } = principal
  const share = identifierOr(asked)
  const { rows } = await sql<{ caseId: string; pathway: string; open: boolean }>`
    select s.case_id as "caseId", s.pathway_id as pathway, s.ended is null as open from sightline.shares s
    where s.authority = ${authority} and s.share_id = ${share}`.execute(tx)
  const [row] = rows
  const way = row === undefined ? null : await wayIn(bound, 'manage', row.caseId, row.pathway)
  const unkept = notKept({ because })
  const isThere = row?.open === true && way !== null
  const refusal =
    unkept ?? (!isThere ? { kind: 'not-found' as const } : isBlank(because) ? { kind: 'no-reason' as const } : null)
  if (refusal === null) {
    await unbound(bound, async () => {
      await sql`
        update sightline.shares set ended = ${new Date(moment)}, ended_by = ${person}, ended_because = ${because}
        where authority = ${authority} and share_id = ${share}`.execute(tx)
      await sql`
        delete from sightline.case_scopes where authority = ${authority} and source = ${`share:${share}`}`.execute(tx)
    })
  }
  await note(bound, {
    action: 'end-share',
    object: { kind: 'share', id: share },
    caseId: row?.caseId ?? null,
    decision: refusal === null ? 'allowed' : 'refused',
    accessPath: way,
    compartments: ['shared'],
    payload: unkept === null ? { because, refusal } : { refusal },
  })
  return refusal === null ? { ok: true } : { ok: false, refusal }
}

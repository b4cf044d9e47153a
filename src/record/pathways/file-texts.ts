import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Entry } from '../../engine/pathway/entry.ts'
import { note, noteList } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { CHILD_NAME } from '../database/names.ts'
import { type Bound, unbound } from '../transaction.ts'
import type { Locked } from './locking.ts'

/** An entry whose text is still to be placed in the authority's case system (PRA-02). */
export interface FileTextRow {
  readonly pathway: string
  readonly entry: string
  readonly caseId: string
  readonly childName: string | null
  /** Null for what takes another back. */
  readonly step: string | null
  readonly recorded: Instant
  readonly protocolHash: Buffer
  readonly calendarHash: Buffer
}

/** What became of an entry's text: nobody has placed it yet, or who did and when. */
export interface FileText {
  readonly placed: Instant | null
  readonly by: string | null
  /** Who recorded it. */
  readonly recordedBy: string
  /** Whether whoever asks may say that it is there. */
  readonly mayPlace: boolean
}

/** Where the authority confirms it, an entry's text waits to be placed from now on. Call it inside `unbound`. */
export async function awaitPlacing({ tx, principal }: Bound, found: Locked, entry: Entry): Promise<void> {
  const { authority, person } = principal
  await sql`
    insert into sightline.file_texts (authority, pathway_id, entry_id, case_id, person_id, recorded)
    select ${authority}, ${found.pathway}, ${entry.id}, ${found.caseId}, ${person}, ${new Date(entry.recorded)}
    from sightline.authorities
    where authority = ${authority} and confirms_file_text`.execute(tx)
}

/** What this person recorded and nobody has placed yet, the earliest first; and how many more there are. Noted. */
export async function fileTextsWaiting(
  bound: Bound,
  most: number,
): Promise<{ readonly rows: readonly FileTextRow[]; readonly more: boolean }> {
  const { tx, principal } = bound
  const { rows } = await sql<FileTextRow>`
    select f.pathway_id as pathway, f.entry_id as entry, f.case_id as "caseId", ${CHILD_NAME} as "childName", e.step, f.recorded,
      e.protocol_hash as "protocolHash", e.calendar_hash as "calendarHash"
    from sightline.file_texts f
    join sightline.entries e on e.authority = f.authority and e.pathway_id = f.pathway_id and e.entry_id = f.entry_id
    left join sightline.cases c on c.authority = f.authority and c.case_id = f.case_id
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    where f.authority = ${principal.authority} and f.person_id = ${principal.person} and f.placed is null
      and (select confirms_file_text from sightline.authorities where authority = f.authority)
    order by f.recorded, f.entry_id
    limit ${most + 1}`.execute(tx)
  const shown = rows.slice(0, most)
  await noteList(
    bound,
    { action: 'list-file-texts', object: { kind: 'list', id: null }, asked: { most } },
    shown.map(({ caseId }) => caseId),
  )
  return { rows: shown, more: rows.length > most }
}

/** What became of one entry's text: null where nobody is asked to place it. Part of reading the entry, which is noted. */
export async function fileTextOf(bound: Bound, pathway: string, entry: string): Promise<FileText | null> {
  const { tx, principal } = bound
  const { rows } = await sql<FileText>`
    select f.placed, f.placed_by as by, f.person_id as "recordedBy", ${mayPlace(bound)} as "mayPlace"
    from sightline.file_texts f
    where authority = ${principal.authority} and pathway_id = ${identifierOr(pathway)} and entry_id = ${identifierOr(entry)}
      and (placed is not null or (select confirms_file_text from sightline.authorities where authority = ${principal.authority}))`.execute(
    tx,
  )
  return rows[0] ?? null
}

/**
 * Of a text `f`: whether it is theirs to place, or of somebody for whom they stand in or whom they manage, or they are an own
 * worker of the case, of the agency that leads it. Others have no access to its case system.
 */
function mayPlace({ scopes }: Bound) {
  return sql<boolean>`(
    'person:' || f.person_id = any (${scopes}::text[])
    or exists (
      select from sightline.persons p
      where p.authority = f.authority and p.person_id = f.person_id
        and ('managers:' || p.team = any (${scopes}::text[]) or 'person:' || p.manager_id = any (${scopes}::text[])))
    or exists (
      select from sightline.case_holdings h
      join sightline.cases c on c.authority = h.authority and c.case_id = h.case_id
      join sightline.persons p on p.authority = h.authority and p.person_id = h.person_id
      where h.authority = f.authority and h.case_id = f.case_id and h.role <> 'core-group' and p.agency = c.lead_agency
        and 'person:' || h.person_id = any (${scopes}::text[])
        and h.since <= sightline.today() and (h.until is null or h.until > sightline.today())))`
}

/**
 * Confirms that the texts of entries stand in the case system: for who recorded them, their deputies and managers, and the own
 * workers of the case. What was confirmed before, and what is for others to place, stays as it was.
 * Gives how many were confirmed now.
 */
export async function confirmPlaced(bound: Bound, entries: readonly string[]): Promise<number> {
  const { tx, principal, moment } = bound
  const { authority, person } = principal
  const asked = entries.map(identifierOr)
  const { rows: seen } = await sql<{ entry: string; caseId: string }>`
    select f.entry_id as entry, f.case_id as "caseId" from sightline.file_texts f
    where f.authority = ${authority} and f.entry_id = any (${asked}::uuid[]) and f.placed is null and ${mayPlace(bound)}`.execute(
    tx,
  )
  await unbound(bound, () =>
    sql`
      update sightline.file_texts set placed = ${new Date(moment)}, placed_by = ${person}
      where authority = ${authority} and entry_id = any (${seen.map(({ entry }) => entry)}::uuid[]) and placed is null`.execute(
      tx,
    ),
  )
  await noteList(
    bound,
    { action: 'confirm-placed', object: { kind: 'list', id: null }, asked: { entries: asked } },
    seen.map(({ caseId }) => caseId),
  )
  return seen.length
}

/** Whether the authority confirms that texts were placed in its case system. It says nothing of a child, and is not noted. */
export async function confirmsFileTexts({ tx, principal }: Bound): Promise<boolean> {
  const { rows } = await sql<{ confirms: boolean }>`
    select confirms_file_text as confirms from sightline.authorities where authority = ${principal.authority}`.execute(
    tx,
  )
  return rows[0]?.confirms === true
}

/** Sets it, for who keeps the list of people. What waited before waits again where it is turned on again. */
export async function setFileTexts(bound: Bound, confirms: boolean): Promise<boolean> {
  const { tx, principal } = bound
  const { authority } = principal
  const { rows } = await sql<{ administers: boolean }>`select sightline.administers() as administers`.execute(tx)
  const may = rows[0]?.administers === true
  if (may) {
    await unbound(bound, () =>
      sql`update sightline.authorities set confirms_file_text = ${confirms} where authority = ${authority}`.execute(tx),
    )
  }
  await note(bound, {
    action: 'set-file-texts',
    object: { kind: 'authority', id: null },
    caseId: null,
    decision: may ? 'allowed' : 'refused',
    accessPath: null,
    compartments: [],
    payload: { confirms },
  })
  return may
}

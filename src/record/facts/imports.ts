import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Source } from '../../engine/facts/fact.ts'
import { type Event, note } from '../audit/audit.ts'
import { asJson } from '../database/json.ts'
import { type Bound, unbound } from '../transaction.ts'

/** Who may take imports and undo them, and decide whom they mean; the program itself may take them. */
const KEEPER = 'role:record-keeper'

/** Nobody may who does not hold the role. */
export interface NotAllowed {
  readonly kind: 'not-allowed'
}

export function mayKeep({ scopes }: Bound): boolean {
  return scopes.includes(KEEPER) || scopes.includes('service')
}

/** Files that are to be taken as one import. */
export interface Beginning {
  readonly contentHash: Buffer
  readonly files: readonly string[]
}

/** An import that is being read: new, or gone on with after it was interrupted. */
export interface Begun {
  readonly kind: 'begun'
  readonly importId: string
  /** How many children are kept already. */
  readonly children: number
  /** By which day its dates are to be read. */
  readonly readOn: Day
  /** Read whole, and held against what stands: nothing of it is to be read again. */
  readonly state: 'reading' | 'waiting'
}

export type NotBegun =
  | { readonly kind: 'taken-already'; readonly importId: string; readonly taken: Instant }
  /** Another is being read, or was interrupted a short while ago. */
  | { readonly kind: 'another-being-read'; readonly importId: string; readonly files: readonly string[] }
  | TakenAhead
  | NotAllowed

/**
 * An import was taken at a moment that is still to come: of two clocks one is wrong. What is taken now would be known only then.
 * Set this clock, or undo that import and take its files again.
 */
export interface TakenAhead {
  readonly kind: 'taken-ahead'
  readonly importId: string
  readonly taken: Instant
}

/** By how much the clocks of two machines may differ without anybody being told. */
const CLOCKS_DIFFER_MS = 120_000

/** The last of the imports that stand and were taken by a clock that was ahead of this one; null where none was. */
export async function takenAhead({ tx, principal, moment }: Bound): Promise<TakenAhead | null> {
  const { rows } = await sql<{ importId: string; taken: Instant }>`
    select import_id as "importId", taken from sightline.imports
    where authority = ${principal.authority} and state = 'taken' and taken > ${new Date(moment + CLOCKS_DIFFER_MS)}
    order by taken desc, import_id desc limit 1`.execute(tx)
  const [row] = rows
  return row === undefined ? null : { kind: 'taken-ahead', ...row }
}

/** After so long without a sign of life an import that is being read counts as given up. */
const GIVEN_UP_MS = 600_000

/** Begins an import, or goes on with one of the same files that was interrupted. */
export async function beginImport(bound: Bound, { contentHash, files }: Beginning): Promise<Begun | NotBegun> {
  if (!mayKeep(bound)) return refuse(bound, 'begin-import', null)
  const { tx, principal, moment, today, store } = bound
  const { authority } = principal
  return unbound(bound, async () => {
    await lockImports(bound)
    const ahead = await takenAhead(bound)
    if (ahead !== null) {
      return noteRefused(bound, { action: 'begin-import', object: { kind: 'import', id: ahead.importId } }, ahead)
    }
    const { rows } = await sql<ImportRow>`
      select import_id, content_hash, files, state, taken, progressed, children, read_on
      from sightline.imports
      where authority = ${authority} and state in ('reading', 'waiting', 'taken')
        and (state = 'reading' or content_hash = ${contentHash})`.execute(tx)
    const same = rows.find((row) => row.content_hash.equals(contentHash))
    if (same?.state === 'taken' && same.taken !== null) {
      const already = { kind: 'taken-already', importId: same.import_id, taken: same.taken } as const
      return noteRefused(bound, { action: 'begin-import', object: { kind: 'import', id: same.import_id } }, already)
    }
    if (same?.state === 'waiting') return begunOf(same)
    const other = rows.find((row) => row !== same)
    if (other !== undefined) {
      if (moment - other.progressed < GIVEN_UP_MS) {
        const being = { kind: 'another-being-read', importId: other.import_id, files: other.files } as const
        return noteRefused(bound, { action: 'begin-import', object: { kind: 'import', id: other.import_id } }, being)
      }
      await refuseReading(
        bound,
        other.import_id,
        'It was interrupted, and other files came before it was gone on with.',
      )
    }
    if (same !== undefined) {
      await sql`
        update sightline.imports set progressed = ${new Date(moment)}
        where authority = ${authority} and import_id = ${same.import_id}`.execute(tx)
      return begunOf(same)
    }
    const importId = store.ids.random()
    await sql`
      insert into sightline.imports (
        authority, import_id, content_hash, files, state, begun, read_on, progressed, by_person
      ) values (
        ${authority}, ${importId}, ${contentHash}, ${files}::text[], 'reading', ${new Date(moment)},
        ${formatDay(today)}::date, ${new Date(moment)}, ${principal.person}
      )`.execute(tx)
    await noteImport(bound, 'begin-import', importId, { files })
    return { kind: 'begun', importId, children: 0, readOn: today, state: 'reading' }
  })
}

/** Goes on with an import that was begun before; null where it is not being read any more. */
export async function goOnWithImport(bound: Bound, importId: string): Promise<Begun | NotAllowed | null> {
  if (!mayKeep(bound)) return refuse(bound, 'begin-import', importId)
  return unbound(bound, async () => {
    const { rows } = await sql<ImportRow>`
      update sightline.imports set progressed = ${new Date(bound.moment)}
      where authority = ${bound.principal.authority} and import_id = ${importId} and state = 'reading'
      returning import_id, content_hash, files, state, taken, progressed, children, read_on`.execute(bound.tx)
    return rows[0] === undefined ? null : begunOf(rows[0])
  })
}

function begunOf({ import_id: importId, children, read_on: readOn, state }: ImportRow): Begun {
  return { kind: 'begun', importId, children, readOn, state: state === 'waiting' ? 'waiting' : 'reading' }
}

interface ImportRow {
  readonly import_id: string
  readonly content_hash: Buffer
  readonly files: readonly string[]
  readonly state: 'reading' | 'waiting' | 'taken'
  readonly taken: Instant | null
  readonly progressed: Instant
  readonly children: number
  readonly read_on: Day
}

/** One import of an authority writes at a time; whoever comes second waits. */
export async function lockImports({ tx, principal }: Bound): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('sightline-imports:' || ${principal.authority}, 0))`.execute(
    tx,
  )
}

/** Gives an import up: what it said of children never took effect. */
export async function refuseImport(bound: Bound, importId: string, because: string): Promise<NotAllowed | null> {
  if (!mayKeep(bound)) return refuse(bound, 'refuse-import', importId)
  await unbound(bound, () => refuseReading(bound, importId, because))
  return null
}

async function refuseReading(bound: Bound, importId: string, because: string): Promise<void> {
  await sql`
    update sightline.imports set state = 'refused', refused_because = ${because}
    where authority = ${bound.principal.authority} and import_id = ${importId} and state = 'reading'`.execute(bound.tx)
  await noteImport(bound, 'refuse-import', importId, { because })
}

/** Something in the files that a person should know of, as reading them found it. */
export type KeptFinding = Readonly<Record<string, string | number | null>>

/** How many findings are written at a time. */
const FINDINGS_AT_ONCE = 2_000

/** Keeps what reading the files found; numbered from `first`, so that keeping them again changes nothing. */
export async function keepFindings(
  bound: Bound,
  importId: string,
  first: number,
  findings: readonly KeptFinding[],
): Promise<void> {
  if (!mayKeep(bound)) return
  await unbound(bound, async () => {
    for (let at = 0; at < findings.length; at += FINDINGS_AT_ONCE) {
      const some = findings.slice(at, at + FINDINGS_AT_ONCE).map((finding, i) => ({ number: first + at + i, finding }))
      await sql`
        insert into sightline.import_findings (authority, import_id, number, finding)
        select ${bound.principal.authority}, ${importId}::uuid, number, finding
        from jsonb_to_recordset(${asJson(some)}::jsonb) as f (number integer, finding jsonb)
        on conflict do nothing`.execute(bound.tx)
    }
  })
}

/** The authority codes that imports taken so far name (three digits, of a census). */
export async function codesKnown(bound: Bound): Promise<readonly string[]> {
  return unbound(bound, async () => {
    const { rows } = await sql<{ code: string }>`
      select distinct s ->> 'authority' as code
      from sightline.imports i, jsonb_array_elements(i.sources) s
      where i.authority = ${bound.principal.authority} and i.state = 'taken' and s ->> 'authority' is not null
      order by 1`.execute(bound.tx)
    return rows.map(({ code }) => code)
  })
}

/** What the sources of an import turned out to be, known at its end. */
export async function keepSources(bound: Bound, importId: string, sources: readonly Source[]): Promise<void> {
  await sql`
    update sightline.imports set sources = ${asJson(sources)}::jsonb
    where authority = ${bound.principal.authority} and import_id = ${importId} and state = 'reading'`.execute(bound.tx)
}

export async function noteImport(
  bound: Bound,
  action: string,
  importId: string | null,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  await note(bound, {
    action,
    object: { kind: 'import', id: importId },
    caseId: null,
    decision: 'allowed',
    accessPath: bound.scopes.includes('service') ? 'service' : KEEPER,
    compartments: [],
    payload,
  })
}

/** Notes that somebody asked for what only a record keeper may do. */
export function refuse(bound: Bound, action: string, id: string | null): Promise<NotAllowed> {
  return noteRefused(bound, { action, object: { kind: 'import', id } }, { kind: 'not-allowed' })
}

/** Notes a refusal, whatever it was for, and gives it. */
export async function noteRefused<Refusal extends { readonly kind: string }>(
  bound: Bound,
  { action, object }: Pick<Event, 'action' | 'object'>,
  refusal: Refusal,
): Promise<Refusal> {
  await note(bound, {
    action,
    object,
    caseId: null,
    decision: 'refused',
    accessPath: null,
    compartments: [],
    payload: { refusal },
  })
  return refusal
}

import { type RawBuilder, sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Source } from '../../engine/facts/fact.ts'
import { identifierOr } from '../database/identifier.ts'
import { type Bound, unbound } from '../transaction.ts'
import type { Summary } from './compare.ts'
import { type KeptFinding, mayKeep, type NotAllowed, noteImport, refuse } from './imports.ts'
import type { NoticedAfter } from './take.ts'

/** Files that were brought in as one, and what became of them. */
export interface ImportSeen {
  readonly importId: string
  readonly state: 'reading' | 'waiting' | 'taken' | 'refused' | 'undone'
  readonly files: readonly string[]
  /** Null until they were read whole. */
  readonly sources: readonly Source[] | null
  readonly summary: Summary | null
  readonly compared: number | null
  readonly begun: Instant
  readonly by: string
  /** The last sign of life of who reads it. */
  readonly progressed: Instant
  /** How many children are kept so far. */
  readonly children: number
  readonly taken: Instant | null
  readonly noticed: NoticedAfter | null
  readonly refusedBecause: string | null
  readonly undone: Instant | null
  readonly undoneBy: string | null
  readonly undoneBecause: string | null
}

const COLUMNS = sql`
  i.import_id as "importId", i.state, i.files, i.sources, i.summary, i.compared, i.begun, p.name as by, i.progressed, i.children,
  i.taken, i.noticed, i.refused_because as "refusedBecause", i.undone, u.name as "undoneBy", i.undone_because as "undoneBecause"
  from sightline.imports i
  join sightline.persons p on p.authority = i.authority and p.person_id = i.by_person
  left join sightline.persons u on u.authority = i.authority and u.person_id = i.undone_by`

/** Where a page of imports ends. */
export interface ImportCursor {
  readonly begun: Instant
  readonly importId: string
}

/** Every import there was, newest first, a page at a time. */
export async function listImports(
  bound: Bound,
  { after, most }: { readonly after: ImportCursor | null; readonly most: number },
): Promise<{ readonly imports: readonly ImportSeen[]; readonly next: ImportCursor | null } | NotAllowed> {
  if (!mayKeep(bound)) return refuse(bound, 'list-imports', null)
  const rows = await unbound(bound, async () => {
    const from =
      after === null ? sql`` : sql`and (i.begun, i.import_id) < (${new Date(after.begun)}, ${after.importId}::uuid)`
    const { rows: found } = await sql<ImportSeen>`
      select ${COLUMNS}
      where i.authority = ${bound.principal.authority} ${from}
      order by i.begun desc, i.import_id desc limit ${most + 1}`.execute(bound.tx)
    return found
  })
  const imports = rows.slice(0, most)
  const last = rows.length > most ? imports.at(-1) : undefined
  await noteImport(bound, 'list-imports', null, { shown: imports.map(({ importId }) => importId) })
  return { imports, next: last === undefined ? null : { begun: last.begun, importId: last.importId } }
}

/** How many findings of one rule were made. */
export interface FindingCount {
  readonly rule: string
  readonly weight: 'refused' | 'doubtful' | 'note'
  readonly count: number
}

/** One import by itself. */
export interface ImportLookedAt extends ImportSeen {
  /** How many findings there are of each rule. */
  readonly counts: readonly FindingCount[]
  /** The sources, in its formats, of what was taken last before it. */
  readonly sourcesBefore: readonly Source[]
}

/** One import, and what came before it; null where there is none. */
export async function lookAtImport(bound: Bound, asked: string): Promise<ImportLookedAt | NotAllowed | null> {
  const importId = identifierOr(asked)
  if (!mayKeep(bound)) return refuse(bound, 'look-at-import', importId)
  const { tx, principal } = bound
  const seen = await unbound(bound, async () => {
    const { rows } = await sql<ImportSeen>`
      select ${COLUMNS} where i.authority = ${principal.authority} and i.import_id = ${importId}`.execute(tx)
    const { rows: counts } = await sql<FindingCount>`
      select finding ->> 'rule' as rule, finding ->> 'weight' as weight, count(*)::int as count
      from sightline.import_findings
      where authority = ${principal.authority} and import_id = ${importId}
      group by 1, 2 order by 3 desc, 1`.execute(tx)
    const { rows: before } = await sql<{ source: Source }>`
      select distinct on (s ->> 'format') s as source
      from sightline.imports own, sightline.imports i, jsonb_array_elements(i.sources) s
      where own.authority = ${principal.authority} and own.import_id = ${importId} and i.authority = own.authority
        and i.import_id <> own.import_id and i.state = 'taken' and (own.taken is null or i.taken < own.taken)
        and exists (select from jsonb_array_elements(own.sources) o where o ->> 'format' = s ->> 'format')
      order by s ->> 'format', i.taken desc`.execute(tx)
    return rows[0] === undefined ? null : { ...rows[0], counts, sourcesBefore: before.map(({ source }) => source) }
  })
  await noteImport(bound, 'look-at-import', importId, {})
  return seen
}

/** A finding, with its number in the import. */
export interface NumberedFinding {
  readonly number: number
  readonly finding: KeptFinding
}

/** What reading an import found, of one weight or rule, a page at a time. */
export async function findingsOf(
  bound: Bound,
  asked: string,
  {
    weight,
    rule,
    after,
    most,
  }: { readonly weight: string; readonly rule: string | null; readonly after: number; readonly most: number },
): Promise<{ readonly findings: readonly NumberedFinding[]; readonly hasMore: boolean } | NotAllowed> {
  const importId = identifierOr(asked)
  if (!mayKeep(bound)) return refuse(bound, 'look-at-findings', importId)
  const rows = await unbound(bound, async () => {
    const { rows: found } = await sql<NumberedFinding>`
      select number, finding from sightline.import_findings
      where authority = ${bound.principal.authority} and import_id = ${importId} and finding ->> 'weight' = ${weight}
        and number > ${after} and (${rule}::text is null or finding ->> 'rule' = ${rule})
      order by number limit ${most + 1}`.execute(bound.tx)
    return found
  })
  const findings = rows.slice(0, most)
  await noteImport(bound, 'look-at-findings', importId, { weight, rule, shown: findings.map(({ number }) => number) })
  return { findings, hasMore: rows.length > most }
}

/** What an import changes of one child: identities of facts, "protection-plan 20000". */
export interface ChangedChild {
  readonly childId: string
  readonly identifier: string | null
  readonly new: readonly string[]
  readonly changed: readonly string[]
  readonly withdrawn: readonly string[]
}

/** Of whom the record knew nothing; of whom it tells something else; whom the import before named and this one does not. */
export type ChangeOf = 'new' | 'changed' | 'gone'

/** The children whom an import changes, a page at a time. */
export async function changesOf(
  bound: Bound,
  asked: string,
  { of, after, most }: { readonly of: ChangeOf; readonly after: string | null; readonly most: number },
): Promise<{ readonly children: readonly ChangedChild[]; readonly hasMore: boolean } | NotAllowed> {
  const importId = identifierOr(asked)
  if (!mayKeep(bound)) return refuse(bound, 'look-at-changes', importId)
  const rows = await unbound(bound, async () => {
    const { rows: found } = await sql<ChangedChild>`
      select c.child_id as "childId", k.identifier, c.new, c.changed, c.withdrawn
      from sightline.import_changes c
      join sightline.imports own on own.authority = c.authority and own.import_id = c.import_id
      join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
      where c.authority = ${bound.principal.authority} and c.import_id = ${importId} and ${conditionOf(of)}
        and (${after}::uuid is null or c.child_id > ${after}::uuid)
      order by c.child_id limit ${most + 1}`.execute(bound.tx)
    return found
  })
  const children = rows.slice(0, most)
  await noteImport(bound, 'look-at-changes', importId, { of, shown: children.map(({ childId }) => childId) })
  return { children, hasMore: rows.length > most }
}

function conditionOf(of: ChangeOf): RawBuilder<unknown> {
  if (of === 'gone') return sql`not c.named`
  const known = sql`exists (
    select from sightline.reported o
    join sightline.imports i on i.authority = o.authority and i.import_id = o.import_id
    where o.authority = c.authority and o.child_id = c.child_id and i.import_id <> c.import_id
      and i.taken is not null and (own.taken is null or i.taken < own.taken))`
  return of === 'new' ? sql`c.named and not ${known}` : sql`c.named and ${known}`
}

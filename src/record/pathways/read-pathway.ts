import { sql } from 'kysely'
import type { Entry } from '../../engine/pathway/entry.ts'
import { evaluate } from '../../engine/pathway/evaluate.ts'
import type { Asking, View } from '../../engine/pathway/view.ts'
import { note } from '../audit/audit.ts'
import { type Bound, unbound } from '../transaction.ts'
import { entriesOf, load } from './load.ts'
import type { Locked } from './locking.ts'
import type { Rules } from './shelf.ts'

/** A pathway as this person may see it. */
export interface ReadPathway {
  readonly caseId: string
  /** What a writer must have seen: `recordStep` asks for it. */
  readonly version: number
  readonly rules: Rules
  /** Answers in compartments that are not open to them are left out of the entries. */
  readonly view: View
  readonly compartments: readonly string[]
}

/**
 * Reads a pathway as of a moment, as it was known by another, and notes that it was read. Null where there is none or this
 * person may not know of it; both ask the database the same.
 */
export async function readPathway(bound: Bound, pathway: string, asking: Asking): Promise<ReadPathway | null> {
  const found = await find(bound, pathway)
  if (found === null) {
    await note(bound, { ...READ, object: { kind: 'pathway', id: pathway }, decision: 'refused', payload: { pathway } })
    return null
  }
  const { tx, principal, store } = bound
  const rules = await store.shelf.rules({ tx, authority: principal.authority, ...found.row })
  const loaded = await unbound(bound, () => load(bound, found.row))
  const shown = new Map((await entriesOf(bound, pathway)).map((entry) => [entry.id, entry]))
  const whole = evaluate(rules.protocol, loaded.history, loaded.people, rules.calendar, asking)
  await note(bound, {
    ...READ,
    object: { kind: 'pathway', id: pathway },
    caseId: found.row.caseId,
    decision: 'allowed',
    accessPath: found.way,
    compartments: found.compartments,
    payload: { pathway, ...asking },
  })
  const view = { ...whole, entries: whole.entries.map((each) => ({ ...each, entry: asShown(each.entry, shown) })) }
  return { caseId: found.row.caseId, version: found.row.version, rules, view, compartments: found.compartments }
}

const READ = { action: 'read-pathway', caseId: null, accessPath: null, compartments: [] } as const

/** An entry with those of its answers that may be seen. */
function asShown(entry: Entry, shown: ReadonlyMap<string, Entry>): Entry {
  return { ...entry, answers: shown.get(entry.id)?.answers ?? {}, because: shown.get(entry.id)?.because ?? null }
}

interface Found {
  readonly row: Locked
  readonly compartments: readonly string[]
  readonly way: string | null
}

async function find({ tx, principal, scopes }: Bound, pathway: string): Promise<Found | null> {
  const { rows } = await sql<{
    case_id: string
    child_id: string | null
    version: number
    protocol: string
    protocol_hash: Buffer
    calendar_hash: Buffer
    compartments: string[]
    way: string | null
  }>`
    select p.case_id, c.child_id, p.version, p.protocol, p.protocol_hash, p.calendar_hash,
      sightline.sees(p.authority, p.case_id, p.pathway_id, 'read') as compartments,
      (select min(s.source) from sightline.case_scopes s
       where s.authority = p.authority and s.case_id = p.case_id and s.scope = any (${scopes}::text[])
         and 'read' = any (s.actions) and (s.pathway_id is null or s.pathway_id = p.pathway_id)) as way
    from sightline.pathways p
    join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
    where p.authority = ${principal.authority} and p.pathway_id = ${pathway}`.execute(tx)
  const [row] = rows
  if (row === undefined) return null
  return {
    row: {
      caseId: row.case_id,
      childId: row.child_id,
      pathway,
      version: row.version,
      protocol: row.protocol,
      protocolHash: row.protocol_hash,
      calendarHash: row.calendar_hash,
    },
    compartments: row.compartments,
    // No scope opens it and it is open: the glass was broken.
    way: row.way ?? 'break-glass',
  }
}

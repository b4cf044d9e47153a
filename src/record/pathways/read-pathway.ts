import { sql } from 'kysely'
import type { History } from '../../engine/facts/fact.ts'
import type { Entry } from '../../engine/pathway/entry.ts'
import { evaluate } from '../../engine/pathway/evaluate.ts'
import type { People } from '../../engine/pathway/people.ts'
import type { Asking, View } from '../../engine/pathway/view.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type Bound, unbound } from '../transaction.ts'
import { entriesOf, load } from './load.ts'
import type { Locked } from './locking.ts'
import { type MovedEntry, movedIn } from './moves.ts'
import type { Rules } from './shelf.ts'

/** A pathway as this person may see it. */
export interface ReadPathway {
  readonly pathway: string
  readonly caseId: string
  /** What a writer must have seen: `recordStep` asks for it. */
  readonly version: number
  readonly rules: Rules
  /** Answers in compartments that are not open to them are left out of the entries. */
  readonly view: View
  /** What files tell of the child; of the rest of the family nothing, who are to be asked for each by themselves. */
  readonly facts: History
  /** Who works where and holds which roles, as far as the case needs it. */
  readonly people: People
  readonly childName: string | null
  readonly compartments: readonly string[]
  /** Entries that were recorded on the wrong child: out of this pathway, or into it. */
  readonly moved: readonly MovedEntry[]
}

/**
 * Reads a pathway as of a moment, as it was known by another, and notes that it was read. Null where there is none or this
 * person may not know of it; both ask the database the same, and both are noted.
 */
export async function readPathway(bound: Bound, asked: string, asking: Asking): Promise<ReadPathway | null> {
  const pathway = identifierOr(asked)
  const row = await unbound(bound, () => find(bound, pathway))
  const caseId = row?.caseId ?? null
  const { way, compartments } = await openTo(bound, caseId, pathway)
  const object = { kind: 'pathway', id: pathway }
  const payload = { pathway, ...asking }
  if (row === null || way === null) {
    await note(bound, {
      action: ACTION,
      object,
      caseId,
      decision: 'refused',
      accessPath: null,
      compartments: [],
      payload,
    })
    return null
  }
  const seen = await seenPathway(bound, row, asking)
  await note(bound, { action: ACTION, object, caseId, decision: 'allowed', accessPath: way, compartments, payload })
  return { ...seen, compartments, moved: await movedIn(bound, pathway) }
}

/** A pathway with what this person may read of it. */
export type SeenPathway = Omit<ReadPathway, 'compartments' | 'moved'>

/** Works a pathway out for somebody of whom it is known that they may read it; who calls it notes that they did. */
export async function seenPathway(bound: Bound, row: Found, asking: Asking): Promise<SeenPathway> {
  const { tx, principal, store } = bound
  const rules = await store.shelf.rules({ tx, authority: principal.authority, ...row })
  const loaded = await unbound(bound, () => load(bound, row, asking.knownAt))
  const shown = new Map((await entriesOf(bound, row.pathway)).map((entry) => [entry.id, entry]))
  const whole = evaluate(rules.protocol, loaded.history, loaded.people, rules.calendar, asking)
  const view = { ...whole, entries: whole.entries.map((each) => ({ ...each, entry: asShown(each.entry, shown) })) }
  const { pathway, caseId, version, childName } = row
  return { pathway, caseId, version, rules, view, facts: loaded.history.facts, people: loaded.people, childName }
}

const ACTION = 'read-pathway'

/** An entry with those of its answers that may be seen. */
function asShown(entry: Entry, shown: ReadonlyMap<string, Entry>): Entry {
  return { ...entry, answers: shown.get(entry.id)?.answers ?? {}, because: shown.get(entry.id)?.because ?? null }
}

/** By which way in, and with which compartments, this person may read a pathway; a null way where they may not. */
async function openTo({ tx, principal }: Bound, caseId: string | null, pathway: string) {
  const { authority } = principal
  const { rows } = await sql<{ way: string | null; compartments: string[] | null }>`
    select sightline.way_in(${authority}, ${caseId}::uuid, ${pathway}::uuid, 'read') as way,
      sightline.sees(${authority}, ${caseId}::uuid, ${pathway}::uuid, 'read') as compartments`.execute(tx)
  return { way: rows[0]?.way ?? null, compartments: rows[0]?.compartments ?? [] }
}

type Found = Locked & { readonly childName: string | null }

async function find({ tx, principal }: Bound, pathway: string): Promise<Found | null> {
  const { rows } = await sql<Found>`
    select p.case_id as "caseId", c.child_id as "childId", p.pathway_id as pathway, p.version, p.protocol,
      p.protocol_hash as "protocolHash", p.calendar_hash as "calendarHash", k.name as "childName"
    from sightline.pathways p
    join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    where p.authority = ${principal.authority} and p.pathway_id = ${pathway}`.execute(tx)
  return rows[0] ?? null
}

import { sql } from 'kysely'
import type { History } from '../../engine/facts/fact.ts'
import { correctableBy } from '../../engine/pathway/correcting.ts'
import type { Entry } from '../../engine/pathway/entry.ts'
import type { People } from '../../engine/pathway/people.ts'
import type { Asking, View } from '../../engine/pathway/view.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type Bound, unbound } from '../transaction.ts'
import { type Course, workedOut } from './course.ts'
import { load, type Shown } from './load.ts'
import type { Locked } from './locking.ts'
import { type MovedEntry, movedIn } from './moves.ts'
import type { Rules } from './shelf.ts'

/** A pathway as this person may see it. */
export interface ReadPathway {
  readonly pathway: string
  readonly caseId: string
  /** What a writer must have seen: `recordStep` asks for it. */
  readonly version: number
  /** The version by which it ran at the moment asked; and all by which it has run, as entries name them. */
  readonly rules: Rules
  readonly course: Course
  /** Answers in compartments that are not open to them are left out of the entries. */
  readonly view: View
  /** What files tell of the child; of the rest of the family nothing, who are to be asked for each by themselves. */
  readonly facts: History
  /** Who works where and holds which roles, as far as the case needs it. */
  readonly people: People
  readonly childName: string | null
  /** By which the authority's other systems name the child. */
  readonly childIdentifier: string | null
  /** What this person may correct at the moment asked, worked out when it is called. */
  readonly correctable: () => ReturnType<typeof correctableBy>
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
  const { caseId, way, found, moved } = await find(bound, pathway)
  const object = { kind: 'pathway', id: pathway }
  const noted = { action: ACTION, object, caseId, accessPath: way, payload: { pathway, ...asking } }
  if (found === null) {
    await note(bound, { ...noted, decision: 'refused', compartments: [] })
    return null
  }
  const { compartments } = found
  // The note rests on what was found alone, and is made while the rest is read.
  const [, seen] = await Promise.all([
    note(bound, { ...noted, decision: 'allowed', compartments }),
    unbound(bound, () => workOut(bound, found, asking)),
  ])
  return { ...seen, compartments, moved: moved ? await movedIn(bound, pathway) : [] }
}

/** A pathway with what this person may read of it. */
export type SeenPathway = Omit<ReadPathway, 'compartments' | 'moved'>

/** Works a pathway out for somebody of whom it is known that they may read it; who calls it notes that they did. */
export function seenPathway(bound: Bound, row: Found, asking: Asking): Promise<SeenPathway> {
  return unbound(bound, () => workOut(bound, row, asking))
}

async function workOut(bound: Bound, row: Found, asking: Asking): Promise<SeenPathway> {
  const loaded = await load(bound, row, asking.knownAt, row.compartments)
  const { history, people, shown, course } = loaded
  const { view: whole, rules } = workedOut(loaded, asking)
  const view = {
    ...whole,
    entries: whole.entries.map((each) => ({ ...each, entry: asShown(each.entry, shown) })),
    // Each is opened by what was answered in one entry, all of which is shared.
    duties: row.compartments.includes('shared')
      ? whole.duties
      : whole.duties.map((each) => ({ ...each, answers: null })),
  }
  const { pathway, caseId, version, childName, childIdentifier } = row
  const child = { childName, childIdentifier }
  const { protocol, calendar } = course.opened
  const correctable = () =>
    correctableBy(protocol, history, people, calendar, { by: bound.principal.person, now: asking.asOf })
  return { pathway, caseId, version, rules, course, view, facts: history.facts, people, ...child, correctable }
}

const ACTION = 'read-pathway'

/** An entry with those of its answers that may be seen. */
function asShown(entry: Entry, shown: Shown): Entry {
  return { ...entry, answers: shown.get(entry.id)?.answers ?? {}, because: shown.get(entry.id)?.because ?? null }
}

/** A pathway that may be read, with what of it may be: what was answered in these compartments. */
export type Found = Locked &
  Pick<ReadPathway, 'childName' | 'childIdentifier'> & { readonly compartments: readonly string[] }

/** What of `sightline.pathway_found` (migrations/0017-read-pathway.sql) is taken for a `Found`, but for the pathway itself. */
export const FOUND = sql`
  found.case_id as "caseId", found.child_id as "childId", found.child_name as "childName",
  (select k.identifier from sightline.children k
    where k.authority = sightline.authority() and k.child_id = found.child_id) as "childIdentifier", found.version, found.protocol,
  found.protocol_hash as "protocolHash", found.calendar_hash as "calendarHash", found.compartments`

type FoundRow = { readonly [Key in keyof Omit<Found, 'pathway'>]: Found[Key] | null } & {
  readonly way: string | null
  readonly moved: boolean
}

/** The same is asked of the database where there is no such pathway, or this person may not know of it. */
async function find({ tx, principal }: Bound, pathway: string) {
  const { rows } = await sql<FoundRow>`
    select ${FOUND}, found.way, found.moved
    from sightline.pathway_found(${principal.authority}, ${pathway}::uuid) found`.execute(tx)
  const [{ caseId, way, moved, ...row } = { caseId: null, way: null, moved: false }] = rows
  const found = way === null || caseId === null || !isWhole(row) ? null : { ...row, caseId, pathway }
  return { caseId, way, found, moved }
}

type Rest = Omit<Found, 'pathway' | 'caseId'>

function isWhole(row: Partial<{ readonly [Key in keyof Rest]: Rest[Key] | null }>): row is Rest {
  return row.protocolHash != null && row.calendarHash != null && row.compartments != null
}

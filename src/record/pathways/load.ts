import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Answers, Entry } from '../../engine/pathway/entry.ts'
import type { PathwayHistory } from '../../engine/pathway/fold.ts'
import type { People } from '../../engine/pathway/people.ts'
import { type EarlierRun, identifierOfStart, SIGHTLINE } from '../../engine/pathway/starts.ts'
import { factsOf } from '../facts/history.ts'
import { peopleOf } from '../people/people.ts'
import type { Bound } from '../transaction.ts'
import { type Course, versionCalled } from './course.ts'
import type { Locked } from './locking.ts'
import type { Rules } from './shelf.ts'

/** Everything that the engine is given of one pathway. */
export interface Loaded {
  readonly history: PathwayHistory
  readonly people: People
  /** The versions of its protocol by which it ran; of one that is only to be opened, that by which it will. */
  readonly course: Course
  /** What was answered in the compartments that are open, of entries by their identifiers. */
  readonly shown: Shown
}

/** Of each entry the answers that may be seen. */
export type Shown = ReadonlyMap<string, Pick<Entry, 'answers' | 'because'>>

/**
 * Reads what judging and evaluating a pathway need, with the program's own eyes: call it inside `unbound`.
 * @param knownAt leaves out imports that were taken later, and brings back those undone since
 * @param open the compartments that somebody may see, of which `shown` is made
 */
export async function load(
  bound: Bound,
  { caseId, childId, pathway, protocol, ...hashes }: Locked,
  knownAt: Instant = bound.moment,
  open: readonly string[] = [],
): Promise<Loaded> {
  // None of these hangs on what another gives: all are asked before any is waited for.
  const [rows, people, facts, earlierRuns] = await Promise.all([
    entryRows(bound, pathway, open),
    peopleOf(bound, { caseId, childId }),
    factsOf(bound, childId ?? caseId, knownAt),
    earlierRunsOf(bound, { caseId, pathway, protocol }),
  ])
  const entries = rows.map(entryOf)
  const course = await courseOf(bound, rows, hashes)
  const shown = new Map(
    rows.map((row, number) => [entries[number]?.id ?? '', { answers: row.shown ?? {}, because: row.shown_because }]),
  )
  const versions = course.later.size === 0 ? {} : { versions: course.later }
  return { history: { ...facts, entries, earlierRuns, ...versions }, people, course, shown }
}

/** The versions that a pathway's entries name: the first was made under that by which it was opened. */
async function courseOf(
  { tx, principal, store }: Bound,
  rows: readonly EntryRow[],
  now: Pick<Locked, 'protocolHash' | 'calendarHash'>,
): Promise<Course> {
  const rules = (of: Pick<Locked, 'protocolHash' | 'calendarHash'>) => {
    return store.shelf.rules({ tx, authority: principal.authority, ...of })
  }
  const [first] = rows
  const opened = await rules(first === undefined ? now : hashesOf(first))
  const later = new Map<string, Rules>()
  for (const row of rows) if (row.moves) later.set(versionCalled(hashesOf(row)), await rules(hashesOf(row)))
  return { opened, later }
}

function hashesOf({ protocol_hash: protocolHash, calendar_hash: calendarHash }: EntryRow) {
  return { protocolHash, calendarHash }
}

/** The runs of a protocol for a case that ended before a pathway was opened. */
async function earlierRunsOf(
  { tx, principal }: Bound,
  { caseId, pathway, protocol }: Pick<Locked, 'caseId' | 'pathway' | 'protocol'>,
): Promise<readonly EarlierRun[]> {
  const { rows } = await sql<EarlierRun>`
    select p.opened, p.ended
    from sightline.pathways p
    where p.authority = ${principal.authority} and p.case_id = ${caseId} and p.protocol = ${protocol}
      and p.pathway_id <> ${pathway} and p.ended is not null
      and not exists (
        select from sightline.pathways own
        where own.authority = p.authority and own.pathway_id = ${pathway} and own.opened < p.opened)
    order by p.ended`.execute(tx)
  return rows
}

interface EntryRow {
  readonly entry_id: string
  readonly step: string | null
  readonly outcome: string | null
  readonly person_id: string | null
  readonly role: string
  readonly agency: string | null
  readonly happened: Instant
  readonly recorded: Instant
  readonly about: string | null
  readonly supersedes: string | null
  readonly trigger_id: string | null
  readonly trigger_met: Day | null
  readonly moves: boolean
  readonly protocol_hash: Buffer
  readonly calendar_hash: Buffer
  readonly answers: Answers | null
  readonly because: string | null
  readonly shown: Answers | null
  readonly shown_because: string | null
}

/** A pathway's entries in the order of recording, each with those of its answers that the transaction may read. */
export async function entriesOf(bound: Bound, pathway: string): Promise<readonly Entry[]> {
  return (await entryRows(bound, pathway, [])).map(entryOf)
}

async function entryRows(
  { tx, principal }: Bound,
  pathway: string,
  open: readonly string[],
): Promise<readonly EntryRow[]> {
  const { rows } = await sql<EntryRow>`
    select e.entry_id, e.step, e.outcome, e.person_id, e.role, e.agency, e.happened, e.recorded, e.about, e.supersedes, e.trigger_id,
      e.trigger_met, e.moves, e.protocol_hash, e.calendar_hash, a.answers, a.because, a.shown, a.shown_because
    from sightline.entries e
    left join lateral (
      select jsonb_object_agg(each.key, each.value) filter (where each.key is not null) as answers, max(b.because) as because,
        jsonb_object_agg(each.key, each.value)
          filter (where each.key is not null and b.compartment = any (${open}::text[])) as shown,
        max(b.because) filter (where b.compartment = any (${open}::text[])) as shown_because
      from sightline.answers b left join lateral jsonb_each(b.answers) each on true
      where b.authority = e.authority and b.pathway_id = e.pathway_id and b.entry_id = e.entry_id
    ) a on true
    where e.authority = ${principal.authority} and e.pathway_id = ${pathway}
    order by e.number`.execute(tx)
  return rows
}

function entryOf(row: EntryRow): Entry {
  const { trigger_id: trigger, trigger_met: met } = row
  const started = trigger === null || met === null ? null : { id: trigger, met: formatDay(met) }
  return {
    // As it is known before it is recorded, so that what rests on it stays the same.
    id: started === null ? row.entry_id : identifierOfStart(started),
    step: row.step,
    outcome: row.outcome,
    by: row.person_id ?? (started === null ? '' : SIGHTLINE),
    role: row.role,
    // What started by itself was done for no agency, recorded or not.
    ...(started === null ? { agency: row.agency } : {}),
    happened: row.happened,
    recorded: row.recorded,
    answers: row.answers ?? {},
    about: row.about,
    supersedes: row.supersedes,
    because: row.because,
    trigger: started,
    ...(row.moves ? { movesTo: versionCalled(hashesOf(row)) } : {}),
  }
}

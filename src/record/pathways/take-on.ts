import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Answers, Entry } from '../../engine/pathway/entry.ts'
import { evaluate } from '../../engine/pathway/evaluate.ts'
import type { NotCounted, View } from '../../engine/pathway/view.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { note } from '../audit/audit.ts'
import { allKeepable } from '../database/json.ts'
import { casesFor, leadAgencyOf } from '../facts/cases.ts'
import { factsOf } from '../facts/history.ts'
import { mayKeep, type NotAllowed, refuse } from '../facts/imports.ts'
import { keepOwnWorkers, staffOf, workersOf } from '../facts/own-workers.ts'
import { type Bound, unbound } from '../transaction.ts'
import { keepEntry } from './keep-entry.ts'
import { type Loaded, load } from './load.ts'
import { type Locked, lockCase, type NotOpened, openAlready } from './locking.ts'
import { keepReadModel, readModelOf } from './read-models.ts'
import type { Rules } from './shelf.ts'

/** A pathway that was running before Sightline: how it came to where it stands, as far as anybody knows. */
export interface Running {
  /** The row's own, by which it is taken on once. */
  readonly key: string
  /** The authority's identifier of the child. */
  readonly child: string
  /** For a child whom no import has named: who it is. */
  readonly born: string | null
  readonly name: string | null
  readonly protocol: string
  /** Where it stands; what was recorded must lead there. */
  readonly stage: string
  readonly entries: readonly EarlierEntry[]
}

export interface EarlierEntry {
  readonly step: string
  readonly outcome: string | null
  readonly role: string | null
  /** An identifier of a person, or a name that an administrator has said whom it means. */
  readonly by: string | null
  readonly happened: Instant
  readonly answers: Answers
}

/** Why one is not taken on; `entry` counts from 0. */
export type NotTakenOn =
  | NotAllowed
  | NotOpened
  /** The key was taken on before, with something else in its row. */
  | { readonly kind: 'key-used-otherwise' }
  | { readonly kind: 'unknown-child' }
  /** Several children of the record have the identifier. */
  | { readonly kind: 'doubtful-child' }
  /** Nobody could lead its case: the authority has no council. */
  | { readonly kind: 'no-lead-agency' }
  | { readonly kind: 'unknown-person'; readonly entry: number; readonly by: string }
  | { readonly kind: 'unknown-question'; readonly entry: number; readonly question: string }
  | { readonly kind: 'not-counted'; readonly entry: number; readonly why: NotCounted }
  | { readonly kind: 'not-then'; readonly entry: number; readonly step: string; readonly at: string | null }
  | { readonly kind: 'in-the-future'; readonly entry: number }
  /** What was recorded leads elsewhere than to the stage named. */
  | { readonly kind: 'leads-elsewhere'; readonly stage: string | null }
  | { readonly kind: 'unknown-stage'; readonly stages: readonly string[] }

export type TakenOn =
  | { readonly kind: 'taken-on'; readonly pathway: string; readonly stage: string; readonly owed: number }
  /** The same row was taken on before. */
  | { readonly kind: 'already'; readonly pathway: string }
  | NotTakenOn

/**
 * Takes on a pathway that was running before Sightline: its earlier entries happened on the days that are known, are marked as
 * before Sightline, and were recorded now. They are not judged, since they happened; but they must be the protocol's steps, in
 * an order that it has, and lead to where the pathway stands. Whoever was told of them then is not told again.
 */
export async function takeOn(bound: Bound, given: Running): Promise<TakenOn> {
  if (!mayKeep(bound)) return refuse(bound, 'take-on', null)
  const running = allKeepable(given)
  return unbound(bound, async () => {
    const hash = createHash('sha256')
      .update(canonicalize(running) ?? '')
      .digest()
    const before = await takenOnBefore(bound, running.key)
    if (before !== null) {
      return before.row_hash.equals(hash)
        ? { kind: 'already', pathway: before.pathway_id }
        : { kind: 'key-used-otherwise' }
    }
    const taken = await enter(bound, running)
    if (taken.kind === 'taken-on') {
      await sql`
        insert into sightline.taken_on (authority, key, row_hash, pathway_id, taken_on)
        values (${bound.principal.authority}, ${running.key}, ${hash}, ${taken.pathway}, ${new Date(bound.moment)})`.execute(
        bound.tx,
      )
    }
    return taken
  })
}

/** Notes what was tried and not kept: a dry run, or a list of which a row was refused. */
export async function noteTried(
  bound: Bound,
  rows: readonly { readonly key: string; readonly taken: TakenOn }[],
): Promise<void> {
  await note(bound, {
    action: 'try-take-on',
    object: { kind: 'pathway', id: null },
    caseId: null,
    decision: rows.some(({ taken }) => taken.kind === 'not-allowed') ? 'refused' : 'allowed',
    accessPath: mayKeep(bound) ? 'role:record-keeper' : null,
    compartments: [],
    payload: { rows: rows.map(({ key, taken }) => ({ key, became: taken.kind })) },
  })
}

async function takenOnBefore({ tx, principal }: Bound, key: string) {
  await sql`select pg_advisory_xact_lock(hashtextextended('sightline-take-on:' || ${principal.authority} || ${key}, 0))`.execute(
    tx,
  )
  const { rows } = await sql<{ row_hash: Buffer; pathway_id: string }>`
    select row_hash, pathway_id from sightline.taken_on
    where authority = ${principal.authority} and key = ${key}`.execute(tx)
  return rows[0] ?? null
}

async function enter(bound: Bound, running: Running): Promise<TakenOn> {
  const { store } = bound
  const childId = await childOf(bound, running)
  if (typeof childId !== 'string') return childId
  const caseId = await caseOf(bound, childId)
  if (caseId === null) return { kind: 'no-lead-agency' }
  const pathway = store.ids.random()
  const locked = await lockCase(bound, { protocol: running.protocol, caseId, pathway })
  if (locked === null) return { kind: 'unknown-child' }
  if ('kind' in locked) return locked
  if ('open' in locked) return openAlready(locked)
  const loaded = await load(bound, locked)
  const rules = loaded.course.opened
  const entries = await entriesOf(bound, running, rules.protocol)
  if (!Array.isArray(entries)) return entries as NotTakenOn
  const view = follow(bound, running, entries, loaded, rules)
  if ('kind' in view) return view
  await keep(bound, locked, entries, view, rules)
  const owed = view.duties.filter(({ standing }) => standing.kind === 'open' || standing.kind === 'overdue').length
  return { kind: 'taken-on', pathway, stage: running.stage, owed }
}

/** The child of the identifier; made where no import has named it and the row says who it is. */
async function childOf(bound: Bound, { child, born, name }: Running): Promise<string | NotTakenOn> {
  const { tx, principal, store } = bound
  const { rows } = await sql<{ child_id: string }>`
    select child_id from sightline.children
    where authority = ${principal.authority} and identifier = ${child} and merged_into is null`.execute(tx)
  const [found] = rows
  if (rows.length > 1) return { kind: 'doubtful-child' }
  if (found !== undefined) return found.child_id
  if (born === null) return { kind: 'unknown-child' }
  const id = store.ids.random()
  await sql`
    insert into sightline.children (authority, child_id, identifier, name, born)
    values (${principal.authority}, ${id}, ${child}, ${name}, ${born}::date)`.execute(tx)
  return id
}

async function caseOf(bound: Bound, child: string): Promise<string | null> {
  const { facts } = await factsOf(bound, child)
  const { caseOf: cases, made } = await casesFor(bound, [{ child, caseId: null, lead: await leadAgencyOf(bound) }])
  const caseId = cases.get(child) ?? null
  if (caseId === null || made === 0) return caseId
  const { workers } = workersOf(facts, await staffOf(bound))
  const { rows } = await sql<{ import_id: string }>`
    select d.import_id from sightline.reported d
    where d.authority = ${bound.principal.authority} and d.child_id = ${child} limit 1`.execute(bound.tx)
  if (workers.length > 0) await keepOwnWorkers(bound, rows[0]?.import_id ?? null, [{ caseId, workers }])
  return caseId
}

async function entriesOf(
  bound: Bound,
  { entries }: Running,
  protocol: Protocol,
): Promise<readonly Entry[] | NotTakenOn> {
  const staff = await staffOf(bound)
  const made: Entry[] = []
  for (const [entry, { step, outcome, role, by, happened, answers }] of entries.entries()) {
    if (happened > bound.moment) return { kind: 'in-the-future', entry }
    const person = by === null ? '' : (staff.get(by)?.person ?? (await personOf(bound, by)))
    if (person === null) return { kind: 'unknown-person', entry, by: by ?? '' }
    const known = protocol.steps.find(({ id }) => id === step)
    const asked = new Set(known?.asks.map(({ id }) => id))
    const question = Object.keys(answers).find((each) => !asked.has(each))
    if (known !== undefined && question !== undefined) return { kind: 'unknown-question', entry, question }
    made.push({
      id: bound.store.ids.growing(),
      step,
      outcome,
      by: person,
      role: role ?? 'not-known',
      happened,
      recorded: bound.moment,
      answers,
      about: null,
      supersedes: null,
      because: null,
      trigger: null,
    })
  }
  return made
}

async function personOf({ tx, principal }: Bound, by: string): Promise<string | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(by)) return null
  const { rows } = await sql<{ person_id: string }>`
    select person_id from sightline.persons
    where authority = ${principal.authority} and person_id = ${by}::uuid and not service`.execute(tx)
  return rows[0]?.person_id ?? null
}

/** Sees that each step could be taken where the pathway stood, and that they lead to where it stands. */
function follow(
  bound: Bound,
  running: Running,
  entries: readonly Entry[],
  { history, people }: Loaded,
  { protocol, calendar }: Rules,
): View | NotTakenOn {
  if (!protocol.stages.has(running.stage)) {
    return { kind: 'unknown-stage', stages: [...protocol.stages.keys()] }
  }
  const asking = { asOf: bound.moment, knownAt: bound.moment }
  const viewOf = (some: readonly Entry[]): View => {
    return evaluate(protocol, { ...history, entries: some }, people, calendar, asking)
  }
  for (const [entry, { id, step }] of entries.entries()) {
    const view = viewOf(entries.slice(0, entry + 1))
    const seen = view.entries.find((each) => each.entry.id === id)
    const why = seen?.ignored ?? null
    if (why !== null) return { kind: 'not-counted', entry, why }
    const at = entry === 0 ? null : (viewOf(entries.slice(0, entry)).stage?.id ?? null)
    const known = protocol.steps.find((each) => each.id === step)
    if (known === undefined) return { kind: 'not-counted', entry, why: 'unknown-step' }
    const fits =
      known.at.kind === 'start' ? at === null : at !== null && (known.at.kind === 'any' || known.at.stages.includes(at))
    if (!fits) return { kind: 'not-then', entry, step: known.id, at }
  }
  const view = viewOf(entries)
  const stage = view.stage?.id ?? null
  return stage === running.stage ? view : { kind: 'leads-elsewhere', stage }
}

async function keep(bound: Bound, locked: Locked, entries: readonly Entry[], view: View, rules: Rules): Promise<void> {
  const { tx, principal, moment } = bound
  const { pathway, caseId } = locked
  for (const [number, entry] of entries.entries()) {
    await keepEntry(bound, locked, entry, number + 1, true)
    await note(bound, {
      action: 'take-on',
      object: { kind: 'entry', id: entry.id },
      caseId,
      decision: 'allowed',
      accessPath: 'role:record-keeper',
      compartments: ['shared'],
      payload: { ...entry },
    })
  }
  const model = readModelOf(pathway, view, rules)
  await keepReadModel(bound, pathway, caseId, { model, asOf: moment })
  // Whoever was told then was told then: nobody is asked to read it now.
  await sql`
    update sightline.told set read = ${new Date(moment)}
    where authority = ${principal.authority} and pathway_id = ${pathway} and kind = 'notice'`.execute(tx)
}

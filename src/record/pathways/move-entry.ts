import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { sql } from 'kysely'
import type { Entry } from '../../engine/pathway/entry.ts'
import type { Command, Refusal } from '../../engine/pathway/view.ts'
import { wayIn } from '../access/way-in.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKeepable, notKeepable } from '../database/keepable.ts'
import { type Bound, unbound } from '../transaction.ts'
import { type Allowed, isAllowed, type Judged, judge, keepJudged } from './judging.ts'
import { entriesOf } from './load.ts'
import { type Locked, lockCase, lockPathway, type NotOpened, type Opening, openAlready } from './locking.ts'
import { remember, sentBefore, takeTurn } from './submissions.ts'

/** "I recorded this on the wrong child": which entry, and where it belongs (PRA-16). */
export interface Moving {
  /** The form's own: sent twice, it is moved once. */
  readonly key: string
  /** The pathway that it was recorded in, as it was when they looked. */
  readonly from: { readonly pathway: string; readonly version: number; readonly entry: string }
  /** Another pathway, or a new one. */
  readonly to: { readonly pathway: string; readonly version: number } | { readonly opens: Opening }
  /** In which role they act, in both. */
  readonly role: string
  /** The agency for which they act in it; left out or null for that of the role. */
  readonly agency?: string | null
  /** The duty that it answers where it belongs, where it answers one of several. */
  readonly about: string | null
  readonly because: string
}

export type Moved =
  | { readonly ok: true; readonly movedId: string; readonly pathway: string; readonly entry: string }
  /** It was moved before, by the same key. */
  | { readonly ok: true; readonly pathway: string; readonly entry: string; readonly again: true }
  | { readonly ok: false; readonly refusal: NotMoved }

export type NotMoved =
  /** There is no such pathway or case, or this person may not record in it: the two are told alike. */
  | { readonly kind: 'not-found' }
  /** There is no such entry, or nobody recorded it; or it holds answers that this person may not read. */
  | { readonly kind: 'nothing-to-move' }
  | { readonly kind: 'same-pathway' }
  | { readonly kind: 'changed-meanwhile'; readonly pathway: string; readonly version: number }
  | { readonly kind: 'key-used-otherwise' }
  | { readonly kind: 'not-kept'; readonly why: NotKeepable }
  /** The protocol refuses that it is taken back where it stands, or recorded where it belongs. Nothing was moved. */
  | { readonly kind: 'refused'; readonly where: 'from' | 'to'; readonly refusals: readonly Refusal[] }
  | NotOpened

/**
 * Takes an entry back in one pathway and records it anew in another, with its time and its answers, in one transaction: both are
 * judged, and both or neither stands. Each pathway tells of the other. Who moves it must be able to do either by themselves.
 */
export async function moveEntry(bound: Bound, asked: Moving): Promise<Moved> {
  const moving = known(asked)
  const { key, from, to } = moving
  const why = notKeepable({ key, on: to, command: { happened: 0, ...wordsOf(moving) } })
  if (why !== null) return refuse(bound, moving, null, { kind: 'not-kept', why })
  await takeTurn(bound, key)
  const places = await unbound(bound, () => lock(bound, moving))
  const fromCase = places.from?.caseId ?? null
  const toCase = 'opens' in to ? to.opens.caseId : placeIn(places.to)?.caseId
  const fromWay = await wayIn(bound, 'record', fromCase, from.pathway)
  const toWay = await wayIn(bound, 'record', toCase ?? null, 'opens' in to ? null : to.pathway)
  const before = await sentBefore(bound, key, hashOf(moving))
  // Told also to who has no way in any more: moving it may have ended what they had to do there.
  if (before?.kind === 'again') return { ok: true, pathway: before.pathway, entry: before.entry, again: true }
  if (places.from === null || places.to === null || fromWay === null || toWay === null) {
    return refuse(bound, moving, fromCase, { kind: 'not-found' })
  }
  if (before !== null) return refuse(bound, moving, fromCase, before)
  const stands = standing(moving, places.from, places.to)
  if ('kind' in stands) return refuse(bound, moving, fromCase, stands)
  const entry = await readable(bound, from)
  if (entry === null) return refuse(bound, moving, fromCase, { kind: 'nothing-to-move' })
  const done = await unbound(bound, () => move(bound, moving, { from: stands.from, to: stands.to, entry }))
  if ('kind' in done) return refuse(bound, moving, fromCase, done)
  await noteMoved(bound, done.from, fromWay, { ...wordsOf(moving), of: from.entry })
  await noteMoved(bound, done.to, toWay, { ...wordsOf(moving), ...done.to.decision.entry })
  const { pathway } = done.to.found
  const { id } = done.to.decision.entry
  await remember(bound, { key, hash: hashOf(moving), pathway, entry: id })
  return { ok: true, movedId: done.movedId, pathway, entry: id }
}

function known(moving: Moving): Moving {
  const { from, to } = moving
  const of = { ...from, pathway: identifierOr(from.pathway), entry: identifierOr(from.entry) }
  if ('pathway' in to) return { ...moving, from: of, to: { ...to, pathway: identifierOr(to.pathway) } }
  const { opens } = to
  const opening = { ...opens, caseId: identifierOr(opens.caseId), pathway: identifierOr(opens.pathway) }
  return { ...moving, from: of, to: { opens: opening } }
}

function wordsOf({ role, agency = null, about, because }: Moving) {
  return { role, agency, about, because }
}

function hashOf({ from, to, role, agency = null, about, because }: Moving): Buffer {
  const text = canonicalize({ moves: from, to, role, agency, about, because }) ?? ''
  return createHash('sha256').update(text).digest()
}

interface Places {
  readonly from: Locked | null
  readonly to: Locked | NotOpened | null
}

/** Locks both. One move at a time in an authority: two that move to each other's pathways would wait for each other. */
async function lock(bound: Bound, { from, to }: Moving): Promise<Places> {
  const { tx, principal } = bound
  await sql`select pg_advisory_xact_lock(hashtextextended('sightline-move:' || ${principal.authority}, 0))`.execute(tx)
  // The case before its pathways, as everywhere: a new pathway takes its case to itself.
  const opened = 'opens' in to ? await lockCase(bound, to.opens) : null
  const found = await lockPathway(bound, from.pathway)
  if (opened !== null && 'open' in opened) return { from: found, to: openAlready(opened) }
  return { from: found, to: 'opens' in to ? opened : await lockPathway(bound, to.pathway) }
}

function placeIn(place: Places['to']): Locked | null {
  return place === null || 'kind' in place ? null : place
}

/** Both as they were when the person looked. */
function standing(
  { from, to }: Moving,
  here: Locked,
  there: Locked | NotOpened,
): NotMoved | { readonly from: Locked; readonly to: Locked } {
  if ('kind' in there) return there
  if (here.pathway === there.pathway) return { kind: 'same-pathway' }
  if (here.version !== from.version) {
    return { kind: 'changed-meanwhile', pathway: here.pathway, version: here.version }
  }
  if ('pathway' in to && there.version !== to.version) {
    return { kind: 'changed-meanwhile', pathway: there.pathway, version: there.version }
  }
  return { from: here, to: there }
}

/** The entry, where all of its answers may be read by this person: what they cannot read they do not carry elsewhere. */
async function readable(bound: Bound, { pathway, entry }: Moving['from']): Promise<Entry | null> {
  const whole = (await unbound(bound, () => entriesOf(bound, pathway))).find(({ id }) => id === entry)
  const shown = (await entriesOf(bound, pathway)).find(({ id }) => id === entry)
  if (whole === undefined || shown === undefined || whole.step === null) return null
  return canonicalize(whole.answers) === canonicalize(shown.answers) ? whole : null
}

interface Standing {
  readonly from: Locked
  readonly to: Locked
  readonly entry: Entry
}

interface Done {
  readonly from: Judged<Allowed>
  readonly to: Judged<Allowed>
  readonly movedId: string
}

/** Judges both before either is kept. */
async function move(bound: Bound, moving: Moving, { from, to, entry }: Standing): Promise<Done | NotMoved> {
  const { role, agency = null, about, because } = moving
  const { happened } = entry
  const takingBack: Omit<Command, 'by'> = {
    step: null,
    outcome: null,
    role,
    agency,
    happened,
    answers: {},
    about: null,
    supersedes: entry.id,
    because,
  }
  const { step, outcome, answers } = entry
  const anew = { step, outcome, role, agency, happened, answers, about, supersedes: null, because: null }
  const back = await judge(bound, from, takingBack)
  if (!isAllowed(back)) return refused('from', back)
  const there = await judge(bound, to, anew)
  if (!isAllowed(there)) return refused('to', there)
  await keepJudged(bound, back)
  await keepJudged(bound, there)
  const movedId = bound.store.ids.random()
  await sql`
    insert into sightline.moved_entries (
      authority, moved_id, from_case, from_pathway, from_entry, to_case, to_pathway, to_entry, moved, by_person, because
    ) values (
      ${bound.principal.authority}, ${movedId}, ${from.caseId}, ${from.pathway}, ${entry.id}, ${to.caseId}, ${to.pathway},
      ${there.decision.entry.id}, ${new Date(bound.moment)}, ${bound.principal.person}, ${because}
    )`.execute(bound.tx)
  return { from: back, to: there, movedId }
}

function refused(where: 'from' | 'to', { decision }: Judged): NotMoved {
  return { kind: 'refused', where, refusals: decision.ok ? [] : decision.refusals }
}

async function noteMoved(bound: Bound, { decision, found }: Judged<Allowed>, way: string, payload: object) {
  await note(bound, {
    action: 'move-entry',
    object: { kind: 'entry', id: decision.entry.id },
    caseId: found.caseId,
    decision: 'allowed',
    accessPath: way,
    compartments: ['shared'],
    payload,
  })
}

async function refuse(bound: Bound, { from }: Moving, caseId: string | null, refusal: NotMoved): Promise<Moved> {
  await note(bound, {
    action: 'move-entry',
    object: { kind: 'pathway', id: from.pathway },
    caseId,
    decision: 'refused',
    accessPath: null,
    compartments: [],
    payload: { refusal },
  })
  return { ok: false, refusal }
}

import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { decideMove, type Moving } from '../../engine/pathway/decide-move.ts'
import type { Refusal, View } from '../../engine/pathway/view.ts'
import { administering } from '../access/administering.ts'
import { note, noteList } from '../audit/audit.ts'
import { type Bound, unbound } from '../transaction.ts'
import { versionCalled, workedOut } from './course.ts'
import { isAllowed, type Judged, viewWith } from './judging.ts'
import { load } from './load.ts'
import type { Locked } from './locking.ts'
import type { Rules } from './shelf.ts'

/** A version of a protocol that the authority has adopted, the latest first. */
export interface AdoptedVersion {
  readonly rules: Rules
  readonly adopted: Instant
  /** How many pathways run by it now. */
  readonly live: number
}

/** The versions of a protocol that were adopted, with how many pathways run by each, for who may adopt one; of no child. */
export async function versionsOf(bound: Bound, protocol: string): Promise<readonly AdoptedVersion[]> {
  if (administering(bound) === null) return []
  return unbound(bound, async () => {
    const { tx, principal, store } = bound
    const { authority } = principal
    const { rows } = await sql<{ protocolHash: Buffer; calendarHash: Buffer; adopted: Instant; live: number }>`
      select a.protocol_hash as "protocolHash", a.calendar_hash as "calendarHash", a.adopted, (
        select count(*)::int from sightline.pathways p
        where p.authority = a.authority and p.protocol = a.protocol and p.ended is null
          and p.protocol_hash = a.protocol_hash and p.calendar_hash = a.calendar_hash) as live
      from sightline.adoptions a
      where a.authority = ${authority} and a.protocol = ${protocol} and a.adopted <= sightline.moment()
      order by a.adopted desc`.execute(tx)
    const versions: AdoptedVersion[] = []
    for (const { adopted, live, ...hashes } of rows) {
      versions.push({ rules: await store.shelf.rules({ tx, authority, ...hashes }), adopted, live })
    }
    return versions
  })
}

/** The rules by which pathways of a protocol open now; null where the authority has adopted none. */
export async function adoptedNow(
  { tx, principal, store }: Bound,
  protocol: string,
): Promise<(Rules & { readonly adopted: Instant }) | null> {
  const { authority } = principal
  const { rows } = await sql<{ protocolHash: Buffer; calendarHash: Buffer; adopted: Instant }>`
    select protocol_hash as "protocolHash", calendar_hash as "calendarHash", adopted from sightline.adoptions
    where authority = ${authority} and protocol = ${protocol} and adopted <= sightline.moment()
    order by adopted desc limit 1`.execute(tx)
  const [row] = rows
  return row === undefined ? null : { ...(await store.shelf.rules({ tx, authority, ...row })), adopted: row.adopted }
}

/** What would become of one pathway that is moved. */
export interface Prospect {
  readonly pathway: string
  /** Null where whoever asks may not read it: then nothing tells whose it is. */
  readonly childName: string | null
  readonly readable: boolean
  /** By which it runs now. */
  readonly rules: Rules
  readonly before: View
  readonly became:
    | { readonly ok: true; readonly after: View }
    | { readonly ok: false; readonly refusals: readonly Refusal[] }
}

export interface Prospects {
  readonly rows: readonly Prospect[]
  /** Behind which pathway the next page begins; null for the last. */
  readonly next: string | null
}

/** Which version is tried on which pathways: those behind one, so many at the most; or one alone. */
export interface Trying {
  readonly target: Rules
  readonly after: string | null
  readonly most: number
  readonly only?: string | null
}

/**
 * Tries a version on the pathways that run by another one: which would move, where each would stand, and which not and why.
 * Nothing is recorded; that it was tried is noted. Null for who may not adopt a protocol.
 */
export async function tryVersion(
  bound: Bound,
  { target, after, most, only = null }: Trying,
): Promise<Prospects | null> {
  const { tx, principal } = bound
  const { id: protocol } = target.protocol
  if (administering(bound) === null) {
    await note(bound, {
      action: TRIED,
      object: { kind: 'list', id: null },
      caseId: null,
      decision: 'refused',
      accessPath: null,
      compartments: [],
      payload: { protocol },
    })
    return null
  }
  const live = await unbound(bound, () => liveElsewhere(bound, { target, after, most: most + 1, only }))
  const page = live.slice(0, most)
  const { rows: readable } = await sql<{ pathway: string; name: string | null }>`
    select p.pathway_id as pathway, k.name
    from sightline.pathways p
    join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    where p.authority = ${principal.authority} and p.pathway_id = any (${page.map(({ pathway }) => pathway)}::uuid[])`.execute(
    tx,
  )
  const names = new Map(readable.map(({ pathway, name }) => [pathway, name]))
  const rows: Prospect[] = []
  for (const found of page) {
    const { pathway } = found
    const prospect = await unbound(bound, () => prospectOf(bound, found, target))
    rows.push({ ...prospect, pathway, readable: names.has(pathway), childName: names.get(pathway) ?? null })
  }
  const asked = { protocol, version: versionCalled(target) }
  await noteList(
    bound,
    { action: TRIED, object: { kind: 'list', id: null }, asked },
    page.map(({ caseId }) => caseId),
  )
  return { rows, next: live.length > most ? (page.at(-1)?.pathway ?? null) : null }
}

const TRIED = 'try-version'

async function liveElsewhere({ tx, principal }: Bound, { target, after, most, only = null }: Trying) {
  const { rows } = await sql<Locked>`
    select p.pathway_id as pathway, p.case_id as "caseId", c.child_id as "childId", p.version, p.protocol,
      p.protocol_hash as "protocolHash", p.calendar_hash as "calendarHash"
    from sightline.pathways p
    join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
    where p.authority = ${principal.authority} and p.protocol = ${target.protocol.id} and p.ended is null
      and p.protocol_hash <> ${target.protocolHash}
      and (${after}::uuid is null or p.pathway_id > ${after}::uuid)
      and (${only}::uuid is null or p.pathway_id = ${only}::uuid)
    order by p.pathway_id
    limit ${most}`.execute(tx)
  return rows
}

/** What would become of a pathway by a version. Call it inside `unbound`: judging needs everything that was recorded. */
async function prospectOf(
  bound: Bound,
  found: Locked,
  target: Rules,
): Promise<Pick<Prospect, 'rules' | 'before' | 'became'>> {
  const judged = await judgeMove(bound, found, { what: { to: versionCalled(target) }, because: null, target })
  const { view: before, rules } = workedOut(judged.loaded, { asOf: bound.moment, knownAt: bound.moment })
  if (isAllowed(judged)) return { rules, before, became: { ok: true, after: viewWith(judged) } }
  return { rules, before, became: { ok: false, refusals: judged.decision.ok ? [] : judged.decision.refusals } }
}

/**
 * Judges a move to a version, or the taking back of one. `target` is the version, which may be none by which the pathway has run.
 * Call it inside `unbound`.
 */
export async function judgeMove(
  bound: Bound,
  found: Locked,
  { what, because, target }: Pick<Moving, 'what' | 'because'> & { readonly target: Rules | null },
): Promise<Judged> {
  const { moment, store, principal } = bound
  const read = await load(bound, found)
  const { opened } = read.course
  const later = new Map([...read.course.later, ...(target === null ? [] : [[versionCalled(target), target] as const])])
  const history = { ...read.history, versions: later }
  const loaded = { ...read, history, course: { opened, later } }
  const moving = { what, by: principal.person, role: MOVER, because }
  const recording = { now: moment, newId: store.ids.growing() }
  const decision = decideMove(opened.protocol, history, read.people, opened.calendar, moving, recording)
  return { decision, found, loaded }
}

/** As whom a pathway is moved: who may adopt a version may move what runs by an earlier one. */
const MOVER = 'administrator'

/** A version that was adopted after the one by which a pathway runs, and what would become of it by that one. */
export interface NewerVersion extends Omit<Prospect, 'pathway' | 'childName' | 'readable'> {
  readonly target: Rules
  readonly adopted: Instant
}

/** Of a pathway that somebody has read: the version that was adopted since; null where it runs by that, or has ended. */
export async function newerVersion(
  bound: Bound,
  { pathway, rules }: { readonly pathway: string; readonly rules: Rules },
): Promise<NewerVersion | null> {
  const target = await adoptedNow(bound, rules.protocol.id)
  if (target === null || target.protocolHash.equals(rules.protocolHash)) return null
  return unbound(bound, async () => {
    const [found] = await liveElsewhere(bound, { target, after: null, most: 1, only: pathway })
    if (found === undefined) return null
    return { target, adopted: target.adopted, ...(await prospectOf(bound, found, target)) }
  })
}

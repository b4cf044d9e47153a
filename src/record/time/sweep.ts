import { sql } from 'kysely'
import { formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { note } from '../audit/audit.ts'
import { tell } from '../notices/tell.ts'
import { workedOut } from '../pathways/course.ts'
import { dropOldDrafts } from '../pathways/drafts.ts'
import { load } from '../pathways/load.ts'
import { lockPathway } from '../pathways/locking.ts'
import { keepReadModel, lastOf, type ReadModel, readModelOf } from '../pathways/read-models.ts'
import { holdersOf } from '../people/holders.ts'
import { type Bound, type NotActive, type Principal, type Store, within } from '../transaction.ts'
import { type Told, tellingsOf } from './tellings.ts'

/** What one sweep over an authority did. */
export interface Swept {
  /** Pathways that were worked out anew. */
  readonly evaluated: number
  /** People who were told something that they had not been told before. */
  readonly told: number
  /** Why nothing was looked at: this machine's clock stands before a moment that was swept already. */
  readonly clockBehind: Instant | null
  /** How far a clock that was ahead had brought the watch, which was put back to this moment. */
  readonly putBack: Instant | null
}

/** By how much two machines' clocks may differ without anybody being told. */
const CLOCKS_DIFFER_MS = 120_000

/** How many pathways are asked for at a time. */
const BATCH = 200

/**
 * Looks at every pathway of an authority that time, or a change of what it rests on, may have changed, and tells people what
 * they are to be told. Due days are worked out and never counted down, so that nothing is lost while nobody sweeps, and
 * nothing is doubled where two sweep at once: each pathway is locked while it is looked at, and nobody is told a thing twice.
 *
 * By a clock that stands before the last sweep nothing is looked at. But where the database's own clock agrees with this one, it
 * was the other that was ahead, and the watch is put back: looking again at what was looked at does no harm.
 */
export async function sweep(store: Store, service: Principal, moment: Instant): Promise<Swept | NotActive> {
  const moved = await within(store, service, moment, (bound) => moveOn(bound))
  if (moved.kind === 'not-active') return moved
  let evaluated = 0
  let told = 0
  const dropped = await within(store, service, moment, dropOldDrafts)
  if (typeof dropped === 'object') return dropped
  const putBack = moved.kind === 'put-back' ? moved.from : null
  if (moved.kind === 'behind') return { evaluated, told, clockBehind: moved.watched, putBack }
  for (let last = ''; ; ) {
    const batch = await within(store, service, moment, (bound) => toLookAt(bound, last))
    if (!Array.isArray(batch)) return batch as NotActive
    for (const pathway of batch) {
      const done = await within(store, service, moment, (bound) => lookAt(bound, pathway))
      if (typeof done === 'object' && done !== null) return done
      if (done === null) continue
      evaluated += 1
      told += done
    }
    const end = batch.at(-1)
    if (end === undefined || batch.length < BATCH) return { evaluated, told, clockBehind: null, putBack }
    last = end
  }
}

/** Looks at one pathway, at the moment at which something of it changes by time alone. */
export async function lookAtPathway(
  store: Store,
  service: Principal,
  moment: Instant,
  pathway: string,
): Promise<number | NotActive | null> {
  return within(store, service, moment, (bound) => lookAt(bound, pathway))
}

/** The name under which the program acts by itself in each authority. */
export async function servicesOf(store: Store): Promise<readonly Principal[]> {
  const { rows } = await sql<{ authority: string; person_id: string }>`
    select authority, person_id from sightline.services()`.execute(store.database)
  return rows.map(({ authority, person_id: person }) => ({ authority, person }))
}

/** Remembers the latest moment swept; gives it where the clock stands well before it. */
type Moved =
  | { readonly kind: 'on' }
  /** To this moment, from one that a clock which was ahead had come to. */
  | { readonly kind: 'put-back'; readonly from: Instant }
  | { readonly kind: 'behind'; readonly watched: Instant }

async function moveOn(bound: Bound): Promise<Moved> {
  const { tx, principal, moment } = bound
  const { authority } = principal
  const { rows } = await sql<{ watched: Instant; agree: boolean }>`
    insert into sightline.watched as w (authority, watched) values (${authority}, ${new Date(moment)})
    on conflict (authority) do update set watched = greatest(w.watched, excluded.watched)
    returning w.watched,
      abs(extract(epoch from clock_timestamp() - ${new Date(moment)}::timestamptz)) * 1000 <= ${CLOCKS_DIFFER_MS} as agree`.execute(
    tx,
  )
  const [{ watched, agree } = { watched: moment, agree: true }] = rows
  if (watched - moment <= CLOCKS_DIFFER_MS) return { kind: 'on' }
  if (!agree) return { kind: 'behind', watched }
  await sql`
    update sightline.watched set watched = ${new Date(moment)} where authority = ${authority}`.execute(tx)
  await note(bound, {
    action: 'put-watch-back',
    object: { kind: 'authority', id: null },
    caseId: null,
    decision: 'allowed',
    accessPath: 'service',
    compartments: [],
    payload: { from: watched },
  })
  return { kind: 'put-back', from: watched }
}

async function toLookAt({ tx, principal, today }: Bound, after: string): Promise<readonly string[]> {
  const { rows } = await sql<{ pathway_id: string }>`
    select p.pathway_id
    from sightline.pathways p
    where p.authority = ${principal.authority} and p.ended is null
      and p.pathway_id > ${after === '' ? '00000000-0000-0000-0000-000000000000' : after}::uuid
      and (
        p.stale or p.valid_until <= sightline.moment()
        or (p.told_on is distinct from ${formatDay(today)}::date and exists (
          select from sightline.duties d
          where d.authority = p.authority and d.pathway_id = p.pathway_id and d.met is null and d.lapsed is null
            and d.remind_from <= ${formatDay(today)}::date))
        or (p.told_on is distinct from ${formatDay(today)}::date and exists (
          select from sightline.owed o
          where o.authority = p.authority and o.pathway_id = p.pathway_id and o.person_id is null
          union all
          select from sightline.obligations b
          where b.authority = p.authority and b.pathway_id = p.pathway_id and b.kind = 'find-who'))
      )
    order by p.pathway_id
    limit ${BATCH}`.execute(tx)
  return rows.map(({ pathway_id: pathway }) => pathway)
}

/**
 * Works one pathway out anew and tells of it; gives how many were told. Null where there is none any more, or something of it
 * was recorded later than this look.
 */
async function lookAt(bound: Bound, pathway: string): Promise<number | null> {
  const { tx, principal, moment, today } = bound
  const found = await lockPathway(bound, pathway)
  if (found === null) return null
  const loaded = await load(bound, found)
  // Somebody recorded while this look was on its way: it was worked out for them, and the next look goes on from there.
  if (lastOf(loaded.history.entries, moment) !== moment) return null
  const { view, rules } = workedOut(loaded, { asOf: moment, knownAt: moment })
  const model = readModelOf(pathway, view, rules)
  await keepReadModel(bound, pathway, found.caseId, { model, asOf: moment })
  const tellings = tellingsOf(view, model, today, await whomToTell(bound, found.caseId, model))
  const told = await tell(bound, { pathway, caseId: found.caseId }, tellings)
  await sql`
    update sightline.pathways set told_on = ${formatDay(today)}::date
    where authority = ${principal.authority} and pathway_id = ${pathway}`.execute(tx)
  await note(bound, {
    action: 'sweep-pathway',
    object: { kind: 'pathway', id: pathway },
    caseId: found.caseId,
    decision: 'allowed',
    accessPath: 'service',
    compartments: [],
    payload: { told },
  })
  return told
}

/** Whom there is to tell of a case, of whom a seal or an exclusion leaves out those who may not see it. */
async function whomToTell(bound: Bound, caseId: string, { duties, obligations }: ReadModel): Promise<Told> {
  const { tx, principal } = bound
  const { authority } = principal
  const settling = obligations.flatMap(({ owed_by: persons }) => persons)
  const concerned = [...new Set([...duties.flatMap(({ owed, tell: told }) => [...owed, ...told]), ...settling])]
  const { rows } = await sql<{ sealed: boolean; managers: string[]; blind: string[] }>`
    with guarded as (
      select c.case_id, c.sensitivity = 'sealed' as sealed
      from sightline.cases c
      where c.authority = ${authority} and c.case_id = ${caseId} and (c.sensitivity = 'sealed' or exists (
        select from sightline.exclusions e where e.authority = c.authority and e.lifted is null))
    ), manager as (
      select a.person_id from guarded, sightline.whom_to_alert(${authority}, guarded.case_id, ${principal.person}::uuid) a
      where a.told_as = 'owner'
    ), concerned as (
      select unnest(${concerned.filter((person) => person !== null)}::uuid[]) as person_id union select person_id from manager
    ), blind as (
      select concerned.person_id
      from concerned, guarded
      where guarded.sealed and not exists (
          select from sightline.case_members m
          where m.authority = ${authority} and m.case_id = guarded.case_id and m.person_id = concerned.person_id
            and m.since <= sightline.today() and (m.until is null or m.until > sightline.today()))
        or sightline.excluded(${authority}, guarded.case_id,
          sightline.scopes_of(${authority}, concerned.person_id, sightline.today()))
    )
    select coalesce((select sealed from guarded), false) as sealed,
      coalesce((select array_agg(person_id order by person_id) from manager
        where person_id not in (select person_id from blind)), '{}') as managers,
      coalesce((select array_agg(person_id) from blind), '{}') as blind`.execute(tx)
  const [{ sealed, managers, blind } = { sealed: false, managers: [], blind: [] }] = rows
  // Who keeps the list of people is told where nobody else is there.
  const keepers = sealed ? [] : await holdersOf(bound, ['administrator'])
  return { blind: new Set(blind), managers, administrators: keepers.map(({ person }) => person) }
}

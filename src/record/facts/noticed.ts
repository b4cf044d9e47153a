import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { History } from '../../engine/facts/fact.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { note } from '../audit/audit.ts'
import { openByTrigger, takeOverByTrigger } from '../pathways/open-by-trigger.ts'
import { type Bound, type NotActive, type Principal, type Store, unbound, within } from '../transaction.ts'
import { casesFor, type LeadAgency, leadAgencyOf } from './cases.ts'
import { historyOf, toldOf } from './history.ts'
import { metFor, type Watched } from './occasions.ts'
import { keepOwnWorkers, type OwnWorker, type Staff, staffOf, workersOf } from './own-workers.ts'

/** What one look at all children did. */
export interface Noticed {
  readonly kind: 'noticed'
  readonly children: number
  /** Pathways that were opened by their triggers. */
  readonly opened: number
  /** Prompts that were not there before. */
  readonly prompted: number
  /** Triggers met while a pathway of their protocol was open. */
  readonly noted: number
  readonly newCases: number
  /** Names of workers in the imports of whom nobody has said who they are. */
  readonly unknownNames: readonly string[]
  /** Children for whom no case could be made, since the authority has no council to lead it. */
  readonly withoutCase: number
}

/** A child with something to do about: a trigger met that was not noticed yet, or workers who changed. */
interface ToDo {
  readonly child: string
  readonly caseId: string | null
  readonly triggers: readonly MetTrigger[]
  readonly workers: readonly OwnWorker[] | null
  readonly lead: LeadAgency | null
}

interface MetTrigger {
  readonly protocol: string
  readonly trigger: string
  readonly key: string
  readonly met: Day
  readonly opens: boolean
}

/** How many children are written in one transaction. */
const AT_ONCE = 50

/**
 * Looks at every child of an authority: a trigger that is met opens its pathway or prompts, once for each occasion however
 * often and by however many processes it is looked at. One that is met while its protocol's pathway is open is noted there.
 * @param keep called with what some of the children came to, in the transaction in which it is done
 */
export async function watch(
  store: Store,
  service: Principal,
  moment: Instant,
  keep: (bound: Bound, done: Done) => Promise<void> = async () => undefined,
): Promise<Noticed | NotActive> {
  const looked = await within(store, service, moment, (bound) => look(bound))
  if ('kind' in looked) return looked
  const { toDo, children, unknownNames, importId } = looked
  const totals = { opened: 0, prompted: 0, noted: 0, newCases: 0, withoutCase: 0 }
  for (let at = 0; at < toDo.length; at += AT_ONCE) {
    const some = toDo.slice(at, at + AT_ONCE)
    const done = await within(store, service, moment, async (bound) => {
      const did = await unbound(bound, () => act(bound, some, importId))
      await keep(bound, did)
      return did
    })
    if ('kind' in done) return done
    for (const part of ['opened', 'prompted', 'noted', 'newCases', 'withoutCase'] as const) totals[part] += done[part]
  }
  return { kind: 'noticed', children, unknownNames, ...totals }
}

interface Looked {
  readonly toDo: readonly ToDo[]
  readonly children: number
  readonly unknownNames: readonly string[]
  readonly importId: string | null
}

async function look(bound: Bound): Promise<Looked> {
  return unbound(bound, async () => {
    const { moment } = bound
    const told = await toldOf(bound, null, moment)
    const protocols = await adopted(bound)
    const staff = await staffOf(bound)
    const cases = await casesOf(bound)
    const noticed = await noticedBefore(bound)
    const council = await leadAgencyOf(bound)
    const histories = new Map([...told].map(([child, said]) => [child, historyOf(child, said)]))
    const families = familiesOf(histories)
    const unknownNames = new Set<string>()
    const toDo: ToDo[] = []
    for (const [child, facts] of histories) {
      const known = cases.get(child)
      const triggers = notNoticed(watched(facts, families), protocols, dayOf(moment), known, noticed)
      if (triggers.length === 0 && known === undefined) continue
      const { workers, unknown } = workersOf(facts, staff)
      for (const name of unknown) unknownNames.add(name)
      const isSame = known !== undefined && wordsOf(workers) === known.workers
      if (triggers.length === 0 && isSame) continue
      toDo.push({
        child,
        caseId: known?.caseId ?? null,
        triggers,
        workers: isSame ? null : workers,
        lead: leadOf(workers, staff, council),
      })
    }
    await note(bound, {
      action: 'watch',
      object: { kind: 'authority', id: null },
      caseId: null,
      decision: 'allowed',
      accessPath: 'service',
      compartments: [],
      payload: { children: histories.size, toDo: toDo.map(({ child }) => child) },
    })
    const importId = await latestImport(bound)
    return { toDo, children: histories.size, unknownNames: [...unknownNames].sort(), importId }
  })
}

function watched(facts: History, families: ReadonlyMap<string, readonly History[]>): Watched {
  const { family } = facts.child
  if (family === '') return { facts }
  return { facts, family: (families.get(family) ?? []).filter((each) => each !== facts) }
}

function familiesOf(histories: ReadonlyMap<string, History>): ReadonlyMap<string, readonly History[]> {
  const families = new Map<string, History[]>()
  for (const history of histories.values()) {
    const { family } = history.child
    if (family === '') continue
    const list = families.get(family)
    if (list === undefined) families.set(family, [history])
    else list.push(history)
  }
  return families
}

function notNoticed(
  child: Watched,
  protocols: readonly Protocol[],
  today: Day,
  known: KnownCase | undefined,
  noticed: ReadonlySet<string>,
): readonly MetTrigger[] {
  return protocols.flatMap((protocol) =>
    metFor(protocol.triggers, child, today)
      .map(({ occasion, key, met }): MetTrigger => {
        const { id: trigger, opens } = occasion.trigger
        return { protocol: protocol.id, trigger, key, met, opens: opens !== null }
      })
      .filter(
        ({ trigger, key }) => known?.ids.every((id) => !noticed.has(`${id} ${protocol.id} ${trigger} ${key}`)) ?? true,
      ),
  )
}

/** The lead: where the child's own social worker works; where no name is known, the authority's council. */
function leadOf(workers: readonly OwnWorker[], staff: Staff, council: LeadAgency | null): LeadAgency | null {
  const own = workers.findLast(({ role, until }) => role === 'social-worker' && until === null)
  const member = own && [...staff.values()].find(({ person }) => person === own.person)
  return member === undefined ? council : { agency: member.agency, team: member.team }
}

function wordsOf(workers: readonly OwnWorker[]): string {
  return workers
    .map(
      ({ person, role, since, until }) =>
        `${person} ${role} ${formatDay(since)} ${until === null ? '' : formatDay(until)}`,
    )
    .sort()
    .join('\n')
}

/** What some of the children came to. */
export interface Done {
  readonly opened: number
  readonly prompted: number
  readonly noted: number
  readonly newCases: number
  readonly withoutCase: number
}

/** Makes the cases that are needed, and opens, notes or prompts. Call it inside `unbound`. */
async function act(bound: Bound, some: readonly ToDo[], importId: string | null): Promise<Done> {
  const { caseOf, made, withoutCase } = await casesFor(bound, some)
  const withWorkers = some.flatMap(({ child, workers }) => {
    const caseId = caseOf.get(child)
    return caseId === undefined || workers === null ? [] : [{ caseId, workers }]
  })
  await keepOwnWorkers(bound, importId, withWorkers)
  const done = { opened: 0, prompted: 0, noted: 0, newCases: made, withoutCase }
  for (const { child, triggers } of some) {
    const caseId = caseOf.get(child)
    if (caseId === undefined) continue
    for (const met of triggers) {
      const does = await actOn(bound, caseId, met)
      if (does !== null) done[does] += 1
    }
  }
  return done
}

async function actOn(bound: Bound, caseId: string, met: MetTrigger): Promise<'opened' | 'noted' | 'prompted' | null> {
  const { protocol, trigger, key } = met
  if (!(await keepNoticed(bound, caseId, met, 'prompted', null))) return null
  if (!met.opens) return 'prompted'
  const during = await pathwayDuring(bound, caseId, protocol, met.met)
  const found = during === null ? await openByTrigger(bound, { caseId, protocol, trigger, key }) : null
  if (during !== null) await takeOverByTrigger(bound, during)
  const pathway = during ?? found?.pathway ?? null
  const does = found?.opened === true ? 'opened' : 'noted'
  await sql`
    update sightline.noticed set does = ${does}, pathway_id = ${pathway}::uuid
    where authority = ${bound.principal.authority} and case_id = ${caseId} and protocol = ${protocol}
      and trigger_id = ${trigger} and occasion = ${key}`.execute(bound.tx)
  return does
}

/** Gives false where it was noticed before, by whomever. */
async function keepNoticed(
  { tx, principal, moment }: Bound,
  caseId: string,
  { protocol, trigger, key, met }: MetTrigger,
  does: string,
  pathway: string | null,
): Promise<boolean> {
  const { rows } = await sql`
    insert into sightline.noticed (authority, case_id, protocol, trigger_id, occasion, met, noticed, does, pathway_id)
    values (
      ${principal.authority}, ${caseId}, ${protocol}, ${trigger}, ${key}, ${formatDay(met)}, ${new Date(moment)}, ${does},
      ${pathway}
    )
    on conflict do nothing
    returning case_id`.execute(tx)
  return rows.length > 0
}

/** The pathway of a protocol that was running on a day or runs still: a trigger met then is noted there. */
async function pathwayDuring(
  { tx, principal }: Bound,
  caseId: string,
  protocol: string,
  day: Day,
): Promise<string | null> {
  const { rows } = await sql<{ pathway_id: string }>`
    select p.pathway_id
    from sightline.pathways p
    join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
    where p.authority = ${principal.authority} and p.protocol = ${protocol}
      and (p.ended is null or (p.ended at time zone 'Europe/London')::date >= ${formatDay(day)}::date)
      and (c.case_id = ${caseId} or c.child_id in (
        select k.child_id from sightline.children k
        join sightline.cases own on own.authority = k.authority and own.case_id = ${caseId}
        where k.authority = ${principal.authority} and k.merged_into = own.child_id))
    order by p.ended nulls first, p.opened
    limit 1`.execute(tx)
  return rows[0]?.pathway_id ?? null
}

/** The protocols that open pathways now. */
async function adopted({ tx, principal, store }: Bound): Promise<readonly Protocol[]> {
  const { authority } = principal
  const { rows } = await sql<{ protocol_hash: Buffer; calendar_hash: Buffer }>`
    select distinct on (protocol) protocol, protocol_hash, calendar_hash
    from sightline.adoptions
    where authority = ${authority} and adopted <= sightline.moment()
    order by protocol, adopted desc`.execute(tx)
  const protocols: Protocol[] = []
  for (const { protocol_hash: protocolHash, calendar_hash: calendarHash } of rows) {
    const rules = await store.shelf.rules({ tx, authority, protocolHash, calendarHash })
    protocols.push(rules.protocol)
  }
  return protocols
}

interface KnownCase {
  readonly caseId: string
  /** With those of children who were merged into this one. */
  readonly ids: readonly string[]
  /** The workers whom imports told of before, in words. */
  readonly workers: string
}

/** The case of each child that has one. */
async function casesOf({ tx, principal }: Bound): Promise<ReadonlyMap<string, KnownCase>> {
  const { rows } = await sql<{ child_id: string; case_id: string; ids: string[]; workers: OwnWorker[] }>`
    select c.child_id, c.case_id,
      array(
        select o.case_id from sightline.cases o
        join sightline.children k on k.authority = o.authority and k.child_id = o.child_id
        where o.authority = c.authority and (k.child_id = c.child_id or k.merged_into = c.child_id)
      ) as ids,
      (select coalesce(json_agg(json_build_object(
          'person', h.person_id, 'role', h.role, 'since', h.since - date '1970-01-01', 'until', h.until - date '1970-01-01'
        )), '[]')
       from sightline.case_holdings h
       where h.authority = c.authority and h.case_id = c.case_id and h.batch_id is not null) as workers
    from sightline.cases c
    where c.authority = ${principal.authority} and c.child_id is not null`.execute(tx)
  return new Map(
    rows.map(({ child_id, case_id, ids, workers }) => [child_id, { caseId: case_id, ids, workers: wordsOf(workers) }]),
  )
}

async function noticedBefore({ tx, principal }: Bound): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key: string }>`
    select case_id || ' ' || protocol || ' ' || trigger_id || ' ' || occasion as key
    from sightline.noticed where authority = ${principal.authority}`.execute(tx)
  return new Set(rows.map(({ key }) => key))
}

async function latestImport({ tx, principal }: Bound): Promise<string | null> {
  const { rows } = await sql<{ import_id: string }>`
    select import_id from sightline.imports where authority = ${principal.authority} and state = 'taken'
    order by taken desc limit 1`.execute(tx)
  return rows[0]?.import_id ?? null
}

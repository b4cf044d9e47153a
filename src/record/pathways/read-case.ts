import { sql } from 'kysely'
import type { Day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { History } from '../../engine/facts/fact.ts'
import { wayIn } from '../access/way-in.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { CHILD_NAME } from '../database/names.ts'
import { factsOf } from '../facts/history.ts'
import { type ReadLifeEvent, readLifeEvents } from '../facts/life-events.ts'
import { type ReadNotified, readNotified } from '../facts/notified.ts'
import { type Bound, unbound } from '../transaction.ts'
import { type ReadPathway, readPathway } from './read-pathway.ts'

/** One who holds a case: its social worker, its team manager, its reviewing officer. */
export interface Holder {
  readonly person: string
  readonly name: string
  readonly agency: string
  readonly role: string
  readonly since: Day
}

/** A case as this person may see it. */
export interface ReadCase {
  readonly caseId: string
  /** Null for a case that is not about one child. */
  readonly childName: string | null
  readonly sensitivity: 'standard' | 'restricted' | 'sealed'
  /** Whom to ask about a restricted case. */
  readonly contact: string | null
  readonly leadAgency: string
  readonly leadTeam: string | null
  /** `pathways`: they may see some pathways of it alone, and nobody tells them who else is there. */
  readonly sees: 'whole' | 'pathways'
  /** Whether they may ask who has seen it. */
  readonly asksWhoHasSeen: boolean
  /** Whether they may record in the whole of it. */
  readonly records: boolean
  /** Whether they may decide who may see it. */
  readonly manages: boolean
  readonly holders: readonly Holder[]
  /** What people recorded of the child's life; none for who sees some pathways alone. */
  readonly lifeEvents: readonly ReadLifeEvent[]
  /** That serious incidents were notified; none for who sees some pathways alone. */
  readonly notified: readonly ReadNotified[]
  /** What files tell of the child. */
  readonly facts: History
  /** Those that this person may see, the latest first. */
  readonly pathways: readonly (ReadPathway & { readonly pathway: string; readonly opened: Instant })[]
}

interface Row {
  readonly childId: string | null
  readonly childName: string | null
  readonly sensitivity: ReadCase['sensitivity']
  readonly contact: string | null
  readonly leadAgency: string
  readonly leadTeam: string | null
}

/**
 * Reads a case with its pathways as they stand now, and notes that it was read, and each pathway. Null where there is none, or
 * this person may not know of it: both are noted alike.
 */
export async function readCase(bound: Bound, asked: string): Promise<ReadCase | null> {
  const caseId = identifierOr(asked)
  const { moment, scopes } = bound
  const whole = await wayIn(bound, 'read', caseId, null)
  const row = await find(bound, caseId)
  const noted = { action: 'read-case', object: { kind: 'case', id: caseId }, caseId, payload: {} }
  if (row === null) {
    await note(bound, { ...noted, decision: 'refused', accessPath: null, compartments: [] })
    return null
  }
  const pathways: ReadCase['pathways'][number][] = []
  for (const { pathway, opened } of await pathwaysIn(bound, caseId)) {
    const read = await readPathway(bound, pathway, { asOf: moment, knownAt: moment })
    if (read !== null) pathways.push({ ...read, pathway, opened })
  }
  await note(bound, { ...noted, decision: 'allowed', accessPath: whole ?? 'one-pathway', compartments: ['shared'] })
  const manages = (await wayIn(bound, 'manage', caseId, null)) !== null
  return {
    ...row,
    caseId,
    sees: whole === null ? 'pathways' : 'whole',
    manages,
    records: (await wayIn(bound, 'record', caseId, null)) !== null,
    lifeEvents: await readLifeEvents(bound, caseId),
    notified: await readNotified(bound, caseId),
    asksWhoHasSeen: manages || scopes.includes('role:privacy-officer'),
    holders: await holdersOf(bound, caseId),
    facts: pathways[0]?.facts ?? (await unbound(bound, () => factsOf(bound, row.childId ?? caseId))).facts,
    pathways,
  }
}

/** Under the person's own eyes: a case that they may not know of is not there. */
async function find({ tx, principal }: Bound, caseId: string): Promise<Row | null> {
  const { rows } = await sql<Row>`
    select c.child_id as "childId", ${CHILD_NAME} as "childName", c.sensitivity, c.contact, a.title as "leadAgency",
      t.title as "leadTeam"
    from sightline.cases c
    join sightline.agencies a on a.authority = c.authority and a.agency = c.lead_agency
    left join sightline.teams t on t.authority = c.authority and t.team = c.lead_team
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    where c.authority = ${principal.authority} and c.case_id = ${caseId}`.execute(tx)
  return rows[0] ?? null
}

/** The other pathways of a case that this person may read, as they stand now: each is noted. */
export async function otherPathways(bound: Bound, caseId: string, pathway: string): Promise<readonly ReadPathway[]> {
  const { moment } = bound
  const others: ReadPathway[] = []
  for (const each of await pathwaysIn(bound, caseId)) {
    if (each.pathway === pathway) continue
    const read = await readPathway(bound, each.pathway, { asOf: moment, knownAt: moment })
    if (read !== null) others.push(read)
  }
  return others
}

async function pathwaysIn({ tx, principal }: Bound, caseId: string) {
  const { rows } = await sql<{ pathway: string; opened: Instant }>`
    select p.pathway_id as pathway, p.opened from sightline.pathways p
    where p.authority = ${principal.authority} and p.case_id = ${caseId}
    order by p.ended is not null, p.opened desc, p.pathway_id`.execute(tx)
  return rows
}

/** The team that leads comes first, then its agency, then the others. */
async function holdersOf({ tx, principal }: Bound, caseId: string): Promise<readonly Holder[]> {
  const { rows } = await sql<Holder>`
    select h.person_id as person, p.name, a.title as agency, h.role, h.since
    from sightline.case_holdings h
    join sightline.persons p on p.authority = h.authority and p.person_id = h.person_id
    join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
    join sightline.cases c on c.authority = h.authority and c.case_id = h.case_id
    where h.authority = ${principal.authority} and h.case_id = ${caseId}
      and h.since <= sightline.today() and (h.until is null or h.until > sightline.today())
    order by p.team is not distinct from c.lead_team and c.lead_team is not null desc, p.agency = c.lead_agency desc,
      p.name, h.role`.execute(tx)
  return rows
}

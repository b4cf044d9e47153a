import { sql } from 'kysely'
import { wayIn } from '../access/way-in.ts'
import type { Bound } from '../transaction.ts'

/** What is written to: a pathway, or a case that one is to be opened for; locked until the transaction ends. */
export interface Locked {
  readonly caseId: string
  readonly childId: string | null
  readonly pathway: string
  /** 0 for a pathway that is only to be opened. */
  readonly version: number
  readonly protocol: string
  readonly protocolHash: Buffer
  readonly calendarHash: Buffer
}

interface PathwayRow {
  readonly case_id: string
  readonly child_id: string | null
  readonly version: number
  readonly protocol: string
  readonly protocol_hash: Buffer
  readonly calendar_hash: Buffer
}

/**
 * Locks a pathway, and its case before it, always in this order: taking somebody's access away waits for what they are
 * recording, and what they record next waits for that. Call it inside `unbound`; null where there is no such pathway.
 */
export async function lockPathway({ tx, principal }: Bound, pathway: string): Promise<Locked | null> {
  const { authority } = principal
  await sql`
    select from sightline.cases c
    join sightline.pathways p on p.authority = c.authority and p.case_id = c.case_id
    where c.authority = ${authority} and p.pathway_id = ${pathway}
    for share of c`.execute(tx)
  const { rows } = await sql<PathwayRow>`
    select p.case_id, c.child_id, p.version, p.protocol, p.protocol_hash, p.calendar_hash
    from sightline.pathways p
    join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
    where p.authority = ${authority} and p.pathway_id = ${pathway}
    for update of p`.execute(tx)
  const [row] = rows
  if (row === undefined) return null
  return {
    caseId: row.case_id,
    childId: row.child_id,
    pathway,
    version: row.version,
    protocol: row.protocol,
    protocolHash: row.protocol_hash,
    calendarHash: row.calendar_hash,
  }
}

/** What a new pathway is to be of, and about which case. */
export interface Opening {
  readonly protocol: string
  readonly caseId: string
  /** The identifier that the new pathway shall have. */
  readonly pathway: string
}

/** A new pathway that is asked for beside one that is open. */
export interface Beside {
  readonly open: string
  /** The new one, had none been open. */
  readonly asked: Locked
}

/** What stands in the way of opening one. */
export type NotOpened =
  /** One of this protocol is open for the case already: a trigger met meanwhile is noted in it (CWM-06). */
  | { readonly kind: 'open-already'; readonly pathway: string }
  /** Another pathway has the identifier that the new one shall have: the form is sent again with one of its own. */
  | { readonly kind: 'identifier-taken' }
  /** The authority has adopted no such protocol. */
  | { readonly kind: 'not-adopted'; readonly protocol: string }

/**
 * Locks a case, so that nobody else opens a pathway for it meanwhile. What another agency keeps to itself stands in nobody's way.
 * Call it inside `unbound`; null where there is no such case, of which the same is asked.
 */
export async function lockCase(
  { tx, principal, scopes }: Bound,
  { protocol, caseId, pathway }: Opening,
): Promise<Locked | Beside | NotOpened | null> {
  const { authority } = principal
  const { rows: cases } = await sql<{ child_id: string | null }>`
    select child_id from sightline.cases where authority = ${authority} and case_id = ${caseId} for update`.execute(tx)
  const { rows: open } = await sql<{ pathway_id: string }>`
    select pathway_id from sightline.pathways
    where authority = ${authority} and case_id = ${caseId} and protocol = ${protocol} and ended is null
      and (kept_within is null or kept_within = 'lead' or kept_within = any (${scopes}::text[]))`.execute(tx)
  const { rows: adopted } = await sql<{ protocol_hash: Buffer; calendar_hash: Buffer }>`
    select protocol_hash, calendar_hash from sightline.adoptions
    where authority = ${authority} and protocol = ${protocol} and adopted <= sightline.moment()
    order by adopted desc limit 1`.execute(tx)
  const { rows: taken } = await sql`
    select from sightline.pathways where authority = ${authority} and pathway_id = ${pathway}`.execute(tx)
  const [about] = cases
  if (about === undefined) return null
  const [rules] = adopted
  if (rules === undefined) return { kind: 'not-adopted', protocol }
  const asked: Locked = {
    caseId,
    childId: about.child_id,
    pathway,
    version: 0,
    protocol,
    protocolHash: rules.protocol_hash,
    calendarHash: rules.calendar_hash,
  }
  if (open[0] !== undefined) return { open: open[0].pathway_id, asked }
  return taken.length > 0 ? { kind: 'identifier-taken' } : asked
}

/** As whoever asked is told. */
export function openAlready({ open }: Beside): NotOpened {
  return { kind: 'open-already', pathway: open }
}

/**
 * Whether somebody may be told at once that one is open already: who may see it. Anybody else is judged first, as if none were
 * open, and told only where the protocol would have let them open one.
 */
export async function mayBeTold(bound: Bound, { open, asked }: Beside): Promise<boolean> {
  return (await wayIn(bound, 'read', asked.caseId, open)) !== null
}

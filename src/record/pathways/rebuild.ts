import canonicalize from 'canonicalize'
import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type Bound, unbound } from '../transaction.ts'
import { workedOut } from './course.ts'
import { load } from './load.ts'
import { lockPathway } from './locking.ts'
import { keepReadModel, type ReadModel, readModelOf } from './read-models.ts'

/** What was found where a pathway's read model is held against its entries. */
export interface Rebuilt {
  readonly pathway: string
  /** The parts of the read model that are not what the entries say. */
  readonly different: readonly (keyof ReadModel)[]
  /** Entries whose answers were disposed: what hung on them cannot be worked out again. */
  readonly disposed: readonly string[]
  /** Something that it rests on has changed, and it waits to be worked out anew: a difference is no fault. */
  readonly stale: boolean
}

/**
 * Folds a pathway's entries again, as of the moment at which its read model was made, and holds the two against each other.
 * @param mend writes what the entries say where it differs
 */
export async function rebuildPathway(bound: Bound, asked: string, mend: boolean): Promise<Rebuilt | null> {
  const pathway = identifierOr(asked)
  return unbound(bound, async () => {
    const found = await lockPathway(bound, pathway)
    if (found === null) return null
    const kept = await keptModel(bound, pathway)
    const loaded = await load(bound, found, kept.evaluated)
    const asking = { asOf: kept.evaluated, knownAt: kept.evaluated }
    const { view, rules } = workedOut(loaded, asking)
    const model = readModelOf(pathway, view, rules)
    const different = differences(model, kept.model)
    if (mend && different.length > 0) await keepReadModel(bound, pathway, found.caseId, { model, asOf: kept.evaluated })
    await note(bound, {
      action: 'rebuild-pathway',
      object: { kind: 'pathway', id: pathway },
      caseId: found.caseId,
      decision: 'allowed',
      accessPath: 'service',
      compartments: [],
      payload: { mend, different },
    })
    return { pathway, different, disposed: kept.disposed, stale: kept.stale }
  })
}

/** How many are asked for at a time. */
const PAGE = 500

/** The pathways of an authority, a page at a time, in the order of their identifiers. Under the program's own name. */
export async function pathwaysAfter({ tx, principal }: Bound, last: string | null): Promise<readonly string[]> {
  const { rows } = await sql<{ pathway_id: string }>`
    select p.pathway_id from sightline.pathways p
    where p.authority = ${principal.authority} and p.pathway_id > coalesce(${last}::uuid, '00000000-0000-0000-0000-000000000000')
    order by p.pathway_id limit ${PAGE}`.execute(tx)
  return rows.map(({ pathway_id: pathway }) => pathway)
}

function differences(model: ReadModel, kept: ReadModel): readonly (keyof ReadModel)[] {
  // Who was told stays told, also where nobody, or somebody else, would be told of it now.
  const told = new Map(model.notices.map(({ notice_id, to, day }) => [notice_id, { to: new Set(to), day }]))
  const notices = kept.notices.flatMap(({ to, ...notice }) => {
    const now = told.get(notice.notice_id)
    // Which day they were told stays as well.
    return now === undefined ? [] : [{ ...notice, day: now.day, to: to.filter((person) => now.to.has(person)) }]
  })
  const compared = { ...kept, notices }
  const parts = Object.keys(model) as (keyof ReadModel)[]
  return parts.filter((part) => canonicalize(sorted(model[part])) !== canonicalize(sorted(compared[part])))
}

function sorted(part: ReadModel[keyof ReadModel]): unknown {
  if (!Array.isArray(part)) return part
  return part.map((each) => canonicalize(each) ?? '').sort()
}

interface Kept {
  readonly model: ReadModel
  readonly evaluated: Instant
  readonly stale: boolean
  readonly disposed: readonly string[]
}

/** How a moment is written in JSON by the program. */
const MOMENT = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`

/** A pathway's read model as it is kept, in the form in which it is made. */
async function keptModel({ tx, principal }: Bound, pathway: string): Promise<Kept> {
  const moment = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', ${MOMENT})`)
  const of = sql`authority = ${principal.authority} and pathway_id = ${pathway}`
  const { rows } = await sql<Kept>`
    select p.evaluated, p.stale,
      (select coalesce(array_agg(entry order by entry), '{}')
       from sightline.disposals d, unnest(d.entries) as entry where d.pathway_id = p.pathway_id) as disposed,
      json_build_object(
        'stage', p.stage, 'since', ${moment('p.since')}, 'ended', ${moment('p.ended')}, 'nextDue', p.next_due,
        'validUntil', ${moment('p.valid_until')}, 'keptWithin', p.kept_within,
        'duties', (select coalesce(json_agg(json_build_object(
            'duty_id', d.duty_id, 'duty', d.duty, 'opened', ${moment('d.opened')}, 'due_day', d.due_day,
            'due_at', ${moment('d.due_at')}, 'met', ${moment('d.met')}, 'lapsed', ${moment('d.lapsed')},
            'lapsed_why', d.lapsed_why, 'remind_from', d.remind_from, 'tell_from', d.tell_from, 'tell', d.tell,
            'owed', (select coalesce(json_agg(o.person_id order by o.person_id), '[]') from sightline.owed o
                     where o.authority = d.authority and o.pathway_id = d.pathway_id and o.duty_id = d.duty_id),
            'owed_as', (select max(o.role) from sightline.owed o
                        where o.authority = d.authority and o.pathway_id = d.pathway_id and o.duty_id = d.duty_id)
          )), '[]') from sightline.duties d where ${of}),
        'agreed', (select coalesce(json_agg(json_build_object(
            'agreed_id', a.agreed_id, 'protocol', a.protocol, 'kind', a.kind, 'entry_id', a.entry_id, 'step', a.step,
            'meetings', a.meetings, 'question', a.question, 'item', a.item, 'duty', a.duty, 'owners', a.owners,
            'agency', a.agency, 'role', a.role, 'agreed_on', a.agreed_on, 'due_day', a.due_day,
            'due_at', ${moment('a.due_at')}, 'met_on', a.met_on, 'met_in', a.met_in, 'lapsed_on', a.lapsed_on
          )), '[]') from sightline.agreed a where ${of}),
        'notices', (select coalesce(json_agg(json_build_object(
            'notice_id', n.notice_id, 'notice', n.notice, 'told', ${moment('n.told')}, 'mailbox', n.mailbox, 'day', null,
            'to', (select coalesce(json_agg(r.person_id order by r.person_id), '[]') from sightline.told r
                   where r.authority = n.authority and r.pathway_id = n.pathway_id and r.kind = 'notice' and r.about = n.notice_id)
          )), '[]') from sightline.notices n where ${of}),
        'flags', (select coalesce(json_agg(json_build_object(
            'flag', f.flag, 'agency', f.agency, 'state', f.state, 'since', ${moment('f.since')},
            'asked', ${moment('f.asked')}, 'duty_id', f.duty_id, 'placed_in', f.placed_in
          )), '[]') from sightline.flags f where ${of}),
        'obligations', (select coalesce(json_agg(json_build_object(
            'obligation_id', b.obligation_id, 'kind', b.kind, 'owed_by', b.owed_by, 'due_day', b.due_day)), '[]') from sightline.obligations b where ${of}),
        'scopes', (select coalesce(json_agg(json_build_object(
            'scope', s.scope, 'source', s.source, 'actions', s.actions, 'compartments', s.compartments,
            'from', case when s.source like 'told:%' then s.since end
          )), '[]') from sightline.case_scopes s
          where s.authority = p.authority and s.case_id = p.case_id and s.pathway_id = p.pathway_id
            and (s.source like 'sees:%' or s.source like 'owes:%' or s.source like 'told:%'))
      ) as model
    from sightline.pathways p
    where p.authority = ${principal.authority} and p.pathway_id = ${pathway}`.execute(tx)
  const [kept] = rows
  if (kept === undefined) throw new Error('the pathway was locked, and is not there')
  return kept
}

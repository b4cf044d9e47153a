import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Answers } from '../../engine/pathway/entry.ts'
import type { FlagView } from '../../engine/pathway/view.ts'
import { noteList } from '../audit/audit.ts'
import { keepable } from '../database/json.ts'
import { lengthOf, type Page, pageOf } from '../pathways/pages.ts'
import { answeredFor } from '../people/ended-agencies.ts'
import type { Bound } from '../transaction.ts'

/** Where the page before ended: the soonest day of its last pathway, null where it had none, and that pathway. */
export interface FlagCursor {
  readonly due: Day | null
  readonly pathway: string
}

/** Which flags: those of the agencies that the person acts for, or of every agency; in any of these states. */
export interface FlagsAsked {
  readonly whose: 'own' | 'every-agency'
  readonly states: readonly FlagView['state'][]
  /** A part of the child's name, or the whole of an identifier or of an agency's own number; null for all. */
  readonly sought: string | null
  readonly after: FlagCursor | null
  /** How many pathways. */
  readonly most: number
}

/** The flag of one agency, with what it owes of it. */
export interface CarriedFlag {
  readonly flag: string
  readonly agency: string
  readonly state: FlagView['state']
  readonly since: Instant
  readonly asked: Instant
  /** What the agency owes of it now; null where it owes nothing. */
  readonly owed: {
    readonly duty: string
    readonly due: Day | null
    readonly dueAt: Instant | null
    /** Whether this person owes it, or somebody for whom they stand in. */
    readonly own: boolean
  } | null
  /** What the agency said is in place, as much of it as this person may read. */
  readonly said: Answers
}

/** The flags of one pathway. */
export interface FlaggedPathway {
  readonly pathway: string
  readonly caseId: string
  readonly childName: string | null
  /** By what the authority's own systems know the child. */
  readonly identifier: string | null
  readonly stage: string | null
  /** Whom to ask of a restricted case; null where it is none. */
  readonly contact: string | null
  /** The soonest day of each duty that is open in it, by the duty's name. */
  readonly dueDays: Readonly<Record<string, Day>>
  readonly flags: readonly CarriedFlag[]
  /** What it runs by, as `Shelf.rules` asks for it. */
  readonly protocolHash: Buffer
  readonly calendarHash: Buffer
}

interface Row extends Omit<FlaggedPathway, 'flags' | 'dueDays'>, Omit<CarriedFlag, 'owed'> {
  readonly soonest: Day | null
  readonly dueDays: Readonly<Record<string, number>> | null
  readonly dutyId: string | null
  readonly due: Day | null
  readonly dueAt: Instant | null
  readonly own: boolean
}

/**
 * Pathways with flags that are not taken off yet, what is to be confirmed first coming first: a page at a time, and of it what
 * this person may see. Reading it is noted, with the cases shown.
 */
export async function carriedFlags(bound: Bound, asked: FlagsAsked): Promise<Page<FlaggedPathway, FlagCursor>> {
  const { tx, principal, scopes } = bound
  const { authority } = principal
  const { whose, states, after, most } = asked
  const sought = asked.sought === null ? null : keepable(asked.sought).trim()
  const length = lengthOf(most)
  const persons = scopes.filter((scope) => scope.startsWith('person:')).map((scope) => scope.slice('person:'.length))
  const agencies = whose === 'own' ? await agenciesActedFor(bound) : null
  const place = after === null ? null : after.due === null ? 'infinity' : formatDay(after.due)
  const { rows } = await sql<Row>`
    with seen as (
      select f.*, k.name, k.identifier, case when c.sensitivity = 'restricted' then c.contact end as contact,
        d.due_day, d.due_at, d.met is null and d.lapsed is null as is_open,
        case when f.state in ('asked', 'removal-asked') and d.met is null and d.lapsed is null then d.due_day end as waits_for
      from sightline.flags f
      join sightline.cases c on c.authority = f.authority and c.case_id = f.case_id
      left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
      left join sightline.duties d
        on d.authority = f.authority and d.pathway_id = f.pathway_id and d.duty_id = f.duty_id
      where f.authority = ${authority} and f.state = any (${states}::text[])
        and (${agencies}::text[] is null or f.agency = any (${agencies}::text[]))
        and (${sought}::text is null or position(lower(${sought}) in lower(k.name)) > 0 or k.identifier = ${sought} or exists (
          select from sightline.answers a cross join lateral jsonb_each_text(a.answers) each
          where a.authority = f.authority and a.pathway_id = f.pathway_id and a.entry_id = f.placed_in
            and lower(each.value) = lower(${sought})))
    ), page as (
      select s.pathway_id, coalesce(min(s.waits_for), 'infinity'::date) as place
      from seen s
      group by s.pathway_id
      having bool_or(s.state <> 'removed') and (${place}::date is null
        or (coalesce(min(s.waits_for), 'infinity'::date), s.pathway_id) > (${place}::date, ${after?.pathway ?? null}::uuid))
      order by 2, 1
      limit ${length + 1}
    )
    select s.pathway_id as pathway, s.case_id as "caseId", s.name as "childName", s.identifier, p.stage, s.contact, p.protocol_hash as "protocolHash",
      p.calendar_hash as "calendarHash",
      (select jsonb_object_agg(due.duty, due.soonest - date '1970-01-01') from (
        select o.duty, min(o.due_day) as soonest from sightline.duties o
        where o.authority = s.authority and o.pathway_id = s.pathway_id and o.met is null and o.lapsed is null
          and o.due_day is not null
        group by o.duty) due) as "dueDays",
      nullif(page.place, 'infinity') as soonest,
      s.flag, s.agency, s.state, s.since, s.asked,
      case when s.is_open then s.duty_id end as "dutyId", s.due_day as due, s.due_at as "dueAt",
      exists (
        select from sightline.owed o
        where o.authority = s.authority and o.pathway_id = s.pathway_id and o.duty_id = s.duty_id
          and o.person_id = any (${persons}::uuid[])) as own,
      coalesce((
        select jsonb_object_agg(each.key, each.value)
        from sightline.answers a cross join lateral jsonb_each(a.answers) each
        where a.authority = s.authority and a.pathway_id = s.pathway_id and a.entry_id = s.placed_in), '{}') as said
    from page
    join seen s on s.pathway_id = page.pathway_id
    join sightline.pathways p on p.authority = s.authority and p.pathway_id = s.pathway_id
    order by page.place, page.pathway_id, s.waits_for, s.agency, s.flag, s.asked`.execute(tx)
  const pathways = [...Map.groupBy(rows, ({ pathway }) => pathway).values()].map(pathwayOf)
  const soonest = new Map(rows.map((row) => [row.pathway, row.soonest]))
  const page = pageOf(pathways, length, ({ pathway }) => ({ due: soonest.get(pathway) ?? null, pathway }))
  const event = {
    action: 'list-flags',
    object: { kind: 'list', id: null },
    asked: { whose, states, sought, after, most: length },
  }
  await noteList(
    bound,
    event,
    page.rows.map(({ caseId }) => caseId),
  )
  return page
}

/**
 * The agencies that somebody acts for: their own, one in which they hold a role, and those of whom they stand in for; of each what
 * ended and left its place to it, or to a role of theirs.
 */
/** The agencies for which somebody acts, their own among them, and those that have ended for which these answer. */
export async function agenciesActedFor(bound: Bound): Promise<readonly string[]> {
  const { tx, principal, scopes } = bound
  const { rows } = await sql<{ agency: string }>`
    select p.agency from sightline.persons p
    where p.authority = ${principal.authority} and 'person:' || p.person_id = any (${scopes}::text[])
    union
    select split_part(scope, '@', 2) from unnest(${scopes}::text[]) scope where scope like 'role:%@%'
    union
    select a.agency from sightline.agencies a
    where a.authority = ${principal.authority} and a.until <= sightline.today()
      and 'role:' || a.falls_to = any (${scopes}::text[])`.execute(tx)
  return answeredFor(
    bound,
    rows.map(({ agency }) => agency),
  )
}

function pathwayOf(rows: readonly Row[]): FlaggedPathway {
  const [first] = rows
  if (first === undefined) throw new Error('a group without rows')
  const { pathway, caseId, childName, identifier, stage, contact, protocolHash, calendarHash } = first
  const dueDays = Object.fromEntries(Object.entries(first.dueDays ?? {}).map(([duty, day]) => [duty, day as Day]))
  const flags = rows.map(({ flag, agency, state, since, asked, dutyId, due, dueAt, own, said }): CarriedFlag => {
    const owed = dutyId === null ? null : { duty: dutyId, due, dueAt, own }
    return { flag, agency, state, since, asked, owed, said }
  })
  return { pathway, caseId, childName, identifier, stage, contact, dueDays, flags, protocolHash, calendarHash }
}

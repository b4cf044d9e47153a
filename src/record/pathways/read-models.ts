import canonicalize from 'canonicalize'
import { sql } from 'kysely'
import type { WorkingCalendar } from '../../engine/calendar/calendar.ts'
import { addDays, type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Entry } from '../../engine/pathway/entry.ts'
import type { GrantScope, Obligation, PathwayDuty, View } from '../../engine/pathway/view.ts'
import type { KeptWithin } from '../access/rule.ts'
import type { Bound } from '../transaction.ts'
import { type AgreedModel, agreedOf, keepAgreed } from './keep-agreed.ts'
import { keepLists, keepNotices, type ListModel, noticesOf } from './keep-lists.ts'
import type { Rules } from './shelf.ts'

/** What is read from a pathway's entries and kept beside them: days, and never the verdict of one day. */
export interface ReadModel extends ListModel {
  readonly stage: string | null
  readonly since: string | null
  /** When it ended; null while it goes on. */
  readonly ended: string | null
  readonly nextDue: string | null
  readonly validUntil: string | null
  /** Within what it is kept; null where whoever sees the case sees it. */
  readonly keptWithin: KeptWithin | null
  readonly duties: readonly DutyModel[]
  readonly agreed: readonly AgreedModel[]
  readonly scopes: readonly ScopeModel[]
}

interface DutyModel {
  readonly duty_id: string
  readonly duty: string
  readonly opened: string
  readonly due_day: string | null
  readonly due_at: string | null
  readonly met: string | null
  readonly lapsed: string | null
  readonly lapsed_why: string | null
  readonly remind_from: string | null
  readonly tell_from: string | null
  readonly tell: readonly string[]
  /** Who owes it while it is open: null where nobody does, which is owed as well. Empty once it is closed. */
  readonly owed: readonly (string | null)[]
  /** The role under which they owe it; null where it is by another tie. */
  readonly owed_as: string | null
}

interface ScopeModel {
  readonly scope: string
  readonly source: string
  readonly actions: readonly string[]
  readonly compartments: readonly string[]
  /** The day from which it opens; null for at once. */
  readonly from: string | null
}

/** What a pathway was worked out by. */
type Ran = Pick<Rules, 'protocol' | 'calendar'>

/** What of a view is kept. Equal views give equal models, whenever they were worked out. */
export function readModelOf(pathway: string, view: View, { protocol, calendar }: Ran): ReadModel {
  const duties = view.duties.map((duty) => dutyOf(duty, calendar))
  const ended = view.stage?.ends === true
  const open = duties.filter(({ met, lapsed }) => met === null && lapsed === null)
  return {
    stage: view.stage?.id ?? null,
    since: written(view.since),
    ended: ended ? written(view.since) : null,
    nextDue: open.map(({ due_day: day }) => day).reduce(earlier, null),
    validUntil: written(view.validUntil),
    keptWithin: view.kept === null ? null : keeperOf(view.kept),
    duties,
    agreed: agreedOf(protocol, view),
    notices: noticesOf(view, protocol),
    flags: view.flags.map(({ id, agency, state, since, asked, duty, placedIn }) => {
      const moments = { since: iso(since), asked: iso(asked) }
      return { flag: id, agency, state, ...moments, duty_id: duty, placed_in: placedIn }
    }),
    obligations: view.obligations.map((each) => ({
      obligation_id: identityOf(each),
      kind: each.kind,
      owed_by: [...new Set(each.owedBy)].sort(),
      due_day: writtenDay(each.due),
    })),
    scopes: scopesOf(pathway, view, open),
  }
}

/** By what an obligation is known, however often it is worked out. */
export function identityOf(obligation: Obligation): string {
  switch (obligation.kind) {
    case 'find-who':
      return `${obligation.for}:${obligation.of}:${canonicalize(obligation.who)}`
    case 'confirm-or-close':
      return `entry:${obligation.entry}`
    case 'open':
      return `trigger:${obligation.trigger}:${obligation.met}`
    case 'confirm-plan':
      return `plan:${obligation.entry}`
    case 'plan-sitting':
      return `sitting:${obligation.meeting}:${canonicalize(obligation.who)}`
    default:
      return obligation satisfies never
  }
}

function dutyOf(owed: PathwayDuty, calendar: WorkingCalendar): DutyModel {
  const { id, duty, opened, due, standing, owedBy, who, tell, tellFrom } = owed
  const met = standing.kind === 'met' ? iso(standing.at) : null
  const lapsed = standing.kind === 'lapsed' ? iso(standing.at) : null
  const isOpen = met === null && lapsed === null
  return {
    duty_id: id,
    duty: duty.id,
    opened: iso(opened),
    due_day: 'day' in due ? formatDay(due.day) : null,
    due_at: 'day' in due ? written(due.at) : null,
    met,
    lapsed,
    lapsed_why: standing.kind === 'lapsed' ? standing.why : null,
    remind_from: 'day' in due ? formatDay(remindFrom(due.day, calendar)) : null,
    tell_from: writtenDay(tellFrom),
    tell: [...new Set(tell)].sort(),
    owed: !isOpen ? [] : owedBy.length === 0 ? [null] : [...new Set(owedBy)].sort(),
    // The manager of a holder owes it as no holder.
    owed_as: isOpen && owedBy.length > 0 && 'role' in who && who.kind !== 'managers-of' ? who.role : null,
  }
}

/** How many working days before a duty is due whoever owes it is reminded. */
const REMINDED_BEFORE = 2

function remindFrom(due: Day, calendar: WorkingCalendar): Day {
  const found = calendar.addWorkingDays(due, -REMINDED_BEFORE)
  // Where the calendar does not reach, days are days.
  return found.ok ? found.value : addDays(due, -REMINDED_BEFORE)
}

/**
 * What the protocol opens to whom: what it says they see, by role, agency or person as it says it; recording to those of them
 * whom it offers a step now; to whoever owes something, that they may do it; and to whoever is told that nothing was done, that
 * they may see what it is about.
 */
function scopesOf(pathway: string, { grants, offers }: View, open: readonly DutyModel[]): readonly ScopeModel[] {
  const takers = new Set(offers.flatMap((offer) => offer.takers.map(({ person }) => person)))
  const seen = grants.flatMap(({ id, persons, scopes, compartments }) => {
    const actions = new Map(scopes.map((scope) => [keyOf(scope), ['read']]))
    for (const person of persons) if (takers.has(person)) actions.set(`person:${person}`, ['read', 'record'])
    return [...actions].map(([scope, may]) => {
      return { scope, source: `sees:${pathway}:${id}`, actions: may, compartments: [...compartments], from: null }
    })
  })
  const owers = new Set(open.flatMap(({ owed }) => owed).filter((person) => person !== null))
  const owing = [...owers].map((person) => {
    return {
      scope: `person:${person}`,
      source: `owes:${pathway}`,
      actions: ['read', 'record'],
      compartments: ['shared'],
      from: null,
    }
  })
  const silences = new Map<string, string>()
  for (const { tell, tell_from: from } of open) {
    for (const person of from === null ? [] : tell)
      silences.set(person, earlier(silences.get(person) ?? null, from) ?? '')
  }
  const told = [...silences].map(([person, from]) => {
    return {
      scope: `person:${person}`,
      source: `told:${pathway}`,
      actions: takers.has(person) ? ['read', 'record'] : ['read'],
      compartments: ['shared'],
      from,
    }
  })
  return [...seen, ...owing, ...told].sort((a, b) => (a.scope + a.source < b.scope + b.source ? -1 : 1))
}

function keyOf(scope: GrantScope): string {
  switch (scope.kind) {
    case 'role':
      return `role:${scope.role}`
    case 'agency':
      return `agency:${scope.agency}`
    case 'person':
      return `person:${scope.person}`
    default:
      return scope satisfies never
  }
}

function keeperOf(kept: NonNullable<View['kept']>): KeptWithin {
  return kept.kind === 'agency' ? `agency:${kept.agency}` : kept.kind
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

function iso(moment: Instant): string {
  return new Date(moment).toISOString()
}

function written(moment: Instant | null): string | null {
  return moment === null ? null : iso(moment)
}

function writtenDay(day: Day | null): string | null {
  return day === null ? null : formatDay(day)
}

/** The moment by which all of these are recorded: a moment, or the last of them where another clock stood ahead of it. */
export function lastOf(entries: readonly Entry[], moment: Instant): Instant {
  return entries.reduce<Instant>((last, { recorded }) => (recorded > last ? recorded : last), moment)
}

/**
 * Writes a pathway's read model in place of the one before. What people were told stays as it was told: notices are added and
 * never taken away. Where an import was taken or undone after the moment whose facts it rests on, it waits to be worked out
 * anew; one that was undone before it was taken, by a clock set right, is none. Call it inside `unbound`.
 * @param asOf the moment as of which it was worked out
 */
export async function keepReadModel(
  bound: Bound,
  pathway: string,
  caseId: string,
  { model, asOf }: { readonly model: ReadModel; readonly asOf: Instant },
): Promise<void> {
  const { tx, principal, today, moment } = bound
  const { authority } = principal
  await sql`
    update sightline.pathways
    set stage = ${model.stage}, since = ${model.since}::timestamptz, ended = ${model.ended}::timestamptz,
      next_due = ${model.nextDue}::date, kept_within = ${model.keptWithin}, valid_until = ${model.validUntil}::timestamptz,
      evaluated = ${new Date(asOf)}, stale = ${model.ended === null} and exists (
        select from sightline.imports i
        where i.authority = ${authority} and (i.undone is null or i.undone > i.taken) and greatest(i.taken, i.undone) > ${new Date(asOf < moment ? asOf : moment)})
    where authority = ${authority} and pathway_id = ${pathway}`.execute(tx)
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(model.duties)}::jsonb) as d (
        duty_id text, duty text, opened timestamptz, due_day date, due_at timestamptz, met timestamptz, lapsed timestamptz,
        lapsed_why text, remind_from date, tell_from date, tell uuid[], owed uuid[])
    ), gone as (
      delete from sightline.duties d
      where d.authority = ${authority} and d.pathway_id = ${pathway}
        and not exists (select from given g where g.duty_id = d.duty_id)
    )
    insert into sightline.duties as d (
      authority, pathway_id, duty_id, case_id, duty, opened, due_day, due_at, met, lapsed, lapsed_why, remind_from, tell_from,
      tell
    )
    select ${authority}, ${pathway}::uuid, duty_id, ${caseId}::uuid, duty, opened, due_day, due_at, met, lapsed, lapsed_why,
      remind_from, tell_from, tell
    from given
    on conflict (authority, pathway_id, duty_id) do update set
      duty = excluded.duty, opened = excluded.opened, due_day = excluded.due_day, due_at = excluded.due_at,
      met = excluded.met, lapsed = excluded.lapsed, lapsed_why = excluded.lapsed_why,
      remind_from = excluded.remind_from, tell_from = excluded.tell_from,
      tell = excluded.tell
    where (d.duty, d.opened, d.due_day, d.due_at, d.met, d.lapsed, d.lapsed_why, d.remind_from, d.tell_from, d.tell)
      is distinct from (excluded.duty, excluded.opened, excluded.due_day, excluded.due_at, excluded.met, excluded.lapsed,
        excluded.lapsed_why, excluded.remind_from, excluded.tell_from, excluded.tell)`.execute(tx)
  await sql`
    with given as (
      select g.duty_id, g.due_day, person_id, g.owed_as as role
      from jsonb_to_recordset(${JSON.stringify(model.duties)}::jsonb) as g (
          duty_id text, due_day date, owed uuid[], owed_as text),
        unnest(g.owed) as person_id
    ), gone as (
      delete from sightline.owed o
      where o.authority = ${authority} and o.pathway_id = ${pathway} and not exists (
        select from given g where g.duty_id = o.duty_id and g.person_id is not distinct from o.person_id)
    )
    insert into sightline.owed as o (authority, pathway_id, duty_id, case_id, person_id, due_day, role)
    select ${authority}, ${pathway}::uuid, duty_id, ${caseId}::uuid, person_id, due_day, role from given
    on conflict (authority, pathway_id, duty_id, person_id) do update set due_day = excluded.due_day, role = excluded.role
    where (o.due_day, o.role) is distinct from (excluded.due_day, excluded.role)`.execute(tx)
  await keepNotices(bound, pathway, caseId, model.notices)
  await keepLists(bound, pathway, caseId, model)
  await keepAgreed(bound, pathway, caseId, model.agreed)
  if (model.validUntil !== null && model.ended === null) {
    await sql`select sightline.look_at_later(${authority}, ${pathway}, ${model.validUntil}::timestamptz)`.execute(tx)
  }
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(model.scopes)}::jsonb) as s (
        scope text, source text, actions text[], compartments text[], "from" date)
    ), gone as (
      delete from sightline.case_scopes s
      where s.authority = ${authority} and s.case_id = ${caseId} and s.pathway_id = ${pathway}
        and (s.source like 'sees:%' or s.source like 'owes:%' or s.source like 'told:%')
        and not exists (select from given g where g.scope = s.scope and g.source = s.source)
    )
    insert into sightline.case_scopes (
      authority, scope, case_id, source, pathway_id, actions, compartments, named, since
    )
    select ${authority}, scope, ${caseId}::uuid, source, ${pathway}::uuid, actions, compartments, false,
      coalesce("from", ${formatDay(today)}::date)
    from given
    on conflict (authority, scope, case_id, source) do update set
      actions = excluded.actions, compartments = excluded.compartments,
      since = case when excluded.source like 'told:%' then excluded.since else case_scopes.since end`.execute(tx)
}

import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { isBlank } from '../access/managing.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import { AS_NAMES } from '../database/names.ts'
import { type Bound, unbound } from '../transaction.ts'
import { lookAgain, refusalOf } from './changes.ts'

/** Somebody is away, and who stands in for them. */
export interface AwayRow {
  readonly id: string
  readonly since: Day
  /** The first day on which they are back. */
  readonly until: Day
  /** Null where nobody covers them. */
  readonly cover: string | null
}

/** A colleague who may cover somebody: of their agency, and of their team, with a role of theirs, or their manager. */
export interface Cover {
  readonly person: string
  readonly name: string
}

/** When the person is away from today on, soonest first, and who could cover them. */
export async function awayOf({ tx, principal }: Bound): Promise<{
  readonly away: readonly AwayRow[]
  readonly covers: readonly Cover[]
}> {
  const { authority, person } = principal
  const { rows: away } = await sql<AwayRow>`
    select l.leave_id as id, l.since, l.until, c.name as cover
    from sightline.leave l
    left join sightline.deputies d on d.authority = l.authority and d.deputy_id = l.leave_id
    left join sightline.persons c on c.authority = d.authority and c.person_id = d.person_id
    where l.authority = ${authority} and l.person_id = ${person} and l.until > sightline.today()
    order by l.since, l.leave_id`.execute(tx)
  return { away, covers: await coversOf({ tx, principal }, person) }
}

/** Who could cover somebody. Names of staff alone, and nothing is noted. */
export async function coversOf(
  { tx, principal }: Pick<Bound, 'tx' | 'principal'>,
  person: string,
): Promise<readonly Cover[]> {
  const { authority } = principal
  const { rows } = await sql<Cover>`
    select distinct p.person_id as person, p.name ${AS_NAMES} as name
    from sightline.persons p
    join sightline.persons me on me.authority = p.authority and me.person_id = ${identifierOr(person)}
    where p.authority = ${authority} and p.person_id <> me.person_id and not p.service and p.agency = me.agency
      and p.since <= sightline.today() and (p.until is null or p.until > sightline.today())
      and not exists (
        select from sightline.role_holdings a
        where a.authority = p.authority and a.person_id = p.person_id and a.role = 'administrator'
          and a.since <= sightline.today() and (a.until is null or a.until > sightline.today()))
      and (p.team = me.team or p.person_id = me.manager_id or exists (
        select from sightline.role_holdings mine
        join sightline.role_holdings theirs on theirs.authority = mine.authority and theirs.role = mine.role
          and theirs.person_id = p.person_id
        where mine.authority = me.authority and mine.person_id = me.person_id
          and mine.since <= sightline.today() and (mine.until is null or mine.until > sightline.today())
          and theirs.since <= sightline.today() and (theirs.until is null or theirs.until > sightline.today())))
    order by 2, 1`.execute(tx)
  return rows
}

export type Said = { readonly ok: true } | { readonly ok: false; readonly refusal: NotSaid }

export type NotSaid =
  | { readonly kind: 'ends-before-it-begins' }
  /** Days that are over. */
  | { readonly kind: 'over-already' }
  /** They are no colleague who may cover this person: a manager appoints another. */
  | { readonly kind: 'not-a-colleague' }
  | { readonly kind: 'no-reason' }
  | NotKept
  | { readonly kind: 'not-found' }

/** From a day up to and not on another, and by whom they are covered. */
export interface Absence {
  /** The same again says nothing twice. */
  readonly id: string
  readonly since: Day
  readonly until: Day
  readonly cover: string
  readonly reason: string
}

/**
 * A person says that they are away, and who covers them (PRA-03): the other holds what they hold, sees what they see and owes
 * what they owe meanwhile, beside them.
 */
export async function sayAway(bound: Bound, asked: Absence): Promise<Said> {
  const { tx, principal, today } = bound
  const { authority, person } = principal
  const [id, cover] = [identifierOr(asked.id), identifierOr(asked.cover)]
  const { since, until, reason } = asked
  const { covers } = await awayOf(bound)
  const unkept = notKept(asked)
  const refusal: NotSaid | null =
    unkept !== null
      ? unkept
      : isBlank(reason)
        ? { kind: 'no-reason' }
        : until <= since
          ? { kind: 'ends-before-it-begins' }
          : until <= today
            ? { kind: 'over-already' }
            : covers.some((each) => each.person === cover)
              ? null
              : { kind: 'not-a-colleague' }
  if (refusal === null) {
    // Nobody keeps the list of people by that: it is of themselves alone.
    await unbound(bound, async () => {
      await sql`
        insert into sightline.leave (authority, leave_id, person_id, since, until)
        values (${authority}, ${id}, ${person}, ${formatDay(since)}, ${formatDay(until)})
        on conflict do nothing`.execute(tx)
      await sql`
        insert into sightline.deputies (authority, deputy_id, for_person_id, person_id, role, since, until, reason)
        values (${authority}, ${id}, ${person}, ${cover}, null, ${formatDay(since)}, ${formatDay(until)}, ${reason})
        on conflict do nothing`.execute(tx)
    })
    await lookAgain(bound, person)
  }
  await noteAway(bound, 'say-away', refusal, asked)
  return refusal === null ? { ok: true } : { ok: false, refusal }
}

/** A person is back, or does not go: neither they are away nor anybody covers them from today. */
export async function sayBack(bound: Bound, asked: string): Promise<Said> {
  const { tx, principal } = bound
  const { authority, person } = principal
  const id = identifierOr(asked)
  const ended = await unbound(bound, async () => {
    const { rows } = await sql`
      update sightline.leave set since = least(since, sightline.today()), until = sightline.today()
      where authority = ${authority} and leave_id = ${id} and person_id = ${person} and until > sightline.today()
      returning leave_id`.execute(tx)
    await sql`
      update sightline.deputies set since = least(since, sightline.today()), until = sightline.today()
      where authority = ${authority} and deputy_id = ${id} and for_person_id = ${person}
        and until > sightline.today()`.execute(tx)
    return rows.length > 0
  })
  const refusal = ended ? null : ({ kind: 'not-found' } as const)
  if (ended) await lookAgain(bound, person)
  await noteAway(bound, 'say-back', refusal, { id })
  return refusal === null ? { ok: true } : { ok: false, refusal }
}

async function noteAway(bound: Bound, action: string, refusal: NotSaid | null, about: object): Promise<void> {
  await note(bound, {
    action,
    object: { kind: 'person', id: bound.principal.person },
    caseId: null,
    decision: refusal === null ? 'allowed' : 'refused',
    accessPath: null,
    compartments: [],
    payload: { ...about, refusal },
  })
}

/** Ends that somebody stands in for somebody, as of today: by who keeps the list of people, and by the managers of the absent. */
export async function endDeputy(bound: Bound, asked: string): Promise<Said> {
  const { tx, principal } = bound
  const id = identifierOr(asked)
  const { rows } = await sql<{ forPerson: string }>`
    select for_person_id as "forPerson" from sightline.deputies
    where authority = ${principal.authority} and deputy_id = ${id} and until > sightline.today()`.execute(tx)
  const forPerson = rows[0]?.forPerson
  const may = forPerson !== undefined && (await refusalOf(bound, forPerson, forPerson)) === null
  if (may) {
    await unbound(bound, () =>
      sql`
        update sightline.deputies set since = least(since, sightline.today()), until = sightline.today()
        where authority = ${principal.authority} and deputy_id = ${id}`.execute(tx),
    )
    await lookAgain(bound, forPerson)
  }
  const refusal = may ? null : ({ kind: 'not-found' } as const)
  await noteAway(bound, 'end-deputy', refusal, { id, forPerson: forPerson ?? null })
  return refusal === null ? { ok: true } : { ok: false, refusal }
}

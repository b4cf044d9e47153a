import { sql } from 'kysely'
import { holdersOf } from '../people/holders.ts'
import type { Bound } from '../transaction.ts'
import { type Telling, tell } from './tell.ts'

/** Something told to somebody whom no e-mail reaches. */
interface Fallen {
  readonly id: string
  readonly person: string
  /** Whom the protocol names next, for the duty that it is of. */
  readonly next: readonly string[]
  /** Who stands above them, the nearest first. */
  readonly line: readonly string[]
}

/**
 * Lets somebody named tell those whom no e-mail reaches what they have not read: whoever the protocol names next for the duty,
 * else the line manager, else whoever keeps the list of people. They are told, once a day for each whom they are to tell, and it
 * stays with them until they have or the other has read it. Call it inside `unbound`.
 * @param told identifiers of what was told
 */
export async function letFall(bound: Bound, told: readonly string[]): Promise<void> {
  if (told.length === 0) return
  const { tx, principal, today } = bound
  const { authority } = principal
  const { rows } = await sql<Fallen>`
    with recursive fallen as (
      select t.told_id, t.person_id, t.pathway_id, t.about, t.kind
      from sightline.told t
      -- That somebody is to tell another is not passed on once more.
      where t.authority = ${authority} and t.told_id = any (${told}::uuid[]) and t.read is null and t.kind <> 'not-reached'
    ), line as (
      select f.person_id as of, p.manager_id, 1 as up
      from (select distinct person_id from fallen) f
      join sightline.persons p on p.authority = ${authority} and p.person_id = f.person_id
      union all
      select line.of, p.manager_id, line.up + 1
      from line join sightline.persons p on p.authority = ${authority} and p.person_id = line.manager_id
      where line.up < 20
    )
    select f.told_id as id, f.person_id as person,
      coalesce((select d.tell from sightline.duties d
        where d.authority = ${authority} and d.pathway_id = f.pathway_id and d.duty_id = f.about
          and f.kind in ('reminder', 'overdue', 'silence')), '{}') as next,
      array(select line.manager_id from line where line.of = f.person_id and line.manager_id is not null order by up) as line
    from fallen f
    order by f.person_id, f.told_id`.execute(tx)
  const administrators = (await holdersOf(bound, ['administrator'])).map(({ person }) => person)
  const active = await activeOf(bound, [...rows.flatMap(({ next, line }) => [...next, ...line]), ...administrators])
  const falls = rows.flatMap(({ id, person, next, line }) => {
    const to = [...next, ...line, ...administrators].find((each) => each !== person && active.has(each))
    return to === undefined ? [] : [{ id, person, to }]
  })
  await sql`
    update sightline.told t set falls_to = f."to", acted = null
    from jsonb_to_recordset(${JSON.stringify(falls)}::jsonb) as f (id uuid, "to" uuid)
    where t.authority = ${authority} and t.told_id = f.id`.execute(tx)
  const pairs = new Map(falls.map(({ person, to }) => [`${person} ${to}`, { person, to }]))
  const waiting = await alreadyAsked(bound)
  const tellings = [...pairs.values()].flatMap(({ person, to }): readonly Telling[] => {
    if (waiting.has(`${person} ${to}`)) return []
    return [{ about: person, kind: 'not-reached', dueDay: today, persons: [to], words: { person } }]
  })
  await tell(bound, { pathway: null, caseId: null }, tellings)
}

async function activeOf({ tx, principal }: Bound, persons: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ person_id: string }>`
    select p.person_id from sightline.persons p
    join sightline.agencies a on a.authority = p.authority and a.agency = p.agency
    where p.authority = ${principal.authority} and p.person_id = any (${[...new Set(persons)]}::uuid[]) and not p.service
      and p.since <= sightline.today() and (p.until is null or p.until > sightline.today())
      and (a.until is null or a.until > sightline.today())`.execute(tx)
  return new Set(rows.map(({ person_id: person }) => person))
}

/** Who has been asked to tell whom, and has not said that they have. */
async function alreadyAsked({ tx, principal }: Bound): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ pair: string }>`
    select t.about || ' ' || t.person_id as pair from sightline.told t
    where t.authority = ${principal.authority} and t.kind = 'not-reached' and t.read is null`.execute(tx)
  return new Set(rows.map(({ pair }) => pair))
}

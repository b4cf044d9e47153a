import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { note } from '../audit/audit.ts'
import { HAS_LEFT } from '../people/left.ts'
import { type Bound, type NotActive, type Principal, type Store, within } from '../transaction.ts'
import { type CalendarMail, calendarMailOf, makeCalendarMails, settleCalendarMail } from './calendar-mails.ts'
import { letFall } from './falling.ts'

/** One e-mail, as it is sent: to whom, its reference, which names nobody, and what goes into a calendar, where it carries that. */
export interface Mail {
  readonly reference: string
  readonly to: string
  readonly calendar: CalendarMail | null
}

/**
 * What became of one try: the mail server `accepted` it; it `refused` the address for good; not this one and not now: `later`;
 * or it cannot be reached at all, or takes nothing from us: `unreachable`.
 */
export type Tried = 'accepted' | 'refused' | 'later' | 'unreachable'

/** Hands one mail to a mail server, and says what became of it. It never throws. */
export type SendMail = (mail: Mail) => Promise<Tried>

/** What one run came to. */
export interface Mailed {
  readonly sent: number
  readonly refused: number
  readonly givenUp: number
  /** The server was not reached: all that waits is tried again later. */
  readonly unreachable: boolean
}

/** Nobody gets more than one mail in so long, but where somebody broke the glass. */
const BETWEEN_MS = 60 * 60_000

/** Tries go on for so long: a mail server that is away over a week-end loses nothing. */
const GIVEN_UP_AFTER_MS = 4 * 24 * 60 * 60_000

const LONGEST_PAUSE_MINUTES = 60

/** How long after the so-manyth try that failed the next one is: 1, 2, 4 minutes, and at the most an hour. */
export function pauseAfter(tries: number): number {
  return Math.min(2 ** Math.min(tries - 1, 10), LONGEST_PAUSE_MINUTES) * 60_000
}

/**
 * Sends what waits to be sent in an authority. Any number may run at once: each mail is locked while it is sent, so that none is
 * sent by two. One whose sender was killed before it could write down that it was accepted is sent again, under the same
 * reference: a mail twice is better than none.
 */
export async function sendMails(
  store: Store,
  service: Principal,
  now: () => Instant,
  send: SendMail,
): Promise<Mailed | NotActive> {
  const gathered = await within(store, service, now(), gather)
  if (gathered !== null) return gathered
  const total = { sent: 0, refused: 0, givenUp: 0 }
  for (;;) {
    const done = await within(store, service, now(), (bound) => sendOne(bound, send))
    if (done === null) return { ...total, unreachable: false }
    if (typeof done === 'object') return done
    if (done === 'unreachable') return { ...total, unreachable: true }
    if (done === 'sent') total.sent += 1
    if (done === 'refused') total.refused += 1
    if (done === 'given-up') total.givenUp += 1
  }
}

/** Makes one mail for each person for whom something waits, and lets fall what no mail can tell. */
async function gather(bound: Bound): Promise<null> {
  const { tx, principal, moment, store } = bound
  const { authority } = principal
  await sql`select pg_advisory_xact_lock(hashtextextended('sightline-mails:' || ${authority}, 0))`.execute(tx)
  await makeCalendarMails(bound)
  await sql`
    update sightline.told set mail = 'read-first'
    where authority = ${authority} and mail = 'to-send' and mail_id is null and read is not null`.execute(tx)
  // Whoever has been given an address that may reach them is mailed, and need not be told by somebody else.
  await sql`
    update sightline.told t set mail = 'to-send', mail_id = null, falls_to = null, acted = null
    from sightline.persons p
    where t.authority = ${authority} and t.read is null and t.mail in ('no-address', 'bounced', 'refused')
      and p.authority = t.authority and p.person_id = t.person_id and p.email is not null and p.email_bounced is null
      and not ${HAS_LEFT}`.execute(tx)
  // Who has left reads nothing any more: what they were sent and never read is told by somebody named.
  const { rows: unreached } = await sql<{ id: string }>`
    update sightline.told t
    set mail = case when p.email is null or ${HAS_LEFT} then 'no-address' else 'bounced' end
    from sightline.persons p
    where t.authority = ${authority} and p.authority = t.authority and p.person_id = t.person_id and (
      t.mail = 'to-send' and t.mail_id is null and (p.email is null or p.email_bounced is not null or ${HAS_LEFT})
      or t.mail = 'sent' and t.read is null and t.kind in ('notice', 'taken-back', 'hand-over', 'invitation', 'share') and ${HAS_LEFT})
    returning t.told_id as id`.execute(tx)
  await letFall(
    bound,
    unreached.map(({ id }) => id),
  )
  // What comes while a mail still waits to be sent is told of by it.
  await sql`
    update sightline.told t set mail_id = m.mail_id
    from sightline.mails m
    where t.authority = ${authority} and t.mail = 'to-send' and t.mail_id is null
      and m.authority = t.authority and m.person_id = t.person_id and m.next_try is not null and m.carries = 'waiting'`.execute(
    tx,
  )
  const { rows: persons } = await sql<{ person: string }>`
    select t.person_id as person
    from sightline.told t
    where t.authority = ${authority} and t.mail = 'to-send' and t.mail_id is null
    group by t.person_id
    having bool_or(t.kind = 'break-glass') or not exists (
      select from sightline.mails m
      where m.authority = ${authority} and m.person_id = t.person_id and m.carries = 'waiting'
        and m.settled > ${new Date(moment - BETWEEN_MS)}::timestamptz)
    order by t.person_id`.execute(tx)
  const mails = persons.map(({ person }) => ({ person, id: store.ids.random() }))
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) as g (person uuid, id uuid)
    ), made as (
      insert into sightline.mails (authority, mail_id, person_id, made, next_try)
      select ${authority}, id, person, ${new Date(moment)}, ${new Date(moment)} from given
    )
    update sightline.told t set mail_id = given.id
    from given
    where t.authority = ${authority} and t.person_id = given.person and t.mail = 'to-send' and t.mail_id is null`.execute(
    tx,
  )
  return null
}

interface MailRow {
  readonly reference: string
  readonly person: string
  readonly made: Instant
  readonly tries: number
  readonly email: string | null
  readonly bounced: boolean
  readonly unread: number
  readonly carries: 'waiting' | 'invitation'
}

type Settled = 'sent' | 'read-first' | 'no-address' | 'bounced' | 'refused' | 'given-up'

/** Sends the next that is due and that nobody else is sending; null where there is none. */
async function sendOne(bound: Bound, send: SendMail): Promise<Settled | 'later' | 'unreachable' | null> {
  const { tx, principal, moment } = bound
  const { authority } = principal
  const { rows } = await sql<MailRow>`
    select m.mail_id as reference, m.person_id as person, m.made, m.tries, m.carries,
      case when ${HAS_LEFT} then null else p.email end as email, p.email_bounced is not null as bounced,
      (select count(*)::int from sightline.told t
       where t.authority = m.authority and t.mail_id = m.mail_id and t.read is null) as unread
    from sightline.mails m
    join sightline.persons p on p.authority = m.authority and p.person_id = m.person_id
    where m.authority = ${authority} and m.next_try <= ${new Date(moment)}
    order by m.next_try, m.mail_id
    limit 1
    for update of m skip locked`.execute(tx)
  const [row] = rows
  if (row === undefined) return null
  if (row.unread === 0 && row.carries === 'waiting') return settle(bound, row, 'read-first')
  if (row.email === null) return settle(bound, row, 'no-address')
  if (row.bounced) return settle(bound, row, 'bounced')
  const calendar = row.carries === 'invitation' ? await calendarMailOf(bound, row.reference) : null
  const tried = await send({ reference: row.reference, to: row.email, calendar })
  switch (tried) {
    case 'accepted':
      return settle(bound, row, 'sent')
    case 'refused':
      await sql`
        update sightline.persons set email_bounced = ${new Date(moment)}
        where authority = ${authority} and person_id = ${row.person}`.execute(tx)
      return settle(bound, row, 'refused')
    case 'later':
      return tryLater(bound, row)
    case 'unreachable':
      await allLater(bound)
      return 'unreachable'
    default:
      return tried satisfies never
  }
}

async function tryLater(bound: Bound, row: MailRow): Promise<'later' | 'given-up'> {
  const { tx, principal, moment } = bound
  if (moment - row.made >= GIVEN_UP_AFTER_MS) {
    await settle(bound, row, 'given-up')
    return 'given-up'
  }
  const tries = row.tries + 1
  await sql`
    update sightline.mails set tries = ${tries}, next_try = ${new Date(moment + pauseAfter(tries))}
    where authority = ${principal.authority} and mail_id = ${row.reference}`.execute(tx)
  return 'later'
}

/** The server takes nothing now: everything that is due waits, each for as long as its own tries ask. */
async function allLater(bound: Bound): Promise<void> {
  const { tx, principal, moment } = bound
  const { rows } = await sql<MailRow>`
    select m.mail_id as reference, m.person_id as person, m.made, m.tries, m.carries, null as email, false as bounced, 1 as unread
    from sightline.mails m
    where m.authority = ${principal.authority} and m.next_try <= ${new Date(moment)}
    order by m.mail_id
    for update of m skip locked`.execute(tx)
  for (const row of rows) await tryLater(bound, row)
}

async function settle<S extends Settled>(bound: Bound, row: MailRow, state: S): Promise<S> {
  const { reference, person, carries } = row
  const { tx, principal, moment } = bound
  const { authority } = principal
  await sql`
    update sightline.mails set next_try = null, settled = ${new Date(moment)}
    where authority = ${authority} and mail_id = ${reference}`.execute(tx)
  const { rows } = await sql<{ id: string }>`
    update sightline.told set mail = ${state}
    where authority = ${authority} and mail_id = ${reference} returning told_id as id`.execute(tx)
  if (carries === 'invitation' && state !== 'read-first') await settleCalendarMail(bound, row, state)
  if (state !== 'sent' && state !== 'read-first') {
    await letFall(
      bound,
      rows.map(({ id }) => id),
    )
  }
  await note(bound, {
    action: 'send-mail',
    object: { kind: 'mail', id: reference },
    caseId: null,
    decision: 'allowed',
    accessPath: 'service',
    compartments: [],
    payload: { person, state, told: rows.length },
  })
  return state
}

import { sql } from 'kysely'
import { type Day, formatDay, parseDay } from '../../engine/calendar/day.ts'
import { formatInstant, type Instant, LONDON, parseInstant } from '../../engine/calendar/instant.ts'
import { calledForCases } from '../meetings/called-for-cases.ts'
import { invitedTo, type MeetingSaid } from '../meetings/posts.ts'
import { type Held, type Sitting, sittingsOf } from '../meetings/sittings.ts'
import { adoptedProtocols } from '../pathways/adopted.ts'
import { HAS_LEFT } from '../people/left.ts'
import type { Bound } from '../transaction.ts'
import { tell } from './tell.ts'

/** A calendar invitation to a sitting, or its end. No child is named in it: it is of the meeting, whatever it considers. */
export interface CalendarMail extends Held {
  readonly method: 'request' | 'cancel'
  readonly sitting: string
  /** Of two of one sitting the one with the higher number holds. */
  readonly revision: number
  readonly title: string
  readonly on: Day
  readonly made: Instant
  /** Whether they were sent one of this sitting before. */
  readonly again: boolean
  /** Whether the sitting is called off; otherwise what is taken back is their invitation alone. */
  readonly calledOff: boolean
}

/** What somebody was last sent of a sitting, or is about to be. */
interface Last {
  readonly mail: string
  readonly sitting: string
  readonly person: string
  readonly method: CalendarMail['method']
  readonly revision: number
  readonly said: string
  readonly waits: boolean
  readonly withdrawn: boolean
  /** Whether anything of the sitting has reached them, or is told them in another way. */
  readonly heard: boolean
  readonly left: boolean
}

interface Issued {
  readonly person: string
  readonly method: CalendarMail['method']
  readonly said: string
  readonly last: Last | undefined
}

/**
 * Makes the invitations that are missing: for each coming sitting to whoever is to come and has not been told of it as it is now,
 * and what takes it out of the calendar of whoever is not to come any more. What was not sent yet is withdrawn for what is newer.
 */
export async function makeCalendarMails(bound: Bound): Promise<void> {
  const coming = (await sittingsOf(bound)).filter(({ on }) => on >= bound.today)
  if (coming.length === 0) return
  const before = Map.groupBy(await lastOf(bound, coming), ({ sitting }) => sitting)
  const said = (await adoptedProtocols(bound)).flatMap(({ protocol }) =>
    protocol.meetings.map((meeting): MeetingSaid => ({ protocol, meeting })),
  )
  for (const [meeting, sittings] of Map.groupBy(coming, (sitting) => sitting.meeting)) {
    const own = said.filter((each) => each.meeting.id === meeting)
    const invited = await invitedTo(bound, own)
    const forCases = await calledForCases(bound, own, sittings)
    const title = own[0]?.meeting.title ?? meeting
    for (const sitting of sittings) {
      const last = new Map((before.get(sitting.id) ?? []).map((each) => [each.person, each]))
      const wanted = sitting.cancelledBecause === null ? new Set([...invited, ...forCases(sitting)]) : new Set<string>()
      await issue(bound, sitting, [
        ...asked(wanted, last, wordsOf(sitting, title)),
        ...takenBack(wanted, last, wordsOf(sitting, title)),
      ])
    }
  }
}

function wordsOf({ on, starts, ends, place, link }: Sitting, title: string): string {
  const at = (moment: Instant | null): string | null => (moment === null ? null : formatInstant(moment, LONDON))
  return JSON.stringify([title, formatDay(on), at(starts), at(ends), place, link])
}

function asked(wanted: ReadonlySet<string>, last: ReadonlyMap<string, Last>, said: string): readonly Issued[] {
  return [...wanted].flatMap((person): readonly Issued[] => {
    const before = last.get(person)
    if (before?.method === 'request' && before.said === said && !before.withdrawn) return []
    return [{ person, method: 'request', said, last: before }]
  })
}

/** Who has left is sent nothing more. */
function takenBack(wanted: ReadonlySet<string>, last: ReadonlyMap<string, Last>, said: string): readonly Issued[] {
  return [...last.values()].flatMap((before): readonly Issued[] => {
    const { person, method, left } = before
    return method === 'cancel' || wanted.has(person) || left ? [] : [{ person, method: 'cancel', said, last: before }]
  })
}

async function issue(bound: Bound, { id, revision }: Sitting, all: readonly Issued[]): Promise<void> {
  if (all.length === 0) return
  const { tx, principal, moment, store } = bound
  const { authority } = principal
  const waiting = all.flatMap(({ last }) => (last?.waits === true ? [last.mail] : []))
  const withdrawn = await withdraw(bound, waiting)
  const now = all.filter(({ method, last }) => {
    // One that is being sent just now is known to have been sent, or not, a minute later.
    if (last?.waits === true && !withdrawn.has(last.mail)) return false
    return method === 'request' || last?.heard === true
  })
  if (now.length === 0) return
  const isTaken = now.some(({ last }) => last !== undefined && last.revision >= revision)
  const { rows } = await sql<{ revision: number }>`
    update sightline.sittings set revision = revision + ${isTaken ? 1 : 0}
    where authority = ${authority} and sitting_id = ${id} returning revision`.execute(tx)
  const [given] = rows
  if (given === undefined) return
  const mails = now.map(({ person, method, said }) => ({ person, method, said, mail: store.ids.random() }))
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) as g (person uuid, method text, said text, mail uuid)
    ), made as (
      insert into sightline.mails (authority, mail_id, person_id, made, next_try, carries)
      select ${authority}, mail, person, ${new Date(moment)}, ${new Date(moment)}, 'invitation' from given
      returning mail_id
    )
    insert into sightline.calendar_mails (authority, mail_id, sitting_id, person_id, method, revision, said)
    select ${authority}, given.mail, ${id}, given.person, given.method, ${given.revision}, given.said
    from given join made on made.mail_id = given.mail`.execute(tx)
}

/** Takes back what was not sent yet; gives what was. What somebody is sending just now is left to them. */
async function withdraw({ tx, principal, moment }: Bound, mails: readonly string[]): Promise<ReadonlySet<string>> {
  if (mails.length === 0) return new Set()
  const { rows } = await sql<{ mail: string }>`
    with free as (
      select m.mail_id from sightline.mails m
      where m.authority = ${principal.authority} and m.mail_id = any (${mails}::uuid[]) and m.next_try is not null
      for update skip locked
    ), settled as (
      update sightline.mails m set next_try = null, settled = ${new Date(moment)}
      from free where m.authority = ${principal.authority} and m.mail_id = free.mail_id
      returning m.mail_id
    )
    update sightline.calendar_mails c set state = 'withdrawn'
    from settled where c.authority = ${principal.authority} and c.mail_id = settled.mail_id
    returning c.mail_id as mail`.execute(tx)
  return new Set(rows.map(({ mail }) => mail))
}

async function lastOf({ tx, principal }: Bound, sittings: readonly Sitting[]): Promise<readonly Last[]> {
  const { rows } = await sql<Last>`
    select distinct on (c.sitting_id, c.person_id)
      c.mail_id as mail, c.sitting_id as sitting, c.person_id as person, c.method, c.revision, c.said,
      c.state = 'to-send' as waits, c.state = 'withdrawn' as withdrawn,
      bool_or(c.state not in ('to-send', 'withdrawn') or m.tries > 0) over (partition by c.sitting_id, c.person_id) as heard,
      ${HAS_LEFT} as left
    from sightline.calendar_mails c
    join sightline.mails m on m.authority = c.authority and m.mail_id = c.mail_id
    join sightline.persons p on p.authority = c.authority and p.person_id = c.person_id
    where c.authority = ${principal.authority} and c.sitting_id = any (${sittings.map(({ id }) => id)}::uuid[])
    order by c.sitting_id, c.person_id, c.revision desc`.execute(tx)
  return rows
}

/** What a mail carries; null where it carries no invitation. */
export async function calendarMailOf({ tx, principal }: Bound, mail: string): Promise<CalendarMail | null> {
  type Row = Omit<CalendarMail, 'title' | 'on' | keyof Held> & { readonly said: string }
  const { rows } = await sql<Row>`
    select c.method, c.sitting_id as sitting, c.revision, c.said, m.made, s.cancelled_because is not null as "calledOff",
      exists (
        select from sightline.calendar_mails b
        where b.authority = c.authority and b.sitting_id = c.sitting_id and b.person_id = c.person_id
          and b.revision < c.revision and b.state = 'sent') as again
    from sightline.calendar_mails c
    join sightline.sittings s on s.authority = c.authority and s.sitting_id = c.sitting_id
    join sightline.mails m on m.authority = c.authority and m.mail_id = c.mail_id
    where c.authority = ${principal.authority} and c.mail_id = ${mail}`.execute(tx)
  const [row] = rows
  if (row === undefined) return null
  const { said, ...told } = row
  return { ...told, ...readWords(said) }
}

function readWords(said: string): Pick<CalendarMail, 'title' | 'on' | keyof Held> {
  const told: unknown = JSON.parse(said)
  const [title, on, starts, ends, place, link] = Array.isArray(told) ? told.map(textOf) : []
  const day = parseDay(on ?? '')
  if (title == null || day === undefined) throw new Error('an invitation was written otherwise than it is read')
  return { title, on: day, starts: momentIn(starts), ends: momentIn(ends), place: place ?? null, link: link ?? null }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function momentIn(text: string | null | undefined): Instant | null {
  return text == null ? null : (parseInstant(text) ?? null)
}

/**
 * Writes down what became of an invitation. Whom no mail reaches is told of it as of anything else, so that somebody named tells
 * them.
 */
export async function settleCalendarMail(
  bound: Bound,
  { reference, person }: { readonly reference: string; readonly person: string },
  state: 'sent' | 'no-address' | 'bounced' | 'refused' | 'given-up',
): Promise<void> {
  const { tx, principal } = bound
  const { rows } = await sql<{ sitting: string; said: string; method: string; left: boolean }>`
    update sightline.calendar_mails c set state = ${state}
    from sightline.persons p
    where c.authority = ${principal.authority} and c.mail_id = ${reference}
      and p.authority = c.authority and p.person_id = c.person_id
    returning c.sitting_id as sitting, c.said, c.method, ${HAS_LEFT} as left`.execute(tx)
  const [row] = rows
  if (row === undefined || state === 'sent' || row.left) return
  const { sitting, said, method } = row
  const words = { sitting, title: readWords(said).title, called: method === 'cancel' ? 'off' : 'on' }
  await tell(bound, { pathway: null, caseId: null }, [
    { about: reference, kind: 'invitation', dueDay: readWords(said).on, persons: [person], words },
  ])
}

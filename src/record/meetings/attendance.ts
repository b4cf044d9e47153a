import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { wayIn } from '../access/way-in.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type Bound, unbound } from '../transaction.ts'
import { oneAtATime, runsMeeting, sittingOf } from './sittings.ts'

/** What somebody answered to an invitation. */
export type InvitationAnswer = 'coming' | 'apologies'

/** Somebody at a meeting: what they answered, and whether they were there. */
export interface Attending {
  readonly person: string
  readonly answer: InvitationAnswer | null
  readonly answered: Instant | null
  readonly came: boolean | null
}

/** What was answered and noted of one meeting: a sitting of a series, or the entry that called a case's meeting. */
export async function attendanceOf({ tx, principal }: Bound, occasion: string): Promise<readonly Attending[]> {
  const { rows } = await sql<Attending>`
    select a.person_id as person, a.answer, a.answered, a.came
    from sightline.attendance a
    where a.authority = ${principal.authority} and a.occasion = ${identifierOr(occasion)}
    order by a.person_id`.execute(tx)
  return rows
}

/** A meeting of which somebody answers: a sitting, or what an entry of a pathway called. */
export type Occasion = { readonly sitting: string } | { readonly pathway: string; readonly entry: string }

/** A person says whether they come; later words take the place of earlier ones. False where there is no such meeting for them. */
export async function answerInvitation(bound: Bound, to: Occasion, answer: InvitationAnswer): Promise<boolean> {
  const { tx, principal, moment } = bound
  const found = await occasionOf(bound, to)
  const event = {
    action: 'answer-invitation',
    object: { kind: 'sitting' in to ? 'sitting' : 'entry', id: found?.occasion ?? null },
    caseId: found?.caseId ?? null,
    accessPath: found?.way ?? null,
    compartments: [],
  }
  if (found === null) {
    await note(bound, { ...event, decision: 'refused', payload: { answer } })
    return false
  }
  await unbound(bound, () =>
    sql`
      insert into sightline.attendance (authority, occasion, person_id, case_id, pathway_id, answer, answered)
      values (
        ${principal.authority}, ${found.occasion}, ${principal.person}, ${found.caseId}, ${found.pathway}, ${answer},
        ${new Date(moment)}
      )
      on conflict (authority, occasion, person_id) do update set answer = excluded.answer, answered = excluded.answered`.execute(
      tx,
    ),
  )
  await note(bound, { ...event, decision: 'allowed', payload: { answer } })
  return true
}

async function occasionOf(bound: Bound, to: Occasion) {
  if ('sitting' in to) {
    const sitting = await sittingOf(bound, to.sitting)
    if (sitting === null || sitting.cancelledBecause !== null) return null
    return { occasion: sitting.id, caseId: null, pathway: null, way: null }
  }
  const { tx, principal } = bound
  const pathway = identifierOr(to.pathway)
  const { rows } = await sql<{ caseId: string; entry: string }>`
    select e.case_id as "caseId", e.entry_id as entry from sightline.entries e
    where e.authority = ${principal.authority} and e.pathway_id = ${pathway} and e.entry_id = ${identifierOr(to.entry)}`.execute(
    tx,
  )
  const [row] = rows
  if (row === undefined) return null
  const way = await wayIn(bound, 'read', row.caseId, pathway)
  return way === null ? null : { occasion: row.entry, caseId: row.caseId, pathway, way }
}

/** What somebody notes of one person: what their page showed as noted, null for nothing, and what they say. */
export interface ToNote {
  readonly seen: boolean | null
  readonly came: boolean
}

/** What is noted of somebody otherwise than a page showed it, and by whom. */
export interface NotedMeanwhile {
  readonly person: string
  readonly came: boolean
  readonly by: string
}

export type AttendanceNoted =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly refusal: /** Only whoever runs the meeting may, once its day has come. */
        | { readonly kind: 'not-allowed' }
        /** Somebody noted otherwise of these since this person looked. Nothing of theirs was noted. */
        | { readonly kind: 'changed-meanwhile'; readonly now: readonly NotedMeanwhile[] }
    }

/**
 * Notes who was at a sitting: whoever runs the meeting may, once its day has come. Who is not named stays as they were noted.
 * What another noted since is neither written over nor lost: the one who comes later is told.
 */
export async function noteAttendance(
  bound: Bound,
  asked: string,
  said: ReadonlyMap<string, ToNote>,
): Promise<AttendanceNoted> {
  const { tx, principal, moment, today } = bound
  const sitting = await sittingOf(bound, asked)
  const mayNote = sitting !== null && sitting.on <= today && (await runsMeeting(bound, sitting.meeting))
  const event = {
    action: 'note-attendance',
    object: { kind: 'sitting', id: sitting?.id ?? null },
    caseId: null,
    accessPath: null,
    compartments: [],
  }
  const noted = [...said].map(([person, { came }]) => ({ person: identifierOr(person), came }))
  if (!mayNote) {
    await note(bound, { ...event, decision: 'refused', payload: { noted } })
    return { ok: false, refusal: { kind: 'not-allowed' } }
  }
  await oneAtATime(bound, sitting.meeting)
  const now = (await notedOf(bound, sitting.id)).filter(({ person, came }) => {
    const mine = said.get(person)
    return mine !== undefined && mine.came !== came && mine.seen !== came
  })
  if (now.length > 0) {
    const refusal = { kind: 'changed-meanwhile', now } as const
    await note(bound, { ...event, decision: 'refused', payload: { noted, refusal } })
    return { ok: false, refusal }
  }
  await unbound(bound, () =>
    sql`
      insert into sightline.attendance (authority, occasion, person_id, came, noted, noted_by)
      select ${principal.authority}, ${sitting.id}, p.person_id, l.came, ${new Date(moment)}, ${principal.person}
      from jsonb_to_recordset(${JSON.stringify(noted)}::jsonb) as l (person uuid, came boolean)
      join sightline.persons p on p.authority = ${principal.authority} and p.person_id = l.person and not p.service
      on conflict (authority, occasion, person_id) do update set
        came = excluded.came, noted = excluded.noted, noted_by = excluded.noted_by`.execute(tx),
  )
  await note(bound, { ...event, decision: 'allowed', payload: { noted } })
  return { ok: true }
}

async function notedOf({ tx, principal }: Bound, occasion: string): Promise<readonly NotedMeanwhile[]> {
  const { rows } = await sql<NotedMeanwhile>`
    select a.person_id as person, a.came, a.noted_by as by from sightline.attendance a
    where a.authority = ${principal.authority} and a.occasion = ${occasion} and a.came is not null
    order by a.person_id`.execute(tx)
  return rows
}

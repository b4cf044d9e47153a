import { sql } from 'kysely'
import { type Day, parseDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import { callsTo } from '../../engine/protocol/meeting-steps.ts'
import { HAS_LEFT } from '../people/left.ts'
import type { Bound } from '../transaction.ts'
import type { MeetingSaid } from './posts.ts'
import type { Sitting } from './sittings.ts'

/** Somebody whom a notice of an open case calls to a meeting, and for which day, where it names one. */
interface Called {
  readonly person: string
  readonly told: Instant
  readonly day: string | null
}

/**
 * Who comes to a sitting for a case alone, because a notice called them: to the sitting of the day that it names, else to the next
 * after they were told. Nobody whose case has ended, who has left, or whose notice was taken back.
 */
export async function calledForCases(
  bound: Bound,
  said: readonly MeetingSaid[],
  sittings: readonly Sitting[],
): Promise<(sitting: Sitting) => readonly string[]> {
  const held = sittings.filter(({ cancelledBecause }) => cancelledBecause === null)
  const by = new Map<string, string[]>()
  for (const { person, told, day } of await calledBy(bound, said)) {
    const sitting = sittingFor(held, told, day === null ? undefined : parseDay(day))
    if (sitting !== undefined) by.set(sitting.id, [...(by.get(sitting.id) ?? []), person])
  }
  return ({ id }) => by.get(id) ?? []
}

function sittingFor(held: readonly Sitting[], told: Instant, day: Day | undefined): Sitting | undefined {
  const named = day === undefined ? undefined : held.find(({ on }) => on === day)
  return named ?? held.find(({ on }) => on >= dayOf(told))
}

async function calledBy({ tx, principal }: Bound, said: readonly MeetingSaid[]): Promise<readonly Called[]> {
  const notices = said.flatMap(({ protocol, meeting }) => {
    return callsTo(meeting.id, protocol).map(({ id }) => ({ protocol: protocol.id, notice: id }))
  })
  if (notices.length === 0) return []
  const { rows } = await sql<Called>`
    select t.person_id as person, t.told, t.words ->> 'day' as day
    from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) as asked (protocol text, notice text)
    join sightline.pathways w on w.authority = ${principal.authority} and w.protocol = asked.protocol and w.ended is null
    join sightline.notices n on n.authority = w.authority and n.pathway_id = w.pathway_id and n.notice = asked.notice
    join sightline.told t on t.authority = n.authority and t.pathway_id = n.pathway_id and t.about = n.notice_id
      and t.kind = 'notice'
    join sightline.persons p on p.authority = t.authority and p.person_id = t.person_id
    where not ${HAS_LEFT} and not exists (
      select from sightline.told b
      where b.authority = t.authority and b.pathway_id = t.pathway_id and b.person_id = t.person_id
        and b.kind = 'taken-back' and b.about like '%:' || n.notice_id)`.execute(tx)
  return rows
}

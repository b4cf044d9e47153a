import { sql } from 'kysely'
import { addDays } from '../../engine/calendar/day.ts'
import { startOf } from '../../engine/pathway/days.ts'
import type { Answers } from '../../engine/pathway/entry.ts'
import { attendanceIn } from '../../engine/pathway/who.ts'
import { stepsAtSitting } from '../../engine/protocol/meeting-steps.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { type Bound, unbound } from '../transaction.ts'
import type { Sitting } from './sittings.ts'

/** What the record of a case says of one post of the meeting that decided of it. */
export interface SaidInCase {
  readonly pathway: string
  readonly post: Name
  /** "present", "absent" or "not involved". */
  readonly is: string
  /** Who was there for the post; null where it is not said. */
  readonly who: string | null
}

interface Row {
  readonly pathway: string
  readonly step: string
  readonly answers: Answers
  readonly protocolHash: Buffer
  readonly calendarHash: Buffer
}

/**
 * Who was at a sitting by the records of all its cases, each as it stands now: what was corrected or taken back says nothing any
 * more. It is found with the program's own eyes, so that everybody reads one list of who sat. It tells nothing of a child, and
 * of which case it is only the random name: whoever shows it keeps to themselves what is said in a case that the reader may not see.
 */
export async function saidInCases(
  bound: Bound,
  { meeting, on }: Pick<Sitting, 'meeting' | 'on'>,
  protocols: readonly Name[],
): Promise<readonly SaidInCase[]> {
  const { tx, principal, store } = bound
  const { authority } = principal
  const { rows } = await unbound(bound, () =>
    sql<Row>`
      select e.pathway_id as pathway, e.step, a.answers, e.protocol_hash as "protocolHash", e.calendar_hash as "calendarHash"
      from sightline.entries e
      join sightline.pathways p on p.authority = e.authority and p.pathway_id = e.pathway_id
        and p.protocol = any (${protocols}::text[])
      join sightline.answers a on a.authority = e.authority and a.pathway_id = e.pathway_id and a.entry_id = e.entry_id
        and a.compartment = 'shared'
      where e.authority = ${authority} and e.step is not null
        and e.happened >= ${new Date(startOf(on))} and e.happened < ${new Date(startOf(addDays(on, 1)))}
        and not exists (
          select from sightline.entries later
          where later.authority = e.authority and later.pathway_id = e.pathway_id and later.supersedes = e.entry_id)
      order by e.happened, e.entry_id`.execute(tx),
  )
  const said: SaidInCase[] = []
  for (const { pathway, step, answers, ...hashes } of rows) {
    const { protocol } = await store.shelf.rules({ tx, authority, ...hashes })
    const asks = stepsAtSitting(meeting, protocol).find(({ id }) => id === step)?.asks ?? []
    for (const { id, type, from } of asks) {
      const value = type === 'attendance' && from === meeting ? answers[id] : undefined
      if (value !== undefined) said.push(...attendanceIn(value).map((each) => ({ pathway, ...each })))
    }
  }
  return said
}

import { sql } from 'kysely'
import type { Entry } from '../../engine/pathway/entry.ts'
import { SIGHTLINE } from '../../engine/pathway/starts.ts'
import { note } from '../audit/audit.ts'
import { asJson } from '../database/json.ts'
import type { Bound } from '../transaction.ts'
import type { Locked } from './locking.ts'

/**
 * Adds the entry under the next number: of two writers who saw the same version, the second finds its number taken. Gives the
 * identifier of its row: an entry's own, but for that of a trigger, which bears no name of its own.
 */
export async function keepEntry(
  { tx, principal, store }: Bound,
  found: Locked,
  entry: Entry,
  version: number,
  beforeSightline = false,
): Promise<string> {
  const { authority } = principal
  const id = entry.trigger === null ? entry.id : store.ids.growing()
  const { pathway, caseId, protocolHash, calendarHash } = found
  const recorded = new Date(entry.recorded)
  if (version === 1) {
    await sql`
      insert into sightline.pathways (
        authority, pathway_id, case_id, protocol, protocol_hash, calendar_hash, opened, version, evaluated
      ) values (
        ${authority}, ${pathway}, ${caseId}, ${found.protocol}, ${protocolHash}, ${calendarHash}, ${recorded}, 1, ${recorded}
      )`.execute(tx)
  } else {
    await sql`
      update sightline.pathways set version = ${version}
      where authority = ${authority} and pathway_id = ${pathway}`.execute(tx)
  }
  await sql`
    with envelope as (
      insert into sightline.entries (
        authority, pathway_id, entry_id, number, case_id, step, outcome, person_id, role, agency, happened, recorded, about,
        supersedes, trigger_id, trigger_met, before_sightline, moves, protocol_hash, calendar_hash
      ) values (
        ${authority}, ${pathway}, ${id}, ${version}, ${caseId}, ${entry.step}, ${entry.outcome},
        ${entry.by === '' || entry.by === SIGHTLINE ? null : entry.by}, ${entry.role}, ${entry.agency ?? null}, ${new Date(entry.happened)}, ${recorded}, ${entry.about},
        ${entry.supersedes}, ${entry.trigger?.id ?? null}, ${entry.trigger?.met ?? null}, ${beforeSightline},
        ${entry.movesTo !== undefined},
        ${protocolHash}, ${calendarHash}
      )
    )
    insert into sightline.answers (authority, pathway_id, entry_id, compartment, case_id, answers, because)
    values (
      ${authority}, ${pathway}, ${id}, 'shared', ${caseId}, ${asJson(entry.answers)}, ${entry.because}
    )`.execute(tx)
  return id
}

/** Adds the entry of a trigger, which nobody but the program records, and notes it. */
export async function keepStart(bound: Bound, found: Locked, entry: Entry, version: number): Promise<void> {
  const id = await keepEntry(bound, found, entry, version)
  await note(bound, {
    action: 'open-by-trigger',
    object: { kind: 'entry', id },
    caseId: found.caseId,
    decision: 'allowed',
    accessPath: 'service',
    compartments: ['shared'],
    payload: { ...entry },
  })
}

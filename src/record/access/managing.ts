import { sql } from 'kysely'
import { isEmpty } from '../../engine/pathway/empty.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { isKeepable, type NotKept, notKept } from '../database/keepable.ts'
import { type Bound, unbound } from '../transaction.ts'
import { wayIn } from './way-in.ts'

/** Something that is done to a case by who manages it. */
export interface Task {
  /** As the audit record calls it. */
  readonly action: string
  readonly caseId: string
  /** The case's version that they saw. */
  readonly version: number
  /** What it was about in particular, for the audit record. */
  readonly about: Readonly<Record<string, unknown>>
}

/** What became of it: done, and the case's version since; or why not. */
export type Managed<Refusal> =
  | { readonly ok: true; readonly version: number }
  | { readonly ok: false; readonly refusal: Refusal | NotManaged }

export type NotManaged =
  /** There is no such case, or this person does not manage it: the two are told alike. */
  | { readonly kind: 'not-found' }
  /** Somebody changed the case since they looked. */
  | { readonly kind: 'changed-meanwhile'; readonly version: number }
  | NotKept

interface CaseRow {
  readonly version: number
  readonly sensitivity: 'standard' | 'restricted' | 'sealed'
}

/**
 * Runs a task of who manages a case, with the case locked: it waits for what is being recorded there, and what is recorded next
 * waits for it and is judged anew. The case's version grows by one; the task, or its refusal, is noted.
 * @param work does it, or gives why not before it has written anything
 */
export async function managing<Refusal>(
  bound: Bound,
  asked: Task,
  work: (row: CaseRow) => Promise<Refusal | null>,
): Promise<Managed<Refusal>> {
  const unkept = notKept(asked.about)
  const task = { ...asked, caseId: identifierOr(asked.caseId), about: unkept === null ? asked.about : {} }
  const row = await unbound(bound, () => lock(bound, task.caseId))
  const way = await wayIn(bound, 'manage', task.caseId, null)
  if (row === null || way === null) return refuse(bound, task, way, { kind: 'not-found' })
  if (row.version !== task.version) {
    return refuse(bound, task, way, { kind: 'changed-meanwhile', version: row.version })
  }
  const refusal = unkept ?? (await work(row))
  if (refusal !== null) return refuse(bound, task, way, refusal)
  const version = row.version + 1
  // Who excludes themselves no longer manages the case that they have just changed.
  await unbound(bound, async () => {
    await sql`
      update sightline.cases set version = ${version}
      where authority = ${bound.principal.authority} and case_id = ${task.caseId}`.execute(bound.tx)
  })
  await note(bound, { ...noted(task, way), decision: 'allowed', payload: task.about })
  return { ok: true, version }
}

async function refuse<Refusal>(bound: Bound, task: Task, way: string | null, refusal: Refusal | NotManaged) {
  await note(bound, { ...noted(task, way), decision: 'refused', payload: { ...task.about, refusal } })
  return { ok: false, refusal } as const
}

function noted({ action, caseId }: Task, way: string | null) {
  return { action, object: { kind: 'case', id: caseId }, caseId, accessPath: way, compartments: [] }
}

async function lock({ tx, principal }: Bound, caseId: string): Promise<CaseRow | null> {
  const { rows } = await sql<CaseRow>`
    select version, sensitivity from sightline.cases
    where authority = ${principal.authority} and case_id = ${caseId} for update`.execute(tx)
  return rows[0] ?? null
}

/** Whether somebody said nothing where something must be said. What cannot be kept is refused as that, and never noted. */
export function isBlank(text: string): boolean {
  return isKeepable(text) && isEmpty(text)
}

import { sql } from 'kysely'
import { isBlank } from '../access/managing.ts'
import { wayIn } from '../access/way-in.ts'
import { identifierOr } from '../database/identifier.ts'
import type { Bound } from '../transaction.ts'
import { note } from './audit.ts'

export type Erased =
  | { readonly ok: true; readonly envelopes: number }
  | { readonly ok: false; readonly refusal: { readonly kind: 'not-found' } | { readonly kind: 'no-reason' } }

/**
 * Takes away for ever what the audit record says of a case in particular: names, reasons, answers, and the salts without which
 * nobody can try what it was. Who did what and when stands, with the commitment to what was there; and that it was erased.
 */
export async function eraseAudit(
  bound: Bound,
  { caseId: asked, because }: { readonly caseId: string; readonly because: string },
): Promise<Erased> {
  const { tx, principal, store } = bound
  const caseId = identifierOr(asked)
  const way = await wayIn(bound, 'manage', caseId, null)
  const refusal = way === null ? NOT_FOUND : isBlank(because) ? NO_REASON : null
  const erasure = store.ids.random()
  const envelopes =
    refusal !== null
      ? 0
      : ((
          await sql<{ count: number }>`
            select sightline.erase_payloads(${principal.authority}, ${caseId}::uuid, ${erasure}::uuid, ${because}) as count
            `.execute(tx)
        ).rows[0]?.count ?? 0)
  await note(bound, {
    action: 'erase-audit',
    object: { kind: 'case', id: caseId },
    caseId,
    decision: refusal === null ? 'allowed' : 'refused',
    accessPath: way,
    compartments: [],
    payload: { because, refusal, envelopes, erasure },
  })
  return refusal === null ? { ok: true, envelopes } : { ok: false, refusal }
}

const NOT_FOUND = { kind: 'not-found' } as const
const NO_REASON = { kind: 'no-reason' } as const

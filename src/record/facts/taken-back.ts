import type { Instant } from '../../engine/calendar/instant.ts'
import { isBlank } from '../access/managing.ts'
import { wayIn } from '../access/way-in.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import type { Bound } from '../transaction.ts'

export type TakenBack =
  | { readonly kind: 'taken-back' }
  /** There is none, it is taken back already, or this person may not record in the case. */
  | { readonly kind: 'not-found' }
  | { readonly kind: 'no-reason' }
  | NotKept

/** That something was a mistake: when it was said, by whom and why. */
export interface ReadTakenBack {
  readonly at: Instant
  readonly by: string
  readonly because: string
}

/** As it was read, null where nothing was taken back. */
export function readTakenBack(at: Instant | null, by: string | null, because: string | null): ReadTakenBack | null {
  return at === null ? null : { at, by: by ?? '', because: because ?? '' }
}

/**
 * Takes back what was recorded of a case by mistake, for whoever may record in the whole case: it stays readable. A refusal is noted.
 * @param given `what`: as the audit record calls that which is taken back
 * @param mark marks the row, and what rests on it; false where there is none that stands
 */
export async function takeBack(
  bound: Bound,
  given: {
    readonly action: string
    readonly what: string
    readonly id: string
    readonly caseId: string
    readonly because: string
  },
  mark: (row: { readonly id: string | null; readonly caseId: string | null; readonly at: Date }) => Promise<boolean>,
): Promise<TakenBack> {
  const { action, what, because } = given
  const caseId = identifierOr(given.caseId)
  const id = identifierOr(given.id)
  const way = await wayIn(bound, 'record', caseId, null)
  const refusal: TakenBack | null =
    way === null
      ? { kind: 'not-found' }
      : isBlank(because)
        ? { kind: 'no-reason' }
        : (notKept({ because }) ??
          ((await mark({ id, caseId, at: new Date(bound.moment) })) ? null : { kind: 'not-found' }))
  await note(bound, {
    action,
    object: { kind: 'case', id: caseId },
    caseId,
    accessPath: way,
    compartments: refusal === null ? ['shared'] : [],
    decision: refusal === null ? 'allowed' : 'refused',
    payload: refusal === null ? { [what]: id, because } : { refusal },
  })
  return refusal ?? { kind: 'taken-back' }
}

import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { type Bound, unbound } from '../transaction.ts'
import { isBlank, type Managed, managing } from './managing.ts'
import { isManagedByName } from './membership.ts'

/** How much of a case shall be known to whom. */
export interface Sensitivity {
  readonly caseId: string
  readonly version: number
  readonly to:
    | { readonly kind: 'standard' }
    /** Whoever asks for it and has no way in is told whom to ask. */
    | { readonly kind: 'restricted'; readonly contact: string }
    /** To all but named members it looks as if it did not exist. */
    | { readonly kind: 'sealed' }
  readonly because: string
  /** When somebody looks at it again; never, of a case that is open as others are. */
  readonly reviewOn?: Day
}

export type NotSet =
  | { readonly kind: 'no-reason' }
  /** A restricted case says whom to ask. */
  | { readonly kind: 'no-contact' }
  /** It is looked at again on a day that is still to come. */
  | { readonly kind: 'review-in-the-past' }
  /** A sealed case is managed by a named member; there is none, and nobody could open it again. */
  | { readonly kind: 'nobody-would-manage' }

/**
 * Seals, restricts or opens a case.
 * @returns with whoever owes something in a case that was sealed and is no named member, who no longer sees what they owe:
 * name them, or hand it over
 */
export async function setSensitivity(
  bound: Bound,
  { caseId, version, to, because, reviewOn }: Sensitivity,
): Promise<Managed<NotSet> & { readonly leftOut?: readonly string[] }> {
  const task = { action: 'set-sensitivity', caseId, version, about: { to, because, reviewOn: reviewOn ?? null } }
  const managed = await managing<NotSet>(bound, task, async () => {
    if (isBlank(because)) return { kind: 'no-reason' }
    if (to.kind === 'restricted' && isBlank(to.contact)) return { kind: 'no-contact' }
    if (reviewOn !== undefined && reviewOn <= bound.today) return { kind: 'review-in-the-past' }
    if (to.kind === 'sealed' && !(await isManagedByName(bound, caseId, null))) return { kind: 'nobody-would-manage' }
    const review = to.kind === 'standard' || reviewOn === undefined ? null : formatDay(reviewOn)
    await sql`
      update sightline.cases
      set sensitivity = ${to.kind}, contact = ${to.kind === 'restricted' ? to.contact : null},
        sensitivity_because = ${because}, sensitivity_set = sightline.today(), sensitivity_set_by = ${bound.principal.person},
        sensitivity_review_on = ${review}::date
      where authority = ${bound.principal.authority} and case_id = ${caseId}`.execute(bound.tx)
    return null
  })
  if (!managed.ok || to.kind !== 'sealed') return managed
  return { ...managed, leftOut: await unbound(bound, () => leftOut(bound, caseId)) }
}

async function leftOut({ tx, principal }: Bound, caseId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct o.person_id
    from sightline.owed o
    where o.authority = ${principal.authority} and o.case_id = ${caseId} and o.person_id is not null and not exists (
      select from sightline.case_members m
      where m.authority = o.authority and m.case_id = o.case_id and m.person_id = o.person_id
        and m.since <= sightline.today() and (m.until is null or m.until > sightline.today()))
    order by o.person_id`.execute(tx)
  return rows.map(({ person_id: person }) => person)
}

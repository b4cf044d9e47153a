import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { note, noteList } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { type NotKept, notKept } from '../database/keepable.ts'
import { lengthOf, type Page, pageOf } from '../pathways/pages.ts'
import type { Bound } from '../transaction.ts'
import { isBlank } from './managing.ts'

/** What was found of somebody's breaking the glass. */
export interface Review {
  readonly breakGlass: string
  /** What is not justified ends at once. */
  readonly found: 'justified' | 'not-justified'
  readonly words: string
}

export type Reviewed = { readonly ok: true } | { readonly ok: false; readonly refusal: NotReviewed }

export type NotReviewed =
  /** There is none, or it is not this person's to review: the two are told alike. */
  | { readonly kind: 'not-found' }
  | { readonly kind: 'reviewed-already' }
  /** Nobody reviews what they did themselves. */
  | { readonly kind: 'own-approval' }
  /** A review says what was found. */
  | { readonly kind: 'no-reason' }
  | NotKept

interface BrokenRow {
  readonly case_id: string
  readonly person_id: string
  readonly reviewed: Instant | null
}

/** Reviews that the glass was broken: by another person, who manages the case or watches over privacy, once. */
export async function reviewBreakGlass(bound: Bound, asked: Review): Promise<Reviewed> {
  const review = { ...asked, breakGlass: identifierOr(asked.breakGlass) }
  const { tx, principal } = bound
  const row = await find(bound, review.breakGlass)
  const refusal = notReviewable(row, review, principal.person) ?? notKept(review)
  if (refusal === null) {
    await sql`
      update sightline.break_glass
      set reviewer_id = ${principal.person}, reviewed = sightline.moment(), outcome = ${`${review.found}: ${review.words}`},
        expires = case when ${review.found} = 'not-justified'
          then least(expires, greatest(sightline.moment(), opened + interval '1 millisecond')) else expires end
      where authority = ${principal.authority} and break_glass_id = ${review.breakGlass}`.execute(tx)
  }
  await note(bound, {
    action: 'review-break-glass',
    object: { kind: 'break-glass', id: review.breakGlass },
    caseId: row?.case_id ?? null,
    decision: refusal === null ? 'allowed' : 'refused',
    accessPath: null,
    compartments: [],
    payload: refusal?.kind === 'not-kept' ? { refusal } : { ...review, refusal },
  })
  return refusal === null ? { ok: true } : { ok: false, refusal }
}

function notReviewable(row: BrokenRow | undefined, { words }: Review, person: string): NotReviewed | null {
  if (row === undefined) return { kind: 'not-found' }
  if (row.person_id === person) return { kind: 'own-approval' }
  if (row.reviewed !== null) return { kind: 'reviewed-already' }
  return isBlank(words) ? { kind: 'no-reason' } : null
}

async function find({ tx, principal, scopes }: Bound, id: string): Promise<BrokenRow | undefined> {
  const { authority } = principal
  // The first statement waits for whoever reviews it at this moment, the second sees what they found.
  await sql`
    select from sightline.break_glass where authority = ${authority} and break_glass_id = ${id} for update`.execute(tx)
  const { rows } = await sql<BrokenRow>`
    select case_id, person_id, reviewed from sightline.break_glass
    where authority = ${authority} and break_glass_id = ${id}
      and not sightline.excluded(authority, case_id, ${scopes}::text[])`.execute(tx)
  return rows[0]
}

/** The glass as it was broken, for who reviews it. */
export interface GlassRow {
  readonly breakGlass: string
  readonly caseId: string
  readonly person: string
  readonly reasonCode: string
  readonly reason: string
  readonly opened: Instant
  readonly expires: Instant
}

/** Where a page of it ended. */
export interface GlassCursor {
  readonly opened: Instant
  readonly breakGlass: string
}

/** Broken glass that nobody has reviewed and that this person may review, oldest first. */
export async function glassToReview(
  bound: Bound,
  { after, most }: { readonly after: GlassCursor | null; readonly most: number },
): Promise<Page<GlassRow, GlassCursor>> {
  const { tx, principal, scopes } = bound
  const length = lengthOf(most)
  const from =
    after === null
      ? sql``
      : sql`and (opened, break_glass_id) > (${new Date(after.opened)}::timestamptz, ${identifierOr(after.breakGlass)}::uuid)`
  const { rows } = await sql<GlassRow>`
    select break_glass_id as "breakGlass", case_id as "caseId", person_id as person, reason_code as "reasonCode", reason,
      opened, expires
    from sightline.break_glass
    where authority = ${principal.authority} and reviewed is null and person_id <> ${principal.person}
      and not sightline.excluded(authority, case_id, ${scopes}::text[]) ${from}
    order by opened, break_glass_id
    limit ${length + 1}`.execute(tx)
  const page = pageOf(rows, length, ({ opened, breakGlass }) => ({ opened, breakGlass }))
  await noteList(
    bound,
    { action: 'list-broken-glass', object: { kind: 'list', id: null }, asked: { after, most: length } },
    page.rows.map(({ caseId }) => caseId),
  )
  return page
}

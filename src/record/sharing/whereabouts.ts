import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { isBlank, type Managed, managing } from '../access/managing.ts'
import { wayIn } from '../access/way-in.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import type { Bound } from '../transaction.ts'

/** Whose whereabouts: the child's, those of a parent or of whoever else cares for the child, or both. */
export const WHOSE = ['child', 'carer', 'child-and-carer'] as const
export type Whose = (typeof WHOSE)[number]

/** From whom whereabouts are withheld. */
export type WithheldFrom =
  /** The family, or who of it is named. */
  | { readonly kind: 'family'; readonly named: string }
  /** Somebody outside the authority, named in words. */
  | { readonly kind: 'somebody'; readonly named: string }
  | { readonly kind: 'person'; readonly person: string }
  | { readonly kind: 'agency'; readonly agency: string }

/** That where somebody is must not become known to somebody. */
export interface Withholding {
  /** The case through which it is managed. */
  readonly caseId: string
  readonly version: number
  readonly whose: Whose
  /** Who the carer is, in words; '' where it is the child's alone. */
  readonly carer: string
  readonly from: WithheldFrom
  readonly because: string
  /** When somebody looks at it again. It holds until it is lifted. */
  readonly reviewOn: Day
}

export type NotWithheld =
  | { readonly kind: 'no-reason' }
  /** It is a carer's, or from somebody in particular, and nobody is named. */
  | { readonly kind: 'nobody-named' }
  /** There is no such person or agency in the authority. */
  | { readonly kind: 'nobody-such' }
  | { readonly kind: 'review-in-the-past' }

/** Says that where somebody is must not become known: a banner of the case says so from now on, and so does all that leaves it. */
export async function withholdWhereabouts(
  bound: Bound,
  { caseId, version, ...withholding }: Withholding,
): Promise<Managed<NotWithheld>> {
  const id = bound.store.ids.random()
  const task = { action: 'withhold-whereabouts', caseId, version, about: { withholding: id, ...withholding } }
  return managing<NotWithheld>(bound, task, async () => {
    const refusal = await notWithholdable(bound, withholding)
    if (refusal !== null) return refusal
    const { whose, carer, from, because, reviewOn } = withholding
    const scope =
      from.kind === 'person' ? `person:${from.person}` : from.kind === 'agency' ? `agency:${from.agency}` : null
    await sql`
      insert into sightline.whereabouts (
        authority, withholding_id, case_id, child_id, whose, carer, withheld_from, scope, named, because, set_at, set_by, review_on
      )
      select c.authority, ${id}, c.case_id, c.child_id, ${whose}, ${whose === 'child' ? '' : carer}, ${from.kind}, ${scope},
        ${'named' in from ? from.named : ''}, ${because}, ${new Date(bound.moment)}, ${bound.principal.person},
        ${formatDay(reviewOn)}::date
      from sightline.cases c
      where c.authority = ${bound.principal.authority} and c.case_id = ${identifierOr(caseId)}`.execute(bound.tx)
    return null
  })
}

async function notWithholdable(
  { tx, principal, today }: Bound,
  { whose, carer, from, because, reviewOn }: Omit<Withholding, 'caseId' | 'version'>,
): Promise<NotWithheld | null> {
  if (isBlank(because)) return { kind: 'no-reason' }
  if (whose !== 'child' && isBlank(carer)) return { kind: 'nobody-named' }
  if (reviewOn <= today) return { kind: 'review-in-the-past' }
  const { authority } = principal
  switch (from.kind) {
    case 'family':
      return null
    case 'somebody':
      return isBlank(from.named) ? { kind: 'nobody-named' } : null
    case 'person': {
      const person = identifierOr(from.person)
      const { rows } = await sql`
        select from sightline.persons where authority = ${authority} and person_id = ${person} and not service`.execute(
        tx,
      )
      return rows.length === 0 ? { kind: 'nobody-such' } : null
    }
    case 'agency': {
      const { rows } = await sql`
        select from sightline.agencies where authority = ${authority} and agency = ${from.agency}`.execute(tx)
      return rows.length === 0 ? { kind: 'nobody-such' } : null
    }
    default:
      return from satisfies never
  }
}

/** Which withholding is kept or lifted, and why. */
export interface Relooking {
  readonly caseId: string
  readonly version: number
  readonly withholding: string
  readonly because: string
}

export type NotRelooked =
  /** None of that name is withheld any more. */
  { readonly kind: 'no-such-withholding' } | { readonly kind: 'no-reason' } | { readonly kind: 'review-in-the-past' }

/** Says that it was looked at again and stays withheld, until it is looked at next. What was said before stays readable. */
export async function keepWithheld(
  bound: Bound,
  { caseId, version, withholding, because, reviewOn }: Relooking & { readonly reviewOn: Day },
): Promise<Managed<NotRelooked>> {
  const next = bound.store.ids.random()
  const task = { action: 'keep-withheld', caseId, version, about: { withholding, next, because, reviewOn } }
  return managing<NotRelooked>(bound, task, async () => {
    if (reviewOn <= bound.today) return { kind: 'review-in-the-past' }
    const refusal = await end(bound, { caseId, version, withholding, because }, 'kept')
    if (refusal !== null) return refusal
    await sql`
      insert into sightline.whereabouts (
        authority, withholding_id, case_id, child_id, whose, carer, withheld_from, scope, named, because, set_at, set_by, review_on
      )
      select authority, ${next}, case_id, child_id, whose, carer, withheld_from, scope, named, ${because},
        ${new Date(bound.moment)}, ${bound.principal.person}, ${formatDay(reviewOn)}::date
      from sightline.whereabouts
      where authority = ${bound.principal.authority} and withholding_id = ${identifierOr(withholding)}`.execute(
      bound.tx,
    )
    return null
  })
}

/** Says that it need not be withheld any more. */
export async function liftWithheld(bound: Bound, relooking: Relooking): Promise<Managed<NotRelooked>> {
  const { caseId, version, withholding, because } = relooking
  const task = { action: 'lift-withheld', caseId, version, about: { withholding, because } }
  return managing<NotRelooked>(bound, task, () => end(bound, relooking, 'lifted'))
}

async function end(
  { tx, principal, moment }: Bound,
  { caseId, withholding, because }: Relooking,
  as: 'kept' | 'lifted',
): Promise<NotRelooked | null> {
  if (isBlank(because)) return { kind: 'no-reason' }
  const { rows } = await sql`
    update sightline.whereabouts
    set ended = ${new Date(moment)}, ended_by = ${principal.person}, ended_because = ${because}, ended_as = ${as}
    where authority = ${principal.authority} and withholding_id = ${identifierOr(withholding)} and ended is null
      and (case_id = ${identifierOr(caseId)}
        or child_id is not null and sightline.concerns(authority, ${identifierOr(caseId)}::uuid, child_id))
    returning withholding_id`.execute(tx)
  return rows.length === 0 ? { kind: 'no-such-withholding' } : null
}

/** What is withheld in a case, for everybody who knows of the case. */
export interface Withheld {
  readonly caseId: string
  readonly whose: Whose
  readonly carer: string
  readonly from: WithheldFrom['kind']
  /** "person:..." or "agency:..."; null where it is nobody of the authority. */
  readonly scope: string | null
  /** Whom it is withheld from, as they are called; '' where it is the whole family. */
  readonly named: string
  readonly reviewOn: Day
}

/** What is withheld in these cases. It goes with what is read of each, which is noted by itself. */
export async function withheldIn(bound: Bound, cases: readonly string[]): Promise<readonly Withheld[]> {
  return ofCases(bound, sql`${[...new Set(cases)]}::uuid[]`)
}

/** The same of a case by its own address, or by that of a pathway. */
export async function withheldAt(bound: Bound, kind: 'case' | 'pathway', asked: string): Promise<readonly Withheld[]> {
  const id = identifierOr(asked)
  if (kind === 'case') return ofCases(bound, sql`array[${id}::uuid]`)
  const { authority } = bound.principal
  const pathway = sql`select p.case_id from sightline.pathways p where p.authority = ${authority} and p.pathway_id = ${id}`
  return ofCases(bound, sql`array(${pathway})`)
}

async function ofCases({ tx, principal }: Bound, cases: ReturnType<typeof sql>): Promise<readonly Withheld[]> {
  const { rows } = await sql<Withheld>`
    select w.case_id as "caseId", w.whose, w.carer, w.withheld_from as "from", w.scope, w.named, w.review_on as "reviewOn"
    from sightline.withheld_in(${principal.authority}, ${cases}) w`.execute(tx)
  return rows
}

/** A withholding as who manages the case sees it. */
export interface WithholdingRow extends Withheld {
  readonly withholding: string
  readonly because: string
  readonly set: Instant
  readonly setBy: string
  readonly ended: {
    readonly at: Instant
    readonly by: string
    readonly because: string
    readonly as: 'kept' | 'lifted'
  } | null
}

type Flat = Omit<WithholdingRow, 'ended' | 'caseId'> & {
  readonly at: Instant | null
  readonly by: string | null
  readonly endedBecause: string | null
  readonly as: 'kept' | 'lifted' | null
}

/** What is and was withheld in a case, the first said first, for who manages it; null to everybody else, as of no case. */
export async function withholdingsOf(bound: Bound, asked: string): Promise<readonly WithholdingRow[] | null> {
  const { tx, principal } = bound
  const caseId = identifierOr(asked)
  const way = await wayIn(bound, 'manage', caseId, null)
  const { rows } = await sql<Flat>`
    select w.withholding_id as withholding, w.whose, w.carer, w.withheld_from as "from", w.scope, w.named,
      w.review_on as "reviewOn", w.because, w.set_at as set, w.set_by as "setBy", w.ended as at, w.ended_by as by,
      w.ended_because as "endedBecause", w.ended_as as "as"
    from sightline.whereabouts w
    where w.authority = ${principal.authority}
      and (w.case_id = ${caseId} or w.child_id is not null and sightline.concerns(w.authority, ${caseId}::uuid, w.child_id))
    order by w.set_at, w.withholding_id`.execute(tx)
  await note(bound, {
    action: 'list-withheld',
    object: { kind: 'case', id: caseId },
    caseId,
    decision: way === null ? 'refused' : 'allowed',
    accessPath: way,
    compartments: [],
    payload: { withholdings: rows.map(({ withholding }) => withholding) },
  })
  if (way === null || caseId === null) return null
  return rows.map(({ at, by, endedBecause, as, ...row }) => ({
    ...row,
    caseId,
    ended: at === null || as === null ? null : { at, by: by ?? '', because: endedBecause ?? '', as },
  }))
}

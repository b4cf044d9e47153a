import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { note, noteList } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { asJson } from '../database/json.ts'
import { CHILD_NAME } from '../database/names.ts'
import type { Bound } from '../transaction.ts'

/**
 * How many days a draft is kept after it was last saved: long enough for a holiday. What somebody typed and did not record is
 * no part of a child's record, and is kept no longer than it is of use (UK GDPR, article 5(1)(e)).
 */
export const DRAFT_DAYS = 28
const DAY_MS = 86_400_000

/** What a draft is of, which never changes. */
export interface DraftOf {
  /** Its own name, and the key under which what it holds is recorded. */
  readonly draft: string
  readonly caseId: string
  readonly pathway: string
  readonly protocol: string
  /** Whether it would open the pathway. */
  readonly opens: boolean
  readonly step: string
  readonly supersedes: string | null
}

/** A draft as it was last saved. */
export interface Draft<Content> extends DraftOf {
  readonly revision: number
  readonly content: Content
  readonly overwritten: Content | null
  readonly begun: Instant
  readonly saved: Instant
  /** Null where the person may not know of the child any more. */
  readonly childName: string | null
}

/**
 * Keeps what somebody typed. Where it was saved meanwhile from another page, what that page saved is kept beside it.
 * @param seen the revision that the page had; 0 where it had none
 * @returns its revision now; null where the draft is another person's
 */
export async function saveDraft(
  bound: Bound,
  { draft, caseId, pathway, protocol, opens, step, supersedes }: DraftOf,
  content: object,
  seen: number,
): Promise<number | null> {
  const { tx, principal, moment } = bound
  const [now, json] = [new Date(moment), asJson(content)]
  const { rows } = await sql<{ revision: number }>`
    insert into sightline.drafts as d (
      authority, draft_id, person_id, case_id, pathway_id, protocol, opens, step, supersedes, revision, content, begun, saved
    ) values (
      ${principal.authority}, ${draft}, ${principal.person}, ${caseId}, ${pathway}, ${protocol}, ${opens}, ${step},
      ${supersedes}, 1, ${json}, ${now}, ${now}
    )
    on conflict (authority, draft_id) do update set
      revision = d.revision + 1, content = excluded.content, saved = excluded.saved,
      overwritten = case
        when d.content = excluded.content then d.overwritten
        when d.revision = ${seen} then null
        else d.content
      end
      where d.person_id = ${principal.person}
    returning revision`.execute(tx)
  const revision = rows[0]?.revision ?? null
  await note(bound, {
    action: 'save-draft',
    object: { kind: 'draft', id: draft },
    caseId,
    decision: revision === null ? 'refused' : 'allowed',
    accessPath: null,
    compartments: [],
    payload: { pathway, step, supersedes },
  })
  return revision
}

/** A draft of one's own; null where there is none of this name, or it is another's. */
export async function draftOf<Content>(bound: Bound, asked: string): Promise<Draft<Content> | null> {
  const draft = identifierOr(asked)
  const { rows } = await select<Content>(bound, sql`d.draft_id = ${draft}`)
  await note(bound, {
    action: 'read-draft',
    object: { kind: 'draft', id: draft },
    caseId: rows[0]?.caseId ?? null,
    decision: rows.length === 0 ? 'refused' : 'allowed',
    accessPath: null,
    compartments: [],
    payload: {},
  })
  return rows[0] ?? null
}

/** One's own drafts, latest first. That they were listed is noted, with the children whose names were shown. */
export async function ownDrafts<Content>(bound: Bound): Promise<readonly Draft<Content>[]> {
  const { rows } = await select<Content>(bound, sql`true`)
  const named = rows.filter(({ childName }) => childName !== null).map(({ caseId }) => caseId)
  await noteList(bound, { action: 'list-drafts', object: { kind: 'list', id: null }, asked: {} }, named)
  return rows
}

function select<Content>({ tx, principal, moment }: Bound, which: ReturnType<typeof sql>) {
  return sql<Draft<Content>>`
    select d.draft_id as draft, d.case_id as "caseId", d.pathway_id as pathway, d.protocol, d.opens, d.step, d.supersedes,
      d.revision, d.content, d.overwritten, d.begun, d.saved, ${CHILD_NAME} as "childName"
    from sightline.drafts d
    left join sightline.cases c on c.authority = d.authority and c.case_id = d.case_id
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    where d.authority = ${principal.authority} and d.person_id = ${principal.person} and ${which}
      and d.saved > ${new Date(moment - DRAFT_DAYS * DAY_MS)}
    order by d.saved desc, d.draft_id`.execute(tx)
}

/** Takes a draft of one's own away: it was recorded, or is not wanted. False where there was none. */
export async function dropDraft(bound: Bound, asked: string): Promise<boolean> {
  const { tx, principal } = bound
  const draft = identifierOr(asked)
  const { rows } = await sql<{ case_id: string }>`
    delete from sightline.drafts
    where authority = ${principal.authority} and person_id = ${principal.person} and draft_id = ${draft}
    returning case_id`.execute(tx)
  await note(bound, {
    action: 'drop-draft',
    object: { kind: 'draft', id: draft },
    caseId: rows[0]?.case_id ?? null,
    decision: rows.length === 0 ? 'refused' : 'allowed',
    accessPath: null,
    compartments: [],
    payload: {},
  })
  return rows.length > 0
}

/** Takes away the drafts of an authority that nobody saved for `DRAFT_DAYS`; gives how many. For the program itself. */
export async function dropOldDrafts(bound: Bound): Promise<number> {
  const { tx, moment } = bound
  const { rows } = await sql<{ dropped: number }>`
    select sightline.drop_old_drafts(${new Date(moment - DRAFT_DAYS * DAY_MS)}) as dropped`.execute(tx)
  const dropped = rows[0]?.dropped ?? 0
  if (dropped === 0) return 0
  await note(bound, {
    action: 'drop-old-drafts',
    object: { kind: 'authority', id: null },
    caseId: null,
    decision: 'allowed',
    accessPath: 'service',
    compartments: [],
    payload: { dropped, days: DRAFT_DAYS },
  })
  return dropped
}

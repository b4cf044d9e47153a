import { sql } from 'kysely'
import type { History } from '../../engine/facts/fact.ts'
import type { People } from '../../engine/pathway/people.ts'
import type { View } from '../../engine/pathway/view.ts'
import { wayIn } from '../access/way-in.ts'
import { note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { CHILD_NAME } from '../database/names.ts'
import { peopleOf } from '../people/people.ts'
import { type Bound, unbound } from '../transaction.ts'
import { type Course, workedOut } from './course.ts'
import { load } from './load.ts'
import { lockCase, mayBeTold, type NotOpened, openAlready } from './locking.ts'
import { type ReadPathway, readPathway } from './read-pathway.ts'
import type { Submission } from './record-step.ts'
import type { Rules } from './shelf.ts'

/** Everything that somebody needs to see who is about to record a step. */
export interface BeforeRecording {
  readonly caseId: string
  /** What the child is called, though nobody has named them. */
  readonly childName: string | null
  /** The child's own name, and the identifier by which the authority's other systems name them. */
  readonly child: { readonly name: string | null; readonly identifier: string | null }
  /** What is written to, as it stands now. */
  readonly on: Submission['on']
  readonly rules: Rules
  /** Every version by which it has run: what was told under one is corrected by its own form. */
  readonly course: Course
  readonly view: View
  /** What files tell of the child. */
  readonly facts: History
  /** Who there is: whom questions may name. */
  readonly people: People
  /** Whether this person may record here at all; where not, they may only read. */
  readonly mayRecord: boolean
  /** What of it they may correct, by entry. */
  readonly correctable: ReadPathway['correctable']
}

/** Reads a pathway for whoever is about to record in it. Null where there is none or they may not know of it; both are noted. */
export async function beforeRecording(bound: Bound, asked: string): Promise<BeforeRecording | null> {
  const { moment } = bound
  const read = await readPathway(bound, asked, { asOf: moment, knownAt: moment })
  if (read === null) return null
  const mayRecord = (await wayIn(bound, 'record', read.caseId, identifierOr(asked))) !== null
  const { caseId, version, rules, course, view, facts, correctable } = read
  const child = await childOf(bound, caseId)
  const people = await unbound(bound, () => peopleOf(bound, { caseId, childId: child.id }))
  return {
    caseId,
    childName: child.called,
    child,
    on: { pathway: identifierOr(asked), version },
    rules,
    course,
    view,
    facts,
    people,
    mayRecord,
    correctable,
  }
}

/**
 * Looks at a case for whoever may open a pathway of it by a protocol.
 * @param pathway the identifier that the new pathway shall have
 */
export async function beforeOpening(
  bound: Bound,
  {
    protocol,
    caseId: asked,
    pathway,
  }: { readonly protocol: string; readonly caseId: string; readonly pathway: string },
): Promise<BeforeRecording | NotOpened | null> {
  const { moment } = bound
  const caseId = identifierOr(asked)
  const opens = { protocol, caseId, pathway }
  const way = await wayIn(bound, 'record', caseId, null)
  const found = await unbound(bound, () => lockCase(bound, opens))
  await note(bound, {
    action: 'look-to-open',
    object: { kind: 'case', id: caseId },
    caseId: found === null ? null : caseId,
    decision: way === null || found === null ? 'refused' : 'allowed',
    accessPath: way,
    compartments: [],
    payload: { protocol },
  })
  if (found === null || way === null) return null
  if ('kind' in found) return found
  const isBeside = 'open' in found
  if (isBeside && (await mayBeTold(bound, found))) return openAlready(found)
  const loaded = await unbound(bound, () => load(bound, isBeside ? found.asked : found))
  const { history, people, course } = loaded
  const { view, rules } = workedOut(loaded, { asOf: moment, knownAt: moment })
  const isOffered = view.offers.some(({ takers }) => takers.some(({ person }) => person === bound.principal.person))
  if (isBeside && isOffered) return openAlready(found)
  const child = await childOf(bound, caseId)
  const { facts } = history
  const none = { mayRecord: true, correctable: () => new Map() }
  return { caseId, childName: child.called, child, on: { opens }, rules, course, view, facts, people, ...none }
}

interface ChildRow {
  readonly id: string | null
  readonly called: string | null
  readonly name: string | null
  readonly identifier: string | null
}

async function childOf({ tx, principal }: Bound, caseId: string): Promise<ChildRow> {
  const { rows } = await sql<ChildRow>`
    select c.child_id as id, ${CHILD_NAME} as called, k.name, k.identifier
    from sightline.cases c
    left join sightline.children k on k.authority = c.authority and k.child_id = c.child_id
    where c.authority = ${principal.authority} and c.case_id = ${caseId}`.execute(tx)
  return rows[0] ?? { id: null, called: null, name: null, identifier: null }
}

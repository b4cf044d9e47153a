import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { sql } from 'kysely'
import type { Child, Fact } from '../../engine/facts/fact.ts'
import { asJson, keepable } from '../database/json.ts'
import { type Bound, unbound } from '../transaction.ts'
import type { KeptFact, Report } from './history.ts'
import { lockImports, mayKeep, type NotAllowed, refuse } from './imports.ts'
import { type KnownChildren, matchChild } from './matching.ts'

/** What the sources of an import say of one child, by the identifier that it has there. */
export interface SaidOfChild {
  readonly child: Child
  readonly sources: readonly { readonly source: number; readonly facts: readonly Fact[] }[]
}

/** Another process has kept some of them meanwhile, or the import was given up. */
export interface NotAsLeft {
  readonly kind: 'not-as-left'
}

/** A report with the file and line of each of its facts, in an order that hangs on nothing but their words. */
function reportOf(child: Child, facts: readonly Fact[]): { report: Report; origins: readonly number[] } {
  const said = facts.map(({ origin, knownFrom: _from, knownUntil: _until, ...fact }) => {
    if (fact.kind !== 'protection-plan') return { origin, fact: fact satisfies KeptFact }
    const { statedMayCountThis: _counts, ...plan } = fact
    return { origin, fact: plan satisfies KeptFact }
  })
  const ordered = said
    .map((each) => ({ ...each, words: canonicalize(each.fact) ?? '' }))
    .sort((a, b) => (a.words < b.words ? -1 : a.words > b.words ? 1 : a.origin.line - b.origin.line))
  return {
    report: { child, facts: ordered.map(({ fact }) => fact) },
    origins: ordered.flatMap(({ origin }) => [origin.file, origin.line]),
  }
}

/**
 * Keeps what an import says of some of its children, with how far it has come, in one transaction: after a kill it goes on
 * from there. Nothing of it has effect before the import is taken.
 * @param from how many children were kept before
 * @param known who is known by which identifier; grows by those that are made
 */
export async function keepReports(
  bound: Bound,
  { importId, from }: { readonly importId: string; readonly from: number },
  said: readonly SaidOfChild[],
  known: KnownChildren,
): Promise<NotAsLeft | NotAllowed | null> {
  if (!mayKeep(bound)) return refuse(bound, 'keep-reports', importId)
  const { tx, principal, moment, store } = bound
  const { authority } = principal
  return unbound(bound, async () => {
    await lockImports(bound)
    const { rows } = await sql`
      update sightline.imports set children = children + ${said.length}, progressed = ${new Date(moment)}
      where authority = ${authority} and import_id = ${importId} and state = 'reading' and children = ${from}
      returning import_id`.execute(tx)
    if (rows.length === 0) return { kind: 'not-as-left' }
    const children: { id: string; identifier: string; born: number | null }[] = []
    const doubtful: { id: string; identifier: string; child: string; candidate: string; why: string }[] = []
    const reported: Reported[] = []
    for (const { child: given, sources } of said) {
      const child = { ...given, id: keepable(given.id) }
      const match = matchChild(child, sources, known)
      const childId = match.kind === 'known' ? match.childId : store.ids.random()
      if (match.kind === 'new') {
        children.push({ id: childId, identifier: child.id, born: child.born })
        known.add({ childId, identifier: child.id, child, plans: [], isNew: true, isEntered: false })
        for (const { candidate, why } of match.doubts) {
          doubtful.push({ id: store.ids.random(), identifier: child.id, child: childId, candidate, why })
        }
      }
      for (const { source, facts } of sources) {
        const { report, origins } = reportOf(child, facts)
        const hash = createHash('sha256')
          .update(canonicalize(report) ?? '')
          .digest('hex')
        reported.push({ child: childId, identifier: child.id, source, hash, report, origins })
      }
    }
    await sql`
      insert into sightline.children (authority, child_id, identifier, born)
      select ${authority}, id, identifier, date '1970-01-01' + born
      from jsonb_to_recordset(${asJson(children)}::jsonb) as c (id uuid, identifier text, born integer)`.execute(tx)
    await sql`
      with given as (
        select * from jsonb_to_recordset(${asJson(reported)}::jsonb) as r (
          child uuid, identifier text, source integer, hash text, report jsonb, origins jsonb)
      ), words as (
        insert into sightline.reports (authority, child_id, hash, report)
        select distinct on (child, hash) ${authority}, child, decode(hash, 'hex'), report from given
        on conflict do nothing
      )
      insert into sightline.reported (authority, import_id, source, identifier, child_id, hash, origins)
      select ${authority}, ${importId}::uuid, source, identifier, child, decode(hash, 'hex'), origins from given`.execute(
      tx,
    )
    await sql`
      insert into sightline.doubtful_matches (authority, match_id, import_id, identifier, child_id, candidate_id, why)
      select ${authority}, id, ${importId}::uuid, identifier, child, candidate, why
      from jsonb_to_recordset(${asJson(doubtful)}::jsonb) as d (
        id uuid, identifier text, child uuid, candidate uuid, why text)
      on conflict do nothing`.execute(tx)
    return null
  })
}

interface Reported {
  readonly child: string
  readonly identifier: string
  readonly source: number
  readonly hash: string
  readonly report: Report
  readonly origins: readonly number[]
}

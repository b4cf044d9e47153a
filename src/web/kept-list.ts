import { type List, type ListRow, listCases, listOf } from '../documents/pathway/list.ts'
import { withNames } from '../documents/pathway/named.ts'
import type { Shown } from '../documents/pathway/shown.ts'
import { capital, sayCounted } from '../documents/scan/words.ts'
import type { Instant } from '../engine/calendar/instant.ts'
import type { Protocol } from '../engine/protocol/protocol.ts'
import { type FoldedList, foldedPathways } from '../record/pathways/listed.ts'
import type { Hidden } from '../record/pathways/lists.ts'
import type { SeenPathway } from '../record/pathways/read-pathway.ts'
import { namesOf } from '../record/people/names.ts'
import type { Bound } from '../record/transaction.ts'

/** A kept list with whom each of its cases is about. */
export interface KeptRead {
  readonly list: List
  readonly of: (shown: Shown) => SeenPathway
  /** What the people of the authority are called. */
  readonly names: ReadonlyMap<string, string>
  readonly more: boolean
}

/** The list that a protocol keeps, as it stood at a moment; null where it keeps none. */
export async function keptAsOf(bound: Bound, protocol: Protocol, asOf: Instant): Promise<KeptRead | null> {
  return keptFrom(bound, protocol, asOf, await foldedPathways(bound, protocol.id, asOf))
}

/** The same of cases that were worked out already: those that somebody else is shown. */
export async function keptFrom(
  bound: Bound,
  protocol: Protocol,
  asOf: Instant,
  { rows, more }: FoldedList,
): Promise<KeptRead | null> {
  const names = await namesOf(bound)
  const seen = new Map(rows.map((row) => [shownFrom(row, names, asOf), row]))
  const list = keptList(protocol, [...seen.keys()])
  if (list === null) return null
  const of = (shown: Shown): SeenPathway => {
    const found = seen.get(shown)
    if (found === undefined) throw new Error('a list holds the cases that it was made from')
    return found
  }
  return { list, of, names, more }
}

/** The list that a protocol keeps over its cases; null where it keeps none. `rows` bear people's names already. */
function keptList(protocol: Protocol, cases: readonly Shown[]): List | null {
  const document = listOf(protocol)
  return document === undefined ? null : listCases(document, protocol, cases, [])
}

/** What was read of a pathway, as the documents take it, with people's names in it. */
export function shownFrom(seen: SeenPathway, names: ReadonlyMap<string, string>, asOf: Instant): Shown {
  return {
    ...seen.rules,
    history: { facts: seen.facts, entries: [] },
    child: { name: seen.childName, identifier: seen.childIdentifier },
    people: NO_PEOPLE,
    asOf,
    knownAt: asOf,
    view: withNames(seen.view, names),
    version: '',
  }
}

const NO_PEOPLE = { persons: [], holdings: [], own: [], pools: {}, sittings: [], agencies: [], coreGroup: [] }

/** A heading of a kept list with what stands under it for one case: of several questions each with its own answer. */
export interface KeptField {
  readonly title: string
  /** Empty where nothing was asked, because of other answers. */
  readonly answers: readonly KeptAnswer[]
}

interface KeptAnswer {
  /** '' where the heading says it. */
  readonly asked: string
  readonly says: string
  /** Where the record knows it from, where nobody answered it; else ''. */
  readonly from: string
  /** Whether nothing stands there that should. */
  readonly missing: boolean
}

/** Everything under the headings of a kept list for one of its cases. */
export function fieldsOf({ cells }: Pick<ListRow, 'cells'>): readonly KeptField[] {
  return cells.map(({ title, parts }) => ({
    title,
    answers: parts
      .filter(({ says, isMissing }) => says !== null || isMissing)
      .map(({ asked, says, from, isMissing }) => ({
        asked: parts.length === 1 ? '' : asked,
        says: says ?? '',
        from: from ?? '',
        missing: isMissing,
      })),
  }))
}

/** "7 cases are not shown to you"; of fewer than five not how many. */
export function sayHidden(hidden: Hidden): string {
  if (hidden === 0) return ''
  const some = hidden === 'fewer-than-5' ? 'fewer than five cases are' : sayCounted(hidden, 'case is', 'cases are')
  return `${capital(some)} not shown to you: sealed, or one that you are kept out of. Ask your privacy officer.`
}

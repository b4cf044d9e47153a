import { createHash } from 'node:crypto'
import { type Day, formatDay } from '../../src/engine/calendar/day.ts'
import type { History, Source } from '../../src/engine/facts/fact.ts'
import { census, dataset, given } from '../../src/engine/watch/given.test-data.ts'
import { compareImport } from '../../src/record/facts/compare.ts'
import { beginImport } from '../../src/record/facts/imports.ts'
import { knownChildren } from '../../src/record/facts/matching.ts'
import { keepReports } from '../../src/record/facts/reports.ts'
import { takeImport } from '../../src/record/facts/take.ts'
import type { Bound } from '../../src/record/transaction.ts'

// What files say of the child of a walk, as an import of them.

/** The child whom every walk is about, as files name it. */
export const CHILD = 'CHILD-1'

/** Where files tell nothing of the child. */
export const NOTHING_KNOWN = given(census('2026-03-31'), { facts: [] }).history(0)

/** What files tell at once: of the child, and of the other children of the family. */
export interface Told {
  readonly history: History
  readonly family: readonly History[]
}

/** Takes what a walk says of the child as one import, once however often it is sent; gives the import. */
export async function importOf(bound: Bound, { history, family }: Told, siblings: readonly string[]): Promise<string> {
  const source = sourceOf(history)
  const child = { ...history.child, id: CHILD, family: siblings.length > 0 ? 'FAMILY' : history.child.family }
  const said = [
    { child, sources: [{ source: 0, facts: history.facts }] },
    ...family.map((each, at) => {
      return { child: { ...each.child, id: `CHILD-${at + 2}` }, sources: [{ source: 0, facts: each.facts }] }
    }),
    ...siblings.map((id) => ({ child: { ...child, id }, sources: [{ source: 0, facts: [] }] })),
  ]
  const contentHash = createHash('sha256')
    .update(JSON.stringify([source, said, bound.moment]))
    .digest()
  const begun = await beginImport(bound, { contentHash, files: source.files })
  if (begun.kind === 'taken-already') return begun.importId
  if (begun.kind !== 'begun') throw new Error(JSON.stringify(begun))
  const known = await knownChildren(bound, begun.importId, new Set(said.map((each) => each.child.id)))
  const kept = await keepReports(bound, { importId: begun.importId, from: begun.children }, said, known)
  if (kept !== null) throw new Error(JSON.stringify(kept))
  await compareImport(bound, begun.importId, { sources: [source], children: said.length })
  const taken = await takeImport(bound, begun.importId, null)
  if (taken.kind !== 'taken') throw new Error(JSON.stringify(taken))
  return begun.importId
}

/** The source that a walk's history was read from. */
function sourceOf({ coverage }: History): Source {
  const [first] = coverage
  if (first === undefined) throw new Error('the history covers nothing')
  const until: Day = first.until
  return first.from === null ? dataset(formatDay(until)) : census(formatDay(until))
}

// What is shown of a pathway, in words that do not hang on who gave out the identifiers: so that what the record gives can be held
// against what the pure engine gives for the walk itself.
import canonicalize from 'canonicalize'
import type { Refusal, View } from '../../src/engine/pathway/view.ts'
import { TEAM_POST } from './lists.ts'

/** What each identifier stands for in the walk. */
export type Names = ReadonlyMap<string, string>

/** Lists of people, and of what stands beside each other without an order, as duties of those who were told the same. */
const UNORDERED: ReadonlySet<string> = new Set([
  'duties',
  'owedBy',
  'tell',
  'to',
  'persons',
  'scopes',
  'takers',
  'owed',
  'owed_by',
  'meets',
])
/** Where in which file a fact was read, and as which of the record's files: nothing of it is in the walk. */
const LEFT_OUT: ReadonlySet<string> = new Set(['origin', 'source', 'line', 'file'])
/** Parts of the protocol, which is the same: told by their names. */
const NAMED: ReadonlySet<string> = new Set(['step', 'duty', 'trigger', 'stage', 'asks', 'outcomes'])

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Everything that a view shows, part by part. */
export function shownOf(view: View, names: Names): Readonly<Record<string, string>> {
  const { validUntil: _until, ...parts } = view
  return partsIn({ ...parts, entries: view.entries.map(({ derived: _derived, ...each }) => each) }, names)
}

/** Why something was refused. */
export function refusalsOf(refusals: readonly Refusal[], names: Names): string {
  return wordsOf(refusals, 'refusals', names)
}

function partsIn(parts: object, names: Names): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, wordsOf(value, part, names)]))
}

function wordsOf(value: unknown, part: string, names: Names): string {
  return canonicalize(plain(value, part, names)) ?? 'nothing'
}

function plain(value: unknown, key: string, names: Names): unknown {
  if (typeof value === 'string') return value.replaceAll(UUID, (id) => names.get(id) ?? id)
  if (typeof value !== 'object' || value === null) return value
  if (NAMED.has(key) && 'id' in value) return value.id
  if (Array.isArray(value)) {
    const all = value.filter(isOfTheWalk).map((each) => plain(each, NAMED.has(key) ? key : '', names))
    return UNORDERED.has(key) ? all.sort((a, b) => (text(a) < text(b) ? -1 : 1)) : all
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !LEFT_OUT.has(name))
      .map(([name, each]) => [name, plain(each, name, names)]),
  )
}

/** Somebody may be offered what they began in any role that they hold; one is not of the walk. */
function isOfTheWalk(each: unknown): boolean {
  return typeof each !== 'object' || each === null || !('role' in each) || each.role !== TEAM_POST
}

function text(value: unknown): string {
  return canonicalize(value) ?? ''
}

/** The parts in which two differ, with both sides of the first. */
export function differencesOf(
  wanted: Readonly<Record<string, string>>,
  found: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.keys(wanted).flatMap((part) => {
    const [here = '', there = ''] = [wanted[part], found[part]]
    if (here === there) return []
    const at = [...here].findIndex((letter, i) => letter !== there[i])
    const from = Math.max(0, (at === -1 ? here.length : at) - 120)
    return [
      `${part}: the engine says ...${here.slice(from, from + 300)}, the record ...${there.slice(from, from + 300)}`,
    ]
  })
}

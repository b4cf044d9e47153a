// Every row of the sources' registers: what carries it, which walk misses that, and where a person meets it.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { ROOT } from '../../scripts/step.ts'
import { type Carried, carriedBy, open } from '../walks/proof.ts'
import { PROOFS } from '../walks/proofs.ts'
import { type Place, placeOf } from './places.ts'
import { PRACTICE, type Practice } from './practice.ts'

export interface Register {
  readonly document: string
  readonly entries: Readonly<Record<string, { readonly says: string }>>
}

/** A part of a protocol that carries a clause. */
export interface Part {
  /** As `elementsOf` names it. */
  readonly name: string
  readonly protocol: string
  readonly missedBy: readonly string[]
  readonly place: Place
}

export type Row =
  | { readonly kind: 'clause'; readonly id: string; readonly says: string; readonly parts: readonly Part[] }
  | { readonly kind: 'practice'; readonly id: string; readonly says: string; readonly practice: Practice }
  | { readonly kind: 'nothing'; readonly id: string; readonly says: string }

export function registers(): readonly Register[] {
  return globSync('protocols/clauses/*.yaml', { cwd: ROOT })
    .sort()
    .map((file) => parse(readFileSync(join(ROOT, file), 'utf8')))
}

/** Every part of every protocol, by the clause that it carries. Telling which walks miss each takes minutes. */
export function partsOf(): ReadonlyMap<string, readonly Part[]> {
  const parts = new Map<string, readonly Part[]>()
  for (const proof of PROOFS) {
    const { shipped } = open(proof)
    const told = (name: string, missedBy: readonly string[]): Part => {
      return { name, protocol: proof.protocol, missedBy, place: placeOf(shipped, name) }
    }
    for (const { clause, elements } of carriedBy(proof) satisfies readonly Carried[]) {
      const more = elements.map(({ name, missedBy }) => told(name, missedBy))
      parts.set(clause, [...(parts.get(clause) ?? []), ...more])
    }
  }
  return parts
}

export function rowsOf({ entries }: Register, parts: ReadonlyMap<string, readonly Part[]>): readonly Row[] {
  return Object.entries(entries).map(([id, { says }]): Row => {
    const carried = parts.get(id)
    const practice = PRACTICE[id]
    if (carried !== undefined) return { kind: 'clause', id, says, parts: carried }
    return practice === undefined ? { kind: 'nothing', id, says } : { kind: 'practice', id, says, practice }
  })
}

/** Whether a row is met whole: each of its parts is missed by a walk, or nothing of the expectation is missing. */
export function isMet(row: Row): boolean {
  if (row.kind === 'clause') return row.parts.length > 0 && row.parts.every(({ missedBy }) => missedBy.length > 0)
  return row.kind === 'practice' && row.practice.missing === null
}

import type { Because } from '../../../engine/watch/explain.ts'
import { capital, sayDate, writtenDay } from './days.ts'
import { type SayPlace, sayFact } from './facts.ts'
import { sayGaps } from './gaps.ts'

/** One line of an explanation; `depth` counts from 0 and is its indentation. */
export interface ReasonLine {
  readonly depth: number
  readonly text: string
}

/** A tree of reasons as indented lines: each condition as the protocol says it, from which day it holds, and on what it rests. */
export function reasonLines(because: Because, sayPlace: SayPlace): readonly ReasonLine[] {
  const lines: ReasonLine[] = []
  const add = (node: Because, depth: number): void => {
    const says = node.parts.length === 0 ? node.says : (GROUPS[node.says.split(':')[0] ?? ''] ?? node.says)
    lines.push({ depth, text: `${says} (${sayHolding(node)})` })
    for (const fact of node.facts) lines.push({ depth: depth + 1, text: sayFact(fact, sayPlace) })
    if (isInDoubt(node)) {
      const { lacks, wouldTell } = sayGaps(node.gaps)
      lines.push({ depth: depth + 1, text: `${lacks} ${wouldTell}` })
    }
    for (const part of node.parts) add(part, depth + 1)
  }
  add(because, 0)
  return lines
}

/** The same in one text: "Lasting for: 15 months (from 3 June 2026), resting on: protection plan begun 3 March 2025, ...." */
export function sayReasons(because: Because, sayPlace: SayPlace): string {
  const leaves = (node: Because): readonly Because[] => (node.parts.length === 0 ? [node] : node.parts.flatMap(leaves))
  return leaves(because)
    .map((leaf) => {
      const facts = leaf.facts.map((fact) => sayFact(fact, sayPlace))
      const rests = facts.length === 0 ? '' : `, resting on: ${facts.join('; ')}`
      const lacks = isInDoubt(leaf) ? ` ${sayGaps(leaf.gaps).lacks}` : ''
      return `${capital(leaf.says)} (${sayHolding(leaf)})${rests}.${lacks}`
    })
    .join(' ')
}

/** What the sources are silent of matters only where it moves the day. */
function isInDoubt({ certain, possible, gaps }: Because): boolean {
  return gaps.length > 0 && (certain === null || certain !== possible)
}

/** What a condition with parts is called, its parts being told below it. */
const GROUPS: Readonly<Record<string, string>> = {
  'earliest of': 'Any of these',
  'all of': 'All of these together',
  not: 'None of this',
}

/** From which day a condition holds: "from 3 June 2026", "cannot tell; not before 4 May 2025", "does not hold". */
export function sayHolding({ certain, possible, gaps, parts }: Because): string {
  if (certain !== null) {
    const from = writtenDay(certain)
    if (from === null) return 'holds throughout'
    const earliest = possible === null ? null : writtenDay(possible)
    return earliest === null || earliest === from
      ? `from ${sayDate(from)}`
      : `from ${sayDate(from)} at the latest; not before ${sayDate(earliest)}`
  }
  if (possible !== null) {
    const earliest = writtenDay(possible)
    return earliest === null ? 'cannot tell' : `cannot tell; not before ${sayDate(earliest)}`
  }
  return hasGaps(gaps, parts) ? 'cannot tell' : 'does not hold'
}

function hasGaps(gaps: Because['gaps'], parts: Because['parts']): boolean {
  return gaps.length > 0 || parts.some((part) => hasGaps(part.gaps, part.parts))
}

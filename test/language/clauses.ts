import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { ROOT } from '../../scripts/step.ts'
import { sayFault } from '../../src/engine/protocol/fault.ts'
import type { Clause, Protocol } from '../../src/engine/protocol/protocol.ts'
import { readProtocol } from '../../src/engine/protocol/read.ts'
import { type Fragment, GROUPS, type Item, protocolAround } from './fragment.ts'
import { fences } from './page.ts'

// docs/reference/twenty-clauses.md, section by section.

/** A text of the page, and the protocol whose file it is copied from; null where it stands on the page alone. */
export interface Fragments {
  readonly shippedIn: string | null
  readonly text: string
  readonly fragment: Fragment
}

export interface Section {
  readonly heading: string
  /** What is said around the texts. */
  readonly prose: string
  readonly texts: readonly Fragments[]
}

const PAGE = readFileSync(join(ROOT, 'docs/reference/twenty-clauses.md'), 'utf8')

export const SECTIONS: readonly Section[] = PAGE.split(/^## (?=\d)/m)
  .slice(1)
  .map((section) => ({
    heading: section.split('\n')[0] ?? '',
    prose: section.replaceAll(/```[\s\S]*?```/g, ''),
    texts: fences(section, 'yaml').map(({ about, text }) => {
      return { shippedIn: about === 'clause' ? null : about, text, fragment: parse(text) }
    }),
  }))

/** Everything that a fragment names, with the group that it stands in. */
export function itemsOf(fragment: Fragment): readonly { group: string; id: string; item: Item }[] {
  return GROUPS.flatMap((group) => Object.entries(fragment[group] ?? {}).map(([id, item]) => ({ group, id, item })))
}

/** A protocol around fragments, the parts that it uses among them; what is wrong with it, in words, else. */
export function readAround(
  fragments: readonly Fragment[],
): { readonly ok: true; readonly protocol: Protocol } | { readonly ok: false; readonly why: string } {
  const using = fragments.find(({ uses }) => uses !== undefined)
  const parts = using === undefined ? [] : fragments.filter((each) => each !== using)
  const written = using ?? merged(fragments)
  const text = protocolAround(written, parts)
  const cited = new Set(fragments.flatMap(itemsOf).flatMap(({ item }) => [item['cites'] ?? []].flat().map(String)))
  const read = readProtocol(text, {
    clauses: () => new Map([...cited, 'CWM-06'].map((id): [string, Clause] => [id, { id, place: '', says: '' }])),
    calendars: new Set(['england-and-wales']),
    parts: () => JSON.stringify(merged(parts)),
  })
  if (read.ok) return read
  return { ok: false, why: `${read.faults.map((fault) => sayFault('the page', fault)).join('\n')}\n${text}` }
}

function merged(fragments: readonly Fragment[]): Fragment {
  const whole: Record<string, Readonly<Record<string, Item>>> = {}
  for (const each of fragments) {
    for (const [group, items] of Object.entries(each)) whole[group] = { ...whole[group], ...items }
  }
  return whole
}

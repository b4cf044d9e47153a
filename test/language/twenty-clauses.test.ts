// docs/reference/twenty-clauses.md: what it says runs is what the protocols say, and all of it is read without a fault.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { ROOT } from '../../scripts/step.ts'
import { sayFault } from '../../src/engine/protocol/fault.ts'
import type { Clause } from '../../src/engine/protocol/protocol.ts'
import { readProtocol } from '../../src/engine/protocol/read.ts'
import * as rules from '../../src/engine/protocol/sentences/parse.ts'
import * as print from '../../src/engine/protocol/sentences/print.ts'
import type { Read } from '../../src/engine/protocol/sentences/reader.ts'
import { openLibrary } from '../../src/intake/library.ts'
import { type Fragment, GROUPS, type Item, protocolAround } from './fragment.ts'
import { fences } from './page.ts'

/** The clauses that a good language must be able to say, in the order of the page. */
const WANTED = [
  ['CWM-06'],
  ['WAR-18'],
  ['BUC-22', 'WOK-03'],
  ['CWM-09'],
  ['WOK-22'],
  ['WOK-21'],
  ['WOK-23'],
  ['WOK-13'],
  ['WOK-07', 'WOK-25'],
  ['CWM-08'],
  ['CWM-14'],
  ['CWM-17', 'CWM-23'],
  ['CWM-20'],
  ['CWM-26'],
  ['CWM-31'],
  ['WAR-12', 'WAR-24'],
  ['WAR-22'],
  ['BUC-15', 'BUC-21'],
  ['BUC-17'],
  ['OPN-09'],
]

const PAGE = readFileSync(join(ROOT, 'docs/reference/twenty-clauses.md'), 'utf8')
const SECTIONS = PAGE.split(/^## (?=\d)/m).slice(1)
const { clause } = openLibrary()

const textOf = (section: string): string => section.replaceAll(/```[\s\S]*?```/g, '')
const fragmentsOf = (section: string): readonly Fragment[] => fences(section, 'yaml').map(({ text }) => parse(text))

function itemsOf(fragment: Fragment): readonly { group: string; id: string; item: Item }[] {
  return GROUPS.flatMap((group) => Object.entries(fragment[group] ?? {}).map(([id, item]) => ({ group, id, item })))
}

/** A sentence read and written again; a fault in its place where there is one. */
function again<T>(read: (text: string) => Read<T>, printed: (value: T) => string): (text: string) => string {
  return (text) => {
    const found = read(text)
    return found.ok ? printed(found.value) : `column ${found.fault.column}: ${found.fault.message}`
  }
}

const SENTENCES: Readonly<Record<string, (text: string) => string>> = {
  due: again(rules.parseDue, print.printDue),
  'for each': again(rules.parseEach, print.printEach),
  while: again(rules.parseWhile, print.printWhile),
  'owed by': again(rules.parseOwedBy, print.printOwedBy),
  by: again(rules.parseBy, print.printBy),
  lapses: again(rules.parseLapses, print.printLapses),
  'if overdue': again(rules.parseIfOverdue, print.printIfOverdue),
}

test('the page has the twenty clauses, in their order, each with how far it goes', () => {
  assert.equal(SECTIONS.length, WANTED.length)
  SECTIONS.forEach((section, i) => {
    const cited = [...textOf(section).matchAll(/\b[A-Z]{3}-\d{2}\b/g)].map(([id]) => id)
    assert.deepEqual(cited.toSorted(), WANTED[i], `section ${i + 1}`)
    assert.match(textOf(section), /\*\*(?:runs|read)\*\*/)
  })
})

for (const section of SECTIONS) {
  const [heading = ''] = section.split('\n')
  const [, standing] = /\*\*(runs|read)\*\*/.exec(textOf(section)) ?? []
  const fragments = fragmentsOf(section)

  test(`${heading}: cites clauses that are there, in sentences as the grammar writes them`, () => {
    assert.ok(fragments.length > 0, 'it has no fragment')
    let cited = 0
    for (const { group, id, item } of fragments.flatMap(itemsOf)) {
      for (const each of [item['cites'] ?? []].flat()) {
        assert.ok(clause(String(each)) !== undefined, `${String(each)} is no clause`)
        cited += 1
      }
      for (const [key, rule] of Object.entries(SENTENCES)) {
        const text = item[key]
        if (text !== undefined) assert.equal(rule(String(text)), text, `${group} / ${id} / ${key}`)
      }
    }
    assert.ok(cited > 0, 'it cites nothing')
  })

  if (standing === 'runs') {
    test(`${heading}: says what the protocols that run say`, () => {
      for (const { group, id, item } of fragments.flatMap(itemsOf)) {
        const { title: _, reading: __, ...means } = item
        assert.ok(
          SHIPPED.some((protocol) => holds(protocol[group]?.[id], means)),
          `no protocol under protocols/ says this of ${group} / ${id}: bring page and protocol together`,
        )
      }
    })
  }

  test(`${heading}: is read without a fault as part of a protocol`, () => {
    const using = fragments.find(({ uses }) => uses !== undefined)
    const parts = fragments.filter((each) => each !== using)
    for (const text of using === undefined
      ? fragments.map((each) => protocolAround(each))
      : [protocolAround(using, parts)]) {
      const read = readProtocol(text, {
        clauses: () => new Map(CITED.map((id): [string, Clause] => [id, { id, place: '', says: '' }])),
        calendars: new Set(['england-and-wales']),
        parts: () => JSON.stringify(Object.assign({}, ...parts)),
      })
      assert.ok(read.ok, read.ok ? '' : `${read.faults.map((fault) => sayFault(heading, fault)).join('\n')}\n${text}`)
    }
  })
}

const SHIPPED: readonly Fragment[] = globSync('protocols/*.yaml', { cwd: ROOT }).map((file) =>
  parse(readFileSync(join(ROOT, file), 'utf8')),
)
const CITED = WANTED.flat().concat(
  ['CWM-07', 'CWM-10', 'CWM-12', 'CWM-13', 'CWM-21', 'OPN-04'],
  ['WAR-11', 'WAR-20', 'WAR-21', 'WAR-22', 'WAR-23', 'BUC-16', 'WOK-08', 'WOK-12'],
)

function holds(whole: Item | undefined, part: Item): boolean {
  return Object.entries(part).every(([key, value]) => JSON.stringify(whole?.[key]) === JSON.stringify(value))
}

// docs/reference/twenty-clauses.md: what it says is shipped is the protocols' own text, and all of it is read without a fault.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ROOT } from '../../scripts/step.ts'
import * as rules from '../../src/engine/protocol/sentences/parse.ts'
import * as print from '../../src/engine/protocol/sentences/print.ts'
import type { Read } from '../../src/engine/protocol/sentences/reader.ts'
import { openLibrary } from '../../src/intake/library.ts'
import { type Fragments, itemsOf, readAround, SECTIONS } from './clauses.ts'

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

const { clause } = openLibrary()

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

test('the page has the twenty clauses, in their order, each with where its text lives', () => {
  assert.equal(SECTIONS.length, WANTED.length)
  SECTIONS.forEach(({ prose, texts }, i) => {
    const cited = [...prose.matchAll(/\b[A-Z]{3}-\d{2}\b/g)].map(([id]) => id)
    assert.deepEqual(cited.toSorted(), WANTED[i], `section ${i + 1}`)
    assert.ok(texts.length > 0, `section ${i + 1} has no text`)
    const isShipped = texts.every(({ shippedIn }) => shippedIn !== null)
    assert.match(prose, isShipped ? /\*\*shipped\*\*/ : /\*\*here alone\*\*/, `section ${i + 1}`)
    if (isShipped) return
    const [, file = ''] = /shipped\s+in\s+`(protocols\/[a-z/-]+\.yaml)`/.exec(prose) ?? []
    const said = readFileSync(join(ROOT, file), 'utf8')
    for (const id of cited) assert.ok(said.includes(id), `${file} does not carry ${id}`)
  })
})

for (const { heading, texts } of SECTIONS) {
  test(`${heading}: cites clauses that are there, in sentences as the grammar writes them`, () => {
    let cited = 0
    for (const { group, id, item } of texts.flatMap(({ fragment }) => itemsOf(fragment))) {
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

  const [shipped, own] = [texts.filter(isShipped), texts.filter((each) => !isShipped(each))]

  if (shipped.length > 0) {
    test(`${heading}: is the text of the protocol that it names, letter by letter`, () => {
      for (const { shippedIn, text } of shipped) {
        const file = readFileSync(join(ROOT, `protocols/${shippedIn}.yaml`), 'utf8')
        for (const item of writtenItems(text)) {
          assert.ok(file.includes(`\n${item}\n`), `protocols/${shippedIn}.yaml does not say so:\n${item}`)
        }
      }
    })
  }

  if (own.length > 0) {
    test(`${heading}: is read without a fault as part of a protocol`, () => {
      const read = readAround(own.map(({ fragment }) => fragment))
      assert.ok(read.ok, read.ok ? '' : read.why)
    })
  }
}

function isShipped({ shippedIn }: Fragments): boolean {
  return shippedIn !== null
}

/** Each item of a text as it is written, from its name to the line before the next. */
function writtenItems(text: string): readonly string[] {
  return text
    .split(/\n(?= {2}\S|\S|$)/)
    .map((item) => item.trimEnd())
    .filter((item) => item.startsWith('  '))
}

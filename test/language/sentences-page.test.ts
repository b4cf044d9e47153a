// docs/reference/sentences.md and the grammar in the code are the same grammar.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ROOT } from '../../scripts/step.ts'
import { UNITS } from '../../src/engine/calendar/span.ts'
import * as parse from '../../src/engine/protocol/sentences/parse.ts'
import * as print from '../../src/engine/protocol/sentences/print.ts'
import type { Read } from '../../src/engine/protocol/sentences/reader.ts'
import { FACT_THINGS, RESERVED_WORDS } from '../../src/engine/protocol/sentences/sentence.ts'
import { fences } from './page.ts'

const PAGE = readFileSync(join(ROOT, 'docs/reference/sentences.md'), 'utf8')
const CODE = readFileSync(join(ROOT, 'src/engine/protocol/sentences/parse.ts'), 'utf8')

interface Rule {
  readonly read: (text: string) => Read<unknown>
  /** What the grammar itself would write. */
  readonly again: (text: string) => string
}

function rule<T>(read: (text: string) => Read<T>, printed: (value: T) => string): Rule {
  const again = (text: string): string => {
    const found = read(text)
    return found.ok ? printed(found.value) : `column ${found.fault.column}: ${found.fault.message}`
  }
  return { read, again }
}

const RULES: Readonly<Record<string, Rule>> = {
  threshold: rule(parse.parseThreshold, print.printThreshold),
  countWithin: rule(parse.parseCountWithin, print.printCountWithin),
  due: rule(parse.parseDue, print.printDue),
  moment: rule(parse.parseMoment, print.printMoment),
  each: rule(parse.parseEach, print.printEach),
  whileSentence: rule(parse.parseWhile, print.printWhile),
  owedBy: rule(parse.parseOwedBy, print.printOwedBy),
  by: rule(parse.parseBy, print.printBy),
  lapses: rule(parse.parseLapses, print.printLapses),
  ifOverdue: rule(parse.parseIfOverdue, print.printIfOverdue),
  who: rule(parse.parseWho, print.printWho),
  shown: rule(parse.parseShown, print.printShown),
  needed: rule(parse.parseNeeded, print.printShown),
  held: rule(parse.parseHeld, print.printHeld),
}

function ruleOf(name: string): Rule {
  return RULES[name] ?? assert.fail(`the page has examples of "${name}", which is no rule of its own`)
}

test('the page has a heading and a rule for each function of the grammar, in its order', () => {
  const functions = [...CODE.matchAll(/^function (\w+)\(reader/gm)].map(([, name]) => name)
  const headings = [...PAGE.matchAll(/^### (\w+)$/gm)].map(([, name]) => name)
  const rules = fences(PAGE, 'ebnf').map(({ text }) => text.split(' ')[0])
  assert.ok(functions.length >= 20)
  assert.deepEqual(headings, functions)
  assert.deepEqual(rules, functions)
})

test('every place of a sentence is named with a rule that reads whole sentences', () => {
  const named = [...PAGE.matchAll(/^\| `.*\| \[(\w+)\]/gm)].map(([, name = '']) => name)
  assert.deepEqual(named.toSorted(), Object.keys(RULES).toSorted())
})

test('the rules hold the very words that the code looks for', () => {
  const onPage = fences(PAGE, 'ebnf').flatMap(({ text }) => [...text.matchAll(/"([^"]+)"/g)].map(([, words]) => words))
  const calls = [...CODE.matchAll(/reader\.(?:take|expect|next)\((?:'([^']+)'|"([^"]+)")\)/g)]
  const inCode = [
    ...calls.map(([, single, double]) => single ?? double),
    ...['after', 'before'],
    ...parse.ORDINALS,
    ...FACT_THINGS,
    ...UNITS,
    'hour',
  ]
  assert.deepEqual([...new Set(onPage)].toSorted(), [...new Set(inCode)].toSorted())
})

test('the page reserves the words that the code reserves', () => {
  const [block] = fences(PAGE, 'reserved')
  assert.deepEqual(block?.text.split(/\s+/), [...RESERVED_WORDS])
})

for (const { about, text } of fences(PAGE, 'sentences')) {
  for (const sentence of text.split('\n')) {
    test(`the page's "${sentence}" is read, and is what the grammar would write (${about})`, () => {
      assert.equal(ruleOf(about).again(sentence), sentence)
    })
  }
}

test('every rule that reads whole sentences has an example', () => {
  const shown = new Set(fences(PAGE, 'sentences').map(({ about }) => about))
  assert.deepEqual([...shown].toSorted(), Object.keys(RULES).toSorted())
})

for (const line of fences(PAGE, 'refused').flatMap(({ text }) => text.split('\n'))) {
  const [name = '', sentence = '', column = '', says = ''] = line.split('|').map((part) => part.trim())
  test(`the page's "${sentence}" is refused as it says (${name})`, () => {
    const found = ruleOf(name).read(sentence)
    assert.ok(!found.ok, 'it was accepted')
    assert.equal(found.fault.column + 1, Number(column))
    assert.ok(
      `${found.fault.message}. ${found.fault.remedy}`.includes(says),
      `${found.fault.message}. ${found.fault.remedy}`,
    )
  })
}

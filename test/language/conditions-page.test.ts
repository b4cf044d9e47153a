// docs/reference/conditions.md tells of every condition of the language, in the language's own words.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { ROOT } from '../../scripts/step.ts'
import { CATEGORIES, FACTORS, LEGAL_STATUSES, PLACEMENTS } from '../../src/engine/facts/codes.ts'
import { keyOf } from '../../src/engine/protocol/condition.ts'
import { CONDITION_KEYS, conditionText, readCondition } from '../../src/engine/protocol/condition-keys.ts'
import { fences } from './page.ts'

const PAGE = readFileSync(join(ROOT, 'docs/reference/conditions.md'), 'utf8')

/** What stands under a heading of the third rank, on one line. */
const SECTIONS: ReadonlyMap<string, string> = new Map(
  PAGE.split(/^### /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section]),
)

for (const [key, { means, under }] of Object.entries(CONDITION_KEYS)) {
  test(`the page tells of "${key}": what it means, for what it makes sense, and an example`, () => {
    const section = SECTIONS.get(key) ?? assert.fail(`docs/reference/conditions.md has no heading "### ${key}"`)
    assert.ok(section.replaceAll('\n', ' ').includes(means), `it does not say: ${means}`)
    assert.ok(
      section.includes(`For each: ${under?.join(', ') ?? 'anything'}.`),
      'it does not say for what it makes sense',
    )
    const examples = fences(section, 'yaml').filter(({ about }) => about === 'condition')
    assert.ok(examples.length > 0, 'it has no example')
    for (const { text } of examples) {
      const value: unknown = parse(text)
      assert.ok(conditionText.safeParse(value).success, text)
      assert.equal(keyOf(readCondition(value)), key)
    }
  })
}

test('the page tells of no condition that is not there', () => {
  const headings = [...SECTIONS.keys()].filter((heading) => !heading.startsWith('Words under '))
  assert.deepEqual(headings.toSorted(), Object.keys(CONDITION_KEYS).toSorted())
})

for (const [key, words] of Object.entries({
  'latest category': CATEGORIES,
  'legal status': LEGAL_STATUSES,
  placed: PLACEMENTS,
  'factors identified': FACTORS,
})) {
  test(`the page lists the words under "${key}" with their codes`, () => {
    const section = SECTIONS.get(`Words under ${key}`) ?? assert.fail(`there is no heading "### Words under ${key}"`)
    const rows = [...section.matchAll(/^\| (?!word|---)(.*) \| (.*) \|$/gm)].map(([, word, codes]) => [word, codes])
    assert.deepEqual(
      rows,
      Object.entries(words).map(([word, codes]) => [word, [codes].flat().join(', ')]),
    )
  })
}

// The project's own pages: what they point at is there.
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { ROOT } from '../../scripts/step.ts'

const PAGES = ['*.md', 'docs/**/*.md'].flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8')

test('every link between the pages leads to a file', () => {
  assert.ok(PAGES.includes('README.md'))
  const links = PAGES.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => ({ page, target })),
  )
  const within = links.filter(({ target }) => !/^[a-z]+:/.test(target))
  assert.deepEqual(
    within.filter(({ page, target }) => !existsSync(join(ROOT, dirname(page), target))),
    [],
  )
})

test('every page that a comment or a message names is there', () => {
  const sources = ['{bin,scripts,src,test}/**/*.{ts,mjs,grit}', '*.{json,md}', '.ci/*'].flatMap((pattern) =>
    globSync(pattern, { cwd: ROOT }),
  )
  const named = sources.flatMap((source) =>
    [...read(source).matchAll(/\bdocs\/[\w./-]+\.md\b/g)].map(([page]) => ({ source, page })),
  )
  assert.deepEqual(
    named.filter(({ page }) => !existsSync(join(ROOT, page))),
    [],
  )
})

test('decision records have numbers of their own, are listed, and each says context, choice, measure and cost', () => {
  const records = globSync('docs/decisions/0*.md', { cwd: ROOT }).sort()
  const list = read('docs/decisions/README.md')
  const numbers = records.map((record) => /\/(\d{4})-/.exec(record)?.[1] ?? record)
  assert.deepEqual(numbers, [...new Set(numbers)], 'two records share a number')
  for (const record of records) {
    for (const part of ['Context', 'Choice', 'What was measured', 'What it costs']) {
      assert.match(read(record), new RegExp(`^## ${part}$`, 'm'), `${record} lacks "${part}"`)
    }
    const name = record.slice('docs/decisions/'.length)
    assert.ok(list.includes(`(${name})`), `docs/decisions/README.md does not list ${name}`)
  }
})

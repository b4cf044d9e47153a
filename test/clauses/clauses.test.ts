// docs/reference/clauses.md names what there is: every row, routes that are served, and tests that are there.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ROOT } from '../../scripts/step.ts'
import { open } from '../walks/proof.ts'
import { PROOFS } from '../walks/proofs.ts'
import { elementsOf } from '../walks/taken-away.ts'
import { placeOf } from './places.ts'
import { PRACTICE } from './practice.ts'
import { registers } from './rows.ts'

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const ROUTES = new Set([...read('docs/reference/routes.md').matchAll(/^\| GET \| `([^`]+)`/gm)].map(([, path]) => path))

test('every part of every protocol is met on a page that is served, under a title of its own', () => {
  let parts = 0
  for (const proof of PROOFS) {
    const { shipped } = open(proof)
    for (const { name } of elementsOf(shipped)) {
      const { route, called } = placeOf(shipped, name)
      assert.ok(ROUTES.has(route), `${name}: ${route} is not served`)
      assert.ok(called !== '', name)
      parts += 1
    }
  }
  assert.ok(parts > 1000)
})

test('of every expectation of practitioners it is said where it is met, by which test, and what is missing', () => {
  const [practice] = registers().filter(({ entries }) => 'PRA-01' in entries)
  assert.deepEqual(Object.keys(PRACTICE), Object.keys(practice?.entries ?? {}))
  for (const [id, { met, test: proved }] of Object.entries(PRACTICE)) {
    for (const each of met) assert.ok(ROUTES.has(each) || each.startsWith('sightline '), `${id}: ${each} is not served`)
    assert.ok(read(proved.file).includes(proved.title), `${id}: ${proved.file} has no "${proved.title}"`)
  }
})

test('the page has every row of every register', () => {
  const page = read('docs/reference/clauses.md')
  const missing = registers().flatMap(({ entries }) =>
    Object.keys(entries).filter((id) => !page.includes(`\n| ${id} |`)),
  )
  assert.deepEqual(missing, [])
})

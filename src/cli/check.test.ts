import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { EXIT } from './exit.ts'
import { sightlineOn } from './said.test-data.ts'

async function check(name: string): Promise<string> {
  const file = fileURLToPath(new URL(`../../protocols/${name}.yaml`, import.meta.url))
  const { status, out } = await sightlineOn('2026-05-01', 'check', file)
  assert.equal(status, EXIT.done, out)
  return out
}

test('check prints how much of a protocol that runs was gone through, and what was not told apart', async () => {
  const out = await check('challenging-cases')
  const [, states = 0, ways = 0] = /Explored: (\d+) states and (\d+) ways between them/.exec(out) ?? []
  assert.ok(Number(states) > 20 && Number(ways) > Number(states), out)
  for (const what of ['time', 'people', 'answers', 'files', 'duties'])
    assert.match(out, new RegExp(`^ {2}- ${what}`, 'm'))
})

test('check says nothing of going through a protocol that is only watched', async () => {
  assert.doesNotMatch(await check('plans-that-drift'), /Explored/)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { EXIT } from './exit.ts'
import { sightlineOn } from './said.test-data.ts'
import { onlyWatched } from './watched.test-data.ts'

async function check(file: string): Promise<string> {
  const { status, out } = await sightlineOn('2026-05-01', 'check', file)
  assert.equal(status, EXIT.done, out)
  return out
}

test('check prints how much of a protocol that runs was gone through, and what was not told apart', async () => {
  const out = await check(fileURLToPath(new URL('../../protocols/challenging-cases.yaml', import.meta.url)))
  const [, states = 0, ways = 0] = /Explored: (\d+) states and (\d+) ways between them/.exec(out) ?? []
  assert.ok(Number(states) > 20 && Number(ways) > Number(states), out)
  for (const what of ['time', 'people', 'answers', 'files', 'duties'])
    assert.match(out, new RegExp(`^ {2}- ${what}`, 'm'))
})

test('check says nothing of going through a protocol that is only watched', async () => {
  assert.doesNotMatch(await check(onlyWatched()), /Explored/)
})

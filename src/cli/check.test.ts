import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { day } from '../engine/calendar/day.ts'
import { checkCommand } from './check.ts'
import { EXIT } from './exit.ts'

async function check(name: string): Promise<string> {
  let out = ''
  const file = fileURLToPath(new URL(`../../protocols/${name}.yaml`, import.meta.url))
  const status = await checkCommand([file], {
    out: (text) => {
      out += text
      return Promise.resolve(true)
    },
    err: () => undefined,
    watched: false,
    columns: 100,
    today: day('2026-05-01'),
    elapsed: () => 0,
  })
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
  assert.doesNotMatch(await check('complex-cases'), /Explored/)
})

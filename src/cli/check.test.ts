import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

test('check prints the steps that must be told by the hour', async () => {
  const out = await check(fileURLToPath(new URL('../../protocols/complex-cases.yaml', import.meta.url)))
  assert.match(out, /^ {2}Must be told by the hour, since hours are counted from it: record-contact\.$/m)
})

test('check says within which agency a protocol keeps its pathways', async () => {
  const protocol = (name: string) => fileURLToPath(new URL(`../../protocols/${name}.yaml`, import.meta.url))
  assert.match(await check(protocol('cases-of-most-concern')), /^ {2}Kept within the agency that leads the case: /m)
  assert.match(await check(protocol('disagreement-within')), /^ {2}Kept within the agency of whoever raised it: /m)
})

test('check says nothing of going through a protocol that is only watched', async () => {
  assert.doesNotMatch(await check(onlyWatched()), /Explored/)
})

test('check reads registers that stand beside a protocol, and refuses one called as another', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-check-'))
  const own = fileURLToPath(new URL('../../docs/how-to/back-home/', import.meta.url))
  cpSync(own, folder, { recursive: true })
  const file = join(folder, 'back-home.yaml')
  assert.match(await check(file), /no faults/)
  cpSync(
    fileURLToPath(new URL('../../protocols/clauses/wokingham.yaml', import.meta.url)),
    join(folder, 'clauses', 'w.yaml'),
  )
  const { status, out } = await sightlineOn('2026-05-01', 'check', file)
  assert.equal(status, EXIT.faultyProtocol)
  assert.match(out, /the register of clauses "wokingham" is there already\. Rename it/)
  rmSync(folder, { recursive: true, force: true })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkNames, misplaced } from '../../scripts/names.ts'
import { Tree } from './tree.ts'

const SOUND = { 'src/main.ts': '', 'src/engine/calendar/day.ts': '', 'test/house/common-ground.ts': '' }

test('names that say what they hold pass', () => {
  using tree = new Tree(SOUND)
  assert.deepEqual(misplaced(tree.root), [])
  assert.equal(checkNames(tree.root).ok, true)
})

for (const path of [
  'src/engine/utils.ts',
  'src/intake/Helpers/read.ts',
  'test/common/a.ts',
  'scripts/helper.test.ts',
]) {
  test(`a name that says nothing is refused: ${path}`, () => {
    using tree = new Tree({ ...SOUND, [path]: '' })
    const found = misplaced(tree.root)
    assert.equal(found.length, 1)
    assert.ok(path.startsWith(found[0]?.path ?? 'nothing found'))
    assert.match(found[0]?.why ?? '', /belongs to nobody/)
  })
}

for (const path of ['src/shared/a.ts', 'src/loose.ts']) {
  test(`what lies in no layer is refused: ${path}`, () => {
    using tree = new Tree({ ...SOUND, [path]: '' })
    const { ok, output } = checkNames(tree.root)
    assert.equal(ok, false)
    assert.match(output, /escapes every rule/)
  })
}

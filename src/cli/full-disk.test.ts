import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { EXIT } from './exit.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const FULL = '/dev/full'

describe('on a full disk', { skip: !existsSync(FULL) && 'this system has no /dev/full' }, () => {
  function sightline(args: readonly string[], full: 'out' | 'err'): { status: number | null; said: string } {
    const disk = openSync(FULL, 'w')
    const stdio = full === 'out' ? (['ignore', disk, 'pipe'] as const) : (['ignore', 'pipe', disk] as const)
    const { status, output } = spawnSync(process.execPath, [MAIN, ...args], { stdio: [...stdio], encoding: 'utf8' })
    closeSync(disk)
    return { status, said: output.join('') }
  }

  it('says that what it found could not be written', () => {
    for (const command of ['schema', 'help', 'protocols']) {
      const { status, said } = sightline([command], 'out')
      assert.equal(status, EXIT.notWritten, command)
      assert.equal(
        said,
        'sightline: The standard output could not be written: the disk is full. Make room, or name another place with --output.\n',
      )
    }
  })

  it('does its work where only its messages cannot be written', () => {
    const { status, said } = sightline(['check', 'no-such-file.yaml'], 'err')
    assert.equal(status, EXIT.faultyProtocol)
    assert.match(said, /there is no such file/)
  })
})

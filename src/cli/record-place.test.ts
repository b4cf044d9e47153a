import assert from 'node:assert/strict'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { UsageFault } from './exit.ts'
import { defaultFolder, recordPlace } from './record-place.ts'

describe('where the record is', () => {
  it('is the folder that is named, or the address in the environment', () => {
    assert.deepEqual(recordPlace('/kept', {}), { kind: 'folder', data: '/kept' })
    assert.deepEqual(recordPlace(undefined, { DATABASE_URL: 'postgres://a@b/c' }), {
      kind: 'address',
      databaseUrl: 'postgres://a@b/c',
      ownerUrl: null,
    })
  })

  it('is never guessed where two are named, or none is', () => {
    assert.throws(() => recordPlace('/kept', { DATABASE_URL: 'postgres://a@b/c' }), UsageFault)
    assert.throws(() => recordPlace('', {}), UsageFault)
  })

  it('is otherwise where the system keeps such data, and never in the clone', () => {
    assert.equal(defaultFolder({}, true), '/var/lib/sightline')
    assert.equal(defaultFolder({ XDG_DATA_HOME: '/data' }, false), join('/data', 'sightline'))
    const own = join(homedir(), '.local', 'share', 'sightline')
    assert.equal(defaultFolder({}, false), own)
    assert.equal(defaultFolder({ XDG_DATA_HOME: 'relative' }, false), own)
  })
})

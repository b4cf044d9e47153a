import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { providersNamed } from './providers-named.ts'

const folder = mkdtempSync(join(tmpdir(), 'sightline-sign-in-'))
after(() => rmSync(folder, { recursive: true }))

const file = join(folder, 'sign-in.yaml')
const one = (secret: string) => `providers:
  - { name: nowhere, title: Nowhere, issuer: "https://nowhere.example", client id: sightline, secret: ${secret}, help: us }
`

function secretOf(env: Readonly<Record<string, string>>): string | null {
  const read = providersNamed({ SIGHTLINE_SIGN_IN: file, ...env })
  assert.ok(read.ok)
  return read.providers[0]?.secret ?? null
}

describe('the providers that the environment names', () => {
  it('are none where no file is named', () => {
    assert.deepEqual(providersNamed({}), { ok: true, providers: [] })
    assert.deepEqual(providersNamed({ SIGHTLINE_SIGN_IN: '' }), { ok: true, providers: [] })
  })

  it('have their secrets from a file beside, or from the environment', () => {
    writeFileSync(join(folder, 'secret'), 'hush\n')
    writeFileSync(file, one('{ file: secret }'))
    assert.equal(secretOf({}), 'hush')
    writeFileSync(file, one('{ environment: SECRET }'))
    assert.equal(secretOf({ SECRET: 'hush' }), 'hush')
  })

  it('are refused where the file or a secret cannot be read', () => {
    writeFileSync(file, one('{ file: not-there }'))
    const faults = [file, folder, join(folder, 'none')].map((named) => {
      const read = providersNamed({ SIGHTLINE_SIGN_IN: named })
      return read.ok ? null : read.faults[0].place
    })
    assert.deepEqual(faults, ['providers[0].secret', 'SIGHTLINE_SIGN_IN', 'SIGHTLINE_SIGN_IN'])
  })
})

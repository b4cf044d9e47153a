import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readProviders, type SecretPlace } from './providers-file.ts'

const GOOD = `
providers:
  - name: nowhere
    title: Nowhere Council
    issuer: https://login.nowhere.example/tenant
    client id: sightline
    secret: { environment: NOWHERE_SECRET }
    help: the service desk
  - name: police
    title: Police of Nowhere
    issuer: http://localhost:4000
    client id: sightline-police
    scopes: [profile]
    help: the control room
`

function secretAt(place: SecretPlace): string | null {
  return place.kind === 'environment' && place.name === 'NOWHERE_SECRET' ? 'hush' : null
}

function faultsOf(text: string): readonly string[] {
  const read = readProviders(text, secretAt)
  return read.ok ? [] : read.faults.map(({ place, message }) => `${place}: ${message}`)
}

describe('the file of identity providers', () => {
  it('gives each provider with its secret, and none to a public client', () => {
    const read = readProviders(GOOD, secretAt)
    assert.ok(read.ok)
    assert.deepEqual(
      read.providers.map(({ name, secret, scopes }) => [name, secret, scopes]),
      [
        ['nowhere', 'hush', []],
        ['police', null, ['profile']],
      ],
    )
  })

  it('names each fault by its place', () => {
    for (const [from, to, place] of [
      ['https://login.nowhere.example/tenant', 'http://login.nowhere.example', 'providers[0].issuer: '],
      ['https://login.nowhere.example/tenant', 'https://nowhere.example/?a=b', 'providers[0].issuer: '],
      ['name: nowhere', 'name: Nowhere Council', 'providers[0].name: '],
      ['name: police', 'name: nowhere', 'providers[1].name: it is that of providers[0]'],
      ['NOWHERE_SECRET', 'OTHER', 'providers[0].secret: there is no secret at the variable OTHER'],
      ['{ environment: NOWHERE_SECRET }', 'hush', 'providers[0].secret: '],
      ['    help: the control room\n', '', 'providers[1].help: '],
      ['scopes:', 'scope:', 'providers[1]: '],
      ['providers:', 'providers: [', 'line '],
    ] as const) {
      const faults = faultsOf(GOOD.replace(from, to))
      assert.ok(
        faults.some((fault) => fault.startsWith(place)),
        `${to}: ${faults.join('; ')}`,
      )
    }
    assert.equal(faultsOf('').length, 1)
    assert.equal(faultsOf('providers: []').length, 1)
  })

  it('never says a secret that was written into it', () => {
    const faults = faultsOf(GOOD.replace('{ environment: NOWHERE_SECRET }', 'hush-hush'))
    assert.ok(faults.length > 0 && !faults.join().includes('hush-hush'))
    const broken = faultsOf(`${GOOD}  - secret: [hush-hush`)
    assert.ok(broken.length > 0 && !broken.join().includes('hush-hush'))
  })
})

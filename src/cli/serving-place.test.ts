import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { UsageFault } from './exit.ts'
import { readOrigin, servingPlace } from './serving-place.ts'

describe('where the pages are served', () => {
  it('is said by the arguments, or where they say nothing by the environment', () => {
    const env = {
      SIGHTLINE_ORIGIN: 'https://sightline.example',
      SIGHTLINE_HOST: '0.0.0.0',
      SIGHTLINE_PORT: '8080',
      SIGHTLINE_PROXIES: '10.0.0.5, fd00::/8',
    }
    assert.deepEqual(servingPlace({}, env), {
      origin: 'https://sightline.example',
      host: '0.0.0.0',
      port: 8080,
      proxies: ['10.0.0.5', 'fd00::/8'],
    })
    const options = { origin: 'https://other.example:8443/', host: '::1', port: '81', proxy: ['10.0.0.0/24'] }
    assert.deepEqual(servingPlace(options, env), {
      origin: 'https://other.example:8443',
      host: '::1',
      port: 81,
      proxies: ['10.0.0.0/24'],
    })
  })

  it('is this computer alone where nothing is said but the origin', () => {
    assert.deepEqual(servingPlace({ origin: 'http://localhost:3000' }, {}), {
      origin: 'http://localhost:3000',
      host: '127.0.0.1',
      port: 3000,
      proxies: [],
    })
  })

  it('is an origin that browsers keep secrets for, under a name', () => {
    for (const origin of [
      '',
      'sightline.example',
      'http://sightline.example',
      'ftp://sightline.example',
      'https://sightline.example/pages',
      'https://sightline.example/?a',
      'https://name:word@sightline.example',
      'https://192.0.2.1',
      'https://[2001:db8::1]',
      'http://127.0.0.1:3000',
      'http://localhost.example',
    ]) {
      assert.throws(() => readOrigin(origin, {}), UsageFault, origin)
    }
  })

  it('trusts nobody who is not named by an address', () => {
    for (const proxy of ['proxy.example', '10.0.0.0/33', '10.0.0', 'fd00::/129', '10.0.0.0/8/8', '10.0.0.0/', 'true']) {
      assert.throws(() => servingPlace({ origin: 'http://localhost', proxy: [proxy] }, {}), UsageFault, proxy)
    }
  })

  it('is a port that there is', () => {
    for (const port of ['0', '65536', 'http', '-1']) {
      assert.throws(() => servingPlace({ origin: 'http://localhost', port }, {}), UsageFault, port)
    }
  })
})

import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { nextId } from '../record/database.ts'

// An authenticator in a few lines, so that a test can say what no browser would: another origin, another challenge, a counter that
// goes back. What it answers is what a browser's script sends with the form.

const PRESENT_AND_VERIFIED = 0x05
const HOLDS_KEY = 0x40

/** What of an answer a test makes otherwise than it should be. */
export interface Twist {
  readonly origin?: string
  readonly challenge?: string
  readonly counter?: number
  readonly flags?: number
  readonly userHandle?: string
  readonly signature?: string
  readonly id?: string
  readonly type?: string
}

/** Holds one passkey. */
export class Authenticator {
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly id = createHash('sha256').update(nextId()).digest('base64url')
  readonly #origin: string
  readonly #counts: boolean
  #counter = 0
  #userHandle = ''

  /** @param counts whether it counts its uses, as a security key does */
  constructor(origin: string, counts = true) {
    this.#origin = origin
    this.#counts = counts
  }

  /** Makes the passkey that a page asks for. */
  make(page: string, twist: Twist = {}): string {
    const options = optionsOf(page)
    this.#userHandle = options.user.id
    const key = this.#keys.publicKey.export({ format: 'jwk' })
    const id = Buffer.from(this.id, 'base64url')
    const cose = map([
      [1, int(2)],
      [3, int(-7)],
      [-1, int(1)],
      [-2, bytes(Buffer.from(key.x ?? '', 'base64url'))],
      [-3, bytes(Buffer.from(key.y ?? '', 'base64url'))],
    ])
    const length = Buffer.from([id.length >> 8, id.length & 255])
    const held = Buffer.concat([Buffer.alloc(16), length, id, cose])
    const data = Buffer.concat([this.#data(HOLDS_KEY | PRESENT_AND_VERIFIED, twist), held])
    const attestation = Buffer.concat([
      Buffer.from([0xa3]),
      text('fmt'),
      text('none'),
      text('attStmt'),
      Buffer.from([0xa0]),
      text('authData'),
      bytes(data),
    ])
    return JSON.stringify({
      id: this.id,
      rawId: this.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: this.#client('webauthn.create', options.challenge, twist).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      },
    })
  }

  /** Shows the passkey that a page asks for. */
  show(page: string, twist: Twist = {}): string {
    const options = optionsOf(page)
    if (this.#counts) this.#counter += 1
    const data = this.#data(PRESENT_AND_VERIFIED, twist)
    const client = this.#client('webauthn.get', options.challenge, twist)
    const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
    const id = twist.id ?? this.id
    return JSON.stringify({
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: twist.signature ?? sign('sha256', signed, this.#keys.privateKey).toString('base64url'),
        userHandle: twist.userHandle ?? this.#userHandle,
      },
    })
  }

  #data(flags: number, twist: Twist): Buffer {
    const { hostname } = new URL(twist.origin ?? this.#origin)
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(twist.counter ?? this.#counter)
    const site = createHash('sha256').update(hostname).digest()
    return Buffer.concat([site, Buffer.from([twist.flags ?? flags]), counter])
  }

  #client(type: string, challenge: string, twist: Twist): Buffer {
    const client = {
      type: twist.type ?? type,
      challenge: twist.challenge ?? challenge,
      origin: twist.origin ?? this.#origin,
      crossOrigin: false,
    }
    return Buffer.from(JSON.stringify(client))
  }
}

interface PageOptions {
  readonly challenge: string
  readonly user: { readonly id: string }
}

/** What a page asks of an authenticator, as it stands in its form. */
export function optionsOf(page: string): PageOptions {
  const [, json = '{}'] = /data-options="([^"]*)"/.exec(page) ?? []
  return JSON.parse(json.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#39;', "'")) as PageOptions
}

// The little of CBOR (RFC 8949) that a passkey is written in.

function head(kind: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(kind << 5) | value])
  if (value < 256) return Buffer.from([(kind << 5) | 24, value])
  return Buffer.from([(kind << 5) | 25, value >> 8, value & 255])
}

function int(value: number): Buffer {
  return value < 0 ? head(1, -1 - value) : head(0, value)
}

function bytes(value: Buffer): Buffer {
  return Buffer.concat([head(2, value.length), value])
}

function text(value: string): Buffer {
  return Buffer.concat([head(3, value.length), Buffer.from(value)])
}

function map(entries: readonly (readonly [number, Buffer])[]): Buffer {
  return Buffer.concat([head(5, entries.length), ...entries.map(([key, value]) => Buffer.concat([int(key), value]))])
}

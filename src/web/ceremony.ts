import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { z } from 'zod'
import type { NewPasskey } from '../record/people/passkeys.ts'

// What a browser and an authenticator are asked, and what their answers prove (WebAuthn level 3). The authenticator sees that its
// owner is there by a finger, a face or a PIN; nothing is asked of who made it.

/** A passkey that an authenticator may have already. */
interface Known {
  readonly credential: Buffer
  readonly transports: readonly string[]
}

/** Options for a browser, as JSON that its page holds, and the challenge that the answer must be to. */
export interface Options {
  readonly challenge: string
  readonly json: string
}

/** Who a passkey is made for, as the authenticator shows it to its owner. */
export interface Owner {
  /** A random identifier: it stands in the authenticator, and tells nobody anything. */
  readonly person: string
  readonly name: string
  readonly authority: string
}

/** EdDSA, ES256 and RS256: what authenticators have. */
const ALGORITHMS = [-8, -7, -257]

const MOST_TEXT = 20_000
const base64url = z
  .string()
  .min(1)
  .max(MOST_TEXT)
  .regex(/^[A-Za-z0-9_-]+$/)

const ANSWER = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
})

const MADE = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .default([]),
  }),
})

/** A browser's answer that shows a passkey. */
export type Answer = z.output<typeof ANSWER>

/** Ceremonies of one origin: a passkey that was made for it is of use nowhere else. */
export class Ceremonies {
  readonly #origin: string
  readonly #site: string

  /** @param origin where browsers reach Sightline: "https://sightline.example" */
  constructor(origin: string) {
    this.#origin = origin
    this.#site = new URL(origin).hostname
  }

  /** Asks for any passkey of this site, or for one of these. */
  async ask(known: readonly Known[]): Promise<Options> {
    const options = await generateAuthenticationOptions({
      rpID: this.#site,
      userVerification: 'required',
      timeout: 300_000,
      allowCredentials: known.map(describe),
    })
    return { challenge: options.challenge, json: JSON.stringify(options) }
  }

  /** Asks for a new passkey of somebody, on an authenticator that holds none of theirs yet. */
  async askToMake({ person, name, authority }: Owner, known: readonly Known[]): Promise<Options> {
    const options = await generateRegistrationOptions({
      rpName: 'Sightline',
      rpID: this.#site,
      userID: handleOf(person),
      userName: `${name}, ${authority}`,
      userDisplayName: name,
      attestationType: 'none',
      supportedAlgorithmIDs: ALGORITHMS,
      timeout: 300_000,
      excludeCredentials: known.map(describe),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    return { challenge: options.challenge, json: JSON.stringify(options) }
  }

  /** What an answer proves: how often its passkey was used. Null where it proves nothing. */
  async proved(
    answer: Answer,
    {
      challenge,
      publicKey,
      person,
    }: { readonly challenge: string; readonly publicKey: Buffer; readonly person: string },
  ): Promise<{ readonly counter: number } | null> {
    const { userHandle, ...response } = answer.response
    if (userHandle !== undefined && userHandle !== Buffer.from(handleOf(person)).toString('base64url')) return null
    const verified = await orNull(
      verifyAuthenticationResponse({
        response: { ...answer, response, clientExtensionResults: {} },
        expectedChallenge: challenge,
        expectedOrigin: this.#origin,
        expectedRPID: this.#site,
        // The library would judge the counter before the signature, and so by what anybody may send: the record judges it after.
        credential: { id: answer.id, publicKey: Uint8Array.from(publicKey), counter: 0 },
        requireUserVerification: true,
      }),
    )
    return verified?.verified === true ? { counter: verified.authenticationInfo.newCounter } : null
  }

  /** The passkey that a browser's text tells of; null where it proves none. */
  async made(text: string, challenge: string): Promise<Omit<NewPasskey, 'title'> | null> {
    const read = readJson(MADE, text)
    if (read === null) return null
    const { transports, ...response } = read.response
    const verified = await orNull(
      verifyRegistrationResponse({
        response: { ...read, response, clientExtensionResults: {} },
        expectedChallenge: challenge,
        expectedOrigin: this.#origin,
        expectedRPID: this.#site,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      }),
    )
    if (verified?.verified !== true) return null
    const { credential, credentialBackedUp } = verified.registrationInfo
    return {
      credential: Buffer.from(credential.id, 'base64url'),
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports,
      synced: credentialBackedUp,
    }
  }
}

/** Reads what a browser says of a passkey that was shown; null where no browser says so. */
export function readAnswer(text: string): Answer | null {
  return readJson(ANSWER, text)
}

function readJson<S extends z.ZodType>(schema: S, text: string): z.output<S> | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** The library throws for every answer that proves nothing, and for bytes that are none of WebAuthn's: none is a fault of ours. */
async function orNull<T>(verifying: Promise<T>): Promise<T | null> {
  try {
    return await verifying
  } catch {
    return null
  }
}

/** The sixteen bytes of a person's identifier. */
function handleOf(person: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(person.replaceAll('-', ''), 'hex'))
}

function describe({ credential, transports }: Known) {
  return { id: credential.toString('base64url'), transports: transports.filter(isTransport) }
}

type Transport = 'ble' | 'cable' | 'hybrid' | 'internal' | 'nfc' | 'smart-card' | 'usb'
const TRANSPORTS: readonly string[] = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']

function isTransport(text: string): text is Transport {
  return TRANSPORTS.includes(text)
}

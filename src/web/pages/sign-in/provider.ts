import * as client from 'openid-client'
import type { Instant } from '../../../engine/calendar/instant.ts'
import type { Identity } from '../../../record/people/sign-ins.ts'
import { isOnThisComputer, type ProviderSettings } from './providers-file.ts'

/** What only the browser in which a sign-in began may use: it proves the answer to be of this very question. */
export interface Attempt {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Whether whoever is signed in at the provider already need not show it once more. */
export type Asking = 'known-is-enough' | 'once-more'

/** Where the browser is sent, and what is kept meanwhile. */
export type Beginning =
  | { readonly kind: 'began'; readonly to: string; readonly attempt: Attempt }
  | { readonly kind: 'unavailable' }

/**
 * What a provider answered, and when it says that somebody showed it who they are; null where it does not say. `refused`: it
 * did not sign them in; `unproved`: the answer is not of the question that was asked.
 */
export type Ending =
  | { readonly kind: 'proved'; readonly identity: Identity; readonly provedAt: Instant | null }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unproved' }
  | { readonly kind: 'unavailable' }

/** The identity provider does not answer for longer than anybody waits. */
const SECONDS = 8

/** What is proved by more than the connection: the signature of what the provider says. */
const CHECKS = [client.enableNonRepudiationChecks]

/** An identity provider as Sightline speaks with it: OpenID Connect, a code with PKCE, state and nonce. */
export class Provider {
  readonly settings: ProviderSettings
  readonly #callback: string
  /** Read once it was found; a failure is forgotten, so that the next person tries again. */
  #found: Promise<client.Configuration> | null = null

  /** @param origin where browsers reach Sightline */
  constructor(settings: ProviderSettings, origin: string) {
    this.settings = settings
    this.#callback = `${origin}/sign-in/providers/${settings.name}/answer`
  }

  /** Asked `once-more`, a provider lets nobody through who does not show it again who they are, and says when that was. */
  async begin(asking: Asking): Promise<Beginning> {
    const found = await this.#discover()
    if (found === null) return { kind: 'unavailable' }
    const attempt = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
    }
    const to = client.buildAuthorizationUrl(found, {
      redirect_uri: this.#callback,
      scope: ['openid', ...this.settings.scopes].join(' '),
      response_type: 'code',
      code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
      state: attempt.state,
      nonce: attempt.nonce,
      ...(asking === 'once-more' ? { prompt: 'login', max_age: '0' } : {}),
    })
    return { kind: 'began', to: to.href, attempt }
  }

  /** @param answer what the provider sent the browser back with */
  async end(answer: Readonly<Record<string, string>>, { state, nonce, verifier }: Attempt): Promise<Ending> {
    const found = await this.#discover()
    if (found === null) return { kind: 'unavailable' }
    const url = new URL(this.#callback)
    url.search = new URLSearchParams(answer).toString()
    try {
      const tokens = await client.authorizationCodeGrant(found, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (claims === undefined) return { kind: 'unproved' }
      const provedAt = claims.auth_time === undefined ? null : ((claims.auth_time * 1000) as Instant)
      return { kind: 'proved', identity: { issuer: claims.iss, subject: claims.sub }, provedAt }
    } catch (error) {
      return endingOf(error)
    }
  }

  async #discover(): Promise<client.Configuration | null> {
    const { issuer, clientId, secret } = this.settings
    this.#found ??= client.discovery(
      new URL(issuer),
      clientId,
      undefined,
      secret === null ? client.None() : client.ClientSecretBasic(secret),
      { timeout: SECONDS, execute: isOnThisComputer(issuer) ? [...CHECKS, client.allowInsecureRequests] : CHECKS },
    )
    const asked = this.#found
    try {
      return await asked
    } catch {
      // Why is for whoever looks after the service, whom the page names: none of the reasons is the reader's to mend.
      if (this.#found === asked) this.#found = null
      return null
    }
  }
}

/** What of an error of openid-client is meant: all of them are of the provider's answer, and none is a fault of ours. */
function endingOf(error: unknown): Ending {
  if (error instanceof client.AuthorizationResponseError) return { kind: 'refused' }
  if (error instanceof client.ResponseBodyError) return { kind: error.status >= 500 ? 'unavailable' : 'unproved' }
  if (error instanceof client.WWWAuthenticateChallengeError) return { kind: 'unavailable' }
  if (error instanceof client.ClientError)
    return { kind: UNANSWERED.has(error.code ?? '') ? 'unavailable' : 'unproved' }
  if (error instanceof TypeError) return { kind: 'unavailable' }
  throw error
}

/** Codes of openid-client by which the provider did not answer as a provider does. */
const UNANSWERED: ReadonlySet<string> = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM'])

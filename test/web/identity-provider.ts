import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import type { ProviderSettings } from '../../src/web/pages/sign-in/providers-file.ts'

// A real OpenID Connect provider on this computer, of an invented council. It asks for no password: a test says who sits at it.

const SECRET = 'a-secret-that-only-tests-know'

export interface Peer {
  readonly settings: ProviderSettings
  /** Who sits at the browser, and since which second of the epoch by the provider's word; null where it turns them away. */
  readonly sits: (subject: string | null, since?: number) => void
  /** Does at the provider what a browser would, and gives where it is sent back to. */
  readonly passThrough: (to: string) => Promise<string>
  readonly close: () => Promise<void>
}

/** @param origin of Sightline, to which it sends people back */
export async function startPeer(name: string, origin: string): Promise<Peer> {
  // A connection that is kept is never closed by this side: closed just as the next question is sent on it, it would seem not to answer.
  const server = createServer({ keepAliveTimeout: 0 })
  const issuer = await listen(server)
  let subject: string | null = null
  let shown: number | undefined
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'sightline',
        client_secret: SECRET,
        redirect_uris: [`${origin}/sign-in/providers/${name}/answer`],
        response_types: ['code'],
      },
    ],
    jwks: { keys: [{ ...signingKey(), use: 'sig', kid: 'invented' }] },
    cookies: { keys: ['invented'] },
    ttl: { AccessToken: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return answer(request, response)
    const result =
      subject === null
        ? { error: 'access_denied' }
        : { login: { accountId: subject, remember: false, ...(shown === undefined ? {} : { ts: shown }) } }
    return provider.interactionFinished(request, response, result)
  })
  return {
    settings: {
      name,
      title: `Council of ${name}`,
      issuer,
      clientId: 'sightline',
      secret: SECRET,
      scopes: [],
      help: `the service desk of ${name}`,
    },
    sits: (who, since) => {
      subject = who
      shown = since
    },
    passThrough: (to) => follow(to, origin),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      // A server that listens by TCP has an address of this kind.
      const { port } = server.address() as AddressInfo
      resolve(`http://127.0.0.1:${port}`)
    })
  })
}

function signingKey() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
}

async function follow(to: string, origin: string): Promise<string> {
  const cookies = new Map<string, string>()
  let at = to
  for (let hop = 0; hop < 10 && !at.startsWith(origin); hop++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`the provider answered ${response.status}: ${await response.text()}`)
    at = new URL(location, at).href
  }
  return at
}

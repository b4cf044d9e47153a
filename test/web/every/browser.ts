import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { formToken } from '../../../src/web/tokens.ts'
import { NOBODYS } from './addresses.ts'

/** How a form of ours is sent. */
export const FROM_US = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }

/** The headers of a browser that holds a session's token; null for one that holds none. */
export function headersOf(token: string | null): Record<string, string> {
  return { host: 'localhost:3000', ...(token === null ? {} : { cookie: `sightline=${token}` }) }
}

/** Asks by GET, or sends a form with its token by POST, in the name of whoever the token is of. */
export function ask(
  server: FastifyInstance,
  token: string,
  { method, url, fields = {} }: { method: 'GET' | 'POST'; url: string; fields?: Readonly<Record<string, string>> },
): Promise<LightMyRequestResponse> {
  const headers = { ...headersOf(token), ...(method === 'POST' ? FROM_US : {}) }
  const body = new URLSearchParams({ _csrf: formToken(token), ...fields }).toString()
  return server.inject({ method, url, headers, ...(method === 'POST' ? { payload: body } : {}) })
}

/** The address of a route with these values for the names in its path; nothing bears what no value is given for. */
export function addressOf(path: string, values: Readonly<Record<string, string>>): string {
  return path.replaceAll(/:([a-z]+)/g, (_all, name: string) => encodeURIComponent(values[name] ?? NOBODYS))
}

const HEADERS: Readonly<Record<string, RegExp>> = {
  'content-security-policy':
    /^default-src 'none'; script-src 'self' 'sha256-[A-Za-z0-9+/]+='; style-src 'self'; .*form-action 'self'.*; frame-ancestors 'none'$/,
  'referrer-policy': /^no-referrer$/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'permissions-policy': /camera=\(\)/,
  'x-robots-tag': /noindex/,
  'cache-control': /^no-store$|^public, max-age=31536000, immutable$/,
}

/** The headers that an answer should bear and does not, with what is told of the server beside. */
export function headerFaults({ headers, statusCode }: LightMyRequestResponse): readonly string[] {
  const faults = Object.entries(HEADERS).flatMap(([name, wanted]) => {
    const given = String(headers[name] ?? '')
    return wanted.test(given) ? [] : [`${statusCode} with ${name}: ${given || 'none'}`]
  })
  const cookies = [headers['set-cookie'] ?? []].flat()
  const open = cookies.filter((cookie) => !/HttpOnly/i.test(cookie) || !/SameSite=Lax/i.test(cookie))
  const told = ['server', 'x-powered-by'].filter((name) => name in headers)
  return [...faults, ...open.map(() => 'a cookie that scripts or other sites may use'), ...told]
}

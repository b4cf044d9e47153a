import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { formToken } from '../../../src/web/tokens.ts'

/** An identifier that nothing bears. */
const NOBODYS = 'ffffffff-ffff-4fff-8fff-ffffffffffff'

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

import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { z } from 'zod'
import type { Route } from '../../../src/web/route.ts'
import { formToken } from '../../../src/web/tokens.ts'
import { Chance } from '../../record/access/chance.ts'
import { NOBODYS, valuesFor } from './addresses.ts'
import { FROM_US, headersOf } from './browser.ts'
import type { EveryWorld } from './relations.ts'

// Requests as no page of ours sends them, drawn from the routes' own patterns and schemas and from a seed: the same seed and
// number give the same request again.

/** A request as it is sent. */
export interface Drawn {
  readonly seed: number
  readonly number: number
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly payload: string | null
}

/** What requests are drawn from. */
export interface Source {
  readonly routes: readonly Route[]
  /** Identifiers of the record, words of protocols, and texts that pages give out and take back. */
  readonly known: readonly string[]
  readonly values: ReadonlyMap<string, readonly string[]>
  readonly tokens: readonly string[]
}

export async function sourceOf({ team, cases, principals }: EveryWorld, routes: readonly Route[]): Promise<Source> {
  const values = new Map<string, readonly string[]>()
  for (const each of Object.values(cases)) {
    for (const [name, found] of await valuesFor(team.root, routes, each)) {
      values.set(name, [...new Set([...(values.get(name) ?? []), ...found])])
    }
  }
  const known = [...new Set([...values.values()].flat())]
  return { routes, values, known, tokens: principals.map(({ token }) => token) }
}

const HUGE = 'k'.repeat(40_000)

/** What no page of ours gives out. Half of a pair and a byte that is no text are sent as they are. */
const HOSTILE: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\uD800',
  '%00',
  '%',
  '%zz',
  '%E0%A4%A',
  '%ff%fe',
  '../../../etc/passwd',
  '..%2f..%2f',
  '//elsewhere.invalid/',
  '\\\\elsewhere.invalid\\',
  "' or '1'='1",
  "'; drop table sightline.cases; --",
  '{{ 7 * 7 }}',
  '#{7*7}',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '__proto__',
  'constructor',
  'toString',
  '[object Object]',
  'null',
  'undefined',
  'NaN',
  'true',
  '-1',
  '0',
  '1e309',
  '2147483648',
  '9007199254740993',
  '999999999999999999999999',
  '1.5',
  '2026-02-30',
  '2026-11-20',
  '0000-00-00',
  '9999-12-31',
  '275760-09-14',
  '-000001-01-01',
  '31 November 2026',
  '2026-11-20.1',
  'none.999999999999999',
  '1763632800000.00000000-0000-4000-8000-000000000001',
  '999999999999999.ffffffff-ffff-4fff-8fff-ffffffffffff',
  NOBODYS,
  NOBODYS.toUpperCase(),
  '00000000-0000-0000-0000-000000000000',
  'ﬀﬀ',
  'مثال‎',
  '👩‍👩‍👧‍👦',
  'é'.normalize('NFD').repeat(300),
  '=HYPERLINK("http://elsewhere.invalid")',
  '\r\nset-cookie: a=b',
  'a\nb',
  'x'.repeat(201),
  HUGE,
]

const METHODS = ['GET', 'POST', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']
const TYPES = [
  'application/json',
  'text/plain',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/x-www-form-urlencoded; charset=utf-16',
  'application/xml',
  '',
]

/** The request of this number, of this seed. */
export function drawRequest(source: Source, seed: number, number: number): Drawn {
  const chance = new Chance(seed * 1_000_003 + number)
  const route = chance.of(source.routes)
  const method = chance.oneIn(12) ? chance.of(METHODS) : route.method
  const token = chance.of(source.tokens)
  const url = pathOf(chance, source, route) + queryOf(chance, source, route)
  const headers = { ...headersOf(token), ...(route.method === 'POST' ? FROM_US : {}), ...oddHeaders(chance, token) }
  if (method === 'GET' || method === 'HEAD') return { seed, number, method, url, headers, payload: null }
  const body = bodyOf(chance, source, route, token)
  return { seed, number, method, url, headers: { ...headers, ...body.headers }, payload: body.payload }
}

/** Something for a field: mostly what its schema takes, so that what lies behind it is asked too. */
function given(chance: Chance, { known }: Source, schema: z.core.$ZodType | undefined): string {
  const any = [...known, ...HOSTILE]
  if (schema === undefined || chance.oneIn(3)) return chance.of(any)
  const taken = any.filter((each) => '_zod' in schema && takes(schema, each))
  return taken.length === 0 ? chance.of(any) : chance.of(taken)
}

function takes(schema: z.core.$ZodType, value: string): boolean {
  return 'safeParse' in schema && (schema as z.ZodType).safeParse(value).success
}

function pathOf(chance: Chance, source: Source, { path }: Route): string {
  if (chance.oneIn(40))
    return chance.of(['/%', '//', '/%2e%2e/', '/.env', `/${HUGE}`, '/assets/x/y.css', '/MY-WORK', '/*'])
  const whole = path.replaceAll(/:([a-z]+)/g, (_all, name: string) => {
    const found = source.values.get(name) ?? []
    if (found.length > 0 && !chance.oneIn(4)) return encodeURIComponent(chance.of(found))
    const other = chance.oneIn(2) ? chance.of(source.known) : chance.of(HOSTILE)
    // Now and then as it is, which may be no address at all.
    return chance.oneIn(5) ? other.replaceAll(/[^!-~]/g, '%00') : encodeURIComponent(other.toWellFormed())
  })
  return chance.oneIn(30) ? `${whole}/` : whole
}

function queryOf(chance: Chance, source: Source, { reads }: Route): string {
  const parts: string[] = []
  for (const [name, schema] of Object.entries(reads.query.shape)) {
    if (chance.oneIn(2)) continue
    for (let times = chance.oneIn(6) ? 2 : 1; times > 0; times--) {
      parts.push(`${name}=${encodeURIComponent(given(chance, source, schema).toWellFormed())}`)
    }
  }
  if (chance.oneIn(8))
    parts.push(chance.of(['a[b]=c', '=', '&&&', 'x=%', 'x=%00', '__proto__[a]=b', `x=${HUGE}`, '?', '#']))
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

function oddHeaders(chance: Chance, token: string): Record<string, string | string[]> {
  switch (chance.below(16)) {
    case 0:
      return { host: chance.of(['elsewhere.invalid', '', 'localhost:3000@elsewhere.invalid', 'localhost']) }
    case 1:
      return {
        cookie: chance.of(['', 'sightline=', `sightline=${HUGE}`, 'sightline=%', '=;=;=', 'a=b; a=c; sightline="x"']),
      }
    case 2:
      return { cookie: `sightline=${token}; sightline=${token.slice(1)}A; sightline-visit=${HUGE.slice(0, 900)}` }
    case 3:
      return { 'sec-fetch-site': chance.of(['cross-site', 'same-site', 'none', '', 'SAME-ORIGIN']) }
    case 4:
      return { origin: chance.of(['null', 'https://elsewhere.invalid', '']), 'x-forwarded-host': 'elsewhere.invalid' }
    case 5:
      return {
        'accept-encoding': chance.of(['br;q=nonsense', '*', 'identity;q=0', HUGE.slice(0, 5_000), 'gzip, gzip, gzip']),
      }
    case 6:
      return { 'x-forwarded-for': "127.0.0.1, '; --", forwarded: 'for=_x', 'x-http-method-override': 'DELETE' }
    case 7:
      return { accept: 'application/json', range: 'bytes=0-0,-1', 'if-none-match': '*', 'if-modified-since': 'never' }
    default:
      return {}
  }
}

function bodyOf(
  chance: Chance,
  source: Source,
  { reads }: Route,
  token: string,
): { readonly headers: Record<string, string>; readonly payload: string } {
  const fields: [string, string][] = []
  for (const [name, schema] of Object.entries(reads.body.shape)) {
    if (chance.oneIn(8)) continue
    for (let times = chance.oneIn(10) ? 2 : 1; times > 0; times--) fields.push([name, given(chance, source, schema)])
  }
  for (let more = chance.below(4); more > 0; more--) {
    fields.push([chance.oneIn(2) ? chance.of(HOSTILE).slice(0, 300) : chance.of(source.known), chance.of(HOSTILE)])
  }
  if (!chance.oneIn(8)) fields.push(['_csrf', formToken(chance.oneIn(12) ? chance.of(source.tokens) : token)])
  if (chance.oneIn(12)) fields.push(['_csrf', chance.of(HOSTILE)])
  const form = fields.map(([name, value]) => `${written(chance, name)}=${written(chance, value)}`).join('&')
  if (!chance.oneIn(8)) return { headers: {}, payload: form }
  const type = chance.of(TYPES)
  const payload = chance.of([
    form,
    '{"a":',
    JSON.stringify(Object.fromEntries(fields)),
    '[]',
    '\0',
    partsOf(fields),
    '--x--\r\n',
  ])
  return { headers: { 'content-type': type }, payload }
}

function written(chance: Chance, text: string): string {
  return chance.oneIn(20) ? text.replaceAll(/[&=+#\r\n]/g, '%') : encodeURIComponent(text.toWellFormed())
}

function partsOf(fields: readonly (readonly [string, string])[]): string {
  const parts = fields.map(([name, value]) => {
    const plain = name.replaceAll(/["\r\n]/g, '')
    return `--x\r\ncontent-disposition: form-data; name="${plain}"\r\n\r\n${value}\r\n`
  })
  const file = `--x\r\ncontent-disposition: form-data; name="files"; filename="../../x.csv"\r\ncontent-type: text/csv\r\n\r\n\0\xff\r\n`
  return [...parts, file].join('')
}

/** Sends it; null where it is none that could be sent at all. */
export async function send(server: FastifyInstance, drawn: Drawn): Promise<LightMyRequestResponse | null> {
  const { method, url, headers, payload } = drawn
  try {
    return await server.inject({
      method: method as 'GET',
      url,
      headers: { ...headers },
      ...(payload === null ? {} : { payload }),
    })
  } catch (error) {
    if (error instanceof TypeError || (error instanceof Error && /Invalid URL|invalid/i.test(error.message)))
      return null
    throw error
  }
}

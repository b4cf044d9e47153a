import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { Instant } from '../../src/engine/calendar/instant.ts'
import type { AccessLine, Face, FaultLine } from '../../src/web/face.ts'
import { DEMONSTRATION_ROUTES } from '../../src/web/routes.ts'
import { buildServer } from '../../src/web/server.ts'
import { moment } from '../record/authority.ts'
import type { TestDatabase } from '../record/database.ts'

// The face as browsers see it, without a port: requests are injected into the server that `npm start` runs.

export const ORIGIN = 'http://localhost:3000'

/** A server over a test's database, and its clock. */
export interface TestFace {
  readonly server: FastifyInstance
  readonly lines: readonly (AccessLine | FaultLine)[]
  /** What the server believes the time to be. */
  readonly setNow: (when: string) => void
  readonly close: () => Promise<void>
}

export async function testFace(
  { store }: Pick<TestDatabase, 'store'>,
  more: Partial<Face> = {},
  when = '2026-11-20T10:00:00Z',
): Promise<TestFace> {
  const lines: (AccessLine | FaultLine)[] = []
  let now: Instant = moment(when)
  const server = await buildServer({
    store,
    now: () => now,
    origins: [ORIGIN],
    routes: DEMONSTRATION_ROUTES,
    imports: null,
    demonstration: true,
    session: { idleMinutes: 60, longestHours: 12 },
    limits: { aMinute: 1_000_000 },
    log: (line) => lines.push(line),
    ...more,
  })
  await server.ready()
  return {
    server,
    lines,
    setNow: (later) => {
      now = moment(later)
    },
    close: () => server.close(),
  }
}

/** A browser: keeps cookies, and sends forms as a page of ours would. */
export class Visitor {
  readonly #server: FastifyInstance
  readonly cookies = new Map<string, string>()
  #token = ''

  constructor({ server }: Pick<TestFace, 'server'>) {
    this.#server = server
  }

  /** Somebody who has signed in. */
  static async signedIn(face: Pick<TestFace, 'server'>, person: string): Promise<Visitor> {
    const visitor = new Visitor(face)
    await visitor.signIn(person)
    return visitor
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<LightMyRequestResponse> {
    return this.#ask('GET', path, undefined, headers)
  }

  /** Sends a form with the token of the page last seen, which the fields may replace. */
  async post(
    path: string,
    fields: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<LightMyRequestResponse> {
    const body = new URLSearchParams({ _csrf: this.#token, ...fields }).toString()
    const sent = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers }
    return this.#ask('POST', path, body, sent)
  }

  /** Sends a form with files. */
  async send(
    path: string,
    files: readonly { readonly name: string; readonly content: string | Buffer }[],
    fields: Readonly<Record<string, string>> = {},
  ): Promise<LightMyRequestResponse> {
    const boundary = 'an-invented-boundary'
    const head = (lines: string) => Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${lines}\r\n\r\n`)
    const parts = Object.entries({ _csrf: this.#token, ...fields }).flatMap(([name, value]) => [
      head(`name="${name}"`),
      Buffer.from(`${value}\r\n`),
    ])
    for (const { name, content } of files) {
      const type = '\r\ncontent-type: application/octet-stream'
      parts.push(head(`name="files"; filename="${name}"${type}`), Buffer.from(content), Buffer.from('\r\n'))
    }
    const body = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
    const sent = { 'content-type': `multipart/form-data; boundary=${boundary}`, 'sec-fetch-site': 'same-origin' }
    return this.#ask('POST', path, body, sent)
  }

  /** Signs in as one of the invented people. */
  async signIn(person: string): Promise<LightMyRequestResponse> {
    await this.get('/sign-in')
    const answer = await this.post('/sign-in', { person })
    await this.get('/my-work')
    return answer
  }

  async #ask(
    method: 'GET' | 'POST',
    url: string,
    payload: string | Buffer | undefined,
    headers: Readonly<Record<string, string>>,
  ): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await this.#server.inject({
      method,
      url,
      headers: { host: 'localhost:3000', ...(cookie === '' ? {} : { cookie }), ...headers },
      ...(payload === undefined ? {} : { payload }),
    })
    for (const { name, value } of answer.cookies) {
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    this.#token = /name="_csrf" value="([^"]+)"/.exec(answer.body)?.[1] ?? this.#token
    return answer
  }
}

/** What a page says, without its tags. */
export function saysOf(body: string): string {
  return body.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
}

/** The hidden fields of a page's forms, as a browser sends them. */
export function hiddenIn(body: string): Record<string, string> {
  const fields = [...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)]
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]))
}

/** Several people, each with a browser of their own, who sign in when they first come. */
export class Visitors {
  readonly #face: Pick<TestFace, 'server'>
  readonly #personOf: (name: string) => string
  readonly #known = new Map<string, Visitor>()

  constructor(face: Pick<TestFace, 'server'>, personOf: (name: string) => string) {
    this.#face = face
    this.#personOf = personOf
  }

  async of(name: string): Promise<Visitor> {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const visitor = await Visitor.signedIn(this.#face, this.#personOf(name))
    this.#known.set(name, visitor)
    return visitor
  }

  /** Everybody signs in anew when they next come. */
  forget(): void {
    this.#known.clear()
  }
}

import type { LightMyRequestResponse } from 'fastify'
import type { Route } from '../../../src/web/route.ts'
import { formToken } from '../../../src/web/tokens.ts'
import { WHEN } from '../../record/access/team.ts'
import { testFace } from '../face.ts'
import { addressOf, ask, FROM_US, headerFaults, headersOf } from './browser.ts'
import { type AtTheDoor, caseOf, type EveryWorld, expectedAt } from './relations.ts'

/** What was asked of the doors of all routes. */
export interface Asked {
  readonly cells: number
  /** Cells whose answer is not what it should be. */
  readonly wrong: readonly string[]
}

const LET_IN = 'the handler is asked'

/** The routes as they are, but that each handler says only that it was asked: what is held to the rule is the door. */
function doorsOf(routes: readonly Route[]): readonly Route[] {
  const file = { kind: 'file', name: 'asked.txt', type: 'text/plain; charset=utf-8', as: 'shown' } as const
  return routes.map((route) => ({ ...route, run: async () => ({ ...file, content: LET_IN }) }))
}

/** Asks the door of every route in the name of every principal, and in nobody's. */
export async function askEveryDoor({ team, principals, cases }: EveryWorld, routes: readonly Route[]): Promise<Asked> {
  const face = await testFace(team.database, { routes: doorsOf(routes) }, WHEN)
  const wrong: string[] = []
  let cells = 0
  const hold = (cell: string, found: string, expected: string): void => {
    cells += 1
    if (found !== expected) wrong.push(`${cell}: ${found}, and should be ${expected}`)
  }
  for (const route of routes) {
    const { method, path } = route
    const url = addressOf(path, { case: cases.standard.caseId, pathway: cases.standard.pathway })
    const open = route.permission.kind === 'anybody'
    // Before anybody has signed in a form needs the token of the browser that was given the page.
    const headers = { ...headersOf(null), ...(method === 'POST' ? FROM_US : {}) }
    const nobody = await face.server.inject({ method, url, headers, ...(method === 'POST' ? { payload: 'a=b' } : {}) })
    const expected = method === 'POST' ? 'forged' : open ? 'in' : 'sign-in'
    hold(`${method} ${path}, nobody signed in`, saidToNobody(nobody), expected)
    wrong.push(...headerFaults(nobody).map((fault) => `${method} ${path}, nobody signed in: ${fault}`))
  }
  for (const principal of principals) {
    const { caseId, pathway } = caseOf(principal.relation, cases)
    const unlike: string[] = []
    for (const route of routes) {
      const url = addressOf(route.path, { case: caseId, pathway })
      const cell = `${route.method} ${route.path}, ${principal.role}, ${principal.relation}`
      const answer = await ask(face.server, principal.token, { method: route.method, url })
      wrong.push(...headerFaults(answer).map((fault) => `${cell}: ${fault}`))
      // Whose account is closed is to an open page as anybody, whose form bears a token of another kind.
      const isForged = route.method === 'POST' && route.permission.kind === 'anybody' && principal.relation === 'left'
      hold(cell, said(answer), isForged ? 'forged' : expectedAt(route, principal.role, principal.relation))
      if (said(answer) === 'not-found') unlike.push(answer.body)
    }
    // What may not be known of and what is not there are told alike, to the letter.
    if (unlike.length > 0) {
      const none = await ask(face.server, principal.token, { method: 'GET', url: addressOf('/cases/:case', {}) })
      const differing = unlike.filter((body) => withoutTokens(body) !== withoutTokens(none.body)).length
      hold(`what is not there, ${principal.role}, ${principal.relation}`, `${differing} differ`, '0 differ')
    }
  }
  await face.close()
  return { cells, wrong }
}

/** Sends every form as somebody else's page would: without a token, with another's, from elsewhere. None may be taken. */
export async function forgeEveryForm({ team, principals }: EveryWorld, routes: readonly Route[]): Promise<Asked> {
  const face = await testFace(team.database, { routes: doorsOf(routes) }, WHEN)
  const wrong: string[] = []
  let cells = 0
  const [own, other] = principals
  if (own === undefined || other === undefined) throw new Error('two people are needed')
  const cookie = headersOf(own.token)
  const forgeries: Readonly<Record<string, { headers: Record<string, string>; token: string }>> = {
    'without a token': { headers: FROM_US, token: '' },
    'with a token that is none': { headers: FROM_US, token: 'A'.repeat(86) },
    'with the token of another': { headers: FROM_US, token: formToken(other.token) },
    'from another site': { headers: { ...FROM_US, 'sec-fetch-site': 'cross-site' }, token: formToken(own.token) },
    'from a site beside': { headers: { ...FROM_US, 'sec-fetch-site': 'same-site' }, token: formToken(own.token) },
    'from an address typed in': { headers: { ...FROM_US, 'sec-fetch-site': 'none' }, token: formToken(own.token) },
    'from another origin': {
      headers: withoutSite({ origin: 'https://elsewhere.invalid' }),
      token: formToken(own.token),
    },
    'from no origin': { headers: withoutSite({ origin: 'null' }), token: formToken(own.token) },
    'saying nothing of where it comes from': { headers: withoutSite({}), token: formToken(own.token) },
  }
  for (const { path } of routes.filter(({ method }) => method === 'POST')) {
    for (const [how, { headers, token }] of Object.entries(forgeries)) {
      const payload = new URLSearchParams(token === '' ? {} : { _csrf: token }).toString()
      const url = addressOf(path, {})
      const answer = await face.server.inject({ method: 'POST', url, headers: { ...cookie, ...headers }, payload })
      const { statusCode, body } = answer
      cells += 1
      if (body === LET_IN || ![403, 404].includes(statusCode)) wrong.push(`POST ${path} ${how}: ${statusCode}`)
      wrong.push(...headerFaults(answer).map((fault) => `POST ${path} ${how}: ${fault}`))
    }
  }
  await face.close()
  return { cells, wrong }
}

function withoutSite(more: Record<string, string>): Record<string, string> {
  return { 'content-type': FROM_US['content-type'], ...more }
}

/** A page without what is different each time it is made. */
function withoutTokens(body: string): string {
  return body.replaceAll(/name="_csrf" value="[^"]*"/g, '')
}

function said({ statusCode, body }: LightMyRequestResponse): AtTheDoor | string {
  if (statusCode === 200 && body === LET_IN) return 'in'
  if (statusCode === 404) return 'not-found'
  if (statusCode !== 403) return `status ${statusCode}`
  if (body.includes('You do not have the role for this page')) return 'not-yours'
  return body.includes('Your account is not open') ? 'not-active' : 'forged'
}

function saidToNobody(answer: LightMyRequestResponse): string {
  const { statusCode, headers } = answer
  if (statusCode === 303) return String(headers.location).startsWith('/sign-in') ? 'sign-in' : 'elsewhere'
  return said(answer)
}

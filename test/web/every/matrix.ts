import type { LightMyRequestResponse } from 'fastify'
import type { Route } from '../../../src/web/route.ts'
import { WHEN } from '../../record/access/team.ts'
import { testFace } from '../face.ts'
import { addressOf, ask, FROM_US, headersOf } from './browser.ts'
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
  }
  for (const principal of principals) {
    const { caseId, pathway } = caseOf(principal.relation, cases)
    const unlike: string[] = []
    for (const route of routes) {
      const url = addressOf(route.path, { case: caseId, pathway })
      const cell = `${route.method} ${route.path}, ${principal.role}, ${principal.relation}`
      const answer = await ask(face.server, principal.token, { method: route.method, url })
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

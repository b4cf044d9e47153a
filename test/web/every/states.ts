import { createHash } from 'node:crypto'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import type { Route } from '../../../src/web/route.ts'
import { WHEN } from '../../record/access/team.ts'
import { fill } from '../../torture/scale/fill.ts'
import { testFace } from '../face.ts'
import { addressesOf, NOBODYS, valuesFor } from './addresses.ts'
import { ask, FROM_US, headersOf } from './browser.ts'
import type { EveryWorld, MarkedCase, Principal } from './relations.ts'

// Every state of a page that the routes, the people who ask and what there is to show come to: nothing, one, many, a second page,
// long names and names of other scripts, forms sent back with errors, refusals, and what is not there. States that are made of the
// same elements in the same order are one.

/** A page as it is sent. */
export interface PageState {
  /** "GET /lists/:protocol 200, many". */
  readonly name: string
  readonly route: string
  readonly html: string
}

/** A name without a break in it, one of another script, and one with everything that names have. */
const NAMES = {
  'a long name': `${'Anneliesewilhelmina'.repeat(5)} Plainly-Invented`,
  'a name from right to left': 'مخترعة بوضوح בדויה',
  'a name with marks': 'Siân O’Invented-d’Árc “Zoë” & Sons <b>',
}

/** Cases enough that lists have a second page. */
const MANY = 200

/** Which names children are given in turn, and whether there are many of them. */
export interface Variants {
  readonly names: readonly (keyof typeof NAMES)[]
  readonly many: boolean
}

export const ALL_VARIANTS: Variants = { names: Object.keys(NAMES) as (keyof typeof NAMES)[], many: true }

/** Collects the states of every page. */
export async function pageStates(
  world: EveryWorld,
  routes: readonly Route[],
  { names, many }: Variants,
): Promise<readonly PageState[]> {
  const { team, cases, principals } = world
  const face = await testFace(team.database, { routes }, WHEN)
  const found = new Map<string, PageState>()
  const keep = (route: string, variant: string, answer: LightMyRequestResponse): boolean => {
    if (!isPage(answer)) return false
    const html = answer.body
    // What is not there looks alike wherever it is not; how wide a name is shows on the page that it stands on.
    const of = answer.statusCode === 404 ? 'any' : route
    const named = variant in NAMES && answer.statusCode === 200 ? variant : ''
    const key = `${of} ${answer.statusCode} ${named} ${shapeOf(html)}`
    if (found.has(key)) return false
    found.set(key, { name: `${route} ${answer.statusCode}, ${variant}`, route, html })
    return true
  }
  const gets = routes.filter(({ method }) => method === 'GET')
  const visit = async (principal: Principal, about: MarkedCase, variant: string) => {
    const values = await valuesFor(team.root, gets, about)
    for (const { path } of gets) {
      for (const url of addressesOf(path, values)) {
        await follow(face.server, principal, { route: `GET ${path}`, url, variant, routes, keep, depth: 1 })
      }
    }
  }
  for (const { path } of gets) {
    const headers = headersOf(null)
    keep(
      `GET ${path}`,
      'nobody signed in',
      await face.server.inject({ url: addressesOf(path, new Map())[0] ?? '', headers }),
    )
  }
  for (const principal of principals) await visit(principal, cases.standard, `${principal.role}, ${principal.relation}`)
  const own = principals.filter(({ relation }) => ['own-worker', 'manager-in-line'].includes(relation))
  for (const variant of names) {
    await team.root.query('update sightline.children set name = $1', [NAMES[variant]])
    for (const principal of own) await visit(principal, cases.standard, variant)
  }
  const [first] = own
  if (many && first !== undefined) {
    await fill(team.root, MANY)
    await giveAllTo(world, first)
    await visit(first, cases.standard, 'many')
  }
  const [someone] = principals
  if (someone !== undefined) {
    for (const [variant, answer] of await problems(face.server, someone)) keep('any', variant, answer)
  }
  await face.close()
  return [...found.values()]
}

/** Gives somebody the cases of the first worker who was filled in, and what that worker owes. */
async function giveAllTo({ team: { root } }: EveryWorld, { person }: Principal): Promise<void> {
  const worker = `(select person_id from sightline.persons where name = 'Worker 1')`
  await root.query(
    `update sightline.case_scopes set scope = 'person:' || $1::text where scope = 'person:' || ${worker}`,
    [person],
  )
  await root.query(`update sightline.owed set person_id = $1 where person_id = ${worker}`, [person])
}

function isPage({ headers }: LightMyRequestResponse): boolean {
  const { 'content-type': type, 'content-disposition': file } = headers
  return String(type).startsWith('text/html') && file === undefined
}

interface Following {
  readonly route: string
  readonly url: string
  readonly variant: string
  readonly routes: readonly Route[]
  readonly keep: (route: string, variant: string, answer: LightMyRequestResponse) => boolean
  readonly depth: number
}

/** Asks for a page; of one that is new, sends its forms with nothing filled in, and follows its links to more of itself. */
async function follow(server: FastifyInstance, principal: Principal, asked: Following): Promise<void> {
  const { route, url, variant, keep, depth } = asked
  const answer = await ask(server, principal.token, { method: 'GET', url })
  if (!keep(route, variant, answer) || depth === 0) return
  const { body } = answer
  for (const form of formsOf(body)) {
    const action = form.action === '' ? url : form.action
    // What ends the session that asks, or takes away what the next page is about.
    if (/sign-out|sign-in.again|discard/.test(action)) continue
    const sent = { method: form.method, url: action, fields: form.empty } as const
    const back =
      form.method === 'POST'
        ? await ask(server, principal.token, sent)
        : await ask(server, principal.token, { method: 'GET', url: `${action}?${oddQuery(form.names)}` })
    keep(`${form.method} ${patternOf(asked.routes, form.method, action)}`, `${variant}, sent with nothing`, back)
    if (back.statusCode === 303 && String(back.headers.location).startsWith('/')) {
      await follow(server, principal, { ...asked, ...nextOf(asked, String(back.headers.location)) })
    }
  }
  const path = url.split('?')[0] ?? ''
  for (const [, href = ''] of body.matchAll(/href="([^"]*)"/g)) {
    const next = href.replaceAll('&amp;', '&')
    if (next.startsWith(`${path}?`)) await follow(server, principal, { ...asked, ...nextOf(asked, next) })
  }
}

function nextOf({ routes, depth, variant }: Following, url: string) {
  return { url, depth: depth - 1, route: `GET ${patternOf(routes, 'GET', url)}`, variant: `${variant}, further` }
}

/** The pattern of the route that an address is of. */
function patternOf(routes: readonly Route[], method: string, url: string): string {
  const path = url.split('?')[0] ?? ''
  const found = routes.find((each) => {
    return each.method === method && new RegExp(`^${each.path.replaceAll(/:[a-z]+/g, '[^/]+')}$`).test(path)
  })
  return found?.path ?? path
}

interface Form {
  readonly method: 'GET' | 'POST'
  readonly action: string
  /** What a browser sends of it where nobody fills anything in: what is hidden, every empty field, and its first button. */
  readonly empty: Readonly<Record<string, string>>
  readonly names: readonly string[]
}

/** The forms of a page, with what a browser sends of them where nobody fills anything in. */
function formsOf(html: string): readonly Form[] {
  return [...html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].map(([, attributes = '', inside = '']) => {
    const inputs = [...inside.matchAll(/<(?:input|textarea|select)([^>]*)>/g)].map(([, all = '']) => all)
    const hidden = inputs.filter((each) => /type="hidden"/.test(each) && !/name="_csrf"/.test(each))
    const typed = inputs.filter((each) => /name="/.test(each) && !/type="(hidden|radio|checkbox|file)"/.test(each))
    const [button] = [...inside.matchAll(/<button([^>]*name="[^>]*)>/g)].map(([, all = '']) => all)
    return {
      method: /method="post"/i.test(attributes) ? 'POST' : 'GET',
      action: (/action="([^"]*)"/.exec(attributes)?.[1] ?? '').replaceAll('&amp;', '&'),
      empty: Object.fromEntries([
        ...typed.map((each) => [attribute(each, 'name'), '']),
        ...hidden.map((each) => [attribute(each, 'name'), attribute(each, 'value')]),
        ...(button === undefined ? [] : [[attribute(button, 'name'), attribute(button, 'value')]]),
      ]),
      names: inputs.map((each) => attribute(each, 'name')).filter((name) => name !== ''),
    }
  })
}

function attribute(text: string, name: string): string {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1] ?? ''
}

function oddQuery(names: readonly string[]): string {
  return new URLSearchParams(names.map((name) => [name, 'nonsense'])).toString()
}

/** Pages of what went wrong before any handler was asked. */
async function problems(
  server: FastifyInstance,
  { token }: Principal,
): Promise<readonly (readonly [string, LightMyRequestResponse])[]> {
  const headers = { ...headersOf(token), ...FROM_US }
  const post = (more: object) =>
    server.inject({ method: 'POST', url: '/lists/search', headers, payload: 'a=b', ...more })
  return [
    ['not there', await ask(server, token, { method: 'GET', url: `/${NOBODYS}` })],
    ['forged', await post({})],
    ['too large', await post({ payload: `a=${'b'.repeat(2_000_000)}` })],
    ['of another kind', await post({ headers: { ...headers, 'content-type': 'application/xml' } })],
    ['of another host', await post({ headers: { ...headers, host: 'elsewhere.invalid' } })],
  ]
}

/** Of which elements a page is made, in order; what repeats itself counts once. */
function shapeOf(html: string): string {
  const tags = [...html.matchAll(/<([a-z0-9]+)([^>]*)>/g)].map(([, tag = '', rest = '']) => {
    return `${tag}.${attribute(rest, 'class')}.${attribute(rest, 'type')}`
  })
  const runs: string[] = []
  for (const tag of tags) {
    const last = runs.slice(-12)
    if (!last.includes(tag)) runs.push(tag)
  }
  return createHash('sha256').update(runs.join(' ')).digest('hex').slice(0, 16)
}

import { tmpdir } from 'node:os'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sayMoment } from '../documents/pathway/titles.ts'
import { sayWithheldWhereabouts } from '../documents/pathway/whereabouts.ts'
import { type Instant, LONDON, wallTimeOf } from '../engine/calendar/instant.ts'
import { isKeepable } from '../record/database/keepable.ts'
import { beginSession, endedSession, endSession } from '../record/people/sessions.ts'
import { hashOf } from '../record/people/token-hash.ts'
import { type Principal, within } from '../record/transaction.ts'
import type { Assets } from './assets.ts'
import { type AtDoor, atDoor, endOf, idleUntil, isFresh, isFromUs, sessionOf } from './door.ts'
import type { Face } from './face.ts'
import { kindOf, NoLongerActive, nameOf, placesOf } from './faults.ts'
import { PROBLEMS, type ProblemKind } from './problems.ts'
import { menuOf, render, type Shell, summaryOf } from './render.ts'
import type { Answer, Raw, Route, Who } from './route.ts'
import { formToken, isFormToken, isToken, newToken } from './tokens.ts'
import { readUpload, type Uploaded } from './uploads.ts'

/** One request as the server sees it: who asks, by which cookies. */
interface Visit {
  readonly route: Route
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly moment: Instant
  /** The session's token, or before any that which tells this browser from others. */
  readonly token: string
  readonly who: Who | null
}

/** Carries requests to handlers and their answers back: sessions, forms' tokens, pages and problems. */
export class Carrier {
  readonly #face: Face
  readonly #assets: Assets
  readonly #secure: boolean

  constructor(face: Face, assets: Assets) {
    this.#face = face
    this.#assets = assets
    this.#secure = face.origins[0].startsWith('https:')
  }

  /** By what requests are counted: the session where there is one, else where they come from. */
  askerOf(request: FastifyRequest): string {
    const token = request.cookies[this.#cookie('session')]
    return token !== undefined && isToken(token) ? token : request.ip
  }

  async answer(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (route.method === 'POST' && !isFromUs(request, this.#face.origins)) return this.problem(request, reply, 'forged')
    const { store, now, session: limits } = this.#face
    const moment = now()
    const sessionToken = request.cookies[this.#cookie('session')]
    const session = await sessionOf(store, sessionToken, moment, limits)
    if (session === null && route.permission.kind !== 'anybody') {
      return this.#askToSignIn(route, request, reply, moment, sessionToken)
    }
    const params = request.params as Readonly<Record<string, string>>
    const door = session === null ? null : await atDoor(store, session, moment, route, params)
    const isOpen = route.permission.kind === 'anybody'
    if (door?.kind === 'restricted') return this.#restricted(request, reply, door)
    if (door !== null && door.kind !== 'let-in' && !isOpen) return this.problem(request, reply, door.kind)
    const who = door?.kind === 'let-in' ? door.who : null
    const token = who === null ? this.#visitToken(request) : (sessionToken ?? '')
    const visit: Visit = { route, request, reply, moment, token, who }
    const upload = await this.#readBody(visit)
    try {
      const body = upload?.fields ?? request.body ?? {}
      if (route.method === 'POST' && !isFormToken(fieldsOf(body)['_csrf'], token)) {
        const kept = await this.#keepLate(visit, body, who?.principal ?? null)
        return kept === null ? await this.problem(request, reply, 'forged', who) : reply.redirect(kept, 303)
      }
      // An address with what nothing can be called is the address of nothing.
      if (!allKeepable(params)) return await this.problem(request, reply, 'not-found', who)
      if (!allKeepable(body) || !allKeepable(request.query)) return await this.problem(request, reply, 'misread', who)
      if (who !== null && route.freshMinutes !== null && !isFresh(who, moment, route.freshMinutes)) {
        return await this.#askAgain(visit, body, who)
      }
      const answered = await route.run(this.#raw(visit, body, upload))
      if (answered.kind !== 'misread') return await this.#send(visit, answered)
      return await this.problem(request, reply, answered.where === 'path' ? 'not-found' : 'misread', who)
    } finally {
      await upload?.remove()
    }
  }

  #raw({ moment, who, token, request }: Visit, body: unknown, upload: Uploaded | null): Raw {
    const { store, imports, origins } = this.#face
    return {
      who,
      params: request.params,
      query: request.query,
      body,
      files: upload?.files ?? [],
      moment,
      today: wallTimeOf(moment, LONDON).day,
      store,
      origin: origins[0],
      imports,
      browser: hashOf(token).toString('hex'),
      within: async (work) => {
        if (who === null) throw new Error('nobody is signed in')
        return this.#within(who.principal, moment)(work)
      },
    }
  }

  async #readBody({ route, request }: Visit): Promise<Uploaded | null> {
    if (!request.isMultipart()) return null
    const folder = this.#face.imports?.folder ?? tmpdir()
    return readUpload(request, { folder, mostBytes: route.upload?.mostBytes ?? null })
  }

  async #send(visit: Visit, answer: Answer): Promise<FastifyReply> {
    const { reply, request, who, token } = visit
    const visiting = this.#cookie('visit')
    if (who === null && answer.kind !== 'file' && request.cookies[visiting] !== token) {
      reply.setCookie(visiting, token, this.#cookieOptions())
    }
    switch (answer.kind) {
      case 'page': {
        const errors = answer.errors ?? []
        const status = answer.status ?? (errors.length > 0 ? 400 : 200)
        return this.#page(visit, status, answer.template, { ...answer, errors })
      }
      case 'redirect':
        return reply.redirect(answer.to, 303)
      case 'file':
        return reply
          .header('content-disposition', dispositionOf(answer))
          .header('content-type', answer.type)
          .send(answer.content)
      case 'not-found':
      case 'unavailable':
        return this.problem(request, reply, answer.kind, who)
      case 'refused':
        return this.#page(visit, 403, 'refused.njk', { title: answer.title, errors: [], model: answer })
      case 'signed-in':
        return this.#begin(visit, answer)
      case 'signed-out':
        return this.#end(visit, answer.to)
      default:
        return answer satisfies never
    }
  }

  async #begin(visit: Visit, answer: Extract<Answer, { kind: 'signed-in' }>): Promise<FastifyReply> {
    const { reply, request, moment } = visit
    const { store, session: limits } = this.#face
    if (visit.who !== null) await this.#forget(visit)
    const token = newToken()
    const ends = endOf(moment, limits)
    const begun = await within(store, answer.principal, moment, (bound) =>
      beginSession(bound, {
        tokenHash: hashOf(token),
        proof: answer.proof,
        idleUntil: idleUntil(moment, limits),
        ends,
      }),
    )
    if (begun !== undefined) return this.problem(request, reply, 'not-active')
    reply.clearCookie(this.#cookie('visit'), this.#cookieOptions())
    reply.setCookie(this.#cookie('session'), token, this.#cookieOptions())
    return reply.redirect(answer.to, 303)
  }

  async #end(visit: Visit, to: string): Promise<FastifyReply> {
    if (visit.who !== null) await this.#forget(visit)
    visit.reply.header('clear-site-data', '"cache", "cookies", "storage"')
    visit.reply.clearCookie(this.#cookie('session'), this.#cookieOptions())
    return visit.reply.redirect(to, 303)
  }

  async #forget({ who, moment, token }: Visit): Promise<void> {
    if (who === null) return
    await within(this.#face.store, who.principal, moment, (bound) => endSession(bound, hashOf(token)))
  }

  async #askToSignIn(
    route: Route,
    request: FastifyRequest,
    reply: FastifyReply,
    moment: Instant,
    token: string | undefined,
  ): Promise<FastifyReply> {
    if (route.method === 'GET') return reply.redirect(signInThen(request.url), 303)
    const kept =
      token !== undefined && isToken(token) && isFormToken(fieldsOf(request.body)['_csrf'], token)
        ? await this.#keepLate(
            { route, request, moment },
            request.body,
            await endedSession(this.#face.store, hashOf(token), moment),
          )
        : null
    return kept === null ? this.problem(request, reply, 'forged') : reply.redirect(signInThen(kept), 303)
  }

  /** Whoever signed in too long ago for this shows once more who they are, and comes back to where they were going. */
  async #askAgain(visit: Visit, body: unknown, who: Who): Promise<FastifyReply> {
    const { route, request, reply } = visit
    if (route.method === 'GET') return reply.redirect(signInAgainThen(request.url), 303)
    const kept = await this.#keepLate(visit, body, who.principal)
    return kept === null ? this.problem(request, reply, 'not-fresh', who) : reply.redirect(signInAgainThen(kept), 303)
  }

  /** Where what was typed into a form that came too late was kept for whoever typed it; null where it was not. */
  async #keepLate(
    { route, request, moment }: Pick<Visit, 'route' | 'request' | 'moment'>,
    body: unknown,
    principal: Principal | null,
  ): Promise<string | null> {
    if (principal === null || !allKeepable(body)) return null
    return route.keepLate({ params: request.params, body, principal, within: this.#within(principal, moment) })
  }

  #within(principal: Principal, moment: Instant): Raw['within'] {
    return async (work) => {
      const done = await within(this.#face.store, principal, moment, async (bound) => ({ given: await work(bound) }))
      if ('given' in done) return done.given
      throw new NoLongerActive()
    }
  }

  #page(visit: Visit, status: number, template: string, page: PageParts): FastifyReply {
    const html = render(template, this.#shell(visit, page), page.model)
    return visit.reply.code(status).type('text/html; charset=utf-8').send(html)
  }

  #shell(
    { who, token, request }: Pick<Visit, 'who' | 'token' | 'request'>,
    { title, errors, withheld = [] }: PageParts,
  ): Shell {
    const { routes, demonstration } = this.#face
    const path = request.url.split('?')[0] ?? '/'
    return {
      title,
      errors: summaryOf(errors),
      who: who === null ? null : { name: who.name, agency: who.agency, authority: who.authority },
      glass: glassSaid(who),
      withheld: [...(who?.withheld ?? []).map(sayWithheldWhereabouts), ...withheld],
      demonstration,
      csrf: token === '' ? '' : formToken(token),
      assets: this.#assets.base,
      top: menuOf(routes, 'top', who, path),
      foot: menuOf(routes, 'foot', who, path),
    }
  }

  /** A page that says what went wrong, and nothing of whom it was about. */
  problem(request: FastifyRequest, reply: FastifyReply, kind: ProblemKind, who: Who | null = null): FastifyReply {
    const { status, title, lines } = PROBLEMS[kind]
    const token = request.cookies?.[this.#cookie('session')] ?? ''
    const shell = this.#shell({ who, token: who === null ? '' : token, request }, { title, errors: [], model: {} })
    const reference = kind === 'fault' ? request.id : ''
    const back = { href: '/', text: 'Go to your first page' }
    const html = render('problem.njk', shell, { lines, reference, back })
    return reply.code(status).type('text/html; charset=utf-8').send(html)
  }

  /** What became of a request that ended in an error. */
  fault(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const kind = kindOf(error)
    if (kind === 'fault') {
      this.#face.log({
        at: new Date(this.#face.now()).toISOString(),
        id: request.id,
        route: request.routeOptions.url ?? '(none)',
        fault: nameOf(error),
        where: placesOf(error),
      })
    }
    return this.problem(request, reply, kind)
  }

  /** Says whom to ask about a case that this person may not see. */
  #restricted(
    request: FastifyRequest,
    reply: FastifyReply,
    { who, contact, caseId }: Extract<AtDoor, { kind: 'restricted' }>,
  ): FastifyReply {
    const token = request.cookies[this.#cookie('session')] ?? ''
    const title = 'This case is restricted'
    const model = { contact, glass: `/cases/${caseId}/break-glass` }
    const html = render('restricted.njk', this.#shell({ who, token, request }, { title, errors: [], model }), model)
    return reply.code(403).type('text/html; charset=utf-8').send(html)
  }

  #visitToken(request: FastifyRequest): string {
    const known = request.cookies[this.#cookie('visit')]
    return known !== undefined && isToken(known) ? known : newToken()
  }

  #cookie(of: 'session' | 'visit'): string {
    const name = of === 'session' ? 'sightline' : 'sightline-visit'
    return this.#secure ? `__Host-${name}` : name
  }

  #cookieOptions() {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.#secure } as const
  }
}

function glassSaid(who: Who | null): Shell['glass'] {
  const { open, alerts } = who?.glass ?? { open: null, alerts: 0 }
  return {
    open: open === null ? null : { href: `/glass/${open.breakGlass}`, until: sayMoment(open.expires) },
    alerts,
  }
}

function signInThen(path: string): string {
  return path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`
}

function signInAgainThen(path: string): string {
  return `/sign-in/again?next=${encodeURIComponent(path)}`
}

function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {}
}

interface PageParts {
  readonly title: string
  readonly errors: Extract<Answer, { kind: 'page' }>['errors'] & {}
  readonly model: object
  readonly withheld?: readonly string[]
}

/** Whether every text of what was sent can be kept at all. */
function allKeepable(value: unknown): boolean {
  if (typeof value === 'string') return isKeepable(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, each]) => isKeepable(name) && allKeepable(each))
}

function dispositionOf({ as, name }: Extract<Answer, { kind: 'file' }>): string {
  const plain = name.replaceAll(/[^A-Za-z0-9._-]/g, '-')
  return `${as === 'download' ? 'attachment' : 'inline'}; filename="${plain}"`
}

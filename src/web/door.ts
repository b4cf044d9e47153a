import type { FastifyRequest } from 'fastify'
import type { Instant } from '../engine/calendar/instant.ts'
import { mayAs, mayEnter, mayKnow } from '../record/access/enter.ts'
import { glassNow } from '../record/access/own-glass.ts'
import { contactOf, contactOfPathway } from '../record/access/seek-case.ts'
import { type Session, useSession } from '../record/people/sessions.ts'
import { hashOf } from '../record/people/token-hash.ts'
import { withheldAt } from '../record/sharing/whereabouts.ts'
import { type Bound, type Store, within } from '../record/transaction.ts'
import type { AuditEvent, Route, Who } from './route.ts'
import { isToken } from './tokens.ts'

/** How long a session lasts. */
export interface SessionLimits {
  /** Without being used. */
  readonly idleMinutes: number
  readonly longestHours: number
}

const MINUTE_MS = 60_000

export function idleUntil(moment: Instant, { idleMinutes }: SessionLimits): Instant {
  return (moment + idleMinutes * MINUTE_MS) as Instant
}

export function endOf(moment: Instant, { longestHours }: SessionLimits): Instant {
  return (moment + longestHours * 60 * MINUTE_MS) as Instant
}

/** Whose session the cookie's token is; null where there is none that lasts. */
export async function sessionOf(
  store: Store,
  token: string | undefined,
  moment: Instant,
  limits: SessionLimits,
): Promise<Session | null> {
  if (token === undefined || !isToken(token)) return null
  return useSession(store, hashOf(token), moment, idleUntil(moment, limits))
}

/** What the door says of whoever is signed in. */
export type AtDoor =
  | { readonly kind: 'let-in'; readonly who: Who }
  | { readonly kind: 'not-active' | 'not-yours' | 'not-found' }
  /** A restricted case, into which they have no way: they are told whom to ask. */
  | { readonly kind: 'restricted'; readonly who: Who; readonly contact: string; readonly caseId: string }

/** Sees, before a handler runs, that whoever asks is active and has what the route demands; a refusal is noted. */
export async function atDoor(
  store: Store,
  session: Session,
  moment: Instant,
  { permission, audit }: Pick<Route, 'permission' | 'audit'>,
  params: Readonly<Record<string, string>>,
): Promise<AtDoor> {
  const event = eventOf(audit)
  const asked = await within(store, session.principal, moment, async (bound): Promise<AtDoor> => {
    const who = { ...session, scopes: bound.scopes, glass: await glassNow(bound), withheld: [] }
    const letIn = { kind: 'let-in', who } as const
    switch (permission.kind) {
      case 'anybody':
      case 'signed-in':
        return letIn
      case 'holds':
        return (await mayAs(bound, permission.roles, event)) ? letIn : { kind: 'not-yours' }
      case 'may': {
        const { of: kind, action } = permission
        const id = params[kind] ?? ''
        if (await mayEnter(bound, { kind, id, action, event })) return withWithheld(bound, letIn.who, kind, id)
        if (action !== 'read') return { kind: 'not-found' }
        return kind === 'case' ? closedCase(bound, letIn.who, params) : closedPathway(bound, letIn.who, params)
      }
      case 'knows':
        if (await mayKnow(bound, params['case'] ?? '', event)) {
          return withWithheld(bound, letIn.who, 'case', params['case'] ?? '')
        }
        return closedCase(bound, letIn.who, params)
      default:
        return permission satisfies never
    }
  })
  return asked
}

/** Whether somebody showed who they are so recently; never, where their identity provider did not say when that was. */
export function isFresh({ freshSince }: Pick<Session, 'freshSince'>, moment: Instant, withinMinutes: number): boolean {
  return freshSince !== null && moment - freshSince <= withinMinutes * MINUTE_MS
}

async function withWithheld(bound: Bound, who: Who, kind: 'case' | 'pathway', id: string): Promise<AtDoor> {
  return { kind: 'let-in', who: { ...who, withheld: await withheldAt(bound, kind, id) } }
}

async function closedCase(bound: Bound, who: Who, params: Readonly<Record<string, string>>): Promise<AtDoor> {
  const caseId = params['case'] ?? ''
  const contact = await contactOf(bound, caseId)
  return contact === null ? { kind: 'not-found' } : { kind: 'restricted', who, contact, caseId }
}

/** As the case is that it is of: what somebody is sent leads to a pathway more often than to its case. */
async function closedPathway(bound: Bound, who: Who, params: Readonly<Record<string, string>>): Promise<AtDoor> {
  const found = await contactOfPathway(bound, params['pathway'] ?? '')
  return found === null ? { kind: 'not-found' } : { kind: 'restricted', who, ...found }
}

function eventOf(audit: AuditEvent): string {
  return 'notes' in audit ? audit.notes[0] : 'enter'
}

/**
 * Whether a form comes from a page of ours. Browsers say so of themselves where they can be trusted (Sec-Fetch-Site). With our
 * referrer policy they send "Origin: null" of a form of our own, so that the origin counts only where they say nothing else.
 */
export function isFromUs({ headers }: FastifyRequest, origins: readonly string[]): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  return headers.origin !== undefined && origins.includes(headers.origin)
}

/** Whether a request was meant for this service: a name that leads here by somebody else's wish is none of ours. */
export function isForUs(host: string | undefined, origins: readonly string[]): boolean {
  return origins.some((origin) => {
    const { host: own, protocol } = new URL(origin)
    return host === own || host === `${own}:${protocol === 'https:' ? 443 : 80}`
  })
}

/** Whether a text may be where somebody is sent after signing in: a path of our own, and nothing that leads elsewhere. */
export function isOwnPath(text: string): boolean {
  return /^\/(?![/\\])[A-Za-z0-9/_.?=&%-]*$/.test(text)
}

import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { ImportDesk } from '../cases/import/desk.ts'
import type { Day } from '../engine/calendar/day.ts'
import type { Instant } from '../engine/calendar/instant.ts'
import type { GlassNow } from '../record/access/own-glass.ts'
import type { Action } from '../record/access/rule.ts'
import type { Proof, Session } from '../record/people/sessions.ts'
import type { Withheld } from '../record/sharing/whereabouts.ts'
import type { Bound, Principal, Store } from '../record/transaction.ts'

/**
 * Who may ask. The server sees to it before the handler runs, and the record sees to it again at each question.
 *
 * - `signed-in`: every active person; what they are shown is what the record gives them
 * - `holds`: whoever holds one of these roles
 * - `may`: whoever may do this with the case or pathway that the path names as `:case` or `:pathway`; for others it is not there
 * - `knows`: whoever may know of the case that the path names as `:case`, be it by one pathway of it; for others it is not there
 */
export type Permission =
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'holds'; readonly roles: readonly [string, ...string[]] }
  | { readonly kind: 'may'; readonly action: Action; readonly of: 'case' | 'pathway' }
  | { readonly kind: 'knows' }

/** The events that the record notes when the route was answered; or why it tells nobody anything that would be noted. */
export type AuditEvent = { readonly notes: readonly [string, ...string[]] } | { readonly notesNothing: string }

/** Where the page stands in the menu of every page, smallest first. Of those with a role, only its holders see it. */
export interface MenuPlace {
  readonly title: string
  readonly place: number
  readonly at: 'top' | 'foot'
}

/** What every route says of itself. */
interface Declared {
  readonly method: 'GET' | 'POST'
  /** "/pathways/:pathway/steps/:step": names what is there, and holds nothing personal but random identifiers. */
  readonly path: string
  readonly audit: AuditEvent
  readonly menu?: MenuPlace
  /** Files may be sent to it, of so many bytes in all; without it, forms of words alone. */
  readonly upload?: { readonly mostBytes: number }
}

/** A file that was sent with a form: it lies at `path` until the answer was given. */
export interface SentFile {
  readonly field: string
  /** As the sender's computer calls it: shown, never used as a path. */
  readonly name: string
  readonly path: string
}

/** Who asks. */
export interface Who extends Session {
  /** What they are and hold today: "person:...", "role:...", "managers:...". */
  readonly scopes: readonly string[]
  /** What every page tells of glass that is broken. */
  readonly glass: GlassNow
  /** What is withheld in the case that the page is of: every page of it says so. */
  readonly withheld: readonly Withheld[]
}

/** What every handler is given. */
interface AskedOfAnybody<P, Q, B> {
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly files: readonly SentFile[]
  /** When it was asked: one moment for all of the answer. */
  readonly moment: Instant
  /** That moment's day in the authority's civil time. */
  readonly today: Day
  readonly store: Store
  /** Where browsers reach Sightline: what leads back to it from elsewhere begins so. */
  readonly origin: string
  /** Where files are brought and read; null where none can be. */
  readonly imports: ImportDesk | null
  /** Tells one browser from another before anybody has signed in; for what begins there and ends there. */
  readonly browser: string
}

export interface Asked<P, Q, B> extends AskedOfAnybody<P, Q, B> {
  readonly who: Who
  /** Runs work in the record, in one transaction in the name of whoever asks. */
  readonly within: <T>(work: (bound: Bound) => Promise<T>) => Promise<T>
}

export interface OpenAsked<P, Q, B> extends AskedOfAnybody<P, Q, B> {
  readonly who: Who | null
}

/** Something to put right on a form: shown in the summary, and beside the field of this name. */
export interface FormError {
  readonly field: string
  readonly text: string
}

/** What a handler answers. It is data: the server carries it out. */
export type Answer =
  | {
      readonly kind: 'page'
      /** Under src/web/pages: "my-work/my-work.njk". It is given the model as `page`. */
      readonly template: string
      /** The h1, and with the service's name the title of the window. */
      readonly title: string
      readonly model: object
      /** What is withheld in cases that are on the page, where its address names none, in words. */
      readonly withheld?: readonly string[]
      /** With any, the page is answered as a bad request and says so in its title. */
      readonly errors?: readonly FormError[]
      readonly status?: 200 | 400 | 403 | 409 | 503
    }
  | { readonly kind: 'redirect'; readonly to: string }
  | {
      readonly kind: 'file'
      readonly name: string
      /** "text/csv; charset=utf-8". */
      readonly type: string
      readonly content: string | Buffer | Readable
      /** Shown in the browser, or kept as a file. */
      readonly as: 'shown' | 'download'
    }
  /** There is none, or they may not know of it: the two are told alike. */
  | { readonly kind: 'not-found' }
  /** What it needs cannot be reached now. */
  | { readonly kind: 'unavailable' }
  /** It may not be done: why, by which clauses, and what to do instead. */
  | ({ readonly kind: 'refused' } & RefusedPage)
  /** Somebody showed who they are: a session begins. */
  | { readonly kind: 'signed-in'; readonly principal: Principal; readonly proof: Proof; readonly to: string }
  | { readonly kind: 'signed-out'; readonly to: string }

export interface RefusedPage {
  readonly title: string
  readonly reasons: readonly { readonly why: string; readonly clauses: string; readonly instead: string }[]
  readonly back: { readonly href: string; readonly text: string }
}

/** A form that came too late: its session had ended, or its person had signed in anew meanwhile. */
export interface LateAsked<P, B> {
  readonly params: P
  readonly body: B
  /** Who filled it in, as far as the browser's own token tells. They are signed in no more, or not by that token. */
  readonly principal: Principal
  readonly within: <T>(work: (bound: Bound) => Promise<T>) => Promise<T>
}

type KeepLate<P, B> = (asked: LateAsked<P, B>) => Promise<string | null>

/** A request as the server read it. */
export interface Raw extends Omit<OpenAsked<unknown, unknown, unknown>, 'who'> {
  readonly who: Who | null
  readonly within: Asked<unknown, unknown, unknown>['within']
}

/** A route as the server holds it. Made by `route` and `openRoute` alone. */
export interface Route extends Declared {
  readonly permission: Permission | { readonly kind: 'anybody'; readonly because: string }
  /** Asked by machines, which may know the server by no more than an address. */
  readonly byAnyName: boolean
  /** Only for whoever showed who they are within so many minutes; null where their session is enough. */
  readonly freshMinutes: number | null
  /** What it reads of the path, of what stands after the question mark and of the form: tests draw requests from it. */
  readonly reads: Readonly<Record<'params' | 'query' | 'body', Fields>>
  readonly run: (raw: Raw) => Promise<Answer | Misread>
  /** Keeps what was typed into a form that came too late, and gives where it lies; null where nothing is kept. */
  readonly keepLate: KeepLate<unknown, unknown>
}

/** What was asked cannot be read: an identifier in the path that is none, or a field that no form of ours sends. */
export type Misread = { readonly kind: 'misread'; readonly where: 'path' | 'rest' }

type Fields = z.ZodObject
const NONE = z.object({})

interface Reads<P extends Fields, Q extends Fields, B extends Fields> {
  /** Names in the path. Where one cannot be read, there is no such page. */
  readonly params?: P
  /** After the question mark. */
  readonly query?: Q
  /** The form's fields: texts, or lists of texts. Check here what no form of ours would send; what people type is checked by the handler. */
  readonly body?: B
}

type Handle<A> = (asked: A) => Promise<Answer>

/** A page or form for people who are signed in. */
export function route<P extends Fields = typeof NONE, Q extends Fields = typeof NONE, B extends Fields = typeof NONE>(
  given: Declared &
    Reads<P, Q, B> & {
      readonly permission: Permission
      readonly handle: Handle<Asked<z.output<P>, z.output<Q>, z.output<B>>>
      /** Whoever signed in longer ago than so many minutes is asked to show once more who they are, and then comes back. */
      readonly freshMinutes?: number
      /**
       * Keeps what was typed into a form that came too late, and gives the address at which whoever typed it finds it. Nothing
       * may be recorded by it, and nothing shown.
       */
      readonly keepLate?: KeepLate<z.output<P>, z.output<B>>
    },
): Route {
  return {
    ...declared(given),
    keepLate: async (late) => {
      const read = readFields<P, Q, B>(given, { params: late.params, query: {}, body: late.body })
      if (given.keepLate === undefined || read.kind === 'misread') return null
      return given.keepLate({ ...late, params: read.fields.params, body: read.fields.body })
    },
    permission: given.permission,
    byAnyName: false,
    freshMinutes: given.freshMinutes ?? null,
    run: async (raw) => {
      if (raw.who === null) throw new Error('the server asks who it is before it runs a route')
      const read = readFields(given, raw)
      return read.kind === 'misread' ? read : given.handle({ ...raw, ...read.fields, who: raw.who })
    },
  }
}

/** A page for anybody, also before they have signed in. `because` says why nobody need be known. */
export function openRoute<
  P extends Fields = typeof NONE,
  Q extends Fields = typeof NONE,
  B extends Fields = typeof NONE,
>(
  given: Declared &
    Reads<P, Q, B> & {
      readonly because: string
      readonly byAnyName?: true
      readonly handle: Handle<OpenAsked<z.output<P>, z.output<Q>, z.output<B>>>
    },
): Route {
  return {
    ...declared(given),
    keepLate: async () => null,
    permission: { kind: 'anybody', because: given.because },
    byAnyName: given.byAnyName === true,
    freshMinutes: null,
    run: async (raw) => {
      const read = readFields(given, raw)
      return read.kind === 'misread' ? read : given.handle({ ...raw, ...read.fields })
    },
  }
}

function declared<P extends Fields, Q extends Fields, B extends Fields>(given: Declared & Reads<P, Q, B>) {
  const { method, path, audit, menu, upload, params = NONE, query = NONE, body = NONE } = given
  return {
    method,
    path,
    audit,
    reads: { params, query, body },
    ...(menu === undefined ? {} : { menu }),
    ...(upload === undefined ? {} : { upload }),
  }
}

function readFields<P extends Fields, Q extends Fields, B extends Fields>(
  given: Reads<P, Q, B>,
  raw: Pick<Raw, 'params' | 'query' | 'body'>,
) {
  // Where no schema is given the type says the empty one, which is what is read by.
  const params = (given.params ?? (NONE as unknown as P)).safeParse(raw.params)
  if (!params.success) return { kind: 'misread', where: 'path' } as const
  const query = (given.query ?? (NONE as unknown as Q)).safeParse(raw.query)
  const body = (given.body ?? (NONE as unknown as B)).safeParse(raw.body)
  if (!query.success || !body.success) return { kind: 'misread', where: 'rest' } as const
  return { kind: 'read', fields: { params: params.data, query: query.data, body: body.data } } as const
}

/** An identifier in a path or form: a UUID in small letters. */
export const identifier = z.uuid().regex(/^[0-9a-f-]+$/)

/** A field that may come once, often, or not at all, as a list. */
export const several = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => (given === undefined ? [] : typeof given === 'string' ? [given] : given))

/** What is wrong with a list of routes: the server does not start with any fault in it. */
export function faultsOf(routes: readonly Route[]): readonly string[] {
  const seen = new Set<string>()
  return routes.flatMap((each) => {
    const name = `${each.method} ${each.path}`
    const faults: string[] = []
    if (seen.has(name)) faults.push('it stands there twice')
    seen.add(name)
    if (!/^\/$|^(\/(:[a-z]+|[a-z0-9][a-z0-9.-]*))+$/.test(each.path)) {
      faults.push('its path is not of small words and hyphens')
    }
    const named = [...each.path.matchAll(/:([a-z]+)/g)].map(([, word = '']) => word)
    const reads = Object.keys(each.reads.params.shape)
    if ([...named].sort().join() !== [...reads].sort().join()) {
      faults.push(`its path names ${named.join(', ') || 'nothing'} and it reads ${reads.join(', ') || 'nothing'}`)
    }
    if (each.permission.kind === 'may' && !named.includes(each.permission.of)) {
      faults.push(`its permission is of a ${each.permission.of}, and its path names none`)
    }
    if (each.permission.kind === 'knows' && !named.includes('case')) {
      faults.push('its permission is of a case, and its path names none')
    }
    if ('notesNothing' in each.audit && each.audit.notesNothing.trim() === '') {
      faults.push('it does not say why it notes nothing')
    }
    if (each.upload !== undefined && each.method !== 'POST') faults.push('files are sent to it by GET')
    return faults.map((fault) => `${name}: ${fault}`)
  })
}

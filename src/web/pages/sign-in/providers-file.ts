import { parseDocument } from 'yaml'
import { z } from 'zod'

/** An identity provider whose people may sign in. */
export interface ProviderSettings {
  /** Its name in addresses: small letters, digits and hyphens. */
  readonly name: string
  /** What its people call it: "Nowhere Council". */
  readonly title: string
  readonly issuer: string
  readonly clientId: string
  /** Null where the provider knows Sightline as a public client, which PKCE alone protects. */
  readonly secret: string | null
  /** Asked of the provider beside `openid`. */
  readonly scopes: readonly string[]
  /** Whom to ask when it does not work: "the service desk, extension 1234". */
  readonly help: string
}

/** Where a secret is: the file of providers holds none itself. */
export type SecretPlace =
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }

export interface ProvidersFault {
  /** "providers[1].issuer". */
  readonly place: string
  readonly message: string
}

export type ReadProviders =
  | { readonly ok: true; readonly providers: readonly ProviderSettings[] }
  | { readonly ok: false; readonly faults: readonly [ProvidersFault, ...ProvidersFault[]] }

const words = z.string().trim().min(1).max(200)

const secret = z.union([
  z.strictObject({ environment: words }).transform(({ environment: name }) => ({ kind: 'environment', name }) as const),
  z.strictObject({ file: words }).transform(({ file: path }) => ({ kind: 'file', path }) as const),
])

const FILE = z.strictObject({
  providers: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'small letters, digits and hyphens, a letter first'),
        title: words,
        issuer: z.string().refine(isIssuer, 'an address that begins with https:// (http:// for this computer alone)'),
        'client id': words,
        secret: secret.optional(),
        scopes: z.array(words.regex(/^\S+$/)).default([]),
        help: words,
      }),
    )
    .min(1),
})

/** Tokens are not sent in the clear, but for a provider on this very computer. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, search, hash, username } = new URL(text)
  if (search !== '' || hash !== '' || username !== '') return false
  return protocol === 'https:' || isOnThisComputer(text)
}

export function isOnThisComputer(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer)
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

/**
 * Reads the file of identity providers, YAML or JSON. Every fault is told at once; none repeats what a secret says.
 * @param secretAt gives a secret, or null where there is none at that place
 */
export function readProviders(text: string, secretAt: (place: SecretPlace) => string | null): ReadProviders {
  const document = parseDocument(text, { uniqueKeys: true })
  const [broken] = document.errors
  if (broken !== undefined) {
    const line = broken.linePos?.[0].line ?? 1
    return { ok: false, faults: [{ place: `line ${line}`, message: 'it is not YAML from here on' }] }
  }
  const read = FILE.safeParse(document.toJS({ maxAliasCount: 0 }))
  if (!read.success) return refused(read.error.issues.map(({ path, message }) => ({ place: placeOf(path), message })))
  const faults: ProvidersFault[] = []
  const providers = read.data.providers.map(({ 'client id': clientId, secret: place, ...rest }, at, all) => {
    for (const key of ['name', 'issuer'] as const) {
      const first = all.findIndex((other) => other[key] === rest[key])
      if (first < at) {
        faults.push({ place: `providers[${at}].${key}`, message: `it is that of providers[${first}] already` })
      }
    }
    const found = place === undefined ? null : secretAt(place)
    if (place !== undefined && (found === null || found === '')) {
      faults.push({ place: `providers[${at}].secret`, message: `there is no secret at ${sayPlace(place)}` })
    }
    return { ...rest, clientId, secret: found }
  })
  return faults.length > 0 ? refused(faults) : { ok: true, providers }
}

function refused(faults: readonly ProvidersFault[]): ReadProviders {
  const [first = { place: 'the file', message: 'it cannot be read' }, ...rest] = faults
  return { ok: false, faults: [first, ...rest] }
}

function sayPlace(place: SecretPlace): string {
  return place.kind === 'environment' ? `the variable ${place.name}` : `the file ${place.path}`
}

function placeOf(path: readonly PropertyKey[]): string {
  const place = path.map((each) => (typeof each === 'number' ? `[${each}]` : `.${String(each)}`)).join('')
  return place === '' ? 'the file' : place.replace(/^\./, '')
}

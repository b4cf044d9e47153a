import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** A file that pages are made with, as it is sent. */
export interface Asset {
  readonly type: string
  readonly plain: Buffer
  readonly br: Buffer
  readonly gzip: Buffer
}

/** Styles, scripts and pictures, by name; all under one address that changes when any of them does. */
export interface Assets {
  /** "/assets/0123abcd": for ever the same under this address. */
  readonly base: string
  readonly files: ReadonlyMap<string, Asset>
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const OWN = join(import.meta.dirname, 'assets')

/** The design system's folder, as it was published. */
export const GOVUK = join(
  dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')),
  'dist',
  'govuk',
)

/** What speaks with a browser's authenticators, as it was published. */
const PASSKEYS = join(dirname(fileURLToPath(import.meta.resolve('@simplewebauthn/browser'))), '..', 'dist', 'bundle')

let kept: Assets | undefined

/**
 * What there is: the design system's compiled files, those for passkeys, and every file of src/web/assets. Read and packed
 * once, when first asked for.
 */
export function readAssets(): Assets {
  kept ??= packAssets()
  return kept
}

function packAssets(): Assets {
  const texts = new Map<string, string>([
    ['govuk-frontend.css', withoutCrown(read(GOVUK, 'govuk-frontend.min.css'))],
    ['govuk-frontend.js', withoutMap(read(GOVUK, 'govuk-frontend.min.js'))],
    ['simplewebauthn-browser.js', read(PASSKEYS, 'index.umd.min.js')],
  ])
  for (const name of readdirSync(OWN).sort()) texts.set(name, read(OWN, name))
  const all = createHash('sha256')
  for (const [name, text] of texts) all.update(`${name}\0${text}\0`)
  return {
    base: `/assets/${all.digest('hex').slice(0, 16)}`,
    files: new Map([...texts].map(([name, text]) => [name, assetOf(name, text)])),
  }
}

function read(folder: string, name: string): string {
  return readFileSync(join(folder, name), 'utf8')
}

/** The typeface and the crest are the government's own and are not for others: letters are Arial's. */
function withoutCrown(css: string): string {
  return withoutMap(css)
    .replaceAll(/@font-face\{[^}]*\}/g, '')
    .replaceAll('GDS Transport,', '')
    .replaceAll(/url\(\/assets\/images\/govuk-crest\.svg\)/g, 'none')
}

function withoutMap(text: string): string {
  return text.replace(/\n?\/[/*]# sourceMappingURL=.*$/m, '')
}

function assetOf(name: string, text: string): Asset {
  const type = TYPES[extname(name)]
  if (type === undefined) throw new Error(`no type is known for src/web/assets/${name}`)
  const plain = Buffer.from(text)
  const br = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
  return { type, plain, br, gzip: gzipSync(plain) }
}

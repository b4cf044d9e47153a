import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** What came of setting one paper in type. */
export type Compiled =
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array }
  /** There is no typesetter for this kind of machine. */
  | { readonly kind: 'no-typesetter' }
  /** No font has these letters. */
  | { readonly kind: 'no-letters'; readonly letters: readonly string[] }
  | { readonly kind: 'refused'; readonly why: readonly string[] }

/** The part of the typesetter that is used. */
interface Compiler {
  readonly pdf: (
    source: { readonly mainFileContent: string; readonly inputs: Readonly<Record<string, string>> },
    how: { readonly pdfStandard: 'ua-1'; readonly creationTimestamp: number },
  ) => Uint8Array
  readonly evictCache: (age: number) => void
}

interface Typesetter {
  readonly NodeCompiler: { readonly create: (how: { readonly workspace: string }) => Compiler }
}

const PACKAGE = '@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu'
const TEMPLATE = readFileSync(new URL('./paper.typ', import.meta.url), 'utf8')

let compiler: Compiler | null | undefined

/** The typesetter; null on a machine for which there is none. It reads no file: the template is handed to it. */
function theCompiler(): Compiler | null {
  if (compiler !== undefined) return compiler
  const found = load()
  compiler = found === null ? null : found.NodeCompiler.create({ workspace: import.meta.dirname })
  return compiler
}

function load(): Typesetter | null {
  try {
    const loaded: unknown = createRequire(import.meta.url)(PACKAGE)
    return isTypesetter(loaded) ? loaded : null
  } catch (error) {
    // Not installed, since it is made for another kind of machine; or made for another C library, which then refuses it.
    if (error instanceof Error && 'code' in error && NOT_HERE.has(String(error.code))) return null
    throw error
  }
}

const NOT_HERE: ReadonlySet<string> = new Set(['MODULE_NOT_FOUND', 'ERR_DLOPEN_FAILED'])

function isTypesetter(loaded: unknown): loaded is Typesetter {
  return typeof loaded === 'object' && loaded !== null && 'NodeCompiler' in loaded
}

/** How many papers the typesetter remembers the parts of. */
const REMEMBERED = 10

/** Sets one paper in type, as PDF/UA-1. `made` is in seconds since 1970. The same data give the same bytes. */
export function compile(data: string, made: number): Compiled {
  const typesetter = theCompiler()
  if (typesetter === null) return { kind: 'no-typesetter' }
  try {
    const bytes = typesetter.pdf(
      { mainFileContent: TEMPLATE, inputs: { paper: data } },
      { pdfStandard: 'ua-1', creationTimestamp: made },
    )
    return { kind: 'pdf', bytes: new Uint8Array(bytes) }
  } catch (error) {
    return whatIsWrong(error)
  } finally {
    typesetter.evictCache(REMEMBERED)
  }
}

const NO_LETTER = /the text `"((?:[^"\\]|\\.)*)"` could not be displayed/g
const MESSAGE = /message: "((?:[^"\\]|\\.)*)"/g

/** The typesetter tells of its refusals in one text, under `code`. */
function whatIsWrong(error: unknown): Compiled {
  const told = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  const messages = [...told.matchAll(MESSAGE)].map(([, message = '']) =>
    message.replaceAll('\\"', '"').replaceAll('\\\\', '\\'),
  )
  const letters = messages.flatMap((message) =>
    [...message.matchAll(NO_LETTER)].map(([, letter = '']) => unescaped(letter)),
  )
  if (letters.length > 0 && letters.length === messages.length) {
    return { kind: 'no-letters', letters: [...new Set(letters)] }
  }
  return { kind: 'refused', why: messages.length === 0 ? [told] : messages }
}

/** A letter that the typesetter writes by its number: "\u{9be}". */
function unescaped(letter: string): string {
  return letter.replaceAll(/\\u\{([0-9a-f]+)\}/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
}

import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../scripts/step.ts'

/** One small change to one file of the engine that a test should notice. */
export interface Mutant {
  /** The same for the same change to the same text, wherever in its file that has moved to. */
  readonly id: string
  /** From the root of the project. */
  readonly file: string
  /** The folder of src/engine that holds it. */
  readonly folder: string
  /** Stryker's name for the kind of change. */
  readonly kind: string
  /** Offsets in the file's text, in UTF-16 units. */
  readonly start: number
  readonly end: number
  /** From 1. */
  readonly line: number
  readonly original: string
  readonly replacement: string
}

interface Position {
  readonly line: number
  readonly column: number
}

/** The part of Stryker's instrumenter that is used: it finds the mutants, and what it makes of the files is left aside. */
interface InstrumenterModule {
  readonly Instrumenter: new (
    logger: unknown,
  ) => {
    instrument(
      files: readonly { readonly name: string; readonly mutate: boolean; readonly content: string }[],
      options: {
        readonly plugins: null
        readonly excludedMutations: readonly string[]
        readonly ignorers: readonly []
      },
    ): Promise<{
      readonly mutants: readonly {
        readonly fileName: string
        readonly mutatorName: string
        readonly replacement: string
        readonly location: { readonly start: Position; readonly end: Position }
      }[]
    }>
  }
}

const INSTRUMENTER = new URL('node_modules/@stryker-mutator/instrumenter/dist/src/index.js', import.meta.url)

export function isInstrumenterInstalled(): boolean {
  return existsSync(INSTRUMENTER)
}

/** The files of the engine that are mutated: all but the tests and what they are given. */
export function engineFiles(): readonly string[] {
  return globSync('src/engine/**/*.ts', { cwd: ROOT })
    .filter((file) => !/\.test(-data)?\.ts$/.test(file))
    .sort()
}

export const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

/** Every mutant of these files, in the order of the files and places. */
export async function mutantsOf(files: readonly string[]): Promise<readonly Mutant[]> {
  const { Instrumenter }: InstrumenterModule = await import(INSTRUMENTER.href)
  const silent = new Proxy({}, { get: () => () => false })
  const texts = new Map(files.map((file) => [file, textOf(file)]))
  const { mutants } = await new Instrumenter(silent).instrument(
    [...texts].map(([name, content]) => ({ name, mutate: true, content })),
    { plugins: null, excludedMutations: [], ignorers: [] },
  )
  const seen = new Map<string, number>()
  const starts = new Map([...texts].map(([file, text]) => [file, lineStarts(text)]))
  return mutants.map(({ fileName: file, mutatorName: kind, replacement, location }) => {
    const text = texts.get(file) ?? ''
    const at = ({ line, column }: Position): number => (starts.get(file)?.[line] ?? 0) + column
    const [start, end] = [at(location.start), at(location.end)]
    const original = text.slice(start, end)
    const change = JSON.stringify([file, kind, original, replacement])
    const nth = seen.get(change) ?? 0
    seen.set(change, nth + 1)
    const id = createHash('sha256').update(`${change} ${nth}`).digest('hex').slice(0, 12)
    const folder = file.split('/')[2] ?? ''
    return { id, file, folder, kind, start, end, line: location.start.line + 1, original, replacement }
  })
}

/** The whole text of the mutant's file, changed. */
export function mutated({ file, start, end, original, replacement }: Mutant): string {
  const text = textOf(file)
  if (text.slice(start, end) !== original)
    throw new Error(`${file} has changed while its mutants were tried: run again`)
  return text.slice(0, start) + replacement + text.slice(end)
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (const { index } of text.matchAll(/\n/g)) starts.push(index + 1)
  return starts
}

/** The same few whenever the seed is the same, and still those that are left after the code around them has changed. */
export function sampleOf(mutants: readonly Mutant[], size: number, seed: string): readonly Mutant[] {
  const draw = ({ id }: Mutant): string => createHash('sha256').update(`${seed} ${id}`).digest('hex')
  return mutants
    .map((mutant) => ({ mutant, drawn: draw(mutant) }))
    .sort((x, y) => (x.drawn < y.drawn ? -1 : 1))
    .slice(0, size)
    .map(({ mutant }) => mutant)
}

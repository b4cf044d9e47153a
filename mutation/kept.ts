import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { engineFiles, textOf } from './mutant.ts'
import { engineTests, KEPT, measureTest, type TestFile, type Verdict } from './tests.ts'

// What a run keeps for the next one, so that a test that was added costs the survivors and no more.

const hashOf = (...texts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16)

const Ranges = z.array(z.tuple([z.number(), z.number(), z.boolean()]))
const Measured = z.record(
  z.string(),
  z.object({ texts: z.string(), milliseconds: z.number(), ran: z.array(z.tuple([z.string(), Ranges])) }),
)

const Found = z.record(
  z.string(),
  z.object({
    /** The hash of the file that is mutated. */
    text: z.string(),
    /** The hash of the test file that noticed it. */
    test: z.string().optional(),
    verdict: z.discriminatedUnion('kind', [
      z.object({ kind: z.enum(['killed', 'out of time']), by: z.string() }),
      z.object({ kind: z.enum(['survived', 'not run', 'refused by the compiler']) }),
    ]),
  }),
)
export type Found = z.infer<typeof Found>

function read<T>(name: string, schema: z.ZodType<T>, none: T): T {
  try {
    return schema.parse(JSON.parse(readFileSync(join(KEPT, name), 'utf8')))
  } catch {
    return none
  }
}

function write(name: string, value: unknown): void {
  mkdirSync(KEPT, { recursive: true })
  writeFileSync(join(KEPT, name), JSON.stringify(value))
}

export const readFound = (): Found => read('found.json', Found, {})
export const writeFound = (found: Found): void => write('found.json', found)

/** Every test file with what it runs; measured again where it, or a file of the engine that it runs, has changed. */
export async function measuredTests(say: (line: string) => void): Promise<readonly TestFile[]> {
  const before = read('measured.json', Measured, {})
  const after: z.infer<typeof Measured> = {}
  const files: TestFile[] = []
  for (const file of engineTests()) {
    const known = before[file]
    const { milliseconds, ran } =
      known !== undefined && known.texts === textsOf(file, known.ran) ? known : await measureTest(file)
    if (ran !== known?.ran) say(`measured ${file}: ${milliseconds} ms`)
    const entries = [...ran]
    after[file] = { texts: textsOf(file, entries), milliseconds, ran: entries }
    files.push({ file, milliseconds, ran: new Map(entries) })
    write('measured.json', { ...before, ...after })
  }
  write('measured.json', after)
  return files
}

function textsOf(test: string, ran: readonly (readonly [string, unknown])[]): string {
  const engine = new Set(engineFiles())
  return hashOf(
    test,
    ...[test, ...ran.map(([file]) => file)].map((file) => (file === test || engine.has(file) ? textOf(file) : '')),
  )
}

/** What the last run found of a mutant, where neither its file nor the test that noticed it has changed since. */
export function stillHolds(found: Found, id: string, file: string): Found[string]['verdict'] | undefined {
  const known = found[id]
  if (known === undefined || known.text !== hashOf(textOf(file))) return undefined
  const { verdict } = known
  if (!('by' in verdict)) return verdict.kind === 'refused by the compiler' ? verdict : undefined
  try {
    return known.test === hashOf(textOf(verdict.by)) ? verdict : undefined
  } catch {
    return undefined
  }
}

export function finding(file: string, verdict: Verdict | { readonly kind: 'refused by the compiler' }): Found[string] {
  const text = hashOf(textOf(file))
  return 'by' in verdict ? { text, test: hashOf(textOf(verdict.by)), verdict } : { text, verdict }
}

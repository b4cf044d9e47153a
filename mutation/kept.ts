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
const Measured = z.object({
  engine: z.string(),
  tests: z.record(
    z.string(),
    z.object({ text: z.string(), milliseconds: z.number(), ran: z.array(z.tuple([z.string(), Ranges])) }),
  ),
})

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

/** Every test file with what it runs; measured again where it or the engine has changed. */
export async function measuredTests(say: (line: string) => void): Promise<readonly TestFile[]> {
  const engine = hashOf(...engineFiles().map(textOf))
  const before = read('measured.json', Measured, { engine, tests: {} })
  const after: z.infer<typeof Measured> = { engine, tests: {} }
  const files: TestFile[] = []
  for (const file of engineTests()) {
    const text = hashOf(textOf(file))
    const known = before.engine === engine ? before.tests[file] : undefined
    if (known?.text === text) {
      after.tests[file] = known
      files.push({ file, milliseconds: known.milliseconds, ran: new Map(known.ran) })
      continue
    }
    const measured = await measureTest(file)
    say(`measured ${file}: ${measured.milliseconds} ms`)
    const ran = [...measured.ran].map(([source, ranges]): [string, [number, number, boolean][]] => [
      source,
      ranges.map(([start, end, did]) => [start, end, did]),
    ])
    after.tests[file] = { text, milliseconds: measured.milliseconds, ran }
    files.push(measured)
  }
  write('measured.json', after)
  return files
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

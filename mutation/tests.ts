import { spawn } from 'node:child_process'
import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../scripts/step.ts'
import { engineFiles, type Mutant, mutated, textOf } from './mutant.ts'

/** Where a run leaves what it measured and found. */
export const KEPT = join(ROOT, 'var/mutation')

// The walks once more with each part of a protocol taken away ask what the protocol's parts are for; the engine is the same,
// and they take nine tenths of the walks' time.
const LEFT_OUT = ', with a part (taken away|said differently)'
const HOOK = join(import.meta.dirname, 'mutated.ts')
const NO_SHRINKING = join(import.meta.dirname, 'no-shrinking.ts')
const REPORTER = pathToFileURL(join(import.meta.dirname, 'first-failure.ts')).href

/** [start, end, whether it ran]; of those around a place the smallest counts. */
type Range = [number, number, boolean]

/** What one test file runs of the engine, and how long it takes as things are. */
export interface TestFile {
  readonly file: string
  readonly milliseconds: number
  readonly ran: ReadonlyMap<string, Range[]>
}

export function engineTests(): readonly string[] {
  const found = ['src/engine', 'test/language', 'test/walks'].flatMap((folder) =>
    globSync(`${folder}/**/*.test.ts`, { cwd: ROOT }),
  )
  return found.sort()
}

type End = 'passed' | 'failed' | 'out of time'

/** Runs one test file in a process of its own, until its first failure. */
function runTest(file: string, env: Readonly<Record<string, string>>, seconds: number): Promise<End> {
  const hooks = ['--import', HOOK, ...(textOf(file).includes("from 'fast-check'") ? ['--import', NO_SHRINKING] : [])]
  const args = ['--max-old-space-size=1500', ...hooks, '--test-isolation=none']
  const test = ['--test-reporter', REPORTER, '--test-skip-pattern', LEFT_OUT, '--test', file]
  // Seconds of the processor's time, not of the clock's, so that a busy machine is not taken for a loop without end.
  const command = ['-c', 'ulimit -t "$0"; exec "$@"', String(seconds), process.execPath, ...args, ...test]
  const child = spawn('sh', command, { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'ignore' })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      resolve(signal !== null || code === 137 || code === 152 ? 'out of time' : code === 0 ? 'passed' : 'failed')
    })
  })
}

const MEASURING_LIMIT = 300

/** What this test file runs, measured by running it; the file must pass. */
export async function measureTest(file: string): Promise<TestFile> {
  mkdirSync(KEPT, { recursive: true })
  const folder = mkdtempSync(join(KEPT, 'coverage-'))
  const began = performance.now()
  // Without the cache of compiled code: what comes out of it is not counted, as if it never ran.
  const end = await runTest(file, { NODE_V8_COVERAGE: folder }, MEASURING_LIMIT)
  if (end !== 'passed') throw new Error(`${file} must pass before anything is mutated, and ${end}`)
  const milliseconds = Math.round(performance.now() - began)
  const urls = new Map(engineFiles().map((each) => [pathToFileURL(join(ROOT, each)).href, each]))
  const ran = new Map<string, Range[]>()
  for (const report of readdirSync(folder)) {
    for (const { url, functions } of coverageIn(join(folder, report))) {
      const source = urls.get(url)
      if (source === undefined) continue
      const ranges = functions.flatMap((each) => each.ranges)
      const kept = ranges.map((range): Range => [range.startOffset, range.endOffset, range.count > 0])
      ran.set(source, [...(ran.get(source) ?? []), ...kept])
    }
  }
  rmSync(folder, { recursive: true })
  return { file, milliseconds, ran }
}

interface Script {
  readonly url: string
  readonly functions: readonly {
    readonly ranges: readonly { startOffset: number; endOffset: number; count: number }[]
  }[]
}

function coverageIn(file: string): readonly Script[] {
  const { result }: { readonly result: readonly Script[] } = JSON.parse(readFileSync(file, 'utf8'))
  return result
}

/** Whether the test file runs any of the mutant's place: at its start, its middle or its end. */
function runs({ ran }: TestFile, { file, start, end }: Mutant): boolean {
  const ranges = ran.get(file)
  if (ranges === undefined) return false
  return [start, (start + end) >> 1, end - 1].some((place) => {
    let smallest: Range | undefined
    for (const range of ranges) {
      if (range[0] > place || range[1] <= place) continue
      if (smallest === undefined || range[1] - range[0] <= smallest[1] - smallest[0]) smallest = range
    }
    return smallest?.[2] === true
  })
}

export type Verdict =
  | { readonly kind: 'killed' | 'out of time'; readonly by: string }
  | { readonly kind: 'survived' }
  | { readonly kind: 'not run' }

/** Three times what the test takes as things are, and some seconds more. */
const limitOf = ({ milliseconds }: TestFile): number => Math.ceil((3 * milliseconds) / 1000) + 8

/** Runs the test files that reach the mutant, in the order given, until one notices it. */
export async function judge(mutant: Mutant, tests: readonly TestFile[]): Promise<Verdict> {
  const reaching = tests.filter((test) => runs(test, mutant))
  if (reaching.length === 0) return { kind: 'not run' }
  const text = join(KEPT, `${mutant.id}.txt`)
  writeFileSync(text, mutated(mutant))
  const env = {
    NODE_COMPILE_CACHE: join(KEPT, 'compiled'),
    MUTATED_URL: pathToFileURL(join(ROOT, mutant.file)).href,
    MUTATED_TEXT: text,
  }
  try {
    for (const test of reaching) {
      const end = await runTest(test.file, env, limitOf(test))
      if (end === 'failed') return { kind: 'killed', by: test.file }
      if (end === 'out of time') return { kind: end, by: test.file }
    }
    return { kind: 'survived' }
  } finally {
    rmSync(text)
  }
}

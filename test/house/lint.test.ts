// Each lint ban has a seeded violation in a copy of the project's own configuration.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runBiome } from '../../scripts/biome.ts'
import { ROOT } from '../../scripts/step.ts'
import { Tree } from './tree.ts'

const CLOCK = /Take the day or the instant as an argument/
const RANDOMNESS = /Take the number, the id or the seeded generator as an argument/

interface Seed {
  readonly code: string
  readonly says: RegExp
}

const BANNED: Readonly<Record<string, Seed>> = {
  'date-now': { code: 'export const a = Date.now()', says: CLOCK },
  'date-now-unread': { code: 'export const a = Date.now', says: CLOCK },
  'new-date': { code: 'export const a = new Date()', says: CLOCK },
  'new-date-bare': { code: 'export const a = new Date', says: CLOCK },
  'date-called': { code: 'export const a = Date()', says: CLOCK },
  'date-by-name': { code: "export const a = Date['now']()", says: CLOCK },
  'date-renamed': { code: 'const D = Date\nexport const a = new D()', says: CLOCK },
  'date-global': { code: 'export const a = globalThis.Date.now()', says: CLOCK },
  'temporal-now': { code: 'export const a = Temporal.Now.plainDateISO()', says: CLOCK },
  performance: { code: 'export const a = performance.now()', says: CLOCK },
  hrtime: { code: 'export const a = process.hrtime.bigint()', says: CLOCK },
  'math-random': { code: 'export const a = Math.random()', says: RANDOMNESS },
  'math-random-taken-out': { code: 'const { random } = Math\nexport const a = random()', says: RANDOMNESS },
  'math-random-by-name': { code: "export const a = Math['random']()", says: RANDOMNESS },
  uuid: { code: "import { randomUUID } from 'node:crypto'\nexport const a = randomUUID()", says: RANDOMNESS },
  'web-crypto': { code: 'export const a = crypto.getRandomValues(new Uint8Array(4))', says: RANDOMNESS },
}

const PURE_LAYERS = ['engine', 'intake', 'record', 'cases', 'documents']
const SHELLS = ['src/cli', 'src/web', 'src/jobs']

const ALLOWED = `export const a = new Date(0).toISOString()
export const b = Math.floor(Date.UTC(2026, 0, 1) / 86_400_000)
export const c = (value: string) => Temporal.PlainDate.from(value).add({ months: 1 })
`

/** What lint says of each file (rule and message) of a tree that has the project's own configuration. */
function lint(files: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const configuration = ['biome.json', ...globSync('scripts/lint/*.grit', { cwd: ROOT })]
  using tree = new Tree({
    ...Object.fromEntries(configuration.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')])),
    ...files,
  })
  const { output } = runBiome(['lint', '--reporter=github', '--max-diagnostics=none'], tree.root)
  const said = new Map<string, string>()
  for (const [, rule = '', file = '', message = ''] of output.matchAll(
    /^::\w+ title=([^,]+),file=([^,]+),.*?::(.*)$/gm,
  )) {
    const path = Object.keys(files).find((each) => file.endsWith(each)) ?? file
    said.set(path, `${said.get(path) ?? ''}${rule}: ${message}\n`)
  }
  return said
}

function everyBanIn(folder: string): Record<string, string> {
  return Object.fromEntries(Object.entries(BANNED).map(([name, { code }]) => [`${folder}/${name}.ts`, `${code}\n`]))
}

test('a pure layer reads no clock and draws nothing at random', async (t) => {
  const folders = PURE_LAYERS.map((layer) => `src/${layer}/seeded`)
  const said = lint(Object.assign({}, ...folders.map(everyBanIn)))
  for (const folder of folders) {
    for (const [name, { says }] of Object.entries(BANNED)) {
      await t.test(`${folder}/${name}`, () => assert.match(said.get(`${folder}/${name}.ts`) ?? '', says))
    }
  }
})

test('a pure layer may work with a date that it was given', () => {
  assert.deepEqual(lint({ 'src/engine/given.ts': ALLOWED }), new Map())
})

test('the shells and the start may read the clock and draw at random', () => {
  const files = Object.assign(
    { 'src/main.ts': 'export const a = Date.now() + Math.random()\n' },
    ...SHELLS.map(everyBanIn),
  )
  assert.deepEqual(lint(files), new Map())
})

test('a test draws nothing at random, wherever it lies', () => {
  const code = 'export const a = Math.random()\n'
  const said = lint({ 'src/engine/day.test.ts': code, 'test/walk.test.ts': code })
  assert.match(said.get('src/engine/day.test.ts') ?? '', RANDOMNESS)
  assert.match(said.get('test/walk.test.ts') ?? '', RANDOMNESS)
})

test('the path of a URL is not taken for the path of a file', () => {
  const said = lint({ 'src/cli/a.ts': "export const a = new URL('../', import.meta.url).pathname\n" })
  assert.match(said.get('src/cli/a.ts') ?? '', /Use fileURLToPath/)
})

const HABITS: Readonly<Record<string, string>> = {
  noExplicitAny: 'export const a: any = 1',
  noNonNullAssertion: 'export const a = (b: string | null) => b!.length',
  noFloatingPromises: 'const a = async () => 1\nexport function b(): void {\n  a()\n}',
  noFocusedTests: "import { describe } from 'node:test'\ndescribe.only('a', () => {})",
  noSkippedTests: "import { describe } from 'node:test'\ndescribe.skip('a', () => {})",
  noConsole: "console.log('a')",
  noDefaultExport: 'export default 1',
  noEnum: "export enum A {\n  B = 'b',\n}",
  useImportExtensions: "export { a } from './other'",
  useNodejsImportProtocol: "import 'fs'",
  useNodeAssertStrict: "import 'node:assert'",
  noUnusedVariables: 'const a = 1',
  useThrowOnlyError: "export function a(): never {\n  throw 'a'\n}",
}

test('the habits of the project are lint rules', async (t) => {
  const seeds = Object.entries(HABITS).map(([rule, code]) => [`src/cli/${rule}.test.ts`, `${code}\n`])
  const files = Object.fromEntries([...seeds, ['src/cli/other.ts', 'export const a = 1\n']])
  const said = lint(files)
  for (const rule of Object.keys(HABITS)) {
    await t.test(rule, () =>
      assert.ok(said.get(`src/cli/${rule}.test.ts`)?.includes(`/${rule}:`), [...said].join('\n')),
    )
  }
})

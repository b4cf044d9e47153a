// Each layer rule has a seeded violation: a rule that nothing can break guards nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { followImports, judge, RULES } from '../../scripts/layers.ts'
import { Tree } from './tree.ts'

const PACKAGES = {
  'package.json': JSON.stringify({
    name: 'seeded',
    type: 'module',
    dependencies: { yaml: '1.0.0', saxes: '1.0.0' },
    devDependencies: { 'fast-check': '1.0.0' },
  }),
  ...Object.fromEntries(
    ['yaml', 'saxes', 'fast-check'].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
      [`node_modules/${name}/index.js`, 'module.exports = {}\n'],
    ]),
  ),
}

/** Modules that break nothing; each import here is one that must stay allowed. */
const SOUND = {
  'src/engine/day.ts': "import 'yaml'\nexport const day = 1\n",
  'src/engine/day.test.ts': "import 'node:test'\nimport 'fast-check'\nimport './day.ts'\n",
  'src/intake/census.ts': "import 'node:fs'\nimport 'saxes'\nimport '../engine/day.ts'\nexport const census = 1\n",
  'src/record/entries.ts': "import '../engine/day.ts'\nexport const entries = 1\n",
  'src/cases/raise/raise.ts':
    "import '../../engine/day.ts'\nimport '../../intake/census.ts'\nimport '../../record/entries.ts'\nexport const raise = 1\n",
  'src/cases/review/review.ts': 'export const review = 1\n',
  'src/documents/report.ts':
    "import '../cases/raise/raise.ts'\nimport '../intake/census.ts'\nexport const report = 1\n",
  'src/web/server.ts': "import '../documents/report.ts'\nexport const server = 1\n",
  'src/jobs/sweep.ts': "import '../documents/report.ts'\nexport const sweep = 1\n",
  'src/cli/scan.ts': "import '../documents/report.ts'\nimport '../intake/census.ts'\nexport const scan = 1\n",
  'src/main.ts': "import './cli/scan.ts'\nimport './web/server.ts'\nimport './jobs/sweep.ts'\n",
  'bench/pathway.ts': "import 'xstate'\nimport 'saxes'\nimport '../src/engine/day.ts'\nexport const pathway = 1\n",
  'bench/node_modules/unread/unread.ts': "import 'unheard-of'\n",
  'test/walk.ts': "import 'fast-check'\nimport '../src/cli/scan.ts'\nexport const walk = 1\n",
}

interface Seed {
  readonly rule: string
  /** The module that breaks the rule, and how. */
  readonly at: string
  readonly imports: string
  /** Part of the reason that must be told. */
  readonly reason: RegExp
}

const SEEDS: readonly Seed[] = [
  { rule: 'layer-engine', at: 'src/engine/a.ts', imports: '../intake/census.ts', reason: /pure function/ },
  { rule: 'layer-engine', at: 'src/engine/b.test.ts', imports: '../intake/census.ts', reason: /pure function/ },
  { rule: 'layer-intake', at: 'src/intake/a.ts', imports: '../record/entries.ts', reason: /files into facts/ },
  { rule: 'layer-record', at: 'src/record/a.ts', imports: '../intake/census.ts', reason: /serves cases/ },
  { rule: 'layer-cases', at: 'src/cases/raise/a.ts', imports: '../../documents/report.ts', reason: /decided above/ },
  { rule: 'layer-documents', at: 'src/documents/a.ts', imports: '../cli/scan.ts', reason: /knows of no shell/ },
  { rule: 'layer-web', at: 'src/web/a.ts', imports: '../cli/scan.ts', reason: /stands alone/ },
  { rule: 'layer-jobs', at: 'src/jobs/a.ts', imports: '../web/server.ts', reason: /stands alone/ },
  { rule: 'layer-cli', at: 'src/cli/a.ts', imports: '../main.ts', reason: /stands alone/ },
  { rule: 'layer-main', at: 'src/main.ts', imports: '../test/walk.ts', reason: /starts here/ },
  { rule: 'engine-no-node', at: 'src/engine/c.ts', imports: 'node:fs', reason: /as an argument/ },
  { rule: 'engine-few-packages', at: 'src/engine/d.ts', imports: 'saxes', reason: /yaml and zod/ },
  {
    rule: 'slices-apart',
    at: 'src/cases/raise/b.ts',
    imports: '../review/review.ts',
    reason: /must not break another/,
  },
  { rule: 'no-circles', at: 'src/engine/e.ts', imports: './f.ts', reason: /only all together/ },
  {
    rule: 'tests-stay-outside',
    at: 'src/cli/b.ts',
    imports: '../engine/day.test.ts',
    reason: /not there when it runs/,
  },
  { rule: 'no-development-packages', at: 'src/cli/c.ts', imports: 'fast-check', reason: /NODE_ENV is production/ },
  { rule: 'resolvable', at: 'src/cli/d.ts', imports: 'unheard-of', reason: /leads somewhere/ },
  { rule: 'resolvable', at: 'src/cli/e.ts', imports: './gone.ts', reason: /leads somewhere/ },
  { rule: 'resolvable-in-bench', at: 'bench/a.ts', imports: 'unheard-of', reason: /leads to a file/ },
  { rule: 'resolvable-in-bench', at: 'bench/b.ts', imports: './gone.ts', reason: /leads to a file/ },
]

const seeded = Object.fromEntries(SEEDS.map(({ at, imports }) => [at, `import '${imports}'\n`]))

test('a sound tree breaks no rule, and every module of it is seen', async () => {
  using tree = new Tree({ ...PACKAGES, ...SOUND })
  const report = await followImports(tree.root, ['src', 'test', 'bench'])
  assert.deepEqual(report.broken, [])
  assert.deepEqual(report.unseen, [])
  assert.equal(judge(report).ok, true)
})

test('each seeded violation breaks its rule and tells the reason', async (t) => {
  using tree = new Tree({ ...PACKAGES, ...SOUND, ...seeded, 'src/engine/f.ts': "import './e.ts'\n" })
  const report = await followImports(tree.root, ['src', 'test', 'bench'])
  for (const { rule, at, reason } of SEEDS) {
    await t.test(`${rule}: ${at}`, () => {
      const found = report.broken.filter((each) => each.rule === rule && each.from === at)
      assert.notEqual(found.length, 0, `nothing broke ${rule} at ${at}; broken there: ${brokenAt(at)}`)
      for (const { why } of found) assert.match(why, reason)
    })
  }
  assert.equal(judge(report).ok, false)

  function brokenAt(at: string): string {
    return report.broken
      .filter(({ from }) => from === at)
      .map((each) => each.rule)
      .join(', ')
  }
})

test('a type-only import is an import', async () => {
  const at = 'src/engine/types.ts'
  using tree = new Tree({
    ...PACKAGES,
    ...SOUND,
    [at]: "import type { Stats } from 'node:fs'\nexport type A = Stats\n",
  })
  const { broken } = await followImports(tree.root, ['src'])
  assert.deepEqual(
    broken.map(({ rule, from }) => [rule, from]),
    [['engine-no-node', at]],
  )
})

test('every rule has a seed', () => {
  const rules = new Set(RULES.map(({ name }) => name))
  assert.deepEqual(new Set(SEEDS.map(({ rule }) => rule)), rules)
})

test('a tree in which modules go unseen fails, whatever rules they keep', () => {
  const verdict = judge({ modules: 0, unseen: ['src/engine/day.ts'], broken: [] })
  assert.equal(verdict.ok, false)
  assert.match(verdict.output, /src\/engine\/day\.ts/)
  assert.match(verdict.output, /TypeScript 5/)
  assert.equal(judge({ modules: 0, unseen: [], broken: [] }).ok, false)
})

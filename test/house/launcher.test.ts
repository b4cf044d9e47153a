// The launcher, run as users run it: from an older Node where this machine has one, and made to start a second Node too.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../../scripts/step.ts'
import { Tree } from './tree.ts'

const LAUNCHER = pathToFileURL(join(ROOT, 'bin/node26.mjs')).href
const LAUNCHER_TEXT = readFileSync(join(ROOT, 'bin/node26.mjs'), 'utf8')
const WINDOWS = process.platform === 'win32' && 'Windows has no such signals and modes'

const PROGRAM = `const [what = '', value = '']: readonly string[] = process.argv.slice(2)
if (what === 'end') process.exitCode = Number(value)
if (what === 'tidy') process.on(value, () => process.exit(9))
if (what !== 'end') setInterval(() => {}, 1000)
process.stdout.write([what, value, process.versions.node, Temporal.PlainDate.from('2026-01-31')].join(' ') + '\\n')
`

interface Way {
  readonly name: string
  readonly node: string
  /** Options for the second Node: naming one makes the launcher start it even from a Node that is new enough. */
  readonly options: readonly string[]
}

const OLDER = olderNode()
const HERE: Way = { name: 'in the Node that runs it', node: process.execPath, options: [] }
const BELOW: Way = { name: 'in a second Node', node: process.execPath, options: ['--no-deprecation'] }
const FROM_OLDER: Way = { name: 'from an older Node', node: OLDER ?? '', options: [] }

function olderNode(): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'node'))
  return [process.env['npm_node_execpath'] ?? '', ...onPath].find((path) => {
    if (path === '' || !existsSync(path)) return false
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
    return Number(/^v(\d+)/.exec(stdout)?.[1]) < 26
  })
}

function treeFor({ options }: Way): Tree {
  return new Tree({
    'package.json': '{ "type": "module" }',
    'program.ts': PROGRAM,
    'start.mjs':
      `import { runOnCurrentNode } from ${JSON.stringify(LAUNCHER)}\n` +
      `await runOnCurrentNode(new URL('./program.ts', import.meta.url), process.argv.slice(2), ${JSON.stringify(options)})\n`,
  })
}

async function firstOutput(child: ChildProcess): Promise<void> {
  assert.ok(child.stdout !== null)
  await once(child.stdout, 'data')
}

for (const way of [HERE, BELOW, FROM_OLDER]) {
  const skip = way.node === '' && 'no Node older than 26 was found on this machine'

  test(`${way.name}: arguments, output and exit status pass through, and Node warns of nothing`, { skip }, () => {
    using tree = treeFor(way)
    for (const status of [0, 3, 70]) {
      const args = [join(tree.root, 'start.mjs'), 'end', String(status)]
      const ended = spawnSync(way.node, args, { encoding: 'utf8' })
      assert.equal(ended.status, status)
      assert.match(ended.stdout, new RegExp(`^end ${status} (2[6-9]|[3-9]\\d)\\..* 2026-01-31\\n$`))
      assert.equal(ended.stderr, '')
    }
  })

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    test(`${way.name}: a program that tidies up on ${signal} ends with its own status`, {
      skip: skip || WINDOWS,
    }, async () => {
      using tree = treeFor(way)
      const child = spawn(way.node, [join(tree.root, 'start.mjs'), 'tidy', signal], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await firstOutput(child)
      child.kill(signal)
      assert.deepEqual(await once(child, 'exit'), [9, null])
    })
  }

  test(`${way.name}: a program ended by a signal is seen to be ended by it`, { skip: skip || WINDOWS }, async () => {
    using tree = treeFor(way)
    const child = spawn(way.node, [join(tree.root, 'start.mjs'), 'sleep'], { stdio: ['ignore', 'pipe', 'inherit'] })
    await firstOutput(child)
    child.kill('SIGTERM')
    assert.deepEqual(await once(child, 'exit'), [null, 'SIGTERM'])
  })
}

/** A Node that cannot run TypeScript stands for one that is too old; the launcher treats both alike. */
const TOO_OLD = '--no-strip-types'
const PACKAGE = `node_modules/node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

const LACKING: Readonly<Record<string, { readonly files: Readonly<Record<string, string>>; readonly says: RegExp }>> = {
  'no newer Node was installed': { files: {}, says: /no newer one came with the packages/ },
  'its package holds no program': { files: { [`${PACKAGE}/package.json`]: '{}' }, says: /no newer one came/ },
  'its program does not start': {
    files: { [`${PACKAGE}/package.json`]: '{}', [`${PACKAGE}/bin/node`]: 'not a program' },
    says: /could not be started/,
  },
}

for (const [name, { files, says }] of Object.entries(LACKING)) {
  test(`${name}: the remedy is told, and the exit status is 70`, { skip: WINDOWS }, () => {
    using tree = new Tree({
      'package.json': '{ "type": "module" }',
      'bin/node26.mjs': LAUNCHER_TEXT,
      'bin/start.mjs':
        "import { runOnCurrentNode } from './node26.mjs'\nawait runOnCurrentNode(new URL('./program.ts', import.meta.url), [])\n",
      ...files,
    })
    const { status, stderr } = spawnSync(process.execPath, [TOO_OLD, join(tree.root, 'bin/start.mjs')], {
      encoding: 'utf8',
    })
    assert.equal(status, 70)
    assert.match(stderr, says)
    assert.match(stderr, /run "npm ci"/)
    assert.doesNotMatch(stderr, /^ +at /m)
  })
}

test('packages that were never installed: the remedy is told, and the exit status is 70', () => {
  using tree = new Tree({
    'package.json': '{ "type": "module" }',
    'bin/node26.mjs': LAUNCHER_TEXT,
    'bin/start.mjs':
      "import { runOnCurrentNode } from './node26.mjs'\nawait runOnCurrentNode(new URL('./program.ts', import.meta.url), [])\n",
    'bin/program.ts': "import 'yaml'\n",
  })
  const { status, stderr } = spawnSync(process.execPath, [join(tree.root, 'bin/start.mjs')], { encoding: 'utf8' })
  assert.equal(status, 70)
  assert.match(stderr, /"yaml" is not installed/)
  assert.match(stderr, /run "npm ci"/)
  assert.doesNotMatch(stderr, /^ +at /m)
})

test('Sightline itself starts from an older Node', { skip: OLDER === undefined && FROM_OLDER.name }, () => {
  const { status, stderr } = spawnSync(OLDER ?? '', [join(ROOT, 'bin/sightline.mjs'), 'protocols'], {
    encoding: 'utf8',
  })
  assert.equal(status, 0)
  assert.equal(stderr, '')
})

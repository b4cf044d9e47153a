// npm run check: format, lint, types, layers, dead code. "npm run check -- lint types" runs those steps only.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runBiome } from './biome.ts'
import { checkLayers, PEERS } from './layers.ts'
import { checkNames } from './names.ts'
import { needDevelopmentPackages, type Outcome, ROOT, runPackage } from './step.ts'

const STEPS: Readonly<Record<string, () => Outcome | Promise<Outcome>>> = {
  format: () => runBiome(['check', '--linter-enabled=false', '--max-diagnostics=50']),
  lint: () => runBiome(['lint', '--error-on-warnings', '--max-diagnostics=50']),
  names: checkNames,
  types: () => runPackage('typescript-native/bin/tsc', ['-p', 'tsconfig.json']),
  'types of the engine': () => runPackage('typescript-native/bin/tsc', ['-p', 'src/engine/tsconfig.json']),
  'types of bench': checkBenchTypes,
  layers: checkLayers,
  'dead code': () => runPackage('knip/bin/knip.js', ['--no-progress']),
}

needDevelopmentPackages()
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !Object.keys(STEPS).some((step) => step.startsWith(name)))
if (unknown.length > 0) {
  process.stderr.write(`No step is called ${unknown.join(', ')}. The steps: ${Object.keys(STEPS).join(', ')}.\n`)
  process.exit(2)
}

// A reader that stops early, such as "head", is no fault.
process.stdout.on('error', (error) => {
  if (!('code' in error && error.code === 'EPIPE')) throw error
})

let failures = 0
for (const [name, run] of Object.entries(STEPS)) {
  if (wanted.length > 0 && !wanted.some((word) => name.startsWith(word))) continue
  const started = performance.now()
  const { ok, output } = await run()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stdout.write(`${ok ? 'ok    ' : 'failed'} ${name} (${seconds} s)\n`)
  if (ok) continue
  failures += 1
  process.stdout.write(`\n${output}\n\n`)
}
process.exitCode = failures === 0 ? 0 : 1

/**
 * Only "npm run bench" installs the peers. Where they are not, what comes of them is taken to be anything, and that they cannot
 * be found is no fault; all else in bench is checked.
 */
function checkBenchTypes(): Outcome {
  const compiler = 'typescript-native/bin/tsc'
  if (existsSync(join(ROOT, 'bench', 'node_modules'))) return runPackage(compiler, ['-p', 'bench/tsconfig.json'])
  const { ok, output } = runPackage(compiler, ['-p', 'bench/tsconfig.absent.json'])
  const faults = output.split('\n').filter((line) => !isAbsentPeer(line))
  return { ok: ok || (output !== '' && faults.length === 0), output: faults.join('\n') }
}

function isAbsentPeer(line: string): boolean {
  const [, module = ''] = /error TS2307: Cannot find module '([^']+)'/.exec(line) ?? []
  return PEERS.some((name) => module === name || module.startsWith(`${name}/`))
}

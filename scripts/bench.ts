// npm run bench: each comparison with its peers, written to docs/benchmarks.md. "npm run bench -- NAME" runs those named only.
// Ends with 1 where a bar is missed without a reason that is known, and with an error where answers differ.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Comparison, isMet } from '../bench/comparison.ts'
import { comparisonNames } from '../bench/measure/names.ts'
import { kept, lineOf, type Ran, written } from '../bench/measure/page.ts'
import { ROOT, runTool } from './step.ts'

/** Wrong usage, as the program's own commands say it. */
const EXIT_USAGE = 2
/** sysexits.h EX_SOFTWARE, as the launcher uses it: what it needs is not there. */
const EXIT_NO_PEERS = 70

const PAGE = join(ROOT, 'docs', 'benchmarks.md')
const BENCH = join(ROOT, 'bench')

await runNamed(process.argv.slice(2))

async function runNamed(wanted: readonly string[]): Promise<void> {
  const names = comparisonNames(BENCH)
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    process.stderr.write(`No comparison is called ${unknown.join(', ')}. The comparisons: ${names.join(', ')}.\n`)
    process.exitCode = EXIT_USAGE
    return
  }
  if (!installPeers()) return

  let unexplained = 0
  for (const name of wanted.length > 0 ? names.filter((each) => wanted.includes(each)) : names) {
    process.stdout.write(`${name}\n`)
    const comparison = await comparisonIn(name)
    const rows = await comparison.run((line) => process.stdout.write(`  ${line}\n`))
    for (const row of rows) process.stdout.write(`  ${lineOf(row)}\n`)
    unexplained += rows.filter((row) => !isMet(row) && row.ifMissed === undefined).length
    // Written after each, so that what was measured is kept where a later one fails.
    writePage(names, name, { comparison, rows })
  }
  process.exitCode = unexplained === 0 ? 0 : 1
}

async function comparisonIn(name: string): Promise<Comparison> {
  const module: { comparison?: Comparison } = await import(pathToFileURL(join(BENCH, `${name}.ts`)).href)
  if (module.comparison === undefined) throw new Error(`bench/${name}.ts exports no comparison (bench/comparison.ts).`)
  return module.comparison
}

function writePage(names: readonly string[], name: string, ran: Ran): void {
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : ''
  const date = new Date().toISOString().slice(0, 10)
  const circumstances = { cores: availableParallelism(), node: process.versions.node, date }
  writeFileSync(PAGE, written(kept(page, names), new Map([[name, ran]]), circumstances))
}

/** Installs the peers where they are not, or are not those that bench's lockfile names. */
function installPeers(): boolean {
  const lock = join(BENCH, 'package-lock.json')
  const installed = join(BENCH, 'node_modules', '.package-lock.json')
  if (existsSync(installed) && sameVersions(lock, installed)) return true
  process.stdout.write('installing the peers: npm ci --prefix bench\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { ok, output } = runTool(npm, ['ci', '--prefix', 'bench'])
  if (ok) return true
  process.stderr.write(
    `${output}\nThe peers could not be installed: see that npm reaches its registry, then run it again.\n`,
  )
  process.exitCode = EXIT_NO_PEERS
  return false
}

function sameVersions(lock: string, installed: string): boolean {
  const [wanted, found] = [lock, installed].map((file) => {
    const { packages }: { packages: Record<string, { version?: string }> } = JSON.parse(readFileSync(file, 'utf8'))
    return new Map(Object.entries(packages).map(([path, { version }]) => [path, version]))
  })
  return [...(wanted ?? [])].every(([path, version]) => path === '' || found?.get(path) === version)
}

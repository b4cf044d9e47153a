// npm run torture: each long proof of the record, written to docs/reliability.md. "npm run torture -- NAME" runs those named.
// Ends with 1 where a bar is missed without a reason that is known. A proof is a file test/torture/NAME.ts that exports `proof`
// (test/torture/proof.ts); what it needs besides lies in test/torture/NAME/.
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { lineOf, partOf, written } from '../test/torture/page.ts'
import type { Proof } from '../test/torture/proof.ts'
import { needDevelopmentPackages, ROOT } from './step.ts'

/** Wrong usage, as the program's own commands say it. */
const EXIT_USAGE = 2

const PAGE = join(ROOT, 'docs', 'reliability.md')
const PROOFS = join(ROOT, 'test', 'torture')

needDevelopmentPackages()
process.env.TEST_DATABASES_ON = 'disk'
process.exit(await runNamed(process.argv.slice(2)))

async function runNamed(wanted: readonly string[]): Promise<number> {
  const files = globSync('*.ts', { cwd: PROOFS }).map((file) => basename(file, '.ts'))
  const names = files.filter((name) => !['proof', 'page'].includes(name)).sort()
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    process.stderr.write(`No proof is called ${unknown.join(', ')}. The proofs: ${names.join(', ')}.\n`)
    return EXIT_USAGE
  }
  let unexplained = 0
  for (const name of wanted.length > 0 ? names.filter((each) => wanted.includes(each)) : names) {
    unexplained += await prove(names, name)
  }
  return unexplained === 0 ? 0 : 1
}

/** Runs one proof and writes its part; gives how many bars it missed without a reason. */
async function prove(names: readonly string[], name: string): Promise<number> {
  const module: { proof?: Proof } = await import(pathToFileURL(join(PROOFS, `${name}.ts`)).href)
  if (module.proof === undefined) throw new Error(`test/torture/${name}.ts exports no proof (test/torture/proof.ts).`)
  const { proof } = module
  process.stdout.write(`${name}\n`)
  const began = performance.now()
  const findings = await proof.run(1, (line) => process.stdout.write(`  ${line}\n`))
  const seconds = Math.round((performance.now() - began) / 1000)
  for (const finding of findings) process.stdout.write(`  ${lineOf(finding)}\n`)
  const date = new Date().toISOString().slice(0, 10)
  const circumstances = { cores: availableParallelism(), node: process.versions.node, date, seconds }
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : ''
  writeFileSync(PAGE, written(page, names, name, partOf(name, proof, findings, circumstances)))
  return findings.filter(({ bar, met, ifMissed }) => bar !== null && !met && ifMissed === undefined).length
}

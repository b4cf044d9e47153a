// npm run clauses: every clause of every source, the parts of a protocol that carry it, and how many walks break without each.
// Ends with a failure where a part of a protocol that runs is missed by no walk, or a clause of it is carried by nothing.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type Carried, carriedBy } from '../test/walks/proof.ts'
import { PROOFS } from '../test/walks/proofs.ts'
import { needDevelopmentPackages, ROOT } from './step.ts'

interface Register {
  readonly clauses: string
  readonly document: string
  readonly entries: Readonly<Record<string, { readonly says: string }>>
}

needDevelopmentPackages()

const carried = new Map<string, Carried>()
for (const proof of PROOFS) {
  for (const each of carriedBy(proof)) {
    const before = carried.get(each.clause)
    const elements = [...(before?.elements ?? []), ...each.elements]
    carried.set(each.clause, { ...each, elements, walks: [...(before?.walks ?? []), ...each.walks] })
  }
}

let failed = false
for (const file of globSync('protocols/clauses/*.yaml', { cwd: ROOT }).sort()) {
  const { document, entries }: Register = parse(readFileSync(join(ROOT, file), 'utf8'))
  const clauses = Object.keys(entries)
  const whole = clauses.filter((clause) => isCarried(carried.get(clause)))
  process.stdout.write(`\n${document}: ${whole.length} of ${clauses.length} carried\n`)
  for (const clause of clauses) process.stdout.write(told(clause, carried.get(clause)))
}
process.exitCode = failed ? 1 : 0

function isCarried(found: Carried | undefined): boolean {
  return found !== undefined && found.elements.length > 0 && found.elements.every(({ missedBy }) => missedBy.length > 0)
}

function told(clause: string, found: Carried | undefined): string {
  if (found === undefined) return `  ${clause}  not yet carried\n`
  if (!isCarried(found)) failed = true
  const lines = found.elements.map(({ name, missedBy: [first, ...others] }) => {
    if (first === undefined) return `    ${name}: NO WALK MISSES IT`
    return `    ${name}: "${first}"${others.length === 0 ? '' : ` and ${others.length} more`}`
  })
  return `  ${clause}${found.elements.length === 0 ? '  CARRIED BY NOTHING' : ''}\n${lines.map((line) => `${line}\n`).join('')}`
}

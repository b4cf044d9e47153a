// npm run clauses: every clause of every source, the parts of a protocol that carry it, the walks that break without each, and where
// a person meets it; what practitioners expect besides. Written to docs/reference/clauses.md.
// Ends with a failure where a clause is carried by nothing, or by a part that no walk misses.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pageOf, shownOf, totalsOf } from '../test/clauses/page.ts'
import { isMet, partsOf, registers, rowsOf } from '../test/clauses/rows.ts'
import { needDevelopmentPackages, ROOT } from './step.ts'

needDevelopmentPackages()

const parts = partsOf()
const told = registers().map((register) => ({ register, rows: rowsOf(register, parts) }))
for (const { register, rows } of told) {
  process.stdout.write(`\n${register.document}: ${rows.filter(isMet).length} of ${rows.length} met\n`)
  for (const row of rows) process.stdout.write(shownOf(row))
}
process.stdout.write(`\n${totalsOf(told)}\n`)
writeFileSync(join(ROOT, 'docs', 'reference', 'clauses.md'), pageOf(told))
process.exitCode = told.some(({ rows }) => rows.some((row) => row.kind !== 'practice' && !isMet(row))) ? 1 : 0

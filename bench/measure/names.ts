import { globSync } from 'node:fs'
import { basename } from 'node:path'

/** The name of every comparison: of every file in bench itself but the contract. */
export function comparisonNames(bench: string): string[] {
  const files = globSync('*.ts', { cwd: bench }).map((file) => basename(file, '.ts'))
  return files.filter((name) => name !== 'comparison').sort()
}

import { globSync } from 'node:fs'
import { basename } from 'node:path'

/** What is no comparison among the files of the folder itself: the contract, and what stands in for absent peers. */
const OTHERS = ['comparison', 'absent.d']

/** The name of every comparison: of every file in bench itself but the contract. */
export function comparisonNames(bench: string): string[] {
  const files = globSync('*.ts', { cwd: bench }).map((file) => basename(file, '.ts'))
  return files.filter((name) => !OTHERS.includes(name)).sort()
}

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { failed, type Outcome, ROOT, runTool } from './step.ts'

/**
 * Runs Biome from its platform package. The package that would choose the platform cannot be used: npm refuses a lockfile
 * that names platform packages the registry does not hold (docs/decisions/0003-tools.md).
 */
export function runBiome(args: readonly string[], root: string = ROOT): Outcome {
  const name = `@biomejs/cli-${process.platform}-${process.arch}`
  let folder: string
  try {
    folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
  } catch {
    return failed(
      `The formatter and linter, ${name}, is not installed. On Linux (x64, arm64; glibc) run "npm ci" again without ` +
        '--omit=optional. Other platforms have no copy of it in package.json: leave format and lint to CI there.',
    )
  }
  const binary = join(folder, 'biome')
  if (!existsSync(binary)) return failed(`${name} is installed but holds no program "biome": run "npm ci" again.`)
  return runTool(binary, args, root)
}

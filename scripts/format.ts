// npm run format: writes every file in the project's format, or only the files named.
import { runBiome } from './biome.ts'

const { ok, output } = runBiome(['check', '--write', '--linter-enabled=false', ...process.argv.slice(2)])
process.stdout.write(`${output}\n`)
process.exitCode = ok ? 0 : 1

// Finds a Node of at least the wanted major version and runs a file on it. Node 20 must be able to parse this file.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const WANTED_MAJOR = 26
/** sysexits.h EX_SOFTWARE: what is needed to run is not there. */
const EXIT_NO_RUNTIME = 70

const require = createRequire(import.meta.url)

/** The path of a Node binary that is new enough, or undefined. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= WANTED_MAJOR) return process.execPath
  const os = process.platform === 'win32' ? 'win' : process.platform
  try {
    const folder = dirname(require.resolve(`node-${os}-${process.arch}/package.json`))
    const binary = join(folder, 'bin', os === 'win' ? 'node.exe' : 'node')
    return existsSync(binary) ? binary : undefined
  } catch {
    return undefined
  }
}

function remedy() {
  return [
    `Sightline needs Node ${WANTED_MAJOR} or later; this is Node ${process.versions.node}, and no newer one came with the packages`,
    `for ${process.platform} ${process.arch}.`,
    'What to do: run "npm ci" again without --omit=optional, or install Node 26 or later and run the same command with it.',
  ].join('\n')
}

/** Runs the file with the arguments on a new enough Node; signals and the exit status pass through. */
export async function runOnCurrentNode(file, args, nodeOptions = []) {
  const node = findNode()
  if (node === undefined) {
    process.stderr.write(`${remedy()}\n`)
    process.exit(EXIT_NO_RUNTIME)
  }
  if (node === process.execPath && nodeOptions.length === 0) {
    process.argv = [node, fileURLToPath(file), ...args]
    await import(file.href)
    return
  }
  const child = spawn(node, [...nodeOptions, fileURLToPath(file), ...args], { stdio: 'inherit' })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(`Node could not be started from ${node}: ${error.message}\n${remedy()}\n`)
    process.exit(EXIT_NO_RUNTIME)
  })
  child.on('exit', (code, signal) => {
    process.exit(signal === null ? (code ?? EXIT_NO_RUNTIME) : 128 + constants.signals[signal])
  })
}

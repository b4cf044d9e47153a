// Finds a Node of at least the wanted major version and runs a file on it. Node 20 must be able to parse this file.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { isatty } from 'node:tty'
import { fileURLToPath } from 'node:url'

const WANTED_MAJOR = 26
/** sysexits.h EX_SOFTWARE: what is needed to run is not there. */
const EXIT_NO_RUNTIME = 70
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']

/**
 * Where Node keeps what it compiled, types stripped: a start then takes a third of the time. It lies inside the clone, since
 * what somebody else may write, such as the system's folder for temporary files, must never be run. Where the clone may only
 * be read, Node goes without.
 */
const COMPILED = fileURLToPath(new URL('../node_modules/.cache/sightline', import.meta.url))

const require = createRequire(import.meta.url)

/** The path of a Node that is new enough: this one, else the copy that came from npm; undefined where there is neither. */
export function findNode() {
  // Some distributions build Node without the part that strips types.
  const stripsTypes = process.features.typescript !== undefined && process.features.typescript !== false
  if (Number(process.versions.node.split('.')[0]) >= WANTED_MAJOR && stripsTypes) return process.execPath
  const os = process.platform === 'win32' ? 'win' : process.platform
  try {
    // Found by its package, never by node_modules/.bin/node: npm does not always make that link (docs/decisions/0002-node-26-from-npm.md).
    const folder = dirname(require.resolve(`node-${os}-${process.arch}/package.json`))
    const binary = join(folder, 'bin', os === 'win' ? 'node.exe' : 'node')
    return existsSync(binary) ? binary : undefined
  } catch {
    return undefined
  }
}

/**
 * Runs a file with the arguments on a Node that is new enough, and ends as it ended: with its exit status, or by the same
 * signal. Where no such Node is found, or it does not start, it says what to do and exits 70.
 */
export async function runOnCurrentNode(file, args, nodeOptions = []) {
  const node = findNode()
  if (node === undefined) {
    giveUp(
      `Sightline needs Node ${WANTED_MAJOR} or later. This is Node ${process.versions.node}, and no newer one came with the ` +
        `packages for ${process.platform} ${process.arch}.`,
    )
  }
  if (node === process.execPath && nodeOptions.length === 0) await runHere(file, args)
  else runBelow(node, [...nodeOptions, fileURLToPath(file), ...args])
}

async function runHere(file, args) {
  process.argv = [process.execPath, fileURLToPath(file), ...args]
  try {
    await import(file.href)
  } catch (error) {
    const missing = error?.code === 'ERR_MODULE_NOT_FOUND' && /^Cannot find package '([^']+)'/.exec(error.message)
    if (!missing) throw error
    giveUp(`The package "${missing[1]}" is not installed.`)
  }
}

function runBelow(node, args) {
  const env = { NODE_COMPILE_CACHE: COMPILED, ...process.env }
  const child = spawn(node, args, { stdio: 'inherit', env })
  child.on('error', (error) => giveUp(`Node could not be started from ${node}: ${error.message}`))

  // A key typed at a terminal reaches the child by itself; passing the first one on would look like a second press.
  let typed = isatty(0) ? ['SIGINT', 'SIGQUIT'] : []
  for (const signal of FORWARDED) {
    process.on(signal, () => {
      if (typed.includes(signal)) typed = typed.filter((each) => each !== signal)
      else child.kill(signal)
    })
  }

  child.on('exit', (status, signal) => {
    if (signal === null) process.exit(status ?? EXIT_NO_RUNTIME)
    const standIn = 128 + constants.signals[signal]
    if (!FORWARDED.includes(signal)) process.exit(standIn)
    // Ended by the same signal, so that a shell's loop stops as it should. Process 1 of a container survives its own signal.
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
    setTimeout(() => process.exit(standIn), 200)
  })
}

function giveUp(reason) {
  process.stderr.write(
    `${reason}\nWhat to do: run "npm ci" in Sightline's folder, without --omit=optional; or install Node ${WANTED_MAJOR} or ` +
      'later and run the same command with it.\n',
  )
  process.exit(EXIT_NO_RUNTIME)
}

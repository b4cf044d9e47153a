import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The folder that holds package.json. */
export const ROOT = join(import.meta.dirname, '..')

/** What a step of the check found: nothing wrong, or what to show. */
export interface Outcome {
  readonly ok: boolean
  readonly output: string
}

export function failed(output: string): Outcome {
  return { ok: false, output }
}

/** Runs a tool to its end in a folder, and gives all that it printed. */
export function runTool(program: string, args: readonly string[], folder: string = ROOT): Outcome {
  const { status, signal, error, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (error !== undefined) return failed(`${program} could not be started: ${error.message}`)
  const output = `${stdout}${stderr}`.trim()
  return { ok: status === 0, output: signal === null ? output : `${output}\n${program} was ended by ${signal}` }
}

/** Runs a JavaScript tool from node_modules on the Node that runs this file. */
export function runPackage(file: string, args: readonly string[], folder: string = ROOT): Outcome {
  const path = join(ROOT, 'node_modules', file)
  if (!existsSync(path)) {
    return failed(
      `${file} is not installed. The checks need the development packages: run "npm ci --include=dev"` +
        ' (npm leaves them out where NODE_ENV is production).',
    )
  }
  return runTool(process.execPath, [path, ...args], folder)
}

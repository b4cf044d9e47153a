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
    // Some tools colour what they print wherever CI is set, though it is read from a pipe here.
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (error !== undefined) return failed(`${program} could not be started: ${error.message}`)
  const output = `${stdout}${stderr}`.trim()
  return { ok: status === 0, output: signal === null ? output : `${output}\n${program} was ended by ${signal}` }
}

/** Runs a JavaScript tool from node_modules on the Node that runs this file. */
export function runPackage(file: string, args: readonly string[], folder: string = ROOT): Outcome {
  return runTool(process.execPath, [join(ROOT, 'node_modules', file), ...args], folder)
}

/** sysexits.h EX_SOFTWARE, as the launcher uses it. */
const EXIT_NO_TOOLS = 70

/** Ends the program with the remedy where the packages under "devDependencies" were left out. */
export function needDevelopmentPackages(): void {
  if (['typescript-native', 'fast-check'].every((name) => existsSync(join(ROOT, 'node_modules', name)))) return
  process.stderr.write(
    'The checks and tests need the development packages, which are not installed: run "npm ci --include=dev"\n' +
      '(npm leaves them out where NODE_ENV is production).\n',
  )
  process.exit(EXIT_NO_TOOLS)
}

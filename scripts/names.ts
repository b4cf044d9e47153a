import { readdirSync } from 'node:fs'
import { join, parse, relative } from 'node:path'
import { failed, type Outcome, ROOT } from './step.ts'

const FOLDERS = ['bin', 'scripts', 'src', 'test', 'bench']
const BANNED = new Set(['util', 'utils', 'utilities', 'common', 'helper', 'helpers'])

/** The files and folders whose name says that nobody knew what they are. */
export function bannedNames(root: string): string[] {
  return FOLDERS.flatMap((folder) => entriesOf(join(root, folder)))
    .filter((path) => BANNED.has((parse(path).base.split('.')[0] ?? '').toLowerCase()))
    .map((path) => relative(root, path))
}

export function checkNames(root: string = ROOT): Outcome {
  const banned = bannedNames(root)
  if (banned.length === 0) return { ok: true, output: '' }
  return failed(
    `${banned.join('\n')}\nNo file or folder is called utils, common or helpers: such a place gathers what belongs ` +
      'to nobody, and everything comes to depend on it. Name it after what it holds and put it beside its user.',
  )
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

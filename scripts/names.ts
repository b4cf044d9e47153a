import { readdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import { LAYERS } from './layers.ts'
import { failed, type Outcome, ROOT } from './step.ts'

const FOLDERS = ['bin', 'scripts', 'src', 'test', 'bench']
const BANNED = new Set(['util', 'utils', 'utilities', 'common', 'helper', 'helpers'])

/** A file or folder whose name or place is wrong, and why. */
export interface Misplaced {
  readonly path: string
  readonly why: string
}

/** Looks at the names of everything below the folders that hold code. */
export function misplaced(root: string): Misplaced[] {
  return FOLDERS.flatMap((folder) => {
    const inside = entriesOf(join(root, folder)).map((name) => name.split(sep))
    return inside.flatMap((names) =>
      faultsOf(folder, names).map((why) => ({ path: [folder, ...names].join('/'), why })),
    )
  })
}

export function checkNames(root: string = ROOT): Outcome {
  const found = misplaced(root)
  return found.length === 0
    ? { ok: true, output: '' }
    : failed(found.map(({ path, why }) => `${path}\n  ${why}`).join('\n'))
}

function faultsOf(folder: string, names: readonly string[]): string[] {
  const faults: string[] = []
  const [base = ''] = names.at(-1)?.split('.') ?? []
  if (BANNED.has(base.toLowerCase())) {
    faults.push(
      'No file or folder is called utils, common or helpers: such a place gathers what belongs to nobody, and ' +
        'everything comes to depend on it. Name it after what it holds and put it beside its user.',
    )
  }
  if (folder === 'src' && names.length === 1 && !LAYERS.some(({ name }) => name === names[0])) {
    faults.push(
      `Everything in src belongs to a layer: ${LAYERS.map(({ name }) => name).join(', ')}. What lies beside them ` +
        'escapes every rule of the layers. Move it, or add the layer to scripts/layers.ts with its reason.',
    )
  }
  return faults
}

function entriesOf(folder: string): string[] {
  try {
    const inside = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    // What bench is measured against is installed in bench, and its names are not ours.
    return inside.filter((name) => !name.split(sep).includes('node_modules'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

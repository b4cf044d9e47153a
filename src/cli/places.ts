import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageFault } from './exit.ts'

/**
 * Sees that nothing is written over what is read, nor two documents to one place. Files are told by their place on the disk:
 * another spelling, a link or another name of a file is still that file.
 *
 * @throws UsageFault that names the option and the file
 */
export function keepApart(
  read: readonly string[],
  written: readonly { readonly option: string; readonly path: string | undefined }[],
): void {
  const taken = new Map<string, string>()
  for (const path of read) {
    for (const identity of identitiesOf(path)) taken.set(identity, `would write over ${path}, which is read`)
  }
  for (const { option, path } of written) {
    if (path === undefined) continue
    const identities = identitiesOf(path)
    const why = identities.map((identity) => taken.get(identity)).find((each) => each !== undefined)
    if (why !== undefined) throw new UsageFault(`--${option} ${why}`, 'Name another place for it.')
    for (const identity of identities) taken.set(identity, `would write over ${path}, which --${option} names`)
  }
}

/** By what a file is known: its path, and its number on its device where it is there. Devices and pipes take all that comes. */
function identitiesOf(path: string): readonly string[] {
  try {
    const found = statSync(path, { bigint: true })
    return found.isFile() ? [resolve(path), `${found.dev} ${found.ino}`] : []
  } catch (error) {
    // Why it cannot be looked at is told by whoever reads or writes it.
    if (error instanceof Error && 'code' in error) return [resolve(path)]
    throw error
  }
}

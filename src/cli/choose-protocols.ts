import { closest } from '../engine/protocol/sentences/reader.ts'
import { type Library, openLibrary } from '../intake/library.ts'
import { UsageFault } from './exit.ts'

/** The protocols of the library that were asked for; a path takes a protocol file from outside it. */
export function chooseProtocols(wanted: readonly string[] | undefined): Library {
  const shipped = openLibrary()
  if (wanted === undefined) return shipped
  const files = wanted.filter(isPath)
  const own = files.length === 0 ? undefined : openLibrary(files)
  const chosen = wanted
    .filter((each) => !isPath(each))
    .map((id) => {
      const found = shipped.protocols.find(({ protocol }) => protocol.id === id)
      if (found !== undefined) return found
      const known = shipped.protocols.map(({ protocol }) => protocol.id)
      const meant = closest(id, known)
      const hint = meant === undefined ? `Known: ${known.join(', ')}.` : `Did you mean "${meant}"?`
      throw new UsageFault(`there is no protocol "${id}"`, hint)
    })
  const protocols = [...new Set([...chosen, ...(own?.protocols ?? [])])]
  const [twin] = protocols.filter(
    ({ protocol: { id } }, i) => protocols.findIndex(({ protocol }) => protocol.id === id) < i,
  )
  if (twin !== undefined) {
    throw new UsageFault(
      `two protocols are called "${twin.protocol.id}"`,
      `Leave one out, or rename that of ${twin.file}.`,
    )
  }
  return { clause: (id) => shipped.clause(id) ?? own?.clause(id), protocols }
}

/** Whether a protocol is named by its file and not by its name in the library. */
export function isPath(text: string): boolean {
  return text.endsWith('.yaml') || text.endsWith('.yml') || text.includes('/')
}

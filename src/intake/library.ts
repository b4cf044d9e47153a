import { hash } from 'node:crypto'
import { closeSync, constants, existsSync, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import type { WorkingCalendar } from '../engine/calendar/calendar.ts'
import { parseCalendar } from '../engine/calendar/calendar-file.ts'
import { sayFault } from '../engine/protocol/fault.ts'
import { type Clause, PRACTICE, type Protocol, type Surroundings } from '../engine/protocol/protocol.ts'
import { type ReadProtocol, readProtocol } from '../engine/protocol/read.ts'

/** The folder that holds `protocols/` and `data/`: the root of the package. */
export const PACKAGE_FOLDER = fileURLToPath(new URL('../../', import.meta.url))

/** A protocol with the file that it was read from and the calendar that it counts by. */
export interface Shelved {
  readonly file: string
  readonly protocol: Protocol
  readonly calendar: WorkingCalendar
  readonly written: Written
}

/** Everything that a protocol was read from, word for word: what an authority adopts. */
export interface Written {
  readonly protocol: string
  /** The text of each part that it uses, by name. */
  readonly parts: Readonly<Record<string, string>>
  /** The register of its clauses, by the register's name. */
  readonly clauses: Readonly<
    Record<string, Readonly<Record<string, { readonly place: string; readonly says: string }>>>
  >
  readonly calendar: string
}

/** Protocols, calendars and registers of clauses, all read and checked: what Sightline runs by. */
export interface Library {
  readonly protocols: readonly Shelved[]
  readonly clause: (id: string) => Clause | undefined
}

/** Files that could not be used. Each fault names file, line and remedy. Nothing starts on a library with a fault. */
export class LibraryFaults extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

const registerSchema = z.strictObject({
  clauses: z.string(),
  document: z.string(),
  prefix: z.string().regex(/^[A-Z]{3}$/),
  entries: z.record(z.string().regex(/^[A-Z]{3}-\d{2}$/), z.strictObject({ place: z.string(), says: z.string() })),
})

/**
 * Reads the library whole: the protocols that come with Sightline, or the given files in their place. Registers and parts that
 * stand beside a given file, in folders `clauses` and `parts`, are read as those that come along are.
 *
 * @throws LibraryFaults with every fault of every file
 */
export function openLibrary(files?: readonly string[], root = PACKAGE_FOLDER): Library {
  const faults: string[] = []
  const calendars = readCalendars(join(root, 'data', 'calendars'), faults)
  const paths = files ?? filesIn(join(root, 'protocols'), '.yaml')
  const folders = foldersOf(files ?? [], root)
  const registers = together(folders, readRegisters, 'register of clauses', faults)
  const parts = together(folders, readParts, 'part', faults)
  const surroundings: Surroundings = {
    clauses: (register) => registers.get(register),
    calendars: new Set(calendars.keys()),
    parts: (name) => parts.get(name),
  }
  const around = hash(
    'sha256',
    JSON.stringify([
      [...calendars.keys()],
      [...registers].map(([name, register]) => [name, plainly(register)]),
      [...parts],
    ]),
  )
  const protocols: Shelved[] = []
  for (const path of paths) {
    const file = files === undefined ? `protocols/${basename(path)}` : path
    const text = readText(path, file, faults)
    if (text === undefined) continue
    const read = once(readBefore, `${around}${text}`, () => readProtocol(text, surroundings))
    if (!read.ok) {
      faults.push(...read.faults.map((fault) => sayFault(file, fault)))
      continue
    }
    const { protocol } = read
    const calendar = calendars.get(protocol.calendar)
    const twin = protocols.find((each) => each.protocol.id === protocol.id)
    if (twin !== undefined) {
      faults.push(`${file}:1:1: the protocol "${protocol.id}" is in ${twin.file} too. Rename one of them.`)
    } else if (calendar !== undefined) {
      const written = {
        protocol: text,
        parts: Object.fromEntries(protocol.uses.map((name) => [name, parts.get(name) ?? ''])),
        clauses: Object.fromEntries(
          [protocol.source.clauses, PRACTICE].flatMap((name) => {
            const register = registers.get(name)
            return register === undefined ? [] : [[name, plainly(register)]]
          }),
        ),
        calendar: calendar.text,
      }
      protocols.push({ file, protocol, calendar: calendar.calendar, written })
    }
  }
  if (faults.length > 0) throw new LibraryFaults(faults)
  const clauses = new Map([...registers.values()].flatMap((register) => [...register]))
  return { protocols, clause: (id) => clauses.get(id) }
}

/** The protocols that come with Sightline take 0.8 s to read, and 0.3 s again: a process that opens them anew reads what is new. */
const readBefore = new Map<string, ReadProtocol>()
const registersBefore = new Map<string, z.infer<typeof registerSchema>>()

/** What was made of a text before; of what was made longest ago nothing is kept. */
function once<T>(before: Map<string, T>, text: string, make: () => T): T {
  const known = before.get(text)
  if (known !== undefined) return known
  const made = make()
  const [oldest] = before.keys()
  if (before.size >= MOST_KEPT && oldest !== undefined) before.delete(oldest)
  before.set(text, made)
  return made
}

const MOST_KEPT = 50

function plainly(register: ReadonlyMap<string, Clause> | undefined): Record<string, { place: string; says: string }> {
  return Object.fromEntries([...(register ?? [])].map(([id, { place, says }]) => [id, { place, says }]))
}

/** Where protocols, and what they share, lie: as it is called, and where it is. */
interface Folder {
  readonly called: string
  readonly path: string
}

/** The folder that comes along first, then those of the given files. */
function foldersOf(files: readonly string[], root: string): readonly Folder[] {
  const shipped = { called: 'protocols', path: join(root, 'protocols') }
  const beside = new Map([[resolve(shipped.path), shipped]])
  for (const folder of files.map((file) => dirname(file))) {
    const at = resolve(folder)
    if (!beside.has(at)) beside.set(at, { called: folder, path: folder })
  }
  return [...beside.values()]
}

/** What several folders hold, each thing by its name: none may have a name that another has. */
function together<T>(
  folders: readonly Folder[],
  read: (folder: Folder, faults: string[]) => ReadonlyMap<string, T>,
  what: string,
  faults: string[],
): ReadonlyMap<string, T> {
  const all = new Map<string, T>()
  for (const folder of folders) {
    for (const [name, each] of read(folder, faults)) {
      if (!all.has(name)) all.set(name, each)
      else faults.push(`${folder.called}: the ${what} "${name}" is there already. Rename it, and whatever names it.`)
    }
  }
  return all
}

interface CalendarFile {
  readonly calendar: WorkingCalendar
  readonly text: string
}

function readCalendars(folder: string, faults: string[]): ReadonlyMap<string, CalendarFile> {
  const calendars = new Map<string, CalendarFile>()
  for (const path of filesIn(folder, '.json')) {
    const file = `data/calendars/${basename(path)}`
    const text = readText(path, file, faults)
    if (text === undefined) continue
    const read = parseCalendar(text)
    if (read.ok) calendars.set(read.value.id, { calendar: read.value, text })
    else faults.push(...read.refusal.map((fault) => `${file}: ${fault}`))
  }
  return calendars
}

function readRegisters(
  { called, path: folder }: Folder,
  faults: string[],
): ReadonlyMap<string, ReadonlyMap<string, Clause>> {
  const registers = new Map<string, ReadonlyMap<string, Clause>>()
  for (const path of filesIn(join(folder, 'clauses'), '.yaml')) {
    const file = `${called}/clauses/${basename(path)}`
    const text = readText(path, file, faults)
    if (text === undefined) continue
    try {
      const { clauses, prefix, entries } = once(registersBefore, text, () => {
        return registerSchema.parse(parse(text, { maxAliasCount: 0 }))
      })
      const strays = Object.keys(entries).filter((id) => !id.startsWith(`${prefix}-`))
      faults.push(
        ...strays.map((id) => `${file}: ${id} does not begin with ${prefix}-. Correct the clause or the prefix.`),
      )
      registers.set(clauses, new Map(Object.entries(entries).map(([id, clause]) => [id, { id, ...clause }])))
    } catch (error) {
      const reason =
        error instanceof z.ZodError
          ? z.prettifyError(error).replaceAll(/\s*\n\s*/g, ' ')
          : error instanceof Error
            ? error.message
            : ''
      faults.push(`${file}: ${reason}`)
    }
  }
  return registers
}

/** The text of each part that protocols share, by its name. */
function readParts({ called, path: folder }: Folder, faults: string[]): ReadonlyMap<string, string> {
  const parts = new Map<string, string>()
  for (const path of filesIn(join(folder, 'parts'), '.yaml')) {
    const text = readText(path, `${called}/parts/${basename(path)}`, faults)
    if (text !== undefined) parts.set(basename(path, '.yaml'), text)
  }
  return parts
}

/** The files of a folder; none where there is no such folder. */
function filesIn(folder: string, ending: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name))
}

function readText(path: string, file: string, faults: string[]): string | undefined {
  let opened: number | undefined
  try {
    // A pipe that nobody writes to must not keep us waiting.
    opened = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const found = fstatSync(opened)
    if (!found.isFile()) {
      faults.push(`${file}: it is a folder, a device or a pipe, and not a file. Name a file.`)
      return undefined
    }
    if (found.size > MOST_BYTES) {
      faults.push(`${file}: it is far larger than any file of this kind. Check the name.`)
      return undefined
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(opened))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    faults.push(`${file}: ${READING_FAULTS[code] ?? 'it could not be read. See that it is there and may be read.'}`)
    return undefined
  } finally {
    if (opened !== undefined) closeSync(opened)
  }
}

/** Files of a library are read whole; one protocol has some kilobytes. */
const MOST_BYTES = 16_000_000

const READING_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Check the name.',
  EISDIR: 'it is a folder. Name a file.',
  ELOOP: 'it is a link that leads round in a circle. Name the file itself.',
  EACCES: 'it may not be read by this account. Change its permissions.',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not text in UTF-8. Save it again as UTF-8.',
}

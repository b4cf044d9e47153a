import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { printable } from '../documents/scan/layout.ts'
import { backUp } from '../record/keep/backup.ts'
import { examine } from '../record/keep/doctor.ts'
import type { Finding } from '../record/keep/finding.ts'
import type { Manifest } from '../record/keep/manifest.ts'
import { type KeepRefusal, sayKeepRefusal } from '../record/keep/refusal.ts'
import { restore } from '../record/keep/restore.ts'
import { DATABASE, type RecordPlace, reach } from '../record/opening/open.ts'
import { readArguments } from './arguments.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { IN_PRODUCT_ONLY, mailSettings } from './mail-settings.ts'
import { given, now, recordPlace, writtenSchema } from './record-place.ts'
import type { Terminal } from './terminal.ts'

export async function backupCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, { data: { type: 'string' } })
  const file = oneFile('backup', positionals)
  const place = recordPlace(values.data)
  if (place.kind === 'folder' && !existsSync(join(place.data, 'cluster'))) {
    return refuse({ kind: 'nothing-kept', place: place.data }, terminal)
  }
  const reached = await reach(place, DATABASE)
  if (!reached.ok) return refuse({ kind: 'record', refusal: reached.refusal }, terminal)
  try {
    const made = await backUp(reached.logins, resolve(file), now())
    if (!made.ok) return refuse(made.refusal, terminal)
    await terminal.out(
      `Written: ${file}\n${sayManifest(made.manifest)}\nIt holds personal details: keep it as you keep the record.\n`,
    )
    return EXIT.done
  } finally {
    await reached.server?.stop()
  }
}

export async function restoreCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, { data: { type: 'string' } })
  const file = oneFile('restore', positionals)
  const place = recordPlace(values.data)
  const restored = await restore(resolve(file), place, given(), now())
  if (!restored.ok) return refuse(restored.refusal, terminal)
  const { manifest, rebuilt, different } = restored
  await terminal.out(
    `Restored: ${sayPlace(place)}\n${sayManifest(manifest)}\n` +
      `Every table was read back and is equal. Of ${rebuilt} pathways the entries were folded again.\n`,
  )
  if (different.length === 0) return EXIT.done
  terminal.err(
    `In ${different.length} of them the fold differs from what is read from the entries, as it did when the backup was made: ` +
      `${different.join(', ')}. Run "sightline rebuild".\n`,
  )
  return EXIT.partly
}

/** How people are told, as this machine's environment has it. */
function mailFinding(): Finding {
  try {
    const says =
      mailSettings() === null
        ? IN_PRODUCT_ONLY
        : 'A mail server is named, by which people are told that something waits.'
    return { about: 'e-mail', state: 'well', says }
  } catch (error) {
    if (!(error instanceof UsageFault)) throw error
    return { about: 'e-mail', state: 'wrong', says: `${error.message}. ${error.remedy}` }
  }
}

export async function doctorCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, { data: { type: 'string' } })
  if (positionals.length > 0) throw new UsageFault('"doctor" takes no files', 'Name the folder with --data FOLDER.')
  const { migrations } = given()
  const examined = await examine(recordPlace(values.data), { migrations, schema: writtenSchema(), now: now() })
  const findings = [...examined, mailFinding()]
  for (const finding of findings) await terminal.out(`${printable(sayFinding(finding))}\n`)
  if (findings.some(({ state }) => state === 'wrong')) return EXIT.noRecord
  return findings.some(({ state }) => state === 'look') ? EXIT.partly : EXIT.done
}

function sayFinding({ about, state, says }: Finding): string {
  return `${state.padEnd(5)}  ${about}: ${says}`
}

function oneFile(command: string, positionals: readonly string[]): string {
  const [file] = positionals
  if (file === undefined || file === '' || positionals.length > 1) {
    throw new UsageFault(`"${command}" takes one file`, `Write: sightline ${command} FILE`)
  }
  return file
}

function sayPlace(place: RecordPlace): string {
  return place.kind === 'folder' ? place.data : 'the database at DATABASE_URL'
}

function sayManifest({ tables, taken }: Manifest): string {
  const rows = tables.reduce((sum, each) => sum + each.rows, 0)
  const entries = tables.find(({ table }) => table === 'entries')?.rows ?? 0
  return `As of ${taken}: ${entries} entries, ${rows} rows in ${tables.length} tables.`
}

function refuse(refusal: KeepRefusal, terminal: Terminal): ExitStatus {
  terminal.err(`${printable(`sightline: ${sayKeepRefusal(refusal)}`)}\n`)
  return statusOf(refusal.kind)
}

function statusOf(kind: KeepRefusal['kind']): ExitStatus {
  switch (kind) {
    case 'file-there':
    case 'not-empty':
      return EXIT.usage
    case 'not-written':
      return EXIT.notWritten
    case 'not-read':
    case 'not-a-backup':
    case 'cut-short':
    case 'altered':
    case 'later-backup':
    case 'other-migration':
      return EXIT.nothingRead
    case 'record':
    case 'nothing-kept':
    case 'sees-not-all':
    case 'not-equal':
      return EXIT.noRecord
    default:
      return kind satisfies never
  }
}

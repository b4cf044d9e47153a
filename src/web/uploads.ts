import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import type { SentFile } from './route.ts'

/** What came with a form that holds files. */
export interface Uploaded {
  readonly fields: Readonly<Record<string, string | readonly string[]>>
  readonly files: readonly SentFile[]
  /** Takes the files away again. */
  readonly remove: () => Promise<void>
}

/** A form that cannot be read as what it says it is, or one with files where none are taken. */
class UnreadableForm extends Error {
  readonly statusCode: 400 | 415
  constructor(statusCode: 400 | 415) {
    super('the form cannot be read')
    this.statusCode = statusCode
  }
}

/**
 * Reads a form with files into a folder of its own, below `within`; `mostBytes` is null where none may be sent.
 * @throws what the parser says where it is too large, and UnreadableForm where it is broken
 */
export async function readUpload(
  request: FastifyRequest,
  { folder: within, mostBytes }: { readonly folder: string; readonly mostBytes: number | null },
): Promise<Uploaded> {
  if (mostBytes === null) throw new UnreadableForm(415)
  const folder = await mkdtemp(join(within, 'sightline-upload-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const fields = new Map<string, string[]>()
    const files: SentFile[] = []
    const limits = { fileSize: mostBytes, files: 50, fields: 100, fieldSize: 10_000, headerPairs: 100 }
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') {
        fields.set(part.fieldname, [...(fields.get(part.fieldname) ?? []), String(part.value)])
      } else if (part.filename === '' || part.filename === undefined) {
        part.file.resume()
      } else {
        // A name from outside is never a path of ours.
        const path = join(folder, String(files.length))
        await pipeline(part.file, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
        files.push({ field: part.fieldname, name: part.filename, path })
      }
    }
    const body = [...fields].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values] as const)
    return { fields: Object.fromEntries(body), files, remove }
  } catch (error) {
    await remove()
    throw isOfForm(error) ? new UnreadableForm(400) : error
  }
}

/** Whether the parser met what is no form: it says so by a bare error, and of sizes and of the disk by more. */
function isOfForm(error: unknown): boolean {
  return error instanceof Error && !('statusCode' in error || 'errno' in error)
}

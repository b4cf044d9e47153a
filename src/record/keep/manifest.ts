import { createHash } from 'node:crypto'
import { z } from 'zod'

/** The files of a backup besides those of its tables: what it is, what is in it, and what that hashes to. */
export const FIRST = 'sightline-backup.json'
export const MANIFEST = 'manifest.json'
export const SEAL = 'manifest.sha256'

/** Grows when backups are written otherwise. */
const FORMAT = 1
export const OPENING = Buffer.from(`${JSON.stringify({ 'sightline backup': FORMAT })}\n`)

const count = z.int().min(0)
const hash = z.string().regex(/^[0-9a-f]{64}$/)

const manifest = z.strictObject({
  /** When it was taken, which the shell read from its clock. */
  taken: z.iso.datetime(),
  /** The version of PostgreSQL it was taken from. */
  postgres: z.string(),
  /** What had been run, with the hashes of the texts. */
  migrations: z.array(z.strictObject({ name: z.string(), hash })).min(1),
  tables: z
    .array(
      z.strictObject({
        table: z.string().regex(/^[a-z_]+$/),
        columns: z.array(z.string().regex(/^[a-z0-9_]+$/)).min(1),
        rows: count,
        /** Of the rows as COPY writes them, in the order of the primary key. */
        sha256: hash,
      }),
    )
    .min(1),
  /** How far the numbers that the database gives had come. */
  sequences: z.record(z.string().regex(/^[a-z0-9_]+$/), z.strictObject({ last: count, called: z.boolean() })),
})

export type Manifest = z.infer<typeof manifest>
export type KeptTable = Manifest['tables'][number]

/** Reads a manifest; null for what is none, or is not as it was sealed. */
export function readManifest(bytes: Buffer, seal: Buffer): Manifest | null {
  if (sealOf(bytes) !== seal.toString('latin1')) return null
  try {
    const read = manifest.safeParse(JSON.parse(bytes.toString('utf8')))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

export function writeManifest(written: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify(written, null, 2)}\n`)
}

export function sealOf(bytes: Buffer): string {
  return `${createHash('sha256').update(bytes).digest('hex')}\n`
}

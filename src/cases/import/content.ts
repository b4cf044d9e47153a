import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'

/** Files by what is in them: whatever they are called and in whatever order they are named, the same content is one import. */
export interface Content {
  readonly hash: Buffer
  /** Files that could not be read, which reading them says more of. */
  readonly unread: readonly string[]
}

export async function contentOf(paths: readonly string[]): Promise<Content> {
  const hashes: string[] = []
  const unread: string[] = []
  for (const path of paths) {
    const hash = await hashOf(path)
    if (hash === null) unread.push(path)
    else hashes.push(hash)
  }
  const content = createHash('sha256')
  for (const hash of [...new Set(hashes)].sort()) content.update(hash)
  return { hash: content.digest(), unread }
}

async function hashOf(path: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    // A device or a pipe has no end that could be waited for.
    if (!statSync(path).isFile()) return null
    for await (const piece of createReadStream(path)) hash.update(piece)
    return hash.digest('hex')
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}

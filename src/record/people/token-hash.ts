import { createHash } from 'node:crypto'

/** What the record keeps of a token of chance: whoever reads its tables can use none. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

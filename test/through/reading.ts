import { sayRead, toRead } from '../../src/record/notices/to-read.ts'
import type { Bound } from '../../src/record/transaction.ts'

/** Reads every notice that somebody was sent; gives how many they are shown, and how many not. */
export async function readAll(bound: Bound): Promise<{ readonly shown: number; readonly withheld: number }> {
  const { rows, withheld } = await toRead(bound, 200)
  const ids = rows.filter(({ kind }) => kind === 'notice').map(({ id }) => id)
  if (ids.length > 0) await sayRead(bound, ids)
  return { shown: ids.length, withheld: withheld.filter((kind) => kind === 'notice').length }
}

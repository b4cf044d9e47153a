import { readNotice, unreadNotices } from '../../src/record/pathways/notices.ts'
import type { Bound } from '../../src/record/transaction.ts'

/** Whoever asks reads everything that they were told and have not read; what is about cases they may not see is only counted. */
export async function readAll(bound: Bound): Promise<{ readonly shown: number; readonly withheld: number }> {
  const { rows, withheld } = await unreadNotices(bound, 200)
  for (const { pathway, noticeId } of rows) await readNotice(bound, { pathway, noticeId })
  return { shown: rows.length, withheld }
}

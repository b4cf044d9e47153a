import { sayNext } from '../../../documents/pathway/duties.ts'
import { sayMoment } from '../../../documents/pathway/titles.ts'
import { capital } from '../../../documents/scan/words.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { type NotDoneRow, notDone } from '../../../record/pathways/not-done.ts'
import { LONGEST_PAGE } from '../../../record/pathways/pages.ts'
import { dutyTitles } from '../../duty-titles.ts'
import type { Answer, Asked } from '../../route.ts'
import { cell, headsOf, type Table } from '../../table.ts'
import { choicesOf } from './coming-up.ts'

/** What was not done, and what has come after it since. */
interface NotDone extends Pick<NotDoneRow, 'pathway' | 'childName' | 'due' | 'dueAt' | 'followed'> {
  readonly duty: string
  readonly protocol: string
  /** "the review conference of Tuesday 3 March 2026" */
  readonly next: string
}

/** What is owed no more, though it was not done. */
function notDoneTables(rows: readonly NotDone[]): readonly Table[] {
  if (rows.length === 0) return []
  const table: Table = {
    caption: 'Not done, and owed no more',
    captionHidden: true,
    head: headsOf(['What was owed', 'Child', 'By when', 'Followed by']),
    rows: rows.map(({ pathway, childName, due, dueAt, duty, protocol, next }) => [
      cell(duty, { href: `/pathways/${pathway}`, hint: protocol }),
      cell(childName ?? 'Not about one child'),
      cell(dueAt !== null ? sayMoment(dueAt) : due !== null ? sayDay(due) : 'No day'),
      cell(next),
    ]),
  }
  return [table]
}

/** What was not done in all that somebody may see. */
export async function notDonePage({
  within,
  store,
  who,
}: Pick<Asked<object, object, object>, 'within' | 'store' | 'who'>): Promise<Answer> {
  const { authority } = who.principal
  const { rows, inAll } = await within(async (bound) => {
    const found = await notDone(bound, { most: LONGEST_PAGE })
    const known = await Promise.all(
      found.rows.map(async (row) => {
        const { protocol } = await store.shelf.rules({ tx: bound.tx, authority, ...row })
        return { ...row, protocol }
      }),
    )
    const titleOf = await dutyTitles(bound, known)
    const named = known.map((row): NotDone => {
      const forEach = row.protocol.duties.find(({ id }) => id === row.duty)?.forEach ?? null
      const next = capital(sayNext(forEach, row.followed, row.protocol))
      return { ...row, duty: titleOf(row), protocol: row.protocol.title, next }
    })
    return { rows: named, inAll: found.inAll }
  })
  const model = {
    tables: notDoneTables(rows),
    until: '',
    is: 'not-done',
    more:
      inAll > rows.length
        ? `${inAll.toLocaleString('en-GB')} in all. The ${rows.length} that were due last are shown; each case shows its own.`
        : '',
    weeks: choicesOf('not-done'),
    pages: { first: '', next: '', label: 'Pages of what was not done' },
  }
  return { kind: 'page', template: 'lists/coming-up.njk', title: 'Coming up', model }
}

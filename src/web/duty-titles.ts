import { hasOwnWords, ownWords, withOwnWords } from '../documents/pathway/duty-title.ts'
import type { Answers } from '../engine/pathway/entry.ts'
import type { Protocol } from '../engine/protocol/protocol.ts'
import { standingAnswers } from '../record/pathways/standing-answers.ts'
import type { Bound } from '../record/transaction.ts'

/** A duty of a list: its name and its identity in its pathway, with the protocol that it runs by. */
export interface DutyOfList {
  readonly pathway: string
  readonly duty: string
  readonly dutyId: string
  readonly protocol: Protocol
}

/** The entry that opened a duty, and of which item of its list; by their identity. */
const OPENED_BY = /^[^:]+:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/(\d+))?/

/** What each of some duties is called, with the words of the very thing that it is owed for where this person may read them. */
export async function dutyTitles(
  bound: Bound,
  rows: readonly DutyOfList[],
): Promise<(row: Omit<DutyOfList, 'protocol'>) => string> {
  const asked = rows.flatMap((row) => {
    const duty = row.protocol.duties.find(({ id }) => id === row.duty)
    const [, entry, number] = OPENED_BY.exec(row.dutyId) ?? []
    if (duty === undefined || entry === undefined || !hasOwnWords(duty, row.protocol)) return []
    return [{ ...row, duty, entry, number }]
  })
  const said = await standingAnswers(bound, asked)
  const words = new Map(
    asked.map((each) => {
      const found = said.find(({ pathway, of }) => pathway === each.pathway && of === each.entry)?.answers ?? {}
      return [keyOf(each), ownWords(each.duty, itemOf(each, found), each.protocol)]
    }),
  )
  const titles = new Map(
    rows.map((row) => [keyOf(row), row.protocol.duties.find(({ id }) => id === row.duty)?.title ?? row.duty]),
  )
  return (row) => withOwnWords(titles.get(keyOf(row)) ?? row.duty, words.get(keyOf(row)) ?? '')
}

function itemOf(
  { duty, number }: { readonly duty: Protocol['duties'][number]; readonly number: string | undefined },
  answers: Answers,
): Answers {
  const of = duty.forEach?.of
  if (of?.kind !== 'item') return answers
  const items = answers[of.question]
  const item: unknown = Array.isArray(items) ? items[Number(number) - 1] : undefined
  return typeof item === 'object' && item !== null ? (item as Answers) : {}
}

function keyOf({ pathway, dutyId }: { readonly pathway: string; readonly dutyId: string }): string {
  return `${pathway} ${dutyId}`
}

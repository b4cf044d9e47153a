import { papersMade } from '../../../documents/papers/case-paper.ts'
import { sayEntry } from '../../../documents/pathway/entries.ts'
import { sayHappened, sayMoment } from '../../../documents/pathway/titles.ts'
import { addDays } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { readCase } from '../../../record/pathways/read-case.ts'
import { type Roster, rosterOf } from '../../../record/people/roster.ts'
import { readShare, type ShareRow, sharesOfCase } from '../../../record/sharing/shares.ts'
import type { Bound } from '../../../record/transaction.ts'
import type { Answer, FormError } from '../../route.ts'
import type { Wanted } from './ask.ts'
import { BASIS_TITLES } from './words.ts'

/** Where a paper, or one entry, is shared. */
export function addressOf({ case: caseId, pathway, document, of: entry }: Wanted): string {
  if (document === null) return `/cases/${caseId}/share-entry/${pathway}/${entry ?? ''}`
  return `/cases/${caseId}/share/${pathway}/${document}${entry === null ? '' : `?${new URLSearchParams({ of: entry })}`}`
}

/** A share as a line of a list. */
export function lineOf(row: ShareRow, { persons }: Roster) {
  const nameOf = (person: string): string => {
    const { name, agency } = persons.get(person) ?? { name: 'Somebody who has left', agency: '' }
    return agency === '' ? name : `${name}, ${agency}`
  }
  return {
    href: `/shared/${row.share}`,
    title: row.title,
    to: nameOf(row.person),
    by: nameOf(row.by),
    when: sayMoment(row.shared),
    basis: BASIS_TITLES[row.basis].text,
    purpose: row.purpose,
    until: sayDay(addDays(row.until, -1)),
    takenOut: row.takenOut.length,
    because: row.takenOutBecause ?? '',
    ended: row.ended === null ? '' : `Ended ${sayMoment(row.ended)}: ${row.endedBecause ?? ''}`,
  }
}

/** What of a case is shared, and what could be. */
export async function sharesPage(bound: Bound, caseId: string): Promise<Answer> {
  const shares = await sharesOfCase(bound, caseId)
  const read = shares === null ? null : await readCase(bound, caseId)
  if (shares === null || read === null) return { kind: 'not-found' }
  const roster = await rosterOf(bound)
  const papers = read.pathways.flatMap(({ pathway, rules, view, facts, people }) => {
    const asked = { asOf: bound.moment, knownAt: null, version: '' }
    return papersMade({ ...rules, view, people, history: { facts, entries: [] }, ...asked }).flatMap(
      ({ document, of: entry }) => {
        const happened = view.entries.find((each) => each.entry.id === entry)?.entry.happened
        if (document.while.length > 0 || happened === undefined) return []
        return [
          {
            title: document.title,
            when: sayHappened(happened),
            href: addressOf({ case: caseId, pathway, document: document.id, of: entry }),
          },
        ]
      },
    )
  })
  const entries = read.pathways.flatMap(({ pathway, rules, view, facts, people }) => {
    const shown = {
      ...rules,
      view,
      people,
      history: { facts, entries: [] },
      asOf: bound.moment,
      knownAt: null,
      version: '',
    }
    return view.entries
      .filter(({ entry, supersededBy, ignored }) => entry.step !== null && supersededBy === null && ignored === null)
      .map((each) => ({
        title: sayEntry(each, shown),
        when: sayHappened(each.entry.happened),
        href: addressOf({ case: caseId, pathway, document: null, of: each.entry.id }),
      }))
  })
  const model = {
    child: read.childName ?? '',
    back: `/cases/${caseId}/access`,
    shares: shares.map((row) => ({ ...lineOf(row, roster), over: row.ended === null && row.until <= bound.today })),
    papers,
    entries,
  }
  return { kind: 'page', template: 'sharing/case.njk', title: 'What is shared of this case', model }
}

/** One share, as whom it is with and whoever manages the case read it. */
export async function sharePage(
  bound: Bound,
  share: string,
  person: string,
  errors: readonly FormError[],
): Promise<Answer> {
  const row = await readShare(bound, share)
  if (row === null) return { kind: 'not-found' }
  const isTheirs = row.person === person
  const model = {
    ...lineOf(row, await rosterOf(bound)),
    content: row.content,
    mine: isTheirs,
    back: isTheirs ? '/shared' : `/cases/${row.caseId}/shares`,
    end: isTheirs || row.ended !== null ? '' : `/shared/${share}/end`,
  }
  return { kind: 'page', template: 'sharing/one.njk', title: row.title, model, errors }
}

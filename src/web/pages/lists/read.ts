import type { Sheet } from '../../../documents/sheets/sheet.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import { adoptedProtocols } from '../../../record/pathways/adopted.ts'
import { foldedPathways, type ListAsked, listedPathways } from '../../../record/pathways/listed.ts'
import { LONGEST_PAGE } from '../../../record/pathways/pages.ts'
import type { Bound } from '../../../record/transaction.ts'
import { caseAsOf, caseNow, inOrder, type ListedCase } from './model.ts'

/** Cases of a list, and what follows them. */
export interface CasesRead {
  readonly cases: readonly ListedCase[]
  /** The pathway after which the next page begins; null on the last. */
  readonly next: string | null
  /** Whether more were found than one page works out for a past day. */
  readonly more: boolean
}

/** The protocol of this name that opens pathways today; undefined where the authority has adopted none. */
export async function adopted(bound: Bound, id: string): Promise<Protocol | undefined> {
  return (await adoptedProtocols(bound)).find(({ protocol }) => protocol.id === id)?.protocol
}

/** A page of the pathways that are open now, in their own protocols' words. */
export async function casesNow(bound: Bound, asked: ListAsked): Promise<CasesRead> {
  const { rows, next } = await listedPathways(bound, asked)
  const { tx, store, principal } = bound
  const cases: ListedCase[] = []
  for (const row of rows) {
    const { protocol } = await store.shelf.rules({ tx, authority: principal.authority, ...row })
    cases.push(caseNow(row, protocol))
  }
  return { cases, next, more: false }
}

/** All that are open now, page after page, for a file. */
export async function allCasesNow(bound: Bound, asked: Omit<ListAsked, 'after' | 'most'>): Promise<CasesRead> {
  const cases: ListedCase[] = []
  for (let after: string | null = null; ; ) {
    const page: CasesRead = await casesNow(bound, { ...asked, after, most: LONGEST_PAGE })
    cases.push(...page.cases)
    if (page.next === null) return { cases, next: null, more: false }
    after = page.next
  }
}

/** All that were open at the end of a day that has passed, as it was known then. */
export async function casesAsOf(
  bound: Bound,
  { protocol, stage, order, stages }: Omit<ListAsked, 'after' | 'most'>,
  asOf: Bound['moment'],
): Promise<CasesRead> {
  const { rows, more } = await foldedPathways(bound, protocol, asOf)
  const cases = rows.map(caseAsOf).filter((each) => stage === null || each.stage === stage)
  return { cases: inOrder(cases, order, stages), next: null, more }
}

/** A list for a spreadsheet. */
export function sheetOf(title: string, cases: readonly ListedCase[]): Sheet {
  return {
    title,
    columns: ['child', 'stage', 'there since', 'next due'],
    rows: cases.map(({ child, stageTitle, since, due }) => [
      child,
      stageTitle,
      since === null ? null : { day: since },
      due === null ? null : { day: due },
    ]),
  }
}

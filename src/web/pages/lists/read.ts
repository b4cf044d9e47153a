import { sayChange } from '../../../documents/followed/levels.ts'
import { shownWithTheCase } from '../../../documents/followed/versions.ts'
import type { Sheet } from '../../../documents/sheets/sheet.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import { adoptedProtocols } from '../../../record/pathways/adopted.ts'
import { latestAnswers, type ToldAnswer } from '../../../record/pathways/latest-answers.ts'
import { foldedPathways, type ListAsked, listedPathways } from '../../../record/pathways/listed.ts'
import { LONGEST_PAGE } from '../../../record/pathways/pages.ts'
import { type Roster, rosterOf } from '../../../record/people/roster.ts'
import type { Bound } from '../../../record/transaction.ts'
import { aroundToRead, namesToRead } from '../../recording/reading.ts'
import { type SaidWithTheCase, saidOfLevels, sayWithTheCase } from '../../with-the-case.ts'
import { caseAsOf, caseNow, inOrder, type ListedCase, saysOf, titlesBeside } from './model.ts'

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
  const saidOf = await shownBeside(bound, asked.protocol, rows)
  const cases: ListedCase[] = []
  for (const row of rows) {
    const { protocol } = await store.shelf.rules({ tx, authority: principal.authority, ...row })
    cases.push(caseNow(row, protocol, saidOf(row.pathway, protocol)))
  }
  return { cases, next, more: false }
}

/**
 * Of each case of a page what its protocol shows with it, and how high its levels are; nothing is asked of the record where the
 * list's protocol shows nothing.
 */
async function shownBeside(bound: Bound, id: string, rows: readonly { readonly pathway: string }[]) {
  const list = await adopted(bound, id)
  const asked = list?.steps.flatMap(({ asks }) => asks) ?? []
  const pathways = rows.map(({ pathway }) => pathway)
  const levels = list?.levels.flatMap(({ toldBy }) => toldBy) ?? []
  const shown = asked.filter(({ withTheCase }) => withTheCase !== null).map((question) => question.id)
  const answers = await latestAnswers(bound, pathways, [...shown, ...levels])
  const first = await latestAnswers(bound, pathways, levels, 'first')
  const { persons, agencies } = answers.length === 0 ? NOBODY : await rosterOf(bound)
  return (pathway: string, protocol: Protocol): readonly SaidWithTheCase[] => {
    const own = answers.filter((answer) => answer.pathway === pathway)
    const of = new Map(protocol.steps.flatMap(({ asks }) => asks.map((question) => [question.id, question])))
    const shown = [...of.values()].flatMap((question) => {
      const answer = own.find((each) => each.question === question.id)
      if (answer === undefined || question.withTheCase === null) return []
      return [{ title: question.withTheCase, question, value: answer.value }]
    })
    const told = first.filter((answer) => answer.pathway === pathway)
    return [
      ...sayWithTheCase(shown, namesToRead(protocol, { persons, agencies }, bound.today)),
      ...protocol.levels.flatMap((level) => levelBeside(level, { first: told, latest: own }, protocol)),
    ]
  }
}

/** How high a level is, and how high it was at first, from the first and the latest answer to each of its questions. */
function levelBeside(
  { id, title, toldBy }: Protocol['levels'][number],
  told: { readonly first: readonly ToldAnswer[]; readonly latest: readonly ToldAnswer[] },
  { steps, helped }: Protocol,
): readonly SaidWithTheCase[] {
  const own = (answers: readonly ToldAnswer[]): readonly ToldAnswer[] => {
    return answers.filter(({ question }) => toldBy.includes(question)).toSorted((a, b) => a.since - b.since)
  }
  const [first, last] = [own(told.first)[0], own(told.latest).at(-1)]
  if (first === undefined || last === undefined) return []
  const say = ({ question, value }: ToldAnswer): string => {
    const asked = steps.flatMap(({ asks }) => asks).find((each) => each.id === question)
    return asked?.options.get(String(value)) ?? String(value)
  }
  const isEntry = helped?.level !== id || helped.atEntry.includes(first.step)
  return [{ title, says: sayChange({ says: say(first), isEntry }, say(last)) }]
}

const NOBODY: Roster = { persons: new Map(), agencies: new Map() }

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
  const cases: ListedCase[] = []
  for (const row of rows) {
    const shown = shownWithTheCase(row.rules.protocol, row.view)
    const said =
      shown.length === 0 ? [] : sayWithTheCase(shown, await aroundToRead(bound, row.rules.protocol, row.caseId))
    const listed = caseAsOf(row, [...said, ...saidOfLevels(row.rules.protocol, row.view)])
    if (stage === null || listed.stage === stage) cases.push(listed)
  }
  return { cases: inOrder(cases, order, stages), next: null, more }
}

/** A list for a spreadsheet. */
export function sheetOf(title: string, cases: readonly ListedCase[]): Sheet {
  const beside = titlesBeside(cases)
  return {
    title,
    columns: ['child', 'stage', 'there since', 'next due', ...beside.map((each) => each.toLowerCase())],
    rows: cases.map((each) => [
      each.child,
      each.stageTitle,
      each.since === null ? null : { day: each.since },
      each.due === null ? null : { day: each.due },
      ...beside.map((of) => saysOf(each, of)),
    ]),
  }
}

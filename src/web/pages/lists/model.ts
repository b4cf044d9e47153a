import { sayStandingOfDuty } from '../../../documents/pathway/duties.ts'
import { titleOfDuty } from '../../../documents/pathway/duty-title.ts'
import { type List, missingIn } from '../../../documents/pathway/list.ts'
import type { Shown } from '../../../documents/pathway/shown.ts'
import { sayPersons } from '../../../documents/pathway/titles.ts'
import { capital, sayCounted, sayDays } from '../../../documents/scan/words.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { dayOf } from '../../../engine/pathway/days.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import type { ListOrder } from '../../../record/pathways/listed.ts'
import type { SeenPathway } from '../../../record/pathways/read-pathway.ts'
import { fieldsOf, type KeptField } from '../../kept-list.ts'
import { cell, headsOf, type Table } from '../../table.ts'
import type { SaidWithTheCase } from '../../with-the-case.ts'

/** One pathway of a list, as a page and a file show it. */
export interface ListedCase {
  readonly pathway: string
  readonly child: string
  /** The stage's name in its protocol; '' before the first. */
  readonly stage: string
  readonly stageTitle: string
  readonly since: Day | null
  readonly due: Day | null
  /** What its protocol shows wherever the case is: who leads it, who is accountable for it. */
  readonly withTheCase: readonly SaidWithTheCase[]
}

const NOT_ONE_CHILD = 'Not about one child'

/** A pathway as it stood at a moment, for a list. */
export function caseAsOf(
  { pathway, childName, view }: SeenPathway,
  withTheCase: readonly SaidWithTheCase[],
): ListedCase {
  const days = view.duties.flatMap(({ due, standing: { kind } }) => {
    return 'day' in due && (kind === 'open' || kind === 'overdue') ? [due.day] : []
  })
  return {
    pathway,
    child: childName ?? NOT_ONE_CHILD,
    stage: view.stage?.id ?? '',
    stageTitle: view.stage?.title ?? 'Not opened',
    since: view.since === null ? null : dayOf(view.since),
    due: days.length === 0 ? null : (Math.min(...days) as Day),
    withTheCase,
  }
}

/** A pathway as its read model has it, in its own protocol's words. */
export function caseNow(
  row: {
    readonly pathway: string
    readonly childName: string | null
    readonly stage: string | null
    readonly since: Instant | null
    readonly due: Day | null
  },
  { stages }: Protocol,
  withTheCase: readonly SaidWithTheCase[],
): ListedCase {
  const { pathway, childName, stage, since, due } = row
  return {
    pathway,
    child: childName ?? NOT_ONE_CHILD,
    stage: stage ?? '',
    stageTitle: stage === null ? 'Not opened' : (stages.get(stage)?.title ?? stage),
    since: since === null ? null : dayOf(since),
    due,
    withTheCase,
  }
}

/** Puts what was folded in the order that was asked for, as the record does for what is open now. */
export function inOrder(
  cases: readonly ListedCase[],
  order: ListOrder,
  stages: readonly string[],
): readonly ListedCase[] {
  const place = ({ stage }: ListedCase): number => (stages.includes(stage) ? stages.indexOf(stage) : stages.length)
  const soonest = (a: ListedCase, b: ListedCase): number => (a.due ?? Infinity) - (b.due ?? Infinity) || 0
  const byName = (a: ListedCase, b: ListedCase): number => a.child.localeCompare(b.child, 'en-GB')
  switch (order) {
    case 'due':
      return cases.toSorted((a, b) => soonest(a, b) || byName(a, b))
    case 'since':
      return cases.toSorted((a, b) => (a.since ?? Infinity) - (b.since ?? Infinity) || byName(a, b))
    case 'child':
      return cases.toSorted(byName)
    case 'stage':
      return cases.toSorted((a, b) => place(a) - place(b) || soonest(a, b) || byName(a, b))
    default:
      return order satisfies never
  }
}

/** What a list is shown of: the day that it is of, and the end of the addresses of its cases where that day has passed. */
interface ListShown {
  readonly on: Day
  readonly title: string
  readonly whole: boolean
  readonly past: string
}

/** The tables of a list: one for each stage where it is put in the order of stages, else one for all. */
export function tablesOf(
  cases: readonly ListedCase[],
  order: ListOrder,
  { on, title, whole, past }: ListShown,
): readonly Table[] {
  if (cases.length === 0) return []
  const beside = titlesBeside(cases)
  const table = (caption: string, captionHidden: boolean, rows: readonly ListedCase[]): Table => {
    const columns = ['Child', ...(order === 'stage' ? [] : ['Stage']), 'There since', 'Next due', ...beside]
    const head = headsOf(columns)
    const shown = rows.map((each) => rowOf(each, { order, on, beside, past }))
    return { caption, captionHidden, head, rows: shown }
  }
  if (order !== 'stage') return [table(title, true, cases)]
  return [...Map.groupBy(cases, ({ stageTitle }) => stageTitle)].map(([stage, rows]) => {
    return table(whole ? `${stage} (${rows.length})` : stage, false, rows)
  })
}

/** What is shown beside the cases of a list, by its titles. */
export function titlesBeside(cases: readonly ListedCase[]): readonly string[] {
  return [...new Set(cases.flatMap(({ withTheCase }) => withTheCase.map(({ title }) => title)))]
}

export function saysOf({ withTheCase }: ListedCase, title: string): string {
  return withTheCase.find((each) => each.title === title)?.says ?? ''
}

interface RowShown extends Pick<ListShown, 'on' | 'past'> {
  readonly order: ListOrder
  readonly beside: readonly string[]
}

function rowOf(listed: ListedCase, { order, on, beside, past }: RowShown) {
  const { pathway, child, stageTitle, since, due } = listed
  const late = due !== null && due < on
  return [
    cell(child, { href: `/pathways/${pathway}${past}` }),
    ...(order === 'stage' ? [] : [cell(stageTitle)]),
    cell(since === null ? '' : sayDay(since), { hint: since === null ? '' : sayWaited(on - since) }),
    late
      ? cell('Overdue', { tag: 'red', hint: `${sayDays(on - due)}: it was due ${sayDay(due)}` })
      : cell(due === null ? 'Nothing with a day' : sayDay(due)),
    ...beside.map((title) => cell(saysOf(listed, title))),
  ]
}

function sayWaited(days: number): string {
  return days <= 0 ? 'Today' : `For ${sayDays(days)}`
}

/** What the page of a kept list shows. */
export interface KeptPage {
  readonly clauses: string
  readonly counted: string
  readonly glance: readonly Table[]
  readonly counts: readonly { readonly title: string; readonly answers: readonly string[] }[]
  readonly cases: readonly {
    readonly id: string
    readonly child: string
    readonly href: string
    readonly since: string
    readonly stage: string
    readonly fields: readonly KeptField[]
    readonly owed: readonly OwedLine[]
    /** Where all that is owed is read, and how many more there are than are shown; '' where there are none. */
    readonly more: string
  }[]
}

/** Something owed, with where its day comes from. */
interface OwedLine {
  readonly title: string
  readonly says: string
  readonly why: string
  readonly late: boolean
}

/** More duties of one case than these are read on its own page. */
const MOST_OWED = 3

/**
 * Sets out a kept list: all of its cases at a glance, then each with everything under its headings, the missing ones named.
 * @param past the end of the addresses of its cases, where the day that it is of has passed
 */
export function keptPage(
  { document, rows, counts }: List,
  of: (shown: Shown) => Pick<SeenPathway, 'pathway' | 'childName'>,
  past = '',
): KeptPage {
  const table: Table = {
    caption: 'At a glance',
    captionHidden: false,
    head: headsOf(['Child', 'On the list since', 'Still missing', 'Owed first']),
    rows: rows.map((row, place) => {
      const { shown, since, owed } = row
      const missing = missingIn(row)
      const [next] = owed
      return [
        cell(of(shown).childName ?? NOT_ONE_CHILD, { href: `#case-${place + 1}` }),
        cell(sayDay(dayOf(since))),
        cell(missing.length === 0 ? 'Nothing' : missing.join('; ')),
        next === undefined
          ? cell('Nothing')
          : cell(titleOfDuty(next, shown.protocol), { hint: capital(sayStandingOfDuty(next, shown)) }),
      ]
    }),
  }
  return {
    clauses: document.cites.join(', '),
    counted: rows.length === 0 ? '' : `${capital(sayCounted(rows.length, 'case', 'cases'))} on it.`,
    glance: rows.length === 0 ? [] : [table],
    counts: counts.map(({ title, answers }) => ({
      title,
      answers: [...answers].map(([says, count]) => `${capital(says)}: ${count}`),
    })),
    cases: rows.map(({ shown, since, cells, owed }, place) => ({
      id: `case-${place + 1}`,
      child: of(shown).childName ?? NOT_ONE_CHILD,
      href: `/pathways/${of(shown).pathway}${past}`,
      since: sayDay(dayOf(since)),
      stage: shown.view.stage?.title ?? '',
      fields: fieldsOf({ cells }),
      owed: owed.slice(0, MOST_OWED).map((duty, nth) => ({
        title: titleOfDuty(duty, shown.protocol),
        says: `${capital(sayStandingOfDuty(duty, shown))}. ${duty.owedBy.length === 0 ? 'Nobody is known to owe it' : `Owed by ${sayPersons(duty.owedBy)}`}.`,
        // The page of the case tells them in the same order.
        why: `/pathways/${of(shown).pathway}${past}#why-${nth + 1}`,
        late: duty.standing.kind === 'overdue',
      })),
      more: owed.length <= MOST_OWED ? '' : `and ${owed.length - MOST_OWED} more that are owed`,
    })),
  }
}

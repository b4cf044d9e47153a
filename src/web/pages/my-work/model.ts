import { sayMoment } from '../../../documents/pathway/titles.ts'
import { addDays, type Day, weekdayIndex } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import type { OwedRow } from '../../../record/pathways/lists.ts'

/** Something owed, with what its protocol calls it. */
export interface Owed extends Pick<OwedRow, 'pathway' | 'childName' | 'due' | 'dueAt'> {
  /** The duty's title. */
  readonly duty: string
  /** The protocol's title. */
  readonly protocol: string
}

const GROUPS = ['Overdue', 'Due today', 'Due this week', 'Due later', 'With no day yet'] as const
type Group = (typeof GROUPS)[number]

/** Under which heading something stands on a day. A week ends with its Sunday. */
export function groupOf(due: Day | null, today: Day): Group {
  if (due === null) return 'With no day yet'
  if (due < today) return 'Overdue'
  if (due === today) return 'Due today'
  return due <= addDays(today, 6 - weekdayIndex(today)) ? 'Due this week' : 'Due later'
}

/** What the page shows. */
export interface MyWork {
  readonly groups: readonly {
    readonly title: Group
    readonly overdue: boolean
    readonly table: Table
  }[]
  readonly pages: { readonly first: string; readonly next: string; readonly label: string }
}

interface Table {
  readonly caption: string
  readonly captionHidden: boolean
  readonly head: readonly { readonly text: string; readonly numeric: boolean }[]
  readonly rows: readonly (readonly Cell[])[]
}

interface Cell {
  readonly text: string
  readonly href: string
  readonly tag: string
  readonly hint: string
  readonly numeric: boolean
}

/** Sets out what somebody owes under its headings; within one, in the order given. */
export function myWork(owed: readonly Owed[], today: Day, pages: { first: string; next: string }): MyWork {
  const groups = GROUPS.flatMap((title) => {
    const rows = owed.filter(({ due }) => groupOf(due, today) === title).map((each) => rowOf(each, today))
    if (rows.length === 0) return []
    const head = ['What is owed', 'Child', 'By when'].map((text) => ({ text, numeric: false }))
    return [{ title, overdue: title === 'Overdue', table: { caption: title, captionHidden: false, head, rows } }]
  })
  return { groups, pages: { ...pages, label: 'Pages of what you owe' } }
}

function rowOf({ pathway, childName, due, dueAt, duty, protocol }: Owed, today: Day): readonly Cell[] {
  const cell = { href: '', tag: '', hint: '', numeric: false }
  return [
    { ...cell, text: duty, href: `/pathways/${pathway}`, hint: protocol },
    { ...cell, text: childName ?? 'Not about one child' },
    { ...cell, text: dueAt === null ? sayDue(due) : sayMoment(dueAt), hint: sayLate(due, today) },
  ]
}

function sayDue(due: Day | null): string {
  return due === null ? 'No day yet' : sayDay(due)
}

function sayLate(due: Day | null, today: Day): string {
  if (due === null || due >= today) return ''
  const days = today - due
  return days === 1 ? '1 day late' : `${days} days late`
}

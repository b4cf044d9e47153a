import { sayMoment } from '../../../documents/pathway/titles.ts'
import { sayDate } from '../../../documents/scan/words.ts'
import { addDays } from '../../../engine/calendar/day.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { dayOf } from '../../../engine/pathway/days.ts'
import type { FileTextRow } from '../../../record/pathways/file-texts.ts'
import type { OwedRow } from '../../../record/pathways/lists.ts'
import type { RaisedRow } from '../../../record/pathways/raised.ts'
import { type Due, isLate, sayLate } from '../../late.ts'

/** Something owed, with what its protocol calls it. */
export interface Owed extends Pick<OwedRow, 'pathway' | 'childName' | 'due' | 'dueAt'> {
  /** The duty's title. */
  readonly duty: string
  /** The protocol's title. */
  readonly protocol: string
  /** The step that does it, and whether this person may be shown its form; null where none does. */
  readonly step: string | null
  /** Who owes it; '' where it is whoever looks, or nobody yet. */
  readonly by: string
}

const GROUPS = ['Overdue', 'Due today', 'Due in the next 7 days', 'Due later', 'With no day yet'] as const
type Group = (typeof GROUPS)[number]
const SOON_DAYS = 7

/** Under which heading something stands now: at a moment of today it may be overdue already. */
export function groupOf(owed: Due, now: Instant): Group {
  const { due } = owed
  const today = dayOf(now)
  if (due === null) return 'With no day yet'
  if (isLate(owed, now)) return 'Overdue'
  if (due === today) return 'Due today'
  return due <= addDays(today, SOON_DAYS) ? 'Due in the next 7 days' : 'Due later'
}

/** What is owed, under its headings. */
export interface OwedPage {
  /** "3 overdue, 1 due today"; '' where neither is. */
  readonly count: string
  readonly groups: readonly { readonly title: Group; readonly overdue: boolean; readonly rows: readonly OwedLine[] }[]
  readonly pages: { readonly first: string; readonly next: string; readonly label: string }
}

interface OwedLine {
  readonly duty: string
  readonly protocol: string
  readonly child: string
  readonly due: string
  readonly late: string
  readonly by: string
  /** That the same is owed of this child again: "And 2 more, the last due 4 May 2026"; '' where it is owed once. */
  readonly again: string
  readonly href: string
  readonly act: { readonly text: string; readonly href: string; readonly about: string }
}

/** Sets out what is owed under its headings; within one, in the order given. */
export function owedPage(owed: readonly Owed[], now: Instant, pages: { first: string; next: string }): OwedPage {
  const groups = GROUPS.flatMap((title) => {
    const rows = together(owed.filter((each) => groupOf(each, now) === title)).map((each) => lineOf(each, now))
    return rows.length === 0 ? [] : [{ title, overdue: title === 'Overdue', rows }]
  })
  return {
    count: pages.first === '' ? countOf(owed, now, pages.next !== '') : '',
    groups,
    pages: { ...pages, label: 'Pages of what is owed' },
  }
}

/** What somebody owes of one pathway several times, as for each of its reviews, is one thing to do: the first of them leads to it. */
function together(owed: readonly Owed[]): readonly (readonly [Owed, ...Owed[]])[] {
  const same = new Map<string, [Owed, ...Owed[]]>()
  for (const each of owed) {
    const key = JSON.stringify([each.pathway, each.duty, each.by])
    const known = same.get(key)
    if (known === undefined) same.set(key, [each])
    else known.push(each)
  }
  return [...same.values()]
}

/** What is overdue comes first: where the page ends within it or within today, there may be more. */
function countOf(owed: readonly Owed[], now: Instant, goesOn: boolean): string {
  const late = owed.filter((each) => groupOf(each, now) === 'Overdue').length
  const dueToday = owed.filter((each) => groupOf(each, now) === 'Due today').length
  const least = (count: number, isLast: boolean): string => (goesOn && isLast ? `${count} or more` : `${count}`)
  const parts = [
    ...(late === 0 ? [] : [`${least(late, late === owed.length)} overdue`]),
    ...(dueToday === 0 ? [] : [`${least(dueToday, late + dueToday === owed.length)} due today`]),
  ]
  return parts.join(', ')
}

function lineOf([first, ...more]: readonly [Owed, ...Owed[]], now: Instant): OwedLine {
  const { pathway, childName, due, dueAt, duty, protocol, step, by } = first
  const child = childName ?? 'Not about one child'
  const href = `/pathways/${pathway}`
  return {
    duty,
    protocol,
    child,
    due: dueAt !== null ? sayMoment(dueAt) : due === null ? 'No day yet' : sayDay(due),
    late: sayLate(first, now),
    by,
    again: sayAgain(more),
    href,
    act:
      by !== '' || step === null
        ? { text: 'See what to do', href, about: `${duty}, ${child}` }
        : { text: 'Record this', href: `${href}/steps/${step}`, about: `${duty}, ${child}` },
  }
}

function sayAgain(more: readonly Owed[]): string {
  const last = more.at(-1)
  if (last === undefined) return ''
  return `And ${more.length} more of the same${last.due === null ? '' : `, the last due ${sayDay(last.due)}`}.`
}

/** What somebody raised, with the titles of its protocol and of the stage it stands at. */
export interface Raised extends Pick<RaisedRow, 'pathway' | 'raised' | 'seen'> {
  readonly protocol: string
  readonly stage: string
}

export interface RaisedLine {
  readonly child: string
  /** '' where they may not see it now. */
  readonly href: string
  readonly hint: string
  readonly became: string
}

/** What became of what somebody raised, within what they may know. */
export function raisedLines(raised: readonly Raised[]): readonly RaisedLine[] {
  return raised.map(({ pathway, raised: at, seen, protocol, stage }) => {
    const hint = `${protocol}, raised ${sayDate(dayOf(at))}`
    if (seen === null) {
      return {
        child: 'A case that you may not see now',
        href: '',
        hint,
        became: 'Ask your line manager what became of it.',
      }
    }
    const since = seen.since === null ? '' : `, since ${sayDate(dayOf(seen.since))}`
    return {
      child: seen.childName ?? 'Not about one child',
      href: `/pathways/${pathway}`,
      hint,
      became: `${seen.ended === null ? '' : 'Ended: '}${stage}${since}.`,
    }
  })
}

/** A record whose text is to be placed in the authority's case system. */
export interface FileTextLine {
  readonly entry: string
  readonly text: string
  readonly hint: string
  /** Where its text is copied. */
  readonly href: string
}

export function fileTextLines(
  rows: readonly (Pick<FileTextRow, 'pathway' | 'entry' | 'childName' | 'recorded'> & { readonly title: string })[],
): readonly FileTextLine[] {
  return rows.map(({ pathway, entry, childName, recorded, title }) => ({
    entry,
    text: childName === null ? title : `${title}: ${childName}`,
    hint: `Recorded ${sayDate(dayOf(recorded))}`,
    href: `/pathways/${pathway}/recorded/${entry}#for-file`,
  }))
}

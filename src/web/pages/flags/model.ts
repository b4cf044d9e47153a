import type { FlagLine } from '../../../documents/flags/flag-line.ts'
import { sayMoment } from '../../../documents/pathway/titles.ts'
import { sayCounted, sayDate } from '../../../documents/scan/words.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { dayOf } from '../../../engine/pathway/days.ts'
import type { FlagView } from '../../../engine/pathway/view.ts'
import { STANDS } from '../../flag-table.ts'
import { isLate, sayLate } from '../../late.ts'
import { cell, headsOf, type Table, type TableCell } from '../../table.ts'

type State = FlagView['state']

const GROUPS = ['Overdue', 'To be confirmed', 'In place'] as const
type Group = (typeof GROUPS)[number]

/** One flag as its agency sees it. */
export interface FlagCard {
  readonly child: string
  readonly href: string
  readonly text: string
  /** '' where whoever looks acts for one agency alone. */
  readonly agency: string
  readonly stands: { readonly text: string; readonly tag: string }
  readonly late: string
  readonly lines: readonly { readonly title: string; readonly says: string }[]
  /** What becomes of it, as its case is restricted; '' where it is not. */
  readonly restricted: string
  readonly confirm: { readonly text: string; readonly href: string } | null
  /** Where a meeting with whom it is about is recorded; '' where none is. */
  readonly seen: string
}

export interface FlagGroup {
  readonly title: Group
  readonly cards: readonly FlagCard[]
}

const NOT_KNOWN = 'A child whose name is not known here'

/** What an agency carries, under its headings: what is overdue first. */
export function flagGroups(lines: readonly FlagLine[], now: Instant): readonly FlagGroup[] {
  const severalAgencies = new Set(lines.map(({ agency }) => agency.id)).size > 1
  return GROUPS.flatMap((title) => {
    const cards = lines
      .filter((line) => groupOf(line, now) === title)
      .map((line) => ({ ...cardOf(line, now), agency: severalAgencies ? line.agency.title : '' }))
    return cards.length === 0 ? [] : [{ title, cards }]
  })
}

function groupOf({ state, owed }: FlagLine, now: Instant): Group {
  if (state === 'placed' || state === 'removed') return 'In place'
  return owed !== null && isLate(owed, now) ? 'Overdue' : 'To be confirmed'
}

function cardOf(line: FlagLine, now: Instant): Omit<FlagCard, 'agency'> {
  const { pathway, child, text, state, owed, contact, confirms, whenSeen } = line
  const href = `/pathways/${pathway}`
  const isConfirmed = owed === null || !owed.own || confirms === null
  return {
    child: child ?? NOT_KNOWN,
    href,
    text,
    stands: STANDS[state],
    late: owed === null ? '' : sayLate(owed, now),
    lines: linesOf(line),
    restricted: contact === null ? '' : sayRestricted(state, contact),
    confirm: isConfirmed
      ? null
      : { text: confirms.title, href: `${href}/steps/${confirms.id}?${new URLSearchParams({ about: owed.duty })}` },
    seen: whenSeen === null ? '' : `${href}/steps/${whenSeen.id}`,
  }
}

function linesOf({ state, asked, since, owed, inPlace, reference, review, code }: FlagLine): FlagCard['lines'] {
  const on = (moment: Instant): string => sayDate(dayOf(moment))
  return [
    // It can stigmatise, and only whoever places the flag needs it.
    ...(code === '' || state !== 'asked' ? [] : [{ title: 'Official name', says: code }]),
    { title: 'Asked for', says: on(asked) },
    ...(state === 'asked' ? [] : [{ title: STANDS[state].text, says: `since ${on(since)}` }]),
    ...(owed === null ? [] : [{ title: 'Confirm by', says: sayDue(owed) }]),
    ...inPlace,
    ...(reference === '' ? [] : [{ title: 'Your reference', says: reference }]),
    ...(review === null ? [] : [{ title: 'Looked at again by', says: sayDay(review) }]),
  ]
}

function sayDue({ due, dueAt }: Pick<NonNullable<FlagLine['owed']>, 'due' | 'dueAt'>): string {
  return dueAt !== null ? sayMoment(dueAt) : due === null ? 'No day yet' : sayDay(due)
}

function sayRestricted(state: State, contact: string): string {
  const stays =
    state === 'removal-asked'
      ? 'Take the flag off as you were asked.'
      : 'The flag stays. Keep to those who need it that it is there, and to nobody why.'
  return `This case is restricted. ${stays} Whom to ask: ${contact}`
}

/** The flags of one case, agency by agency, for whoever sees to it that all of them confirm. */
export interface AgenciesSection {
  readonly id: string
  readonly child: string
  readonly href: string
  readonly protocol: string
  readonly counted: string
  readonly table: Table
}

/** Who has confirmed and who has not, case by case. */
export function agencySections(lines: readonly FlagLine[], now: Instant): readonly AgenciesSection[] {
  return [...Map.groupBy(lines, ({ pathway }) => pathway).values()].flatMap((rows, place) => {
    const [first] = rows
    if (first === undefined) return []
    const child = first.child ?? NOT_KNOWN
    const waiting = rows.filter(({ state }) => state === 'asked' || state === 'removal-asked').length
    const flags = new Set(rows.map(({ text }) => text)).size
    const columns = ['Agency', ...(flags > 1 ? ['Flag'] : []), 'Stands', 'To be confirmed by', 'What is in place']
    return [
      {
        id: `case-${place + 1}`,
        child,
        href: `/pathways/${first.pathway}`,
        protocol: first.protocol.title,
        counted:
          waiting === 0
            ? 'Every agency has confirmed.'
            : `${sayCounted(waiting, 'agency has', 'agencies have')} still to confirm.`,
        table: {
          caption: `Agencies and their flags for ${child}`,
          captionHidden: true,
          head: headsOf(columns),
          rows: rows.map((line) => agencyRow(line, flags > 1, now)),
        },
      },
    ]
  })
}

function agencyRow(line: FlagLine, saysFlag: boolean, now: Instant): readonly TableCell[] {
  const { agency, text, state, since, owed, inPlace, reference } = line
  const late = owed === null ? '' : sayLate(owed, now)
  const parts = [...inPlace.map(({ says }) => says), ...(reference === '' ? [] : [`Reference ${reference}`])]
  const [said = 'Not said', ...more] = parts
  const hint = more.map(asSentence).join(' ')
  return [
    cell(agency.title),
    ...(saysFlag ? [cell(text)] : []),
    cell(STANDS[state].text, { tag: STANDS[state].tag, hint: `since ${sayDate(dayOf(since))}` }),
    owed === null
      ? cell(state === 'asked' || state === 'removal-asked' ? 'No day' : 'Confirmed')
      : late === ''
        ? cell(sayDue(owed))
        : cell(late, { tag: 'red', hint: `It was due: ${sayDue(owed)}` }),
    hint === '' ? cell(said) : cell(said, { hint }),
  ]
}

function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

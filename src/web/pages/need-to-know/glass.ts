import type { Instant } from '../../../engine/calendar/instant.ts'
import type { ReadGlass } from '../../../record/access/read-glass.ts'
import type { GlassRow } from '../../../record/access/review-glass.ts'
import { REASONS, sayTime } from './words.ts'

/** One line of a list of broken glass. */
export interface GlassLine {
  readonly href: string
  readonly who: string
  readonly agency: string
  readonly child: string
  readonly why: string
  readonly when: string
  readonly tag: { readonly text: string; readonly colour: string }
}

/** A line for whoever may see it. */
export function glassLine(glass: ReadGlass, moment: Instant): GlassLine {
  return {
    href: `/glass/${glass.breakGlass}`,
    who: glass.isOwn ? 'You' : glass.name,
    agency: glass.agency,
    child: glass.childName ?? 'A child whose name you may not see',
    why: sayReason(glass.reasonCode),
    when: sayTime(glass.opened),
    tag: stateOf(glass, moment),
  }
}

/** A line of what waits for a review; names of staff are no secret. */
export function reviewLine(
  row: GlassRow,
  names: ReadonlyMap<string, { readonly name: string; readonly agency: string }>,
  moment: Instant,
) {
  const { name, agency } = names.get(row.person) ?? { name: 'Somebody who is not kept any more', agency: '' }
  const isOpen = row.expires > moment
  return {
    href: `/glass/${row.breakGlass}`,
    who: name,
    agency,
    child: '',
    why: sayReason(row.reasonCode),
    when: sayTime(row.opened),
    tag: isOpen ? { text: 'Open now', colour: 'red' } : { text: 'To review', colour: 'yellow' },
  } satisfies GlassLine
}

function sayReason(code: string): string {
  return REASONS[code] ?? code.replaceAll('-', ' ')
}

function stateOf({ expires, reviewed, outcome }: ReadGlass, moment: Instant) {
  if (reviewed !== null) {
    const isRight = outcome?.startsWith('justified') === true
    return isRight ? { text: 'Justified', colour: 'green' } : { text: 'Not justified', colour: 'red' }
  }
  return expires > moment ? { text: 'Open now', colour: 'red' } : { text: 'To review', colour: 'yellow' }
}

/** The page of one breaking of the glass. */
export interface GlassPage {
  readonly tag: GlassLine['tag']
  readonly rows: readonly { readonly key: string; readonly lines: readonly string[] }[]
  readonly openCase: string
  readonly seen: string
  /** Where its one note is sent; '' where it may not be written. */
  readonly note: string
  readonly giveBack: string
  readonly review: string
  readonly back: string
}

/** Sets out one breaking of the glass for whoever may see it. */
export function glassPage(glass: ReadGlass, moment: Instant): GlassPage {
  const { breakGlass, caseId, isOwn, expires, words, reviewed, outcome } = glass
  const here = `/glass/${breakGlass}`
  const isOpen = expires > moment
  const found = outcome?.replace(/^(not-)?justified: /, '') ?? ''
  const rows: [string, string][] = [
    ['Who', isOwn ? `You, ${glass.agency}` : `${glass.name}, ${glass.agency}`],
    ['Child', glass.childName ?? 'You may not see whom it is about'],
    ['Why', `${sayReason(glass.reasonCode)}\n${glass.reason}`],
    ['From', sayTime(glass.opened)],
    [isOpen ? 'Open until' : 'Closed', `${sayTime(expires)}${glass.givenBack === null ? '' : ', given back early'}`],
    ['Note', words ?? 'None was left'],
  ]
  if (reviewed !== null) rows.push(['Review', `${found}\n${glass.reviewer ?? ''}, ${sayTime(reviewed)}`])
  return {
    tag: stateOf(glass, moment),
    rows: rows.map(([key, said]) => ({ key, lines: said.split(/\r?\n/) })),
    openCase: isOwn && isOpen ? `/cases/${caseId}` : '',
    seen: isOwn ? '' : `/cases/${caseId}/seen`,
    note: isOwn && isOpen && words === null ? `${here}/note` : '',
    giveBack: isOwn && isOpen ? `${here}/give-back` : '',
    review: !isOwn && reviewed === null ? `${here}/review` : '',
    back: '/glass',
  }
}
